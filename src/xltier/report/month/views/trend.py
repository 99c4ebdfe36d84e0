"""The last months: how many were in each tier, the mean score, the share of the good tiers; and their chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xltier.core.months import month_text
from xltier.messages import phrase
from xltier.report.month.live_value import Live, add, ratio
from xltier.report.month.views.canvas import Canvas, Span, spread
from xltier.report.month.views.table import LEAST, against, begins, equal
from xltier.report.month.views.view import View, short_label
from xltier.report.theme import INK, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_SMALL: Final = 8
_GAP: Final = 45


@dataclass(frozen=True, slots=True)
class Trend:
    """Where the table stands.

    Args:
        sheet: Its sheet.
        first: Row of the oldest month.
        last: Row of the rated month.
        label: Column of the months' names.
        tiers: Column of each tier, best first.
        rated: Keys rated, oldest month first.
        means: Mean score.
        shares: Share of the good tiers.
        columns: Column of rated, mean and share.
    """

    sheet: str
    first: int
    last: int
    label: int
    tiers: tuple[int, ...]
    rated: tuple[Live, ...]
    means: tuple[Live, ...]
    shares: tuple[Live, ...]
    columns: tuple[int, int, int]

    def values(self, column: int) -> list[object]:
        """Return a column's cells as charts name them."""
        return [self.sheet, self.first, column, self.last, column]


def write_trend(canvas: Canvas, view: View, row: int, span: Span) -> Trend:
    """Write the table with its header in ``row``; former months are counted in the history, this one in the ratings."""
    language, count = view.language, len(view.tiers)
    label, *cells = spread(*span, [3, *([2] * count), 2.6, 2.6, 3.2])
    canvas.head(row, label, phrase("view-month", language))
    for chip, code, at in zip(view.chips, view.codes, cells, strict=False):
        canvas.chip(row, at, code, chip)
    heads = (
        phrase("view-rated", language),
        phrase("view-mean", language),
        phrase("view-share", language, tiers=view.top_name),
    )
    for head, at in zip(heads, cells[count:], strict=True):
        canvas.head(row, at, head)
    rated, means, shares = [], [], []
    for down, month in enumerate(view.months, row + 1):
        centre: dict[str, Any] = {"align": "center", "bold": month == view.result.period}
        canvas.body(down, label, short_label(month), **centre)
        counts = [
            canvas.body(down, at, _count(view, month, tier), num_format="#,##0", **centre)
            for tier, at in enumerate(cells[:count])
        ]
        rated.append(canvas.body(down, cells[count], add(*counts), num_format="#,##0", **centre))
        means.append(
            canvas.body(
                down, cells[count + 1], _mean(view, month), num_format="0." + "0" * mean_decimals(view), **centre
            )
        )
        share = ratio(add(*counts[: view.top]), rated[-1])
        shares.append(canvas.body(down, cells[count + 2], share, num_format="0.0%", **centre))
    return Trend(
        canvas.name,
        row + 1,
        row + len(view.months),
        label[0],
        tuple(at[0] for at in cells[:count]),
        tuple(rated),
        tuple(means),
        tuple(shares),
        (cells[count][0], cells[count + 1][0], cells[count + 2][0]),
    )


def mean_decimals(view: View) -> int:
    """Return with how many decimals means of scores are shown: one is enough to compare."""
    return min(view.decimals, 1) if view.decimals else 1


def _count(view: View, month: int, tier: int) -> Live:
    if month == view.result.period:
        return view.ratings.count(equal("tier", view.codes[tier]))
    return view.history.count(begins("month", month_text(month)), equal("tier", view.tiers[tier].code))


def _mean(view: View, month: int) -> Live:
    into = mean_decimals(view)
    if month != view.result.period:
        return view.history.mean("score", begins("month", month_text(month)), decimals=view.decimals, into=into)
    return mean_score(view)


def mean_score(view: View, *conditions: Any) -> Live:  # noqa: ANN401 - conditions of a table
    """Return the mean score of the rated keys, or of those that meet further conditions."""
    table, decimals = view.ratings, view.decimals
    conditions = conditions or (against("score", ">", LEAST),)
    return table.mean("score", *conditions, decimals=decimals, into=mean_decimals(view))


def stack_chart(book: Any, view: View, trend: Trend, *, size: tuple[int, int]) -> Chart:  # noqa: ANN401 - a Workbook
    """Return the tiers of each month stacked to 100 %, the best at the bottom, with their counts as labels."""
    chart: Chart = book.add_chart({"type": "column", "subtype": "percent_stacked"})
    for tier, chip, column in zip(view.tiers, view.chips, trend.tiers, strict=True):
        chart.add_series(
            {
                "name": tier.code,
                "categories": trend.values(trend.label),
                "values": trend.values(column),
                "fill": {"color": chip.fill},
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": _GAP,
                "data_labels": {
                    "value": True,
                    "font": chart_font(view.theme, color=chip.ink),
                    "num_format": '#,##0;;""',
                },
            }
        )
    chart.set_legend({"position": "right", "font": chart_font(view.theme, size=9, color=INK)})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"num_font": chart_font(view.theme), "line": {"none": True}, "major_tick_mark": "none"})
    plain_chart(chart, size)
    return chart


def plain_chart(chart: Chart, size: tuple[int, int]) -> None:
    """Take frame, fill and the title that a single series would get from a chart; set its size in pixels."""
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.set_size({"width": size[0], "height": size[1]})


def chart_font(theme: Theme, *, size: float = _SMALL, color: str = SUB, bold: bool = False) -> dict[str, Any]:
    """Return the font of a chart's texts."""
    return {"name": theme.font, "size": size, "color": color, "bold": bold}


def insert(page: Worksheet, chart: Chart, row: int, column: int, *, x: int = 0, y: int = 2) -> None:
    """Put a chart on a page so that it moves with its cells but keeps its size."""
    page.insert_chart(row, column, chart, {"x_offset": x, "y_offset": y, "object_position": 2})
