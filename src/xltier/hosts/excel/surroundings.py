"""What Excel knows around a cell: the rules of the cell's own workbook, and the language of the user.

Excel says nothing of a change, and each look at a workbook costs milliseconds, so what was seen holds for two seconds:
one recalculation looks once. After an edit of a rules sheet Ctrl+Alt+F9 recalculates everything.
"""

from __future__ import annotations

import time
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from xltier.app.functions.in_workbook import NAME, InWorkbook, WorkbookRules
from xltier.app.functions.rules_block import Fills, may_be_rules, rules_reading, sheet_reading
from xltier.core.values import ExcelError
from xltier.files.user_settings import settled_scheme
from xltier.hosts.excel.coercion import rows_of, rule_cell
from xltier.hosts.excel.language import user_language
from xltier.hosts.excel.live.reading import fills_of
from xltier.hosts.excel.live.uniform import area_of, cells_of
from xltier.tables.address import a1
from xltier.tables.rules.grid import Value
from xltier.tables.rules.read import RulesReading
from xltier.tables.sheet import Area

SECONDS: Final = 2.0
"""How long what a workbook said holds."""

_SEEN: dict[str, tuple[float, WorkbookRules]] = {}


def around(home: Any) -> InWorkbook:  # noqa: ANN401 - a COM object
    """Return the surroundings of a cell.

    Args:
        home: Its workbook as Excel hands it over; None where no cell asks.
    """
    if home is None:
        return InWorkbook(WorkbookRules(), user_language())
    return InWorkbook(seen(home), user_language(home.Application))


def seen(book: Any) -> WorkbookRules:  # noqa: ANN401 - a COM object
    """Return what a workbook says about schemes, as of the last two seconds."""
    now, name = time.monotonic(), str(book.FullName)
    held = _SEEN.get(name)
    if held is not None and now - held[0] < SECONDS:
        return held[1]
    rules = rules_of(book)
    _SEEN[name] = (now, rules)
    return rules


def rules_of(book: Any) -> WorkbookRules:  # noqa: ANN401 - a COM object
    """Return what a workbook says about schemes."""
    found = [_reading(sheet) for sheet in book.Worksheets]
    settled = cache(partial(settled_scheme, Path(str(book.Path)) if book.Path else None))
    return WorkbookRules(_chosen(book), tuple(reading for reading in found if reading is not None), settled)


def _chosen(book: Any) -> str:  # noqa: ANN401 - a COM object
    for name in book.Names:
        if name.Name == NAME:
            said = str(name.RefersTo).removeprefix("=")
            if said.startswith('"'):
                return said.strip('"')
            return str(name.RefersToRange.Value or "").strip()
    return ""


def _reading(sheet: Any) -> RulesReading | None:  # noqa: ANN401 - a COM object
    """Return the rules of a sheet, or None where it is no rules sheet."""
    used = area_of(sheet.UsedRange)
    markers = rows_of(cells_of(sheet, Area(1, 1, used.bottom, 1)).Value)
    if not may_be_rules(str(sheet.Name), {str(row[0]).strip() for row in markers}):
        return None
    values = rows_of(cells_of(sheet, Area(1, 1, used.bottom, used.right)).Value)
    rules = tuple(tuple(_value(cell) for cell in row) for row in values)
    plain = sheet_reading(rules, sheet=str(sheet.Name))
    fills = () if plain is None else _fills(sheet, plain)
    return rules_reading(rules, sheet=str(sheet.Name), fills=fills) if fills else plain


def _value(cell: object) -> Value:
    found = rule_cell(cell)
    return str(found) if isinstance(found, ExcelError) else found


def _fills(sheet: Any, reading: RulesReading) -> Fills:  # noqa: ANN401 - a COM object
    """Return the fills of the tiers' swatches: filling the cell is how users choose a colour."""
    swatches = {address for path, address in reading.cells.items() if path.endswith(".fill")}
    return tuple((at, fill) for at, fill in fills_of(sheet).items() if a1(*at) in swatches) if swatches else ()
