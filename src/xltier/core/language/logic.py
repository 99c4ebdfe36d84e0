"""Conditions over slots, three-valued: true, false, or None where an operand is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Final, TypeAlias

from xltier.core.language.arithmetic import Constant, Product, Slot, Whole, function, lowered, slots_of
from xltier.core.language.expressions import AllOf, AnyOf, Comparison, IsBlank, IsNumber, Name, Node, Not, Sort, Text
from xltier.core.values import Value

Logic: TypeAlias = "Compare | CompareText | Every | Some | Negation | Blank | Known"
Truth: TypeAlias = "Callable[[Sequence[Value]], bool | None]"


@dataclass(frozen=True, slots=True)
class Compare:
    """Two whole numbers of the same decimals."""

    operator: str
    left: Whole
    right: Whole


@dataclass(frozen=True, slots=True)
class CompareText:
    """A slot's folded text against a text or another slot's."""

    operator: str
    left: int
    right: int | str


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Logic, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Logic, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """The part does not hold."""

    part: Logic


@dataclass(frozen=True, slots=True)
class Blank:
    """The slot is not reported."""

    slot: int


@dataclass(frozen=True, slots=True)
class Known:
    """The slot has a value."""

    slot: int


def logic(  # noqa: PLR0911 - one return a construct
    node: Node, slots: Mapping[str, tuple[int, int]], constants: Mapping[str, tuple[int, int]]
) -> Logic:
    """Return a condition over slots.

    Args:
        node: A parsed condition.
        slots: For each measure its slot and decimals.
        constants: For each fitted cut its value and decimals.
    """
    match node:
        case AllOf(parts):
            return Every(tuple(logic(part, slots, constants) for part in parts))
        case AnyOf(parts):
            return Some(tuple(logic(part, slots, constants) for part in parts))
        case Not(part):
            return Negation(logic(part, slots, constants))
        case IsBlank(key):
            return Blank(slots[key][0])
        case IsNumber(key):
            return Known(slots[key][0])
        case Name(key, Sort.TRUTH):
            return Compare("=", Slot(slots[key][0]), Constant(1))
        case Comparison(operator, left, right):
            return _comparison(operator, left, right, slots, constants)
    msg = f"not a condition: {node}"
    raise TypeError(msg)


def _comparison(
    operator: str,
    left: Node,
    right: Node,
    slots: Mapping[str, tuple[int, int]],
    constants: Mapping[str, tuple[int, int]],
) -> Logic:
    match left, right:
        case Name(a, Sort.TEXT), Text(text):
            return CompareText(operator, slots[a][0], text)
        case Text(text), Name(b, Sort.TEXT):
            return CompareText(operator, slots[b][0], text)
        case Name(a, Sort.TEXT), Name(b, Sort.TEXT):
            return CompareText(operator, slots[a][0], slots[b][0])
        case Text(a), Text(b):
            same = a == b
            return Every(()) if same is (operator == "=") else Some(())
    # Cuts stand behind the measures' slots while lowering, and are replaced by their value.
    first_constant = len(slots)
    places = dict(slots) | {
        key: (first_constant + at, decimals) for at, (key, (_, decimals)) in enumerate(constants.items())
    }
    values = {first_constant + at: value for at, (value, _) in enumerate(constants.values())}
    one, other = lowered(left, places), lowered(right, places)
    decimals = max(one.decimals, other.decimals)
    return Compare(operator, _fixed(one.at(decimals).numerator, values), _fixed(other.at(decimals).numerator, values))


def _fixed(whole: Whole, values: Mapping[int, int]) -> Whole:
    """Return the expression with the slots of cuts replaced by their values."""
    match whole:
        case Slot(index) if index in values:
            return Constant(values[index])
        case Slot() | Constant():
            return whole
        case Product(left, right):
            return Product(_fixed(left, values), _fixed(right, values))
    return type(whole)(_fixed(whole.left, values), _fixed(whole.right, values), whole.sign)


def truth(condition: Logic) -> Truth:  # noqa: PLR0911 - one return a construct
    """Return the condition as a function of the slots; None means that it cannot be told."""
    match condition:
        case Compare(operator, left, right):
            return _compare(operator, left, right)
        case CompareText(operator, left, right):
            return _compare_text(operator, left, right)
        case Every(parts):
            return _every([truth(part) for part in parts])
        case Some(parts):
            return _some([truth(part) for part in parts])
        case Negation(part):
            inner = truth(part)
            return lambda slots: None if (held := inner(slots)) is None else not held
        case Blank(slot):
            return lambda slots: slots[slot] is None
        case Known(slot):
            return lambda slots: isinstance(slots[slot], int)


_HOLDS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    ">=": ge,
    ">": gt,
    "<=": le,
    "<": lt,
    "=": eq,
    "<>": ne,
}


def _compare(operator: str, left: Whole, right: Whole) -> Truth:
    used = tuple(dict.fromkeys((*slots_of(left), *slots_of(right))))
    f, g = function(left), function(right)
    holds = _HOLDS[operator]

    def compare(slots: Sequence[Value]) -> bool | None:
        for index in used:
            if type(slots[index]) is not int:
                return None
        return holds(f(slots), g(slots))  # type: ignore[arg-type]  # because every slot used was seen to be an int

    return compare


def _compare_text(operator: str, left: int, right: int | str) -> Truth:
    def compare(slots: Sequence[Value]) -> bool | None:
        a = slots[left]
        b = slots[right] if isinstance(right, int) else right
        if not isinstance(a, str) or not isinstance(b, str):
            return None
        return (a == b) is (operator == "=")

    return compare


def _every(parts: list[Truth]) -> Truth:
    def every(slots: Sequence[Value]) -> bool | None:
        known = True
        for part in parts:
            held = part(slots)
            if held is False:
                return False
            known = known and held is not None
        return True if known else None

    return every


def _some(parts: list[Truth]) -> Truth:
    def some(slots: Sequence[Value]) -> bool | None:
        known = True
        for part in parts:
            held = part(slots)
            if held:
                return True
            known = known and held is not None
        return False if known else None

    return some


def slots_in(condition: Logic) -> tuple[int, ...]:
    """Return the slots that a condition reads, each once."""
    match condition:
        case Compare(_, left, right):
            return tuple(dict.fromkeys((*slots_of(left), *slots_of(right))))
        case CompareText(_, one, other):
            return (one, other) if isinstance(other, int) else (one,)
        case Every(parts) | Some(parts):
            return tuple(dict.fromkeys(index for part in parts for index in slots_in(part)))
        case Negation(part):
            return slots_in(part)
        case Blank(slot) | Known(slot):
            return (slot,)


def awaits_report(condition: Logic, slots: Sequence[Value]) -> bool:
    """Return whether a condition reads a measure that was not reported; what does not apply is no gap."""
    return awaited(condition, slots) is not None


def awaited(condition: Logic, slots: Sequence[Value]) -> int | None:
    """Return the first slot that a condition reads and that was not reported, or None."""
    return next((index for index in slots_in(condition) if slots[index] is None), None) if None in slots else None


def wholes_in(condition: Logic) -> tuple[Whole, ...]:
    """Return both sides of every comparison of numbers in a condition."""
    match condition:
        case Compare(_, left, right):
            return (left, right)
        case Every(parts) | Some(parts):
            return tuple(whole for part in parts for whole in wholes_in(part))
        case Negation(part):
            return wholes_in(part)
    return ()
