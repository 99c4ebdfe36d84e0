"""A measure's value as people read it: grouped digits, percent for a ratio, the unit in the reader's language."""

from __future__ import annotations

from typing import Final

from xltier.core.fixed import shown, to_decimal
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.values import NOT_APPLICABLE, Entry
from xltier.messages import phrase
from xltier.tables.units import CURRENCY_OF

_ENGLISH: Final = {
    "吨": "t",
    "天": "days",
    "年": "years",
    "月": "months",
    "次": "times",
    "单": "orders",
    "家": "stores",
    "件": "pieces",
    "分": "points",
}

_ONE: Final = frozenset({"1", "-1"})


def unit_word(unit: str, language: str) -> str:
    """Return a unit as said in ``language``; money by the code of its currency in English."""
    return _ENGLISH.get(unit) or CURRENCY_OF.get(unit, unit) if language == "en" else unit


def shown_value(measure: Measure, value: Entry, language: str) -> str:
    """Return a value with its unit: ``95%``, ``1,200,000 元``, ``55 days``; a dash where there is none.

    Args:
        measure: What the value is of.
        value: In the measure's fixed point.
        language: The reader's.
    """
    if value is None:
        return phrase("value-blank", language)
    if value is NOT_APPLICABLE:
        return phrase("value-not-applicable", language)
    if not isinstance(value, int):
        return str(value)
    if measure.type is ValueType.FLAG:
        return phrase("value-yes" if value else "value-no", language)
    if measure.unit == "%":
        return f"{shown(value * 100, measure.decimals)}%"
    return with_unit(grouped(value, measure.decimals), measure.unit, language)


def with_unit(number: str, unit: str, language: str) -> str:
    """Return a number and its unit; English counts one thing in the singular.

    Example:
        >>> with_unit("1", "天", "en"), with_unit("1.5", "天", "en"), with_unit("3", "", "en")
        ('1 day', '1.5 days', '3')
    """
    if not unit:
        return number
    word = unit_word(unit, language)
    return f"{number} {word.removesuffix('s') if number in _ONE and unit in _ENGLISH else word}"


def grouped(value: int, decimals: int) -> str:
    """Return a number with its thousands apart and no trailing zeros.

    Example:
        >>> grouped(120000050, 2)
        '1,200,000.5'
    """
    text = f"{to_decimal(value, decimals):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
