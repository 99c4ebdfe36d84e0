"""From a file to a Reading: the door of the intake."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Final

from xltier.errors import Refusal
from xltier.files.identify import Format, identify
from xltier.files.lock import open_by
from xltier.files.refusals import refuse, unreadable
from xltier.tables.choice import TableChoice
from xltier.tables.reading import Reading
from xltier.tables.sheet import RawBook
from xltier.tables.understand import understand

# What a file named as a workbook is when nothing in it is a table.
_NOT_EXCEL: Final = {"csv": "text_not_excel", "html": "html_not_excel"}


def read_book(path: Path | str, *, password: str | None = None) -> RawBook:
    """Return every worksheet of a file as stored, after the guards have let it in.

    Raises:
        Refusal: The file is not opened on purpose; ``code`` says why.
        BookError: The file cannot be read: missing, damaged, no access.
    """
    try:
        book = _read(path, identify(path), password)
    except OSError as error:
        raise unreadable(path, error) from error
    user = open_by(path)
    return book if user is None else replace(book, open_by=user)


def open_table(path: Path | str, choice: TableChoice | None = None, *, today: dt.date | None = None) -> Reading:
    """Return the table of a file, understood and clean.

    Args:
        path: xlsx, xlsm, xltx, xlsb, xls, ods, csv, tsv, txt, HTML or XML 2003, whatever its name says.
        choice: What the user chose; the rest is guessed, and said.
        today: Days after this one are warned of; None does not ask.

    Raises:
        Refusal: As :func:`read_book`; also ``no_data_rows`` when no sheet holds a table with data.
        BookError: As :func:`read_book`; also a choice that names no sheet, table or row of the file.
    """
    chosen = choice or TableChoice()
    book = read_book(path, password=chosen.password)
    try:
        return understand(book, chosen, today=today)
    except Refusal as refusal:
        named = _NOT_EXCEL.get(book.format)
        if named is None or refusal.code != "no_data_rows" or not Path(path).suffix.casefold().startswith(".xls"):
            raise
        raise refuse(named, path) from refusal


def _read(path: Path | str, found: Format, password: str | None) -> RawBook:  # noqa: PLR0911  # one a format
    """Return the book of a format; each reader is imported when its format is met."""
    if found is Format.XLSX:
        from xltier.files.xlsx import read_xlsx

        return read_xlsx(path)
    if found is Format.ODS:
        from xltier.files.ods import read_ods

        return read_ods(path)
    if found is Format.XLSB:
        from xltier.files.xlsb import read_xlsb

        return read_xlsb(path)
    if found in {Format.XLS, Format.ENCRYPTED}:
        from xltier.files.isolated import read_isolated

        return read_isolated(path, found, password)
    content = Path(path).read_bytes()
    if found is Format.HTML:
        from xltier.files.html import read_html

        return read_html(path, content)
    if found is Format.XML2003:
        from xltier.files.xml2003 import read_xml2003

        return read_xml2003(path, content)
    from xltier.files.delimited import read_delimited

    return read_delimited(path, content)
