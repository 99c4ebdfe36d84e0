"""What Excel knows around a cell: the rules of the cell's own workbook, and the language of the user.

Excel says nothing of a change, and each look at a workbook costs milliseconds, so what was seen holds for two seconds:
one recalculation looks once. After an edit of a rules sheet Ctrl+Alt+F9 recalculates everything.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import Any, Final

import xlwings

from xltier.app.functions.in_workbook import NAME, InWorkbook, WorkbookRules
from xltier.app.functions.rules_block import Fills, rules_reading
from xltier.core.values import ExcelError
from xltier.hosts.excel.coercion import rows_of, rule_cell
from xltier.hosts.excel.language import user_language
from xltier.tables.rules.blocks import META
from xltier.tables.rules.grid import Value
from xltier.tables.rules.read import RulesReading

SECONDS: Final = 2.0
"""How long what a workbook said holds."""

_SEEN: dict[str, tuple[float, WorkbookRules]] = {}


def around(home: object) -> InWorkbook:
    """Return the surroundings of a cell.

    Args:
        home: Its workbook as Excel hands it over; None where no cell asks.
    """
    if home is None:
        return InWorkbook(WorkbookRules(), user_language())
    book = home if isinstance(home, xlwings.Book) else _book(home)
    return InWorkbook(seen(book), user_language(book.app))


def _book(home: object) -> xlwings.Book:
    """Return the workbook of a COM object, as xlwings itself makes it for its callers."""
    windows = import_module("xlwings._xlwindows")  # it has no types: it exists on Windows only
    return xlwings.Book(impl=windows.Book(xl=home))


def seen(book: Any) -> WorkbookRules:  # noqa: ANN401 - an xlwings.Book of any engine
    """Return what a workbook says about schemes, as of the last two seconds."""
    now = time.monotonic()
    held = _SEEN.get(book.fullname)
    if held is not None and now - held[0] < SECONDS:
        return held[1]
    rules = rules_of(book)
    _SEEN[book.fullname] = (now, rules)
    return rules


def rules_of(book: Any) -> WorkbookRules:  # noqa: ANN401 - an xlwings.Book of any engine
    """Return what a workbook says about schemes."""
    found = [_reading(sheet) for sheet in book.sheets]
    return WorkbookRules(_chosen(book), tuple(reading for reading in found if reading is not None))


def _chosen(book: Any) -> str:  # noqa: ANN401 - an xlwings.Book of any engine
    for name in book.names:
        if name.name == NAME:
            said = str(name.refers_to).removeprefix("=")
            if said.startswith('"'):
                return said.strip('"')
            return str(name.refers_to_range.raw_value or "").strip()
    return ""


def _reading(sheet: Any) -> RulesReading | None:  # noqa: ANN401 - an xlwings.Sheet of any engine
    """Return the rules of a sheet, or None where it is no rules sheet."""
    last = sheet.used_range.last_cell
    markers = rows_of(sheet.range((1, 1), (last.row, 1)).raw_value)
    if META.marker not in {str(row[0]).strip() for row in markers}:
        return None
    values = rows_of(sheet.range((1, 1), (last.row, last.column)).raw_value)
    rules = tuple(tuple(_value(cell) for cell in row) for row in values)
    plain = rules_reading(rules, sheet=sheet.name)
    fills = _fills(sheet, plain)
    return rules_reading(rules, sheet=sheet.name, fills=fills) if fills else plain


def _value(cell: object) -> Value:
    found = rule_cell(cell)
    return str(found) if isinstance(found, ExcelError) else found


def _fills(sheet: Any, reading: RulesReading) -> Fills:  # noqa: ANN401 - an xlwings.Sheet of any engine
    """Return the fills of the tiers' swatches: filling the cell is how users choose a colour."""
    found = []
    for path, address in reading.cells.items():
        if path.endswith(".fill"):
            cell = sheet.range(address)
            if cell.color is not None:
                red, green, blue = cell.color
                found.append(((cell.row, cell.column), f"#{red:02X}{green:02X}{blue:02X}"))
    return tuple(found)
