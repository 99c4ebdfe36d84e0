"""The facts of a rating that alert rules ask about: gaps, months at a tier, what was not reported."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.app.month.keys import Key
from xltier.app.month.past import Past
from xltier.core.facts import RatingFacts
from xltier.core.plan import Plan
from xltier.core.rating import Rating
from xltier.core.values import Value


def facts_of(
    plan: Plan,
    rating: Rating,
    values: Sequence[Value],
    change: int | None,
    past: Past,
    key: Key,
    overdue: int,
) -> RatingFacts:
    """Return the facts of a key's rating.

    Args:
        plan: What it was rated by.
        rating: The rating.
        values: Every slot; empty where an entry is an error.
        change: Places gained on the month before.
        past: Former months.
        key: Whose rating it is.
        overdue: Complaints past their due date.
    """
    lowest = plan.ladder.tiers[-1].code
    unreported = 0
    if plan.score is not None and values:
        unreported = sum(1 for scored in plan.score.scored if values[scored.slot] is None)
    return RatingFacts(
        score=rating.score,
        tier=rating.tier,
        tier_change=change,
        gap_to_floor=_above_floor(plan, rating),
        gap_to_next=_to_next(plan, rating),
        red_line=bool(rating.red_lines),
        not_reported=unreported,
        months_at_tier=past.months_at(key, rating.tier),
        lowest_tier_in_12=past.months_of_year_at(key, lowest, rating.tier),
        complaints_overdue=overdue,
    )


def _above_floor(plan: Plan, rating: Rating) -> int | None:
    if rating.earned is None or rating.score_before is None:
        return None
    floor = plan.ladder.least(rating.earned)
    return None if floor is None else abs(rating.score_before - floor)


def _to_next(plan: Plan, rating: Rating) -> int | None:
    if not rating.earned or rating.score_before is None:
        return None
    floor = plan.ladder.least(rating.earned - 1)
    return None if floor is None else abs(floor - rating.score_before)
