"""The hidden sheets of the add-in: every word that it shows, because its source is ASCII, and the wizard's help."""

from __future__ import annotations

from typing import Final

import xltier
from xltier.app.functions.catalogue import CATALOGUE
from xltier.hosts.excel.ribbon import tags
from xltier.messages import LANGUAGES, phrase
from xltier.schemes.library import shipped

TEXTS: Final = "xltier_text"
HELP: Final = "xltier_help"

_SAID: Final = ("ribbon-no-server", "ribbon-no-workbook", "ribbon-no-manual", "ribbon-save-functions")

Row = tuple[str | int, ...]


def texts() -> list[Row]:
    """Return the rows of the sheet of words: key, English, Chinese."""
    rows: list[Row] = [("version", xltier.__version__, xltier.__version__)]
    rows += [(key, *_both(key)) for key in _SAID]
    for tag in tags():
        rows.append((f"label:{tag}", *_both(f"ribbon-{tag}")))
        rows.append((f"tip:{tag}", *_both(f"ribbon-{tag}-tip")))
    rows.append(("scheme:0", *_both("ribbon-own-scheme")))
    rows += [(f"scheme:{place}", name, name) for place, name in enumerate(shipped(), start=1)]
    return rows


def help_rows() -> list[Row]:
    """Return the rows of the sheet of help.

    Each has the function, its number of arguments, its help, and the help of each argument; English before Chinese.
    """
    return [
        (
            function.name,
            len(function.parameters),
            function.help.en,
            function.help.zh,
            *(text for one in function.parameters for text in (one.help.en, one.help.zh)),
        )
        for function in CATALOGUE.values()
    ]


def _both(key: str) -> tuple[str, ...]:
    return tuple(phrase(key, language) for language in LANGUAGES)
