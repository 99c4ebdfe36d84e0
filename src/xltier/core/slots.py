"""A customer's entries to filled slots: domains checked, derived measures computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from xltier.core.fixed import divide, shown, to_decimal
from xltier.core.language.arithmetic import Quotient, function, slots_of
from xltier.core.language.logic import truth
from xltier.core.plan import Plan, Step
from xltier.core.scheme.measure import ValueType
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError, Value
from xltier.errors import Problem

Slots: TypeAlias = "list[Value]"
Fill: TypeAlias = "Callable[[Slots], None]"


class Unratable(Exception):
    """Leaves a rating: the error that its cell shows, and why."""

    def __init__(self, error: ExcelError, problem: Problem) -> None:
        """Keep the cell's error and the Problem."""
        self.error = error
        self.problem = problem
        super().__init__(problem.reference)


def filler(plan: Plan) -> Callable[[Sequence[Entry]], Slots]:
    """Return the function that turns a customer's entries into filled slots.

    The function raises :class:`Unratable` for an error cell, and for a value outside its domain.
    """
    inputs, ranges = plan.inputs, plan.ranges
    given = tuple(
        (low, high, measure.type is ValueType.TEXT)
        for (low, high), measure in zip(ranges[:inputs], plan.measures, strict=False)
    )
    room: tuple[Value, ...] = (None,) * (len(plan.measures) - inputs)
    steps = [_fill(step) for step in plan.steps]
    derived = tuple(enumerate(ranges[inputs:], inputs))

    def fill(entries: Sequence[Entry]) -> Slots:
        slots: list[Value] = [*entries, *room]
        for entry, (low, high, is_text) in zip(entries, given, strict=True):
            if type(entry) is int:
                if not low <= entry <= high:
                    raise _first(plan, entries)
            elif entry is None or entry is NOT_APPLICABLE:
                continue
            elif isinstance(entry, ExcelError) or (isinstance(entry, str) and not is_text):
                raise _first(plan, entries)
        for step in steps:
            step(slots)
        for index, (low, high) in derived:
            value = slots[index]
            if type(value) is int and not low <= value <= high:
                raise Unratable(ExcelError.NUM, outside(plan, index, value))
        return slots

    return fill


def _first(plan: Plan, entries: Sequence[Entry]) -> Unratable:
    """Return the reason of the first entry, in slot order, that is an error or outside its domain."""
    for index, entry in enumerate(entries):
        low, high = plan.ranges[index]
        if isinstance(entry, ExcelError):
            return Unratable(entry, Problem("measure-error", values=named(plan, index) | {"error": str(entry)}))
        if isinstance(entry, int) and not low <= entry <= high:
            return Unratable(ExcelError.NUM, outside(plan, index, entry))
        if isinstance(entry, str) and plan.measures[index].type is not ValueType.TEXT:
            return Unratable(
                ExcelError.VALUE, Problem("measure-not-number", values=named(plan, index) | {"value": entry})
            )
    msg = "no entry is wrong"
    raise ValueError(msg)


def _fill(step: Step) -> Fill:
    """Return how a slot is filled or judged; a condition that is false makes it not applicable."""
    slot = step.slot
    value = None if step.value is None else _derived(step.value)
    applies = None if step.applies is None else truth(step.applies)

    def fill(slots: Slots) -> None:
        if applies is not None and applies(slots) is False:
            slots[slot] = NOT_APPLICABLE
        elif value is not None:
            slots[slot] = value(slots)

    return fill


def _derived(quotient: Quotient) -> Callable[[Slots], Value]:
    """Return a derived measure as a function of the slots, rounded once.

    A blank operand makes it not reported, even beside one that does not apply; a zero denominator
    makes it not applicable.
    """
    top, bottom = function(quotient.numerator), function(quotient.denominator)
    used = tuple(dict.fromkeys((*slots_of(quotient.numerator), *slots_of(quotient.denominator))))

    def derive(slots: Slots) -> Value:
        operands = [slots[index] for index in used]
        if None in operands:
            return None
        if NOT_APPLICABLE in operands:
            return NOT_APPLICABLE
        numerator, denominator = top(slots), bottom(slots)  # type: ignore[arg-type]  # because all are ints
        if denominator == 0:
            return NOT_APPLICABLE
        return divide(numerator, denominator) if denominator > 0 else divide(-numerator, -denominator)

    return derive


def named(plan: Plan, slot: int) -> dict[str, object]:
    """Return the placeholders that name a measure in a message: its key, and its name in both languages."""
    measure = plan.measures[slot]
    return {"key": measure.key, "measure": measure.name}


def outside(plan: Plan, slot: int, value: int) -> Problem:
    """Return the Problem of a value outside its domain; a percent without its sign is named as such."""
    measure = plan.measures[slot]
    low, high = plan.ranges[slot]
    values = named(plan, slot) | {
        "value": shown(value, measure.decimals),
        "low": shown(low, measure.decimals),
        "high": shown(high, measure.decimals),
    }
    if measure.maximum is not None and value > high and low <= value <= high * 100 and measure.unit == "%":
        ratio = to_decimal(value, measure.decimals) / 100
        return Problem("percent-trap", values=values | {"ratio": f"{ratio.normalize():f}"})
    return Problem("out-of-domain", values=values)
