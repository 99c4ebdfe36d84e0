"""Ladders: a cut-off belongs to its tier unless it is excluded, in either direction, at any number of decimals."""

from __future__ import annotations

from decimal import Decimal

from xltier.core.ladder import Ladder, ladder
from xltier.core.scheme.tier import Tier
from xltier.core.words import Words


def tier(code: str, floor: str | None = None, *, included: bool = True) -> Tier:
    return Tier(code, Words("", ""), None if floor is None else Decimal(floor), included)


HIGH = ladder([tier("A", "90"), tier("B", "60.5"), tier("C")], 1)
LOW = ladder([tier("A", "10"), tier("B", "30"), tier("C")], 0, low_is_good=True)


def codes(of: Ladder, *values: int) -> str:
    return "".join(of.tiers[of.place(value)].code for value in values)


def test_a_cut_off_is_the_lowest_score_of_its_tier() -> None:
    assert codes(HIGH, 1000, 900, 899, 605, 604, -10) == "AABBCC"


def test_where_low_is_good_a_cut_off_is_the_largest_value_of_its_tier() -> None:
    assert codes(LOW, 0, 10, 11, 30, 31) == "AABBC"


def test_an_excluded_cut_off_belongs_to_the_tier_below() -> None:
    high = ladder([tier("A", "80", included=False), tier("B")], 2)
    low = ladder([tier("A", "10", included=False), tier("B")], 0, low_is_good=True)

    assert codes(high, 8001, 8000) == "AB"
    assert codes(low, 9, 10) == "AB"


def test_a_cut_off_finer_than_the_score_is_the_next_score_that_reaches_it() -> None:
    assert codes(ladder([tier("A", "59.5"), tier("B")], 0), 60, 59) == "AB"
    assert codes(ladder([tier("A", "59.5"), tier("B")], 0, low_is_good=True), 59, 60) == "AB"


def test_the_least_value_of_a_tier_still_reaches_it_and_the_last_has_none() -> None:
    assert [HIGH.least(place) for place in range(3)] == [900, 605, None]
    assert [LOW.least(place) for place in range(3)] == [10, 30, None]


def test_a_code_has_its_place_or_none() -> None:
    assert [HIGH.index(code) for code in ("A", "C", "D")] == [0, 2, None]
