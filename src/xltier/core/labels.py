"""Names for tiers that people already use: letters, metals, stars, high and low."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from xltier.core.words import Words

_LETTERS: Final = {letter: Words(f"{letter} 级", f"Grade {letter}") for letter in "SABCD"}
_DIAMOND, _PLATINUM, _GOLD, _SILVER, _PLAIN = (
    Words("钻石", "Diamond"),
    Words("白金", "Platinum"),
    Words("金", "Gold"),
    Words("银", "Silver"),
    Words("普通", "Basic"),
)
_HIGH, _MIDDLE, _LOW = Words("高", "High"), Words("中", "Middle"), Words("低", "Low")


def _stars(count: int) -> tuple[Words, ...]:
    """Return as many stars as there are tiers for the best, one for the last."""
    digits = "一二三四五"
    return tuple(Words(f"{digits[n - 1]}星", f"{n} star{'s' if n > 1 else ''}") for n in range(count, 0, -1))


PRESETS: Final[Mapping[str, Mapping[int, tuple[Words, ...]]]] = MappingProxyType(
    {
        "letters": {
            3: tuple(_LETTERS[letter] for letter in "ABC"),
            4: tuple(_LETTERS[letter] for letter in "ABCD"),
            5: tuple(_LETTERS.values()),
        },
        "metals": {
            3: (_GOLD, _SILVER, _PLAIN),
            4: (_PLATINUM, _GOLD, _SILVER, _PLAIN),
            5: (_DIAMOND, _PLATINUM, _GOLD, _SILVER, _PLAIN),
        },
        "stars": {count: _stars(count) for count in (3, 4, 5)},
        "levels": {2: (_HIGH, _LOW), 3: (_HIGH, _MIDDLE, _LOW)},
    }
)
"""Preset -> number of tiers -> names, best first. Codes stay what the scheme says; names are what a sheet shows."""
