"""等级汇总: what the rating comes to, on one page: a sentence, figures, tiers, what suits the kind of scheme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.app.wording.text_table import width
from xltier.core.scheme.tier import Tier
from xltier.messages import phrase
from xltier.report.book_names import BookNames
from xltier.report.page import Paper, set_up, write_title
from xltier.report.summary.class_bars import FEW, write_class_bars
from xltier.report.summary.figures import headline, write_cards
from xltier.report.summary.lists import FULL, SHORT, write_closest, write_unrated
from xltier.report.summary.live_text import write_text
from xltier.report.summary.panels import Panels
from xltier.report.summary.places import NOWHERE, Places
from xltier.report.summary.tier_bars import write_tier_bars
from xltier.report.summary.tiers import HIDDEN, TierCells, fewer, write_tiers
from xltier.report.theme import ACCENT, PANEL, Theme

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FIRST, LAST = 1, 12
_ONE_PAGE: Final = 24
_SENTENCE, _CARDS, _TIERS, _BELOW = 3, 5, 9, 20
_WIDTHS: Final = (1.5, 11, 15, 10, 10, 14, 11, 7, 12, 12, 12, 12, 12)
_OUT_OF_SIGHT: Final = 40


def write_summary(
    book: Workbook,
    page: Worksheet,
    theme: Theme,
    *,
    sheet: TieredSheet,
    summary: Summary,
    names: BookNames,
    footer: str,
    places: Places | None = None,
) -> None:
    """Write the summary.

    Args:
        book: For the chart.
        page: Where to.
        theme: Its looks and language.
        sheet: The rated customers; ``summary`` is what they come to.
        summary: The figures.
        names: Sheets that cells are linked to.
        footer: What the footer says.
        places: What formulas count; None writes values, and leaves out what only a workbook of ours can draw.
    """
    is_ours = places is not None
    lists = SHORT if is_ours else FULL
    fits = is_ours or len(summary.unrated) <= _ONE_PAGE
    set_up(page, theme, paper=Paper(pages=(1, 1 if fits else 0)), footer=footer)
    codes = [tier.code for tier in sheet.plan.ladder.tiers]
    _set_columns(page, sheet.plan.ladder.tiers, theme.language)
    _write_top(page, theme, sheet)
    table = fewer(summary, theme.language) if is_ours else summary
    is_live = places is not None and table is summary
    cells = TierCells(_TIERS + 2, len(codes), places if places is not None and is_live else NOWHERE)
    sentence = theme.format(
        bold=True, font_size=13, font_color=ACCENT, bg_color=PANEL, left=5, left_color="#EBC660", indent=1
    )
    page.merge_range(_SENTENCE, FIRST, _SENTENCE, LAST, "", sentence)
    write_text(page, _SENTENCE, FIRST, headline(sheet, summary, cells, theme.language), sentence)
    page.set_row(_SENTENCE + 1, 8)
    write_cards(page, theme, summary, cells, row=_CARDS, first=FIRST)
    row = write_tiers(page, theme, sheet, table, row=_TIERS, places=cells.places)
    if is_ours and len(codes) > FEW:
        write_class_bars(book, page, theme, table, names=names, row=_TIERS, last=row)
    else:
        write_tier_bars(book, page, theme, summary, names=names, row=_TIERS, last=row, cells=cells)
    row = max(row + 2, _BELOW)
    if places is not None:
        row = Panels(book, page, theme, sheet, summary, names, places, cells).write(row) + 1
    row = write_closest(page, theme, sheet, summary, row=row, most=lists.closest)
    row = write_unrated(page, theme, sheet, summary, data=names.data, row=row + 1, most=lists.unrated)
    page.print_area(0, 0, row, LAST)


def _set_columns(page: Worksheet, tiers: Sequence[Tier], language: str) -> None:
    """Give codes and names the room that they need, and hide the columns that charts draw from."""
    for column, size in enumerate(_WIDTHS):
        page.set_column(column, column, size)
    codes = max(width(tier.code) * 1.15 + 2 for tier in tiers)
    names = max(width(tier.name.said(language)) + 2 for tier in tiers)
    page.set_column(FIRST, FIRST, max(_WIDTHS[FIRST], codes))
    page.set_column(FIRST + 1, FIRST + 1, max(_WIDTHS[FIRST + 1], names))
    page.set_column(HIDDEN, HIDDEN + max(_OUT_OF_SIGHT, len(tiers)), 9, None, {"hidden": True})


def _write_top(page: Worksheet, theme: Theme, sheet: TieredSheet) -> None:
    subtitle = phrase(
        "summary-subtitle",
        theme.language,
        file=sheet.reading.file,
        scheme=f"{sheet.scheme.id}@{sheet.scheme.version}",
        name=sheet.scheme.name,
        as_of=sheet.as_of.isoformat(),
    )
    title = phrase("sheet-summary", theme.language)
    write_title(page, theme, title=title, subtitle=subtitle, first=FIRST, last=LAST)
    page.set_row(2, 8)
    page.set_row(_SENTENCE, 28)
