"""Bonus and penalty points as columns: what the log gave, what conditions and counts add, then the caps."""

from __future__ import annotations

from dataclasses import dataclass

from xltier.core.fixed import unit
from xltier.core.plan import ItemPlan, Plan
from xltier.frames.flags import Flag, either
from xltier.frames.logic import truth, untold
from xltier.frames.slots import Slots
from xltier.frames.whole import Number, add, chosen, count, literal, multiply, smaller, total
from xltier.frames.working import Working


@dataclass(frozen=True, slots=True)
class Adjustments:
    """The totals after caps, in units of 10**-points_decimals, and where something could not be told."""

    bonus: Number
    penalty: Number
    doubtful: Flag


def adjusted(plan: Plan, slots: Slots, logged: dict[str, Number], working: Working) -> Adjustments:
    """Return the adjustments of all rows.

    Args:
        plan: A scorecard's plan.
        slots: Filled slots.
        logged: By item code, the points that the log gives, each occurrence clipped to its range.
        working: The frame under way.
    """
    worth: dict[bool, list[Number]] = {True: [], False: []}
    doubts: list[Flag] = []
    for at, item in enumerate(plan.items):
        fired = truth(item.auto, slots)
        times, doubt = _counted(plan, item, slots)
        doubts += [untold(item.auto, fired, slots), doubt]
        by_rule = multiply(add(times, count(fired.true)), item.lowest)
        points = add(logged.get(item.item.code, 0), by_rule)
        capped = points if item.cap is None else smaller(working.number(f"item {at}", points), item.cap)
        worth[item.item.is_bonus].append(working.number(f"item {at} capped", capped))
    caps = (None, None) if plan.score is None else (plan.score.cap_bonus, plan.score.cap_penalty)
    bonus, penalty = (
        _capped(total(worth[is_bonus]), cap, working, name)
        for is_bonus, cap, name in ((True, caps[0], "bonus"), (False, caps[1], "penalty"))
    )
    return Adjustments(bonus, penalty, working.flag("items doubtful", either(*doubts)))


def _capped(points: Number, cap: int | None, working: Working, name: str) -> Number:
    points = working.number(f"{name} sum", points)
    return points if cap is None else working.number(name, smaller(points, cap))


def _counted(plan: Plan, item: ItemPlan, slots: Slots) -> tuple[Number, Flag]:
    """Return how often the item's count measure says that it occurred, and where that cannot be told."""
    if item.count is None:
        return 0, False
    value = slots.numbers[item.count]
    size = unit(plan.measures[item.count].decimals)
    if isinstance(value, int):
        times: Number = max(value // size, 0)
    else:
        times = chosen(value > literal(0), value // literal(size), 0)
    return chosen(slots.known[item.count], times, 0), slots.blank(item.count)
