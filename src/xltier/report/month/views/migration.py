"""等级迁移: who moved, how many, how far and why; six months of tiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xltier.core.migration import Driver
from xltier.messages import phrase
from xltier.report.month.live_value import (
    Live,
    less,
    sentence,
    shown,
    text,
)
from xltier.report.month.views.canvas import WHITE_EDGE, Canvas, spread
from xltier.report.month.views.comers import write_comers
from xltier.report.month.views.matrix import MatrixPlace, write_matrix
from xltier.report.month.views.movers import write_movers
from xltier.report.month.views.table import against, equal
from xltier.report.month.views.trend import Trend, insert, stack_chart, write_trend
from xltier.report.month.views.view import View, month_label
from xltier.report.month.wording import DRIVERS
from xltier.report.page import Paper, set_up
from xltier.report.theme import DOWN, PANEL, UP

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLUMNS: Final = 98
_LEFT: Final = (1, 48)
_RIGHT: Final = (52, 98)
_ROW: Final = 18.0
_UP: Final = against("change", ">", 0)
_DOWN: Final = against("change", "<", 0)


@dataclass(frozen=True, slots=True)
class MigrationPlace:
    """What other sheets read here.

    Args:
        up: How many rose.
        down: How many fell.
        drivers: How many rose and fell by each driver.
        matrix: The matrix.
        trend: The months.
    """

    up: Live
    down: Live
    drivers: dict[Driver, tuple[Live, Live]]
    matrix: MatrixPlace
    trend: Trend


def write_migration(book: Workbook, page: Worksheet, view: View) -> MigrationPlace:
    """Write the sheet."""
    language = view.language
    canvas = Canvas(page, view.theme, columns=_COLUMNS, width=1.2)
    set_up(page, view.theme, paper=Paper(pages=(1, 1)), footer=view.footer)
    canvas.rows(2, [8, *[_ROW] * 40])
    former, present = (month_label(view.result.period - back, language) for back in (1, 0))
    canvas.section(3, _LEFT, phrase("view-matrix", language, former=former, present=present))
    matrix = write_matrix(canvas, view, 4, _LEFT, with_net=True)
    row = matrix.last + 1
    canvas.section(row, _LEFT, phrase("view-drivers", language))
    canvas.rows(row + 1, [25])
    drivers, up, down = _write_drivers(canvas, view, row + 1)
    row += 5
    canvas.section(row, _LEFT, phrase("view-months", language, count=len(view.months)))
    trend = write_trend(canvas, view, row + 1, _LEFT)
    end = max(trend.last + 12, 36)
    chart = stack_chart(book, view, trend, size=(canvas.pixels(_LEFT), int((end - trend.last - 1) * _ROW / 0.75)))
    insert(page, chart, trend.last + 1, 1, y=6)
    last = write_comers(canvas, view, write_movers(canvas, view, 3, _RIGHT, (down, up)) + 2, _RIGHT)
    net = less(up, down)
    title = sentence("view-migration-title", language, up=shown(up), down=shown(down), net=shown(net, signed=True))
    if not view.has_last:
        title = text(phrase("view-migration-first", language))
    canvas.title(0, title, phrase("view-migration-subtitle", language))
    page.print_area(0, 0, max(end, last), _COLUMNS)
    return MigrationPlace(up, down, drivers, matrix, trend)


def _write_drivers(canvas: Canvas, view: View, row: int) -> tuple[dict[Driver, tuple[Live, Live]], Live, Live]:
    """Write how many rose and fell by what drives them: header, rises, falls."""
    language, ratings = view.language, view.ratings
    label, *cells, total = spread(*_LEFT, [3.2, *([2.6] * len(DRIVERS)), 2.2])
    canvas.head(row, label, phrase("view-driver", language))
    canvas.head(row, total, phrase("view-total", language))
    for words, at in zip(DRIVERS.values(), cells, strict=True):
        canvas.head(row, at, words.said(language))
    sums = []
    found: dict[Driver, list[Live]] = {driver: [] for driver in DRIVERS}
    for down, (side, ink, word) in enumerate(((_UP, UP, "view-ups"), (_DOWN, DOWN, "view-downs")), row + 1):
        look: dict[str, Any] = {"font_color": ink, "align": "center"}
        canvas.put(down, label, phrase(word, language), **look | {"bold": True, "bg_color": PANEL} | WHITE_EDGE)
        for (driver, words), at in zip(DRIVERS.items(), cells, strict=True):
            count = ratings.count(side, equal("driver", words.said(language)))
            found[driver].append(canvas.body(down, at, count, num_format='#,##0;;"·"', **look))
        sums.append(canvas.put(down, total, ratings.count(side), num_format="#,##0", bg_color=PANEL, bold=True, **look))
    return {driver: (counts[0], counts[1]) for driver, counts in found.items()}, sums[0], sums[1]
