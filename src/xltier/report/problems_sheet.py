"""数据问题: everything that was wrong, doubtful or read differently, with its cell and what to do there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.errors import Problem, Severity
from xltier.messages import phrase, render
from xltier.report.book_names import reference
from xltier.report.page import Paper, lines_needed, set_up, write_title
from xltier.report.theme import DOWN, MUTE, SUB, UP, Theme
from xltier.tables.reading import Conversion, Reading, Value

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST, LAST = 1, 5
MOST: Final = 20_000
_WIDTHS: Final = (1.5, 9, 13, 62, 58, 26)
_LINE: Final = 14.5
_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def write_problems(page: Worksheet, theme: Theme, sheet: TieredSheet, *, data: str, footer: str) -> None:
    """Write the problems by severity, then every conversion.

    Args:
        page: Where to.
        theme: Its looks and language.
        sheet: The rated customers.
        data: Name of the sheet that the cells are on.
        footer: What the footer says.
    """
    language = theme.language
    set_up(page, theme, paper=Paper(repeat=(3, 3)), footer=footer)
    for column, size in enumerate(_WIDTHS):
        page.set_column(column, column, size)
    counts = {severity: sum(p.severity is severity for p in sheet.problems) for severity in _ORDER}
    subtitle = phrase(
        "problems-subtitle",
        language,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
        conversions=len(sheet.reading.conversions),
    )
    title = phrase("sheet-problems", language)
    write_title(page, theme, title=title, subtitle=subtitle, first=FIRST, last=LAST)
    row = _write_list(page, theme, sheet, data=data)
    _write_conversions(page, theme, sheet.reading, data=data, row=row + 1)
    page.freeze_panes(4, 0)


def _write_list(page: Worksheet, theme: Theme, sheet: TieredSheet, *, data: str) -> int:
    language = theme.language
    page.set_row(2, 8)
    page.set_row(3, 22)
    for at, key in enumerate(("severity", "cell", "what", "hint", "code")):
        page.write_string(3, FIRST + at, phrase(f"problems-{key}", language), theme.head())
    row = 4
    ordered = [problem for severity in _ORDER for problem in sheet.problems if problem.severity is severity]
    if not ordered:
        page.write_string(row, FIRST, phrase("problems-none", language), theme.format(font_color=SUB))
        row += 1
    for problem in ordered[:MOST]:
        _write_problem(page, theme, problem, data=data, row=row)
        row += 1
    if len(ordered) > MOST:
        page.write_string(row, FIRST, phrase("list-more", language, count=len(ordered) - MOST), theme.format())
        row += 1
    return row


def _write_problem(page: Worksheet, theme: Theme, problem: Problem, *, data: str, row: int) -> None:
    message = render(problem, theme.language)
    colour = {Severity.ERROR: DOWN, Severity.WARNING: "#8A5A00", Severity.NOTE: SUB}[problem.severity]
    word = phrase(f"severity-{problem.severity.value}", theme.language)
    wrapped = theme.body(text_wrap=True, indent=1)
    page.write_string(row, FIRST, word, theme.body(font_color=colour, bold=True, align="center"))
    _write_cell(page, theme, problem.at.cell, data=data, row=row)
    page.write_string(row, FIRST + 2, message.what, wrapped)
    page.write_string(row, FIRST + 3, message.hint, theme.body(text_wrap=True, indent=1, font_color=SUB))
    page.write_string(row, FIRST + 4, problem.reference, theme.body(font_color=MUTE, indent=1))
    lines = max(lines_needed(message.what, _WIDTHS[3] - 2), lines_needed(message.hint, _WIDTHS[4] - 2))
    page.set_row(row, max(lines * _LINE + 4, 20))


def _write_cell(page: Worksheet, theme: Theme, cell: str | None, *, data: str, row: int) -> None:
    """Write an address that leads to its cell."""
    if cell:
        link = theme.body(font_color=UP, underline=1, align="center")
        page.write_url(row, FIRST + 1, f"internal:{reference(data, cell)}", link, cell)
    else:
        page.write_blank(row, FIRST + 1, None, theme.body())


def _write_conversions(page: Worksheet, theme: Theme, reading: Reading, *, data: str, row: int) -> None:
    """List every cell whose value is not the stored one: from, to, and why."""
    if not reading.conversions:
        return
    language = theme.language
    page.set_row(row, 22)
    page.merge_range(row, FIRST, row, LAST, phrase("section-conversions", language), theme.section())
    for at, key in enumerate(("number", "cell", "before", "after", "why")):
        page.write_string(row + 1, FIRST + at, phrase(f"conversions-{key}", language), theme.head())
    row += 2
    for number, one in enumerate(reading.conversions[:MOST], 1):
        page.write_number(row, FIRST, number, theme.body(font_color=MUTE, align="center"))
        _write_cell(page, theme, _cells(reading, one), data=data, row=row)
        page.write_string(row, FIRST + 2, _text(one.before), theme.body(indent=1))
        page.write_string(row, FIRST + 3, _text(one.after) or phrase("value-blank", language), theme.body(indent=1))
        page.write_string(row, FIRST + 4, phrase(f"why_{one.why}", language), theme.body(font_color=SUB, indent=1))
        row += 1
    if len(reading.conversions) > MOST:
        rest = len(reading.conversions) - MOST
        page.write_string(row, FIRST, phrase("list-more", language, count=rest), theme.format())


def _cells(reading: Reading, one: Conversion) -> str:
    first = reading.address(one.row, one.column)
    if one.last_row is None or one.last_row == one.row:
        return first
    return f"{first}:{reading.address(one.last_row, one.column)}"


def _text(value: Value) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)
