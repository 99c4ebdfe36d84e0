"""A sheet of a Calc document as the intake reads files: values, dates, error values, merges, tables, hidden rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from xltier.files.gather import Gathered
from xltier.tables.dates import as_moment
from xltier.tables.formats import is_date
from xltier.tables.sheet import Area, Cell, ExcelTable, Fault, FaultKind, RawSheet

_VALUE, _DATE, _TEXT, _FORMULA = 1, 2, 4, 16  # com.sun.star.sheet.CellFlags
_ERROR_RESULT: Final = 4  # com.sun.star.sheet.FormulaResult
_DATE_KIND, _TIME_KIND, _TRUTH_KIND = 2, 4, 1024  # com.sun.star.util.NumberFormat
_DATE_CODE, _TIME_CODE = "yyyy-mm-dd", "hh:mm:ss"
_WHOLE: Final = 10**15
_UNNAMED: Final = "__Anonymous_"


def read_sheet(document: Any, sheet: Any, file: str) -> RawSheet:  # noqa: ANN401  UNO objects
    """Return a sheet with everything that changes what its cells mean."""
    gathered = Gathered(file, sheet.Name)
    used = used_cells(sheet)
    size = used.RangeAddress
    codes = _codes(document, used)
    for row, values in enumerate(used.getDataArray(), start=1):
        for column, value in enumerate(values, start=1):
            if value is not None and value != "":
                _put(gathered, row, column, value, codes.get((row, column)))
    for row, column, text in _errors(sheet, used):
        gathered.fault(row, column, Fault(FaultKind.ERROR_VALUE, text))
    gathered.merges = list(_merges(sheet, used))
    gathered.tables = list(_tables(document, sheet))
    visible = used.queryVisibleCells().getRangeAddresses()
    shown_rows = {row for one in visible for row in range(one.StartRow, one.EndRow + 1)}
    shown_columns = {column for one in visible for column in range(one.StartColumn, one.EndColumn + 1)}
    gathered.hidden_rows = {row + 1 for row in range(size.EndRow + 1) if row not in shown_rows}
    gathered.hidden_columns = {column + 1 for column in range(size.EndColumn + 1) if column not in shown_columns}
    gathered.is_protected = bool(sheet.isProtected())
    return gathered.sheet()


def used_cells(sheet: Any) -> Any:  # noqa: ANN401  UNO objects
    """Return the cells from A1 to the last one in use."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003  UNO takes it by position
    last = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)


def ranges(found: Any) -> list[Any]:  # noqa: ANN401  a UNO object
    """Return the ranges of a collection."""
    return [found.getByIndex(at) for at in range(found.Count)]


def area_of(address: Any) -> Area:  # noqa: ANN401  a UNO struct
    """Return a range's address, counted from 1."""
    return Area(address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1)


def _put(gathered: Gathered, row: int, column: int, value: float | str, code: str | None) -> None:
    if isinstance(value, str):
        gathered.put(row, column, value)
        return
    if code == "BOOLEAN":
        gathered.put(row, column, bool(value))
        return
    number = int(value) if value == int(value) and abs(value) < _WHOLE else value
    if code is not None and is_date(code):
        moment: Cell = as_moment(number, code, date1904=False)
        gathered.put(row, column, number if moment is None else moment, code)
    else:
        gathered.put(row, column, number, code)


def _codes(document: Any, used: Any) -> dict[tuple[int, int], str]:  # noqa: ANN401  UNO objects
    """Return the number formats that are not General, by row and column from 1."""
    formats = document.NumberFormats
    found: dict[tuple[int, int], str] = {}
    for same in ranges(used.getUniqueCellFormatRanges()):
        code = _code(formats.getByKey(same.NumberFormat))
        if code is None:
            continue
        for one in same.getRangeAddresses():
            top, left, bottom, right = area_of(one)
            found |= {(row, column): code for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return found


def _code(properties: Any) -> str | None:  # noqa: ANN401  a UNO object
    """Return a number format as files have it: one of another language is known by its kind."""
    code, kind = str(properties.FormatString), properties.Type
    if kind & _TRUTH_KIND:
        return "BOOLEAN"
    if kind & _DATE_KIND and not is_date(code):
        return _DATE_CODE
    if kind & _TIME_KIND and not is_date(code):
        return _TIME_CODE
    return None if code in {"General", "Standard"} else code


def _errors(sheet: Any, used: Any) -> Iterator[tuple[int, int, str]]:  # noqa: ANN401  UNO objects
    for one in used.queryFormulaCells(_ERROR_RESULT).getRangeAddresses():
        for row in range(one.StartRow, one.EndRow + 1):
            for column in range(one.StartColumn, one.EndColumn + 1):
                yield row + 1, column + 1, str(sheet.getCellByPosition(column, row).String)


def _merges(sheet: Any, used: Any) -> Iterator[Area]:  # noqa: ANN401  UNO objects
    """Yield the merged areas; cells of equal looks come together, merged ones apart from the others."""
    for same in ranges(used.getCellFormatRanges()):
        if not same.IsMerged:
            continue
        one = same.RangeAddress
        for row in range(one.StartRow, one.EndRow + 1):
            for column in range(one.StartColumn, one.EndColumn + 1):
                cursor = sheet.createCursorByRange(sheet.getCellByPosition(column, row))
                cursor.collapseToMergedArea()
                area = area_of(cursor.RangeAddress)
                if area[:2] == (row + 1, column + 1) and area[:2] != area[2:]:
                    yield area


def _tables(document: Any, sheet: Any) -> Iterator[ExcelTable]:  # noqa: ANN401  UNO objects
    """Yield the named database ranges of a sheet: that is what an Excel Table is here."""
    at = sheet.RangeAddress.Sheet
    named = document.DatabaseRanges
    for name in named.ElementNames:
        one = named.getByName(name)
        address = one.DataArea
        if address.Sheet != at or name.startswith(_UNNAMED):
            continue
        area = area_of(address)
        headers: tuple[str, ...] = ()
        if one.ContainsHeader:
            row = sheet.getCellRangeByPosition(
                address.StartColumn, address.StartRow, address.EndColumn, address.StartRow
            )
            headers = tuple(str(text) for text in row.getDataArray()[0])
        yield ExcelTable(name, area, int(bool(one.ContainsHeader)), int(bool(one.TotalsRow)), headers)
