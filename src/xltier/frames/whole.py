"""Whole numbers as Int64 columns, folded where they are known before any row is seen.

Every literal states its type: a bare 85 is an Int32 to polars, and wraps. Every choice has both
branches: without the second one pandas makes floats of whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import narwhals as nw

from xltier.core import fixed
from xltier.core.language.arithmetic import Constant, Product, Slot, Sum, Whole
from xltier.frames.flags import Flag

Number: TypeAlias = "nw.Expr | int"


def literal(value: int) -> nw.Expr:
    """Return a whole number as a literal of 64 bits."""
    return nw.lit(value, dtype=nw.Int64)


def column(number: Number) -> nw.Expr:
    """Return a number as an expression, a constant one as a literal."""
    return number if isinstance(number, nw.Expr) else literal(number)


def add(left: Number, right: Number) -> Number:
    """Return left + right."""
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    if isinstance(left, int) and left == 0:
        return right
    if isinstance(right, int) and right == 0:
        return left
    return column(left) + column(right)


def subtract(left: Number, right: Number) -> Number:
    """Return left - right."""
    if isinstance(left, int) and isinstance(right, int):
        return left - right
    if isinstance(right, int) and right == 0:
        return left
    return column(left) - column(right)


def multiply(left: Number, right: Number) -> Number:
    """Return left x right."""
    if isinstance(left, int) and isinstance(right, int):
        return left * right
    for one, other in ((left, right), (right, left)):
        if isinstance(one, int) and one in {0, 1}:
            return other if one else 0
    return column(left) * column(right)


def total(numbers: Sequence[Number]) -> Number:
    """Return the sum; 0 where there are none."""
    result: Number = 0
    for number in numbers:
        result = add(result, number)
    return result


def chosen(flag: Flag, then: Number, otherwise: Number) -> Number:
    """Return one of two numbers for each row."""
    if isinstance(flag, bool):
        return then if flag else otherwise
    if isinstance(then, int) and isinstance(otherwise, int) and then == otherwise:
        return then
    return nw.when(flag).then(column(then)).otherwise(column(otherwise))


def count(flag: Flag) -> Number:
    """Return 1 where a flag is true, else 0."""
    return flag.cast(nw.Int64) if isinstance(flag, nw.Expr) else int(flag)


def compared(holds: Callable[[int, int], bool], left: Number, right: Number) -> Flag:
    """Return whether a comparison, such as ``operator.ge``, holds."""
    if isinstance(left, int) and isinstance(right, int):
        return holds(left, right)
    found: Flag = holds(column(left), column(right))  # type: ignore[arg-type]  # because expressions compare alike
    return found


def larger(left: Number, right: Number) -> Number:
    """Return the larger of two numbers."""
    if isinstance(left, int) and isinstance(right, int):
        return max(left, right)
    return chosen(column(left) >= column(right), left, right)


def smaller(left: Number, right: Number) -> Number:
    """Return the smaller of two numbers."""
    if isinstance(left, int) and isinstance(right, int):
        return min(left, right)
    return chosen(column(left) <= column(right), left, right)


def divide(numerator: Number, denominator: Number) -> Number:
    """Return the quotient rounded half away from zero, as :func:`xltier.core.fixed.divide`.

    Args:
        numerator: At most 2**62, whatever its sign.
        denominator: Positive, at most 2**62.
    """
    if isinstance(numerator, int) and isinstance(denominator, int):
        return fixed.divide(numerator, denominator)
    if isinstance(denominator, int) and denominator == 1:
        return numerator
    top = column(numerator)
    # Backends agree on the quotient of non-negative numbers only, so the sign is put back afterwards.
    size = rounded(abs(numerator) if isinstance(numerator, int) else top.abs(), denominator)
    return nw.when(top < literal(0)).then(literal(0) - size).otherwise(size)


def rounded(numerator: Number, denominator: Number) -> nw.Expr:
    """Return the quotient of a number that is not negative, rounded half up, by one whole-number division."""
    half = denominator // 2 if isinstance(denominator, int) else denominator // literal(2)
    return column(add(numerator, half)) // column(denominator)


def expression(whole: Whole, values: Sequence[Number]) -> Number:
    """Return arithmetic over slots, whose columns are ``values``."""
    match whole:
        case Slot(index):
            return values[index]
        case Constant(value):
            return value
        case Sum(left, right, sign):
            join = add if sign > 0 else subtract
            return join(expression(left, values), expression(right, values))
        case Product(left, right):
            return multiply(expression(left, values), expression(right, values))
