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
        areas: (first row, last row, position of the heading) of each filled area.
        hidden: Values beneath a merged area that differ from what it shows, by (row, position of the heading).
        numbers: Positions of headings where a merged number was left on its first row: filling would multiply it.
    """

    cells: list[Sequence[Cell]]
    areas: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: dict[tuple[int, int], Cell] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)


def fill(sheet: RawSheet, located: Located, headings: Sequence[Heading]) -> Filled:
    """Return the cells of a table's columns; only true merged areas are filled, never blanks."""
    filled = Filled([sheet.cells[heading.at] for heading in headings])
    if not sheet.merges or located.first >= located.last:
        return filled
    by_number = {heading.number: at for at, heading in enumerate(headings)}
    top, bottom = sheet.rows[located.first], sheet.rows[located.last - 1]
    changed: dict[int, list[Cell]] = {}
    for area in sheet.merges:
        if area.bottom < top or area.top > bottom or area[:2] == area[2:]:
            continue
        start, stop = sheet.row_index(max(area.top, top)), sheet.row_index(min(area.bottom, bottom) + 1)
        anchor = _anchor(sheet, area.top, area.left, by_number, filled)
        for column in range(area.left, area.right + 1):
            at = by_number.get(column)
            if at is None:
                continue
            cells = changed.setdefault(at, list(filled.cells[at]))
            for i in range(start, stop):
                if sheet.rows[i] == area.top and column == area.left:
                    continue
                if cells[i] is not None and cells[i] != anchor:
                    filled.hidden[sheet.rows[i], at] = cells[i]
                cells[i] = anchor if column == area.left and not isinstance(anchor, int | float) else None
            if column == area.left and area.bottom > area.top and anchor is not None:
                if isinstance(anchor, int | float):
                    filled.numbers.add(at)
                else:
                    filled.areas.append((area.top, area.bottom, at))
    for at, cells in changed.items():
        filled.cells[at] = cells
    return filled


def _anchor(sheet: RawSheet, row: int, column: int, by_number: dict[int, int], filled: Filled) -> Cell:
    """Return the value that a merged area shows."""
    at = by_number.get(column)
    i = sheet.row_index(row)
    if at is None or i >= len(sheet.rows) or sheet.rows[i] != row:
        return None
    return filled.cells[at][i]
