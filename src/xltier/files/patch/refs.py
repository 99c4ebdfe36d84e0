"""Cell references: column letters and A1 areas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

LAST_COLUMN: Final = 16_384
LAST_ROW: Final = 1_048_576

_AREA: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?\Z")


@cache
def column_number(letters: str) -> int:
    """Return the 1-based number of a column: ``A`` is 1, ``XFD`` is 16384; case is ignored."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@cache
def column_letters(number: int) -> str:
    """Return the letters of a 1-based column number."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, 1-based and inclusive.

    Args:
        top: First row.
        left: First column.
        bottom: Last row.
        right: Last column.
    """

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the area of ``B2`` or ``$B$2:H14``, or None where ``text`` is no such reference."""
        found = _AREA.match(text.strip())
        if found is None:
            return None
        left, top = column_number(found[1]), int(found[2])
        right, bottom = (column_number(found[3]), int(found[4])) if found[3] else (left, top)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    def __str__(self) -> str:
        """Return the area in A1 form, one cell without a colon."""
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def absolute(self) -> str:
        """Return the area with dollar signs, as defined names hold it."""
        first = f"${column_letters(self.left)}${self.top}"
        last = f"${column_letters(self.right)}${self.bottom}"
        return first if first == last else f"{first}:{last}"

    def shifted(self, columns: int) -> Area:
        """Return the area so many columns further right."""
        return Area(self.top, self.left + columns, self.bottom, self.right + columns)

    def meets(self, other: Area) -> bool:
        """Return whether the two areas share a cell."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def union(self, other: Area) -> Area:
        """Return the smallest area that holds both."""
        return Area(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )


def cell_name(row: int, column: int) -> str:
    """Return the A1 name of a cell."""
    return f"{column_letters(column)}{row}"
