"""Two lists of the summary: customers who are close to the next tier, and rows that could not be rated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xltier.app.explain.tier_summary import CLOSEST, Summary
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.app.wording.fault_reasons import fault_reason
from xltier.app.wording.lifts import lifts
from xltier.app.wording.shown_value import shown_value
from xltier.core.fixed import shown
from xltier.core.plan import Banding
from xltier.messages import phrase
from xltier.report.book_names import reference
from xltier.report.page import lines_needed
from xltier.report.theme import DOWN, SUB, UP, Theme
from xltier.report.tier_columns import colour_tiers

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST, LAST = 1, 12


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many rows each list has at most."""

    closest: int
    unrated: int


FULL: Final = Lengths(CLOSEST, 200)
SHORT: Final = Lengths(5, 12)
"""Where the page has more to show; the problems have a sheet of their own."""

_LIFT_WIDTH, _LINE = 45.0, 14.0


def write_closest(page: Worksheet, theme: Theme, sheet: TieredSheet, summary: Summary, *, row: int, most: int) -> int:
    """Write who is nearest to the next tier and what would get them there; return the first row after it."""
    listed = summary.closest[:most]
    if not listed:
        return row
    language = theme.language
    _section(page, theme, row, phrase("section-closest", language))
    heads = [phrase(f"closest-{key}", language) for key in ("customer", "name", "tier", "next", "missing", "lift")]
    spans = ((1, 1), (2, 4), (5, 5), (6, 6), (7, 8), (9, 12))
    for head, (left, right) in zip(heads, spans, strict=True):
        _put(page, row + 1, left, right, head, theme.head())
    joint = phrase("joint-or", language)
    center, text = theme.body(align="center"), theme.body(indent=1)
    for at, (tiered, missing) in enumerate(listed):
        y = row + 2 + at
        place = tiered.rating.earned or 0
        ways = lifts(sheet.plan, tiered.entries, language)
        lift = joint.join(ways) or phrase("lift-several", language)
        cells = (
            (tiered.key, text),
            (tiered.name, text),
            (tiered.rating.tier or "", center),
            (sheet.plan.ladder.tiers[max(place - 1, 0)].code, center),
            (_missing(sheet, missing, language), center),
            (lift, theme.body(font_color=SUB, indent=1, text_wrap=True)),
        )
        page.set_row(y, max(lines_needed(lift, _LIFT_WIDTH) * _LINE + 3, 17))
        for (value, look), (left, right) in zip(cells, spans, strict=True):
            _put(page, y, left, right, value, look)
    end = row + 1 + len(listed)
    for column in (5, 6):
        colour_tiers(page, theme, sheet, (row + 2, column, end, column))
    return end + 1


def _missing(sheet: TieredSheet, missing: int, language: str) -> str:
    if isinstance(sheet.plan.side, Banding):
        return shown_value(sheet.plan.measures[sheet.plan.side.slot], missing, language)
    return shown(missing, sheet.plan.score_decimals)


def write_unrated(
    page: Worksheet, theme: Theme, sheet: TieredSheet, summary: Summary, *, data: str, row: int, most: int
) -> int:
    """Write the rows without a tier, each with a link to the cell that is to blame; return the row after."""
    language = theme.language
    if not summary.unrated:
        return row - 1
    _section(page, theme, row, phrase("section-unrated", language, count=len(summary.unrated)))
    heads = [phrase(f"unrated-{key}", language) for key in ("cell", "customer", "name", "error", "reason")]
    spans = ((1, 1), (2, 2), (3, 5), (6, 7), (8, 12))
    for head, (left, right) in zip(heads, spans, strict=True):
        _put(page, row + 1, left, right, head, theme.head())
    for at, tiered in enumerate(summary.unrated[:most]):
        y = row + 2 + at
        cell = tiered.faults[0].at.cell if tiered.faults and tiered.faults[0].at.cell else f"A{tiered.row}"
        link = theme.body(font_color=UP, underline=1, align="center")
        page.write_url(y, 1, f"internal:{reference(data, cell)}", link, cell)
        cells = (
            (tiered.key, theme.body(indent=1)),
            (tiered.name, theme.body(indent=1)),
            (str(tiered.rating.error or ""), theme.body(font_color=DOWN, align="center")),
            (_fault(sheet, tiered, language), theme.body(font_color=DOWN, indent=1)),
        )
        for (value, look), (left, right) in zip(cells, spans[1:], strict=True):
            _put(page, y, left, right, value, look)
    end = row + 2 + min(len(summary.unrated), most)
    rest = len(summary.unrated) - most
    if rest > 0:
        more = phrase("unrated-more", language, count=rest)
        page.write_string(end, 1, more, theme.format(font_color=SUB))
    return end


def _fault(sheet: TieredSheet, row: TieredRow, language: str) -> str:
    return fault_reason(row.faults[0], language) if row.faults else row_reason(sheet, row, language)


def _section(page: Worksheet, theme: Theme, row: int, title: str) -> None:
    page.set_row(row, 22)
    page.merge_range(row, FIRST, row, LAST, title, theme.section())


def _put(page: Worksheet, row: int, left: int, right: int, value: str, look: object) -> None:
    """Write a text over one column or several."""
    if left == right:
        page.write_string(row, left, value, look)
    else:
        page.merge_range(row, left, row, right, "", look)
        page.write_string(row, left, value, look)
