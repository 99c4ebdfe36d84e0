"""A bonus or penalty, as a scheme states it; :mod:`xltier.core.adjustments` adds them up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from xltier.core.words import NO_WORDS, Words


class ItemLog(StrEnum):
    """A list of the month, besides the adjustments log, whose rows are occurrences of an item."""

    COMPLAINTS = "complaints"
    """Complaints found to be justified (systems.md P6)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A bonus or penalty. Points are written positive; ``is_bonus`` gives the sign.

    Args:
        lowest: Points of one occurrence; a range ``lowest``-``highest`` is decided in the log.
        cap: Most points that the item gives or takes in a period.
        auto: Condition that fires it once, without a log.
        count: Measure that says how many times it occurred.
        log: List whose rows are occurrences of it, those that the adjustments log holds already left out.
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
    log: ItemLog | None = None
    whole: bool = True
    evidence: Words = NO_WORDS
    decay: Decimal = Decimal(0)
    group: str = ""
