"""The unit of a line above a table, for columns whose headers do not say money though a rule does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xltier.tables.reading import Conversion, Notice, Reading
from xltier.tables.units import times


def with_line_units(reading: Reading, money: Iterable[int]) -> Reading:
    """Return the reading with the unit of the line above its table in the columns that are money.

    ``单位：万元`` above ``实际进货`` leaves the column as it is, for nothing in the header says money; a scheme that
    takes it for a measure in yuan does. Cells that say a unit of their own keep it.

    Args:
        reading: The table.
        money: Positions of the columns that hold money.
    """
    wanted = [at for at in money if reading.columns[at].line_unit is not None]
    for at in wanted:
        reading = _with_line_unit(reading, at)
    return reading


def _with_line_unit(reading: Reading, at: int) -> Reading:
    column = reading.columns[at]
    unit = column.line_unit
    own = {found.row for found in reading.conversions if found.column == at and found.why == "unit"}
    before = reading.values[at]
    scaled = [
        row
        for row, value in zip(reading.rows, before, strict=True)
        if row not in own and isinstance(value, (int, float))
    ]
    if unit is None or not scaled:
        return reading
    taken = set(scaled)
    after = [
        times(value, unit.scale) if row in taken and isinstance(value, (int, float)) else value
        for row, value in zip(reading.rows, before, strict=True)
    ]
    first = reading.rows.index(scaled[0])
    conversion = Conversion(scaled[0], at, before[first], after[first], "unit_from_header", scaled[-1])
    notice = Notice("unit_from_header", f"{column.name} {unit.said}".strip(), (reading.address(scaled[0], at),))
    named = replace(
        column, unit=unit.base, said_unit=unit.said, scale=float(unit.scale), currency=unit.currency, line_unit=None
    )
    return replace(
        reading,
        columns=(*reading.columns[:at], named, *reading.columns[at + 1 :]),
        values=(*reading.values[:at], after, *reading.values[at + 1 :]),
        conversions=[*reading.conversions, conversion],
        warnings=(*reading.warnings, notice),
        guesses=tuple(
            guess for guess in reading.guesses if guess.code != "line_unit_left" or guess.detail != column.name
        ),
    )
