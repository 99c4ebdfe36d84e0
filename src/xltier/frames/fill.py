"""From columns of entries to filled slots: domains checked, derived measures computed."""

from __future__ import annotations

from operator import and_

import narwhals as nw

from xltier.core.arithmetic import Quotient, Range, slots_of
from xltier.core.plan import Plan, Step
from xltier.core.scheme import ValueType
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.logic import truth
from xltier.frames.outcome import Stops
from xltier.frames.slots import Slots
from xltier.frames.states import BLANK, State
from xltier.frames.whole import Number, chosen, column, count, divide, expression, literal, multiply, subtract
from xltier.frames.working import Working

_EMPTY = nw.lit("", dtype=nw.String)


def filled(plan: Plan, working: Working, columns: dict[str, tuple[str, str | None]], stops: Stops) -> Slots:
    """Return the filled slots of a frame of entries, and note where rows stop.

    Args:
        plan: The scheme's plan.
        working: The frame under way.
        columns: For each measure key its column of entries and of states; a key that is absent is not
            applicable to anybody.
        stops: Gains error cells, values outside their domain, blank rows and what is required.
    """
    slots = Slots([], [], [], [])
    for at, measure in enumerate(plan.measures):
        found = columns.get(measure.key) if at < plan.inputs else None
        if found is None:
            _absent(slots)
        elif measure.type is ValueType.TEXT:
            _text(slots, working, found, stops)
        else:
            _number(slots, working, found, plan.ranges[at], stops)
    blank = _blank_row(slots, plan.inputs)
    for step in plan.steps:
        _step(step, slots, working, plan.ranges[step.slot], stops)
    stops.stop(blank, BLANK)
    for slot in plan.required:
        stops.stop(slots.blank(slot), State.NA)
    return slots


def _absent(slots: Slots) -> None:
    slots.numbers.append(0)
    slots.texts.append(_EMPTY)
    slots.known.append(False)
    slots.away.append(True)


def _state(working: Working, slots: Slots, names: tuple[str, str | None], stops: Stops) -> Flag:
    """Note a measure's error cells and return where it is reported; adds to ``known`` and ``away``."""
    at = len(slots.known)
    name, state = names
    reported: Flag = ~nw.col(name).is_null()
    away: Flag = False
    if state is not None:
        code = working.put(f"state {at}", nw.col(state).fill_null(0))
        reported = both(reported, code == literal(State.REPORTED))
        away = working.flag(f"away {at}", code == literal(State.NOT_APPLICABLE))
        stops.stop(code >= literal(State.VALUE), code)
    known = working.flag(f"known {at}", reported)
    slots.known.append(known)
    slots.away.append(away)
    return known


def _text(slots: Slots, working: Working, names: tuple[str, str | None], stops: Stops) -> None:
    at = len(slots.known)
    _state(working, slots, names, stops)
    slots.texts.append(working.put(f"text {at}", nw.col(names[0]).cast(nw.String).fill_null("")))
    slots.numbers.append(0)


def _number(slots: Slots, working: Working, names: tuple[str, str | None], within: Range, stops: Stops) -> None:
    at = len(slots.known)
    known = _state(working, slots, names, stops)
    value = working.put(f"value {at}", nw.col(names[0]).fill_null(0))
    slots.texts.append(_EMPTY)
    slots.numbers.append(_kept(working, at, (value, known), within, stops))


def _kept(working: Working, at: int, entry: tuple[Number, Flag], within: Range, stops: Stops) -> Number:
    """Return a slot's values, 0 where there is none or it is outside its domain, so that no later step overflows."""
    value, known = entry
    low, high = within
    if isinstance(value, int):
        stops.stop(both(known, not low <= value <= high), State.NUM)
        return value
    inside = and_(value >= literal(low), value <= literal(high))
    stops.stop(both(known, ~inside), State.NUM)
    return working.number(f"kept {at}", multiply(value, count(both(known, inside))))


def _blank_row(slots: Slots, inputs: int) -> Flag:
    """Return where nothing is reported, though not everything is inapplicable."""
    nothing = both(*(negated(slots.known[at]) for at in range(inputs)))
    return both(nothing, either(*(slots.blank(at) for at in range(inputs))))


def _step(step: Step, slots: Slots, working: Working, within: Range, stops: Stops) -> None:
    at = step.slot
    off = truth(step.applies, slots).false if step.applies is not None else False
    known, away, value = slots.known[at], slots.away[at], slots.numbers[at]
    if step.value is not None:
        value, known, away = _derived(step.value, slots, working, at)
    off = working.flag(f"off {at}", off)
    known = working.flag(f"step known {at}", both(known, negated(off)))
    slots.away[at] = working.flag(f"step away {at}", either(away, off))
    slots.known[at] = known
    if step.value is not None:
        slots.numbers[at] = _kept(working, at, (working.number(f"derived {at}", value), known), within, stops)


def _derived(quotient: Quotient, slots: Slots, working: Working, at: int) -> tuple[Number, Flag, Flag]:
    """Return a derived measure, rounded once, where it is known, and where it is not applicable."""
    used = tuple(dict.fromkeys((*slots_of(quotient.numerator), *slots_of(quotient.denominator))))
    blank = either(*(slots.blank(slot) for slot in used))
    top = working.number(f"top {at}", expression(quotient.numerator, slots.numbers))
    bottom = working.number(f"bottom {at}", expression(quotient.denominator, slots.numbers))
    if isinstance(bottom, int):
        value: Number = 0 if bottom == 0 else divide(top if bottom > 0 else subtract(0, top), abs(bottom))
        zero: Flag = bottom == 0
    else:
        zero = bottom == literal(0)
        down = bottom < literal(0)
        size = working.put(f"size {at}", column(chosen(zero, 1, bottom.abs())))
        value = divide(working.number(f"signed {at}", chosen(down, subtract(0, top), top)), size)
    known = working.flag(f"computable {at}", both(*(slots.known[slot] for slot in used), negated(zero)))
    return value, known, both(negated(blank), negated(known))
