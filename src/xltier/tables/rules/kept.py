"""The cells of a rules sheet whose change no formula can follow: those that say how things are computed, not how much.

A formula reads an edge, a weight, a cap wherever they stand. It cannot read a condition, a method, or a row that
somebody has inserted: whoever changes those must have the formulas written again, and is told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import groupby
from typing import Final, NamedTuple

from xltier.tables.address import a1
from xltier.tables.rules import choices
from xltier.tables.rules.blocks import END
from xltier.tables.rules.found import FoundBlock
from xltier.tables.rules.grid import MARKS, Grid, Value
from xltier.tables.rules.shape import Field, Holds

_APART: Final = frozenset({"#alerts", "#cases", "#channels", "#lines"})
"""Blocks that no rating reads."""
_HARMLESS: Final = frozenset(
    {"id", "version", "valid_from", "by_name", "label", "to", "below", "fill", "ink", "resource_share"}
    | {"aliases", "of", "window", "months", "whole", "order_months", "month_start_day", "growth_basis"}
    | {
        f"{name}.{side}"
        for name in ("name", "summary", "source", "strategy", "visit", "credit", "rebate")
        for side in ("zh", "en")
    }
    | {f"evidence.{side}" for side in ("zh", "en")}
)
"""Fields that change no tier."""
_MAY_BE_BLANK: Final = frozenset(
    {"cap", "drop", "cap_bonus", "cap_penalty", "score_min", "score_max", "score_full", "buffer", "min", "max", "slope"}
)
_MIRRORED: Final = frozenset({"t1", "t2", "t3"})
_BELOW: Final = 200
"""Rows below the last one in which another block may be put."""


class Area(NamedTuple):
    """Cells below each other that must hold something of some kind.

    Args:
        address: Absolute, without the sheet.
        cells: How many.
        numbers: Whether numbers are right.
        blanks: Whether blanks are.
        words: Which texts are.
    """

    address: str
    cells: int
    numbers: bool
    blanks: bool
    words: tuple[str, ...] = ()


class Kept(NamedTuple):
    """What must hold for formulas on a sheet to be those of its rules.

    Args:
        fixed: Cells that must stay as they are, with their values.
        areas: Cells that may change, within limits.
        counts: Areas that must hold so many cells that are not blank.
    """

    fixed: tuple[tuple[str, Value], ...]
    areas: tuple[Area, ...]
    counts: tuple[tuple[str, int], ...]


def kept(grid: Grid, blocks: Mapping[str, FoundBlock]) -> Kept:
    """Return the cells of a rules sheet that formulas take for granted, the blocks being found."""
    fixed: list[tuple[str, Value]] = []
    areas: list[Area] = []
    marks = [row for (row, column), cell in grid.cells.items() if column == MARKS and not cell.is_blank]
    counts = [_filled(grid, (1, max(marks, default=1) + _BELOW), MARKS)]
    banded = _banded(grid, blocks)
    for marker, found in blocks.items():
        if marker in _APART or not found.columns:
            continue
        counts.append(_rows(grid, found))
        for field, column, rows in _columns(grid, found):
            if field.name in _HARMLESS or field.holds is Holds.SHOWN:
                continue
            read = [
                row
                for row in rows
                if field.name not in _MIRRORED or grid.text(row, found.columns.get("key", MARKS)) not in banded
            ]
            for kind, run in _runs(grid, field, column, read):
                address = f"{_address(run[0], column)}:{_address(run[-1], column)}"
                if kind is _Holds.FIXED:
                    fixed += [(_address(row, column), grid.at(row, column).value) for row in run]
                elif kind is _Holds.TEXT:
                    counts.append((address, len(run)))
                else:
                    areas.append(_area(kind, field, address, len(run)))
    return Kept(tuple(fixed), tuple(areas), tuple(counts))


class _Holds(Enum):
    FIXED = auto()
    BLANK = auto()
    TEXT = auto()
    NUMBER = auto()
    OPTIONAL = auto()
    WORD = auto()


def _banded(grid: Grid, blocks: Mapping[str, FoundBlock]) -> frozenset[str]:
    """Return the keys of measures whose t1 to t3 only mirror the edges of their bands."""
    found = blocks.get("#bands")
    column = None if found is None else found.columns.get("measure")
    return frozenset() if found is None or column is None else frozenset(grid.text(row, column) for row in found.rows)


def _area(kind: _Holds, field: Field, address: str, cells: int) -> Area:
    match kind:
        case _Holds.NUMBER:
            return Area(address, cells, numbers=True, blanks=False)
        case _Holds.OPTIONAL:
            return Area(address, cells, numbers=True, blanks=True, words=(choices.NONE.zh, choices.NONE.en))
        case _Holds.WORD:
            return Area(address, cells, numbers=False, blanks=True, words=_said(field))
    return Area(address, cells, numbers=False, blanks=True)


def _runs(grid: Grid, field: Field, column: int, rows: Sequence[int]) -> Iterator[tuple[_Holds, list[int]]]:
    """Yield rows below each other whose cells must hold the same kind of thing."""
    kinds = [(_kind(grid, field, row, column), row) for row in rows]
    for (kind, _), run in groupby(enumerate(kinds), key=lambda one: (one[1][0], one[1][1] - one[0])):
        yield kind, [row for _, (_, row) in run]


def _kind(grid: Grid, field: Field, row: int, column: int) -> _Holds:
    cell = grid.at(row, column)
    if not field.is_live or (cell.is_blank and field.holds is Holds.TEXT and field.name not in _MAY_BE_BLANK):
        return _Holds.BLANK if cell.is_blank else _Holds.FIXED
    if field.holds is Holds.CHOICE:
        return _Holds.WORD
    if field.holds is Holds.TEXT:
        return _Holds.FIXED if field.name in _MAY_BE_BLANK else _Holds.TEXT
    may_be_blank = field.name in _MAY_BE_BLANK
    if isinstance(cell.value, str) and not (may_be_blank and cell.value in {choices.NONE.zh, choices.NONE.en}):
        return _Holds.FIXED
    return _Holds.OPTIONAL if cell.is_blank or may_be_blank else _Holds.NUMBER


def _said(field: Field) -> tuple[str, ...]:
    return tuple(side for words in (field.choices or {}).values() for side in (words.zh, words.en))


def _columns(grid: Grid, found: FoundBlock) -> Iterator[tuple[Field, int, Sequence[int]]]:
    """Yield the fields of a block, each with its column and rows; a setting has one row."""
    if not found.block.is_head:
        for field in found.block.fields:
            if field.name in found.columns:
                yield field, found.columns[field.name], found.rows
        return
    if not {"key", "value"} <= found.columns.keys():
        return
    for row in found.rows:
        setting = found.block.field(grid.text(row, found.columns["key"]))
        if setting is not None:
            yield setting, found.columns["value"], [row]


def _rows(grid: Grid, found: FoundBlock) -> tuple[str, int]:
    """Return the area that holds a row's first cell for each row of a block, the end mark's row included."""
    first = found.columns.get("key" if found.block.is_head else found.block.fields[0].name, min(found.columns.values()))
    last = max(found.rows, default=found.header)
    marks = sorted(row for (row, column), cell in grid.cells.items() if column == MARKS and cell.value == END)
    return _filled(grid, (found.header, next((row for row in marks if row > last), last + 1)), first)


def _filled(grid: Grid, rows: tuple[int, int], column: int) -> tuple[str, int]:
    top, bottom = rows
    count = sum(
        1 for (row, at), cell in grid.cells.items() if at == column and top <= row <= bottom and not cell.is_blank
    )
    return f"{_address(top, column)}:{_address(bottom, column)}", count


def _address(row: int, column: int) -> str:
    return f"${a1(row, column).rstrip('0123456789')}${row}"
