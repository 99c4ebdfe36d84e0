"""From filled slots straight to a class: one measure banded, ordered rules, or a grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from xltier.core.known_words import labels_doubted
from xltier.core.language.logic import awaited, truth
from xltier.core.plan import Banding, Gridding, Plan, Ruling, Side
from xltier.core.slots import Unratable, named
from xltier.core.values import NOT_APPLICABLE, ExcelError, Value
from xltier.errors import Problem, Severity

Placing: TypeAlias = "Callable[[Sequence[Value]], tuple[int, tuple[Problem, ...]]]"


def placer(plan: Plan) -> Placing:
    """Return the function from filled slots to the place on the plan's ladder, with what could not be told.

    The function raises :class:`xltier.core.slots.Unratable` where nothing can be said.
    """
    side = plan.side
    if isinstance(side, Gridding):
        return _grid(plan, side)
    if side is None:
        msg = "a scorecard is placed by its score"
        raise TypeError(msg)
    return side_placer(plan, side)


def side_placer(plan: Plan, side: Side) -> Placing:
    """Return the function that places a customer on one side."""
    return _banding(plan, side) if isinstance(side, Banding) else _ruling(plan, side)


def _banding(plan: Plan, side: Banding) -> Placing:
    def place(slots: Sequence[Value]) -> tuple[int, tuple[Problem, ...]]:
        value = slots[side.slot]
        if type(value) is int:
            return side.ladder.place(value), ()
        reference = "measure-not-applicable" if value is NOT_APPLICABLE else "measure-required"
        raise Unratable(ExcelError.NA, Problem(reference, values=named(plan, side.slot)))

    return place


def _ruling(plan: Plan, side: Ruling) -> Placing:
    rules = [(when, None if when is None else truth(when), place) for when, place in side.rules]
    doubts = labels_doubted(plan, side)

    def place(slots: Sequence[Value]) -> tuple[int, tuple[Problem, ...]]:
        unknown = doubts(slots)
        said: set[int] = set()  # a blank is said once, by the first rule that reads it
        for at, (condition, when, found) in enumerate(rules):
            holds = True if when is None else when(slots)
            if holds:
                return found, tuple(unknown)
            blank = None if holds is not None or condition is None else awaited(condition, slots)
            if blank is not None and blank not in said:
                said.add(blank)
                unknown.append(_cannot_tell(plan, at, blank))
        raise Unratable(ExcelError.NA, unknown[0] if unknown else Problem("no-rule-holds"))

    return place


def _cannot_tell(plan: Plan, at: int, blank: int) -> Problem:
    values = {"rule": at + 1, "scheme": plan.scheme.name, **named(plan, blank)}
    return Problem("rule-unknown", severity=Severity.WARNING, values=values)


def levels_of(plan: Plan, slots: Sequence[Value]) -> tuple[str, ...]:
    """Return the level that a customer has on each axis of a grid (``("3", "4", "3")``), for its code.

    Raises:
        Unratable: A side can't be told.
    """
    if not isinstance(plan.side, Gridding):
        return ()
    return tuple(codes[side_placer(plan, side)(slots)[0]] for _, side, codes in plan.side.sides)


def _grid(plan: Plan, grid: Gridding) -> Placing:
    sides = [(key, codes, side_placer(plan, side)) for key, side, codes in grid.sides]

    def place(slots: Sequence[Value]) -> tuple[int, tuple[Problem, ...]]:
        at: list[int] = []
        unknown: tuple[Problem, ...] = ()
        for _, _, placing in sides:
            found, doubts = placing(slots)
            at.append(found)
            unknown = (*unknown, *doubts)
        outcome = grid.cells.get(tuple(at))
        if outcome is None:
            levels = [codes[found] for found, (_, codes, _) in zip(at, sides, strict=True)]
            raise Unratable(ExcelError.NA, Problem("grid-cell-empty", values={"levels": " × ".join(levels)}))
        return outcome, unknown

    return place
