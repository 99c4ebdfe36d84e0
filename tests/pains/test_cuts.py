"""Pains of bins, cuts and rules."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction

import pytest

from tests.pains.rating import document, fifths, fitted, rated, tiers
from tests.support.readings import reading
from xltier.app.functions.catalogue import call
from xltier.app.functions.scheme_of import Nowhere
from xltier.app.sheet.stored_cuts import cuts_text, read_cuts
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.core.checks import check
from xltier.core.compile import compile_plan
from xltier.core.distribution import Wanted
from xltier.core.distribution import fitted as fitted_cuts
from xltier.core.entries import entries
from xltier.core.overlaps import grid_overlaps
from xltier.core.scheme.spread import Spread
from xltier.core.trace import explain
from xltier.schemes.library import load_scheme

DAY = dt.date(2026, 10, 31)


def amounts(*values: int) -> list[dict[str, object]]:
    return [{"amount": value} for value in values]


def test_01_many_customers_with_one_value_never_stop_a_rating() -> None:
    people = amounts(*[1] * 8, 2, 3)

    assert rated(fifths(), people) == [*["4"] * 8, "5", "5"]


def test_02_labels_keep_their_meaning_where_bins_fall_together() -> None:
    # half of the customers share 1: they reach the top 60 %, so they are 3; nobody is 2 or 1, and none is relabelled
    found = rated(fifths(), amounts(5, 4, 1, 1, 1, 1, 1, 3, 2, 1))

    assert sorted(set(found), key=str) == ["3", "4", "5"]


@pytest.mark.parametrize("seed", range(5))
def test_03_the_same_value_has_the_same_tier_whatever_the_order(seed: int) -> None:
    values = [1] * 54 + list(range(2, 48))
    shuffled = random.Random(seed).sample(values, len(values))
    found = dict(zip(shuffled, rated(fifths(), amounts(*shuffled)), strict=True))

    assert rated(fifths(), amounts(*values)) == [found[value] for value in values]


def test_04_fewer_distinct_cuts_than_bins_are_said_with_a_way_out() -> None:
    orders = reading(("客户编码", "金额"), [(f"K{at}", 1 if at < 8 else at) for at in range(10)])
    said = [
        problem for problem in tier_sheet(orders, fifths(), as_of=DAY).problems if problem.reference == "bins-collapsed"
    ]

    assert [(problem.values["distinct"], problem.values["asked"]) for problem in said] == [(2, 4)]


def test_05_every_run_returns_the_thresholds_it_used() -> None:
    plan = fitted(fifths(), amounts(*range(1, 11)))

    assert dict(plan.cuts) == {"tiers": (9, 7, 5, 3)}


def test_06_overlapping_segments_are_decided_in_order_and_reported() -> None:
    scheme = load_scheme("rfm")
    people = [{"recency_days": at * 10, "orders": 11 - at, "amount": (11 - at) * 100} for at in range(1, 11)]

    assert rated(scheme, people)[0] == "Champions"  # 555 is a Potential Loyalist too
    assert ("Champions", "Potential Loyalist") in {(one.taken, one.hidden) for one in grid_overlaps(scheme)}


def test_07_a_rating_says_how_far_the_next_tier_is() -> None:
    plan = compile_plan(load_scheme("value-cut"))
    found = explain(plan, entries(plan, {"amount": 150_000})[0])

    assert found.next is not None
    assert (found.next.tier, found.next.missing) == ("中", 5_000_000)  # 50,000 yuan, in cents
    assert "差" in str(call("TIER_WHY", (83,), Nowhere("zh"))[0][0])


@pytest.mark.parametrize("spread", [Spread.QUANTILE, Spread.MEAN, Spread.MEDIAN, Spread.QUANTILE_R])
def test_08_low_is_good_is_a_property_of_the_measure_whatever_the_method(spread: Spread) -> None:
    days = {10: 1, 20: 1, 381: 1, 400: 1}
    shares = (Fraction(1, 2),) if spread in {Spread.QUANTILE, Spread.QUANTILE_R} else ()
    (cut,) = fitted_cuts(Wanted("recency", 0, spread, shares, low_is_good=True), days)

    assert 20 <= cut < 381  # 381 days ago is the worse half by every method


@pytest.mark.parametrize(("score", "tier"), [(90, "A"), (89.99, "B"), (75, "B"), (60, "C"), (59.99, "D")])
def test_09_a_lower_bound_belongs_to_its_tier(score: float, tier: str) -> None:
    assert call("TIER", (score,), Nowhere()) == ((tier,),)


def test_12_the_least_value_has_a_tier_and_saved_cuts_grade_alike() -> None:
    people = amounts(*range(1, 11))
    scheme = fifths()
    plan = fitted(scheme, people)
    again = compile_plan(scheme, cuts=read_cuts(cuts_text(plan, "2026-10"), scheme))

    assert tiers(plan, people)[0] == "1"
    assert tiers(again, people) == tiers(plan, people)
    assert tiers(again, amounts(-1000)) == ["1"]  # lower than anybody who was there


def test_28_own_cuts_that_leave_everybody_in_one_class_are_seen_on_the_summary() -> None:
    sheet = tier_sheet(
        reading(("客户编码", "消费金额"), [(f"K{at}", at) for at in range(1, 6)]), load_scheme("value-cut"), as_of=DAY
    )

    assert {row.rating.tier for row in sheet.rows} == {"低"}
    assert "unit-unsaid" in {problem.reference for problem in sheet.problems}  # perhaps they are 万元


def test_30_printed_bands_with_gaps_are_read_as_half_open_and_said_at_load() -> None:
    printed = {
        "kind": "band",
        "measure": "amount",
        "measures": [{"key": "amount", "name": {"zh": "得分", "en": "Score"}, "decimals": 1}],
        "tiers": [
            {"code": "A", "name": {"zh": "甲", "en": "A"}, "floor": 91, "to": 100},
            {"code": "B", "name": {"zh": "乙", "en": "B"}, "floor": 81, "to": 90},
            {"code": "C", "name": {"zh": "丙", "en": "C"}, "to": 80},
        ],
    }
    scheme = document(**printed, edges="half-open")

    assert [problem.reference for problem in check(scheme)] == ["tier-gap", "tier-gap"]
    assert rated(scheme, [{"amount": "90.5"}, {"amount": 91}, {"amount": "80.5"}]) == ["B", "A", "C"]
