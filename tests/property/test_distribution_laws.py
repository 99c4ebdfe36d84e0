"""Distributions: against brute force over the sorted population; order, unit and names of customers mean nothing."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltier.core.distribution import Wanted, collapsed, fitted
from xltier.core.ladder import Ladder, ladder_of
from xltier.core.scheme.spread import Spread
from xltier.core.scheme.tier import Tier
from xltier.core.words import Words

PEOPLE = st.lists(st.integers(-20, 40), min_size=1, max_size=40)
SHARES = st.lists(st.integers(1, 100), min_size=1, max_size=4, unique=True).map(
    lambda percents: tuple(Fraction(percent, 100) for percent in sorted(percents))
)


def ladder(wanted: Wanted, people: list[int]) -> Ladder:
    cuts = fitted(wanted, Counter(people))
    tiers = [Tier(f"T{at}", Words("", "")) for at in range(len(cuts) + 1)]
    return ladder_of(tiers, cuts, low_is_good=wanted.low_is_good)


def places(wanted: Wanted, people: list[int]) -> list[int]:
    return [ladder(wanted, people).place(value) for value in people]


@given(PEOPLE, SHARES, st.tuples(st.booleans(), st.booleans()))
def test_a_customer_is_in_the_top_share_when_its_rank_is(
    people: list[int], shares: tuple[Fraction, ...], way: tuple[bool, bool]
) -> None:
    low, up = way
    wanted = Wanted("w", 0, Spread.QUANTILE, shares, low_is_good=low, ties_up=up)
    for value, place in zip(people, places(wanted, people), strict=True):
        better = sum(1 for other in people if (other < value if low else other > value))
        rank = better + (1 if up else people.count(value))

        assert place == sum(1 for share in shares if rank > share * len(people))


@given(PEOPLE, SHARES)
def test_where_crossing_goes_down_a_customer_is_in_the_share_that_it_does_not_pass(
    people: list[int], shares: tuple[Fraction, ...]
) -> None:
    total = sum(value for value in people if value > 0)
    wanted = Wanted("w", 0, Spread.CUMULATIVE, shares, ties_up=False)
    for value, place in zip(people, places(wanted, people), strict=True):
        carried = sum(other for other in people if other >= max(value, 1))

        assert place == (len(shares) if value <= 0 else sum(1 for share in shares if carried > share * total))


@given(PEOPLE, SHARES)
def test_a_customer_is_in_the_pareto_share_that_strictly_larger_ones_have_not_filled(
    people: list[int], shares: tuple[Fraction, ...]
) -> None:
    total = sum(value for value in people if value > 0)
    wanted = Wanted("w", 0, Spread.CUMULATIVE, shares)
    for value, place in zip(people, places(wanted, people), strict=True):
        carried = sum(other for other in people if other > max(value, 0))

        assert place == (len(shares) if value <= 0 else sum(1 for share in shares if carried >= share * total))


@pytest.mark.parametrize("low", [False, True], ids=["high is good", "low is good"])
@given(people=PEOPLE)
def test_the_percentile_is_the_whole_percent_of_customers_who_are_not_better(people: list[int], *, low: bool) -> None:
    cuts = fitted(Wanted("w", 0, Spread.PERCENTILE, low_is_good=low), Counter(people))
    for value in people:
        not_better = sum(1 for other in people if (other >= value if low else other <= value))
        reached = sum(1 for cut in cuts if (value <= cut if low else value >= cut))

        assert reached == 100 * not_better // len(people)


@pytest.mark.parametrize("low", [False, True], ids=["high is good", "low is good"])
@given(people=PEOPLE)
def test_who_is_as_good_as_the_exact_mean_is_on_its_better_side(people: list[int], *, low: bool) -> None:
    mean = Fraction(sum(people), len(people))
    (found,) = fitted(Wanted("w", 0, Spread.MEAN, low_is_good=low), Counter(people))

    for value in people:
        assert (value <= found if low else value >= found) == (value <= mean if low else value >= mean)


@given(PEOPLE)
def test_the_best_is_the_best(people: list[int]) -> None:
    assert fitted(Wanted("w", 0, Spread.MAX), Counter(people)) == (max(people),)
    assert fitted(Wanted("w", 0, Spread.MAX, low_is_good=True), Counter(people)) == (min(people),)


@pytest.mark.parametrize("spread", [Spread.QUANTILE, Spread.CUMULATIVE, Spread.MEAN, Spread.MEDIAN, Spread.PERCENTILE])
@given(people=PEOPLE, shares=SHARES, seed=st.integers())
def test_shuffled_customers_get_the_same_cuts(
    spread: Spread, people: list[int], shares: tuple[Fraction, ...], seed: int
) -> None:
    wanted = Wanted("w", 0, spread, shares)
    shuffled = [*people]
    Random(seed).shuffle(shuffled)

    assert fitted(wanted, Counter(shuffled)) == fitted(wanted, Counter(people))


@pytest.mark.parametrize("spread", [Spread.QUANTILE, Spread.CUMULATIVE, Spread.MEAN, Spread.MEDIAN])
@given(people=PEOPLE, shares=SHARES, times=st.sampled_from([10, 10**4, 7]))
def test_another_unit_puts_everybody_in_the_same_class(
    spread: Spread, people: list[int], shares: tuple[Fraction, ...], times: int
) -> None:
    """元 or 万元, tons or kilograms."""
    wanted = Wanted("w", 0, spread, shares)

    assert places(wanted, [value * times for value in people]) == places(wanted, people)


@given(PEOPLE, SHARES)
def test_everybody_twice_changes_nobodys_pareto_class(people: list[int], shares: tuple[Fraction, ...]) -> None:
    wanted = Wanted("w", 0, Spread.CUMULATIVE, shares)

    assert places(wanted, people * 2) == places(wanted, people) * 2


@given(PEOPLE, SHARES)
def test_cuts_have_collapsed_when_two_of_them_are_one_value(people: list[int], shares: tuple[Fraction, ...]) -> None:
    counts = Counter(people)
    cuts = fitted(Wanted("w", 0, Spread.QUANTILE, shares), counts)

    assert collapsed(cuts) == (len(set(cuts)) < len(cuts))
