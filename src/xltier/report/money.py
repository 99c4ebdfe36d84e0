"""Amounts in the unit that reads best: 万元 or 亿元 in Chinese, thousands or millions in English."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xltier.app.shown_value import unit_word
from xltier.core.fixed import to_decimal
from xltier.core.scheme import Measure

_STEPS: Final = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**6, "million "), (10**3, "thousand ")),
}
_DIGITS: Final = 10


@dataclass(frozen=True, slots=True)
class AmountUnit:
    """The unit of a set of amounts.

    Args:
        divisor: What stored amounts are divided by.
        word: The unit in the reader's language.
        decimals: How many decimals are shown.
    """

    divisor: int
    word: str
    decimals: int

    def of(self, value: int, measure: Measure) -> float:
        """Return an amount, given in the measure's fixed point, in this unit."""
        return float(to_decimal(value, measure.decimals) / Decimal(self.divisor))

    @property
    def number_format(self) -> str:
        """Return the number format of such amounts."""
        return "#,##0" + ("." + "0" * self.decimals if self.decimals else "")


def amount_unit(measure: Measure, largest: int, language: str) -> AmountUnit:
    """Return the unit for amounts up to ``largest`` (in the measure's fixed point).

    Example:
        >>> from xltier.schemes import load_scheme
        >>> amount_unit(load_scheme("b2b-abcd").measures[0], 265_969_999_97, "zh").word
        '亿元'
    """
    size = to_decimal(abs(largest), measure.decimals)
    unit = unit_word(measure.unit, language)
    if measure.unit == "元":
        for divisor, word in _STEPS[language]:
            if size >= divisor * _DIGITS or (size >= divisor and divisor == _STEPS[language][0][0]):
                return AmountUnit(divisor, f"{word}{unit}".strip(), 2 if size < divisor * 100 * _DIGITS else 0)
    return AmountUnit(1, unit, 0)
