"""Two ratings of the same customers: who moved, from which tier to which, and what drove it (systems.md P3)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xltier.core.migration import Driver, Matrix, matrix


@dataclass(frozen=True, slots=True)
class Rated:
    """What is known of a customer's rating, by us or as a sheet says it.

    Args:
        tier: Code; None is unrated.
        score: As shown, or None.
        red_lines: Codes that applied.
    """

    tier: str | None
    score: str | None = None
    red_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A customer whose tier changed.

    Args:
        key: Code.
        before: The old rating; ``now`` the new one.
        change: Tiers up (+) or down (-); None from or to unrated.
        driver: What moved it.
    """

    key: str
    before: Rated
    now: Rated
    change: int | None
    driver: Driver


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything between two ratings.

    Args:
        matrix: From old tiers (rows) to new ones (columns), with new and withdrawn customers.
        moves: Who moved: falls first, the deepest first, then by key.
        new: Keys that came; ``withdrawn`` those that went.
        pilot: Keys of the movers on whom a change of strategy is tried first.
    """

    matrix: Matrix
    moves: tuple[Move, ...]
    new: tuple[str, ...]
    withdrawn: tuple[str, ...]
    pilot: tuple[str, ...] = ()


def compare_ratings(
    tiers: Sequence[str],
    before: Mapping[str, Rated],
    now: Mapping[str, Rated],
    *,
    same_rules: bool = True,
    same_data: bool = False,
    pilot_share: Fraction | None = None,
    seed: int = 0,
) -> Comparison:
    """Return who moved between two ratings, and why.

    Args:
        tiers: Codes, best first; a code that is not among them stands behind.
        before: The old ratings by customer.
        now: The new ones.
        same_rules: Whether one scheme made both.
        same_data: Whether both rate the same figures, so that only rules can have moved anybody.
        pilot_share: Part of the movers to try a change on first; None is no pilot.
        seed: Draws another sample; the same seed draws the same one.
    """
    known = (*tiers, *sorted({one.tier for one in (*before.values(), *now.values()) if one.tier} - set(tiers)))
    moves = [
        Move(key, old, now[key], _change(known, old, now[key]), _driver(old, now[key], same_rules, same_data))
        for key, old in before.items()
        if key in now and old.tier != now[key].tier
    ]
    moves.sort(key=lambda move: (0 if move.change is None else move.change, move.key))
    return Comparison(
        matrix(known, {key: one.tier for key, one in before.items()}, {key: one.tier for key, one in now.items()}),
        tuple(moves),
        tuple(key for key in now if key not in before),
        tuple(key for key in before if key not in now),
        () if pilot_share is None else pilot([move.key for move in moves], pilot_share, seed=seed),
    )


def _change(tiers: Sequence[str], old: Rated, new: Rated) -> int | None:
    if old.tier is None or new.tier is None:
        return None
    return tiers.index(old.tier) - tiers.index(new.tier)


def _driver(old: Rated, new: Rated, same_rules: bool, same_data: bool) -> Driver:  # noqa: FBT001 - private
    if new.red_lines and not old.red_lines:
        return Driver.RED_LINE
    if old.red_lines and not new.red_lines:
        return Driver.RELEASE
    if same_data or (not same_rules and old.score is not None and old.score == new.score):
        return Driver.RULES
    if old.tier is None:
        return Driver.NO_TIER_BEFORE
    if new.tier is None:
        return Driver.NO_TIER_NOW
    return Driver.SCORE


def pilot(keys: Collection[str], share: Fraction, *, seed: int = 0) -> tuple[str, ...]:
    """Return a part of some customers, drawn by a hash: the same seed gives the same ones in any order.

    At least one is drawn where there is anybody.

    Example:
        >>> len(pilot([f"K{at}" for at in range(50)], Fraction(1, 10), seed=7))
        5
    """
    if not keys or share <= 0:
        return ()
    drawn = sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())
    return tuple(sorted(drawn[: max(1, int(len(keys) * share))]))
