"""Cuts that a population gives: fitted once, stored with the period, then used as bands.

Fitting works on distinct values with counts, so equal values share a tier whatever their keys, order
or unit. The group at a cut goes to the better tier.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Final, TypeAlias

from xltier.core.scheme.spread import Spread

PERCENTS: Final = tuple(Fraction(k, 100) for k in range(1, 101))

Cuts: TypeAlias = "Mapping[str, tuple[int, ...]]"
"""Fitted numbers by name, in the fixed point of their measure (or of the score)."""

SCORE: Final = "score cut-offs"
"""The name of the cuts of a forced distribution. It is no legal key, so it meets no other name."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Values of one measure, both ends included; None is open."""

    slot: int
    low: int | None
    high: int | None

    def covers(self, value: object) -> bool:
        """Return whether a value is known and lies inside."""
        if type(value) is not int:
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Cuts to fit.

    Args:
        name: Under which they are kept.
        slot: The measure's slot; None is the score (a forced distribution).
        spread: How the population is cut.
        shares: Rising shares of customers (quantile) or of the sum (cumulative), best first, 0-1.
        low_is_good: Whether small values are good.
        ties_up: Whether the group that crosses a cut goes to the better tier, or wholly to the worse one.
        one: One unit of the measure in fixed point; only ``quantile-r`` depends on it.
        inside: Only these customers count (nested bins).
    """

    name: str
    slot: int | None
    spread: Spread
    shares: tuple[Fraction, ...] = ()
    low_is_good: bool = False
    ties_up: bool = True
    one: int = 1
    inside: tuple[Inside, ...] = ()


def fitted(  # noqa: PLR0911 - one return a spread
    wanted: Wanted, counts: Mapping[int, int]
) -> tuple[int, ...]:
    """Return the cuts of a population.

    Args:
        wanted: What to fit.
        counts: How often each distinct value occurs; at least one value.

    Example:
        >>> fitted(Wanted("top", 0, Spread.QUANTILE, (Fraction(1, 2),)), {10: 1, 20: 2, 30: 1})
        (20,)
    """
    best_first = sorted(counts.items(), reverse=not wanted.low_is_good)
    match wanted.spread:
        case Spread.MAX:
            return (best_first[0][0],)
        case Spread.MEAN:
            return (_mean(best_first, wanted),)
        case Spread.CUMULATIVE:
            return _cumulative(best_first, wanted)
        case Spread.MEDIAN:
            n = sum(counts.values())  # of an odd number of customers the middle one is at the median, not below it
            return _quantile(best_first, (Fraction(n + 1, 2 * n),), wanted)
        case Spread.PERCENTILE:
            return _percentiles(best_first)
        case Spread.QUANTILE_R:
            return _quantile_r(counts, wanted)
    return _quantile(best_first, wanted.shares, wanted)


def of_nobody(wanted: Wanted) -> tuple[int, ...]:
    """Return cuts for a measure that no customer of a population has: there is nobody for them to divide.

    Without them one absent column would leave everybody unrated, though its weight moves.
    """
    if wanted.spread is Spread.PERCENTILE:
        return (0,) * len(PERCENTS)
    return (0,) * (len(wanted.shares) or 1)


def _none(best: int, wanted: Wanted) -> int:
    """Return a cut that not even the best value reaches."""
    return best - 1 if wanted.low_is_good else best + 1


def _mean(best_first: Sequence[tuple[int, int]], wanted: Wanted) -> int:
    """Return the first value that is as good as the exact mean: of 1, 1 and 2 orders only the 2 is."""
    total, people = sum(value * n for value, n in best_first), sum(n for _, n in best_first)
    return total // people if wanted.low_is_good else -(-total // people)


def _quantile(best_first: Sequence[tuple[int, int]], shares: Sequence[Fraction], wanted: Wanted) -> tuple[int, ...]:
    """The top p: a value is in when the first of its group is (ties up), or the last (ties down)."""
    total = sum(n for _, n in best_first)
    cuts = []
    at, better = 0, 0  # groups best_first[:at] are in, with ``better`` customers
    cut = _none(best_first[0][0], wanted)
    for share in shares:
        while at < len(best_first):
            value, n = best_first[at]
            rank = better + (1 if wanted.ties_up else n)
            if rank > share * total:
                break
            cut, better, at = value, better + n, at + 1
        cuts.append(cut)
    return tuple(cuts)


def _cumulative(best_first: Sequence[tuple[int, int]], wanted: Wanted) -> tuple[int, ...]:
    """Pareto: a value is in when what strictly larger values carry is below the share.

    With ties down it is in when what they and itself carry is no more than the share. Returns and losses (zero or
    less) carry nothing and are in no class but the last.
    """
    positive = [(value, n) for value, n in best_first if value > 0]
    total = sum(value * n for value, n in positive)
    cuts = []
    for share in wanted.shares:
        cut, carried = (best_first[0][0] if total else 0) + 1, 0
        for value, n in positive:
            if carried >= share * total or (not wanted.ties_up and carried + value * n > share * total):
                break
            cut, carried = value, carried + value * n
        cuts.append(cut)
    return tuple(cuts)


def _quantile_r(counts: Mapping[int, int], wanted: Wanted) -> tuple[int, ...]:
    """R's rfm: type-7 quantiles of whole units plus one; a value below the edge is in the lower bin."""
    values = sorted(counts)
    upto = list(accumulate(counts[value] for value in values))
    total = upto[-1]

    def at(rank: int) -> int:
        return values[bisect_right(upto, rank)]

    cuts = []
    for share in wanted.shares:
        lower = share if wanted.low_is_good else 1 - share
        place = (total - 1) * lower
        floor = int(place)
        edge = at(floor) + (place - floor) * (at(min(floor + 1, total - 1)) - at(floor)) + wanted.one
        cuts.append(math.ceil(edge) - 1 if wanted.low_is_good else math.ceil(edge))
    return tuple(cuts)


def _percentiles(best_first: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """100 cuts: at least k whole percents of the customers are not better than the k-th."""
    total = sum(n for _, n in best_first)
    cuts: list[int] = []
    worst_first = iter(reversed(best_first))
    value, not_better = next(worst_first)
    for share in PERCENTS:
        while not_better < share * total:
            value, n = next(worst_first)
            not_better += n
        cuts.append(value)
    return tuple(cuts)


def collapsed(cuts: Sequence[int]) -> bool:
    """Return whether equal values left fewer classes than asked for."""
    return any(a == b for a, b in pairwise(cuts))


def counted(values: Iterable[object]) -> Counter[int]:
    """Return how often each number occurs; what is no number is left out."""
    return Counter(value for value in values if type(value) is int)
