"""The card's last six months: tiers, scores, and bars beside the line of the next tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xltier.core.fixed import rounded
from xltier.core.months import month_text
from xltier.messages import phrase
from xltier.report.month.data.ratings_sheet import MONTHS
from xltier.report.month.live_value import (
    BLANK,
    Live,
    add,
    as_typed,
    both,
    compare,
    first_of,
    is_number,
    joined,
    text,
    when,
)
from xltier.report.month.views.canvas import WHITE_EDGE, Canvas, spread
from xltier.report.month.views.card.columns import MONTHS as HELP
from xltier.report.month.views.card.picker import Picked
from xltier.report.month.views.table import begins, equal
from xltier.report.month.views.trend import chart_font, insert, plain_chart
from xltier.report.month.views.view import View
from xltier.report.month.write_grid import colour_tiers
from xltier.report.theme import ACCENT, INK, SUB, UP, USED

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CHART_HEIGHT: Final = 150.0


def write_months(book: Workbook, canvas: Canvas, view: View, picked: Picked, row: int) -> int:
    """Write the strip and the chart from ``row`` on; return the first free row."""
    period, decimals = view.result.period, view.decimals
    digits = "0." + "0" * decimals if decimals else "0"
    spans = spread(1, canvas.last, [1] * MONTHS)
    floor = _goal(view, picked)
    canvas.rows(row, [16, 18, 17, _CHART_HEIGHT])
    key = picked.lists.pick("id", picked.listed)
    for at, (span, back) in enumerate(zip(spans, range(MONTHS - 1, -1, -1), strict=True)):
        month = month_text(period - back)
        canvas.put(row, span, month, align="center", font_size=8.5, font_color=SUB)
        score = canvas.put(row + 1, span, _score(view, picked, key, back), align="center", bold=True, num_format=digits)
        canvas.put(row + 2, span, _tier(view, picked, back), align="center", bold=True, **WHITE_EDGE)
        helped: tuple[Live | str, ...] = (month, score, floor)
        for column, live in enumerate(helped, HELP):
            canvas.put(row + at, (column, column), live)
    colour_tiers(canvas.page, view.theme, view.tiers, (row + 2, 1, row + 2, canvas.last))
    name = canvas.put(
        row + MONTHS, (HELP + 2, HELP + 2), _goal_name(view, picked, Live(canvas.cell(row, HELP + 2), floor.value))
    )
    canvas.page.set_column(HELP, HELP + 2, None, None, {"hidden": True})
    _chart(book, canvas, view, row, name)
    return row + 4


def _score(view: View, picked: Picked, key: Live, back: int) -> Live:
    if back == 0:
        return view.ratings.pick("score", picked.row)
    month = month_text(view.result.period - back)
    found = view.history.mean("score", equal("id", key), begins("month", month), decimals=view.decimals)
    return when(compare(picked.listed, ">", 0), found, BLANK)


def _tier(view: View, picked: Picked, back: int) -> Live:
    if back == 0:
        return view.ratings.pick("tier", picked.row, text("–"))
    return view.ratings.pick(f"m{back}", picked.row)


def _goal(view: View, picked: Picked) -> Live:
    """Return the score of the next tier, at the top that of the own one; blank where there is no cut-off."""
    ratings = view.ratings
    score = ratings.pick("score_before" if "score_before" in ratings else "score", picked.row)
    missing, upper = ratings.pick("missing", picked.row), ratings.pick("next", picked.row)
    goal = add(score, missing)
    above = Live(f"ROUND({goal.formula},{view.decimals})", rounded(goal.number, view.decimals))
    tier, line = ratings.pick("tier", picked.row, BLANK), ratings.pick("line", picked.row)
    floors = []
    for at, one in enumerate(view.result.scheme.tiers):
        if one.floor is not None:
            same = compare(tier, "=", view.rule(f"tiers[{at}].code", one.code))
            here = same if one.line is None else both(same, compare(line, "=", text(one.line)))
            floors.append((one.line is None, here, view.rule(f"tiers[{at}].floor", float(one.floor))))
    own = first_of([(here, floor) for _, here, floor in sorted(floors, key=lambda floor: floor[0])], BLANK)
    return when(both(is_number(missing), is_number(score), compare(upper, "<>", BLANK)), above, own)


def _goal_name(view: View, picked: Picked, cut: Live) -> Live:
    """Return what the dashed line is called: the next tier's cut-off, at the top the own one."""
    upper, tier = view.ratings.pick("next", picked.row), view.ratings.pick("tier", picked.row, BLANK)
    word = text(phrase("view-card-cut", view.language))
    floor = when(is_number(cut), joined(text(" "), as_typed(cut)), BLANK)
    return joined(when(compare(upper, "<>", BLANK), upper, tier), word, floor)


def _chart(book: Workbook, canvas: Canvas, view: View, row: int, name: Live) -> None:
    last = row + MONTHS - 1
    theme = view.theme

    def cells(column: int) -> list[object]:
        return [canvas.name, row, column, last, column]

    bars = book.add_chart({"type": "column"})
    bars.add_series(
        {
            "name": phrase("view-score", view.language),
            "categories": cells(HELP),
            "values": cells(HELP + 1),
            "fill": {"color": USED},
            "gap": 120,
            "data_labels": {
                "value": True,
                "position": "outside_end",
                "num_format": f"0.{'0' * view.decimals};;" if view.decimals else "0;;",
                "font": chart_font(theme, color=INK),
            },
        }
    )
    line = book.add_chart({"type": "line"})
    line.add_series(
        {
            "name": f"={name.formula}",
            "categories": cells(HELP),
            "values": cells(HELP + 2),
            "line": {"color": UP, "width": 1.5, "dash_type": "dash"},
            "marker": {"type": "none"},
        }
    )
    bars.combine(line)
    bars.set_legend({"position": "top", "font": chart_font(theme, color=INK)})
    bars.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    bars.set_x_axis({"visible": False, "line": {"color": ACCENT}})
    plain_chart(bars, (canvas.pixels((1, canvas.last)), int(_CHART_HEIGHT / 0.75)))
    insert(canvas.page, bars, row + 3, 1, y=1)
