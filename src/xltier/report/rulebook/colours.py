"""Colours that follow the cells: a tier's code in the tier's colour, and what is wrong in red."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xltier.core.palette import chips
from xltier.report.rulebook.checks import GOOD
from xltier.report.rulebook.drop_downs import TIER_CODES
from xltier.report.theme import DOWN, Theme
from xltier.tables.rules.layout import Layout, PlacedBlock

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Area = tuple[int, int, int, int]
_MOST: Final = 30
"""Tiers that are coloured; a scheme of more classes is read by their names."""


def colour_tiers(page: Worksheet, theme: Theme, made: Layout, placed: PlacedBlock) -> None:
    """Show the codes of tiers, wherever a block names them, in their colours."""
    tiers = [tier for tier in made.scheme.tiers if tier.line is None]
    if len(tiers) > _MOST:
        return
    for place in placed.columns:
        if (placed.block.marker, place.field.name) not in TIER_CODES:
            continue
        area = (placed.rows[0][0] - 1, place.column - 1, placed.rows[-1][0] - 1, place.column - 1)
        for tier, chip in zip(tiers, chips(tiers), strict=True):
            look = theme.bare(bg_color=chip.fill, font_color=chip.ink)
            quoted = tier.code.replace('"', '""')
            page.conditional_format(*area, {"type": "cell", "criteria": "==", "value": f'"{quoted}"', "format": look})


def warn(page: Worksheet, theme: Theme, area: Area) -> None:
    """Show the checks of an area in red where they find something."""
    look = theme.bare(font_color=DOWN, bold=True)
    page.conditional_format(*area, {"type": "cell", "criteria": "!=", "value": f'"{GOOD}"', "format": look})
