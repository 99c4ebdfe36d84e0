"""A whole sheet of ours put into a Calc document, in place of the one that an earlier run has put there."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

import uno
from com.sun.star.sheet.ValidationType import ANY, LIST

from xltier.app.live.content import CellLook, DropDown, SheetCell, SheetContent, Value
from xltier.hosts.calc.inside.live_charts import put_charts
from xltier.hosts.calc.inside.live_looks import dress, hundredths, place_in_the_middle, put_colourings
from xltier.hosts.calc.inside.live_values import put_values
from xltier.tables.sheet import Area

_CELLS: Final = 1023 - 128  # com.sun.star.sheet.CellFlags, all but drawn objects
_HUNDREDTHS_A_POINT: Final = 2540 / 72
_PAGES: Final = "PageStyles"
_PAGE_KIND: Final = "com.sun.star.style.PageStyle"
_PORTRAIT: Final = (21000, 29700)
_URL_FIELD: Final = "com.sun.star.text.TextField.URL"


def put_sheet(document: Any, name: str, content: SheetContent) -> None:  # noqa: ANN401  a UNO object
    """Write a sheet; one of this name keeps its place and what refers to it."""
    sheets = document.Sheets
    if sheets.hasByName(name):
        _empty(sheets.getByName(name))
    else:
        sheets.insertNewByName(name, sheets.Count)
    sheet = sheets.getByName(name)
    _sizes(sheet, content)
    for area in content.merges:
        cells_of(sheet, area).merge(True)  # noqa: FBT003  UNO takes it by position
    _looks(document, sheet, content)
    _values(document, sheet, content)
    for one in content.colourings:
        same = [other for other in content.colourings if other.area == one.area]
        if one is same[0]:
            put_colourings(document, cells_of(sheet, one.area), same)
    for rule in content.drop_downs:
        _drop_down(cells_of(sheet, rule.area), rule)
    put_charts(sheet, content.charts)
    _paper(document, sheet, content)


def cells_of(sheet: Any, area: Area) -> Any:  # noqa: ANN401  UNO objects
    """Return the cells of an area."""
    return sheet.getCellRangeByPosition(area.left - 1, area.top - 1, area.right - 1, area.bottom - 1)


def _empty(sheet: Any) -> None:  # noqa: ANN401  a UNO object
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003  UNO takes it by position
    last = cursor.RangeAddress
    used = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    put_colourings(None, used, ())
    used.merge(False)  # noqa: FBT003  UNO takes it by position
    used.clearContents(_CELLS)
    used.Columns.IsVisible = True
    used.Rows.IsVisible = True
    for chart in sheet.Charts.ElementNames:
        sheet.Charts.removeByName(chart)


def _sizes(sheet: Any, content: SheetContent) -> None:  # noqa: ANN401  a UNO object
    for column, width in content.widths:
        sheet.Columns.getByIndex(column - 1).Width = hundredths(width)
    for row, height in content.heights:
        sheet.Rows.getByIndex(row - 1).Height = round(height * _HUNDREDTHS_A_POINT)
    for column in content.hidden_columns:
        sheet.Columns.getByIndex(column - 1).IsVisible = False
    for row in content.hidden_rows:
        sheet.Rows.getByIndex(row - 1).IsVisible = False


def _looks(document: Any, sheet: Any, content: SheetContent) -> None:  # noqa: ANN401  UNO objects
    """Dress the cells, those of equal looks at once."""
    by_look: dict[CellLook, list[SheetCell]] = defaultdict(list)
    for cell in content.cells:
        by_look[cell.look].append(cell)
    for look, cells in by_look.items():
        together = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        together.addRangeAddresses(tuple(_address(sheet, cell) for cell in cells), True)  # noqa: FBT003  joined
        place_in_the_middle(together)
        dress(document, together, look)


def _address(sheet: Any, cell: SheetCell) -> Any:  # noqa: ANN401  a UNO struct
    address = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
    address.Sheet = sheet.RangeAddress.Sheet
    address.StartColumn = address.EndColumn = cell.column - 1
    address.StartRow = address.EndRow = cell.row - 1
    return address


def _values(document: Any, sheet: Any, content: SheetContent) -> None:  # noqa: ANN401  UNO objects
    if not content.cells:
        return
    bottom, right = max(cell.row for cell in content.cells), max(cell.column for cell in content.cells)
    rows: list[list[Value]] = [[None] * right for _ in range(bottom)]
    for cell in content.cells:
        if not cell.formula and not cell.link:
            rows[cell.row - 1][cell.column - 1] = cell.value
    put_values(sheet.getCellRangeByPosition(0, 0, right - 1, bottom - 1), rows)
    for cell in content.cells:
        if cell.formula:
            sheet.getCellByPosition(cell.column - 1, cell.row - 1).Formula = _formula(document, cell.formula)
        elif cell.link:
            _link(document, sheet, cell)


def _formula(document: Any, text: str) -> str:  # noqa: ANN401  a UNO object
    """Return a formula of an xlsx file as Calc takes it: read as Excel's, written as its own."""
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.FormulaConvention = 4  # com.sun.star.sheet.AddressConvention.XL_OOX
    parser.CompileEnglish = True
    origin = uno.createUnoStruct("com.sun.star.table.CellAddress")
    tokens = parser.parseFormula(text.lstrip("="), origin)
    parser.FormulaConvention = 0  # com.sun.star.sheet.AddressConvention.OOO
    return f"={parser.printFormula(tokens, origin)}"


