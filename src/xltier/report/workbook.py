"""Every new workbook of ours: dated alike, in our font, and no text of a user becomes a formula, a link or a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

import xlsxwriter

from xltier.files.own_files import MAKER
from xltier.report.theme import SIZE, Theme

_CREATED: Final = dt.datetime(2026, 1, 1)
"""So that the same content has the same bytes."""
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


@contextmanager
def new_workbook(
    target: IO[bytes], language: str, *, title: str = "", comments: str = "", is_input: bool = False
) -> Iterator[tuple[xlsxwriter.Workbook, Theme]]:
    """Open a workbook to write into, with its theme; it is finished when the block ends.

    Args:
        target: A binary stream.
        language: Of what the theme says, ``"zh"`` or ``"en"``.
        title: Of the file.
        comments: Of the file: what it was made by.
        is_input: Whether people fill it in and give it back; else it is known as a result of ours.
    """
    said = (("title", title), ("comments", comments), ("keywords", "" if is_input else MAKER))
    told = {name: text for name, text in said if text}
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({**told, "created": _CREATED})
        theme = Theme(book, language)
        book.formats[0].set_font_name(theme.font)
        book.formats[0].set_font_size(SIZE)
        yield book, theme
