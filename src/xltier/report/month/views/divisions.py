"""事业部渠道: each division and line with its tiers, mean score, size and moves; the weakest are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xltier.messages import phrase
from xltier.report.month.live_value import BLANK, Live, compare, sentence, shown, text, when
from xltier.report.month.views.canvas import HIDDEN, WHITE_EDGE, Canvas
from xltier.report.month.views.division_charts import CHART_ROWS, write_division_charts
from xltier.report.month.views.groups import Group, GroupTable
from xltier.report.month.views.table import equal
from xltier.report.month.views.trend import mean_decimals
from xltier.report.month.views.view import View
from xltier.report.page import Paper, lines_needed, set_up
from xltier.report.theme import ACCENT, DOWN, HEAD, PANEL, USED

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLUMNS: Final = 52
_TOP: Final = 3
_ROW: Final = 19.0
_LINE: Final = 13.0
_ONE_PAGE: Final = 40
_BAND: Final = {"bold": True, "font_color": ACCENT, "bg_color": HEAD, "align": "center", "text_wrap": True} | WHITE_EDGE


@dataclass(frozen=True, slots=True)
class DivisionsPlace:
    """What other sheets read here.

    Args:
        lines: Each line's row, by division and line.
        divisions: Each division's row.
        total: The row of all.
        weakest: Name of the weakest division, or of the weakest line where there is one division.
        lowest: Its mean score.
    """

    lines: dict[tuple[str, str], Group]
    divisions: dict[str, Group]
    total: Group
    weakest: Live
    lowest: Live


def write_divisions(book: Workbook, page: Worksheet, view: View) -> DivisionsPlace:
    """Write the sheet."""
    language = view.language
    canvas = Canvas(page, view.theme, columns=_COLUMNS, width=3)
    names = (phrase("view-division", language), phrase("view-line", language))
    table = GroupTable(canvas, view, unit="" if view.unit is None else view.unit.word, names=names)
    table.write_head(_TOP)
    lines, subtotals, total, end = _write_groups(canvas, view, table)
    lowest, weakest = _mark(canvas, view, table, [(line, group) for (_, line), group in lines.items()], HIDDEN)
    if len(subtotals) > 1:
        lowest, weakest = _mark(canvas, view, table, list(subtotals.items()), HIDDEN + 3)
    is_short = end <= _ONE_PAGE
    if is_short:
        write_division_charts(book, canvas, view, subtotals, total, end + 2)
        end += 2 + CHART_ROWS
    title = text(phrase("view-divisions-plain", language))
    if view.has_score and len(lines) > 1:
        said = {"lowest": _said(lowest, view), "mean": _said(total.mean, view)}
        title = sentence("view-divisions-title", language, weakest=weakest, **said)
    set_up(page, view.theme, paper=Paper(pages=(1, 1 if is_short else 0), repeat=(_TOP, _TOP)), footer=view.footer)
    canvas.title(0, title, phrase("view-divisions-subtitle", language, tiers=view.top_name))
    page.print_area(0, 0, end, _COLUMNS)
    page.freeze_panes(_TOP + 1, 0)
    return DivisionsPlace(lines, subtotals, total, weakest, lowest)


def _write_groups(
    canvas: Canvas, view: View, table: GroupTable
) -> tuple[dict[tuple[str, str], Group], dict[str, Group], Group, int]:
    """Write lines, subtotals, the total and the channels; return them, and the last row."""
    language = view.language
    keys = sorted({(row.key.division, row.key.line) for row in view.rows})
    divisions = list(dict.fromkeys(division for division, _ in keys))
    channels = sorted({row.dealer.channel for row in view.rows if row.dealer is not None and row.dealer.channel})
    channels = channels if len(channels) > 1 else []
    last = _TOP + len(keys) + len(divisions) + 1
    end = last + len(channels)
    canvas.rows(2, [8, 30, *[_ROW] * (end - _TOP)])
    canvas.put(last, table.spans[0], phrase("view-total", language), **_BAND)
    total = table.write(last, phrase("view-all", language), (), None, {"bold": True, "bg_color": HEAD})
    canvas.body(last, table.mark, None, bg_color=HEAD)
    lines: dict[tuple[str, str], Group] = {}
    subtotals: dict[str, Group] = {}
    row = _TOP + 1
    for division in divisions:
        own = [line for other, line in keys if other == division]
        canvas.rows(row, _heights(canvas, table, division, own))
        canvas.block(row, row + len(own), table.spans[0], division, **_BAND)
        for line in own:
            where = (equal("division", division), equal("line", line))
            lines[division, line] = table.write(row, line, where, total.amount, {})
            row += 1
        subtotal, bold = phrase("view-subtotal", language), {"bold": True, "bg_color": PANEL}
        subtotals[division] = table.write(row, subtotal, (equal("division", division),), total.amount, bold)
        if len(divisions) == 1:
            canvas.body(row, table.mark, None, bg_color=PANEL)
        row += 1
    if channels:
        canvas.block(last + 1, end, table.spans[0], phrase("view-channel", language), **_BAND)
    for at, channel in enumerate(channels, last + 1):
        table.write(at, channel, (equal("channel", channel),), total.amount, {})
        canvas.body(at, table.mark, None)
    _bars(canvas, table, _TOP + 1, end)
    return lines, subtotals, total, end


def _heights(canvas: Canvas, table: GroupTable, division: str, lines: Sequence[str]) -> list[float]:
    """Return how high the rows of a division's lines and its subtotal must be for their names."""

    def height(name: str, at: int) -> float:
        return max(_ROW, _LINE * lines_needed(name, canvas.digits(table.spans[at])) + 4)

    heights = [*(height(line, 1) for line in lines), _ROW]
    return [*heights[:-1], max(_ROW, height(division, 0) - sum(heights[:-1]))]


