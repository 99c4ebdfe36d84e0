"""Why a customer is in a tier: every point with its measure, band and weight, down to the rounding.

A trace is rederived from plan and entries; a law test shows that it adds up to the rating.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from xltier.core.adjustments import NONE, Adjustments, adjuster
from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.distance import Next, next_tier
from xltier.core.plan import Plan, Scored, Scoresheet, TextPoints
from xltier.core.rate import rate_one
from xltier.core.rating import Rating
from xltier.core.red_lines import NO_HITS, Hits, watcher
from xltier.core.scheme.measure import Measure
from xltier.core.score import Base, scorer, text_points
from xltier.core.slots import Unratable, filler
from xltier.core.values import NOT_APPLICABLE, Entry, Value

_filler = lru_cache(maxsize=64)(filler)
_watcher = lru_cache(maxsize=64)(watcher)
_adjuster = lru_cache(maxsize=64)(adjuster)


@lru_cache(maxsize=64)
def _scorer(plan: Plan) -> Callable[[Sequence[Value]], Base]:
    if plan.score is None:
        msg = "a scheme without a scorecard has no base"
        raise TypeError(msg)
    return scorer(plan, plan.score)


@dataclass(frozen=True, slots=True)
class Line:
    """One measure's part in the base score.

    Args:
        measure: Its words, unit and rule.
        slot: Its place in the plan.
        value: What was scored, in the measure's fixed point; None is not reported.
        points: In units of 10**-points_decimals; None where it does not apply.
        full: Full marks in the same units, or None.
        label: The band's name, if it has one.
        span: First value of the band and first value after it; None is open.
        weight: Percent of the base that it counts for, after weights have moved.
        weighted: Points that it brings to the score, exactly.
        lost: Points that full marks would bring more; 0 where there is no limit.
    """

    measure: Measure
    slot: int
    value: Value
    points: int | None
    full: int | None
    label: str
    span: tuple[int | None, int | None]
    weight: Fraction
    weighted: Fraction
    lost: Fraction

    @property
    def applies(self) -> bool:
        """Return whether the measure counts for this customer."""
        return self.points is not None


@dataclass(frozen=True, slots=True)
class Trace:
    """A rating with everything that it follows from.

    Args:
        rating: What is explained.
        values: Every slot of the plan, filled; empty where the rating is an error of an entry.
        lines: One for each scored measure; their ``weighted`` sum to ``base``.
        moved: Percent of the weight that does not apply and was moved to the others.
        base: Weighted points, exactly.
        adjustments: Bonus and penalty by item, before a red line voids the bonus.
        hits: Red lines that apply.
        exact: base + bonus - penalty before the score's limits and rounding; None without a score.
        next: What is missing for the next better tier; None at the top or without an order of tiers.
    """

    rating: Rating
    values: tuple[Value, ...] = ()
    lines: tuple[Line, ...] = ()
    moved: Fraction = Fraction(0)
    base: Fraction | None = None
    adjustments: Adjustments = NONE
    hits: Hits = NO_HITS
    exact: Fraction | None = None
    next: Next | None = None


def explain(
    plan: Plan, entries: Sequence[Entry], circumstances: Circumstances = NOTHING, *, levers: bool = True
) -> Trace:
    """Return the trace of one customer's rating.

    Args:
        plan: A compiled scheme, fitted where it needs to be.
        entries: One for each of ``plan.keys``, in fixed point.
        circumstances: Log, red lines, history and override.
        levers: Whether to look for the measures that alone lead to the next tier.
    """
    rating = rate_one(plan, entries, circumstances)
    try:
        slots = _filler(plan)(entries)
    except Unratable:
        return Trace(rating)
    values = tuple(slots)
    hits = _watcher(plan)(slots, circumstances.red_lines)
    if rating.place is None:
        return Trace(rating, values, hits=hits)
    upwards = next_tier(plan, slots, circumstances, rating, levers=levers)
    if plan.score is None:
        return Trace(rating, values, hits=hits, next=upwards)
    sheet = plan.score
    base_units = _scorer(plan)(slots)
    unit = 10**plan.points_decimals
    base = Fraction(base_units.numerator, base_units.denominator * unit)
    lines, moved = _lines(plan, sheet, slots, base)
    exact = base + Fraction(rating.bonus - rating.penalty, unit)
    adjustments = _adjuster(plan)(slots, circumstances)
    return Trace(rating, values, lines, moved, base, adjustments, hits, exact, upwards)


def _lines(plan: Plan, sheet: Scoresheet, slots: Sequence[Value], base: Fraction) -> tuple[tuple[Line, ...], Fraction]:
    total = sheet.weight
    applicable = [scored for scored in sheet.scored if slots[scored.slot] is not NOT_APPLICABLE]
    weight = 1 if total is None else sum(scored.weight for scored in applicable)
    unit = 10**plan.points_decimals
    # One point of a measure is worth this much of the score, times the measure's factor.
    worth = Fraction(sheet.worth, sheet.mass * weight * sheet.worth_unit * unit)
    lines = []
    for scored in sheet.scored:
        value = slots[scored.slot]
        points = None if value is NOT_APPLICABLE else _points(plan, scored, value)
        counted = Fraction(0) if points is None else points * scored.factor * worth
        missing = 0 if points is None or scored.full is None else max(scored.full - points, 0)
        share = Fraction(100 * scored.weight, weight) if total is not None and points is not None else Fraction(0)
        label, span = _band(scored, value)
        lost = missing * scored.factor * worth
        lines.append(Line(scored.measure, scored.slot, value, points, scored.full, label, span, share, counted, lost))
    if sheet.combine != "weighted":
        lines = _chosen(lines, base, Fraction(sheet.worth, sheet.worth_unit * unit))
    moved = Fraction(0) if total is None else Fraction(100 * (total - weight), total)
    return tuple(lines), moved


def _points(plan: Plan, scored: Scored, value: Value) -> int:
    if value is None:
        return 0
    if isinstance(scored.scorer, TextPoints):
        return text_points(plan, scored, str(value))[0]
    return scored.scorer.points(value) if isinstance(value, int) else 0


def _band(scored: Scored, value: Value) -> tuple[str, tuple[int | None, int | None]]:
    if not isinstance(value, int) or isinstance(scored.scorer, TextPoints):
        return "", (None, None)
    pieces = scored.scorer
    at = pieces.index(value)
    return pieces.pieces[at].label, pieces.span(at)


def _chosen(lines: Sequence[Line], base: Fraction, worth: Fraction) -> list[Line]:
    """Where sub-grades are not weighed, the first one that equals the base brings all of it."""
    chosen = next((line for line in lines if line.points is not None and line.points * worth == base), None)
    return [
        Line(
            line.measure,
            line.slot,
            line.value,
            line.points,
            line.full,
            line.label,
            line.span,
            Fraction(100) if line is chosen else Fraction(0),
            base if line is chosen else Fraction(0),
            Fraction(0),
        )
        for line in lines
    ]
