"""The workbook of ``xltier rate``: what people read, live on the data and rules below. Same month, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import IO, TYPE_CHECKING, Final

from xltier.app.month.findings import findings
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.intake.logs import HISTORY, LEDGER
from xltier.app.month.parts import part_name
from xltier.app.month.result import MonthResult
from xltier.core.fingerprint import fingerprint
from xltier.core.words import Words
from xltier.errors import Problem
from xltier.messages import phrase
from xltier.report.month.data.alerts_sheet import write_status_choices
from xltier.report.month.data.data_sheets import DataSheets, data_sheets
from xltier.report.month.data.duty_grids import missing_grid, problems_grid
from xltier.report.month.data.log_choices import write_item_choices, write_line_choices
from xltier.report.month.data.measures_sheet import mark_measures, write_shared
from xltier.report.month.data.move_grids import lines_grid
from xltier.report.month.data.ratings_sheet import write_counts
from xltier.report.month.data.red_lines_sheet import write_calendar
from xltier.report.month.data.settled_grids import ledger_grid
from xltier.report.month.plain_sheet import PlainSheet
from xltier.report.month.printed_order import in_printed_order
from xltier.report.month.views.card import write_card
from xltier.report.month.views.divisions import write_divisions
from xltier.report.month.views.migration import write_migration
from xltier.report.month.views.overview import write_overview
from xltier.report.month.views.reconciliation import write_reconciliation
from xltier.report.month.views.service import write_service
from xltier.report.month.views.view import View
from xltier.report.month.views.view_of import view_of
from xltier.report.month.wording import period_of
from xltier.report.month.write_grid import write_grid
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.theme import Theme
from xltier.report.workbook import new_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEETS: Final = {
    "overview": (Words("总览", "Overview"), "#14304F"),
    "card": (Words("单户档案", "Dealer card"), "#14304F"),
    "ratings": (Words("评级明细", "Ratings"), "#1F6AA5"),
    "migration": (Words("等级迁移", "Migration"), "#1F6AA5"),
    "alerts": (Words("预警清单", "Alerts"), "#B3261E"),
    "divisions": (Words("事业部渠道", "Divisions"), "#1F6AA5"),
    "service": (Words("服务策略", "Service"), "#57AFA3"),
    "measures": (Words("基础指标", "Measures"), "#57AFA3"),
    "adjustments": (Words("加减分", "Adjustments"), "#57AFA3"),
    "red_lines": (Words("红线", "Red lines"), "#B3261E"),
    "lines": (Words("线别调整", "Line moves"), "#57AFA3"),
    "missing": (Words("未报", "Not reported"), "#EBC660"),
    "rules": (Words("规则", "Rules"), "#8A96A3"),
    # Excel keeps the name History for itself.
    "history": (Words(HISTORY.name.zh, "Rating history"), "#8A96A3"),
    "ledger": (LEDGER.name, "#8A96A3"),
    "check": (Words("核对", "Reconciliation"), "#14304F"),
    "problems": (Words("数据问题", "Problems"), "#EBC660"),
}
"""Name and tab colour of each sheet, in order."""

_FREE: Final = {
    **dict.fromkeys(("autofilter", "sort", "format_columns", "format_rows", "select_locked_cells"), True),
    "select_unlocked_cells": True,
}
"""What a protected sheet still lets people do."""


def write_month_book(
    target: IO[bytes],
    result: MonthResult,
    inputs: MonthInputs,
    *,
    language: str,
    problems: Sequence[Problem] = (),
    is_protected: bool = False,
) -> None:
    """Write the workbook.

    Args:
        target: A binary stream.
        result: The rated month.
        inputs: What it was rated from: the logs' evidence and the cells.
        language: Of headings and sentences, ``"zh"`` or ``"en"``.
        problems: Found before the rating, such as sheets passed over.
        is_protected: Whether formulas are locked, without a password; cells that people fill in stay open, and
            filters, sorting and widths stay free.
    """
    result = in_printed_order(result)
    mark = fingerprint(result.scheme)
    scheme = f"{result.scheme.id}@{result.scheme.version}"
    title = phrase("month-title", language, name=result.scheme.name, period=period_of(result))
    part = part_name(result, language)
    title = f"{title} · {part}" if part else title
    with new_workbook(target, language, title=title, comments=f"{scheme} {mark}") as (book, theme):
        footer = phrase("footer-scheme", language, scheme=scheme, fingerprint=mark)
        pages: dict[str, Worksheet] = {}
        for key, (name, tab) in SHEETS.items():
            pages[key] = book.add_worksheet(name.said(language), PlainSheet)
            pages[key].set_tab_color(tab)
        names = {key: name.said(language) for key, (name, _) in SHEETS.items()}
        rules = write_rulebook(pages["rules"], theme, result.scheme, name=names["rules"], footer=footer)
        data = data_sheets(result, inputs, rules, names, language)
        grids = {
            **data.grids,
            "lines": lines_grid(result, inputs, language),
            "missing": missing_grid(result, language),
            "problems": problems_grid((*problems, *result.problems), language, rated=findings(result, inputs)),
            "ledger": ledger_grid(result, language),
        }
        for key, grid in grids.items():
            write_grid(pages[key], theme, grid, tiers=result.scheme.tiers, footer=footer)
        _complete(pages, theme, result, data)
        view = view_of(result, data, theme, footer=footer)
        rated = (problem for row in result.rows for problem in row.rating.problems)
        _write_views(book, pages, view, chain(problems, result.problems, rated))
        for page in pages.values() if is_protected else ():
            page.protect("", _FREE)


def _complete(pages: Mapping[str, Worksheet], theme: Theme, result: MonthResult, data: DataSheets) -> None:
    """Write what a table alone does not say: shared parts of formulas, the calendar, what may be chosen."""
    write_shared(pages["measures"], theme, data.working, len(data.measures.columns) + 1)
    write_counts(pages["ratings"], theme, result, data.places)
    mark_measures(pages["measures"], theme, result, data.measures)
    write_status_choices(pages["alerts"], len(data.grids["alerts"].rows), theme.language)
    if data.items is not None:
        write_item_choices(pages["adjustments"], data.items, len(data.grids["adjustments"].rows))
    if data.lines is not None:
        write_calendar(pages["red_lines"], theme, data.lines)
        write_line_choices(pages["red_lines"], theme, data.lines, len(data.grids["red_lines"].rows))


def _write_views(book: Workbook, pages: Mapping[str, Worksheet], view: View, problems: Iterable[Problem]) -> None:
    """Write the sheets that people read; each reads what the one before it has counted."""
    migration = write_migration(book, pages["migration"], view)
    divisions = write_divisions(book, pages["divisions"], view)
    service = write_service(book, pages["service"], view)
    write_card(book, pages["card"], view)
    write_overview(book, pages["overview"], view, migration, divisions)
    errors = sum(problem.is_error for problem in problems)
    write_reconciliation(pages["check"], view, migration=migration, divisions=divisions, service=service, errors=errors)
