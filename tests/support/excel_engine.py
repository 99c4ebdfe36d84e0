"""The real xlwings over the small Excel in memory: an engine's app and book, and a workbook opened from its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import xlwings
from openpyxl.utils import column_index_from_string, range_boundaries

from tests.support.excel_cells import CODES
from tests.support.excel_double import Excel, Sheet, Table, Workbook
from xltier.tables.sheet import Area


def opened(path: Path, language: int = 1033) -> xlwings.Book:
    """Return a workbook as Excel would have it open, known to the real xlwings by an engine of its own."""
    excel = Excel(language)
    book = Workbook(excel, path.name, str(path.parent))
    stored = openpyxl.load_workbook(path)
    shown = openpyxl.load_workbook(path, data_only=True)
    for source in stored.worksheets:
        sheet = Sheet(book, source.title)
        sheet.Visible = {"visible": -1, "hidden": 0, "veryHidden": 2}[source.sheet_state]
        _fill(sheet, source, shown[source.title])
        book.sheets.append(sheet)
    for name, defined in stored.defined_names.items():
        book.defined[name] = (f"={defined.attr_text}", not defined.hidden)
    book.sheets[0].Activate()
    book.sheets[0].Cells_(1, 1).Select()
    return xlwings.Book(impl=_BookImpl(book))


def _fill(sheet: Sheet, source: Any, shown: Any) -> None:  # noqa: ANN401 - openpyxl's worksheets
    for row in source.iter_rows():
        for cell in row:
            at = (cell.row, cell.column)
            value = shown.cell(*at).value
            if isinstance(cell.value, str) and cell.value.startswith("="):
                sheet.grid.formulas[at] = cell.value
            if value is not None:
                number = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
                sheet.grid.values[at] = CODES.get(value, value) if isinstance(value, str) else number
            if cell.number_format != "General":
                sheet.grid.looks.setdefault(at, {})["NumberFormat"] = cell.number_format
            if cell.fill.fill_type == "solid":
                colour = int(cell.fill.fgColor.rgb[-6:], 16)
                swapped = (colour & 0xFF) << 16 | colour & 0xFF00 | colour >> 16
                sheet.grid.looks.setdefault(at, {}).update({"Interior.Color": swapped, "Interior.ColorIndex": 1})
    for merge in source.merged_cells.ranges:
        sheet.grid.merges.append(Area(merge.min_row, merge.min_col, merge.max_row, merge.max_col))
    for table in source.tables.values():
        left, top, right, bottom = (side or 0 for side in range_boundaries(table.ref))
        names = tuple(str(column.name) for column in table.tableColumns)
        sheet.tables.append(Table(sheet, table.displayName, Area(top, left, bottom, right), names))
    letters = {letter for letter, column in source.column_dimensions.items() if column.hidden}
    sheet.grid.hidden["column"] = {column_index_from_string(letter) for letter in letters}
    sheet.grid.hidden["row"] = {number for number, row in source.row_dimensions.items() if row.hidden}
    sheet.ProtectContents = bool(source.protection.sheet)


class _AppImpl:
    """An app as an xlwings engine has it."""

    def __init__(self, excel: Excel) -> None:
        self.api = excel
        self.pid = id(excel)
        self.alerts: list[str] = []

    def alert(self, prompt: str, *_: object) -> str:
        self.alerts.append(prompt)
        return "ok"


class _BookImpl:
    """A book as an xlwings engine has it."""

    def __init__(self, book: Workbook) -> None:
        self.api = book
        self.app = _AppImpl(book.Application)
        self.name = book.Name
        self.fullname = book.FullName
