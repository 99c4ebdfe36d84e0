"""Cell addresses: between ``(5, 3)`` and ``"C5"``."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from xltier.tables.sheet import Area

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_LETTERS: Final = re.compile(r"[A-Za-z]{1,3}")


@cache
def letters(column: int) -> str:
    """Return the letters of a 1-based column.

    Example:
        >>> letters(28)
        'AB'
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(text: str) -> int | None:
    """Return the 1-based column of letters such as ``"AB"``, or None when they are no column."""
    if not _LETTERS.fullmatch(text):
        return None
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else None


def a1(row: int, column: int) -> str:
    """Return the A1 address of a 1-based row and column."""
    return f"{letters(column)}{row}"


def cell(text: str) -> tuple[int, int] | None:
    """Return (row, column) of an A1 address, or None when it is none."""
    match = _CELL.fullmatch(text)
    column = column_number(match[1]) if match else None
    if match is None or column is None or int(match[2]) > LAST_ROW:
        return None
    return int(match[2]), column


def area(text: str) -> Area | None:
    """Return the rectangle of ``"B3:H20"`` or of a single cell, or None when the text is neither."""
    first, _, last = text.partition(":")
    top_left, bottom_right = cell(first), cell(last or first)
    if top_left is None or bottom_right is None:
        return None
    (top, left), (bottom, right) = top_left, bottom_right
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
