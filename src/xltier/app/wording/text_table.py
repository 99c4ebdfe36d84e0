"""Texts in columns, for a terminal: a Chinese character takes the room of two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

_WIDE: Final = frozenset("WF")


def width(text: str) -> int:
    """Return how many digits a text is wide.

    Example:
        >>> width("回款率"), width("Rate")
        (6, 4)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in _WIDE else 1 for letter in text)


def aligned(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), indent: str = "  ") -> Iterator[str]:
    """Yield rows of texts with their columns one below the other.

    Args:
        rows: All of one length.
        right: Columns that end, not begin, at the same place.
        indent: Before each line.
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            " " * (size - width(text)) + text if at in right else text + " " * (size - width(text))
            for at, (text, size) in enumerate(zip(row, widths, strict=True))
        ]
        yield (indent + "  ".join(cells)).rstrip()
