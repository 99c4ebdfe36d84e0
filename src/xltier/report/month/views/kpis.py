"""Six figures of the month, each with its change, its context, and a line of the last months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xltier.core.fixed import rounded
from xltier.core.migration import NEW, WITHDRAWN
from xltier.messages import phrase
from xltier.report.month.live_value import BLANK, Live, compare, is_number, joined, less, sentence, shown, text, when
from xltier.report.month.views.canvas import Canvas, Span, spread
from xltier.report.month.views.migration import MigrationPlace
from xltier.report.month.views.table import against, equal, filled
from xltier.report.month.views.trend import insert, mean_decimals, plain_chart
from xltier.report.month.views.view import View
from xltier.report.month.write_grid import LEVELS
from xltier.report.theme import ACCENT, DOWN, INK, PANEL, SUB, UP

if TYPE_CHECKING:
    from xlsxwriter import Workbook

HEIGHTS: Final = (18, 31, 16, 16)


@dataclass(frozen=True, slots=True)
class Kpi:
    """A card.

    Args:
        name: What is counted.
        figure: The figure.
        number: Its number format.
        change: What became of it, or what it led to.
        context: What it is measured against.
        ink: Colour of edge and change.
        column: Column of the trend that its line shows; None shows none.
        is_alarm: Whether the figure itself is red.
    """

    name: str
    figure: Live
    number: str
    change: Live
    context: Live
    ink: str = ACCENT
    column: int | None = None
    is_alarm: bool = False


def write_kpis(book: Workbook, canvas: Canvas, view: View, migration: MigrationPlace, row: int) -> None:
    """Write the cards into four rows from ``row`` on."""
    canvas.rows(row, HEIGHTS)
    cards = _cards(view, migration)
    for card, span in zip(cards, spread(1, canvas.last, [1] * len(cards)), strict=True):
        _write(canvas, card, row, span)
        if card.column is not None and len(view.months) > 1:
            _line(book, canvas, migration, card.column, row, span)


def _write(canvas: Canvas, card: Kpi, row: int, span: Span) -> None:
    ink = card.ink
    base: dict[str, Any] = {"bg_color": PANEL, "left": 5, "left_color": ink, "right": 5, "right_color": "#FFFFFF"}
    look = base | {"indent": 1, "align": "left"}
    canvas.put(row, span, card.name, font_color=SUB, **look)
    figure = {"font_size": 21, "bold": True, "font_color": DOWN if card.is_alarm else INK, "num_format": card.number}
    canvas.put(row + 1, span, card.figure, **look | figure)
    change_ink = SUB if ink == ACCENT else ink
    canvas.put(row + 2, span, card.change, bold=True, font_color=change_ink, shrink=True, **look)
    fall = {"type": "text", "criteria": "begins with", "value": "▼", "format": canvas.theme.bare(font_color=DOWN)}
    canvas.page.conditional_format(row + 2, span[0], row + 2, span[1], fall)
    canvas.put(row + 3, span, card.context, font_size=8.5, font_color=SUB, shrink=True, **look)


def _cards(view: View, migration: MigrationPlace) -> list[Kpi]:
    language, trend, ratings = view.language, migration.trend, view.ratings
    matrix, decimals = migration.matrix, mean_decimals(view)
    rated, new = trend.rated[-1], matrix.of_row[NEW]
    gone = matrix.of_column[WITHDRAWN]
    unrated = less(ratings.count(filled("id")), rated)
    cards = [
        Kpi(
            phrase("view-kpi-rated", language),
            rated,
            "#,##0",
            sentence("view-kpi-unrated", language, count=shown(unrated)),
            sentence("view-kpi-new", language, new=shown(new), gone=shown(gone)),
            column=trend.columns[0],
        ),
        Kpi(
            phrase("view-kpi-mean", language),
            trend.means[-1],
            f"0.{'0' * decimals}",
            _change(view, trend.means, decimals, "view-kpi-than-last"),
            _range(view, trend.means, decimals, percent=False),
            UP,
            trend.columns[1],
        ),
        Kpi(
            phrase("view-kpi-share", language, tiers=view.top_name),
            trend.shares[-1],
            "0%",
            _change(view, _hundred(trend.shares), 1, "view-kpi-points"),
            _range(view, trend.shares, 0, percent=True),
            UP,
            trend.columns[2],
        ),
    ]
    net = less(migration.up, migration.down)
    two = (ratings.count(against("change", ">=", 2)), ratings.count(against("change", "<=", -2)))
    cards.append(
        Kpi(
            phrase("view-kpi-moves", language),
            joined(shown(migration.up), text(" / "), shown(migration.down)),
            "@",
            sentence("view-kpi-net", language, net=shown(net, signed=True))
            if view.has_last
            else text(phrase("view-kpi-no-last", language)),
            sentence("view-kpi-two", language, up=shown(two[0]), down=shown(two[1])),
        )
    )
    if view.has_red:
        red = ratings.count(filled("red"))
        cards.append(_red(view, red))
    cards.append(_alerts(view))
    return cards


def _red(view: View, red: Live) -> Kpi:
    language, ratings = view.language, view.ratings
    kept = [ratings.count(filled("red"), equal("tier", code), equal("before_red", code)) for code in view.codes]
    lowered = less(red, Live("(" + "+".join(one.formula for one in kept) + ")", sum(one.number for one in kept)))
    hits = view.red_lines.count(against("active", ">", 0)) if view.red_lines.size else red
    return Kpi(
        phrase("view-kpi-red", language),
        red,
        "#,##0",
        sentence("view-kpi-lowered", language, count=shown(lowered)),
        sentence("view-kpi-hits", language, count=shown(hits)),
        DOWN,
        is_alarm=True,
    )


def _alerts(view: View) -> Kpi:
    language = view.language
    words = {level: name.said(language) for level, name in LEVELS.items()}
    counts = (
        {level: view.alerts.count(equal("level", word)) for level, word in words.items()} if view.alerts.size else {}
    )
    zero = Live("0", 0)
    high, medium, low = (counts.get(level, zero) for level in ("high", "medium", "low"))
    total = Live(f"({high.formula}+{medium.formula}+{low.formula})", high.number + medium.number + low.number)
    return Kpi(
        phrase("view-kpi-alerts", language),
        high,
        "#,##0",
        sentence("view-kpi-all", language, count=shown(total)),
        sentence("view-kpi-levels", language, medium=shown(medium), low=shown(low)),
    )


def _hundred(shares: tuple[Live, ...]) -> tuple[Live, ...]:
    return tuple(Live(f"N({one.formula})*100", one.number * 100) for one in shares[-2:])


def _change(view: View, values: tuple[Live, ...], decimals: int, key: str) -> Live:
    """Return by how much a figure differs from last month's."""
    if not view.has_last:
        return text(phrase("view-kpi-no-last", view.language))
    now, before = values[-1], values[-2]
    change = rounded(now.number - before.number, decimals)
    moved = Live(f"ROUND(N({now.formula})-N({before.formula}),{decimals})", change)
    size = shown(Live(f"ABS({moved.formula})", abs(moved.number)), decimals)
    sign = when(compare(moved, ">", 0), text("▲ "), when(compare(moved, "<", 0), text("▼ "), text("± ")))
    return sentence(key, view.language, change=joined(sign, size))


