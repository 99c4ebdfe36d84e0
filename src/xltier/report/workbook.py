"""Every new workbook of ours: dated alike, in our font, and no text of a user becomes a formula, a link or a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

import xlsxwriter

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
    target: IO[bytes], language: str, *, title: str = "", comments: str = ""
) -> Iterator[tuple[xlsxwriter.Workbook, Theme]]:
    """Open a workbook to write into, with its theme; it is finished when the block ends.

    Args:
        target: A binary stream.
        language: Of what the theme says, ``"zh"`` or ``"en"``.
        title: Of the file.
        comments: Of the file: what it was made by.
    """
    told = {name: text for name, text in (("title", title), ("comments", comments)) if text}
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({**told, "created": _CREATED})
        theme = Theme(book, language)
        book.formats[0].set_font_name(theme.font)
        book.formats[0].set_font_size(SIZE)
        yield book, theme
