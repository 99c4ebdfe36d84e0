"""Merged data cells: the value of the first cell holds for all, and values hidden beneath it are brought to light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xltier.tables.header import Heading
from xltier.tables.locate import Located
from xltier.tables.sheet import Cell, RawSheet


@dataclass(slots=True)
class Filled:
    """A table's cells with merged areas filled downwards.

    Args:
        cells: One sequence a heading, as long as ``sheet.rows``.
        origin: Position in ``sheet.columns`` of each heading.
        areas: (first row, last row, position of the heading) of each filled area.
        hidden: Values beneath a merged area that differ from what it shows, by (row, position of the heading).
        numbers: Positions of headings where a merged number was left on its first row: filling would multiply it.
    """

    cells: list[Sequence[Cell]]
    origin: list[int]
    areas: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: dict[tuple[int, int], Cell] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)


def fill(sheet: RawSheet, located: Located, headings: Sequence[Heading]) -> Filled:
    """Return the cells of a table's columns; only true merged areas are filled, never blanks."""
    filled = Filled([sheet.cells[heading.at] for heading in headings], [heading.at for heading in headings])
    if not sheet.merges or located.first >= located.last:
        return filled
    by_number = {heading.number: at for at, heading in enumerate(headings)}
    top, bottom = sheet.rows[located.first], sheet.rows[located.last - 1]
    for area in sheet.merges:
        if area.bottom < top or area.top > bottom or area[:2] == area[2:]:
            continue
        span = range(sheet.row_index(max(area.top, top)), sheet.row_index(min(area.bottom, bottom) + 1))
        anchor = _anchor(sheet, area.top, area.left, by_number, filled)
        for column in range(area.left, min(area.right, headings[-1].number) + 1):
            if column in by_number:
                _fill_column(sheet, filled, by_number[column], span, anchor if column == area.left else None)
        if area.left in by_number and area.bottom > area.top and anchor is not None:
            at = by_number[area.left]
            if isinstance(anchor, int | float):
                filled.numbers.add(at)
            else:
                filled.areas.append((area.top, area.bottom, at))
    return filled


def _fill_column(sheet: RawSheet, filled: Filled, at: int, span: range, shown: Cell) -> None:
    """Give the cells of one column beneath a merged area what it shows there; bring to light what they hold."""
    cells = filled.cells[at]
    if not isinstance(cells, list) or cells is sheet.cells[filled.origin[at]]:
        cells = filled.cells[at] = list(cells)
    for i in span:
        if i == span[0] and shown is not None and cells[i] == shown:
            continue
        if cells[i] is not None and cells[i] != shown:
            filled.hidden[sheet.rows[i], at] = cells[i]
        cells[i] = None if isinstance(shown, int | float) else shown


def _anchor(sheet: RawSheet, row: int, column: int, by_number: dict[int, int], filled: Filled) -> Cell:
    """Return the value that a merged area shows."""
    at = by_number.get(column)
    i = sheet.row_index(row)
    if at is None or i >= len(sheet.rows) or sheet.rows[i] != row:
        return None
    return filled.cells[at][i]
