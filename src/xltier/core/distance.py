"""How far to the next tier: in points, and along each measure in its own unit, whichever way it lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xltier.core.adjustments import adjuster
from xltier.core.circumstances import Circumstances
from xltier.core.fixed import divide
from xltier.core.ladder import Ladder
from xltier.core.pieces import Pieces
from xltier.core.plan import Banding, Plan, Scored, Scoresheet
from xltier.core.rating import Rating
from xltier.core.scheme.measure import Measure
from xltier.core.score import scorer
from xltier.core.slots import Unratable
from xltier.core.values import Value


@dataclass(frozen=True, slots=True)
class Lever:
    """A measure that alone would lift the customer to the next tier.

    Args:
        measure: Which.
        slot: Its place in the plan.
        value: The nearest value that is enough, in fixed point.
        upwards: Whether the value must rise to it (``>=``) or fall to it (``<=``).
    """

    measure: Measure
    slot: int
    value: int
    upwards: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The next better tier by score: red lines and history are not counted.

    Args:
        tier: Its code.
        missing: Score still missing, in units of 10**-score_decimals; for one banded measure its distance.
        levers: Measures that alone are enough, in the scheme's order; empty where none is.
    """

    tier: str
    missing: int
    levers: tuple[Lever, ...]


def next_tier(
    plan: Plan, slots: Sequence[Value], circumstances: Circumstances, rating: Rating, *, levers: bool = True
) -> Next | None:
    """Return what is missing for the next better tier, or None at the top or without cut-offs.

    Args:
        plan: What rated.
        slots: Every slot, filled.
        circumstances: Log, red lines and history.
        rating: The rating.
        levers: Whether to look for the measures that alone are enough, which costs more than the rating.
    """
    ladder = plan.ladder
    if not rating.earned or rating.score_before is None or not ladder.cuts:
        return None
    goal = rating.earned - 1
    floor = ladder.least(goal)
    if floor is None:
        return None
    tier = ladder.tiers[goal].code
    missing = abs(floor - rating.score_before)
    if isinstance(plan.side, Banding):
        slot = plan.side.slot
        return Next(tier, missing, (Lever(plan.measures[slot], slot, floor, not ladder.low_is_good),))
    if plan.score is None:
        return None
    if not levers:
        return Next(tier, missing, ())
    reaches = _reaching(plan, plan.score, slots, circumstances, ladder, goal)
    found = (_lever(plan, scored, slots[scored.slot], reaches) for scored in plan.score.scored)
    return Next(tier, missing, tuple(lever for lever in found if lever is not None))


def _reaching(
    plan: Plan,
    sheet: Scoresheet,
    slots: Sequence[Value],
    circumstances: Circumstances,
    ladder: Ladder,
    goal: int,
) -> Callable[[int, int], bool]:
    """Return whether a value in a slot, all else equal, reaches the goal."""
    base_of = scorer(plan, sheet)
    adjustments = adjuster(plan)(slots, circumstances)
    points = adjustments.bonus - adjustments.penalty
    round_off = 10 ** (plan.points_decimals - plan.score_decimals)

    def reaches(slot: int, value: int) -> bool:
        changed = list(slots)
        changed[slot] = value
        try:
            base = base_of(changed)
        except Unratable:
            return False
        score = divide(base.numerator + points * base.denominator, base.denominator * round_off)
        return ladder.place(score if sheet.maximum is None else min(score, sheet.maximum)) <= goal

    return reaches


def _lever(plan: Plan, scored: Scored, value: Value, reaches: Callable[[int, int], bool]) -> Lever | None:
    """Return the nearest value of a measure that reaches the goal, looking both ways."""
    if not isinstance(scored.scorer, Pieces) or not (value is None or isinstance(value, int)):
        return None
    low, high = plan.ranges[scored.slot]
    start = value if value is not None else (high if scored.measure.low_is_good else low)
    found = [
        near
        for at in range(len(scored.scorer.pieces))
        if (near := _nearest_in(scored, at, start, (low, high), reaches)) is not None
    ]
    if not found:
        return None
    best = min(found, key=lambda target: (abs(target - start), target))
    return Lever(scored.measure, scored.slot, best, best > start or (value is None and not scored.measure.low_is_good))


def _nearest_in(
    scored: Scored, at: int, start: int, within: tuple[int, int], reaches: Callable[[int, int], bool]
) -> int | None:
    """Return the value of one piece nearest to ``start`` that reaches the goal; points are monotonic in a piece."""
    if not isinstance(scored.scorer, Pieces):
        return None
    first, after = scored.scorer.span(at)
    low = within[0] if first is None else max(first, within[0])
    high = within[1] if after is None else min(after - 1, within[1])
    if low > high:
        return None
    near, far = min(max(start, low), high), (high if start <= low else low)
    if reaches(scored.slot, near):
        return near
    if low <= start <= high:  # inside the piece: the better end may lie either way
        far = high if reaches(scored.slot, high) else low
    if not reaches(scored.slot, far):
        return None
    while abs(far - near) > 1:
        middle = (near + far) // 2
        if reaches(scored.slot, middle):
            far = middle
        else:
            near = middle
    return far
