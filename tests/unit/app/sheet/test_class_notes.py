"""Bins that fell together and rules that hide one another are said, with figures."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.readings import reading
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.core.words import Words
from xltier.errors import Location, Problem, Severity
from xltier.messages.render import render
from xltier.schemes.library import load_scheme, read_toml

DAY = dt.date(2026, 10, 31)
RULES = """
id = "rules"
version = "1"
valid_from = 2026-01-01
name = "rules"
kind = "rules"
measures = [{ key = "amount", name = { zh = "金额", en = "Amount" }, unit = "元" }]
tiers = [{ code = "big", name = "big" }, { code = "medium", name = "medium" }, { code = "rest", name = "rest" }]
rules = [{ class = "big", when = "amount >= 100" }, { class = "medium", when = "amount >= 10" }, { class = "rest" }]
"""


def test_customers_whom_an_earlier_rule_takes_from_a_later_one_are_counted() -> None:
    sheet = reading(("客户编码", "金额"), [("K1", 500), ("K2", 100), ("K3", 50)], units={"金额": "元"})
    found = tier_sheet(sheet, read_toml(RULES, "rules"), as_of=DAY).problems

    assert [(one.reference, one.severity, dict(one.values)) for one in found if one.reference == "rules-overlap"] == [
        ("rules-overlap", Severity.NOTE, {"taken": "big", "hidden": "medium", "count": 2})
    ]


@pytest.mark.parametrize(("scheme", "header"), [("abc", "消费金额"), ("contribution", "利润"), ("rfm", "消费金额")])
def test_who_is_below_zero_where_classes_are_shares_of_a_sum_is_counted_and_named(scheme: str, header: str) -> None:
    """800 and 200 make the sum; -500 and -0.5 carry nothing of it. RFM goes by ranks: a return is just the last."""
    rows = [("K1", 800, 1, 5), ("K2", -500, 1, 5), ("K3", 200, 1, 5), ("K4", -0.5, 1, 5), ("K5", 0, 1, 5)]
    sheet = reading(("客户编码", header, "订单数", "最近购买天数"), rows, units={header: "元"})
    found = [one for one in tier_sheet(sheet, load_scheme(scheme), as_of=DAY).problems if one.reference == "below-zero"]

    said = [(one.values["count"], one.values["sum"], one.values["who"]) for one in found]
    assert said == ([] if scheme == "rfm" else [(2, "-500.5", ("K2", "K4"))])
    if found:
        name = "消费金额" if scheme == "abc" else "利润"
        assert (
            render(found[0], "zh").what == f"有 2 个客户的{name}为负，合计 -500.5（K2、K4）：不计入累计总额，归最低档。"
        )


def test_both_are_said_in_the_readers_words() -> None:
    place = Location(file="a.csv")
    overlap = Problem("rules-overlap", place, Severity.NOTE, {"taken": "EI", "hidden": "EII", "count": 3})
    bins = Problem(
        "bins-collapsed", place, Severity.WARNING, {"of": Words("频度", "Frequency"), "distinct": 2, "asked": 4}
    )

    assert [render(problem, "zh").what for problem in (overlap, bins)] == [
        "EI 中有 3 个客户同时符合 EII；以排在前面的规则为准。",
        "频度：许多客户数值相同，4 个分界点中只有 2 个不同，部分档位没有客户。",
    ]
    assert [render(problem, "en").what for problem in (overlap, bins)] == [
        "3 customers of EI would also be EII; the earlier rule decides.",
        "Frequency: many customers share a value, so that only 2 of 4 cuts differ and some classes stay empty.",
    ]


def test_an_axis_whose_customers_share_a_value_is_named() -> None:
    rows = [(f"K{at}", at, 1 if at < 8 else at, at * 100) for at in range(1, 11)]
    sheet = reading(("客户编码", "最近购买天数", "订单数", "消费金额"), rows, units={"消费金额": "元"})
    found = [
        one for one in tier_sheet(sheet, load_scheme("rfm"), as_of=DAY).problems if one.reference == "bins-collapsed"
    ]

    assert [(one.severity, one.values["of"].en, one.values["distinct"]) for one in found] == [  # type: ignore[attr-defined]  # because values are objects
        (Severity.WARNING, "Frequency", 2)  # 10 and 9 are the best fifth; the seven ones begin at rank 4 of 10
    ]


def test_a_population_with_distinct_values_has_nothing_to_say() -> None:
    rows = [(f"K{at}", at * 100) for at in range(1, 11)]
    sheet = reading(("客户编码", "消费金额"), rows, units={"消费金额": "元"})

    assert "bins-collapsed" not in {one.reference for one in tier_sheet(sheet, load_scheme("abc"), as_of=DAY).problems}


def test_fewer_values_than_percentiles_collapse_no_class() -> None:
    rows = [(f"K{at}", at * 100, at, at * 10) for at in range(1, 11)]
    sheet = reading(("客户编码", "消费金额", "订单数", "利润"), rows, units={"消费金额": "元", "利润": "元"})
    found = tier_sheet(sheet, load_scheme("value-score"), as_of=DAY)

    assert {row.rating.tier for row in found.rows} == {"高", "中", "低"}
    assert "bins-collapsed" not in {one.reference for one in found.problems}
