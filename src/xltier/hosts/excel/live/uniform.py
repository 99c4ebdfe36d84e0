"""What holds for many cells, asked in few calls: Excel answers None for an area that is not alike all over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from xltier.tables.sheet import Area

T = TypeVar("T")


def alike(area: Area, ask: Callable[[Area], T | None]) -> Iterator[tuple[Area, T]]:
    """Yield parts of an area with what holds in all of each; O(parts * log cells) calls.

    Args:
        area: The cells.
        ask: Returns what holds for an area, None where its cells differ; of one cell it may be None, too.
    """
    found = ask(area)
    if found is not None:
        yield area, found
    elif area.bottom > area.top or area.right > area.left:
        for part in _halves(area):
            yield from alike(part, ask)


def _halves(area: Area) -> tuple[Area, Area]:
    """Return the two halves: columns are told apart first, because a sheet's columns differ and its rows are alike."""
    top, left, bottom, right = area
    if right > left:
        middle = (left + right) // 2
        return Area(top, left, bottom, middle), Area(top, middle + 1, bottom, right)
    middle = (top + bottom) // 2
    return Area(top, left, middle, right), Area(middle + 1, left, bottom, right)


def cells_of(sheet: Any, area: Area) -> Any:  # noqa: ANN401 - COM objects
    """Return the cells of an area of a sheet."""
    return sheet.Range(sheet.Cells(area.top, area.left), sheet.Cells(area.bottom, area.right))


def area_of(cells: Any) -> Area:  # noqa: ANN401 - a COM object
    """Return where cells are; of several areas the first."""
    first = cells.Areas(1)
    top, left = int(first.Row), int(first.Column)
    return Area(top, left, top + int(first.Rows.Count) - 1, left + int(first.Columns.Count) - 1)
