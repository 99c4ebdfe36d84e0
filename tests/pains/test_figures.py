"""Pains of money, counts, months and scores."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.pains.rating import document, rated
from xltier.app.functions.catalogue import call
from xltier.app.functions.scheme_of import Nowhere
from xltier.app.orders.order_features import Basis, Order, order_features
from xltier.core import metrics
from xltier.core.circumstances import Circumstances, Occurrence
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fixed import to_fixed
from xltier.core.rate import rate_one
from xltier.schemes.library import load_scheme

DAY = dt.date(2026, 10, 31)


def test_10_what_is_shown_is_what_is_graded() -> None:
    # 7.483 shown with one digit is 7.5, and 7.5 passes 7.5
    one_digit = {
        "kind": "band",
        "measure": "amount",
        "measures": [{"key": "amount", "name": {"zh": "得分", "en": "Score"}, "decimals": 1}],
        "tiers": [
            {"code": "pass", "name": {"zh": "过", "en": "Pass"}, "floor": "7.5"},
            {"code": "fail", "name": {"zh": "不过", "en": "Fail"}},
        ],
    }

    assert rated(document(**one_digit), [{"amount": 7.483}, {"amount": 7.449}]) == ["pass", "fail"]


@pytest.mark.parametrize(
    ("value", "decimals", "edge"),
    [(0.7 + 0.1 + 0.1, 1, 9), (1 - 0.9, 1, 1), (0.9999999999999999, 1, 10), (10.7 - 10, 1, 7)],
    ids=["0.7+0.1+0.1", "1-0.9", "ten tenths", "10.7-10"],
)
def test_11_a_sum_of_floats_that_means_the_edge_reaches_it(value: float, decimals: int, edge: int) -> None:
    assert to_fixed(value, decimals) >= edge


def test_13_refunds_lower_the_amount_and_are_no_purchases() -> None:
    orders = [Order("K1", dt.date(2026, 10, 1), 10_000), Order("K1", dt.date(2026, 10, 20), -15_000)]
    found = order_features(orders, Basis(DAY))["K1"]

    assert (found["amount"], found["orders"], found["recency_days"], found["returns"]) == (-5_000, 1, 30, 15_000)
    assert rated(load_scheme("contribution"), [{"profit": -50}, {"profit": 100}]) == ["负贡献", "高贡献"]


def test_14_negative_net_sales_stay_out_of_the_total_and_in_the_last_class() -> None:
    people: list[dict[str, object]] = [{"amount": value} for value in (500, 300, 100, 60, 40, -500)]

    assert rated(load_scheme("abc"), people) == ["A", "A", "B", "B", "C", "C"]


def test_15_first_time_buyers_are_new_and_too_few_orders_say_so() -> None:
    once = order_features([Order("K1", dt.date(2026, 9, 1), 100)], Basis(DAY))["K1"]
    inputs: dict[str, object] = {
        "orders": once["orders"],
        "recency_days": once["recency_days"],
        "first_order_days": once["first_order_days"],
        "own_gap_days": once["own_gap_days"],
        "repurchase_rate": 0,
    }

    assert once["own_gap_days"] is None
    assert rated(load_scheme("behaviour-churn"), [inputs]) == ["新"]
    assert rated(load_scheme("churn-warning"), [{"recency_days": 60, "own_gap_days": ""}]) == ["样本不足"]
    short = {"amount": 10, "amount_cv": 3, "active_months": 1, "history_months": 2}
    assert rated(load_scheme("ei-eiv"), [short]) == ["样本不足"]  # not EIV


def test_21_a_month_reaches_from_its_first_day_to_the_next_first() -> None:
    orders = [Order("K1", dt.date(2026, 9, 30), 1), Order("K1", dt.date(2026, 10, 1), 10), Order("K1", DAY, 100)]

    assert order_features(orders, Basis(DAY, months=1))["K1"]["amount"] == 110
    leap = [Order("K1", dt.date(2024, 1, 31), 1)]
    assert order_features(leap, Basis(dt.date(2024, 2, 29)))["K1"]["history_months"] == 1  # 31 Jan + 1 month


def test_25_a_tier_is_by_the_net_sum_of_a_stated_window_and_skips_none_unsaid() -> None:
    orders = [Order("K1", dt.date(2026, month, 15), 10_000_000) for month in range(1, 11)]
    year = order_features(orders, Basis(DAY, months=12))["K1"]["amount"]
    quarter = order_features(orders, Basis(DAY, months=3))["K1"]["amount"]

    assert (year, quarter) == (100_000_000, 30_000_000)
    people = [{"amount": Decimal(value or 0) / 100} for value in (year, quarter)]
    assert rated(load_scheme("value-cut"), people) == ["高", "中"]  # by the sum, not by a single invoice


def column(*cells: int) -> tuple[tuple[int, ...], ...]:
    return tuple((cell,) for cell in cells)


def test_27_percent_ranks_are_whole_scores_for_every_customer() -> None:
    block = call("TIER_RFM", (column(*range(1, 11)), column(*[1] * 10), column(*range(10)), 100), Nowhere())

    assert {type(row[0]) for row in block} <= {int, str}
    assert all(len(str(row[0])) == 3 and set(str(row[0])) <= set("12345") for row in block)


def test_29_scores_have_a_floor_that_is_written_down_and_six_is_a_detractor() -> None:
    scheme = load_scheme("dealer-monthly")
    plan = compile_plan(scheme)
    nothing = dict(next(case for case in scheme.cases if case.name == "attainment of 80 %").inputs) | {
        "sell_in": 0,
        "growth_now": 0,
        "focus_sell_in": 0,
        "stock": 0,
        "paid_on_time": 0,
        "stores_covered": 0,
    }
    about = Circumstances(events=(Occurrence("cross-region", times=2),))

    assert scheme.score_min == 0
    assert rate_one(plan, entries(plan, nothing)[0], about).score == 0
    assert metrics.nps([6]) == -100
