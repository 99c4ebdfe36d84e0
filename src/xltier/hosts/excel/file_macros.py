"""The macros on a Mac: by the command, on the saved file, into a new workbook that is opened beside it.

Excel for Mac offers a macro no object model that Python could work with as on Windows, so nothing is written into the
open workbook: what the command writes is a workbook of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xltier.app.live.desk import Command, Ran
from xltier.messages import phrase

if TYPE_CHECKING:
    import xlwings

_TITLE: Final = "xltier"
_Arguments = Callable[[Path, Path], tuple[str, ...]]


def _last_month(today: dt.date) -> str:
    return f"{today.replace(day=1) - dt.timedelta(days=1):%Y-%m}"


def run_on_file(book: xlwings.Book, name: str, command: Command, *, language: str, today: dt.date) -> tuple[str, ...]:
    """Run a macro on the file of a workbook and return what was said.

    Args:
        book: The workbook in front.
        name: Macro.
        command: What does the work.
        language: ``zh`` or ``en``.
        today: The day here and now; the month before it is the one that is rated.
    """
    commands: Mapping[str, _Arguments] = {
        "refresh": lambda source, target: ("refresh", str(source), "-o", str(target)),
        "refresh_all": lambda source, target: ("refresh", str(source), "-o", str(target)),
        "check": lambda source, _: ("check", str(source)),
        "monthly": lambda source, target: ("rate", str(source), "--period", _last_month(today), "-o", str(target)),
    }
    source = Path(book.fullname)
    if name not in commands:
        return _said(book, phrase("ribbon-not-on-mac", language))
    if not source.is_file():
        return _said(book, phrase("ribbon-save-first", language))
    target = _free(source.with_name(f"{source.stem}_xltier.xlsx"))
    ran = command.run(*commands[name](source, target), "--lang", language)
    if target.is_file():
        book.app.books.open(str(target))
    return _said(book, _lines(ran) or phrase("ribbon-done", language))


def _free(wanted: Path) -> Path:
    numbered = (wanted.with_stem(f"{wanted.stem}-{number}") for number in range(2, 1000))
    return next((path for path in (wanted, *numbered) if not path.exists()), wanted)


def _lines(ran: Ran | None) -> str:
    return "" if ran is None else "\n".join(line for line in (ran.said + ran.printed).splitlines() if line.strip())


def _said(book: xlwings.Book, text: str) -> tuple[str, ...]:
    book.app.alert(text, title=_TITLE)
    return (text,)
