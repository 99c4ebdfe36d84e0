"""A whole sheet of ours written into the open workbook: in place of what stood there, few calls for many cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from xltier.app.live.content import BarChart, CellLook, DropDown, SheetCell, SheetContent
from xltier.hosts.excel.live.constants import BAR_STACKED_100, INPUT_ONLY, LANDSCAPE, LIST, PORTRAIT
from xltier.hosts.excel.live.looks import add_colourings, colour_number, dress
from xltier.hosts.excel.live.uniform import cells_of
from xltier.hosts.excel.live.values import given
from xltier.tables.sheet import Area

_POINTS_A_PIXEL: Final = 0.75
_STOP: Final = 1  # xlValidAlertStop
_BETWEEN: Final = 1


def write_sheet(sheet: Any, content: SheetContent) -> None:  # noqa: ANN401 - a COM object
    """Write a sheet over whatever stood there."""
    _empty(sheet)
    _write_cells(sheet, content.cells)
    for area, look in _runs(content.cells):
        dress(cells_of(sheet, area), look)
    _set_sizes(sheet, content)
    add_colourings(sheet, content.colourings)
    for choice in content.drop_downs:
        _add_drop_down(sheet, choice)
    for chart in content.charts:
        _add_chart(sheet, chart)
    _set_page(sheet, content)


def _empty(sheet: Any) -> None:  # noqa: ANN401 - a COM object
    sheet.Cells.Clear()
    sheet.Cells.FormatConditions.Delete()
    sheet.Cells.Validation.Delete()
    sheet.Columns.Hidden = False
    sheet.Rows.Hidden = False
    if sheet.ChartObjects().Count:
        sheet.ChartObjects().Delete()


def _write_cells(sheet: Any, cells: Sequence[SheetCell]) -> None:  # noqa: ANN401 - a COM object
    """Write all values in one block, then the few formulas and links."""
    if not cells:
        return
    area = Area(1, 1, max(cell.row for cell in cells), max(cell.column for cell in cells))
    rows: list[list[object]] = [[""] * area.right for _ in range(area.bottom)]
    for cell in cells:
        rows[cell.row - 1][cell.column - 1] = "" if cell.formula else given(cell.value)
    cells_of(sheet, area).Value = rows
    for cell in cells:
        if cell.formula:
            sheet.Cells(cell.row, cell.column).Formula = cell.formula
        if cell.link:
            sheet.Hyperlinks.Add(sheet.Cells(cell.row, cell.column), "", cell.link)


def _set_sizes(sheet: Any, content: SheetContent) -> None:  # noqa: ANN401 - a COM object
    for area in content.merges:
        cells_of(sheet, area).Merge()
    for column, width in content.widths:
        sheet.Columns(column).ColumnWidth = width
    for row, height in content.heights:
        sheet.Rows(row).RowHeight = height
    for column in content.hidden_columns:
        sheet.Columns(column).Hidden = True
    for row in content.hidden_rows:
        sheet.Rows(row).Hidden = True


def _runs(cells: tuple[SheetCell, ...]) -> Iterator[tuple[Area, CellLook]]:
    """Yield cells that stand side by side and look alike together."""
    start: SheetCell | None = None
    last: SheetCell | None = None
    for cell in cells:
        is_next = last is not None and (cell.row, cell.column) == (last.row, last.column + 1)
        if start is not None and last is not None and not (is_next and cell.look == start.look):
            yield Area(start.row, start.column, last.row, last.column), start.look
            start = None
        start, last = start or cell, cell
    if start is not None and last is not None:
        yield Area(start.row, start.column, last.row, last.column), start.look


def _add_drop_down(sheet: Any, choice: DropDown) -> None:  # noqa: ANN401 - a COM object
    rule = cells_of(sheet, choice.area).Validation
    rule.Delete()
    if choice.choices:
        rule.Add(LIST, _STOP, _BETWEEN, ",".join(choice.choices))  # one formula is a list of one
    else:
        rule.Add(INPUT_ONLY)
    rule.InputTitle = choice.title
    rule.InputMessage = choice.message


def _add_chart(sheet: Any, bars: BarChart) -> None:  # noqa: ANN401 - a COM object
    anchor = sheet.Cells(*bars.at)
    width, height = (pixels * _POINTS_A_PIXEL for pixels in bars.size)
    chart = sheet.ChartObjects().Add(anchor.Left, anchor.Top, width, height).Chart
    chart.ChartType = BAR_STACKED_100
    for name, values, fill, ink in zip(bars.names, bars.values, bars.fills, bars.inks, strict=True):
        series = chart.SeriesCollection().NewSeries()
        series.Name = name
        series.Values = cells_of(sheet, values)
        series.XValues = cells_of(sheet, bars.categories)
        series.Format.Fill.ForeColor.RGB = colour_number(fill)
        series.HasDataLabels = True
        series.DataLabels().Font.Color = colour_number(ink)


def _set_page(sheet: Any, content: SheetContent) -> None:  # noqa: ANN401 - a COM object
    page = sheet.PageSetup
    page.Orientation = LANDSCAPE if content.landscape else PORTRAIT
    page.Zoom = False
    page.FitToPagesWide = 1
    page.FitToPagesTall = False
    page.LeftFooter = content.footer.replace("&", "&&")


def freeze(window: Any, content: SheetContent) -> None:  # noqa: ANN401 - a COM object
    """Keep the first rows and columns of the sheet in front in view."""
    window.FreezePanes = False
    window.SplitRow, window.SplitColumn = content.frozen
    window.FreezePanes = any(content.frozen)
    window.DisplayGridlines = False
