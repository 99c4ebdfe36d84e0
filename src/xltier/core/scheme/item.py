"""A bonus or penalty, as a scheme states it; :mod:`xltier.core.adjustments` adds them up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xltier.core.words import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class Item:
    """A bonus or penalty. Points are written positive; ``is_bonus`` gives the sign.

    Args:
        lowest: Points of one occurrence; a range ``lowest``-``highest`` is decided in the log.
        cap: Most points that the item gives or takes in a period.
        auto: Condition that fires it once, without a log.
        count: Measure that says how many times it occurred.
        whole: Logged points are whole numbers.
        decay: Share of its own points that an occurrence loses with each month of age, 0-1.
        group: Name of the group whose cap it shares.
    """

    code: str
    name: Words
    is_bonus: bool
    lowest: Decimal
    highest: Decimal
    cap: Decimal | None = None
    auto: str | None = None
    count: str | None = None
    whole: bool = True
    evidence: Words = NO_WORDS
    decay: Decimal = Decimal(0)
    group: str = ""
