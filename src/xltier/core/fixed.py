"""Fixed-point numbers: every measure, points and score is an integer in units of 10**-decimals.

A cell becomes an integer exactly once, half away from zero on its 15-digit decimal value, as Excel
shows and rounds it. After that, rules see integers only.
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


def rounded(value: float | Decimal, decimals: int) -> float:
    """Return a number rounded as ROUND does in a spreadsheet; Python's own takes halves to the even side.

    Example:
        >>> rounded(2.675, 2), rounded(-0.125, 2), round(0.125, 2)
        (2.68, -0.13, 0.12)
    """
    return float(to_decimal(to_fixed(value, decimals), decimals))


def grouped(value: float | Decimal, decimals: int) -> str:
    """Return a number as a spreadsheet shows it by ``#,##0.00``.

    Example:
        >>> grouped(1234.125, 2), grouped(0.5, 0)
        ('1,234.13', '1')
    """
    return f"{to_decimal(to_fixed(value, decimals), decimals):,f}"


def percent(share: float | Decimal, decimals: int = 0) -> str:
    """Return a share as a spreadsheet shows it by ``0%``.

    Example:
        >>> percent(0.125), percent(0.28125, 2)
        ('13%', '28.13%')
    """
    return f"{to_decimal(to_fixed(share, decimals + 2), decimals):f}%"


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
