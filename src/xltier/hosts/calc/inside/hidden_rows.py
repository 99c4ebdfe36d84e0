"""Rows that a filter hides, taken for shown as long as Calc copies: it leaves them out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xltier.hosts.calc.inside.live_cells import area_of


@contextmanager
def rows_in_view(cells: Any) -> Iterator[None]:  # noqa: ANN401  a UNO object
    """Return a context in which no row of some cells counts as filtered; those that were are so again behind it."""
    whole = area_of(cells.RangeAddress)
    in_view = [area_of(one) for one in cells.queryVisibleCells().getRangeAddresses()]
    filtered = [] if in_view == [whole] else _filtered(cells.Rows)
    for row in filtered:
        row.IsFiltered = False
    try:
        yield
    finally:
        for row in filtered:
            row.IsFiltered = True


def _filtered(rows: Any) -> list[Any]:  # noqa: ANN401  UNO objects
    every = (rows.getByIndex(at) for at in range(rows.Count))
    return [row for row in every if row.IsFiltered]
