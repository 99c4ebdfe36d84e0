"""Every check of ``xltier doctor``, in the order in which things depend on each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from xltier.app.doctor.finding import Finding, fine, troubles, unchecked
from xltier.app.doctor.machine import machine_findings
from xltier.app.doctor.workbook import BOOK, judged
from xltier.cli.rules_file import PATCHED, rules_of
from xltier.cli.this_machine import this_machine
from xltier.errors import XltierError
from xltier.files.our_calls import our_calls
from xltier.files.refusals import unreadable
from xltier.files.user_settings import NAME, settled_scheme, user_folder
from xltier.hosts.calc import installation as calc_installation
from xltier.hosts.calc.doctor import office_findings
from xltier.hosts.excel import installation as excel_installation
from xltier.hosts.excel.borrowed import AddinError
from xltier.hosts.excel.doctor import Surroundings, excel_findings, not_here
from xltier.hosts.excel.installation import Excel
from xltier.hosts.excel.registry import find_registry
from xltier.hosts.excel.running import loaded_addins
from xltier.schemes.library import load_scheme


def findings(excel: Excel | None, books: Sequence[Path], language: str) -> list[Finding]:
    """Return what every check found, in the order in which things depend on each other."""
    around = surroundings()
    found = list(machine_findings(this_machine(around.registry)))
    found += [not_here(sys.platform, language)] if excel is None else excel_findings(excel, around, language)
    found += office_findings(calc_installation.find_office)
    found += settings_findings(Path.cwd())
    for book in books:
        found += book_findings(book, installed_at(excel))
    return found


def installed_at(excel: Excel | None) -> str | None:
    """Return the path of the add-in of this machine; None where there is none."""
    return None if excel is None or excel.status() is None else str(excel.file)


def surroundings() -> Surroundings:
    """Return what this system and a running Excel say."""
    return Surroundings(find_registry(), loaded_addins())


def excel_here() -> Excel | None:
    """Return where this user's Excel has its add-ins; None on a system without Excel."""
    with suppress(AddinError):  # a system without Excel
        return excel_installation.find_excel()
    return None


def settings_findings(folder: Path) -> Iterator[Finding]:
    """Yield by which scheme is rated where nothing else is said, or what is wrong with the settings."""
    places = [place / NAME for place in (folder, user_folder()) if (place / NAME).is_file()]
    try:
        settled = settled_scheme(folder)
        scheme = load_scheme("standard") if settled is None else settled
    except XltierError as error:
        yield from troubles("settings", error.problems, str(places[0]) if places else None)
        return
    yield fine("settings", "doctor-settings", scheme=scheme.id, version=scheme.version, files=tuple(map(str, places)))


def book_findings(path: Path, installed: str | None) -> Iterator[Finding]:
    """Yield what a workbook's formulas and rules sheet show."""
    if path.suffix.casefold() not in PATCHED:
        yield unchecked(BOOK, "doctor-book-kind", file=path.name)
        return
    try:
        path.open("rb").close()
    except OSError as error:
        yield from troubles(BOOK, unreadable(path.name, error).problems)
        return
    try:
        yield from judged(path.name, our_calls(path).calls, installed)
        rules = rules_of(path)
    except XltierError as error:
        yield from troubles(BOOK, error.problems, path.name)
        return
    if rules is not None:
        wrong = [one for one in rules.problems if one.is_error]
        yield from troubles(BOOK, wrong, path.name)
        if not wrong:
            yield fine(BOOK, "doctor-book-rules", file=path.name, sheet=rules.sheet)
