"""Two charts below the divisions: the tiers of each, and its mean score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from xltier.messages import phrase
from xltier.report.month.views.canvas import HIDDEN, Canvas
from xltier.report.month.views.groups import Group
from xltier.report.month.views.trend import chart_font, insert, mean_decimals, plain_chart
from xltier.report.month.views.view import View
from xltier.report.theme import ACCENT, INK, USED

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart

CHART_ROWS: Final = 11
_ROW: Final = 19.0
_COLUMN: Final = HIDDEN + 6


def write_division_charts(
    book: Workbook, canvas: Canvas, view: View, divisions: Mapping[str, Group], total: Group, row: int
) -> None:
    """Write the charts from ``row`` on; what they draw stands hidden to the right."""
    language = view.language
    canvas.rows(row, [20.0, *[_ROW] * (CHART_ROWS - 1)])
    half = canvas.last // 2
    canvas.section(row, (1, half), phrase("view-structure", language))
    canvas.section(row, (half + 2, canvas.last), phrase("view-means", language))
    groups = (
        [*divisions.items(), (phrase("view-total", language), total)] if len(divisions) > 1 else [*divisions.items()]
    )
    last = row + len(groups) - 1
    _write_drawn(canvas, view, groups, row)

    def cells(column: int) -> list[object]:
        return [canvas.name, row, column, last, column]

    size = (canvas.pixels((1, half)), int((CHART_ROWS - 1) * _ROW / 0.75) - 8)
    structure = _structure(book, view, cells)
    plain_chart(structure, size)
    insert(canvas.page, structure, row + 1, 1)
    # Room for the figures, which some programs put beside the bars whatever is asked.
    most = max([group.mean.number for _, group in groups], default=0) * 1.15 or 1
    means = _means(book, view, cells, most)
    plain_chart(means, size)
    insert(canvas.page, means, row + 1, half + 2)


def _write_drawn(canvas: Canvas, view: View, groups: Sequence[tuple[str, Group]], row: int) -> None:
    """Write what the charts draw: a row a group, its name, its customers by tier, its mean."""
    for at, (name, group) in enumerate(groups, row):
        canvas.put(at, (_COLUMN, _COLUMN), name)
        for column, live in enumerate((*group.tiers, group.mean), _COLUMN + 1):
            canvas.put(at, (column, column), live)
    canvas.page.set_column(_COLUMN, _COLUMN + len(view.tiers) + 1, None, None, {"hidden": True})


def _structure(book: Workbook, view: View, cells: Callable[[int], list[object]]) -> Chart:
    """Return the chart of shares: a bar a group, a piece a tier."""
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for at, (tier, chip) in enumerate(zip(view.tiers, view.chips, strict=True)):
        label = {"value": True, "font": chart_font(view.theme, color=chip.ink), "num_format": '#,##0;;""'}
        chart.add_series(
            {
                "name": tier.code,
                "categories": cells(_COLUMN),
                "values": cells(_COLUMN + 1 + at),
                "fill": {"color": chip.fill},
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": 45,
                "data_labels": label,
            }
        )
    chart.set_legend({"position": "bottom", "font": chart_font(view.theme, size=9, color=INK)})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis(_names(view))
    return chart


def _means(book: Workbook, view: View, cells: Callable[[int], list[object]], most: float) -> Chart:
    """Return the chart of mean scores: a bar a group."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": phrase("view-mean", view.language),
            "categories": cells(_COLUMN),
            "values": cells(_COLUMN + 1 + len(view.tiers)),
            "fill": {"color": USED},
            "gap": 45,
            "data_labels": {
                "value": True,
                "font": chart_font(view.theme, size=9, color=ACCENT, bold=True),
                "num_format": f"0.{'0' * mean_decimals(view)}",
            },
        }
    )
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0, "max": most})
    chart.set_y_axis(_names(view))
    return chart


def _names(view: View) -> dict[str, Any]:
    """Return the axis of the groups' names: the first on top, without a line."""
    font = chart_font(view.theme, size=9, color=INK)
    return {"reverse": True, "num_font": font, "line": {"none": True}, "major_tick_mark": "none"}
