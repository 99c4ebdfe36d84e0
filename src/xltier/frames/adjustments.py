"""Bonus and penalty points as columns: what the log gave, what conditions and counts add, then the caps."""

from __future__ import annotations

from dataclasses import dataclass

from xltier.core.fixed import unit
from xltier.core.plan import ItemPlan, Plan
from xltier.frames.flags import Flag, either
from xltier.frames.logic import truth, untold
from xltier.frames.slots import Slots
from xltier.frames.whole import Number, add, chosen, count, larger, literal, multiply, smaller, subtract, total
from xltier.frames.working import Working


@dataclass(frozen=True, slots=True)
class Adjustments:
    """The totals after caps, in units of 10**-points_decimals, and where something could not be told."""

    bonus: Number
    penalty: Number
    doubtful: Flag


def adjusted(plan: Plan, slots: Slots, logged: dict[str, Number], extra: Number, working: Working) -> Adjustments:
    """Return the adjustments of all rows.

    Args:
        plan: A scorecard's plan.
        slots: Filled slots.
        logged: By item code, the points that the log gives, each occurrence clipped to its range.
        extra: Points added without an item; negative ones are a penalty.
        working: The frame under way.
    """
    points: list[Number] = []
    doubts: list[Flag] = []
    for at, item in enumerate(plan.items):
        fired = truth(item.auto, slots)
        times, doubt = _counted(plan, item, slots)
        doubts += [untold(item.auto, fired, slots), doubt]
        by_rule = multiply(add(times, count(fired.true)), item.lowest)
        points.append(working.number(f"item {at}", add(logged.get(item.item.code, 0), by_rule)))
    working.settle()
    worth: dict[bool, dict[str, list[Number]]] = {True: {}, False: {}}
    for item, given in zip(plan.items, points, strict=True):
        group = worth[item.item.is_bonus].setdefault(item.item.group, [])
        group.append(given if item.cap is None else smaller(given, item.cap))
    caps = (None, None) if plan.score is None else (plan.score.cap_bonus, plan.score.cap_penalty)
    group_caps = {} if plan.score is None else plan.score.group_caps
    sums = {
        is_bonus: [
            _capped(working.number(f"group {is_bonus} {group}", total(parts)), group_caps.get(group))
            for group, parts in groups.items()
        ]
        for is_bonus, groups in worth.items()
    }
    working.settle()
    bonus = working.number("bonus sum", total([larger(extra, 0), *sums[True]]))
    penalty = working.number("penalty sum", total([larger(subtract(0, extra), 0), *sums[False]]))
    doubtful = working.flag("items doubtful", either(*doubts))
    working.settle()
    bonus = working.number("bonus", _capped(bonus, caps[0]))
    penalty = working.number("penalty", _capped(penalty, caps[1]))
    working.settle()
    return Adjustments(bonus, penalty, doubtful)


def _capped(points: Number, cap: int | None) -> Number:
    return points if cap is None else smaller(points, cap)


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