def _link(document: Any, sheet: Any, cell: SheetCell) -> None:  # noqa: ANN401  UNO objects
    """Write a text that leads to a cell of the document."""
    place, _, address = cell.link.rpartition("!")
    field = document.createInstance(_URL_FIELD)
    field.URL = f"#$'{place.strip(chr(39))}'.{address}"
    field.Representation = str(cell.value)
    text = sheet.getCellByPosition(cell.column - 1, cell.row - 1)
    text.insertTextContent(text.createTextCursor(), field, False)  # noqa: FBT003  UNO takes it by position


def _drop_down(cells: Any, rule: DropDown) -> None:  # noqa: ANN401  a UNO object
    validation = cells.Validation
    validation.Type = LIST if rule.choices else ANY
    if rule.choices:
        is_place = len(rule.choices) == 1 and rule.choices[0].startswith("=")
        quoted = ";".join('"' + choice.replace('"', '""') + '"' for choice in rule.choices)
        validation.setFormula1(rule.choices[0].lstrip("=") if is_place else quoted)
        validation.ShowErrorMessage = False
    validation.InputTitle, validation.InputMessage = rule.title, rule.message
    validation.ShowInputMessage = bool(rule.message)
    cells.Validation = validation


def _paper(document: Any, sheet: Any, content: SheetContent) -> None:  # noqa: ANN401  UNO objects
    """Print on A4, one page wide, with the foot line and the page number."""
    styles = document.StyleFamilies.getByName(_PAGES)
    name = f"xltier {sheet.Name}"
    is_new = not styles.hasByName(name)
    if is_new:
        styles.insertByName(name, document.createInstance(_PAGE_KIND))
    style = styles.getByName(name)
    foot = style.RightPageFooterContent
    if is_new:
        wide, high = reversed(_PORTRAIT) if content.landscape else _PORTRAIT
        said = {"Height": high, "HeaderIsOn": False, "IsLandscape": content.landscape, "Width": wide}
        said |= {"ScaleToPagesX": 1, "ScaleToPagesY": 0}
        style.setPropertyValues(tuple(sorted(said)), tuple(said[key] for key in sorted(said)))
    if foot.LeftText.String != content.footer:
        foot.LeftText.String, foot.CenterText.String = content.footer, ""
        style.RightPageFooterContent = foot
    if sheet.PageStyle != name:
        sheet.PageStyle = name
