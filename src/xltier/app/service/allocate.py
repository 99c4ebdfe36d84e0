"""Who serves whom, and who gets how much: span of management and shares of resources (systems.md P5, C12).

Everything adds up: each customer is with one level or on the list of the unassigned, and shares of money
or hours make the total to the last unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from xltier.core.scheme import Scheme
from xltier.errors import DataError, Problem


class Ranked(NamedTuple):
    """A customer to serve.

    Args:
        key: Code.
        place: Of the tier; 0 is the best. None is unrated, and comes last.
        score: Higher first within a tier; None where the scheme has none.
    """

    key: str
    place: int | None
    score: int | None = None


class Level(NamedTuple):
    """A level of people who look after customers, the highest first.

    Args:
        name: Such as 经理.
        people: How many.
        each: Customers that one of them can look after.
    """

    name: str
    people: int
    each: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Customers by level.

    Args:
        of: Key -> level name and number of the person in it, from 1.
        unassigned: Keys that no level has room for, best first: for the call centre, or by automatic means.
    """

    of: Mapping[str, tuple[str, int]]
    unassigned: tuple[str, ...]


def in_order(customers: Sequence[Ranked]) -> list[Ranked]:
    """Return the rated customers, the best first: by tier, then score, then key."""
    rated = [one for one in customers if one.place is not None]
    return sorted(rated, key=lambda one: (one.place or 0, -(one.score or 0), one.key))


def assign(customers: Sequence[Ranked], levels: Sequence[Level]) -> Assignment:
    """Return each customer's level: the best customers fill the top level first.

    Ties are ordered by key, so that the same list is assigned the same way in any order.

    Args:
        customers: In any order; unrated ones take no room.
        levels: Highest first.

    Example:
        >>> found = assign([Ranked("K2", 1), Ranked("K1", 0)], [Level("经理", 1, 1)])
        >>> found.of, found.unassigned
        ({'K1': ('经理', 1)}, ('K2',))
    """
    rated = in_order(customers)
    seats = [
        (level.name, person) for level in levels for person in range(1, level.people + 1) for _ in range(level.each)
    ]
    of = {one.key: seat for one, seat in zip(rated, seats, strict=False)}
    rest = [one.key for one in rated[len(seats) :]]
    rest += sorted(one.key for one in customers if one.place is None)
    return Assignment(of, tuple(rest))


def divided(total: int, weights: Sequence[Fraction]) -> tuple[int, ...]:
    """Return a whole total divided by weights, exact: the largest remainders take the units that are left.

    Args:
        total: In the smallest unit that may be given (a cent, a quarter of an hour).
        weights: Not negative; of equal remainders the earlier takes the unit.

    Example:
        >>> divided(100, [Fraction(1), Fraction(1), Fraction(1)])
        (34, 33, 33)
    """
    whole = sum(weights, Fraction(0))
    if whole == 0:
        return (0,) * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class TierShare:
    """What a tier gets.

    Args:
        tier: Code.
        share: Its share as the scheme states it, percent.
        customers: How many are in it.
        amount: For the whole tier, in the smallest unit.
        each: For each of its customers, the best first; they make ``amount``.
    """

    tier: str
    share: Fraction
    customers: int
    amount: int
    each: tuple[int, ...]


def resources(scheme: Scheme, counts: Mapping[str, int], total: int, *, by_head: bool = False) -> tuple[TierShare, ...]:
    """Return a total divided over tiers by their resource shares, then evenly over their customers.

    A tier without customers leaves its share to the others, in their proportion.

    Args:
        scheme: Whose tiers state shares.
        counts: Customers by tier code.
        total: In the smallest unit that may be given.
        by_head: Weigh a tier's share by its customers, so that a crowded tier is not starved.

    Raises:
        DataError: The scheme states no shares.
    """
    tiers = [tier for tier in scheme.tiers if tier.strategy.resource_share is not None]
    if not tiers:
        raise DataError(Problem("no-resource-shares", values={"scheme": scheme.id}))
    shares = [Fraction(tier.strategy.resource_share or 0) for tier in tiers]
    weights = [
        share * (counts.get(tier.code, 0) if by_head else min(counts.get(tier.code, 0), 1))
        for tier, share in zip(tiers, shares, strict=True)
    ]
    amounts = divided(total, weights)
    return tuple(
        TierShare(
            tier.code,
            share,
            counts.get(tier.code, 0),
            amount,
            divided(amount, [Fraction(1)] * counts.get(tier.code, 0)),
        )
        for tier, share, amount in zip(tiers, shares, amounts, strict=True)
    )
