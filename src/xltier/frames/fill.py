"""From columns of entries to filled slots: domains checked, derived measures computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import narwhals as nw

from xltier.core.language.arithmetic import Quotient, Range, slots_of
from xltier.core.plan import Plan, Step
from xltier.core.scheme.measure import ValueType
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.logic import truth
from xltier.frames.outcome import Stops
from xltier.frames.slots import Slots
from xltier.frames.states import BLANK, State
from xltier.frames.whole import Number, chosen, column, count, divide, expression, literal, multiply, subtract
from xltier.frames.working import Working

_EMPTY: Final = nw.lit("", dtype=nw.String)


class Source(NamedTuple):
    """Where a measure's entries are: the column of values, and the column of states if there is one."""

    values: str
    states: str | None


def filled(plan: Plan, working: Working, sources: Mapping[str, Source], stops: Stops) -> Slots:
    """Return the filled slots of a frame of entries, and note where rows stop.

    Args:
        plan: The scheme's plan.
        working: The frame under way.
        sources: By measure key; a key that is absent is not applicable to anybody.
        stops: Gains error cells and values outside their domain.
    """
    slots = Slots([], [], [], [])
    for at, measure in enumerate(plan.measures):
        source = sources.get(measure.key) if at < plan.inputs else None
        _enter(slots, working, source, is_text=measure.type is ValueType.TEXT)
    working.settle()
    for at, measure in enumerate(plan.measures[: plan.inputs]):
        source = sources.get(measure.key)
        if source is not None and source.states is not None:
            states = nw.col(source.states).fill_null(0)
            stops.stop(states >= literal(State.VALUE), states)
        if measure.type is not ValueType.TEXT:
            slots.numbers[at] = _kept(working, at, (slots.numbers[at], slots.known[at]), plan.ranges[at], stops)
    slots.nothing = working.flag("nothing reported", _nothing(slots, plan.inputs))
    working.settle()
    for step in plan.steps:
        _step(step, slots, working, plan.ranges[step.slot], stops)
    return slots


def stop_missing(plan: Plan, slots: Slots, stops: Stops) -> None:
    """Note rows of which nothing is reported, then those without what the scheme requires."""
    stops.stop(slots.nothing, BLANK)
    for slot in plan.required:
        stops.stop(slots.blank(slot), State.NA)


def _enter(slots: Slots, working: Working, source: Source | None, *, is_text: bool) -> None:
    """Add a slot as it is entered; one without a column is not applicable."""
    at = len(slots.known)
    known: Flag = False
    away: Flag = source is None
    number: Number = 0
    text = _EMPTY
    if source is not None:
        known = ~nw.col(source.values).is_null()
        if source.states is not None:
            state = nw.col(source.states).fill_null(0)
            known = both(known, state == literal(State.REPORTED))
            away = working.flag(f"away {at}", state == literal(State.NOT_APPLICABLE))
        known = working.flag(f"known {at}", known)
        if is_text:
            text = working.put(f"text {at}", nw.col(source.values).fill_null("").cast(nw.String))
        else:
            number = working.put(f"value {at}", nw.col(source.values).fill_null(0))
    slots.known.append(known)
    slots.away.append(away)
    slots.numbers.append(number)
    slots.texts.append(text)


def _kept(working: Working, at: int, entry: tuple[Number, Flag], within: Range, stops: Stops) -> Number:
    """Return a slot's values, 0 where there is none or it is outside its domain, so that no later step overflows."""
    value, known = entry
    low, high = within
    if isinstance(value, int):
        stops.stop(both(known, not low <= value <= high), State.NUM)
        return value
    inside = (value >= literal(low)) & (value <= literal(high))
    stops.stop(both(known, ~inside), State.NUM)
    return working.number(f"kept {at}", multiply(value, count(both(known, inside))))


def _nothing(slots: Slots, inputs: int) -> Flag:
    nothing = both(*(negated(slots.known[at]) for at in range(inputs)))
    return both(nothing, either(*(slots.blank(at) for at in range(inputs))))


def _step(step: Step, slots: Slots, working: Working, within: Range, stops: Stops) -> None:
    at = step.slot
    off = truth(step.applies, slots).false if step.applies is not None else False
    known, away, value = slots.known[at], slots.away[at], slots.numbers[at]
    if step.value is not None:
        value, known, away = _derived(step.value, slots, working, at)
    slots.away[at] = working.flag(f"step away {at}", either(away, off))
    slots.known[at] = working.flag(f"step known {at}", both(known, negated(off)))
    value = working.number(f"derived {at}", value)
    working.settle()
    if step.value is not None:
        slots.numbers[at] = _kept(working, at, (value, slots.known[at]), within, stops)
        working.settle()


def _derived(quotient: Quotient, slots: Slots, working: Working, at: int) -> tuple[Number, Flag, Flag]:
    """Return a derived measure, rounded once, where it is known, and where it is not applicable."""
    used = tuple(dict.fromkeys((*slots_of(quotient.numerator), *slots_of(quotient.denominator))))
    blank = either(*(slots.blank(slot) for slot in used))
    top = working.number(f"top {at}", expression(quotient.numerator, slots.numbers))
    bottom = working.number(f"bottom {at}", expression(quotient.denominator, slots.numbers))
    working.settle()
    if isinstance(bottom, int):
        zero: Flag = bottom == 0
        size: Number = abs(bottom) or 1
        signed = top if bottom >= 0 else subtract(0, top)
    else:
        zero = bottom == literal(0)
        size = working.put(f"size {at}", column(chosen(zero, 1, bottom.abs())))
        signed = working.number(f"signed {at}", chosen(bottom < literal(0), subtract(0, top), top))
    known = working.flag(f"computable {at}", both(*(slots.known[slot] for slot in used), negated(zero)))
    working.settle()
    return divide(signed, size), known, both(negated(blank), negated(known))
