"""Every table of several files: a month comes as one workbook of many sheets, or as a file from each department."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from xltier.errors import Location, Problem, Refusal, Severity
from xltier.files.read import read_book
from xltier.tables.choice import TableChoice
from xltier.tables.reading import Reading
from xltier.tables.sheet import RawBook, Visibility
from xltier.tables.understand import understand

_SUFFIXES: Final = frozenset({".csv", ".ods", ".tsv", ".txt", ".xls", ".xlsb", ".xlsm", ".xlsx"})
_NO_DATA: Final = "no_data_rows"


def every_file(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files given and those of folders given, in name order; lock files and hidden ones are left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.iterdir()) if file.suffix.lower() in _SUFFIXES and file.is_file())
            found.extend(file for file in inside if not file.name.startswith(("~$", ".")))
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def every_table(
    paths: Iterable[Path], *, today: dt.date | None = None
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Return the table of each visible sheet of the files, and a note for each hidden sheet that was passed over.

    Args:
        paths: Files; a folder is :func:`every_file`'s matter.
        today: Days after this one are warned of; None does not ask.

    Raises:
        Refusal: A file is not opened on purpose.
        BookError: A file cannot be read.
    """
    readings: list[Reading] = []
    problems: list[Problem] = []
    for path in paths:
        book = read_book(path)
        for one in _sheets(book, problems):
            try:
                readings.append(understand(one, TableChoice(sheet=one.sheets[0].name or None), today=today))
            except Refusal as refusal:
                if refusal.code != _NO_DATA:
                    raise
    return tuple(readings), tuple(problems)


def _sheets(book: RawBook, problems: list[Problem]) -> Iterator[RawBook]:
    """Yield a book of one sheet for each visible sheet; a sheet without data is no table and nothing to say."""
    for sheet, visibility in zip(book.sheets, book.visibility, strict=True):
        if visibility is Visibility.VISIBLE:
            yield replace(book, sheets=(sheet,), visibility=(visibility,))
        elif sheet.rows:
            at = Location(file=book.file, sheet=sheet.name)
            problems.append(Problem("hidden-sheet-passed-over", at, Severity.NOTE))
