"""What the ribbon runs: the live macros on the workbook in front, and the add-in's own buttons."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Final

import xlwings

import xltier
from xltier.app.functions.catalogue import call
from xltier.app.functions.scheme_of import Nowhere
from xltier.app.live.desk import Desk
from xltier.app.live.macros import MACROS, run_macro
from xltier.errors import Problem
from xltier.hosts.excel.borrowed import AddinError
from xltier.hosts.excel.command import InstalledCommand
from xltier.hosts.excel.file_macros import run_on_file
from xltier.hosts.excel.installation import find_excel
from xltier.hosts.excel.language import user_language
from xltier.hosts.excel.live.book import ExcelBook
from xltier.messages import phrase, window_text
from xltier.report.live.pages import LivePages

_CALLS: Final = 100


def run(name: str) -> None:
    """Run a macro by its name on the workbook in front; the ribbon's callbacks call this.

    Whatever happens, the user sees a sentence and no traceback.
    """
    book = xlwings.Book.caller()
    try:
        on(book, name)
    except Exception as error:  # noqa: BLE001 - the last guard: a defect of ours is said in one sentence
        values = {"kind": type(error).__name__, "detail": str(error) or "-"}
        said = window_text(Problem("unexpected", values=values), user_language())
        book.app.alert(said, title="xltier")


def on(book: xlwings.Book, name: str) -> tuple[str, ...]:
    """Run a macro on a workbook and return what it said.

    Args:
        book: The workbook.
        name: One of :data:`RUNS`.
    """
    today = dt.datetime.now().astimezone().date()
    if sys.platform == "darwin":
        return run_on_file(book, name, InstalledCommand(), language=user_language(), today=today)
    language = user_language(book.app.api)
    return RUNS[name](desk_of(book, language, today))


def desk_of(book: xlwings.Book, language: str, today: dt.date) -> Desk:
    """Return what a macro works with."""
    return Desk(ExcelBook(book), LivePages(), InstalledCommand(), language, today, time.monotonic)


def card(desk: Desk) -> tuple[str, ...]:
    """Show the card sheet of a monthly workbook, or say that there is none."""
    from xltier.report.month.book import SHEETS

    name, _ = SHEETS["card"]
    found = [tab.name for tab in desk.book.sheets() if tab.name in {name.zh, name.en}]
    if found:
        desk.book.show(found[0], "A1")
        return (found[0],)
    return _said(desk, phrase("ribbon-no-card", desk.language))


def doctor(desk: Desk) -> tuple[str, ...]:
    """Say which versions work together here, and how long a call of TIER takes."""
    start = time.perf_counter()
    for _ in range(_CALLS):
        call("TIER", (86,), Nowhere(desk.language))
    microseconds = (time.perf_counter() - start) / _CALLS * 1e6
    values = {
        "addin": _addin_version(),
        "xltier": xltier.__version__,
        "xlwings": version("xlwings"),
        "python": f"{platform.python_version()} {platform.architecture()[0]}",
        "program": sys.executable,
        "microseconds": f"{microseconds:.0f}",
    }
    return _said(desk, phrase("ribbon-versions", desk.language, **values))


def _addin_version() -> str:
    """Return which xltier built the add-in that is installed; a dash where none is."""
    with suppress(AddinError):  # a system without Excel
        found = find_excel().status()
        return found.version if found and found.version else "-"
    return "-"


def example(desk: Desk) -> tuple[str, ...]:
    """Open a copy of the bundled customer list."""
    name = f"customers_{desk.language}.xlsx"
    packaged = Path(xltier.__file__).parent / "examples" / name
    source = packaged if packaged.exists() else Path(xltier.__file__).parents[2] / "examples" / name
    target = Path(tempfile.mkdtemp(prefix="xltier-")) / name
    shutil.copyfile(source, target)
    desk.book.open(str(target))
    return (name,)


def _said(desk: Desk, text: str) -> tuple[str, ...]:
    desk.book.say("xltier", text)
    return (text,)


def _live(name: str) -> Callable[[Desk], tuple[str, ...]]:
    return lambda desk: run_macro(name, desk)


RUNS: Final[Mapping[str, Callable[[Desk], tuple[str, ...]]]] = MappingProxyType({
    **{name: _live(name) for name in MACROS},
    "card": card,
    "doctor": doctor,
    "example": example,
})  # fmt: skip
"""Every macro by the name that the ribbon gives it."""
