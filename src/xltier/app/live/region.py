"""The block of cells around a cell, bounded by blank rows and columns: what programs call the current region."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from xltier.tables.sheet import Area, RawSheet


def region(sheet: RawSheet, row: int, column: int) -> Area:
    """Return the current region of a cell; the cell itself where nothing stands around it.

    Linear in the region's rows.

    Args:
        sheet: The sheet.
        row: From 1.
        column: From 1.
    """
    filled = _Filled(sheet)
    found = Area(row, column, row, column)
    while True:
        wider = _grown(filled, found)
        if wider == found:
            return found
        found = wider


def meets(one: Area, other: Area) -> bool:
    """Return whether two areas share a cell."""
    return one.left <= other.right and other.left <= one.right and one.top <= other.bottom and other.top <= one.bottom


class _Filled:
    """Which rows of each column hold something."""

    def __init__(self, sheet: RawSheet) -> None:
        rows: dict[int, set[int]] = {
            number: {row for row, value in zip(sheet.rows, cells, strict=True) if value is not None}
            for number, cells in zip(sheet.columns, sheet.cells, strict=True)
        }
        for row, number in sheet.faults:
            rows.setdefault(number, set()).add(row)
        self._rows = rows
        self._sorted = {number: sorted(filled) for number, filled in rows.items()}

    def in_row(self, row: int, left: int, right: int) -> bool:
        """Return whether a row holds something from one column to another."""
        return any(row in self._rows[column] for column in range(left, right + 1) if column in self._rows)

    def in_column(self, column: int, top: int, bottom: int) -> bool:
        """Return whether a column holds something from one row to another."""
        filled = self._sorted.get(column, ())
        return bisect_left(filled, top) < bisect_right(filled, bottom)


def _grown(filled: _Filled, area: Area) -> Area:
    """Return an area with the rows and columns that touch it, corners included."""
    top, left, bottom, right = area
    while filled.in_row(bottom + 1, max(left - 1, 1), right + 1):
        bottom += 1
    while top > 1 and filled.in_row(top - 1, max(left - 1, 1), right + 1):
        top -= 1
    while filled.in_column(right + 1, max(top - 1, 1), bottom + 1):
        right += 1
    while left > 1 and filled.in_column(left - 1, max(top - 1, 1), bottom + 1):
        left -= 1
    return Area(top, left, bottom, right)
