"""Rule books as files: TOML texts, and workbooks with a rules sheet, which the business edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xltier.errors import BookError, Location, Problem, SchemeError, Severity

if TYPE_CHECKING:
    from xltier.core.scheme import Scheme
    from xltier.files.patch.commit import Written
    from xltier.tables.rules.read import RulesReading

BOOKS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods")
PATCHED: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")
KEY: Final = "rules"
"""Under which a grafted rules sheet is known again."""


def is_book(name: str) -> bool:
    """Return whether a name means a workbook."""
    return name.casefold().endswith(BOOKS)


def rules_of(path: Path, *, password: str | None = None) -> RulesReading | None:
    """Return what the rules sheet of a workbook says, or None where it has none.

    Raises:
        BookError: There are several rules sheets; or the file cannot be read.
    """
    from xltier.files.rules_book import may_hold_rules, read_rules_book

    return read_rules_book(path, password=password) if may_hold_rules(path) else None


def own_scheme(
    path: Path, settings: Mapping[str, str], *, password: str | None = None
) -> tuple[Scheme, Problem] | None:
    """Return the scheme that a customer workbook chooses by a name, else its rules sheet's, and the note that says so.

    Raises:
        SchemeError: The sheet has mistakes, each names its cell; or nobody knows the chosen name.
        BookError: There are several rules sheets; or the file cannot be read.
    """
    if not is_book(path.name):
        return None
    from xltier.app.sheet.chosen_scheme import chosen_note, means
    from xltier.schemes.library import load_scheme

    reading = rules_of(path, password=password)
    chosen = _chosen(path)
    if chosen and not (reading is not None and reading.scheme is not None and means(chosen, reading.scheme)):
        scheme = load_scheme(chosen.casefold(), settings=settings)
        return scheme, chosen_note(scheme, path.name)
    if reading is None:
        return None
    scheme = _sound(reading, path, settings)
    values = {"scheme": scheme.id, "version": scheme.version, "name": scheme.name}
    return scheme, Problem("scheme-of-book", Location(file=path.name), Severity.NOTE, values)


def _chosen(path: Path) -> str:
    """Return the scheme that a workbook's name chooses, empty for none; a shipped one, never a file's path."""
    from xltier.app.functions.in_workbook import NAME
    from xltier.app.sheet.chosen_scheme import chosen_name
    from xltier.files.identify import Format, identify
    from xltier.files.patch.names import defined_names
    from xltier.files.read import read_book

    names = defined_names(path) if identify(path) is Format.XLSX else {}
    if NAME not in names:
        return ""
    return chosen_name(names, lambda name: next((one for one in read_book(path).sheets if one.name == name), None))


def book_scheme(path: Path, settings: Mapping[str, str]) -> Scheme:
    """Return the scheme of a workbook's rules sheet.

    Args:
        path: The workbook.
        settings: Fields that the caller sets otherwise.

    Raises:
        SchemeError: The rules are wrong; every Problem names its cell.
        BookError: There is no rules sheet, or the file cannot be read.
    """
    reading = rules_of(path)
    if reading is None:
        raise BookError(Problem("rules-sheet-missing", Location(file=path.name)))
    return _sound(reading, path, settings)


def _sound(reading: RulesReading, path: Path, settings: Mapping[str, str]) -> Scheme:
    """Return the scheme of a rules sheet.

    Raises:
        SchemeError: The rules are wrong; every Problem names its cell.
    """
    from xltier.schemes.library import read_toml
    from xltier.schemes.write_toml import scheme_toml

    if reading.scheme is None or not reading.is_sound:
        raise SchemeError(problem for problem in reading.problems if problem.is_error)
    if not settings:
        return reading.scheme
    return read_toml(scheme_toml(reading.scheme), path.name, settings=settings)


def keep_rules(path: Path, scheme: Scheme) -> None:
    """Stop a rules sheet that says something else than a scheme from being replaced by it.

    Raises:
        BookError: The workbook has rules of its owner's; or the file cannot be read.
    """
    reading = rules_of(path)
    if reading is not None and not (reading.is_sound and reading.scheme == scheme):
        raise BookError(Problem("rules-there", Location(file=path.name, sheet=reading.sheet)))


def add_rules(path: Path, target: Path, scheme: Scheme, language: str) -> Written:
    """Add a rules sheet to a workbook, or replace the one that an earlier run added; nothing else changes.

    Args:
        path: The workbook.
        target: Where it goes; the workbook itself, or a copy.
        scheme: The rules.
        language: Of the sheet.

    Raises:
        BookError: The file is open elsewhere, or no workbook that can be patched; it is as it was.
    """
    from xltier.files.patch.commit import write_workbook
    from xltier.files.patch.edits import Changes, Graft
    from xltier.files.patch.names import choose_sheet_name
    from xltier.messages import phrase
    from xltier.report.rulebook.book import rules_file

    name = choose_sheet_name(path, KEY, phrase("sheet-rules", language))
    graft = Graft(KEY, name, rules_file(scheme, language=language, name=name))
    clock = dt.datetime.now().astimezone().replace(tzinfo=None)
    return write_workbook(path, target, Changes(grafts=(graft,)), clock=clock)
