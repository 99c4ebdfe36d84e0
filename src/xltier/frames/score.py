"""The base score as columns: points of each measure, weights moved, combined into an exact fraction."""

from __future__ import annotations

from dataclasses import dataclass
from operator import gt, le, lt

from xltier.core.language.arithmetic import Range
from xltier.core.plan import Plan, Scored, Scoresheet, TextPoints
from xltier.frames.combine import combined
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.outcome import Stops
from xltier.frames.pieces import points, text_points
from xltier.frames.slots import Slots
from xltier.frames.states import State
from xltier.frames.whole import Number, add, chosen, compared, count, divide, multiply, subtract, total
from xltier.frames.working import Working


@dataclass(frozen=True, slots=True)
class Base:
    """The base score of all rows, in units of 10**-points_decimals.

    Args:
        numerator: Of the exact fraction.
        denominator: Positive.
        points: One for each scored measure, 0 where it is not reported.
        away: Where each scored measure is not applicable.
        doubtful: Where a text counts as blank.
    """

    numerator: Number
    denominator: Number
    points: tuple[Number, ...]
    away: tuple[Flag, ...]
    doubtful: Flag


def base(plan: Plan, sheet: Scoresheet, slots: Slots, working: Working, stops: Stops) -> Base:
    """Return the base score, and note rows that stop for an unknown text, a blank or low coverage."""
    earned: list[Number] = []
    doubts: list[Flag] = []
    for at, scored in enumerate(sheet.scored):
        if sheet.not_reported_is_na:
            stops.stop(slots.blank(scored.slot), State.NA)
        found, doubt = _points(scored, slots, plan.ranges[scored.slot], stops)
        earned.append(working.number(f"points {at}", found))
        doubts.append(doubt)
    working.settle()
    away = tuple(slots.away[scored.slot] for scored in sheet.scored)
    weight = _weight(sheet, away, working, stops)
    if sheet.combine != "weighted":
        if isinstance(sheet.combine, int):
            stops.stop(away[sheet.combine], State.NA)
        best = combined(sheet, earned, away, working)
        return Base(multiply(best, sheet.worth), sheet.worth_unit, tuple(earned), away, either(*doubts))
    weighted = total([multiply(one, scored.factor) for one, scored in zip(earned, sheet.scored, strict=True)])
    numerator = working.number("base numerator", multiply(weighted, sheet.worth))
    denominator = working.number("base denominator", multiply(weight, sheet.mass * sheet.worth_unit))
    working.settle()
    return Base(numerator, denominator, tuple(earned), away, either(*doubts))


def _points(scored: Scored, slots: Slots, within: Range, stops: Stops) -> tuple[Number, Flag]:
    """Return a measure's points, 0 where there is no value, and where a text is taken as blank."""
    known = slots.known[scored.slot]
    if known is False:
        return 0, False
    if not isinstance(scored.scorer, TextPoints):
        return chosen(known, points(scored.scorer, slots.numbers[scored.slot], within), 0), False
    found, listed = text_points(scored.scorer, slots.texts[scored.slot])
    unlisted = both(known, negated(listed))
    if not scored.scorer.unknown_is_blank:
        stops.stop(unlisted, State.VALUE)
        unlisted = False
    return chosen(known, found, 0), unlisted


def _weight(sheet: Scoresheet, away: tuple[Flag, ...], working: Working, stops: Stops) -> Number:
    """Return the applicable weight, 1 where there is none or where nothing moves."""
    if sheet.weight is None:
        return 1
    if all(flag is False for flag in away):
        return sheet.weight or 1
    moved = total([multiply(count(flag), scored.weight) for flag, scored in zip(away, sheet.scored, strict=True)])
    weight = working.number("weight", subtract(sheet.weight, moved))
    working.settle()
    covered = multiply(weight, sheet.coverage_den)
    low = either(compared(le, weight, 0), compared(lt, covered, sheet.coverage_num * sheet.weight))
    stops.stop(both(either(*away), low), State.NA)
    return chosen(compared(gt, weight, 0), weight, 1)


def final(base: Base, points_: Number, plan: Plan, sheet: Scoresheet, working: Working, name: str) -> Number:
    """Return the score with some points of adjustments: rounded once, kept within its limits."""
    round_off = 10 ** (plan.points_decimals - plan.score_decimals)
    numerator = add(base.numerator, multiply(points_, base.denominator))
    top = working.number(f"{name} top", numerator)
    working.settle()
    value = working.number(name, divide(top, multiply(base.denominator, round_off)))
    working.settle()
    if sheet.minimum is not None:
        value = chosen(compared(lt, value, sheet.minimum), sheet.minimum, value)
    if sheet.maximum is not None:
        value = chosen(compared(gt, value, sheet.maximum), sheet.maximum, value)
    kept = working.number(f"{name} kept", value)
    working.settle()
    return kept
