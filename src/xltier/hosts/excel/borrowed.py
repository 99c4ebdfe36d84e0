"""What the add-in takes from the installed xlwings (BSD 3-clause): the module that calls Python, and a dictionary.

The texts are read, not imported: xlwings itself runs on Windows and Mac only, and its paid parts are never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from xltier.errors import Problem, XltierError

PROJECT: Final = "xltier"
"""Prefix of the sheet and the file that configure the module: ``xltier.conf``."""

_CALLS: Final = "xlwings_custom_addin.bas"
_DICTIONARY: Final = "addin/Dictionary.cls"
_VERSION: Final = re.compile(r"^'Version: (\S+)$", re.MULTILINE)
_OURS: Final = {
    'Attribute VB_Name = "xlwings"\n': "",
    'PROJECT_NAME As String = "myaddin"': f'PROJECT_NAME As String = "{PROJECT}"',
    # A workbook from elsewhere, or a file in its folder, must not say which program is run as Python.
    'If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then': "If False Then",
    'If source = "" Or source = "directory" Then': 'If source = "directory" Then',
    # A sheet called x.py is a sheet here, and not code for xlwings' paid edition.
    "                uses_embedded_code = True\n": "                uses_embedded_code = False\n",
    # A cell or a button of a workbook from elsewhere may call what an add-in shows: only our macros run Python.
    "Public Function RunPython(PythonCommand As String)\n": (
        "Public Function RunPython(PythonCommand As String)\n    If Not MayRun() Then Exit Function\n"
    ),
}
"""What is changed in the module; each text stands in it once."""
_CALLED: Final = ("RunPython", "XLPy")
"""Its procedures that our modules call; all others run programs, read and write files, and are private here."""
_SHOWN: Final = re.compile(rf"^( *)(?:Public )?((?:Function|Sub) (?!(?:{'|'.join(_CALLED)})\()|Declare )", re.MULTILINE)


class AddinError(XltierError):
    """The add-in cannot be built or installed here; carries its Problem."""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Texts of xlwings; ASCII, lines end with a line feed.

    Args:
        version: The version that they are of; its DLL must be the installed one.
        calls: Standard module that starts the Python server and calls it.
        dictionary: Class module that stands in for Windows' dictionary on a Mac (MIT).
    """

    version: str
    calls: str
    dictionary: str


def borrowed() -> Borrowed:
    """Return the texts of the installed xlwings.

    Raises:
        AddinError: xlwings is not installed, or is not the one that we know.
    """
    folder = package_folder("xlwings")
    calls, dictionary = ((folder / name).read_text(encoding="ascii") for name in (_CALLS, _DICTIONARY))
    version = _VERSION.search(calls)
    wrong = [text for text in _OURS if calls.count(text) != 1]
    if version is None or wrong:
        raise AddinError(Problem("addin-xlwings-unknown", values={"found": "-" if version is None else version[1]}))
    for theirs, ours in _OURS.items():
        calls = calls.replace(theirs, ours)
    return Borrowed(version[1], _SHOWN.sub(r"\1Private \2", calls), dictionary)


def package_folder(package: str) -> Path:
    """Return the folder of an installed package without importing it.

    Raises:
        AddinError: It is not installed.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        raise AddinError(Problem("addin-package-missing", values={"package": package}))
    return Path(found.origin).parent
