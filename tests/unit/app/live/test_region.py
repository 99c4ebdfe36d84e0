"""The block of cells around a cell."""

from __future__ import annotations

import pytest

from xltier.app.live.region import region
from xltier.tables.sheet import Area, Fault, FaultKind, RawSheet


def sheet(*cells: tuple[int, int]) -> RawSheet:
    rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
    return RawSheet("s", rows, columns, [[1 if (row, at) in cells else None for row in rows] for at in columns])


@pytest.mark.parametrize(
    ("cells", "at", "found"),
    [
        (((2, 2), (2, 3), (3, 2), (3, 3)), (2, 2), (2, 2, 3, 3)),
        (((2, 2), (3, 3), (4, 4)), (3, 3), (2, 2, 4, 4)),  # corners touch
        (((2, 2), (4, 2)), (2, 2), (2, 2, 2, 2)),  # a blank row between
        (((2, 2), (2, 4)), (2, 2), (2, 2, 2, 2)),  # a blank column between
        (((2, 2), (2, 3)), (1, 1), (1, 1, 2, 3)),  # from a blank corner
        ((), (5, 5), (5, 5, 5, 5)),
    ],
)
def test_a_region_reaches_to_the_next_blank_row_and_column(
    cells: tuple[tuple[int, int], ...], at: tuple[int, int], found: tuple[int, int, int, int]
) -> None:
    assert region(sheet(*cells), *at) == Area(*found)


def test_an_error_value_is_no_blank_cell() -> None:
    faults = {(3, 2): Fault(FaultKind.ERROR_VALUE, "#N/A")}
    raw = RawSheet("s", [2, 3, 4], [2], [[1, None, 1]], faults=faults)

    assert region(raw, 2, 2) == Area(2, 2, 4, 2)
