"""The summary's bars as a chart of Calc, without figures on them: the table beside them holds each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import uno
from com.sun.star.chart.ChartLegendPosition import BOTTOM
from com.sun.star.drawing.FillStyle import NONE
from com.sun.star.drawing.LineStyle import NONE as NO_LINE

from xltier.app.live.content import BarChart

_HUNDREDTHS_A_PIXEL: Final = 2540 / 96
_DIAGRAM: Final = "com.sun.star.chart.BarDiagram"


def put_charts(sheet: Any, charts: Sequence[BarChart]) -> None:  # noqa: ANN401  a UNO object
    """Draw charts on a sheet."""
    for number, chart in enumerate(charts, start=1):
        _put(sheet, chart, f"xltier{number}")


def _put(sheet: Any, chart: BarChart, name: str) -> None:  # noqa: ANN401  a UNO object
    """Draw a chart; the names of its series stand above their cells, where Calc looks for them."""
    row, column = chart.at
    corner = sheet.getCellByPosition(column - 1, row - 1).Position
    frame = uno.createUnoStruct("com.sun.star.awt.Rectangle")
    frame.X, frame.Y = corner.X + 60, corner.Y + 120
    frame.Width, frame.Height = (round(size * _HUNDREDTHS_A_PIXEL) for size in chart.size)
    cells = uno.createUnoStruct("com.sun.star.table.CellRangeAddress")
    cells.Sheet = sheet.RangeAddress.Sheet
    cells.StartRow, cells.StartColumn = chart.categories.top - 2, chart.categories.left - 1
    cells.EndRow, cells.EndColumn = chart.values[-1].bottom - 1, chart.values[-1].right - 1
    sheet.Charts.addNewByName(name, frame, (cells,), True, True)  # noqa: FBT003  both heads are in the cells
    made = sheet.Charts.getByName(name).EmbeddedObject
    made.lockControllers()
    made.HasMainTitle = False
    made.HasSubTitle = False
    diagram = made.createInstance(_DIAGRAM)
    made.setDiagram(diagram)
    diagram.Vertical, diagram.Percent, diagram.Stacked = True, True, True
    diagram.IncludeHiddenCells = True
    diagram.HasYAxisGrid = diagram.HasXAxisGrid = diagram.HasYAxis = False
    diagram.YAxis.Max = 1.0
    diagram.Wall.FillStyle = NONE
    made.HasLegend = True
    made.Legend.Alignment, made.Legend.FillStyle, made.Legend.LineStyle = BOTTOM, NONE, NO_LINE
    for at, fill in enumerate(chart.fills):
        diagram.getDataRowProperties(at).FillColor = int(fill.lstrip("#"), 16)
    made.unlockControllers()
