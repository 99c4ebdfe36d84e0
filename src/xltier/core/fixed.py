"""Fixed-point numbers: every measure, points and score is an integer in units of 10**-decimals.

A cell becomes an integer exactly once, half away from zero on its 15-digit decimal value, as Excel
shows and rounds it (design: ENGINE 1). After that, rules see integers only.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

EXACT: Final = 10**15
"""Below this, a whole float is exact at Excel's 15 digits."""

_PLAIN: Final = 10**9
_CLEAR: Final = 0.49
"""Below ``_PLAIN`` units a float is within 0.00001 of its 15 digits, so whatever is clear of a half is decided."""

_CONTEXT: Final = Context(prec=80, rounding=ROUND_HALF_UP)


def unit(decimals: int) -> int:
    """Return 10**decimals: how many fixed-point units make one.

    Example:
        >>> unit(2)
        100
    """
    return int(10**decimals)


def to_fixed(value: float | Decimal | str, decimals: int) -> int:
    """Return ``value`` in units of 10**-decimals, rounded half away from zero.

    A float counts as its 15-digit decimal, so 2.675 is 2.675 and not 2.67499...

    Args:
        value: A finite number, or its decimal text (``"0.8"``).
        decimals: Digits after the point that are kept.

    Raises:
        ValueError: ``value`` is NaN, infinite, or no number.

    Example:
        >>> to_fixed(2.675, 2), to_fixed(-2.675, 2), to_fixed(10.7 - 10, 4)
        (268, -268, 7000)
    """
    if type(value) is int:
        return value * unit(decimals)
    if isinstance(value, float):
        if value.is_integer() and -EXACT < value < EXACT:
            return int(value) * unit(decimals)
        scaled = value * unit(decimals)
        if -_PLAIN < scaled < _PLAIN and abs(scaled - (whole := round(scaled))) < _CLEAR:
            return whole  # so far from a half that its 15 digits round to the same
        if not math.isfinite(value):
            msg = f"not a finite number: {value}"
            raise ValueError(msg)
        value = f"{value:.15g}"
    number = Decimal(value)
    if not number.is_finite():
        msg = f"not a finite number: {value}"
        raise ValueError(msg)
    return int(_CONTEXT.to_integral_value(_CONTEXT.scaleb(number, decimals)))


def divide(numerator: int, denominator: int) -> int:
    """Return the quotient rounded half away from zero; ``denominator`` is positive.

    Example:
        >>> divide(5, 2), divide(-5, 2), divide(4, 3)
        (3, -3, 1)
    """
    if numerator >= 0:
        return (2 * numerator + denominator) // (2 * denominator)
    return -((-2 * numerator + denominator) // (2 * denominator))


def to_decimal(value: int, decimals: int) -> Decimal:
    """Return the exact decimal that the integer stands for.

    Example:
        >>> to_decimal(8280, 2)
        Decimal('82.80')
    """
    return Decimal(value).scaleb(-decimals)


def shown(value: int, decimals: int) -> str:
    """Return the number as people write it: no trailing zeros, no exponent.

    Example:
        >>> shown(8280, 2), shown(100, 2), shown(-5, 1)
        ('82.8', '1', '-0.5')
    """
    text = f"{to_decimal(value, decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
