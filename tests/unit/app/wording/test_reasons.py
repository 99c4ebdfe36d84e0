"""主因: what is strong, what is weak, what counted besides, how far the next tier is. It always names something."""

from __future__ import annotations

import pytest

from tests.support.rule_books import rule_book
from xltier.app.wording.reasons import reasoner
from xltier.core.circumstances import NOTHING, Circumstances, Occurrence, Standing
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme
from xltier.schemes import load_scheme

MEASURES = """
collection = { name = { zh = "回款率", en = "Collection" }, unit = "%", decimals = 4, weight = 40, method = "linear", t1 = 0, t2 = 1 }
margin = { name = { zh = "毛利率", en = "Margin" }, unit = "%", decimals = 4, weight = 20, method = "linear", t1 = 0, t2 = 1 }
stock = { name = { zh = "库存周转", en = "Stock days" }, unit = "天", decimals = 0, weight = 40, direction = "low", bands = [{ points = 100 }, { from = 55, points = 50 }] }
"""  # noqa: E501 - one measure per line reads best
REST = """
kind = "scorecard"
score_decimals = 1
buffer = 5
[[items]]
code = "price"
name = { zh = "价格违规", en = "Price breach" }
type = "penalty"
points = 4
[[red_lines]]
code = "fraud"
name = { zh = "弄虚作假", en = "Fraud" }
cap = "C"
[[tiers]]
code = "A"
name = { zh = "甲", en = "First" }
floor = 80
[[tiers]]
code = "B"
name = { zh = "乙", en = "Second" }
floor = 60
[[tiers]]
code = "C"
name = { zh = "丙", en = "Third" }
"""


def why(scheme: Scheme, values: dict[str, object], language: str, about: Circumstances = NOTHING) -> str:
    plan = compile_plan(scheme)
    customer, _ = entries(plan, values)
    return reasoner(plan, language)(customer, rate_one(plan, customer, about), about)


@pytest.fixture
def scheme() -> Scheme:
    return rule_book(MEASURES, REST)


def test_the_strongest_the_weakest_the_penalty_and_the_distance(scheme: Scheme) -> None:
    # 40x100% + 20x30% + 40x50% = 66.0; 66 - 4 = 62.0; 80 - 62 = 18
    values: dict[str, object] = {"collection": 1, "margin": 0.3, "stock": 60}
    about = Circumstances(events=(Occurrence("price"),))

    assert why(scheme, values, "zh", about) == "强 回款率（40/40）；弱 库存周转（20/40）；扣 4：价格违规；距 A 差 18"
    assert why(scheme, values, "en", about) == (
        "strong Collection (40/40); weak Stock days (20/40); -4: Price breach; 18 short of A"
    )


def test_additive_points_are_said_out_of_full_marks() -> None:
    # 2 months 20, 3 purchases x 4 = 12 of 20: 32
    measures = """
months = { name = { zh = "月数", en = "Months" }, decimals = 0, direction = "low", full = 20, bands = [{ points = 20 }, { from = 3, points = 10 }] }
buys = { name = { zh = "次数", en = "Purchases" }, decimals = 0, min = 0, max = 99, full = 20, bands = [{ points = 0, slope = 4 }, { from = 5, points = 20 }] }
"""  # noqa: E501 - one measure per line reads best
    book = rule_book(measures, REST.replace("buffer = 5", 'scoring = "additive"'))

    assert why(book, {"months": 2, "buys": 3}, "zh").startswith("强 月数（20/20）；弱 次数（12/20）；")


def test_points_of_a_line_are_said_out_of_its_own_weight() -> None:
    measures = MEASURES.replace("weight = 40, method", 'weight = 40, line_weights = { "县城" = 60 }, method').replace(
        "weight = 20,", 'weight = 20, line_weights = { "县城" = 0 },'
    )
    lines = '[[lines]]\nname = "县城"\n'
    plan = compile_plan(rule_book(measures, REST + lines), line="县城")
    customer, _ = entries(plan, {"collection": 1, "margin": 0.3, "stock": 60})

    said = reasoner(plan, "zh")(customer, rate_one(plan, customer), NOTHING)
    assert said.startswith("强 回款率（60/60）；弱 库存周转（20/40）")


