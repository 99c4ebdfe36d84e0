"""Every table of several files: a month comes as one workbook of many sheets, or as a file from each department."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from xltier.app.month.intake.recognise import is_own_history
from xltier.errors import BookError, Location, Problem, Refusal, Severity
from xltier.files.own_files import is_copy, is_own_name, is_result, own_sheets, passed_over
from xltier.files.read import read_book
from xltier.tables.choice import TableChoice
from xltier.tables.reading import Reading
from xltier.tables.rules.sheets import find_rules, without_sheets
from xltier.tables.sheet import RawBook, Visibility
from xltier.tables.understand import understand

_SUFFIXES: Final = frozenset({".csv", ".ods", ".tsv", ".txt", ".xls", ".xlsb", ".xlsm", ".xlsx"})
_NO_DATA: Final = "no_data_rows"


class Files(NamedTuple):
    """Files to read, and copies and backups of ours that a folder holds beside them."""

    given: tuple[Path, ...]
    own: tuple[Path, ...]


def every_file(paths: Iterable[Path]) -> Files:
    """Return the files given and those of folders given, in name order; lock files and hidden ones are left out."""
    found: list[Path] = []
    own: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file in sorted(path.iterdir()) if file.suffix.lower() in _SUFFIXES and file.is_file())
            for file in inside:
                if not file.name.startswith(("~$", ".")):
                    (own if is_copy(file) else found).append(file)
        else:
            found.append(path)
    given = tuple(dict.fromkeys(found))
    return Files(given, tuple(file for file in dict.fromkeys(own) if file not in given))


def every_table(
    paths: Iterable[Path], *, today: dt.date | None = None, own: Iterable[Path] = ()
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Return the table of each visible sheet of the files, and what was passed over: hidden sheets, unreadable files.

    One department's damaged file does not keep the others from being rated: of several files, one that
    cannot be read becomes the Problems that name it. A rules sheet, a sheet that we added and a result of ours are
    no input; only a result that holds the history of a month is read.

    Args:
        paths: Files; a folder is :func:`every_file`'s matter.
        today: Days after this one are warned of; None does not ask.
        own: Files of ours that were passed over already.

    Raises:
        Refusal: The only file is not opened on purpose.
        BookError: The only file, or none of several, can be read.
    """
    found = _Found([], [], [path.name for path in own], [])
    unread: list[Problem] = []
    files = tuple(paths)
    for at, path in enumerate(files):
        try:
            found.take(path, today)
        except BookError as error:
            unread.extend(error.problems)
            if len(files) == 1:
                raise
            if at + 1 == len(files) and not found.readings:
                raise BookError(unread) from error
    notes = (*found.notes, *_rules_note(found.rules), *passed_over(found.own))
    return tuple(found.readings), (*unread, *notes)


def _rules_note(rules: Sequence[Location]) -> tuple[Problem, ...]:
    """Return the one note about rules sheets that lie among the input."""
    values = {"sheets": tuple(map(str, rules))}
    return (Problem("rules-passed-over", rules[0], Severity.NOTE, values),) if rules else ()


@dataclass(slots=True)
class _Found:
    """What has been read so far: tables, notes, names of files of ours, rules sheets."""

    readings: list[Reading]
    notes: list[Problem]
    own: list[str]
    rules: list[Location]

    def take(self, path: Path, today: dt.date | None) -> None:
        """Take the tables of one file, all or none."""
        book = read_book(path)
        rules, ours = find_rules(book), own_sheets(path)
        hidden: list[Problem] = []
        tables = without_sheets(book, (*rules, *ours))
        readings, unfilled = _tables(_sheets(tables, hidden), today)
        if is_result(path):
            if any(is_own_history(reading) for reading in readings):
                self.readings.extend(readings)
            else:
                self.own.append(path.name)
            return
        if unfilled and not readings:  # of a template with a sheet a department, some are left empty for good
            hidden.append(replace(unfilled[0], severity=Severity.NOTE))
        self.readings.extend(readings)
        self.notes.extend(hidden)
        self.rules.extend(Location(file=book.file, sheet=name) for name in rules if name not in ours)


def _tables(books: Iterable[RawBook], today: dt.date | None) -> tuple[list[Reading], list[Problem]]:
    """Return the tables of books of one sheet, and what is said of those that are templates nobody has filled in."""
    readings: list[Reading] = []
    unfilled: list[Problem] = []
    for one in books:
        try:
            readings.append(understand(one, TableChoice(sheet=one.sheets[0].name or None), today=today))
        except Refusal as refusal:
            if refusal.code != _NO_DATA:
                raise
            unfilled.extend(one for one in refusal.problems if one.reference == "nothing-filled-in")
    return readings, unfilled


def _sheets(book: RawBook, problems: list[Problem]) -> Iterator[RawBook]:
    """Yield a book of one sheet for each visible sheet; a sheet without data is no table and nothing to say."""
    for sheet, visibility in zip(book.sheets, book.visibility, strict=True):
        if visibility is Visibility.VISIBLE:
            yield replace(book, sheets=(sheet,), visibility=(visibility,))
        elif sheet.rows and not is_own_name(sheet.name):
            at = Location(file=book.file, sheet=sheet.name)
            problems.append(Problem("hidden-sheet-passed-over", at, Severity.NOTE))
