"""``xltier.xlam``: the add-in for Excel as one file, the same bytes from the same sources on any machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

import xltier
from xltier.hosts.excel.borrowed import PROJECT, borrowed
from xltier.hosts.excel.package import XLAM, packed
from xltier.hosts.excel.project import WORKBOOK, Module, with_modules, written
from xltier.hosts.excel.ribbon import NAMESPACES, custom_ui
from xltier.hosts.excel.texts import HELP, TEXTS, Row, help_rows, texts
from xltier.hosts.excel.wrappers import NAME as FUNCTIONS
from xltier.hosts.excel.wrappers import wrappers

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NAME: Final = "xltier.xlam"
STAMP: Final = "xltier"
"""Custom property of the file: the version that built it; ``xlwings`` beside it says whose DLL it calls."""
PYTHON: Final = "python"
"""Custom property of the file: the path of the Python that answers it."""

_LONGEST_PROPERTY: Final = 255
_CREATED: Final = dt.datetime(2026, 1, 1)
_SETTINGS: Final[Mapping[str, str | bool]] = {
    "ADD_WORKBOOK_TO_PYTHONPATH": "false",  # a module beside somebody's workbook must not be run
    "USE UDF SERVER": False,  # a macro that asks the user something would make Excel complain of a waiting server
    "SHOW CONSOLE": False,
}
_OURS: Final = ("XLTIER_Host", "XLTIER_Help", "XLTIER_Ribbon", "XLTIER_Save")


def addin(python: str = "") -> bytes:
    """Return the add-in.

    Args:
        python: Path of the Python that answers it; empty for the first one on the PATH.

    Raises:
        AddinError: xlwings or pyopenvba is not installed.
    """
    theirs = borrowed()
    modules = (Module("xlwings", theirs.calls), Module("Dictionary", theirs.dictionary, is_class=True), *own_modules())
    book = with_modules(_book(python, theirs.version), modules)
    return packed(book, XLAM, {part: custom_ui(part) for part in NAMESPACES})


def own_modules() -> tuple[Module, ...]:
    """Return the modules of ours; the first one has the functions."""
    return (Module(FUNCTIONS, wrappers()), *(written(name) for name in _OURS), written(WORKBOOK))


def _book(python: str, xlwings: str) -> bytes:
    """Return the add-in's sheets; nobody sees an add-in's sheets."""
    import xlsxwriter

    settings = dict(_SETTINGS)
    if python:
        settings |= {"INTERPRETER_WIN": python, "INTERPRETER_MAC": python}
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": "xltier", "created": _CREATED})
        book.set_custom_property(STAMP, xltier.__version__)
        book.set_custom_property("xlwings", xlwings)
        if 0 < len(python) <= _LONGEST_PROPERTY:
            book.set_custom_property(PYTHON, python)
        for name, rows in (
            (f"{PROJECT}.conf", settings.items()),
            (TEXTS, texts()),
            (HELP, help_rows()),
        ):
            sheet = book.add_worksheet(name)
            if name in {TEXTS, HELP}:
                sheet.very_hidden()
            _write(sheet, rows)
    return stream.getvalue()


def _write(sheet: Worksheet, rows: Iterable[Row | tuple[str, str | bool]]) -> None:
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write(row, column, value)
