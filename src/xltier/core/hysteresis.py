"""Keeping a tier: a buffer below its floor, and months in a row before it moves (systems.md P3; off by default)."""

from __future__ import annotations

from xltier.core.circumstances import Standing
from xltier.core.plan import Plan
from xltier.core.rating import Rating


def held(plan: Plan, score: int | None, earned: int, standing: Standing | None) -> int:
    """Return the place kept, given the place that the score alone earns.

    A tier is kept while the score is within the buffer below its floor. What still asks to move must
    do so for ``min_months`` months in a row, this one included. Where a tier falls on either, a score beyond the
    buffer is enough, and so are the months in a row, within the buffer as well; a rise is at once (systems.md P3).

    Args:
        plan: The scheme's plan.
        score: In units of 10**-score_decimals; None where the scheme has no score.
        earned: Place by score alone.
        standing: Where the customer stood; None for a new one, who is placed as earned.
    """
    before = None if standing is None else plan.ladder.index(standing.tier)
    if standing is None or before is None or before == earned:
        return earned
    is_buffered = earned > before and score is not None and _is_buffered(plan, score, before)
    asked = standing.pending if (standing.pending > 0) == (earned < before) else 0
    is_full = abs(asked) + 1 >= plan.scheme.min_months
    moves = not is_buffered or is_full if plan.scheme.falls_on_either else not is_buffered and is_full
    return earned if moves else before


def _is_buffered(plan: Plan, score: int, place: int) -> bool:
    """Return whether a score is at most the buffer below (or, where low is good, above) a tier's floor."""
    floor = plan.ladder.least(place)
    if floor is None:
        return True
    room = plan.buffer + abs(floor) * plan.buffer_num // plan.buffer_den
    if room == 0:
        return False
    return score <= floor + room if plan.ladder.low_is_good else score >= floor - room


def pending(plan: Plan, rating: Rating, standing: Standing | None) -> int:
    """Return the count to hand to the next month: months in a row that asked for another tier than was kept.

    A month within the buffer does not ask, but where a tier falls on either.
    """
    earned, kept = rating.earned, rating.held
    if standing is None or earned is None or kept is None or earned == kept:
        return 0
    better = earned < kept
    does_ask = better or plan.scheme.falls_on_either
    if not does_ask and rating.score_before is not None and _is_buffered(plan, rating.score_before, kept):
        return 0
    before = standing.pending if (standing.pending > 0) == better else 0
    return before + (1 if better else -1)
