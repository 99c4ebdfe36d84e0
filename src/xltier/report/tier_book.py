"""The workbook of ``xltier tier``: customers, summary, problems, rules. The same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Final

from xltier.app.explain.tier_summary import Summary, summary_of
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.formulas.rules_cells import RulesCells
from xltier.messages import phrase
from xltier.report.book_names import BookNames, book_names
from xltier.report.customers_sheet import place_of, write_customers
from xltier.report.formula_sheet import point_to_formulas, write_formula_sheet
from xltier.report.page import rating_footer
from xltier.report.problems_sheet import write_problems
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.summary.page import write_summary
from xltier.report.summary.places import places_of
from xltier.report.theme import Theme
from xltier.report.tier_columns import OURS
from xltier.report.workbook import new_workbook

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

_TABS: Final = ("#1F6AA5", "#14304F", "#B3261E", "#8A96A3")


def write_tier_book(
    target: IO[bytes],
    sheet: TieredSheet,
    *,
    language: str,
    columns: Sequence[str] = OURS,
    summary: Summary | None = None,
    formulas: bool = False,
) -> None:
    """Write the workbook.

    Args:
        target: A binary stream.
        sheet: The rated customers.
        language: Of headings and sentences, ``"zh"`` or ``"en"``.
        columns: Which of our columns stand beside the user's.
        summary: What the sheet comes to, if it is at hand.
        formulas: Whether tiers are plain formulas on the rules sheet, which then may be edited.
    """
    figures = summary_of(sheet) if summary is None else summary
    names = book_names(sheet.reading.sheet, language)
    title = phrase("book-title", language, file=sheet.reading.file)
    made_by = f"{sheet.scheme.id}@{sheet.scheme.version} {sheet.fingerprint}"
    with new_workbook(target, language, title=title, comments=made_by) as (book, theme):
        footer = rating_footer(sheet, language)
        pages = [book.add_worksheet(name) for name in (names.data, names.summary, names.problems, names.rules)]
        for page, colour in zip(pages, _TABS, strict=True):
            page.set_tab_color(colour)
        write_customers(pages[0], theme, sheet, columns=columns, footer=footer)
        places = places_of(sheet, figures, place=place_of(sheet), columns=columns, data=names.data)
        write_summary(book, pages[1], theme, sheet=sheet, summary=figures, names=names, footer=footer, places=places)
        write_problems(pages[2], theme, sheet, data=names.data, footer=footer)
        rules = write_rulebook(pages[3], theme, sheet.plan.scheme, name=names.rules, footer=footer)
        if formulas:
            _write_formulas(book, pages[0], theme, sheet, rules, names=names, columns=columns, footer=footer)


def _write_formulas(
    book: xlsxwriter.Workbook,
    customers: Worksheet,
    theme: Theme,
    sheet: TieredSheet,
    rules: RulesCells,
    *,
    names: BookNames,
    columns: Sequence[str],
    footer: str,
) -> None:
    """Write a sheet of formulas that reads the rules sheet, and let the tiers show their results."""
    page = book.add_worksheet(phrase("sheet-formulas", theme.language))
    made = write_formula_sheet(page, theme, sheet, rules, data=names.data, footer=footer)
    point_to_formulas(customers, theme, sheet, made, start=place_of(sheet).ours, columns=columns)
