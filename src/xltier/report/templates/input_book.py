"""A blank input workbook: a sheet for each list, made to be filled in. The same template has the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import IO, Final

import xlsxwriter

from xltier.app.templates.template import TemplateSheet
from xltier.report.templates.input_sheet import write_input_sheet
from xltier.report.theme import SIZE, Theme

_CREATED: Final = dt.datetime(2026, 1, 1)
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}


def write_input_book(target: IO[bytes], sheets: Sequence[TemplateSheet], *, title: str, language: str) -> None:
    """Write a template.

    Args:
        target: A binary stream.
        sheets: What to write.
        title: Of the file.
        language: ``"zh"`` or ``"en"``.
    """
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": title, "created": _CREATED})
        theme = Theme(book, language)
        book.formats[0].set_font_name(theme.font)
        book.formats[0].set_font_size(SIZE)
        for sheet in sheets:
            write_input_sheet(book, theme, sheet)
