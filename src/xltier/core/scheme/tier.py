"""A tier: its code, its cut-off, and what it means for service."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from xltier.core.words import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class Strategy:
    """What a tier means for service: texts and a share of resources."""

    text: Words = NO_WORDS
    visit: Words = NO_WORDS
    credit: Words = NO_WORDS
    rebate: Words = NO_WORDS
    resource_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """A class, best first in the scheme. Scorecards and bands need a floor for all but the last.

    Args:
        code: What the tier column shows.
        floor: Cut-off: the lowest score (or the last good value, where low is good) of the tier.
        included: Whether the cut-off itself belongs to the tier.
        to: Upper edge as the source prints it, included; ``below`` excluded. Only checked.
        share: Cumulative share of the population (quantile) or of the sum (cumulative) down to here, 0-1.
        quota: Share of customers in a forced distribution, 0-1.
        fill: Colour ``#RRGGBB``; None takes the palette's.
        line: The line whose ladder this belongs to; None is everybody else's.
    """

    code: str
    name: Words
    floor: Decimal | None = None
    included: bool = True
    to: Decimal | None = None
    below: Decimal | None = None
    share: Decimal | None = None
    quota: Decimal | None = None
    fill: str | None = None
    ink: str | None = None
    line: str | None = None
    strategy: Strategy = field(default_factory=Strategy)
