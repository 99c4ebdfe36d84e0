"""Refresh: rate a sheet that an earlier run has written into, and compare with what that run wrote."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.tables.sheet import Area, Cell, ExcelTable, RawBook, RawSheet

Ours = Mapping[int, Sequence[tuple[int, int]]]
"""First and last row of each of our columns on a sheet, by column number: tables below each other share columns."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an earlier run wrote beside the rows of a reading.

    Args:
        tiers: The tier of each row; None where the row had none.
        moves: How many tiers it had risen (+) or fallen (-).
        period: The period that run was for.
    """

    tiers: Sequence[Cell]
    moves: Sequence[Cell]
    period: str | None


def without_ours(book: RawBook, columns: Mapping[str, Ours], sheets: frozenset[str]) -> RawBook:
    """Return a book as it would be had no run ever written into it.

    Our columns must not be taken for measures, nor their reasons for headers, and our sheets hold no customers.

    Args:
        book: The book as stored.
        columns: First and last rows of our columns, by sheet name and column number.
        sheets: Names of our sheets.
    """
    kept = [place for place, sheet in enumerate(book.sheets) if sheet.name not in sheets]
    return replace(
        book,
        sheets=tuple(_cleared(book.sheets[place], columns.get(book.sheets[place].name, {})) for place in kept),
        visibility=tuple(book.visibility[place] for place in kept),
    )


def _cleared(sheet: RawSheet, ours: Ours) -> RawSheet:
    if not ours:
        return sheet

    cells: dict[int, Sequence[Cell]] = {}
    for column, values in zip(sheet.columns, sheet.cells, strict=True):
        theirs = values
        if column in ours:
            for area in ours[column]:
                first, behind = _span(sheet, area)
                theirs = [*theirs[:first], *[None] * (behind - first), *theirs[behind:]]
        if column not in ours or any(value is not None for value in theirs):
            cells[column] = theirs
    left_out = _only_ours(sheet, ours, list(cells.values()))
    kept = [at for at in range(len(sheet.rows)) if at not in left_out] if left_out else None
    return replace(
        sheet,
        rows=sheet.rows if kept is None else [sheet.rows[at] for at in kept],
        columns=list(cells),
        cells=list(cells.values()) if kept is None else [[column[at] for at in kept] for column in cells.values()],
        faults={at: fault for at, fault in sheet.faults.items() if not _is_ours(ours, *at)},
        formats={column: runs for column, runs in sheet.formats.items() if column in cells},
        tables=tuple(_narrowed(table, ours) for table in sheet.tables),
        filter=sheet.filter if sheet.filter is None else _ending_before(sheet.filter, ours),
    )


def _only_ours(sheet: RawSheet, ours: Ours, theirs: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the places of rows that hold cells of ours and nothing else; one that was empty before stays."""
    empty: Sequence[int] = range(len(sheet.rows))
    for cells in theirs:
        empty = [at for at in empty if cells[at] is None]
    faulty = {row for row, number in sheet.faults if not _is_ours(ours, row, number)}
    held = {row for row, number in sheet.faults if _is_ours(ours, row, number)}
    for column, values in zip(sheet.columns, sheet.cells, strict=True):
        held |= {sheet.rows[at] for at in empty if values[at] is not None and _is_ours(ours, sheet.rows[at], column)}
    return {at for at in empty if sheet.rows[at] in held and sheet.rows[at] not in faulty}


def _is_ours(ours: Ours, row: int, column: int) -> bool:
    return any(first <= row <= last for first, last in ours.get(column, ()))


def _meets(area: Area, rows: tuple[int, int]) -> bool:
    return rows[0] <= area.bottom and area.top <= rows[1]


def _span(sheet: RawSheet, area: tuple[int, int]) -> tuple[int, int]:
    """Return the places of the first row of an area, and behind its last one."""
    return bisect_left(sheet.rows, area[0]), bisect_right(sheet.rows, area[1])


def _narrowed(table: ExcelTable, ours: Ours) -> ExcelTable:
    area = _ending_before(table.area, ours)
    return replace(table, area=area, names=table.names[: area.right - area.left + 1])


def _ending_before(area: Area, ours: Ours) -> Area:
    """Return an area without those of our columns that are its last ones."""
    right = area.right
    while right > area.left and any(_meets(area, rows) for rows in ours.get(right, ())):
        right -= 1
    return area._replace(right=right)


def written_in(
    book: RawBook, sheet: str, ours: Mapping[str, int], *, rows: Sequence[int], period: str | None
) -> Written:
    """Return what an earlier run wrote beside some rows of a sheet.

    Args:
        book: The book as stored, our columns and all.
        sheet: Sheet name.
        ours: Number of each of our columns by its key.
        rows: Sheet rows.
        period: The period that run was for.
    """
    raw = next(one for one in book.sheets if one.name == sheet)

    def column(key: str) -> Sequence[Cell]:
        number = ours.get(key)
        if number is None or number not in raw.columns or not rows:
            return [None] * len(rows)
        cells = raw.cells[list(raw.columns).index(number)]
        first = bisect_left(raw.rows, rows[0])
        if list(raw.rows[first : first + len(rows)]) == list(rows):
            return cells[first : first + len(rows)]
        places = (bisect_left(raw.rows, row) for row in rows)
        return [
            cells[place] if place < len(raw.rows) and raw.rows[place] == row else None
            for place, row in zip(places, rows, strict=True)
        ]

    return Written(column("tier"), column("move"), period)


def compared(sheet: TieredSheet, before: Written, period: str) -> TieredSheet:
    """Return a rated sheet with each row's move since the last period.

    In a new period the tiers found in the sheet are the ones to compare with. A second run in the same period
    compares with what the first one did: the tier it found, which is the one it wrote less the move it wrote.
    A column of the user's with the tier of the last period goes first.

    Args:
        sheet: The rated sheet.
        before: What an earlier run wrote.
        period: The period of this run, such as ``"2026-10"``.
    """
    if not any(tier is not None for tier in before.tiers):
        return sheet
    places = {tier.code: place for place, tier in enumerate(sheet.plan.ladder.tiers)}
    is_again = before.period == period
    return replace(sheet, rows=[_compared(row, places, before, is_again=is_again) for row in sheet.rows])


def _compared(row: TieredRow, places: Mapping[str, int], before: Written, *, is_again: bool) -> TieredRow:
    now, then = places.get(row.rating.tier or ""), places.get(str(before.tiers[row.at]))
    if row.before is not None or now is None or then is None:
        return row
    if is_again:
        move = before.moves[row.at]
        if not isinstance(move, (int, float)):
            return row
        then += int(move)
    return TieredRow(*row[:-1], change=then - now)
