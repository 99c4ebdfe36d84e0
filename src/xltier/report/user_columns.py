"""The user's own columns and rows in our workbook: each cell at its address, said as it was said."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from xltier.app.sheet.our_columns import MEASURED
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.app.wording.text_table import width
from xltier.report.cell_looks import as_said, number_format, shown_text
from xltier.report.theme import DOWN, MUTE, Theme
from xltier.tables.reading import Kind, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_NARROWEST, _WIDEST = 7.0, 42.0


def write_column(page: Worksheet, theme: Theme, sheet: TieredSheet, position: int) -> None:
    """Write one column of the user's, in the unit that its header states."""
    reading = sheet.reading
    column = reading.columns[position]
    said = [as_said(column, value) for value in reading.values[position]]
    spelled = _as_spelled(sheet, position)
    shape = number_format(column, said)
    is_text = column.kind in {Kind.CODE, Kind.TEXT, Kind.FLAG, Kind.EMPTY}
    side = {"align": "left" if is_text else "right", "indent": 1}
    look = theme.body(num_format=shape, **side)
    failed = theme.body(font_color=DOWN, **side)
    number = column.number - 1
    widest = max((width(line) for text in column.header for line in text.split("\n")), default=0.0) + 3
    for index, row in enumerate(reading.rows):
        value = said[index]
        if value is None:
            failure = reading.failures.get((row, position))
            text = failure.text if failure is not None else spelled.get(row)
            if text is None:
                page.write_blank(row - 1, number, None, look)
            else:
                page.write_string(row - 1, number, str(text), failed if failure is not None else look)
            continue
        write_value(page, row - 1, number, value, look)
        if index < MEASURED:
            widest = max(widest, width(shown_text(value, shape)) + 3)
    page.set_column(number, number, min(max(widest, _NARROWEST), _WIDEST))


def _as_spelled(sheet: TieredSheet, position: int) -> dict[int, Value]:
    """Return what stands in cells that count as not reported (``-``, ``无``), by sheet row."""
    return {
        row: one.before
        for one in sheet.reading.conversions
        if one.column == position and one.why == "not_reported"
        for row in range(one.row, (one.last_row or one.row) + 1)
    }


def write_value(page: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    """Write a value by its own type: text is never taken for a formula, a link or a number."""
    if isinstance(value, bool):
        page.write_boolean(row, column, value, look)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value, look)
    elif isinstance(value, dt.date):
        page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), look)
    elif value is not None:
        page.write_string(row, column, value, look)


def write_rejected(page: Worksheet, theme: Theme, sheet: TieredSheet) -> None:
    """Show rows that are no customers where they were, grey, so that the count can be followed."""
    look = theme.format(italic=True, font_color=MUTE)
    first = sheet.reading.columns[0].number - 1
    for rejected in sheet.reading.rejected:
        if rejected.text:
            page.write_string(rejected.row - 1, first, rejected.text, look)
