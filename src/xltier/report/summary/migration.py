"""Who was where before: rows the former tier, columns the present one, the best first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.fixed import percent
from xltier.core.palette import chips
from xltier.messages import phrase
from xltier.report.summary.places import Places
from xltier.report.theme import DOWN, HEAD, SUB, UP, Theme
from xltier.tables.address import a1

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST: Final = 1
MOST: Final = 5
"""Tiers that the left half of the page has room for."""


def has_migration(sheet: TieredSheet, summary: Summary) -> bool:
    """Return whether there is something to compare with, and room to show it."""
    return summary.compared > 0 and len(sheet.plan.ladder.tiers) <= MOST


def write_migration(
    page: Worksheet, theme: Theme, sheet: TieredSheet, summary: Summary, *, places: Places, row: int
) -> int:
    """Write the matrix into the left half of the page; return the row after."""
    language = theme.language
    tiers = sheet.plan.ladder.tiers
    counts = Counter((one.before, one.rating.tier) for one in sheet.rows if one.change is not None)
    kept = sum(counts[tier.code, tier.code] for tier in tiers)
    page.set_row(row, 22)
    page.merge_range(row, FIRST, row, FIRST + 5, phrase("section-migration", language), theme.section())
    corner = theme.format(font_size=8.5, font_color=SUB, align="center")
    page.write_string(row + 1, FIRST, phrase("migration-corner", language), corner)
    for at, (tier, chip) in enumerate(zip(tiers, chips(tiers), strict=True)):
        look = theme.body(align="center", bold=True, bg_color=chip.fill, font_color=chip.ink)
        page.write_string(row + 1, FIRST + 1 + at, tier.code, look)
        page.write_string(row + 2 + at, FIRST, tier.code, look)
    for down, before in enumerate(tiers):
        y = row + 2 + down
        page.set_row(y, 18)
        for across, now in enumerate(tiers):
            x = FIRST + 1 + across
            value = counts[before.code, now.code]
            colour = {} if across == down else {"font_color": UP if across < down else DOWN}
            grey = {"bg_color": HEAD} if across == down else {}
            look = theme.body(align="center", num_format="0;;", **colour, **grey)
            formula = _formula(places, row=row, y=y, x=x)
            if formula is None:
                page.write_number(y, x, value, look)
            else:
                page.write_formula(y, x, formula, look, value)
    end = row + 2 + len(tiers)
    share = percent(kept / summary.compared)
    said = phrase("migration-said", language, count=summary.compared, kept=share, ups=summary.ups, downs=summary.downs)
    page.write_string(end, FIRST, said, theme.format(font_size=8.5, font_color=SUB))
    return end + 1


def _formula(places: Places, *, row: int, y: int, x: int) -> str | None:
    if places.before is None or places.tier is None:
        return None
    before, now = f"${a1(y + 1, FIRST + 1)}", a1(row + 2, x + 1)
    return f"=COUNTIFS({places.before},{before},{places.tier},{now})"
