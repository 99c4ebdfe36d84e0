"""The workbook of ``xltier tier``: customers, summary, problems, rules. The same input gives the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import IO, Final

import xlsxwriter

from xltier.app.tier_sheet import TieredSheet
from xltier.app.tier_summary import Summary, summary_of
from xltier.messages import phrase
from xltier.report.book_names import book_names
from xltier.report.customers_sheet import write_customers
from xltier.report.problems_sheet import write_problems
from xltier.report.rules_sheet import write_rules
from xltier.report.summary_sheet import write_summary
from xltier.report.theme import SIZE, Theme
from xltier.report.tier_columns import OURS

_CREATED: Final = dt.datetime(2026, 1, 1)
_TABS: Final = ("#1F6AA5", "#14304F", "#B3261E", "#8A96A3")
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def write_tier_book(
    target: IO[bytes],
    sheet: TieredSheet,
    *,
    language: str,
    columns: Sequence[str] = OURS,
    summary: Summary | None = None,
) -> None:
    """Write the workbook.

    Args:
        target: A binary stream.
        sheet: The rated customers.
        language: Of headings and sentences, ``"zh"`` or ``"en"``.
        columns: Which of our columns stand beside the user's.
        summary: What the sheet comes to, if it is at hand.
    """
    figures = summary_of(sheet) if summary is None else summary
    names = book_names(sheet.reading.sheet, language)
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties(
            {
                "title": phrase("book-title", language, file=sheet.reading.file),
                "comments": f"{sheet.scheme.id}@{sheet.scheme.version} {sheet.fingerprint}",
                "created": _CREATED,
            }
        )
        theme = Theme(book, language)
        book.formats[0].set_font_name(theme.font)
        book.formats[0].set_font_size(SIZE)
        footer = phrase(
            "footer-scheme",
            language,
            scheme=f"{sheet.scheme.id}@{sheet.scheme.version}",
            fingerprint=sheet.fingerprint,
        )
        pages = [book.add_worksheet(name) for name in (names.data, names.summary, names.problems, names.rules)]
        for page, colour in zip(pages, _TABS, strict=True):
            page.set_tab_color(colour)
        write_customers(pages[0], theme, sheet, columns=columns, footer=footer)
        write_summary(book, pages[1], theme, sheet=sheet, summary=figures, names=names, footer=footer)
        write_problems(pages[2], theme, sheet, data=names.data, footer=footer)
        write_rules(pages[3], theme, sheet.scheme, fingerprint=sheet.fingerprint, footer=footer)
