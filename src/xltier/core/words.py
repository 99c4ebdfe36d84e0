"""A name or a text in the product's two languages."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Chinese and in English.

    Example:
        >>> Words("回款率", "Collection rate").said("zh")
        '回款率'
    """

    zh: str
    en: str

    def said(self, language: str) -> str:
        """Return the text in ``language``, or in the other one where it has none."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.zh or self.en)


NO_WORDS: Final = Words("", "")


def folded(text: str) -> str:
    """Return text as rules compare it: NFKC, case folded, outer and repeated spaces removed.

    Example:
        >>> folded("　Ａ型 ") == folded("a型")
        True
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
