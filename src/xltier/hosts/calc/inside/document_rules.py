"""The rules that travel in a document: its rules sheets, and which scheme its name ``xltier_scheme`` chooses.

Calc does not know that a function depends on them, so after an edit of the rules Ctrl+Shift+F9 recalculates.
A document is looked at once and again after a change of it: a recalculation asks thousands of times.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import uno
import unohelper
from com.sun.star.util import XModifyListener

from xltier.app.functions.in_workbook import NAME, WorkbookRules
from xltier.app.functions.rules_block import Fills, Rules, may_be_rules, rules_reading, sheet_reading
from xltier.files.user_settings import settled_scheme
from xltier.tables.rules.grid import Value
from xltier.tables.rules.read import RulesReading

_NUMBER, _DATE, _TEXT, _FORMULA = 1, 2, 4, 16  # com.sun.star.sheet.CellFlags
_OWN: Final = "XLTIER."


_SEEN: dict[str, WorkbookRules] = {}
_WATCHED: set[str] = set()
_LAST: list[Any] = []
"""The document that asked last, and its key."""


class Watch(unohelper.Base, XModifyListener):  # type: ignore[misc]  # because UNO makes its classes at run time
    """Forgets what a document said when it changes or closes."""

    def __init__(self, key: str) -> None:
        """Note which document."""
        self._key = key

    def modified(self, event: object) -> None:
        """Forget the rules: a cell has changed."""
        del event
        _SEEN.pop(self._key, None)

    def disposing(self, event: object) -> None:
        """Forget the document: it has closed."""
        self.modified(event)
        _WATCHED.discard(self._key)
        _LAST.clear()


def rules_of(document: Any) -> WorkbookRules:  # noqa: ANN401  a UNO object
    """Return what a document says about schemes."""
    if document is None:
        return WorkbookRules()
    if _LAST and _LAST[0] == document and _LAST[1] in _SEEN:  # asking a document for its key takes Calc far longer
        return _SEEN[_LAST[1]]
    key = str(document.RuntimeUID)
    _LAST[:] = (document, key)
    seen = _SEEN.get(key)
    if seen is not None:
        return seen
    if key not in _WATCHED:
        document.addModifyListener(Watch(key))
        _WATCHED.add(key)
    sheets = document.Sheets
    found = [_reading(document, sheets.getByIndex(at)) for at in range(sheets.Count)]
    settled = cache(partial(settled_scheme, _folder(document)))
    rules = WorkbookRules(_chosen(document), tuple(reading for reading in found if reading is not None), settled)
    _SEEN[key] = rules
    return rules


def _folder(document: Any) -> Path | None:  # noqa: ANN401  a UNO object
    """Return the folder of a document on this machine's disk; None where it has none."""
    url = str(document.URL)
    return Path(uno.fileUrlToSystemPath(url)).parent if url.startswith("file:") else None


def _chosen(document: Any) -> str:  # noqa: ANN401  a UNO object
    names = document.NamedRanges
    if not names.hasByName(NAME):
        return ""
    name = names.getByName(NAME)
    cells = name.getReferredCells()
    said = name.Content if cells is None else cells.getCellByPosition(0, 0).String
    return str(said).strip().strip('="')


def _reading(document: Any, sheet: Any) -> RulesReading | None:  # noqa: ANN401  UNO objects
    """Return the rules of a sheet, or None where it is no rules sheet.

    Only typed-in texts are asked for the marker: asking a formula for its value would compute it, and the formula
    may be the one that asks.
    """
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003  UNO takes it by position
    last, wide = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
    column = sheet.getCellRangeByPosition(0, 0, 0, last)
    texts = (cell for ranges in _ranges(column, _TEXT) for (cell,) in ranges.getDataArray())
    if not may_be_rules(sheet.Name, {str(text).strip() for text in texts}):
        return None
    rules = _rules(document, sheet.getCellRangeByPosition(0, 0, wide, last))
    plain = sheet_reading(rules, sheet=sheet.Name)
    fills = () if plain is None else _fills(sheet, plain)
    return rules_reading(rules, sheet=sheet.Name, fills=fills) if fills else plain


def _ranges(cells: Any, kinds: int) -> list[Any]:  # noqa: ANN401  a UNO object
    found = cells.queryContentCells(kinds)
    return [found.getByIndex(at) for at in range(found.Count)]


def _rules(document: Any, used: Any) -> Rules:  # noqa: ANN401  UNO objects
    """Return the cells of a sheet; our own formulas on it are left out, for one of them may be asking."""
    size = used.RangeAddress
    rows: list[list[Value]] = [[None] * (size.EndColumn + 1) for _ in range(size.EndRow + 1)]
    for kind in (_NUMBER, _TEXT, _DATE):
        for part in _ranges(used, kind):
            _place(rows, part, _days(document) if kind == _DATE else None)
    for part in _ranges(used, _FORMULA):
        texts = [text for line in part.getFormulaArray() for text in line]
        if not any(_OWN in text.upper() for text in texts):
            _place(rows, part, None)
    return tuple(tuple(row) for row in rows)


def _place(rows: list[list[Value]], part: Any, day_0: dt.date | None) -> None:  # noqa: ANN401  a UNO object
    at = part.RangeAddress
    for row, line in enumerate(part.getDataArray(), start=at.StartRow):
        for column, value in enumerate(line, start=at.StartColumn):
            if day_0 is not None and isinstance(value, float):
                rows[row][column] = day_0 + dt.timedelta(days=value)
            else:
                rows[row][column] = value


def _days(document: Any) -> dt.date:  # noqa: ANN401  a UNO object
    start = document.NullDate
    return dt.date(start.Year, start.Month, start.Day)


def _fills(sheet: Any, reading: RulesReading) -> Fills:  # noqa: ANN401  a UNO object
    """Return the fills of the tiers' swatches: filling the cell is how users choose a colour."""
    found = []
    for path, name in reading.cells.items():
        if path.endswith(".fill"):
            cell = sheet.getCellRangeByName(name)
            if cell.CellBackColor >= 0:
                address = cell.CellAddress
                found.append(((address.Row + 1, address.Column + 1), f"#{cell.CellBackColor:06X}"))
    return tuple(found)
