"""Cuts that a population gives; their laws are in tests/property."""

from __future__ import annotations

from xltier.core.distribution import Wanted, fitted
from xltier.core.scheme.spread import Spread


def test_the_middle_one_of_an_odd_number_is_at_the_median() -> None:
    assert fitted(Wanted("m", 0, Spread.MEDIAN), {10: 1, 20: 1, 60: 1}) == (20,)
    assert fitted(Wanted("m", 0, Spread.MEDIAN), {10: 1, 20: 1, 60: 1, 70: 1}) == (60,)
    assert fitted(Wanted("m", 0, Spread.MEDIAN, low_is_good=True), {10: 1, 20: 1, 60: 1}) == (20,)
    assert fitted(Wanted("m", 0, Spread.MEDIAN), {5: 1}) == (5,)
