"""Expressions lowered to whole-number arithmetic on slots, the form that every target computes.

A slot holds a measure in fixed point. An expression becomes ``numerator / denominator`` of whole
numbers and one power of ten, so that a derived measure is rounded exactly once, and so that the largest
value of every step can be known before any row is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from xltier.core.language.expressions import Arithmetic, Name, Node, Number

Whole: TypeAlias = "Slot | Constant | Sum | Product"
Range: TypeAlias = "tuple[int, int]"


@dataclass(frozen=True, slots=True)
class Slot:
    """The measure in this place."""

    index: int


@dataclass(frozen=True, slots=True)
class Constant:
    """A fixed whole number."""

    value: int


@dataclass(frozen=True, slots=True)
class Sum:
    """left + sign x right."""

    left: Whole
    right: Whole
    sign: int


@dataclass(frozen=True, slots=True)
class Product:
    """left x right."""

    left: Whole
    right: Whole


@dataclass(frozen=True, slots=True)
class Quotient:
    """numerator / denominator x 10**-decimals, both whole."""

    numerator: Whole
    denominator: Whole
    decimals: int

    def at(self, decimals: int) -> Quotient:
        """Return the same number with its power of ten moved inside, so that it counts units of 10**-decimals."""
        shift = decimals - self.decimals
        if shift >= 0:
            return Quotient(_times(self.numerator, 10**shift), self.denominator, decimals)
        return Quotient(self.numerator, _times(self.denominator, 10**-shift), decimals)


def lowered(node: Node, slots: Mapping[str, tuple[int, int]]) -> Quotient:
    """Return an arithmetic expression over slots.

    Args:
        node: Numbers, names and + - * / only.
        slots: For each key its slot and its decimals.
    """
    match node:
        case Number(value):
            exponent = value.as_tuple().exponent
            digits = max(0, -exponent) if isinstance(exponent, int) else 0
            return Quotient(Constant(int(value.scaleb(digits))), Constant(1), digits)
        case Name(key, _):
            index, decimals = slots[key]
            return Quotient(Slot(index), Constant(1), decimals)
        case Arithmetic("*", left, right):
            a, b = lowered(left, slots), lowered(right, slots)
            return Quotient(
                _product(a.numerator, b.numerator), _product(a.denominator, b.denominator), a.decimals + b.decimals
            )
        case Arithmetic("/", left, right):
            a, b = lowered(left, slots), lowered(right, slots)
            # b's own denominator stays in ours, squared above: where it is zero, ours must be.
            inner = Constant(1) if isinstance(b.denominator, Constant) else b.denominator
            return Quotient(
                _product(a.numerator, _product(b.denominator, inner)),
                _product(a.denominator, _product(b.numerator, inner)),
                a.decimals - b.decimals,
            )
        case Arithmetic(operator, left, right):
            a, b = lowered(left, slots), lowered(right, slots)
            decimals = max(a.decimals, b.decimals)
            sign = 1 if operator == "+" else -1
            top = Sum(
                _product(_times(a.numerator, 10 ** (decimals - a.decimals)), b.denominator),
                _product(_times(b.numerator, 10 ** (decimals - b.decimals)), a.denominator),
                sign,
            )
            return Quotient(top, _product(a.denominator, b.denominator), decimals)
    msg = f"not arithmetic: {node}"
    raise TypeError(msg)


def _times(whole: Whole, factor: int) -> Whole:
    return _product(whole, Constant(factor))


def _product(left: Whole, right: Whole) -> Whole:
    match left, right:
        case Constant(a), Constant(b):
            return Constant(a * b)
        case (Constant(1), other) | (other, Constant(1)):
            return other
    return Product(left, right)


def function(whole: Whole) -> Callable[[Sequence[int]], int]:
    """Return the expression as a function of the slots' values (all of them known)."""
    match whole:
        case Slot(index):
            return lambda slots: slots[index]
        case Constant(value):
            return lambda _: value
        case Sum(left, right, sign):
            f, g = function(left), function(right)
            if sign > 0:
                return lambda slots: f(slots) + g(slots)
            return lambda slots: f(slots) - g(slots)
        case Product(left, right):
            f, g = function(left), function(right)
            return lambda slots: f(slots) * g(slots)


def slots_of(whole: Whole) -> tuple[int, ...]:
    """Return the slots that an expression reads, each once."""
    match whole:
        case Slot(index):
            return (index,)
        case Constant():
            return ()
        case Sum(left, right, _) | Product(left, right):
            return tuple(dict.fromkeys((*slots_of(left), *slots_of(right))))


def extent(whole: Whole, ranges: Sequence[Range]) -> tuple[Range, int]:
    """Return the range of an expression and the largest absolute value of any step of it."""
    if isinstance(whole, Slot):
        low, high = ranges[whole.index]
        return (low, high), max(abs(low), abs(high))
    if isinstance(whole, Constant):
        return (whole.value, whole.value), abs(whole.value)
    (a, b), left = extent(whole.left, ranges)
    (c, d), right = extent(whole.right, ranges)
    if isinstance(whole, Sum):
        low, high = (a + c, b + d) if whole.sign > 0 else (a - d, b - c)
    else:
        corners = (a * c, a * d, b * c, b * d)
        low, high = min(corners), max(corners)
    return (low, high), max(left, right, abs(low), abs(high))
