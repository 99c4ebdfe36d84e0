"""Laws of a rating: its trace adds up, red lines and blanks never lift, history moves as it says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.case import rule_book
from tests.support.random_customers import random_rated
from tests.support.random_schemes import SEEDS
from xltier.core.circumstances import NOTHING, Circumstances, Override, Standing
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fixed import divide, unit
from xltier.core.hysteresis import pending
from xltier.core.rate import rate_one
from xltier.core.red_lines import is_valid
from xltier.core.scheme import Scoring
from xltier.core.trace import explain
from xltier.schemes.library import load_scheme

HISTORY = compile_plan(rule_book("history", {}))
MONTH = compile_plan(rule_book("month", {}))
SCORES = st.integers(0, 10000)  # at two decimals
TIERS = st.sampled_from(["A", "B", "C", "D"])


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_trace_adds_up_to_its_rating(seed: int) -> None:
    plan, customers = random_rated(seed, 40)
    points = unit(plan.points_decimals)
    for customer in customers:
        trace = explain(plan, customer.entries, customer.circumstances)
        rating = rate_one(plan, customer.entries, customer.circumstances)
        assert trace.rating == rating
        if trace.exact is None or plan.score is None or trace.base is None:
            continue
        assert sum((line.weighted for line in trace.lines), Fraction(0)) == trace.base
        assert divide((trace.base * points).numerator, (trace.base * points).denominator) == rating.base
        assert trace.exact == trace.base + Fraction(rating.bonus - rating.penalty, points)
        scaled = trace.exact * unit(plan.score_decimals)
        score = divide(scaled.numerator, scaled.denominator)
        low, high = plan.score.minimum, plan.score.maximum
        score = score if low is None else max(score, low)
        assert (score if high is None else min(score, high)) == rating.score
        if plan.scheme.scoring is Scoring.WEIGHTED and plan.scheme.combine == "weighted":
            assert sum(line.weight for line in trace.lines) == 100


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_red_line_never_lifts_a_tier_and_leaves_the_score_before_it(seed: int) -> None:
    plan, customers = random_rated(seed, 40)
    for customer in customers:
        about = replace(customer.circumstances, override=None)
        hit = rate_one(plan, customer.entries, about)
        spared = rate_one(plan, customer.entries, replace(about, red_lines=()))
        if hit.place is None or spared.place is None or hit.held is None:
            continue
        assert hit.place >= hit.held
        assert hit.place >= spared.place
        assert hit.score_before == spared.score_before


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_rating_is_a_tier_of_the_ladder_an_error_or_a_blank_row(seed: int) -> None:
    plan, customers = random_rated(seed, 40)
    codes = [tier.code for tier in plan.ladder.tiers]
    for customer in customers:
        rating = rate_one(plan, customer.entries, customer.circumstances)
        if rating.tier is not None:
            assert (rating.error, codes[rating.place or 0]) == (None, rating.tier)
        elif rating.error is None:
            assert rating.problems == ()
        else:
            assert [problem for problem in rating.problems if problem.is_error] != []


@given(
    sales=st.one_of(st.integers(0, 2_000_000), st.just("")),
    volume=st.one_of(st.integers(0, 2_000_000), st.just("")),
    influence=st.sampled_from(["行业龙头", "一定影响", "中小", "新进", "很好", ""]),
    years=st.one_of(st.integers(0, 20), st.just("")),
    blank=st.sampled_from(["volume", "influence", "years"]),
    combine=st.sampled_from(["weighted", "best", "worst"]),
)
def test_a_blank_never_raises_a_score(blank: str, combine: str, **inputs: object) -> None:
    plan = compile_plan(load_scheme("b2b-abcd", settings={"combine": combine}))
    full = rate_one(plan, entries(plan, inputs)[0])
    poorer = rate_one(plan, entries(plan, inputs | {blank: ""})[0])

    assert full.score is None or (poorer.score is not None and poorer.score <= full.score)
    assert poorer.score is None or full.score is not None


@given(SCORES, SCORES)
def test_more_points_never_make_a_worse_tier(one: int, other: int) -> None:
    low, high = sorted((one, other))

    assert (rate_one(HISTORY, (high,)).place or 0) <= (rate_one(HISTORY, (low,)).place or 0)


@given(st.lists(SCORES, min_size=1, max_size=24), TIERS)
def test_a_tier_moves_only_after_two_months_in_a_row_that_ask_for_the_same_way(scores: list[int], start: str) -> None:
    """A simulation by hand month by month: floors 90, 75, 60, a buffer of 2 points."""
    floors = [9000, 7500, 6000]
    standing, tier, asked = Standing(start), "ABCD".index(start), 0
    for score in scores:
        earned = sum(1 for floor in floors if score < floor)
        if earned > tier and tier < len(floors) and score >= floors[tier] - 200:
            earned = tier
        asked = 0 if earned == tier else max(asked, 0) + 1 if earned < tier else min(asked, 0) - 1
        if abs(asked) == 2:
            tier, asked = earned, 0
        rating = rate_one(HISTORY, (score,), Circumstances(standing=standing))
        standing = Standing(rating.tier or "", pending(HISTORY, rating, standing))

        assert (standing.tier, standing.pending) == ("ABCD"[tier], asked)


@given(st.integers(2000 * 12, 2100 * 12), st.integers(1, 24))
def test_a_red_line_holds_for_its_months_the_month_of_the_hit_included(hit: int, months: int) -> None:
    valid = [period for period in range(hit - 30, hit + 60) if is_valid(hit, period, months)]

    assert valid == list(range(hit, hit + months))


@given(
    SCORES,
    TIERS,
    st.sampled_from(["", " ", "王经理"]),
    st.sampled_from([None, dt.date(2026, 3, 31)]),
    st.sampled_from(["", "新开市场"]),
)
def test_an_override_counts_only_with_its_author_date_and_reason(
    score: int, tier: str, author: str, date: dt.date | None, reason: str
) -> None:
    about = Circumstances(override=Override(tier, author, date, reason))
    before, after = rate_one(HISTORY, (score,)), rate_one(HISTORY, (score,), about)
    signed = author == "王经理" and date is not None and reason != ""

    assert after.tier == (tier if signed else before.tier)
    assert [problem.reference for problem in after.problems] == ([] if signed else ["override-unsigned"])
    assert after.score == before.score


@given(SCORES, st.integers(0, 200))
def test_a_red_line_of_the_lowest_tier_outranks_every_score(score: int, overdue: int) -> None:
    customer, _ = entries(MONTH, {"base": score / 100, "direct_share": 0, "complaints": 0, "overdue": overdue})
    hit = rate_one(MONTH, customer, Circumstances(red_lines=("R1",)))
    spared = rate_one(MONTH, customer, NOTHING)

    assert (hit.tier, hit.score_before) == ("D", spared.score_before)
