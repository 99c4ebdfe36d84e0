"""What ``xltier doctor`` hands to others: a page for the IT desk, and a report that holds nothing of a customer."""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import Final

from xltier import __version__
from xltier.app.doctor.finding import Finding
from xltier.app.doctor.letter import ListedFile, letter
from xltier.app.doctor.report import nameless
from xltier.hosts.calc import extension
from xltier.hosts.excel import xlam
from xltier.hosts.excel.borrowed import AddinError, borrowed
from xltier.hosts.excel.installation import Excel

_PACKAGES: Final = ("xlwings", "pyopenvba", "xlsxwriter", "openpyxl", "lxml", "pandas", "narwhals", "click")


def page_for_it(excel: Excel | None, language: str) -> str:
    """Return the page for the IT desk as Markdown."""
    files = list(_listed(excel))
    python = sys.executable if excel is None else excel.python
    folder = r"%APPDATA%\Microsoft\Excel\XLSTART" if excel is None else str(excel.start_up)
    return letter(files, language, version=__version__, python=python, folder=folder)


def zipped(found: Sequence[Finding], language: str) -> bytes:
    """Return the answers as a zip that holds nothing of a customer: no file's name, no sheet's, no user's."""
    private = [str(Path.home()), str(Path.cwd())]
    shown = list(nameless(found, sorted(private, key=len, reverse=True)))
    versions = [f"xltier {__version__}", f"python {sys.version}", f"system {sys.platform}"]
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):  # one of an extra that is not installed
            versions.append(f"{name} {version(name)}")
    answers = {"checks": [one.answer(language) for one in shown]}
    parts = {
        "doctor.txt": "\n".join(one.said(language) for one in shown),
        "doctor.json": json.dumps(answers, ensure_ascii=False, indent=1),
        "versions.txt": "\n".join(versions),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text + "\n")
    return stream.getvalue()


def _listed(excel: Excel | None) -> Iterator[ListedFile]:
    """Yield the files that an IT desk will meet, each with the digest that we can vouch for."""
    with suppress(AddinError):  # without the packages that build it there is no add-in to list
        built = _digest(xlam.addin(excel.python if excel else ""))
        yield ListedFile(xlam.NAME if excel is None else str(excel.file), built)
        library = None if excel is None else excel.library(borrowed().version)
        if library is not None:
            yield ListedFile(str(library), _digest(library.read_bytes()))
    yield ListedFile(extension.NAME, _digest(extension.extension()))
    yield ListedFile(str(Path(__file__).parents[1]))
    yield ListedFile(sys.executable)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