def _mark(
    canvas: Canvas, view: View, table: GroupTable, groups: Sequence[tuple[str, Group]], column: int
) -> tuple[Live, Live]:
    """Mark the groups with the lowest mean of their kind; return that mean, and the first group that has it.

    Means and names stand hidden to the right, so that no formula has to name them one by one.
    """
    for name, group in groups:
        canvas.put(group.row, (column, column), group.mean)
        canvas.put(group.row, (column + 1, column + 1), name)
    canvas.page.set_column(column, column + 1, None, None, {"hidden": True})
    first, last = min(group.row for _, group in groups), max(group.row for _, group in groups)
    means, names = (canvas.area(first, last, at) for at in (column, column + 1))
    numbers = [group.mean.value for _, group in groups if not isinstance(group.mean.value, str)]
    lowest = canvas.put(0, (column, column), Live(f"MIN({means})", min(numbers, default=0)))
    weakest = next((name for name, group in groups if group.mean.value == lowest.value), "")
    word = text(phrase("view-weakest", view.language))
    look: dict[str, Any] = {"align": "center", "bold": True, "font_color": DOWN}
    for _, group in groups:
        mark = when(compare(group.mean, "=", lowest), word, BLANK) if len(groups) > 1 else BLANK
        canvas.body(group.row, table.mark, mark, **look | group.look)
    return lowest, Live(f'IFERROR(INDEX({names},MATCH({lowest.formula},{means},0)),"")', weakest)


def _said(mean: Live, view: View) -> Live:
    decimals = mean_decimals(view)
    return when(compare(mean, "=", BLANK), text("–"), shown(mean, decimals))


def _bars(canvas: Canvas, table: GroupTable, first: int, last: int) -> None:
    """Put a bar behind each share."""
    bar = {"type": "data_bar", "bar_color": USED, "bar_solid": True, "min_type": "num", "min_value": 0}
    column = table.share
    canvas.page.conditional_format(first, column[0], last, column[1], bar | {"max_type": "num", "max_value": 1})
