"""A rules sheet out of a workbook: opened by the guards of the intake, its swatches' fills read too."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xltier.errors import BookError, Location, Problem
from xltier.files.fills import fills_of
from xltier.files.identify import Format, identify
from xltier.files.package import Package
from xltier.files.read import read_book
from xltier.files.xlsx_parts import read_workbook
from xltier.formulas.cells import quoted
from xltier.formulas.rules_cells import Basis, RulesCells
from xltier.tables.choice import TableChoice
from xltier.tables.rules.blocks import BLOCKS
from xltier.tables.rules.blocks.measures import INPUTS, MEASURES
from xltier.tables.rules.blocks.meta import META
from xltier.tables.rules.grid import grid_of
from xltier.tables.rules.headings import SHEETS
from xltier.tables.rules.read import RulesReading, read_rules
from xltier.tables.rules.shape import Holds
from xltier.tables.rules.sheets import find_rules
from xltier.tables.understand import understand


def may_hold_rules(path: Path) -> bool:
    """Return whether a workbook may have a rules sheet; of an xlsx only names and texts are looked through for it.

    Some programs write texts into the cells: then sheets of the size of a rules sheet are looked through.

    Raises:
        XltierError: The file cannot be read.
    """
    if identify(path) is not Format.XLSX:
        return True
    with Package(path) as package:
        book = read_workbook(package)
        if any(sheet.name.startswith(SHEETS) for sheet in book.sheets):
            return True
        small = [sheet.part for sheet in book.sheets if sheet.part in package and package.size(sheet.part) <= _LARGEST]
        parts = [book.strings] if book.strings else small
        return any(word in texts for texts in map(package.read, parts) for word in _TELLING)


_LARGEST: Final = 4 * 2**20
"""Bytes of a sheet's part that may be one of rules; the rules of a thousand measures take less."""
_TELLING: Final = tuple(
    text.encode("ascii", "xmlcharrefreplace") if is_escaped else text.encode()
    for block in (META, MEASURES, INPUTS)
    for text in (block.marker, block.note.zh, block.note.en)
    for is_escaped in (False, True)
)
"""What stands on every rules sheet: its marks, else the words beside its headings."""


def is_rule_book(path: Path) -> bool:
    """Return whether a workbook holds a rules sheet and no table beside it.

    Raises:
        BookError: The file cannot be read.
    """
    if not may_hold_rules(path):
        return False
    try:
        understand(read_book(path), TableChoice())
    except BookError as error:
        if {problem.reference for problem in error.problems} == {"rules-no-customers"}:
            return True
        raise
    return False


def read_rules_book(path: Path | str, *, sheet: str | None = None, password: str | None = None) -> RulesReading | None:
    """Return what the rules sheet of a workbook says, or None where it has none.

    Args:
        path: An Excel file.
        sheet: Which, where a workbook has several.
        password: Of an encrypted file.

    Raises:
        BookError: Several rules sheets and none named; or the file cannot be read.
    """
    book = read_book(path, password=password)
    names = find_rules(book)
    if not names or (sheet is not None and sheet not in names):
        return None
    if len(names) > 1 and sheet is None:
        raise BookError(Problem("rules-several", Location(file=book.file), values={"sheets": names}))
    chosen = sheet or names[0]
    raw = next(found for found in book.sheets if found.name == chosen)
    fills = fills_of(path, chosen) if identify(path) is Format.XLSX else {}
    return read_rules(grid_of(book.file, raw, fills))


def formula_cells(reading: RulesReading) -> RulesCells:
    """Return where formulas find the rules of a sheet, wherever its owner has moved them.

    A number that stands as text, because a cell cannot hold its digits, is written out instead.
    """
    sheet = quoted(reading.sheet)
    cells = {
        path: f"{sheet}!${cell.rstrip('0123456789')}${cell.lstrip(_LETTERS)}" for path, cell in reading.cells.items()
    }
    texts = frozenset(path for path in reading.texts if _is_number(path))
    return RulesCells(cells, texts, Basis(sheet, *reading.kept))


_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBERS: Final = frozenset(
    field.name for block in BLOCKS for field in block.fields if field.is_live and field.holds is Holds.NUMBER
)


def _is_number(path: str) -> bool:
    """Return whether a path means a number; a red line's cap is a tier, and settings may say that there is none."""
    return path.rpartition(".")[2] in _NUMBERS and "[" in path and not path.startswith("red_lines")
