"""What ``xltier doctor --fix`` does: nothing that needs an administrator, and nothing without a backup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from xltier import __version__
from xltier.app.doctor.finding import Finding
from xltier.app.doctor.workbook import dead
from xltier.cli import console
from xltier.cli.doctor_findings import installed_at
from xltier.cli.rules_file import PATCHED
from xltier.cli.session import Session
from xltier.errors import XltierError
from xltier.files.our_calls import our_calls
from xltier.files.patch.commit import write_workbook
from xltier.files.patch.edits import Changes
from xltier.hosts.calc import installation
from xltier.hosts.calc.doctor import mend_office
from xltier.hosts.excel.doctor import mend_excel
from xltier.hosts.excel.installation import Excel
from xltier.messages import phrase


def mended(excel: Excel | None, books: Sequence[Path], found: Sequence[Finding], session: Session) -> Iterator[str]:
    """Mend what can be; yield what was done. What fails is said, and the rest goes on."""
    steps: list[Callable[[], Sequence[str]]] = [lambda: _said(mend_office(installation.find_office, found), session)]
    if excel is not None:
        steps.insert(0, lambda: _said(mend_excel(excel, found), session))
    here = installed_at(excel)
    steps += [lambda book=book: mend_book(book, here, session.language) for book in books]  # type: ignore[misc]  # because mypy cannot infer a default's type
    for step in steps:
        try:
            yield from step()
        except XltierError as error:
            console.report(error.problems, session)


def mend_book(path: Path, installed: str | None, language: str) -> list[str]:
    """Take dead paths out of a workbook's formulas, its backup beside it; return what was done.

    Args:
        path: The workbook.
        installed: Path of the add-in here; calls by it stay.
        language: Of what is returned.

    Raises:
        BookError: The file is open elsewhere, closed to us, or not what it seems; it is as it was.
    """
    if path.suffix.casefold() not in PATCHED:
        return []
    found = our_calls(path)
    rotten = dead(found.calls, installed)
    if not rotten:
        return []
    paths = {link for call in rotten for link in call.links}
    links = frozenset(number for number, link in found.links.items() if link in paths)
    written = write_workbook(
        path, path, Changes(links=links), clock=dt.datetime.now().astimezone().replace(tzinfo=None)
    )
    backup = "" if written.backup is None else written.backup.name
    return [phrase("doctor-did-unlink", language, file=path.name, count=len(rotten), backup=backup)]


def _said(keys: Sequence[str], session: Session) -> list[str]:
    return [phrase(key, session.language, version=__version__) for key in keys]
