"""The base score: weights, what moves, what combines, what refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.core.schemes import measure, scheme
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fixed import to_decimal
from xltier.core.rate import rate_one
from xltier.core.rating import Rating
from xltier.core.scheme import Scheme
from xltier.core.score import majority


def rated(book: Scheme, **inputs: object) -> Rating:
    plan = compile_plan(book)
    return rate_one(plan, entries(plan, inputs)[0])


def score(book: Scheme, **inputs: object) -> object:
    found = rated(book, **inputs).score
    return None if found is None else to_decimal(found, book.score_decimals or 0)


def test_points_count_as_points_times_weight_over_full() -> None:
    """40 of 40 points at weight 40, and 50 of 100 points at weight 60."""
    book = scheme(measure("first", weight=40, full=40, bands=[{"points": 40}]), measure("second", weight=60))

    assert score(book, first=1, second=50) == 70


def test_weights_with_thirds_stay_exact() -> None:
    """Three times 33.3 and 0.1 make 100; a third of nothing is lost on the way."""
    book = scheme(
        *(measure(key, weight="33.3") for key in ("first", "second", "third")), measure("fourth", weight="0.1")
    )

    assert score(book, first=100, second=100, third=100, fourth=100) == 100
    assert score(book, first=100, second=100, third=100) == 100  # the tenth moved away


def test_the_sum_is_rounded_once_and_not_measure_by_measure() -> None:
    """Three measures of 1/3 point each: rounded one by one they would make 0.99."""
    third = [{"points": 0, "slope": "0.3333333333"}]
    book = scheme(
        *(measure(key, weight=1, bands=third) for key in ("first", "second", "third")),
        scoring="additive",
        points_decimals=4,
    )

    assert score(book, first=1, second=1, third=1) == Decimal("1.00")  # 3 x 0.3333 = 0.9999


def test_a_partial_scheme_counts_up_to_the_weights_that_its_source_states() -> None:
    book = scheme(measure("first", weight=30), measure("second", weight=20), scoring="partial")

    assert (score(book, first=100, second=100), score(book, first=100, second=0)) == (50, 30)
    assert score(book, first=100) == 50  # 20 moved to the first; coverage is 30 of 50


def test_full_marks_may_be_worth_something_else() -> None:
    assert score(scheme(measure("rate", weight=100), score_full=5), rate=70) == Decimal("3.5")


def test_an_additive_scheme_moves_nothing_and_needs_no_coverage() -> None:
    book = scheme(measure("first", method="flag", type="flag", full=10), measure("second"), scoring="additive")

    assert (score(book, first=True), score(book, first="")) == (10, None)
    assert score(book, second=5) == 0


def test_coverage_is_what_is_left_of_the_weight() -> None:
    book = scheme(measure("first", weight=59), measure("second", weight=41))
    low = rated(book, first=100)

    assert (str(low.error), low.problems[0].values) == ("#N/A", {"coverage": "59%", "least": "60%"})
    assert score(scheme(measure("first", weight=60), measure("second", weight=40)), first=100) == 100


def test_nothing_applicable_is_no_rating_even_without_a_minimum() -> None:
    book = scheme(measure("first", weight=100, applies_if="other = 1"), measure("other"), min_coverage=0)

    assert str(rated(book, first=50, other=0).error) == "#N/A"


def test_the_limits_of_the_score_hold_before_it_is_banded() -> None:
    book = scheme(measure("rate", weight=100), score_max=89, score_min=10)

    assert [(rated(book, rate=rate).tier, score(book, rate=rate)) for rate in (100, 0)] == [("B", 89), ("C", 10)]


@pytest.mark.parametrize(
    ("points", "worse", "better"),
    [([4, 3, 3, 2], 3, 3), ([4, 4, 2, 2], 2, 4), ([1], 1, 1), ([4, 3, 2, 1], 1, 4), ([2, 2, 3, 3, 4], 2, 3)],
)
def test_a_majority_is_the_most_frequent_and_a_tie_goes_as_the_scheme_says(
    points: list[int], worse: int, better: int
) -> None:
    assert (majority(points, better=False), majority(points, better=True)) == (worse, better)


def test_an_unknown_text_of_a_measure_is_an_error_with_the_texts_that_are_known() -> None:
    book = scheme(measure("grade", type="text", weight=100, map={"优": 100, "良": 80}))
    found = rated(book, grade="还行")

    assert (str(found.error), found.problems[0].reference) == ("#VALUE!", "text-unknown")
    assert (found.problems[0].values["value"], found.problems[0].values["known"]) == ("还行", ("优", "良"))
