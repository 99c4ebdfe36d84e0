"""Rows of a text file with more fields than its header: an unquoted separator inside a value moved the rest along."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from xltier.tables.locate import Located
from xltier.tables.sheet import RawSheet

_HEAD: Final = re.compile(r"\s*[^\d\s]{0,3}\s*[1-9]\d{0,2}")
_TAIL: Final = re.compile(r"\d{3}(?:\.\d+)?\s*")


def wide_rows(sheet: RawSheet, located: Located) -> set[int]:
    """Return the positions of the rows below a header that have more fields than it, when they are the lesser part.

    When most rows are wider, it is the header that lacks a name.
    """
    if not sheet.widths or not located.header:
        return set()
    width = _width(sheet, located)
    body = range(located.first, located.last)
    beyond = [at for at in located.columns if sheet.columns[at] > width]
    wide = {
        i
        for i in body
        if sheet.widths.get(sheet.rows[i], 0) > width and any(sheet.cells[at][i] is not None for at in beyond)
    }
    return wide if len(wide) * 2 <= len(body) or _split_numbers(sheet, located, wide, width) else set()


def _split_numbers(sheet: RawSheet, located: Located, wide: set[int], width: int) -> bool:
    """Return whether each wide row shows a number that its separator cut, ``1`` and ``200``, once a field too much."""
    for i in wide:
        row = [sheet.cells[at][i] for at in located.columns]
        said = [value if isinstance(value, str) else "" for value in row]
        cuts = sum(bool(_HEAD.fullmatch(left) and _TAIL.fullmatch(right)) for left, right in pairwise(said))
        if cuts < sheet.widths[sheet.rows[i]] - width:
            return False
    return True


def without_unheaded(sheet: RawSheet, located: Located) -> Located:
    """Return a table without the columns that only its wide rows have."""
    width = _width(sheet, located)
    return replace(located, columns=tuple(at for at in located.columns if sheet.columns[at] <= width))


def _width(sheet: RawSheet, located: Located) -> int:
    return max(sheet.widths.get(row, 0) for row in located.header)
