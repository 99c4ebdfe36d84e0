"""No step of a plan may leave 62 bits: it is said when the scheme is read, before any row is seen."""

from __future__ import annotations

import pytest

from tests.support.random_customers import random_rated
from tests.support.random_schemes import SEEDS
from tests.unit.core.schemes import measure, scheme
from xltier.core.checks import check
from xltier.core.checks.bounds import check_bounds
from xltier.core.language.arithmetic import function
from xltier.core.scoresheet import LIMIT
from xltier.core.slots import Unratable, filler

ROOT = 1_518_500_249  # the largest whole number with 2 x ROOT^2 + 1 <= 2^62


def product_of(most: int) -> list[tuple[str, str | None]]:
    """Return what is said about a product of two measures that may be as large as this."""
    book = scheme(
        measure("first", min=0, max=most),
        measure("second", min=0, max=most),
        measure("product", expression="first * second", weight=100, bands=[{"points": 0}]),
    )
    return [(problem.reference, problem.at.path) for problem in check(book)]


def test_the_largest_product_that_still_fits_is_allowed_and_the_next_one_is_not() -> None:
    assert 2 * ROOT**2 + 1 <= LIMIT < 2 * (ROOT + 1) ** 2 + 1
    assert product_of(ROOT) == []
    assert product_of(ROOT + 1) == [("overflow", "measures[2].expression")]


def test_a_measure_without_limits_is_taken_as_large_as_a_trillion_in_cents() -> None:
    book = scheme(measure("first"), measure("second"), measure("third", expression="first * second", weight=100))

    assert next((p.reference, p.at.path) for p in check_bounds(book)) == ("overflow", "measures[2].expression")


def test_a_condition_is_bounded_wherever_it_stands() -> None:
    large = "rate * other > 1"
    book = scheme(
        measure("rate", weight=100, applies_if=large),
        measure("other"),
        items=[{"code": "P", "name": "p", "points": 1, "cap": 1, "auto": large}],
        red_lines=[{"code": "R", "name": "r", "cap": "C", "auto": large, "release": f"NOT({large})"}],
    )
    rules = scheme(
        measure("rate"), measure("other"), kind="rules", rules=[{"class": "A", "when": f"OR(rate > 1, {large})"}]
    )
    grid = scheme(
        measure("rate"),
        measure("other"),
        kind="grid",
        axes=[
            {"key": "one", "levels": [{"code": "x"}], "rules": [{"class": "x", "when": large}]},
            {"key": "two", "levels": [{"code": "y"}], "measure": "rate"},
        ],
    )

    assert {p.at.path: p.reference for one in (book, rules, grid) for p in check_bounds(one)} == dict.fromkeys(
        [
            "measures[0].applies_if",
            "items[0].auto",
            "red_lines[0].auto",
            "red_lines[0].release",
            "rules[0].when",
            "axes[0].rules[0].when",
        ],
        "overflow-condition",
    )


def test_a_slope_that_is_too_steep_is_named_by_its_measure() -> None:
    book = scheme(
        measure("rate", max=10**14, min=0, weight=1, full="none", bands=[{"points": 0, "slope": 10}]),
        scoring="additive",
    )

    assert next((p.reference, p.at.path) for p in check(book)) == ("overflow", "measures[0]")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_in_a_checked_scheme_every_step_of_every_customer_fits(seed: int) -> None:
    plan, customers = random_rated(seed, 40)
    assert [p for p in check_bounds(plan.scheme) if p.is_error] == []
    fill = filler(plan)
    steps = [step.value for step in plan.steps if step.value is not None]
    for customer in customers:
        try:
            slots = fill(customer.entries)
        except Unratable:
            continue
        known = [slot if type(slot) is int else 0 for slot in slots]
        for step in steps:
            assert abs(function(step.numerator)(known)) <= LIMIT
            assert abs(function(step.denominator)(known)) <= LIMIT
