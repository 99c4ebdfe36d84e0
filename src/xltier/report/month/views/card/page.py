"""The page itself: tier, tiles, the way up, measures, months, log, strategy, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xltier.messages import phrase
from xltier.report.month.cards.card_facts import SERVICE
from xltier.report.month.live_value import (
    BLANK,
    Live,
    add,
    constant,
    is_number,
    joined,
    looked_up,
    shown,
    text,
    when,
)
from xltier.report.month.views.canvas import WHITE_EDGE, Canvas, spread
from xltier.report.month.views.card.columns import STRATEGY
from xltier.report.month.views.card.lifts import Lift, lift_of, write_lifts
from xltier.report.month.views.card.log import write_log
from xltier.report.month.views.card.measures import scored, write_measures
from xltier.report.month.views.card.months import write_months
from xltier.report.month.views.card.picker import Picked, write_picker
from xltier.report.month.views.card.words import headline, move, way_up, where
from xltier.report.month.views.table import LEAST, Condition, against, equal
from xltier.report.month.views.view import View
from xltier.report.month.write_grid import colour_tiers
from xltier.report.page import Paper, set_up
from xltier.report.theme import ACCENT, DOWN, INK, LINE, PANEL, SUB, UP

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMNS: Final = 39
_WHOLE: Final = (1, COLUMNS)
_CHIP: Final = (1, 9)
_WAYS: Final = 2
"""A card that shows at least so many ways up is a good one to open with."""
_BESIDE: Final = (10, COLUMNS)


def write_card(book: Workbook, page: Worksheet, view: View) -> None:
    """Write the sheet."""
    language = view.language
    canvas = Canvas(page, view.theme, columns=COLUMNS, width=2.6)
    set_up(page, view.theme, paper=Paper(landscape=False, pages=(1, 1)), footer=view.footer)
    canvas.title(0, phrase("view-card-title", language), phrase("view-card-subtitle", language))
    lifts = [lift_of(row, language) for row in view.rows]
    canvas.rows(2, [7, 25, 8, 26, 24, 20, 7, 22, 32, 9])
    picked = write_picker(canvas, view, 3, default=_first_shown(view, lifts))
    known = write_lifts(canvas, lifts, picked.order, [measure.key for measure in scored(view)])
    _write_tier(canvas, view, picked)
    _write_tiles(canvas, view, picked, 12)
    canvas.rows(14, [6, 3, 21])
    canvas.section(16, _WHOLE, phrase("view-card-measures", language))
    improvement = write_measures(canvas, view, picked, known, 17)
    canvas.put(
        9,
        _WHOLE,
        way_up(view, picked, improvement),
        bold=True,
        font_size=10.5,
        font_color=ACCENT,
        bg_color=PANEL,
        indent=1,
        left=5,
        left_color=ACCENT,
    )
    reason = view.ratings.pick("reason", picked.row)
    canvas.put(
        10,
        _WHOLE,
        reason,
        font_color=SUB,
        bg_color=PANEL,
        indent=1,
        left=5,
        left_color=ACCENT,
        text_wrap=True,
        font_size=9,
    )
    row = improvement.end
    canvas.rows(row, [9, 21])
    canvas.section(row + 1, _WHOLE, phrase("view-card-months", language))
    row = write_months(book, canvas, view, picked, row + 2)
    canvas.rows(row, [9, 21])
    canvas.section(row + 1, _WHOLE, phrase("view-card-log", language))
    row = write_log(canvas, view, picked, row + 2)
    canvas.rows(row, [9, 21, 40, 10, 26])
    canvas.section(row + 1, _WHOLE, phrase("view-card-strategy", language))
    canvas.put(row + 2, _WHOLE, _strategy(canvas, view, picked), text_wrap=True, bg_color=PANEL, indent=1)
    signs = ((1, 18), (21, COLUMNS))
    for span, key in zip(signs, ("view-card-sign-manager", "view-card-sign-dealer"), strict=True):
        canvas.put(row + 4, span, phrase(key, language), font_color=SUB, bottom=1, bottom_color=LINE)
    page.print_area(0, 0, row + 4, COLUMNS)


def _first_shown(view: View, lifts: list[Lift]) -> int:
    """Return whom the card shows when it is opened: the deepest fall that has some ways back, else the deepest."""
    falls = [
        (len(lifts[at].goals) < _WAYS, bool(row.rating.red_lines), row.change, at)
        for at, row in enumerate(view.rows)
        if row.rating.tier is not None and row.change is not None and row.change < 0
    ]
    return min(falls, default=(False, False, 0, 0))[3]


def _write_tier(canvas: Canvas, view: View, picked: Picked) -> None:
    tier = view.ratings.pick("tier", picked.row, text(phrase("view-unrated", view.language)))
    shown_tier = canvas.block(5, 7, _CHIP, tier, align="center", bold=True, font_size=40, border=1, border_color=LINE)
    colour_tiers(canvas.page, view.theme, view.tiers, (5, _CHIP[0], 7, _CHIP[1]))
    canvas.put(5, _BESIDE, headline(view, picked), font_size=17, bold=True, indent=1, shrink=True)
    canvas.put(
        6, _BESIDE, move(view, picked, shown_tier), font_size=11, bold=True, font_color=ACCENT, indent=1, shrink=True
    )
    canvas.put(7, _BESIDE, where(view, picked), font_color=SUB, indent=1, shrink=True)


def _write_tiles(canvas: Canvas, view: View, picked: Picked, row: int) -> None:
    """Write base, bonus, penalty, score and the place in the line, each a label above a figure."""
    ratings, language = view.ratings, view.language
    digits = "0." + "0" * view.decimals if view.decimals else "0"
    canvas.rows(row, [17, 27])
    tiles = [
        ("base", INK, digits),
        ("bonus", UP, "+0.##;-0.##;0"),
        ("penalty", DOWN, "-0.##;+0.##;0"),
        ("score", ACCENT, digits),
    ]
    tiles = [tile for tile in tiles if tile[0] in ratings]
    spans = spread(1, COLUMNS, [1] * (len(tiles) + 1))
    for (key, ink, number), span in zip(tiles, spans, strict=False):
        _tile(canvas, row, span, phrase(f"view-card-{key}", language), ratings.pick(key, picked.row), ink, number)
    line = equal("line", picked.lists.pick("line", picked.listed))
    score = ratings.pick("score", picked.row)
    ahead = ratings.count(line, Condition("score", ">", score))
    all_ = ratings.count(line, against("score", ">", LEAST))
    place = joined(shown(add(ahead, constant(1))), text(" / "), shown(all_))
    _tile(canvas, row, spans[-1], phrase("view-card-place", language), when(is_number(score), place, BLANK), INK, "@")


def _tile(canvas: Canvas, row: int, span: tuple[int, int], label: str, value: Live, ink: str, number: str) -> None:
    base: dict[str, Any] = {"align": "center", "bg_color": PANEL} | WHITE_EDGE
    canvas.put(row, span, label, font_color=SUB, **base)
    canvas.put(row + 1, span, value, font_size=15, bold=True, font_color=ink, num_format=number, **base)


def _strategy(canvas: Canvas, view: View, picked: Picked) -> Live:
    """Return the text of the live tier; texts stand hidden, since a formula takes no long ones."""
    column = STRATEGY
    table = []
    for at, (tier, code) in enumerate(zip(view.tiers, view.codes, strict=True)):
        parts = [(name, getattr(tier.strategy, field).said(view.language)) for field, name in SERVICE]
        said = "　|　".join(
            f"{name.said(view.language)}：{value}" if view.language == "zh" else f"{name.en}: {value}"
            for name, value in parts
            if value
        )
        table.append((code, canvas.put(at, (column, column), said or "–")))
    canvas.page.set_column(column, column, None, None, {"hidden": True})
    return looked_up(view.ratings.pick("tier", picked.row, BLANK), table)
