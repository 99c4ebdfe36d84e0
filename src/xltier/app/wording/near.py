"""Which of the known names somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from xltier.core.words import folded

_MOST: Final = 3
_LIKE: Final = 0.5


def near_names(asked: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three names: those that hold what was typed, then those like it; the first there are if none is.

    Example:
        >>> near_names("qiaoshi", ["K1", "Suzhou Qiaoshi Works", "K2", "K3"])
        ('Suzhou Qiaoshi Works',)
        >>> near_names("Harbin", ["K1", "Suzhou Qiaoshi Works"])
        ('K1', 'Suzhou Qiaoshi Works')
        >>> near_names("K21", ["K1", "Suzhou Qiaoshi Works", "K2"])
        ('K2', 'K1')
    """
    names = {folded(name): name for name in known if name}
    wanted = folded(asked)
    holding = [name for name in names if wanted in name]
    like = get_close_matches(wanted, names, n=_MOST, cutoff=_LIKE)
    found = dict.fromkeys((*holding, *like) if like else (*holding, *names))
    return tuple(names[name] for name in list(found)[:_MOST])
