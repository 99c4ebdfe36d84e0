"""Every table of several files: a month comes as one workbook of many sheets, or as a file from each department."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from xltier.errors import BookError, Location, Problem, Refusal, Severity
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
    """Return the table of each visible sheet of the files, and what was passed over: hidden sheets, unreadable files.

    One department's damaged file does not keep the others from being rated: of several files, one that
    cannot be read becomes the Problems that name it.

    Args:
        paths: Files; a folder is :func:`every_file`'s matter.
        today: Days after this one are warned of; None does not ask.

    Raises:
        Refusal: The only file is not opened on purpose.
        BookError: The only file, or none of several, can be read.
    """
    readings: list[Reading] = []
    problems: list[Problem] = []
    unread: list[Problem] = []
    files = tuple(paths)
    for at, path in enumerate(files):
        try:
            found, hidden = _tables(path, today)
        except BookError as error:
            unread.extend(error.problems)
            if len(files) == 1:
                raise
            if at + 1 == len(files) and not readings:
                raise BookError(unread) from error
        else:
            readings.extend(found)
            problems.extend(hidden)
    return tuple(readings), (*unread, *problems)


def _tables(path: Path, today: dt.date | None) -> tuple[list[Reading], list[Problem]]:
    """Return the tables of one file, all or none."""
    hidden: list[Problem] = []
    unfilled: list[Problem] = []
    readings: list[Reading] = []
    for one in _sheets(read_book(path), hidden):
        try:
            readings.append(understand(one, TableChoice(sheet=one.sheets[0].name or None), today=today))
        except Refusal as refusal:
            if refusal.code != _NO_DATA:
                raise
            unfilled.extend(one for one in refusal.problems if one.reference == "nothing-filled-in")
    if unfilled and not readings:  # of a template with a sheet a department, some are left empty for good
        hidden.append(replace(unfilled[0], severity=Severity.NOTE))
    return readings, hidden


def _sheets(book: RawBook, problems: list[Problem]) -> Iterator[RawBook]:
    """Yield a book of one sheet for each visible sheet; a sheet without data is no table and nothing to say."""
    for sheet, visibility in zip(book.sheets, book.visibility, strict=True):
        if visibility is Visibility.VISIBLE:
            yield replace(book, sheets=(sheet,), visibility=(visibility,))
        elif sheet.rows:
            at = Location(file=book.file, sheet=sheet.name)
            problems.append(Problem("hidden-sheet-passed-over", at, Severity.NOTE))
