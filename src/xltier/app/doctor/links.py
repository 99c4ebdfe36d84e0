"""Calls of our functions that go by the path of an add-in file: where it lies elsewhere, they are dead.

Excel stores ``TIER(B2)`` of an add-in as ``[1]!TIER(B2)``, and beside it the path of link 1. Opened where the add-in
has another path, the formula shows that path and gives ``#NAME?``. Written bare, it finds the add-in wherever it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from xltier.app.functions.catalogue import CATALOGUE

_FILE: Final = r"xltier[^\\/'\[\]!*?:\"]*\.xlam"
_ADDIN: Final = re.compile(rf"(?:.*[\\/])?\[?{_FILE}\]?", re.IGNORECASE | re.DOTALL)
_CALL: Final = re.compile(
    rf"""
    "(?:[^"]|"")*"                                     # a text
    | (?P<link>\[(?P<number>\d+)\] | '(?P<path>(?:[^']|'')*)' | (?<![\w.]){_FILE} )
      !(?P<call>(?:XLTIER\.)?(?:{"|".join(CATALOGUE)}))(?=\()
    | '(?:[^']|'')*'                                   # another sheet or workbook
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_addin(path: str) -> bool:
    r"""Return whether a path or address ends in the name of our add-in's file, a copy's included.

    Example:
        >>> is_addin(r"file:///C:\Users\王\XLSTART\xltier.xlam"), is_addin("xltier (1).xlam"), is_addin("my.xlam")
        (True, True, False)
    """
    return _ADDIN.fullmatch(path) is not None


def unlinked(formula: str, links: Collection[str]) -> str:
    r"""Return a formula with our functions called by their bare names; quoted texts stay as they are.

    Args:
        formula: As a file stores it.
        links: Numbers of the workbook's links that lead to our add-in.

    Example:
        >>> unlinked('[1]!TIER(A2)&[2]!TIER(A2)&"[1]!TIER(A2)"', {"1"})
        'TIER(A2)&[2]!TIER(A2)&"[1]!TIER(A2)"'
        >>> unlinked(r"IF(A1>0,'C:\x\xltier.xlam'!TIER(B1),'My ''x'' sheet'!B1)", ())
        "IF(A1>0,TIER(B1),'My ''x'' sheet'!B1)"
    """
    return _CALL.sub(lambda found: found["call"] if _is_ours(found, links) else found[0], formula)


def links_in(formula: str, links: Collection[str]) -> tuple[str, ...]:
    """Return what stands before our functions in a formula: ``[1]`` or a path, each once.

    Example:
        >>> links_in("[1]!TIER(A2)+[1]!NPS(B2:B9)+TIER(C2)", {"1"})
        ('[1]',)
    """
    return tuple(dict.fromkeys(found["link"] for found in _CALL.finditer(formula) if _is_ours(found, links)))


def _is_ours(found: re.Match[str], links: Collection[str]) -> bool:
    if not found["link"]:
        return False
    if found["number"] is not None:
        return found["number"] in links
    return found["path"] is None or is_addin(found["path"].replace("''", "'"))
