"""Text of cells: what to strip for reading, what to fold for comparing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from operator import eq
from typing import Final

# Zero-width and formatting characters that no eye sees: joiners, marks of direction, soft hyphen, byte order mark.
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_DROP_UNSEEN: Final = str.maketrans("", "", _UNSEEN)
_SPACE: Final = re.compile(r"\s+")
_CARRIAGE: Final = re.compile(r"_x000[dD]_\n?|\r\n?")
_BRACKETED: Final = re.compile(r"[(\[{【〔<《].*?[)\]}】〕>》]")
_NOT_WORD: Final = re.compile(r"[\W_]+")


def trim(text: str) -> str:
    """Return the text without spaces at its ends (no-break and full-width too) and without unseen characters.

    Example:
        >>> trim(" \u00a0C001\u3000\u200b")
        'C001'
    """
    return _CARRIAGE.sub("\n", text.translate(_DROP_UNSEEN)).strip() if text else text


def is_trimmed(texts: Sequence[object], joined: str) -> bool:
    """Return whether trimming would leave every text of a column as it is.

    Args:
        texts: The cells; what is no text does not count.
        joined: The texts, joined.
    """
    if any(character in joined for character in _UNSEEN) or "_x000" in joined or "\r" in joined:
        return False
    words = texts if set(map(type, texts)) == {str} else [text for text in texts if isinstance(text, str)]
    return all(map(eq, words, map(str.strip, words)))  # type: ignore[arg-type]  # texts only, as just picked


def join_texts(cells: Sequence[object]) -> str:
    """Return the texts among cells, one a line."""
    try:
        return "\n".join(cells)  # type: ignore[arg-type]  # the quick way, when every cell is text
    except TypeError:
        return "\n".join([value for value in cells if isinstance(value, str)])


def fold(text: str) -> str:
    r"""Return the text for comparing: width and case folded, no space of any kind.

    Example:
        >>> fold("销售额\n（元）") == fold("销售额(元)")
        True
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text.translate(_DROP_UNSEEN))).casefold()


@lru_cache(maxsize=4096)  # columns repeat few texts many times
def narrow(text: str) -> str:
    """Return the text with full-width forms made narrow and single spaces, trimmed."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", trim(text))).strip()


def bare(text: str) -> str:
    """Return a header for matching: folded, without brackets, their content and punctuation.

    Example:
        >>> bare("Sales Amount [USD]"), bare("销售额（万元）")
        ('salesamount', '销售额')
    """
    without = _NOT_WORD.sub("", _BRACKETED.sub("", unicodedata.normalize("NFKC", text.translate(_DROP_UNSEEN))))
    return (without or _NOT_WORD.sub("", fold(text))).casefold()
