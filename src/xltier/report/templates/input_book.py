"""A blank input workbook: a sheet for each list, made to be filled in. The same template has the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import IO, Final

import xlsxwriter

from xltier.report.workbook import new_workbook
from xltier.app.templates.template import TemplateSheet
from xltier.report.templates.input_sheet import write_input_sheet
from xltier.report.theme import SIZE, Theme



def write_input_book(target: IO[bytes], sheets: Sequence[TemplateSheet], *, title: str, language: str) -> None:
    """Write a template.

    Args:
        target: A binary stream.
        sheets: What to write.
        title: Of the file.
        language: ``"zh"`` or ``"en"``.
    """
    with new_workbook(target, language, title=title, is_input=True) as (book, theme):
        for sheet in sheets:
            write_input_sheet(book, theme, sheet)
