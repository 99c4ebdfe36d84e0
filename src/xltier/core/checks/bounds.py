"""Checks of size: no step of a plan may leave 62 bits, so that every target computes the same."""

from __future__ import annotations

from collections.abc import Iterator

from xltier.core.checks.places import wrong
from xltier.core.compile import compile_plan
from xltier.core.language.arithmetic import Range, extent
from xltier.core.language.logic import Logic, wholes_in
from xltier.core.pieces import Piece
from xltier.core.plan import Gridding, Plan, Ruling, Scored, Side, TextPoints
from xltier.core.scheme import Scheme
from xltier.core.scoresheet import LIMIT
from xltier.errors import Problem


def check_bounds(scheme: Scheme) -> Iterator[Problem]:
    """Yield each measure or total whose largest step is above 2**62."""
    lines = dict.fromkeys(
        (
            None,
            *(tier.line for tier in scheme.tiers),
            *(band.line for measure in scheme.measures for band in measure.bands),
            *(line for measure in scheme.measures for line in measure.line_weights),
        )
    )
    for line in lines:
        yield from _plan(compile_plan(scheme, line=line))


def _path(plan: Plan, slot: int) -> str:
    key = plan.measures[slot].key
    return f"measures[{[measure.key for measure in plan.scheme.measures].index(key)}]"


def _plan(plan: Plan) -> Iterator[Problem]:
    ranges = list(plan.ranges)
    for step in plan.steps:
        if step.value is None:
            continue
        _, top = extent(step.value.numerator, ranges)
        _, bottom = extent(step.value.denominator, ranges)
        largest = max(2 * top + bottom, bottom)
        if largest > LIMIT:
            yield wrong("overflow", f"{_path(plan, step.slot)}.expression", measure=plan.measures[step.slot].name)
    for path, condition in _conditions(plan):
        if any(extent(whole, ranges)[1] > LIMIT for whole in wholes_in(condition)):
            yield wrong("overflow-condition", path)
    if plan.score is None:
        return
    total = 0
    for scored in plan.score.scored:
        points, step_ = _points(scored, ranges[scored.slot])
        if step_ > LIMIT:
            yield wrong("overflow", _path(plan, scored.slot), measure=scored.measure.name)
        total += points * scored.factor
    sheet = plan.score
    mass = sheet.mass * (sheet.weight or 1) * sheet.worth_unit
    adjustments = sum((item.cap or item.highest * 1000) for item in plan.items)
    numerator = total * sheet.worth + adjustments * mass
    denominator = mass * 10 ** (plan.points_decimals - plan.score_decimals)
    if 2 * numerator + denominator > LIMIT:
        yield wrong("overflow-score", "measures.weight")


def _conditions(plan: Plan) -> Iterator[tuple[str, Logic]]:
    """Yield every condition that the document states, with its path."""
    stated = [
        *((f"{_path(plan, step.slot)}.applies_if", step.applies) for step in plan.steps),
        *((f"items[{at}].auto", item.auto) for at, item in enumerate(plan.items)),
        *((f"red_lines[{at}].auto", line.auto) for at, line in enumerate(plan.red_lines)),
        *((f"red_lines[{at}].release", line.release) for at, line in enumerate(plan.red_lines)),
        *_rules("rules", plan.side),
    ]
    if isinstance(plan.side, Gridding):
        for at, (axis, (_, side, _)) in enumerate(zip(plan.scheme.axes, plan.side.sides, strict=True)):
            stated += _rules(f"axes[{at}].rules", side) if axis.rules else ()
    return ((path, condition) for path, condition in stated if condition is not None)


def _rules(block: str, side: Side | Gridding | None) -> Iterator[tuple[str, Logic | None]]:
    if isinstance(side, Ruling):
        yield from ((f"{block}[{at}].when", when) for at, (when, _) in enumerate(side.rules))


def _points(scored: Scored, within: Range) -> tuple[int, int]:
    """Return the most points of a measure, and the largest step on the way to any points."""
    if isinstance(scored.scorer, TextPoints):
        most = max((abs(points) for points in scored.scorer.points.values()), default=0)
        return most, most
    most = largest = scored.full or 0
    pieces = scored.scorer
    for at, piece in enumerate(pieces.pieces):
        low, high = pieces.span(at)
        ends = (
            within[0] if low is None else min(max(low, within[0]), within[1]),
            within[1] if high is None else min(max(high, within[0]), within[1]),
        )
        for value in ends:
            points, step = _at(piece, value)
            most, largest = max(most, points), max(largest, step)
    return most, largest


def _at(piece: Piece, value: int) -> tuple[int, int]:
    top = abs(piece.intercept) + abs(piece.slope * value)
    bottom = max(abs(piece.divisor + piece.divisor_slope * value), 1)
    return top // bottom + 1, 2 * top + bottom
