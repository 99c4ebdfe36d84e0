"""A red line, as a scheme states it; :mod:`xltier.core.red_lines` watches them."""

from __future__ import annotations

from dataclasses import dataclass

from xltier.core.words import Words


@dataclass(frozen=True, slots=True)
class RedLine:
    """A knock-out rule: caps the tier or drops it by levels, whatever the score.

    Args:
        cap: Best tier still possible; ``drop`` is the number of levels instead.
        months: How many months it lasts, the month of the hit included.
        voids_bonus: Bonus points do not count while it lasts.
        auto: Condition that fires it without a log.
        release: Condition that ends it early.
    """

    code: str
    name: Words
    cap: str | None = None
    drop: int = 0
    months: int = 1
    voids_bonus: bool = False
    auto: str | None = None
    release: str | None = None
