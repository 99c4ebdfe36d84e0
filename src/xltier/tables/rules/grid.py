"""The raw cells of a rules sheet, and where its blocks are: found by their markers, wherever users moved them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, NamedTuple, TypeAlias

from xltier.errors import Location, Problem, Severity
from xltier.tables.address import a1
from xltier.tables.rules.blocks import BLOCKS, END
from xltier.tables.rules.blocks.measures import INPUTS, MEASURES
from xltier.tables.rules.blocks.meta import META
from xltier.tables.rules.shape import Block, Field, Holds
from xltier.tables.sheet import RawSheet

Value: TypeAlias = "str | int | float | bool | dt.datetime | dt.date | dt.time | None"

MARKS: Final = 1
"""Column of the markers."""

KEY: Final = ("键", "key")
VALUE: Final = ("值", "value")


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


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block on the sheet.

    Args:
        block: Which.
        header: Row of its headers.
        columns: Column of each field that has one.
        rows: Rows that hold data, in order.
    """

    block: Block
    header: int
    columns: Mapping[str, int]
    rows: Sequence[int]


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


def is_rules_sheet(grid: Grid) -> bool:
    """Return whether a sheet has the markers of a rules sheet: that of the settings, or of several blocks."""
    marks = {cell.value for (_, column), cell in grid.cells.items() if column == MARKS}
    return META.marker in marks or len(marks & {block.marker for block in BLOCKS}) > 1


def find_blocks(grid: Grid) -> tuple[dict[str, FoundBlock], list[Problem]]:
    """Return the blocks by marker, and what is wrong with markers and headers."""
    known = {block.marker: block for block in BLOCKS}
    marks = [
        (row, str(cell.value).strip())
        for (row, column), cell in sorted(grid.cells.items())
        if column == MARKS and str(cell.value or "").startswith("#")
    ]
    found: dict[str, FoundBlock] = {}
    problems: list[Problem] = []
    for at, (row, mark) in enumerate(marks):
        if mark == END:
            continue
        if mark not in known:
            values = {"marker": mark, "known": tuple(get_close_matches(mark, known, n=3) or known)}
            problems.append(Problem("rules-block-unknown", grid.place(row, MARKS), Severity.WARNING, values))
            continue
        if mark in found:
            problems.append(Problem("rules-block-twice", grid.place(row, MARKS), values={"marker": mark}))
            continue
        after = marks[at + 1] if at + 1 < len(marks) else (grid.last_row + 1, "")
        found[mark] = _found(grid, known[mark], row, after, problems)
    for wanted in ((META,), (MEASURES, INPUTS)):
        if not any(block.marker in found for block in wanted):
            values = {"marker": wanted[0].marker}
            problems.append(Problem("rules-block-missing", Location(file=grid.file, sheet=grid.sheet), values=values))
    return found, problems


def _found(grid: Grid, block: Block, header: int, after: tuple[int, str], problems: list[Problem]) -> FoundBlock:
    columns: dict[str, int] = {}
    for column in grid.columns(header):
        if column == MARKS:
            continue
        name = _head(grid.text(header, column)) if block.is_head else _named(block.field(grid.text(header, column)))
        if name in columns:
            values = {"header": grid.text(header, column), "first": a1(header, columns[name])}
            problems.append(Problem("rules-header-twice", grid.place(header, column), values=values))
        elif name is not None:
            columns[name] = column
    wanted = ("key", "value") if block.is_head else (block.fields[0].name,)
    for name in wanted:
        if name not in columns:
            label: object = name if block.is_head else block.fields[0].label
            said: dict[str, object] = {"header": label, "block": block.title}
            problems.append(Problem("rules-header-missing", grid.place(header, MARKS + 1), values=said))
    return FoundBlock(block, header, columns, tuple(_rows(grid, block, header, after, columns)))


def _named(field_: Field | None) -> str | None:
    return None if field_ is None or field_.holds is Holds.SHOWN else field_.name


def _head(text: str) -> str | None:
    """Return which column of the settings a header names."""
    folded = text.casefold()
    return "key" if folded in KEY else "value" if folded in VALUE else None


def _rows(grid: Grid, block: Block, header: int, after: tuple[int, str], columns: Mapping[str, int]) -> Iterator[int]:
    """Yield the rows that hold data; without an end mark the first blank row ends the block."""
    stop, mark = after
    for row in range(header + 1, stop):
        if all(grid.at(row, column).is_blank for column in columns.values()):
            if mark != END and not block.is_head:
                return
            continue
        yield row
