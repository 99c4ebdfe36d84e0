"""The base score: points of each measure, weights moved away from what does not apply, combined exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from xltier.core.pieces import Pieces, scoring
from xltier.core.plan import Plan, Scored, Scoresheet, TextPoints
from xltier.core.slots import Unratable, named
from xltier.core.values import ExcelError, Value
from xltier.errors import Problem, Severity


class Base(NamedTuple):
    """The base as an exact fraction, in units of 10**-points_decimals."""

    numerator: int
    denominator: int
    problems: tuple[Problem, ...] = ()


def scorer(plan: Plan, sheet: Scoresheet) -> Callable[[Sequence[Value]], Base]:
    """Return the function from filled slots to the base score.

    The function raises :class:`xltier.core.slots.Unratable` for a text that the scheme does not know,
    for coverage below the minimum, and where the scheme makes a blank #N/A.
    """
    rows = [(scored.slot, _points(scored), scored.factor, scored.weight, scored) for scored in sheet.scored]
    worth, total = sheet.worth, sheet.weight
    fixed = sheet.mass * sheet.worth_unit
    combine = _combiner(sheet)

    def base(slots: Sequence[Value]) -> Base:
        numerator = 0
        weight = total
        problems: tuple[Problem, ...] = ()
        points: list[int | None] = []
        for slot, points_of, factor, share, scored in rows:
            value = slots[slot]
            if type(value) is int:
                earned = points_of(value)
            elif value is None:
                if sheet.not_reported_is_na:
                    raise Unratable(ExcelError.NA, Problem("measure-required", values=named(plan, slot)))
                earned = 0
            elif isinstance(value, str):
                found, problem = text_points(plan, scored, value)
                earned = found
                problems = (*problems, *problem)
            else:
                if weight is not None:
                    weight -= share
                points.append(None)
                continue
            points.append(earned)
            numerator += earned * factor
        if weight is not total:
            _check_coverage(sheet, weight or 0)
        if combine is not None:
            return Base(combine(points) * worth, sheet.worth_unit, problems)
        return Base(numerator * worth, fixed * (weight or 1), problems)

    return base


def _points(scored: Scored) -> Callable[[int], int]:
    return scoring(scored.scorer) if isinstance(scored.scorer, Pieces) else lambda _: 0


def _check_coverage(sheet: Scoresheet, weight: int) -> None:
    """Refuse a rating whose applicable weight is nothing, or below the scheme's minimum."""
    total = sheet.weight or 0
    if weight <= 0 or weight * sheet.coverage_den < sheet.coverage_num * total:
        share = f"{100 * weight / total:.0f}%" if total else "0%"
        least = f"{100 * sheet.coverage_num / sheet.coverage_den:.0f}%"
        raise Unratable(ExcelError.NA, Problem("coverage-low", values={"coverage": share, "least": least}))


def text_points(plan: Plan, scored: Scored, text: str) -> tuple[int, tuple[Problem, ...]]:
    """Return the points of a text, and the Problem of a text that counts as blank.

    Raises:
        Unratable: The scheme does not know the text and does not take it as blank.
    """
    scorer_ = scored.scorer
    if not isinstance(scorer_, TextPoints):
        problem = Problem("measure-not-number", values=named(plan, scored.slot) | {"value": text})
        raise Unratable(ExcelError.VALUE, problem)
    found = scorer_.find(text)
    if found is not None:
        return found, ()
    values = named(plan, scored.slot) | {"value": text, "known": tuple(scorer_.points)}
    if scorer_.unknown_is_blank:
        return 0, (Problem("text-unknown-blank", severity=Severity.WARNING, values=values),)
    raise Unratable(ExcelError.VALUE, Problem("text-unknown", values=values))


def _combiner(sheet: Scoresheet) -> Callable[[Sequence[int | None]], int] | None:
    """Return how sub-grades are combined where the scheme does not weigh them."""
    match sheet.combine:
        case "weighted":
            return None
        case int(only):
            return lambda points: _known(points[only])
        case "best":
            return lambda points: max(p for p in points if p is not None)
        case "worst":
            return lambda points: min(p for p in points if p is not None)
    better = sheet.majority_better
    return lambda points: majority([p for p in points if p is not None], better=better)


def _known(points: int | None) -> int:
    if points is None:
        raise Unratable(ExcelError.NA, Problem("coverage-low", values={"coverage": "0%", "least": "100%"}))
    return points


def majority(points: Sequence[int], *, better: bool) -> int:
    """Return the points that most sub-grades have; a tie takes the better or the worse.

    Example:
        >>> majority([4, 3, 3, 2], better=False), majority([4, 4, 2, 2], better=True)
        (3, 4)
    """
    counts = Counter(points)
    most = max(counts.values())
    tied = [value for value, n in counts.items() if n == most]
    return max(tied) if better else min(tied)
