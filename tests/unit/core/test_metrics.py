"""Metrics against the printed examples, and at the edges where others go wrong."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from xltier.core import metrics
from xltier.core.metric_words import METRICS
from xltier.core.values import ExcelError


def test_dela_has_30_percent_promoters_and_20_percent_detractors() -> None:
    assert metrics.nps([10] * 30 + [7] * 50 + [0] * 20) == 10


@pytest.mark.parametrize(("answer", "score"), [(0, -100), (6, -100), (7, 0), (8, 0), (9, 100), (10, 100)])
def test_six_is_a_detractor_and_nine_a_promoter(answer: int, score: int) -> None:
    assert metrics.nps([answer]) == score


def test_on_a_scale_of_5_only_5_promotes() -> None:
    assert metrics.nps([5, 5, 4, 3], 5) == 25


def test_blanks_are_no_answers() -> None:
    assert metrics.nps([10, None, None, 6]) == 0
    assert metrics.csat([5, None, 1]) == Fraction(1, 2)


@pytest.mark.parametrize("answers", [[11], [-1]])
def test_an_answer_outside_the_scale_is_out_of_range(answers: list[int]) -> None:
    assert metrics.nps(answers) is ExcelError.NUM


def test_no_answers_at_all_are_not_available() -> None:
    assert metrics.nps([None]) is ExcelError.NA
    assert metrics.csat([]) is ExcelError.NA


def test_intercom_has_30_of_50_satisfied() -> None:
    assert metrics.csat([5] * 10 + [4] * 20 + [3] * 10 + [2] * 5 + [1] * 5) == Fraction(60, 100)


def test_delighted_has_74_of_107() -> None:
    share = metrics.csat([5] * 42 + [4] * 32 + [3] * 10 + [2] * 9 + [1] * 14)

    assert share == Fraction(74, 107)
    assert f"{float(share) * 100:.2f}" == "69.16"


def test_retention_of_200_210_and_30_is_90_percent() -> None:
    assert metrics.crr(200, 210, 30) == Fraction(9, 10)


@pytest.mark.parametrize(("start", "end", "new"), [(10, 5, 6), (-1, 5, 0), (10, -1, 0)])
def test_more_new_customers_than_there_are_is_out_of_range(start: int, end: int, new: int) -> None:
    assert metrics.crr(start, end, new) is ExcelError.NUM


def test_by_name_a_customer_who_left_is_not_hidden_by_one_who_came() -> None:
    assert metrics.crr(2, 2, 0) == 1
    assert metrics.crr_of_ids({"K1", "K2"}, {"K2", "K3"}) == Fraction(1, 2)
    assert metrics.churn({"K1", "K2"}, {"K2", "K3"}) == Fraction(1, 2)


def test_printed_lifetime_values() -> None:
    assert metrics.clv_simple(60, 4, 3) == 720
    assert metrics.roi(720, 200) + 1 == Fraction(36, 10)  # type: ignore[operator]  # because it is a fraction
    assert metrics.clv_simple(85, 4, 3) == 1020
    assert metrics.clv_simple(85, 4, 3, Decimal("0.55")) == 561
    assert metrics.clv_simple(60, 3, 2, Decimal("0.5")) == 180


def test_a_discounted_value_for_ever_is_the_limit_of_its_sums() -> None:
    forever = metrics.clv(100, Decimal("0.8"), Decimal("0.1"))

    assert forever == Fraction(800, 3)  # 100 x 0.8 / 0.3
    assert metrics.clv(100, Decimal("0.8"), Decimal("0.1"), 1) == Fraction(800, 11)  # 100 x 0.8 / 1.1
    assert metrics.clv(100, Decimal("0.8"), Decimal("0.1"), 0) == 0
    assert metrics.clv(100, 1, 0) is ExcelError.NUM
    assert metrics.clv(100, Decimal("1.1"), 0, 5) is ExcelError.NUM


def test_a_value_of_many_periods_is_there_at_once_and_one_of_too_many_is_none() -> None:
    # 100 x (0.5 + 0.25 + 0.125); nobody leaves and nothing is discounted: 100 a period.
    assert metrics.clv(100, Decimal("0.5"), 0, 3) == Fraction(175, 2)
    assert metrics.clv(100, 1, 0, metrics.MOST_PERIODS) == 100 * metrics.MOST_PERIODS
    assert metrics.clv(100, 1, 0, metrics.MOST_PERIODS + 1) is ExcelError.NUM
    nearly = metrics.clv(100, Decimal("0.8"), Decimal("0.123456789"), metrics.MOST_PERIODS)
    assert isinstance(nearly, Fraction)
    assert float(nearly) == pytest.approx(80 / 0.323456789)


def test_nothing_is_ever_infinite() -> None:
    assert metrics.cac(1000, 0) is ExcelError.DIV0
    assert metrics.crr(0, 0, 0) is ExcelError.DIV0
    assert metrics.crr_of_ids(set(), {"K1"}) is ExcelError.DIV0
    assert metrics.churn(set(), set()) is ExcelError.DIV0
    assert metrics.roi(5, 0) is ExcelError.DIV0
    assert metrics.repurchase_rate([0, 0]) is ExcelError.DIV0
    assert metrics.reactivation(set(), {"K1"}) is ExcelError.DIV0
    assert metrics.top_share([0, -5], Fraction(1, 5)) is ExcelError.DIV0


def test_negative_counts_are_out_of_range() -> None:
    assert metrics.cac(-1, 5) is ExcelError.NUM
    assert metrics.clv_simple(60, -1, 3) is ExcelError.NUM


def test_a_percent_without_its_sign_is_out_of_range_and_never_guessed() -> None:
    """55 for 55 % would be a lifetime value a hundred times too high."""
    assert metrics.clv_simple(85, 4, 3, 55) is ExcelError.NUM
    assert metrics.clv_simple(85, 4, 3, 1) == 1020  # the whole revenue is a margin
    assert metrics.clv(100, Decimal("0.8"), 10) is ExcelError.NUM
    assert metrics.clv(100, Decimal("0.8"), 1) == Fraction(200, 3)  # 100 x 0.8 / (1 + 1 - 0.8)


@pytest.mark.parametrize(
    ("name", "value"),
    [("repurchase_change", 10), ("churn_change", 5), ("repurchase_change", -10), ("customers", -1), ("cost", -2000)],
)
def test_maintenance_takes_changes_of_a_rate_only(name: str, value: int) -> None:
    figures = {"repurchase_change": 1, "churn_change": -1, "customers": 200, "cost": 2000, name: value}

    assert metrics.maintenance_roi(order_margin=50, value=300, **figures) is ExcelError.NUM


def test_maintenance_pays_what_it_saves_less_its_cost() -> None:
    # 10 points more repurchase x 200 customers x 50, 5 points less churn x 200 x 300, for 2,000
    found = metrics.maintenance_roi(
        customers=200,
        repurchase_change=Decimal("0.1"),
        order_margin=50,
        churn_change=Decimal("0.05"),
        value=300,
        cost=2000,
    )

    assert found == 1  # (1,000 + 3,000 - 2,000) / 2,000


def test_a_repurchase_is_a_second_order() -> None:
    assert metrics.repurchase_rate([1, 2, 5, 0, 1]) == Fraction(2, 4)


def test_sleepers_who_bought_again_are_reactivated() -> None:
    assert metrics.reactivation({"K1", "K2", "K3", "K4", "K5"}, {"K1", "K2", "K3", "K4", "K9"}) == Fraction(4, 5)


def test_meridiens_whale_curve_makes_a_hundred() -> None:
    # top 20 % bring 150, the middle 50 % nothing, the last 30 % lose 50
    profits = [Fraction(75)] * 2 + [Fraction(0)] * 5 + [Fraction(-50, 3)] * 3

    assert sum(profits) == 100
    assert metrics.top_share(profits, Fraction(1, 5)) == 1  # losses stay out of the total, and are listed apart


def test_how_many_customers_reach_a_share() -> None:
    assert metrics.customers_to_reach([50, 20, 15, 10, 5], Fraction(8, 10)) == 3
    assert metrics.customers_to_reach([], Fraction(8, 10)) == 0


def test_every_metric_says_its_formula_and_source_in_both_languages() -> None:
    assert [m.key for m in METRICS.values() if not (m.name.zh and m.name.en and m.formula.zh and m.formula.en)] == []
    assert [m.key for m in METRICS.values() if not m.source.zh.isascii() and m.source.en.isascii()] == list(METRICS)
