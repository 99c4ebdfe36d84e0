"""The raw cells of a rules sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from xltier.errors import Location
from xltier.tables.address import a1
from xltier.tables.sheet import RawSheet

Value: TypeAlias = "str | int | float | bool | dt.datetime | dt.date | dt.time | None"

MARKS: Final = 1
"""Column of the markers."""


class GridCell(NamedTuple):
    """A cell: its value, and its own fill as ``#RRGGBB``."""

    value: Value = None
    fill: str | None = None

    @property
    def is_blank(self) -> bool:
        """Return whether nothing stands in it."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


NOTHING: Final = GridCell()
Cells: TypeAlias = "Mapping[tuple[int, int], GridCell]"


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's cells by (row, column), from 1.

    Args:
        file: File name, for Problems.
        sheet: Sheet name.
        cells: What is not blank, and what has a fill.
    """

    file: str
    sheet: str
    cells: Cells
    last_row: int = field(default=0)

    def at(self, row: int, column: int) -> GridCell:
        """Return a cell."""
        return self.cells.get((row, column), NOTHING)

    def text(self, row: int, column: int) -> str:
        """Return a cell's text, trimmed."""
        value = self.at(row, column).value
        return "" if value is None else str(value).strip()

    def place(self, row: int, column: int) -> Location:
        """Return a cell as a Problem's place."""
        return Location(file=self.file, sheet=self.sheet, cell=a1(row, column))

    def columns(self, row: int) -> list[int]:
        """Return the columns of a row that hold something, from left to right."""
        return sorted(column for at, column in self.cells if at == row and not self.cells[at, column].is_blank)


def grid_of(file: str, sheet: RawSheet, fills: Mapping[tuple[int, int], str]) -> Grid:
    """Return a sheet's cells; an error value stands as its text.

    Args:
        file: File name, for Problems.
        sheet: The sheet.
        fills: Its cells' own fills, ``#RRGGBB`` by (row, column).
    """
    cells = {
        (row, column): GridCell(value, fills.get((row, column)))
        for column, values in zip(sheet.columns, sheet.cells, strict=True)
        for row, value in zip(sheet.rows, values, strict=True)
        if value is not None
    }
    cells |= {at: GridCell(fault.text) for at, fault in sheet.faults.items()}
    cells |= {at: GridCell(None, colour) for at, colour in fills.items() if at not in cells}
    return Grid(file, sheet.name, cells, max(sheet.rows, default=0))
