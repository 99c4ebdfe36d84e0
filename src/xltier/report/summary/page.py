"""等级汇总: what the rating comes to, on one page: a sentence, figures, tiers, who is close to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.app.wording.text_table import width
from xltier.messages import phrase
from xltier.report.book_names import BookNames
from xltier.report.summary.figures import headline, write_cards
from xltier.report.page import Paper, set_up, write_title
from xltier.report.summary.lists import write_closest, write_unrated
from xltier.report.theme import ACCENT, PANEL, Theme
from xltier.report.summary.tiers import write_chart, write_tiers

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FIRST, LAST = 1, 12
_ONE_PAGE: Final = 24
_WIDTHS: Final = (1.5, 11, 15, 10, 10, 14, 11, 7, 12, 12, 12, 12, 12)


def write_summary(
    book: Workbook,
    page: Worksheet,
    theme: Theme,
    *,
    sheet: TieredSheet,
    summary: Summary,
    names: BookNames,
    footer: str,
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
    """
    fits = len(summary.unrated) <= _ONE_PAGE
    set_up(page, theme, paper=Paper(pages=(1, 1 if fits else 0)), footer=footer)
    for column, size in enumerate(_WIDTHS):
        page.set_column(column, column, size)
    codes = [tier.code for tier in sheet.plan.ladder.tiers]
    page.set_column(FIRST, FIRST, max(_WIDTHS[FIRST], *(width(code) * 1.15 + 2 for code in codes)))
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
    page.set_row(3, 28)
    sentence = theme.format(bold=True, font_size=13, font_color=ACCENT, bg_color=PANEL, left=5, left_color="#EBC660")
    page.merge_range(3, FIRST, 3, LAST, f" {headline(sheet, summary, theme.language)}", sentence)
    page.set_row(4, 8)
    write_cards(page, theme, summary, row=5, first=FIRST)
    row = write_tiers(page, theme, sheet, summary, row=9)
    write_chart(book, page, theme, sheet, summary, names=names, row=9, last=row)
    row = write_closest(page, theme, sheet, summary, row=max(row + 2, 20))
    write_unrated(page, theme, sheet, summary, data=names.data, row=row + 1)
