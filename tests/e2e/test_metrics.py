"""Metrics as a user asks for them: figures, answers, lists and orders, and what was left out of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import Command, table


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("cac", "--with", "cost=20000", "--with", "new=80"), 250.0),
        (("clv-simple", "--with", "order_value=60", "--with", "orders=4", "--with", "years=3"), 720.0),
        (("clv", "--with", "margin=100", "--with", "retention=80%", "--with", "discount=10%"), 266.6666666666667),
        (("cac", "--with", "cost=20000", "--with", "new=0"), None),
    ],
)
def test_a_metric_of_figures(words: tuple[str, ...], value: float | None, xltier: Command) -> None:
    _, found = xltier.json("metrics", *words)

    assert found["value"] == value
    assert found["error"] == (None if value is not None else "#DIV/0!")
    assert found["formula"]


def test_a_metric_says_its_formula_and_what_does_not_apply(xltier: Command) -> None:
    _, out, _ = xltier("metrics", "cac", "--with", "cost=5", "--with", "new=0")

    assert out.splitlines() == ["获客成本 CAC  不适用", "  获客支出 ÷ 新客户数 · 差异化服务课件"]
    _, out, _ = xltier("metrics", "cac", "--with", "cost=5", "--with", "new=0", lang="en")
    assert out.splitlines()[1] == "  spend / new customers · Courseware on differentiated service"


def test_metrics_of_sheets(tmp_path: Path, xltier: Command) -> None:
    survey = table(tmp_path / "s.csv", ("客户编码", "推荐分"), *((f"K{at}", 9 if at < 6 else 6) for at in range(10)))
    start = table(tmp_path / "a.csv", ("客户编码", "名"), ("K1", "甲"), ("K2", "乙"), ("K3", "丙"), ("K4", "丁"))
    end = table(tmp_path / "b.csv", ("客户编码", "名"), ("K1", "甲"), ("K2", "乙"), ("K3", "丙"), ("K9", "新"))

    assert xltier.json("metrics", "nps", survey)[1]["value"] == 20.0
    assert xltier.json("metrics", "crr", start, end)[1]["value"] == 0.75
    churn = xltier.json("metrics", "churn", start, end)[1]
    assert (churn["value"], churn["meets_target"]) == (0.25, False)


def test_the_top_share_counts_orders_to_its_day_and_says_what_it_left_out(tmp_path: Path, xltier: Command) -> None:
    orders = table(
        tmp_path / "orders.csv",
        ("客户编码", "订单日期", "金额(元)"),
        *((f"K{at}", "2026-09-01", 100) for at in range(1, 5)),
        ("K5", "2026-09-02", 600),
        ("K1", "2026-11-01", 9000),
        ("K2", "待定", 9000),
        ("", "2026-09-03", 9000),
    )
    found = xltier.json("metrics", "top-share", orders, "--as-of", "2026-10-31")[1]

    assert found["value"] == 0.6
    assert {(one["code"], one["cell"]) for one in found["findings"]} >= {
        ("orders-later", None),
        ("orders-incomplete", "8:8"),
        ("orders-incomplete", "9:9"),
    }
    assert xltier.json("metrics", "top-share", orders, "--as-of", "2026-11-30")[1]["value"] == 9100 / 10000


def test_codes_that_lost_their_zeros_are_said_wherever_two_lists_are_compared(tmp_path: Path, xltier: Command) -> None:
    head = ("客户编码", "金额(元)")
    before = table(tmp_path / "before.csv", head, ("001", 900), ("002", 50), ("K3", 50))
    after = table(tmp_path / "after.csv", head, ("1", 900), ("002", 50), ("K4", 50))

    for words in (
        ("metrics", "crr", before, after),
        ("metrics", "churn", before, after),
        ("diff", before, after, "--scheme", "value-share"),
        ("evaluate", before, after, "--scheme", "value-share"),
    ):
        findings = xltier.json(*words)[1]["findings"]
        assert [one["message"] for one in findings if one["code"] == "codes-lost-zeros"] == [
            "两份名单中有 1 个编码仅前导零不同，如 001 与 1，按不同客户计算。"
        ], words


def test_an_answer_in_words_is_said_and_counts_for_nothing(tmp_path: Path, xltier: Command) -> None:
    answers = table(tmp_path / "survey.csv", ("客户编码", "满意度"), ("K1", 5), ("K2", "满意"), ("K3", "-"), ("K4", 2))
    found = xltier.json("metrics", "csat", answers)[1]

    assert (found["value"], [(one["code"], one["cell"]) for one in found["findings"]]) == (
        0.5,
        [("answer-no-number", "B3")],
    )


def test_a_metric_without_its_files_or_figures_is_a_misuse(tmp_path: Path, xltier: Command) -> None:
    assert xltier("metrics", "crr")[0] == 2
    assert xltier("metrics", "cac", "--with", "cost=5")[0] != 0
    survey = table(tmp_path / "s.csv", ("客户编码", "备注"), ("K1", "a"), ("K2", "b"))
    assert "--column" in xltier("metrics", "nps", survey)[2]


def test_orders_of_customers_who_bought_once_each_are_orders_too(tmp_path: Path, xltier: Command) -> None:
    """Of five sleepers B ordered a day too early, C only returned, E is not there: 2 / 5; nobody bought twice: 0."""
    sleepers = table(tmp_path / "s.csv", ("客户编码", "客户名称"), *((key, f"{key}店") for key in "ABCDE"))
    orders = table(
        tmp_path / "o.csv",
        ("客户编码", "订单日期", "订单金额(元)"),
        ("A", "2026-08-01", 5),
        ("B", "2026-07-31", 6),
        ("C", "2026-09-01", -5),
        ("D", "2026-09-02", 1),
    )

    assert xltier.json("metrics", "reactivation", sleepers, orders, "--since", "2026-08-01")[1]["value"] == 0.4
    assert xltier.json("metrics", "repurchase", orders, "--as-of", "2026-10-31")[1]["value"] == 0.0


def test_a_part_of_a_period_is_no_number_of_periods(xltier: Command) -> None:
    words = ("--with", "margin=100", "--with", "retention=80%", "--with", "periods=2.5")

    assert xltier.json("metrics", "clv", *words)[1]["error"] == "#NUM!"


def test_a_column_of_answers_alone_loses_none_of_them(tmp_path: Path, xltier: Command) -> None:
    """DELA's 30 % of promoters less 20 % of detractors, and Delighted's 74 of 107, one answer a row."""
    nps = table(tmp_path / "n.csv", ("推荐意愿",), *[(10,)] * 30, *[(8,)] * 50, *[(3,)] * 20)
    csat = table(tmp_path / "c.csv", ("满意度",), *[(5,)] * 42, *[(4,)] * 32, *[(3,)] * 10, *[(2,)] * 9, *[(1,)] * 14)

    assert xltier.json("metrics", "nps", nps)[1]["value"] == 10.0
    assert xltier.json("metrics", "csat", csat)[1]["value"] == 74 / 107