def _range(view: View, values: tuple[Live, ...], decimals: int, *, percent: bool) -> Live:
    """Return from where to where a figure went in the months that are shown; nothing where there is one."""
    if len(values) == 1:
        return BLANK
    first, last = (
        when(is_number(one), _text(one, decimals, percent=percent), text("–")) for one in (values[0], values[-1])
    )
    return sentence("view-kpi-range", view.language, count=text(str(len(values))), first=first, last=last)


def _text(value: Live, decimals: int, *, percent: bool) -> Live:
    return shown(value if value.value != "" else Live(value.formula, 0), decimals, percent=percent)


def _line(book: Workbook, canvas: Canvas, migration: MigrationPlace, column: int, row: int, span: Span) -> None:
    """Draw the last months as a small line of its own: sparklines do not show in joined cells everywhere."""
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": migration.trend.values(column), "line": {"color": ACCENT, "width": 1.75}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False})
    values = [one.number for one in _of(migration, column)]
    room = (max(values) - min(values)) * 0.15 or abs(max(values)) * 0.1 or 1
    bounds = {"min": min(values) - room, "max": max(values) + room}
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}} | bounds)
    plain_chart(chart, (int(canvas.pixels(span) * 0.5), 42))
    chart.set_plotarea({"fill": {"none": True}, "layout": {"x": 0.03, "y": 0.08, "width": 0.94, "height": 0.84}})
    insert(canvas.page, chart, row + 1, span[0], x=int(canvas.pixels(span) * 0.46), y=0)


def _of(migration: MigrationPlace, column: int) -> tuple[Live, ...]:
    trend = migration.trend
    return dict(zip(trend.columns, (trend.rated, trend.means, trend.shares), strict=True))[column]
