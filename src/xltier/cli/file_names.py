"""A part's name as a piece of a file name that every system allows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_LONGEST: Final = 60


def safe_names(names: Iterable[str]) -> list[str]:
    """Return each name without what a file name may not hold, no two alike even where case does not count.

    Example:
        >>> safe_names(["华北", "A/B", "a:b", " . "])
        ['华北', 'A_B', 'a_b-2', '_']
    """
    taken: set[str] = set()
    found = []
    for name in names:
        safe, number = _safe(name), 2
        wanted = safe
        while safe.casefold() in taken:
            safe, number = f"{wanted}-{number}", number + 1
        taken.add(safe.casefold())
        found.append(safe)
    return found


def _safe(name: str) -> str:
    folded = unicodedata.normalize("NFC", name)
    kept = "".join("_" if one in _FORBIDDEN or not one.isprintable() else one for one in folded)
    return kept.strip(" .")[:_LONGEST].rstrip(" .") or "_"
