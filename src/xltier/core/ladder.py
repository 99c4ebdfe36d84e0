"""Tiers as whole-number cut-offs: from a score, or a value, to the place on the ladder."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xltier.core.fixed import unit
from xltier.core.scheme.tier import Tier


@dataclass(frozen=True, slots=True)
class Ladder:
    """The tiers of a line, best first, with their cut-offs.

    Args:
        tiers: Best first; the last one takes whatever is left.
        cuts: Rising; where low is good they are of the negated value.
        low_is_good: Whether small values make good tiers.
    """

    tiers: tuple[Tier, ...]
    cuts: tuple[int, ...]
    low_is_good: bool = False

    def place(self, value: int) -> int:
        """Return the index of the tier that a value reaches; 0 is the best."""
        return len(self.cuts) - bisect_right(self.cuts, -value if self.low_is_good else value)

    def index(self, code: str) -> int | None:
        """Return the place of a tier code, or None."""
        return next((at for at, tier in enumerate(self.tiers) if tier.code == code), None)

    def least(self, place: int) -> int | None:
        """Return the last value that still reaches a place: its cut-off in fixed point; None for the last tier."""
        if place >= len(self.cuts):
            return None
        cut = self.cuts[len(self.cuts) - 1 - place]
        return -cut if self.low_is_good else cut


def ladder(tiers: Sequence[Tier], decimals: int, *, low_is_good: bool = False) -> Ladder:
    """Return a ladder from the floors that its tiers state.

    Args:
        tiers: Best first; all but the last have a floor.
        decimals: Of the score, or of the measure that is banded.
        low_is_good: A floor is then the largest value of its tier.
    """
    cuts = [_cut(tier.floor or Decimal(0), decimals, tier.included, low_is_good) for tier in tiers[:-1]]
    return Ladder(tuple(tiers), tuple(reversed(cuts)), low_is_good)


def ladder_of(tiers: Sequence[Tier], fitted: Sequence[int], *, low_is_good: bool) -> Ladder:
    """Return a ladder from fitted cuts, one for each tier but the last, best first."""
    cuts = [-cut for cut in fitted] if low_is_good else list(fitted)
    return Ladder(tuple(tiers), tuple(reversed(cuts)), low_is_good)


def _cut(floor: Decimal, decimals: int, included: bool, low_is_good: bool) -> int:  # noqa: FBT001 - private
    scaled = Fraction(floor) * unit(decimals) * (-1 if low_is_good else 1)
    return math.ceil(scaled) if included else math.floor(scaled) + 1
