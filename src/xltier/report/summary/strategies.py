"""How each class is to be served, in the scheme's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.palette import chips
from xltier.messages import phrase
from xltier.report.page import lines_needed
from xltier.report.summary.tiers import TierCells
from xltier.report.theme import SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST, LAST = 1, 12
_MOST, _LARGEST = 12, 6
"""So many classes are listed; of more, the largest so many."""
_TEXT_WIDTH, _LINE = 108.0, 13.0


def write_strategies(
    page: Worksheet, theme: Theme, sheet: TieredSheet, summary: Summary, cells: TierCells, *, row: int
) -> int:
    """Write code, customers and strategy of each class that has a strategy; return the row after."""
    language = theme.language
    tiers = zip(range(len(summary.tiers)), summary.tiers, chips(sheet.plan.ladder.tiers), strict=True)
    known = [(at, count, chip) for at, count, chip in tiers if count.tier.strategy.text]
    if not known:
        return row
    if len(known) > _MOST:
        largest = sorted(known, key=lambda one: (-one[1].customers, one[0]))[:_LARGEST]
        known = sorted(largest, key=lambda one: one[0])
    page.set_row(row, 22)
    page.merge_range(row, FIRST, row, LAST, phrase("section-strategies", language), theme.section())
    for offset, (at, count, chip) in enumerate(known):
        y = row + 1 + offset
        text = count.tier.strategy.text.said(language)
        page.set_row(y, max(lines_needed(text, _TEXT_WIDTH) * _LINE + 3, 17))
        code = theme.body(align="center", bold=True, bg_color=chip.fill, font_color=chip.ink)
        page.write_string(y, FIRST, count.tier.code, code)
        look = theme.body(align="center")
        cell = cells.customers(at)
        if cell is None:
            page.write_number(y, FIRST + 1, count.customers, look)
        else:
            page.write_formula(y, FIRST + 1, f"={cell}", look, count.customers)
        said = theme.body(font_color=SUB, indent=1, text_wrap=True)
        page.merge_range(y, FIRST + 2, y, LAST, "", said)
        page.write_string(y, FIRST + 2, text, said)
    return row + 1 + len(known)
