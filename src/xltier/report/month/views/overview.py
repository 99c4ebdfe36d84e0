"""总览: the month on one page: two sentences, six figures, tiers, migration, divisions and lines, what to do now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xltier.app.month.intake.log_rows import STATE_WORDS
from xltier.app.month.parts import part_name
from xltier.messages import phrase
from xltier.report.month.views.canvas import Canvas
from xltier.report.month.views.divisions import DivisionsPlace
from xltier.report.month.views.headline import headlines
from xltier.report.month.views.heat import write_heat
from xltier.report.month.views.kpis import write_kpis
from xltier.report.month.views.matrix import write_matrix
from xltier.report.month.views.migration import MigrationPlace
from xltier.report.month.views.trend import insert, stack_chart
from xltier.report.month.views.urgent import write_urgent
from xltier.report.month.views.view import View, month_label, month_name
from xltier.report.page import Paper, set_up
from xltier.report.theme import ACCENT, INK, MUTE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLUMNS: Final = 98
_LEFT: Final = (1, 48)
_RIGHT: Final = (52, 98)
_GOLD: Final = "#EBC660"
_PALE: Final = "#C9D6E4"
_ROW: Final = 18.0
_PANELS: Final = 12
"""Row of the panels' headings."""


def write_overview(
    book: Workbook, page: Worksheet, view: View, migration: MigrationPlace, divisions: DivisionsPlace
) -> None:
    """Write the sheet."""
    language = view.language
    canvas = Canvas(page, view.theme, columns=_COLUMNS, width=1.2)
    set_up(page, view.theme, paper=Paper(pages=(1, 1)), footer=view.footer)
    _write_band(canvas, view)
    canvas.rows(3, [6, 25, 20, 7])
    first, second = headlines(view, migration, divisions)
    edge = {"left": 5, "left_color": _GOLD, "indent": 1, "shrink": True}
    canvas.put(4, (1, _COLUMNS), first, font_size=13, bold=True, font_color=INK, **edge)
    canvas.put(5, (1, _COLUMNS), second, font_size=10.5, font_color=ACCENT, **edge)
    write_kpis(book, canvas, view, migration, 7)
    canvas.rows(_PANELS - 1, [8, 21])
    former, present = (month_label(view.result.period - back, language) for back in (1, 0))
    canvas.section(_PANELS, _RIGHT, phrase("view-matrix", language, former=former, present=present))
    matrix = write_matrix(canvas, view, _PANELS + 1, _RIGHT, with_net=False)
    canvas.rows(_PANELS + 1, [_ROW] * (matrix.last - _PANELS - 1))
    end = write_heat(canvas, view, divisions, matrix.last, _RIGHT)
    canvas.section(_PANELS, _LEFT, phrase("view-stack", language, count=len(view.months)))
    points = sum(canvas.height(row) for row in range(_PANELS + 1, end))
    chart = stack_chart(book, view, migration.trend, size=(canvas.pixels(_LEFT), int(points / 0.75) - 4))
    insert(page, chart, _PANELS + 1, 1)
    canvas.rows(end, [8])
    last = write_urgent(canvas, view, end + 1)
    canvas.rows(last, [5, 14])
    canvas.put(last + 1, (1, _COLUMNS), phrase("view-legend", language), font_size=8, font_color=MUTE)
    page.print_area(0, 0, last + 1, _COLUMNS)
    page.activate()
    page.set_first_sheet()


def _write_band(canvas: Canvas, view: View) -> None:
    """Write the title band: whose month, by which rules, how far it is settled."""
    language, result = view.language, view.result
    canvas.rows(0, [4, 31, 19])
    left, right = (1, 66), (67, _COLUMNS)
    band = {"bg_color": ACCENT, "indent": 1}
    white = {"font_color": "#FFFFFF", "bold": True}
    divisions = len({row.key.division for row in view.rows})
    lines = len({row.key.line for row in view.rows})
    dealers = len({row.key.dealer for row in view.rows})
    scope = phrase("view-scope", language, dealers=dealers, count=len(view.rows), divisions=divisions, lines=lines)
    scheme = f"{result.scheme.id}@{result.scheme.version}"
    state = phrase("view-state", language, state=STATE_WORDS[result.state].said(language), revision=result.revision)
    title = phrase("view-title", language, name=result.scheme.name)
    part = part_name(result, language)
    canvas.put(1, left, f"{title} · {part}" if part else title, font_size=20, **band | white)
    canvas.put(1, right, month_name(result.period, language), font_size=16, align="right", **band | white)
    canvas.put(2, left, f"{scope}　　{phrase('view-rules', language, scheme=scheme)}", font_color=_PALE, **band)
    canvas.put(2, right, state, font_color=_PALE, align="right", **band)
