"""A rules sheet in a workbook of its own: to hand over, or to be grafted into somebody's workbook."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import IO, Final

from xltier.core.scheme import Scheme
from xltier.messages import phrase
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.theme import Theme

CREATED: Final = dt.datetime(2000, 1, 1)
"""The date in the properties of a file of ours, so that the same rules make the same bytes."""


def write_rules_file(stream: IO[bytes], scheme: Scheme, *, language: str, name: str | None = None) -> None:
    """Write a workbook that is one rules sheet.

    Args:
        stream: Where to, open for writing bytes.
        scheme: A checked scheme.
        language: ``"zh"`` or ``"en"``.
        name: The sheet's name; by language when None.
    """
    import xlsxwriter

    title = name or phrase("sheet-rules", language)
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": scheme.name.said(language), "created": CREATED})
    write_rulebook(book.add_worksheet(title), Theme(book, language), scheme, name=title)
    book.close()


def rules_file(scheme: Scheme, *, language: str, name: str) -> bytes:
    """Return the workbook as bytes."""
    stream = BytesIO()
    write_rules_file(stream, scheme, language=language, name=name)
    return stream.getvalue()
