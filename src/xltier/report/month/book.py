"""The workbook of ``xltier rate``: plain and complete. The same month gives the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final

import xlsxwriter

from xltier.app.month.findings import findings
from xltier.app.month.inputs import MonthInputs
from xltier.app.month.logs import HISTORY, LEDGER
from xltier.app.month.result import MonthResult
from xltier.core.fingerprint import fingerprint
from xltier.core.words import Words
from xltier.errors import Problem
from xltier.messages import phrase
from xltier.report.month.alerts_sheet import write_status_choices
from xltier.report.month.blocks import Block, set_widths, write_blocks
from xltier.report.month.data_sheets import DataSheets, data_sheets
from xltier.report.month.duty_grids import missing_grid, problems_grid
from xltier.report.month.log_choices import write_item_choices, write_line_choices
from xltier.report.month.measures_sheet import write_shared
from xltier.report.month.move_grids import MOVER_COLUMNS, comers, lines_grid, matrix_columns, matrix_rows, movers
from xltier.report.month.overview import write_overview
from xltier.report.month.plain_sheet import PlainSheet
from xltier.report.month.printed_order import in_printed_order
from xltier.report.month.red_lines_sheet import write_calendar
from xltier.report.month.settled_grids import ledger_grid
from xltier.report.month.wording import period_of
from xltier.report.month.write_grid import write_grid
from xltier.report.page import Paper, set_up, write_title
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.theme import SIZE, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEETS: Final = {
    "overview": (Words("总览", "Overview"), "#14304F"),
    "ratings": (Words("评级明细", "Ratings"), "#1F6AA5"),
    "migration": (Words("等级迁移", "Migration"), "#1F6AA5"),
    "alerts": (Words("预警清单", "Alerts"), "#B3261E"),
    "measures": (Words("基础指标", "Measures"), "#57AFA3"),
    "adjustments": (Words("加减分", "Adjustments"), "#57AFA3"),
    "red_lines": (Words("红线", "Red lines"), "#B3261E"),
    "lines": (Words("线别调整", "Line moves"), "#57AFA3"),
    "missing": (Words("未报", "Not reported"), "#EBC660"),
    "rules": (Words("规则", "Rules"), "#8A96A3"),
    # Excel keeps the name History for itself.
    "history": (Words(HISTORY.name.zh, "Rating history"), "#8A96A3"),
    "ledger": (LEDGER.name, "#8A96A3"),
    "problems": (Words("数据问题", "Problems"), "#EBC660"),
}
"""Name and tab colour of each sheet, in order."""

_CREATED: Final = dt.datetime(2026, 1, 1)
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def write_month_book(
    target: IO[bytes], result: MonthResult, inputs: MonthInputs, *, language: str, problems: Sequence[Problem] = ()
) -> None:
    """Write the workbook.

    Args:
        target: A binary stream.
        result: The rated month.
        inputs: What it was rated from: the logs' evidence and the cells.
        language: Of headings and sentences, ``"zh"`` or ``"en"``.
        problems: Found before the rating, such as sheets passed over.
    """
    result = in_printed_order(result)
    mark = fingerprint(result.scheme)
    scheme = f"{result.scheme.id}@{result.scheme.version}"
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        title = phrase("month-title", language, name=result.scheme.name, period=period_of(result))
        book.set_properties({"title": title, "comments": f"{scheme} {mark}", "created": _CREATED})
        theme = Theme(book, language)
        book.formats[0].set_font_name(theme.font)
        book.formats[0].set_font_size(SIZE)
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
        write_overview(pages["overview"], theme, result, problems=len(grids["problems"].rows), footer=footer)
        for key, grid in grids.items():
            write_grid(pages[key], theme, grid, tiers=result.scheme.tiers, footer=footer)
        _complete(pages, theme, data)
        _write_migration(pages["migration"], theme, result, footer=footer)


def _complete(pages: Mapping[str, Worksheet], theme: Theme, data: DataSheets) -> None:
    """Write what a table alone does not say: shared parts of formulas, the calendar, what may be chosen."""
    write_shared(pages["measures"], theme, data.working, len(data.measures.columns) + 1)
    write_status_choices(pages["alerts"], len(data.grids["alerts"].rows), theme.language)
    if data.items is not None:
        write_item_choices(pages["adjustments"], data.items, len(data.grids["adjustments"].rows))
    if data.lines is not None:
        write_calendar(pages["red_lines"], theme, data.lines)
        write_line_choices(pages["red_lines"], data.lines, len(data.grids["red_lines"].rows))


def _write_migration(page: Worksheet, theme: Theme, result: MonthResult, *, footer: str) -> None:
    language = theme.language
    moved, come = movers(result, language), comers(result, language)
    set_up(page, theme, paper=Paper(), footer=footer)
    title = phrase("month-migration-title", language, moved=len(moved), come=len(come))
    subtitle = phrase("month-migration-subtitle", language)
    write_title(page, theme, title=title, subtitle=subtitle, first=0, last=len(MOVER_COLUMNS) - 1)
    blocks = (
        Block(phrase("month-matrix-heading", language), matrix_columns(result), matrix_rows(result, language)),
        Block(
            phrase("month-movers-heading", language),
            MOVER_COLUMNS,
            moved,
            empty=phrase("month-nobody-moved", language),
        ),
        Block(
            phrase("month-comers-heading", language),
            MOVER_COLUMNS,
            come,
            empty=phrase("month-nobody-came", language),
        ),
    )
    set_widths(page, blocks)
    write_blocks(page, theme, blocks, tiers=result.scheme.tiers, top=3)
