"""One sheet of a template: title, legend, header, hints, two examples, lines to fill in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from xltier.app.month.intake.fields import Shape
from xltier.app.templates.template import Example, TemplateColumn, TemplateSheet
from xltier.app.wording.text_table import width
from xltier.core.fixed import grouped
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.book_names import reference
from xltier.report.page import Paper, lines_needed, set_up, write_title
from xltier.report.templates.validation import validation
from xltier.report.theme import ACCENT, LINE, MUTE, PANEL, SUB, UP, Theme
from xltier.tables.address import letters
from xltier.tables.sheet import Cell
from xltier.tables.template_rows import EXAMPLES, HINTS, digest

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LEGEND, HEADER, HINT, FIRST = 2, 3, 4, 5
"""Rows, counted from 0; the examples stand in ``FIRST`` and the row after it."""
LINED: Final = 25
_CREAM: Final = "#FFFDF5"
_FROZEN: Final = 2
_NARROWEST, _WIDEST = 9.0, 26.0
_HINT_SIZE: Final = 0.86  # letters of the hints are smaller than those of the cells
_LINE: Final = 11.5
_HEIGHT: Final = 13.8  # so that what is lined fills one page
_LEAST_WIDTH: Final = 84.0
_UPRIGHT: Final = 85.0  # a table narrower than this prints upright


def write_input_sheet(book: Workbook, theme: Theme, sheet: TemplateSheet) -> None:
    """Write a sheet that is ready to be filled in.

    Args:
        book: The workbook; hidden names of the sheet mark the hints and the examples for our readers.
        theme: Looks and language.
        sheet: What it holds.
    """
    language, last = theme.language, len(sheet.columns) - 1
    name = sheet.name.said(language)
    page = book.add_worksheet(name)
    page.set_tab_color(ACCENT)
    hints = [_hint(column, language) for column in sheet.columns]
    widths = _widths(sheet, language)
    paper = Paper(landscape=sum(widths) > _UPRIGHT, repeat=(HEADER, HINT))
    set_up(page, theme, paper=paper, footer=name)
    page.set_default_row(_HEIGHT)
    write_title(page, theme, title=name, subtitle=sheet.purpose.said(language), first=0, last=last)
    page.write_string(LEGEND, 0, phrase("template-legend", language), theme.format(font_size=8.5, font_color=SUB))
    page.set_row(HEADER, 26)
    page.set_row(HINT, _LINE * max(map(_lines, hints, widths)) + 4)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, widths[at])
        look = theme.head(bg_color=UP if column.is_required else ACCENT, border_color=LINE, valign="vcenter")
        page.write_string(HEADER, at, column.name.said(language), look)
        small = {"font_size": 8, "font_color": SUB, "bg_color": PANEL, "align": "center", "text_wrap": True}
        page.write_string(HINT, at, hints[at], theme.format(**small, border=1, border_color=LINE))
        _write_lines(page, theme, column, at)
        check = validation(sheet, at, first=FIRST, language=language)
        page.data_validation(FIRST, at, FIRST + check.rows - 1, at, check.options)
    rows = [[_cell(column.examples[place], language) for column in sheet.columns] for place in (0, 1)]
    marked = {EXAMPLES + digest(cells): (FIRST + place, len(cells)) for place, cells in enumerate(rows) if any(cells)}
    for mark, (row, cells) in (marked | {HINTS + digest(hints): (HINT, len(hints))}).items():
        _mark(book, name, mark, row, cells)
    page.freeze_panes(FIRST, _FROZEN)


def _write_lines(page: Worksheet, theme: Theme, column: TemplateColumn, at: int) -> None:
    """Write the examples of a column, grey and italic, and the cells to fill in."""
    base: dict[str, Any] = {"border": 1, "border_color": LINE, "num_format": number_format(column)}
    if column.shape in {Shape.CODE, Shape.MONTH, Shape.DAY, Shape.FLAG}:
        base["align"] = "center"
    elif column.shape is Shape.TEXT:
        base["indent"] = 1
    example = theme.format(**base, italic=True, font_color=MUTE)
    for place, value in enumerate(column.examples):
        cell = _cell(value, theme.language)
        if isinstance(cell, dt.date):
            page.write_datetime(FIRST + place, at, cell, example)
        elif isinstance(cell, (int, float)):
            page.write_number(FIRST + place, at, cell, example)
        elif isinstance(cell, str):
            page.write_string(FIRST + place, at, cell, example)
        else:
            page.write_blank(FIRST + place, at, None, example)
    line = theme.format(**base, **({"bg_color": _CREAM} if column.is_required else {}))
    for row in range(FIRST + 2, FIRST + 2 + LINED):
        page.write_blank(row, at, None, line)


def number_format(column: TemplateColumn) -> str:
    """Return the number format of a column's cells; codes and months are text, or Excel would change them."""
    match column.shape:
        case Shape.CODE | Shape.MONTH:
            return "@"
        case Shape.DAY:
            return "yyyy-mm-dd"
        case Shape.SHARE:
            return "0.0%"
        case Shape.COUNT:
            return "0"
        case Shape.NUMBER if column.decimals is not None:
            return "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return "General"


def _cell(value: Example, language: str) -> Cell:
    return value.said(language) if isinstance(value, Words) else value


def _hint(column: TemplateColumn, language: str) -> str:
    said = column.hint.said(language)
    return phrase("template-required", language, hint=said) if column.is_required else said


def _widths(sheet: TemplateSheet, language: str) -> list[float]:
    """Return the columns' widths; a sheet of few columns is stretched to the width of its title lines."""
    widths = [_width(column, language) for column in sheet.columns]
    stretch = max(1.0, _LEAST_WIDTH / sum(widths))
    return [wide * stretch for wide in widths]


def _width(column: TemplateColumn, language: str) -> float:
    """Return a width in which header and examples are whole; hints go on below."""
    examples = [_shown(column, _cell(value, language)) for value in column.examples]
    longest = max(width(column.name.said(language)), *map(width, examples), width(_hint(column, language)) / 3)
    return min(max(longest + 2.5, _NARROWEST), _WIDEST)


def _shown(column: TemplateColumn, cell: Cell) -> str:
    """Return about what a cell shows."""
    if isinstance(cell, (int, float)):
        return grouped(cell, column.decimals or 0)
    return "" if cell is None else str(cell)


def _lines(hint: str, columns: float) -> int:
    return lines_needed(hint, columns / _HINT_SIZE - 1)


def _mark(book: Workbook, sheet: str, name: str, row: int, columns: int) -> None:
    """Mark a row by a hidden name of its sheet, so that it goes along when the sheet is copied elsewhere."""
    place = f"$A${row + 1}:${letters(columns)}${row + 1}"
    book.define_name(reference(sheet, name), f"={reference(sheet, place)}")
    book.defined_names[-1][3] = True  # XlsxWriter hides names, but takes no option for it
