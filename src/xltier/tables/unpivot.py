"""Months across become months down: one row a customer and month."""

from __future__ import annotations

from dataclasses import replace

from xltier.tables.periods import month_of
from xltier.tables.reading import Column, Conversion, Kind, Reading, Value

MONTH_NAME = "月份"
VALUE_NAME = "值"


def unpivot(reading: Reading, *, year: int | None = None) -> Reading:
    """Return the reading with its month columns turned into rows; unchanged when fewer than two columns are months.

    A blank month gives no row: nothing was reported. A cell that failed keeps its failure. Each value's place stays
    known: ``conversions`` says from which cell a row's value came. Columns of one month with different leaves
    (``2012-01/销售``, ``2012-01/退货``) become one row with a column each.

    Args:
        reading: Columns such as ``1月`` or ``2012-03/销售``.
        year: Year of months that say none, ``1月``.
    """
    months = {
        at: found for at, column in enumerate(reading.columns) if (found := month_of(column.name, year)) is not None
    }
    if len(months) < 2:  # noqa: PLR2004  # one month across is a column like any other
        return reading
    kept = [at for at in range(len(reading.columns)) if at not in months]
    leaves = list(dict.fromkeys(leaf for _, leaf in months.values()))
    by_month: dict[str, dict[str, int]] = {}
    for at, (month, leaf) in months.items():
        by_month.setdefault(month, {})[leaf] = at
    first = min(months)
    columns = [reading.columns[at] for at in kept]
    columns.append(Column(MONTH_NAME, (), reading.columns[first].number, Kind.MONTH))
    columns.extend(_leaf_column(reading, leaf, months) for leaf in leaves)
    rows: list[int] = []
    values: list[list[Value]] = [[] for _ in columns]
    failures = {}
    conversions: list[Conversion] = []
    for i, row in enumerate(reading.rows):
        for month, cells in sorted(by_month.items()):
            taken = [(cells.get(leaf), leaf) for leaf in leaves]
            if all(
                at is None or (reading.values[at][i] is None and (row, at) not in reading.failures) for at, _ in taken
            ):
                continue
            rows.append(row)
            record = [reading.values[at][i] for at in kept] + [month]
            for position, (place, _) in enumerate(taken, start=len(kept) + 1):
                record.append(None if place is None else reading.values[place][i])
                if place is None:
                    continue
                if (row, place) in reading.failures:
                    failures[row, position] = reading.failures[row, place]
                conversions.append(Conversion(row, position, reading.columns[place].letter, month, "unpivoted"))
            for column, value in zip(values, record, strict=True):
                column.append(value)
    positions = {at: position for position, at in enumerate(kept)}
    failures.update({(row, positions[at]): f for (row, at), f in reading.failures.items() if at in positions})
    return replace(
        reading,
        columns=tuple(columns),
        rows=rows,
        values=tuple(values),
        failures=failures,
        conversions=[c._replace(column=positions[c.column]) for c in reading.conversions if c.column in positions]
        + conversions,
        merges=tuple((top, bottom, positions[at]) for top, bottom, at in reading.merges if at in positions),
    )


def _leaf_column(reading: Reading, leaf: str, months: dict[int, tuple[str, str]]) -> Column:
    """Return the column that the months of one leaf become; its place is that of the first."""
    first = next(at for at, (_, name) in months.items() if name == leaf)
    column = reading.columns[first]
    kind = column.kind if column.kind in {Kind.NUMBER, Kind.RATIO} else Kind.NUMBER
    return replace(column, name=leaf or VALUE_NAME, header=(leaf,), kind=kind)
