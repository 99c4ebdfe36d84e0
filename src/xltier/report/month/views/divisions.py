"""事业部渠道: each division and line with its tiers, mean score, size and moves; the weakest are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xltier.messages import phrase
from xltier.report.month.views.canvas import HIDDEN, WHITE_EDGE, Canvas
from xltier.report.month.views.division_charts import CHART_ROWS, write_division_charts
from xltier.report.month.views.groups import EVERYBODY, Group, GroupTable
from xltier.report.month.views.live import BLANK, Live, Scalar, compare, first_of, sentence, shown, text, when
from xltier.report.month.views.table import equal
from xltier.report.month.views.trend import mean_decimals
from xltier.report.month.views.view import View
from xltier.report.page import Paper, set_up
from xltier.report.theme import ACCENT, DOWN, HEAD, PANEL, USED

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLUMNS: Final = 52
_TOP: Final = 3
_ROW: Final = 19.0
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
    keys = sorted({(row.key.division, row.key.line) for row in view.rows})
    divisions = list(dict.fromkeys(division for division, _ in keys))
    channels = sorted({row.dealer.channel for row in view.rows if row.dealer is not None and row.dealer.channel})
    channels = channels if len(channels) > 1 else []
    last = _TOP + len(keys) + len(divisions) + 1
    end = last + len(channels)
    canvas.rows(2, [8, 30, *[_ROW] * (end - _TOP)])
    whole = view.amount(*EVERYBODY)
    canvas.put(last, table.spans[0], phrase("view-total", language), **_BAND)
    total = table.write(last, phrase("view-all", language), (), None, {"bold": True, "bg_color": HEAD})
    lines: dict[tuple[str, str], Group] = {}
    subtotals: dict[str, Group] = {}
    row = _TOP + 1
    for division in divisions:
        own = [line for other, line in keys if other == division]
        canvas.block(row, row + len(own), table.spans[0], division, **_BAND)
        for line in own:
            where = (equal("division", division), equal("line", line))
            lines[division, line] = table.write(row, line, where, total.amount or whole, {})
            row += 1
        subtotal, bold = phrase("view-subtotal", language), {"bold": True, "bg_color": PANEL}
        subtotals[division] = table.write(row, subtotal, (equal("division", division),), total.amount or whole, bold)
        row += 1
    if channels:
        canvas.block(last + 1, end, table.spans[0], phrase("view-channel", language), **_BAND)
    for at, channel in enumerate(channels, last + 1):
        table.write(at, channel, (equal("channel", channel),), total.amount or whole, {})
        canvas.body(at, table.mark, None)
    _bars(canvas, table, _TOP + 1, end)
    lowest_line = _mark(canvas, view, table, list(lines.values()), HIDDEN, {})
    lowest_division = _mark(
        canvas, view, table, list(subtotals.values()), HIDDEN + 1, {"bg_color": PANEL, "bold": True}
    )
    canvas.body(last, table.mark, None, bg_color=HEAD)
    page.set_column(HIDDEN, HIDDEN + 1, None, None, {"hidden": True})
    is_short = end <= _ONE_PAGE
    if is_short:
        write_division_charts(book, canvas, view, subtotals, total, end + 2)
        end += 2 + CHART_ROWS
    of_divisions = len(subtotals) > 1
    by_line = {line: group for (_, line), group in lines.items()}
    groups = subtotals if of_divisions else by_line
    lowest = lowest_division if of_divisions else lowest_line
    weakest = first_of([(compare(group.mean, "=", lowest), text(name)) for name, group in groups.items()], BLANK)
    title = sentence(
        "view-divisions-title",
        language,
        weakest=weakest,
        lowest=_said(lowest, view),
        mean=_said(total.mean, view),
    )
    set_up(page, view.theme, paper=Paper(pages=(1, 1 if is_short else 0), repeat=(_TOP, _TOP)), footer=view.footer)
    canvas.title(0, title, phrase("view-divisions-subtitle", language, tiers=view.top_name))
    page.print_area(0, 0, end, _COLUMNS)
    page.freeze_panes(_TOP + 1, 0)
    return DivisionsPlace(lines, subtotals, total, weakest, lowest)


def _mark(
    canvas: Canvas, view: View, table: GroupTable, groups: Sequence[Group], column: int, look: dict[str, Any]
) -> Live:
    """Mark the groups with the lowest mean of their kind, and return that mean."""
    numbers = [group.mean.value for group in groups if not isinstance(group.mean.value, str)]
    lowest: Scalar = min(numbers, default=0)
    formula = f"MIN({','.join(group.mean.formula for group in groups)})"
    cell = canvas.put(0, (column, column), Live(formula, lowest))
    word = text(phrase("view-weakest", view.language))
    for group in groups:
        mark = when(compare(group.mean, "=", cell), word, BLANK) if len(groups) > 1 else BLANK
        style: dict[str, Any] = {"align": "center", "bold": True, "font_color": DOWN}
        canvas.body(group.row, table.mark, mark, **style | look)
    return cell


def _said(mean: Live, view: View) -> Live:
    decimals = mean_decimals(view)
    return when(compare(mean, "=", BLANK), text("–"), shown(mean, decimals))


def _bars(canvas: Canvas, table: GroupTable, first: int, last: int) -> None:
    """Put a bar behind each share."""
    bar = {"type": "data_bar", "bar_color": USED, "bar_solid": True, "min_type": "num", "min_value": 0}
    column = table.share
    canvas.page.conditional_format(first, column[0], last, column[1], bar | {"max_type": "num", "max_value": 1})
