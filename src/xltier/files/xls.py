"""An old binary workbook, BIFF 2 to 8, as a RawBook."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any, Final

from xltier.files.gather import Gathered
from xltier.files.refusals import damaged, refuse
from xltier.files.xlsx_cells import put_number
from xltier.tables.sheet import Area, Fault, FaultKind, RawBook, Visibility

_STATES: Final = {0: Visibility.VISIBLE, 1: Visibility.HIDDEN, 2: Visibility.VERY_HIDDEN}
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def read_xls(path: Path | str, content: bytes | None = None) -> RawBook:
    """Return the worksheets of an xls file.

    Raises:
        Refusal: Encrypted, damaged, or no workbook at all.
    """
    import xlrd

    data = Path(path).read_bytes() if content is None else content
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO(), on_demand=False)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).casefold() or "password" in str(error).casefold():
            raise refuse("password_protected", path) from error
        raise damaged(path, "BIFF") from error
    except xlrd.compdoc.CompDocError as error:
        raise damaged(path, "OLE") from error
    except Exception as error:  # xlrd lets struct, index, key, assertion and unicode errors of damaged records through
        raise damaged(path, "BIFF") from error
    sheets = [_sheet(Path(path).name, book, sheet) for sheet in book.sheets()]
    states = tuple(_STATES.get(sheet.visibility, Visibility.VISIBLE) for sheet in book.sheets())
    return RawBook(Path(path).name, "xls", tuple(s.sheet() for s in sheets), states)


def _sheet(file: str, book: Any, sheet: Any) -> Gathered:  # noqa: ANN401  # xlrd has no types
    """Return the cells and facts of one sheet."""
    import xlrd

    gathered = Gathered(file, sheet.name, date1904=book.datemode == 1)
    formatted = bool(book.formatting_info)
    for row in range(sheet.nrows):
        types, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(types, values, strict=True)):
            if kind in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
                code = (
                    _code(book, sheet, row, column)
                    if formatted
                    else ("yyyy-mm-dd" if kind == xlrd.XL_CELL_DATE else None)
                )
                put_number(gathered, row + 1, column + 1, repr(value), code)
            elif kind == xlrd.XL_CELL_TEXT:
                gathered.put(row + 1, column + 1, value)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                gathered.put(row + 1, column + 1, bool(value))
            elif kind == xlrd.XL_CELL_ERROR:
                gathered.fault(row + 1, column + 1, Fault(FaultKind.ERROR_VALUE, _ERRORS.get(value, "#ERR")))
    if formatted:
        gathered.merges = [Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        gathered.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden and row < sheet.nrows}
        gathered.hidden_columns = {
            column + 1 for column, info in sheet.colinfo_map.items() if info.hidden and column < sheet.ncols
        }
    return gathered


def _code(book: Any, sheet: Any, row: int, column: int) -> str | None:  # noqa: ANN401  # xlrd has no types
    """Return the number format of a cell, or None when the file names none."""
    index = sheet.cell_xf_index(row, column)
    if not 0 <= index < len(book.xf_list):
        return None
    found = book.format_map.get(book.xf_list[index].format_key)
    return found.format_str if found is not None else None
