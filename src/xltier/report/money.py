"""Amounts in the unit that reads best: 万元 or 亿元 in Chinese, thousands or millions in English."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xltier.app.wording.shown_value import unit_word
from xltier.core.fixed import to_decimal
from xltier.core.scheme.measure import Measure

_STEPS: Final = {
    "zh": ((10**10, 10**8, "亿"), (10**5, 10**4, "万")),
    "en": ((10**7, 10**6, "million "), (10**5, 10**3, "thousand ")),
}
"""Amounts from so much on are shown in units of so much."""


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
        >>> amount_unit(load_scheme("b2b-abcd").measures[0], 26_596_999_997, "zh").word
        '万元'
    """
    size = to_decimal(abs(largest), measure.decimals)
    unit = unit_word(measure.unit, language)
    if measure.unit == "元":
        for least, divisor, word in _STEPS[language]:
            if size >= least:
                return AmountUnit(divisor, f"{word}{unit}", 1 if size < divisor * 1000 else 0)
    return AmountUnit(1, unit, 0)
