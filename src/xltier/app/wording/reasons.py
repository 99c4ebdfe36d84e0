"""主因: one sentence that says why a customer is in a tier, and how far the next one is. It always names something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol, TypeAlias

from xltier.app.wording.class_reasons import class_reason
from xltier.app.wording.combined_reasons import combined_gap, deciding, is_combined
from xltier.app.wording.shown_value import shown_value
from xltier.core.adjustments import adjuster
from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.fixed import divide, shown
from xltier.core.plan import Banding, Plan, Scored, Scoresheet, TextPoints
from xltier.core.rating import Rating
from xltier.core.scoresheet import weight_on
from xltier.core.slots import filler
from xltier.core.values import NOT_APPLICABLE, Entry, Value
from xltier.messages import phrase


class Reason(Protocol):
    """From a customer's entries and rating to the sentence, the log and history that rated them given."""

    def __call__(self, entries: Sequence[Entry], rating: Rating, about: Circumstances = NOTHING) -> str:
        """Return the sentence."""


@lru_cache(maxsize=32)
def reasoner(plan: Plan, language: str) -> Reason:
    """Return the function from a rated customer's entries and rating to the sentence.

    Args:
        plan: The plan that rated; the function is prepared once for many customers.
        language: ``"zh"`` or ``"en"``.
    """
    fill = filler(plan)
    core = _core(plan, language)
    joint = "；" if language == "zh" else "; "

    def reason(entries: Sequence[Entry], rating: Rating, about: Circumstances = NOTHING) -> str:
        slots = fill(entries)
        parts = [core(slots)]
        if rating.bonus or rating.penalty:
            parts += _adjusted(plan, slots, rating, about, language)
        capped = capping(plan, rating, about, language)
        if rating.red_lines:
            parts.append(_red_line(plan, rating, language))
        elif capped:
            parts.append(capped)
        elif rating.held is not None and rating.held != rating.earned and rating.earned is not None:
            earned = plan.ladder.tiers[rating.earned].code
            parts.append(phrase("why-held", language, tier=rating.tier, earned=earned))
        else:
            parts.append(gap(plan, rating, language, slots, about))
        return joint.join(part for part in parts if part)

    return reason


def capping(plan: Plan, rating: Rating, about: Circumstances, language: str) -> str:
    """Return that a best tier was given from outside and is worse than the earned one; empty where it is not."""
    if about.cap is None or rating.held is None or rating.place is None or rating.place <= rating.held:
        return ""
    return phrase("why-capped", language, tier=rating.tier, earned=plan.ladder.tiers[rating.held].code)


def _core(plan: Plan, language: str) -> Callable[[Sequence[Value]], str]:
    """Return the function from filled slots to what gave the score or the class."""
    if plan.score is None:
        return class_reason(plan, language)
    return (deciding if is_combined(plan.score) else _scored)(plan, plan.score, language)


def gap(plan: Plan, rating: Rating, language: str, slots: Sequence[Value] = (), about: Circumstances = NOTHING) -> str:
    """Return how far the next better tier is, or that there is none.

    Args:
        plan: What rated.
        rating: The rating.
        language: The reader's.
        slots: The customer's filled slots, where they are at hand: the distance along one measure needs them.
        about: The log and history that rated them.
    """
    if rating.earned is None or rating.score_before is None or not plan.ladder.cuts:
        return ""
    if rating.earned == 0:
        return phrase("why-top", language)
    floor = plan.ladder.least(rating.earned - 1)
    if floor is None:
        return ""
    if plan.score is not None and is_combined(plan.score):
        return combined_gap(plan, plan.score, slots, rating, about, language)
    missing = abs(floor - rating.score_before)
    tier = plan.ladder.tiers[rating.earned - 1].code
    if isinstance(plan.side, Banding):
        far = shown_value(plan.measures[plan.side.slot], missing, language)
    else:
        far = shown(missing, plan.score_decimals)
    return phrase("why-gap", language, tier=tier, missing=far)


def _scored(plan: Plan, sheet: Scoresheet, language: str) -> Callable[[Sequence[Value]], str]:
    """Return the function that names the strongest and the weakest measure of a scorecard."""
    marks = [_marks(plan, sheet, scored, language) for scored in sheet.scored]
    joint = "；" if language == "zh" else "; "

    def strong_and_weak(slots: Sequence[Value]) -> str:
        earned = [(scored, mark(slots[scored.slot])) for scored, mark in zip(sheet.scored, marks, strict=True)]
        counted = [(scored, mark) for scored, mark in earned if mark is not None]
        if not counted:  # additive points need no measure to apply
            return ""
        if len(counted) == 1:
            scored = counted[0][0]
            value = shown_value(scored.measure, slots[scored.slot], language)
            return phrase("why-one", language, measure=scored.measure.name, value=value)
        strong = max(counted, key=lambda pair: (pair[1][0], pair[0].weight))
        weak = max((pair for pair in counted if pair is not strong), key=lambda pair: pair[1][1])
        said = []
        if strong[1][0] > 0:
            said.append(phrase("why-strong", language, measure=strong[0].measure.name, points=strong[1][2]))
        if weak[1][1] > 0:
            said.append(phrase("why-weak", language, measure=weak[0].measure.name, points=weak[1][2]))
        return joint.join(said)

    return strong_and_weak


Mark: TypeAlias = "tuple[float, int, str]"


def _marks(plan: Plan, sheet: Scoresheet, scored: Scored, language: str) -> Callable[[Value], Mark | None]:
    """Return the function from a value to (share of full marks, points lost as counted, points as said)."""
    scale = 10**plan.points_decimals
    full = scored.full
    most = full if sheet.weight is None else int(weight_on(scored.measure, plan.line) * scale)
    worth = None if most is None or not full else (most, full)

    @lru_cache(maxsize=65536)
    def mark(value: Value) -> Mark | None:
        if value is NOT_APPLICABLE:
            return None
        points = _points(scored, value)
        if worth is None or full is None:
            return (float(points), 0, shown(points, plan.points_decimals))
        # Points are said out of the weight, or of full marks where they count as they are: they add up to the score.
        said = divide(points * worth[0] * 100, full * scale)
        text = f"{shown(said, 2)}/{shown(worth[0], plan.points_decimals)}"
        blank = phrase("why-blank-mark", language) if value is None else ""
        return (points / full, (full - points) * scored.factor, f"{text}{blank}")

    return mark


def _points(scored: Scored, value: Value) -> int:
    if isinstance(scored.scorer, TextPoints):
        return (scored.scorer.find(value) or 0) if isinstance(value, str) else 0
    return scored.scorer.points(value) if isinstance(value, int) else 0


def _adjusted(plan: Plan, slots: Sequence[Value], rating: Rating, about: Circumstances, language: str) -> list[str]:
    """Return the bonus and the penalty that counted, with the items that gave them."""
    items = adjuster(plan)(slots, about).items
    said = []
    for points, is_bonus, key in ((rating.bonus, True, "why-bonus"), (rating.penalty, False, "why-penalty")):
        names = [found.item.item.name for found in items if found.item.item.is_bonus is is_bonus and found.counted]
        if points and names:
            said.append(phrase(key, language, points=shown(points, plan.points_decimals), items=names))
    return said


def _red_line(plan: Plan, rating: Rating, language: str) -> str:
    names = [line.line.name for line in plan.red_lines if line.line.code in rating.red_lines]
    held = rating.held if rating.held is not None else rating.place or 0
    key = "why-red-line" if held != rating.place else "why-red-line-same"
    return phrase(key, language, lines=names, tier=rating.tier, earned=plan.ladder.tiers[held].code)
