"""Why a customer has a score that one sub-grade gives: the only one, the best, the worst, or most of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from xltier.app.wording.shown_value import shown_value
from xltier.core.circumstances import Circumstances
from xltier.core.distance import next_tier
from xltier.core.fixed import divide, shown
from xltier.core.pieces import Pieces
from xltier.core.plan import Plan, Scored, Scoresheet, TextPoints
from xltier.core.rating import Rating
from xltier.core.score import majority, text_points
from xltier.core.values import NOT_APPLICABLE, Value
from xltier.messages import phrase

_PHRASES: Final = {"best": "why-best", "worst": "why-worst", "majority": "why-majority"}


def is_combined(sheet: Scoresheet | None) -> bool:
    """Return whether one sub-grade gives the score, and no weights do."""
    return sheet is not None and sheet.combine != "weighted"


def deciding(plan: Plan, sheet: Scoresheet, language: str) -> Callable[[Sequence[Value]], str]:
    """Return the function from filled slots to the sub-grades that decide, each with its points."""
    if isinstance(sheet.combine, int):
        only = sheet.scored[sheet.combine]
        return lambda slots: phrase(
            "why-one", language, measure=only.measure.name, value=shown_value(only.measure, slots[only.slot], language)
        )
    key = _PHRASES[sheet.combine]

    def told(slots: Sequence[Value]) -> str:
        earned = [
            (scored, _points(plan, scored, slots[scored.slot]))
            for scored in sheet.scored
            if slots[scored.slot] is not NOT_APPLICABLE
        ]
        points = [found for _, found in earned]
        decides = {"best": max, "worst": min}.get(str(sheet.combine))
        grade = majority(points, better=sheet.majority_better) if decides is None else decides(points)
        names = [_said(plan, scored, found, language) for scored, found in earned if found == grade]
        return phrase(key, language, measures=names)

    return told


def combined_gap(
    plan: Plan, sheet: Scoresheet, slots: Sequence[Value], rating: Rating, about: Circumstances, language: str
) -> str:
    """Return how far the next better tier is: along the only measure that counts, or in whole sub-grades."""
    if rating.earned is None or rating.score_before is None:
        return ""
    tier = plan.ladder.tiers[rating.earned - 1].code
    far = None
    if isinstance(sheet.combine, int) and slots:
        found = next_tier(plan, slots, about, rating)
        lever = next(iter(found.levers), None) if found is not None else None
        value = None if lever is None else slots[lever.slot]
        if lever is not None and isinstance(value, int):
            far = shown_value(lever.measure, abs(lever.value - value), language)
    if far is None:
        far = shown(steps_missing(plan, sheet, rating, rating.earned - 1), plan.score_decimals)
    return phrase("why-gap", language, tier=tier, missing=far)


def steps_missing(plan: Plan, sheet: Scoresheet, rating: Rating, goal: int) -> int:
    """Return the score that the next sub-grade adds which is enough; without one, what the cut-off asks.

    Args:
        plan: What rated.
        sheet: Its scoresheet.
        rating: The rating, with a score.
        goal: Place of the tier to reach.

    Returns:
        In units of 10**-score_decimals.
    """
    round_off = 10 ** (plan.points_decimals - plan.score_decimals)
    before = rating.score_before or 0
    adjusted = before - divide(rating.base or 0, round_off)
    scores = {divide(points * sheet.worth, sheet.worth_unit * round_off) + adjusted for points in _grades(sheet)}
    enough = [score for score in scores if plan.ladder.place(score) <= goal]
    floor = plan.ladder.least(goal) or 0
    return min((abs(score - before) for score in enough), default=abs(floor - before))


def _grades(sheet: Scoresheet) -> set[int]:
    """Return the points that a sub-grade can have, in units of 10**-points_decimals."""
    found: set[int] = set()
    for scored in sheet.scored:
        if isinstance(scored.scorer, Pieces):
            found.update(piece.intercept for piece in scored.scorer.pieces if not piece.slope and piece.divisor == 1)
        else:
            found.update(scored.scorer.points.values())
    return found


def _points(plan: Plan, scored: Scored, value: Value) -> int:
    if isinstance(scored.scorer, TextPoints):
        return text_points(plan, scored, value)[0] if isinstance(value, str) else 0
    return scored.scorer.points(value) if isinstance(value, int) else 0


def _said(plan: Plan, scored: Scored, points: int, language: str) -> str:
    full = "" if scored.full is None else f"/{shown(scored.full, plan.points_decimals)}"
    return f"{scored.measure.name.said(language)} {shown(points, plan.points_decimals)}{full}"
