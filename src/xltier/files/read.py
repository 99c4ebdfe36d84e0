"""From a file to a Reading: the door of the intake."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from xltier.files.delimited import read_delimited
from xltier.files.refusals import unreadable
from xltier.files.xlsx import read_xlsx
from xltier.tables.choice import TableChoice
from xltier.tables.reading import Reading
from xltier.tables.sheet import RawBook
from xltier.tables.understand import understand


def read_book(path: Path | str, *, password: str | None = None) -> RawBook:
    """Return every worksheet of a file as stored, after the guards have let it in.

    Raises:
        Refusal: The file is not opened on purpose; ``code`` says why.
        BookError: The file cannot be read: missing, damaged, no access.
    """
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(4)
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error
    if head == b"PK\x03\x04":
        return read_xlsx(path)
    return read_delimited(path, Path(path).read_bytes())


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
    return understand(read_book(path, password=chosen.password), chosen, today=today)
