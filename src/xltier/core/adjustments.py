"""Bonus and penalty points: each occurrence clipped to its range, each item to its cap, then the totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xltier.core.circumstances import Circumstances, Occurrence
from xltier.core.fixed import shown, unit
from xltier.core.language.logic import awaits_report, truth
from xltier.core.plan import ItemPlan, Plan
from xltier.core.slots import named
from xltier.core.values import NOT_APPLICABLE, Value
from xltier.errors import Problem, Severity


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What one item gave or took, in units of 10**-points_decimals, positive.

    Args:
        item: The item's plan.
        times: Occurrences counted.
        points: Sum of the occurrences after clipping.
        counted: After the item's cap; its group's cap and the total's come after.
        by_rule: Whether its condition fired it.
    """

    item: ItemPlan
    times: int
    points: int
    counted: int
    by_rule: bool


@dataclass(frozen=True, slots=True)
class Adjustments:
    """All items that had an effect, the totals after caps, and what could not be told."""

    items: tuple[Adjustment, ...]
    bonus: int
    penalty: int
    problems: tuple[Problem, ...]


NONE = Adjustments((), 0, 0, ())


def adjuster(plan: Plan) -> Callable[[Sequence[Value], Circumstances], Adjustments]:
    """Return the function from filled slots and circumstances to a customer's adjustments."""
    if plan.score is None:
        return lambda _slots, about: Adjustments((), 0, 0, tuple(_no_item(event) for event in about.events))
    items = [(item, None if item.auto is None else truth(item.auto)) for item in plan.items]
    unlogged = [(item, auto) for item, auto in items if auto is not None or item.count is not None]
    codes = {item.item.code for item in plan.items}
    cap_bonus, cap_penalty, group_caps = plan.score.cap_bonus, plan.score.cap_penalty, plan.score.group_caps

    def adjust(slots: Sequence[Value], about: Circumstances) -> Adjustments:
        events, extra = about.events, about.points
        due = items if events else unlogged  # without a log only what follows from the measures can count
        if not due and not events and not extra:
            return NONE
        found: list[Adjustment] = []
        problems: list[Problem] = [_no_item(event) for event in events if event.item not in codes]
        sums = {(True, ""): max(extra, 0), (False, ""): max(-extra, 0)}
        for item, auto in due:
            times, points = _logged(plan, item, events, problems)
            counted = _counted(plan, item, slots, problems)
            fired = auto(slots) if auto is not None else False
            if fired is None and item.auto is not None and awaits_report(item.auto, slots):
                problems.append(_cannot_tell(item))
            times += counted + (fired is True)
            points += item.lowest * (counted + (fired is True))
            if times:
                worth = points if item.cap is None else min(points, item.cap)
                found.append(Adjustment(item, times, points, worth, fired is True))
                at = (item.item.is_bonus, item.item.group)
                sums[at] = sums.get(at, 0) + worth
        if not found and not extra:
            return NONE if not problems else Adjustments((), 0, 0, tuple(problems))
        bonus, penalty = (_grouped(sums, group_caps, is_bonus=is_bonus) for is_bonus in (True, False))
        if cap_bonus is not None:
            bonus = min(bonus, cap_bonus)
        if cap_penalty is not None:
            penalty = min(penalty, cap_penalty)
        return Adjustments(tuple(found), bonus, penalty, tuple(problems))

    return adjust


def _grouped(sums: Mapping[tuple[bool, str], int], caps: Mapping[str, int], *, is_bonus: bool) -> int:
    """Return the sum of all groups, each up to its cap."""
    return sum(min(points, caps.get(group, points)) for (sign, group), points in sums.items() if sign is is_bonus)


def _logged(plan: Plan, item: ItemPlan, events: Sequence[Occurrence], problems: list[Problem]) -> tuple[int, int]:
    times = points = 0
    for event in events:
        if event.item != item.item.code:
            continue
        given = event.points
        if given is None:
            if item.lowest != item.highest:
                problems.append(Problem("item-without-points", values=_about(item)))
                continue
            given = item.lowest
        kept = item.kept(given)
        if kept != given:
            figures = {"points": given, "low": item.lowest, "high": item.highest, "kept": kept}
            said = {name: shown(points_, plan.points_decimals) for name, points_ in figures.items()}
            reference = "item-not-whole" if item.lowest <= given <= item.highest else "item-clipped"
            problems.append(Problem(reference, severity=Severity.WARNING, values=_about(item) | said))
        times += event.times
        points += item.left(kept, event.age) * event.times
    return times, points


def _counted(plan: Plan, item: ItemPlan, slots: Sequence[Value], problems: list[Problem]) -> int:
    """Return how often the item's count measure says that it occurred."""
    if item.count is None:
        return 0
    value = slots[item.count]
    if type(value) is int:
        return max(value // unit(plan.measures[item.count].decimals), 0)
    if value is not NOT_APPLICABLE:
        problems.append(
            Problem(
                "cannot-tell",
                severity=Severity.WARNING,
                values=_about(item) | {"why": named(plan, item.count)["measure"]},
            )
        )
    return 0


def _about(item: ItemPlan) -> dict[str, object]:
    return {"code": item.item.code, "rule": item.item.name}


def _cannot_tell(item: ItemPlan) -> Problem:
    return Problem("cannot-tell", severity=Severity.WARNING, values=_about(item) | {"why": item.item.auto or ""})


def _no_item(event: Occurrence) -> Problem:
    return Problem("unknown-item", values={"code": event.item})
