"""The edges that the product promises, each by its name, through the public door.

The same edges stand in the conformance corpus with their derivation; here they are asked in floats, as a
program or a spreadsheet would hand them over.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from tests.conformance.case import rule_book
from xltier import load_scheme, rate, read_toml
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.rate import rate_one

SALES_ONLY = load_scheme("b2b-abcd", settings={"combine": "only:sales"})
EDGES = rule_book("edges", {})
OVERDUE = rule_book("overdue", {})


def by_sales(sales: float | Decimal) -> str | None:
    return rate(SALES_ONLY, {"sales": sales}).tier


def test_1_000_000_is_a_and_999_999_99_is_b() -> None:
    assert (by_sales(1_000_000), by_sales(999_999.99)) == ("A", "B")


def test_a_million_in_ten_cent_steps_is_a_however_floats_add_up() -> None:
    total = 999_999.0
    for _ in range(10):
        total += 0.1

    assert total < 1_000_000  # the float sum misses the edge
    assert by_sales(total) == "A"


def test_10_7_less_10_reaches_0_7() -> None:
    assert 10.7 - 10 < 0.7
    assert rate(EDGES, {"whole": 10.7, "taken": 10}).tier == "A"
    assert rate(EDGES, {"whole": 10.7 - 10, "taken": 0}).tier == "A"


def test_ten_times_0_1_reach_1() -> None:
    assert 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 < 1  # sum() of Python 3.12 is more exact
    assert rate(EDGES, {f"part_{letter}": 0.1 for letter in "abcdefghij"}).tier == "A"


@pytest.mark.parametrize("percent", [29, 57, 58, 115])
def test_a_share_that_is_exactly_its_percent_reaches_it(percent: int) -> None:
    """In floats, num / den * 100 >= percent misses every exact hit at these."""
    text = f"""
id = "share"
version = "1"
valid_from = 2026-01-01
name = "share"
kind = "rules"
rules = [{{ class = "in", when = "share >= {percent}%" }}, {{ class = "out" }}]
tiers = [{{ code = "in", name = "in" }}, {{ code = "out", name = "out" }}]
measures = [
  {{ key = "part", name = "part", decimals = 0 }},
  {{ key = "whole", name = "whole", decimals = 0 }},
  {{ key = "share", name = "share", decimals = 4, expression = "part / whole" }},
]
"""
    scheme = read_toml(text, "share")
    for whole in range(100, 100_000, 700):
        part = whole * percent // 100
        wanted = "in" if Decimal(part) / whole >= Decimal(percent) / 100 - Decimal("0.00005") else "out"
        assert rate(scheme, {"part": part, "whole": whole}).tier == wanted
        assert whole * percent % 100 != 0 or wanted == "in"


def test_five_years_are_the_better_band_and_so_are_three() -> None:
    scheme = load_scheme("b2b-abcd", settings={"combine": "only:years"})
    tiers = {years: rate(scheme, {"sales": 1, "years": years}).tier for years in (5, 4.99, 3, 2.99, 1, 0.99)}

    assert tiers == {5: "A", 4.99: "B", 3: "B", 2.99: "C", 1: "C", 0.99: "D"}


@pytest.mark.parametrize("yuan", [1_000_000, 999_999.99, 500_000, 499_999.99, 200_000, 199_999.99, 0, -1])
def test_yuan_and_ten_thousand_yuan_give_the_same_tier(yuan: float) -> None:
    ten_thousands = Decimal(str(yuan)) / 10_000

    assert by_sales(ten_thousands * 10_000) == by_sales(yuan)


def test_the_last_value_of_a_band_is_included_where_low_is_good() -> None:
    tiers = {days: rate(OVERDUE, {"overdue": days}).tier for days in (10, 10.1, 30, 30.1, 60, 60.1)}

    assert tiers == {10: "A", 10.1: "B", 30: "B", 30.1: "C", 60: "C", 60.1: "D"}


@pytest.mark.parametrize("name", ["quantile", "pareto", "mean", "median", "quota", "relative", "percentile"])
def test_shuffled_rows_give_the_same_ratings_and_equal_values_equal_tiers(name: str) -> None:
    scheme = rule_book(name, {})
    plan = compile_plan(scheme)
    random = Random(3)
    people = [
        entries(plan, {key: random.choice((10, 10, 20, 35, 35, 35, 60, 99)) for key in plan.keys})[0] for _ in range(60)
    ]
    shuffled = random.sample(people, len(people))
    fitted, again = fit_plan(scheme, people), fit_plan(scheme, shuffled)

    assert [rate_one(fitted, one) for one in people] == [rate_one(again, one) for one in people]
    assert len({(one, rate_one(fitted, one).tier) for one in people}) == len(set(people))
