"""A grid as it is: one cell a combination of levels, with its class and how many customers are there."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Final

from xltier.app.explain.grid_code import grid_levels
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.fixed import percent
from xltier.core.palette import chips
from xltier.core.plan import Gridding
from xltier.messages import phrase
from xltier.report.theme import SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST, LAST = 1, 12
_SPANS: Final = {
    1: ((3, 12),),
    2: ((3, 7), (8, 12)),
    3: ((3, 5), (6, 9), (10, 12)),
    4: ((3, 4), (5, 7), (8, 9), (10, 12)),
    5: ((3, 4), (5, 6), (7, 8), (9, 10), (11, 12)),
}
"""Columns of the page that the levels of the last side take."""
_TIMES: Final = " × "
_MOST_ROWS: Final = 12
_FEW: Final = 4


def shows_matrix(sheet: TieredSheet) -> bool:
    """Return whether a scheme is a grid that a page has room for."""
    if not isinstance(sheet.plan.side, Gridding):
        return False
    *upper, last = sheet.scheme.axes
    rows = 1
    for axis in upper:
        rows *= len(axis.levels)
    return rows <= _MOST_ROWS and len(last.levels) in _SPANS


def write_matrix(page: Worksheet, theme: Theme, sheet: TieredSheet, *, row: int) -> int:
    """Write the grid: the last side across, the others down; return the row after."""
    side = sheet.plan.side
    if not isinstance(side, Gridding):
        return row
    language = theme.language
    *upper, across = sheet.scheme.axes
    counts = Counter(grid_levels(sheet.plan, one.entries) for one in sheet.rows if one.rating.tier is not None)
    rated = sum(counts.values())
    tiers, colours = sheet.plan.ladder.tiers, chips(sheet.plan.ladder.tiers)
    page.set_row(row, 22)
    names = _TIMES.join(axis.name.said(language) for axis in sheet.scheme.axes)
    page.merge_range(row, FIRST, row, LAST, phrase("section-matrix", language, axes=names), theme.section())
    head = theme.format(bold=True, font_color=SUB, align="center")
    spans = _SPANS[len(across.levels)]
    for level, (left, right) in zip(across.levels, spans, strict=True):
        page.merge_range(row + 1, left, row + 1, right, level.name.said(language), head)
    combinations = list(product(*(range(len(axis.levels)) for axis in upper)))
    height = 34 if len(combinations) <= _FEW else 18
    joint = "\n" if len(combinations) <= _FEW else " · "
    for down, places in enumerate(combinations):
        y = row + 2 + down
        page.set_row(y, height)
        outer = [axis.levels[place] for axis, place in zip(upper, places, strict=True)]
        said = _TIMES.join(level.name.said(language) for level in outer)
        page.merge_range(y, FIRST, y, FIRST + 1, said, head)
        for at, (left, right) in enumerate(spans):
            levels = (*(level.code for level in outer), across.levels[at].code)
            place = side.cells.get((*places, at))
            if place is None:
                page.merge_range(y, left, y, right, "–", head)
                continue
            count = counts[levels]
            figures = phrase("matrix-cell", language, count=count, share=percent(count / rated) if rated else "0%")
            text = f"{tiers[place].name.said(language)}{joint}{figures}"
            ink = {"bg_color": colours[place].fill, "font_color": colours[place].ink, "bold": count > 0}
            look = theme.format(align="center", text_wrap=True, border=1, border_color="#FFFFFF", **ink)
            page.merge_range(y, left, y, right, text, look)
    return row + 2 + len(combinations)
