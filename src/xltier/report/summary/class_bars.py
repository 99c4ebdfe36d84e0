"""Many classes as bars, one below the other: a stack of eleven colours would tell nobody anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xltier.app.explain.tier_summary import Summary
from xltier.messages import phrase
from xltier.report.book_names import BookNames
from xltier.report.summary.tiers import COLUMN
from xltier.report.theme import ACCENT, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FEW: Final = 5
"""So many classes and fewer are told apart by colour."""

_GOLD: Final = "#EBC660"
_NAME, _SHARE, _AMOUNT_SHARE = COLUMN + 1, COLUMN + 3, COLUMN + 5


def write_class_bars(
    book: Workbook, page: Worksheet, theme: Theme, summary: Summary, *, names: BookNames, row: int, last: int
) -> None:
    """Draw each class's share of customers, and of money, beside the table of tiers.

    Args:
        book: For the chart.
        page: The summary.
        theme: Its looks and language.
        summary: The figures.
        names: The sheets' names.
        row: Of the table's title; ``last`` of its total.
        last: As said.
    """
    language, font = theme.language, {"name": theme.font, "size": 9}
    first, end = row + 2, last - 1
    chart = book.add_chart({"type": "bar"})
    series = [(_SHARE, phrase("chart-customers", language), ACCENT)]
    if summary.money is not None:
        series.append((_AMOUNT_SHARE, summary.money.name.said(language), _GOLD))
    for column, name, colour in series:
        chart.add_series(
            {
                "name": name,
                "categories": [names.summary, first, _NAME, end, _NAME],
                "values": [names.summary, first, column, end, column],
                "fill": {"color": colour},
                "gap": 40,
                "overlap": 0,
                "data_labels": {"value": True, "num_format": "0%;;", "font": font | {"size": 8, "color": SUB}},
            }
        )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    axis = {"num_font": font | {"color": SUB}, "line": {"none": True}, "major_tick_mark": "none", "reverse": True}
    chart.set_y_axis(axis)
    chart.set_legend({"position": "bottom", "font": font | {"color": SUB}})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    height = 32 + 20 * (last - row - 1)
    chart.set_size({"width": 455, "height": max(int(height * 4 / 3), 190)})
    page.merge_range(row, 8, row, 12, phrase("section-chart", language), theme.section())
    page.insert_chart(row + 1, 8, chart, {"x_offset": 2, "y_offset": 2, "object_position": 2})
