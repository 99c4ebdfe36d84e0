"""Which sheets of a workbook are rules, and so never a table of customers, and which may be one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from xltier.core.words import folded
from xltier.tables.rules.blocks import BLOCKS
from xltier.tables.rules.found import is_rules_sheet
from xltier.tables.rules.grid import grid_of
from xltier.tables.rules.headings import shows_blocks
from xltier.tables.sheet import RawBook, RawSheet

_FIRST: Final = 8
"""Columns of a sheet in which its marks, headings and first headers stand, users' own columns before them included."""
_MOST: Final = 10_000
"""Rows of a sheet that may be one of rules; the rules of a thousand measures take less."""
_MARKS: Final = frozenset(block.marker for block in BLOCKS)


def find_rules(book: RawBook) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook that are rules sheets, in tab order."""
    likely = (sheet for sheet in book.sheets if not sheet.is_text and _is_likely(sheet))
    return tuple(sheet.name for sheet in likely if is_rules_sheet(grid_of(book.file, sheet, {})))


def without_sheets(book: RawBook, names: tuple[str, ...]) -> RawBook:
    """Return a workbook without some of its sheets."""
    kept = [each for each in zip(book.sheets, book.visibility, strict=True) if each[0].name not in names]
    return replace(book, sheets=tuple(sheet for sheet, _ in kept), visibility=tuple(shown for _, shown in kept))


def _is_likely(sheet: RawSheet) -> bool:
    """Return whether the first columns of a sheet hold marks or headings; a list of customers costs no more."""
    if len(sheet.rows) > _MOST:
        return False
    columns = [
        {folded(text) for text in {cell for cell in cells if isinstance(cell, str)}}
        for column, cells in zip(sheet.columns, sheet.cells, strict=True)
        if column <= _FIRST
    ]
    return any(not texts.isdisjoint(_MARKS) for texts in columns) or shows_blocks(columns)