def test_full_marks_in_everything_has_nothing_weak_and_no_distance(scheme: Scheme) -> None:
    assert why(scheme, {"collection": 1, "margin": 1, "stock": 1}, "zh") == "强 回款率（40/40）；已是最高等级"


def test_what_is_not_reported_is_said_beside_its_points(scheme: Scheme) -> None:
    # (40x100% + 20x100% + 0) = 60.0
    assert why(scheme, {"collection": 1, "margin": 1, "stock": None}, "zh") == (
        "强 回款率（40/40）；弱 库存周转（0/40，未报）；距 A 差 20"
    )


def test_a_red_line_names_the_tier_that_the_score_would_give(scheme: Scheme) -> None:
    # 40 + 20 + 40 = 100 would be A
    values: dict[str, object] = {"collection": 1, "margin": 1, "stock": 1}

    assert why(scheme, values, "zh", Circumstances(red_lines=("fraud",))) == (
        "强 回款率（40/40）；红线 弄虚作假：C（按得分为 A）"
    )


def test_a_tier_kept_by_the_buffer_says_so(scheme: Scheme) -> None:
    # 40x100% + 20x80% + 40x50% = 76.0, five points below 80 is 75
    values: dict[str, object] = {"collection": 1, "margin": 0.8, "stock": 60}

    assert why(scheme, values, "en", Circumstances(standing=Standing("A"))) == (
        "strong Collection (40/40); weak Stock days (20/40); A kept within the buffer (by score B)"
    )


def test_a_single_measure_is_named_with_its_value() -> None:
    assert why(load_scheme("standard"), {"score": 86}, "zh") == "得分 86；距 A 差 4"
    assert why(load_scheme("standard"), {"score": 96}, "en") == "Score 96; top tier"


def test_a_banded_measure_says_its_distance_in_its_own_unit() -> None:
    assert (
        why(rule_book('amount = { unit = "元", decimals = 2 }'), {"amount": 7.5}, "zh")
        == "指标0 7.5 元；距 A 差 2.5 元"
    )


def test_ordered_rules_say_which_one_held() -> None:
    scheme = rule_book(
        "days = { decimals = 0 }",
        """
kind = "rules"
rules = [ { class = "new", when = "days < 90" }, { class = "old" } ]
[[tiers]]
code = "new"
name = { zh = "新", en = "New" }
[[tiers]]
code = "old"
name = { zh = "老", en = "Old" }
""",
    )

    assert why(scheme, {"days": 30}, "zh") == "new：指标0 30（第 1 条）"
    assert why(scheme, {"days": 90}, "en") == "no earlier rule holds (rule 2)"


LOW = {"sales": 999_999, "volume": 10, "influence": "新进", "years": 0.5}


@pytest.mark.parametrize(
    ("combine", "english", "chinese"),
    [
        ("only:sales", "Annual sales 999,999 CNY; 1 CNY short of A", "年销售额 999,999 元；距 A 差 1 元"),
        ("best", "the best counts: Annual sales 3/4; 1 short of A", "取最高：年销售额 3/4；距 A 差 1"),
        (
            "worst",
            "the lowest counts: Annual volume 1/4, Influence 1/4, Years 1/4; 1 short of C",
            "取最低：年销量 1/4、行业影响力 1/4、合作年限 1/4；距 C 差 1",
        ),
        (
            "majority",
            "most agree: Annual volume 1/4, Influence 1/4, Years 1/4; 1 short of C",
            "多数一致：年销量 1/4、行业影响力 1/4、合作年限 1/4；距 C 差 1",
        ),
    ],
)
def test_the_reason_and_the_distance_follow_how_the_sub_grades_are_combined(
    combine: str, english: str, chinese: str
) -> None:
    scheme = load_scheme("b2b-abcd", settings={"combine": combine})

    assert (why(scheme, dict(LOW), "en"), why(scheme, dict(LOW), "zh")) == (english, chinese)
