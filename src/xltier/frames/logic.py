"""Conditions as two columns, true and false; where neither holds, it cannot be told."""

from __future__ import annotations

from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Final, NamedTuple

from xltier.core.language.arithmetic import slots_of
from xltier.core.language.logic import Blank, Compare, CompareText, Every, Known, Logic, Negation, Some, slots_in
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.slots import Slots
from xltier.frames.whole import compared, expression

if TYPE_CHECKING:
    import narwhals as nw

_HOLDS: Final = {">=": ge, ">": gt, "<=": le, "<": lt, "=": eq, "<>": ne}
_OPPOSITE: Final = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "=": "<>", "<>": "="}


class Truth(NamedTuple):
    """A condition for each row; both are False where it cannot be told."""

    true: Flag
    false: Flag


NEVER: Final = Truth(true=False, false=True)


def truth(  # noqa: PLR0911 - one return a construct
    condition: Logic | None, slots: Slots
) -> Truth:
    """Return a condition over the columns of filled slots; no condition never holds."""
    match condition:
        case None:
            return NEVER
        case Compare(operator, left, right):
            known = both(*(slots.known[index] for index in (*slots_of(left), *slots_of(right))))
            a, b = expression(left, slots.numbers), expression(right, slots.numbers)
            return Truth(
                both(known, compared(_HOLDS[operator], a, b)),
                both(known, compared(_HOLDS[_OPPOSITE[operator]], a, b)),
            )
        case CompareText(operator, left_, right_):
            return _texts(operator, left_, right_, slots)
        case Every(parts):
            found = [truth(part, slots) for part in parts]
            return Truth(both(*(part.true for part in found)), either(*(part.false for part in found)))
        case Some(parts):
            found = [truth(part, slots) for part in parts]
            return Truth(either(*(part.true for part in found)), both(*(part.false for part in found)))
        case Negation(part):
            inner = truth(part, slots)
            return Truth(inner.false, inner.true)
        case Blank(slot):
            return Truth(slots.blank(slot), negated(slots.blank(slot)))
        case Known(slot):
            return Truth(slots.known[slot], negated(slots.known[slot]))


def _texts(operator: str, left: int, right: int | str, slots: Slots) -> Truth:
    known = slots.known[left]
    other: nw.Expr | str
    if isinstance(right, int):
        known, other = both(known, slots.known[right]), slots.texts[right]
    else:
        other = right
    if known is False:
        return Truth(true=False, false=False)
    same = slots.texts[left] == other
    equal, different = both(known, same), both(known, ~same)
    return Truth(equal, different) if operator == "=" else Truth(different, equal)


def untold(condition: Logic | None, holds: Truth, slots: Slots) -> Flag:
    """Return where a condition cannot be told for want of a report; what does not apply is no gap."""
    if condition is None:
        return False
    awaits = either(*(slots.blank(index) for index in slots_in(condition)))
    return both(negated(holds.true), negated(holds.false), awaits)
