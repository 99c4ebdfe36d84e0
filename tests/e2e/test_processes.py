"""The commands around a rating as a user runs them: alerts, allocate, diff, evaluate, pivot, orders."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.command_line import Command, table
from tests.support.shared import ROOT, shared
from xltier.messages import phrase
from xltier.schemes.library import shipped_text

EXAMPLES = ROOT / "examples"

ORDERS = (
    ("客户编码", "客户经理", "订单日期", "金额(元)"),
    # K1 buys every 10 days and stopped 31 days ago; K2 every 10 days, 25 days ago; K3 is in time; K4 bought once
    *(("K1", "李敏", f"2026-09-{day:02d}", 100) for day in (1, 11, 21, 30)),
    *(("K2", "王强", f"2026-09-{day:02d}", 9000) for day in (6, 16, 26)),
    ("K2", "王强", "2026-10-06", 9000),
    *(("K3", "李敏", f"2026-10-{day:02d}", 50) for day in (5, 15, 25)),
    ("K4", "赵磊", "2026-10-01", 20),
)


def test_alerts_are_in_the_order_in_which_to_call(tmp_path: Path, xltier: Command) -> None:
    orders = table(tmp_path / "orders.csv", *ORDERS)
    code, found = xltier.json("alerts", orders, "--as-of", "2026-10-31")

    assert code == 1
    assert [(one["key"], one["level"], one["tier"], one["owner"], one["due"]) for one in found["alerts"]] == [
        ("K1", "红", "低", "李敏", "2026-11-03"),
        ("K2", "黄", "高", "王强", "2026-11-07"),
    ]
    assert found["win_back"] == ["K1"]


def test_without_a_warning_alerts_end_well(tmp_path: Path, xltier: Command) -> None:
    figures = table(tmp_path / "f.csv", ("客户编码", "最近购买天数", "自身购买间隔"), ("K1", 5, 10), ("K2", 20, 10))

    assert xltier("alerts", figures, "--as-of", "2026-10-31")[0] == 0


def test_the_owner_of_a_customer_stands_beside_the_alert(tmp_path: Path, xltier: Command) -> None:
    head = ("客户编码", "客户经理", "最近购买天数", "自身购买间隔")
    figures = table(tmp_path / "f.csv", head, ("K1", "李敏", 35, 10), ("K2", "王强", 20, 10))
    _, found = xltier.json("alerts", figures, "--as-of", "2026-10-31")

    assert [(one["key"], one["owner"]) for one in found["alerts"]] == [("K1", "李敏")]


def test_money_and_people_are_allocated_to_the_last_unit(tmp_path: Path, xltier: Command) -> None:
    people = table(
        tmp_path / "c.csv",
        ("客户编码", "消费金额(元)", "客户潜力"),
        *(("K1", 500, "高"), ("K2", 300, "低"), ("K3", 100, "高"), ("K4", 60, "低"), ("K5", 40, "低")),
    )
    capacity = table(tmp_path / "cap.csv", ("级别", "人数", "每人客户数"), ("总监", 1, 1), ("专员", 1, 2))
    words = ("allocate", people, "--scheme", "strategy-matrix", "--capacity", capacity, "--total", "100.01")
    code, found = xltier.json(*words)

    assert code == 0
    assert {key: one["level"] for key, one in found["levels"].items()} == {"K1": "总监", "K2": "专员", "K3": "专员"}
    assert found["unassigned"] == ["K4", "K5"]
    assert [(one["tier"], one["amount"], one["each"]) for one in found["shares"]] == [
        ("高高", "30.01", ["30.01"]),  # the remainders are .3, .25, .2, .25 of a cent
        ("高低", "25.00", ["25.00"]),
        ("中高", "20.00", ["20.00"]),
        ("低低", "25.00", ["12.50", "12.50"]),
    ]


def test_nothing_to_allocate_is_a_misuse(tmp_path: Path, xltier: Command) -> None:
    people = table(tmp_path / "c.csv", ("客户编码", "消费金额(元)"), ("K1", 5), ("K2", 3))
    code, _, said = xltier("allocate", people, "--scheme", "value-share")

    assert code == 2
    assert "没有要分配的内容" in said


def test_two_rated_sheets_show_who_moved_and_why(tmp_path: Path, xltier: Command) -> None:
    head = ("客户编码", "等级", "得分", "红线")
    old = table(tmp_path / "old.csv", head, ("K1", "A", 95, ""), ("K2", "B", 80, ""), ("K3", "C", 65, ""))
    new = table(tmp_path / "new.csv", head, ("K1", "B", 85, ""), ("K2", "D", 80, "stock-count"), ("K4", "A", 91, ""))
    code, found = xltier.json("diff", old, new, "--pilot", "50%", "--seed", "1")

    assert code == 1
    assert [(one["key"], one["from"], one["to"], one["driver"]) for one in found["moves"]] == [
        ("K2", "B", "D", "red-line"),
        ("K1", "A", "B", "score"),
    ]
    assert (found["new"], found["withdrawn"], len(found["pilot"])) == (["K4"], ["K3"], 1)
    assert {"from": "C", "to": "withdrawn", "customers": 1} in found["matrix"]


def test_two_rule_books_show_the_rule_and_who_moves(tmp_path: Path, xltier: Command) -> None:
    changed = tmp_path / "mine.toml"
    changed.write_text(shipped_text("standard").replace("floor = 90", "floor = 88"), encoding="utf-8")
    people = table(tmp_path / "c.csv", ("客户编码", "得分"), ("K1", 89), ("K2", 87), ("K3", 95))
    code, found = xltier.json("diff", "standard", changed, "--on", people)

    assert code == 1
    assert found["rules"] == [{"path": "tiers[A].floor", "old": "90", "new": "88"}]
    assert [(one["key"], one["from"], one["to"], one["driver"]) for one in found["moves"]] == [
        ("K1", "B", "A", "rules")
    ]


def test_a_rule_book_does_not_differ_from_itself(xltier: Command) -> None:
    assert xltier("diff", "abc", "abc")[:2] == (0, "两套规则没有差别。\n")


def test_the_effect_goes_by_the_tier_of_before(tmp_path: Path, xltier: Command) -> None:
    head = ("客户编码", "消费金额(元)", "满意度")
    before = table(
        tmp_path / "b.csv", head, ("K1", 500, 4), ("K2", 300, 5), ("K3", 100, 3), ("K4", 60, 2), ("K5", 40, 1)
    )
    after = table(tmp_path / "a.csv", head, ("K1", 600, 5), ("K3", 900, 3), ("K4", 60, 2), ("K5", 40, 1))
    _, found = xltier.json("evaluate", before, after, "--scheme", "value-share")
    high = found["tiers"][0]

    assert (high["tier"], high["customers"], high["kept"], high["retention"]) == ("高", 2, 1, 0.5)
    assert high["figures"]["amount"] == {"before": 800.0, "after": 600.0, "change": -0.25}
    assert high["figures"]["satisfaction"]["after"] == 5.0


def test_tiers_are_counted_by_region(tmp_path: Path, xltier: Command) -> None:
    people = table(
        tmp_path / "c.csv", ("客户编码", "省份", "得分"), ("K1", "江苏", 95), ("K2", "江苏", 70), ("K3", "浙江", 80)
    )
    _, out, _ = xltier("pivot", people, "--by", "省份")

    assert [line.split() for line in out.splitlines()] == [
        ["省份", "A", "B", "C", "D", "Σ"],
        ["江苏", "1", "0", "1", "0", "2"],
        ["浙江", "0", "1", "0", "0", "1"],
    ]


def test_the_card_of_a_customer_has_its_figures_warnings_and_tiers(tmp_path: Path, xltier: Command) -> None:
    orders = table(tmp_path / "orders.csv", *ORDERS)
    contacts = table(
        tmp_path / "c.csv", ("客户编码", "日期"), ("K1", "2026-10-02"), ("K1", "2026-10-03"), ("K2", "2026-10-04")
    )
    _, found = xltier.json("card", orders, "K1", "--as-of", "2026-10-31", "--contacts", contacts)

    assert (found["spending"]["recency_days"], found["spending"]["orders"], found["spending"]["amount"]) == (
        31,
        4,
        400.0,
    )
    assert found["contacts"] == ["2026-10-03", "2026-10-02"]
    assert (found["warnings"][0]["scheme"], found["warnings"][0]["class"]) == ("churn-warning", "红")
    assert [one["scheme"] for one in found["tiers"]] == ["value-share", "rfm", "behaviour"]
    assert xltier("card", orders, "K99", "--as-of", "2026-10-31")[0] != 0


def test_complaints_past_their_date_are_listed_and_valid_ones_counted(tmp_path: Path, xltier: Command) -> None:
    head = ("投诉编号", "客户编码", "客户等级", "登记日期", "处理状态", "反馈日期", "是否有效")
    log = table(
        tmp_path / "log.csv",
        head,
        ("T1", "K1", "A", "2026-10-01", "登记", "", "是"),
        ("T2", "K1", "D", "2026-10-30", "执行", "", "否"),
        ("T3", "K2", "A", "2026-10-02", "结果反馈", "2026-10-05", "是"),
        ("T4", "K2", "B", "2026-09-02", "结果反馈", "2026-09-02", "是"),
    )
    code, found = xltier.json("complaints", log, "--as-of", "2026-10-31")

    assert code == 1
    assert [(one["number"], one["hours_late"]) for one in found["overdue"]] == [("T1", 31 * 24 - 4)]
    assert found["valid"] == {"K1": 1, "K2": 1}
    assert [
        one["number"]
        for one in xltier.json("complaints", log, "--as-of", "2026-10-31", "--hours", "D=24")[1]["overdue"]
    ] == ["T1", "T2"]


MONTH_LOG = (
    ("投诉编号", "经销商编码", "事业部", "线别", "登记日期", "处理状态", "是否有效"),
    ("S1", "CQ1001", "华东事业部", "强网休闲", "2026-10-05", "执行", "是"),
    ("S2", "CQ1001", "华东事业部", "强网休闲", "2026-10-09", "执行", "是"),
    ("S3", "CQ1001", "华东事业部", "强网休闲", "2026-10-19", "执行", "否"),
)


def test_the_hours_to_an_answer_run_from_the_time_of_day_that_the_log_says(tmp_path: Path, xltier: Command) -> None:
    head = ("投诉编号", "客户编码", "客户等级", "登记时间", "处理状态")
    text = ("T2", "K2", "A", "2026年10月31日 下午8时30分", "登记")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (head, ("T1", "K1", "A", dt.datetime(2026, 10, 30, 9), "登记"), text):
        sheet.append(row)
    book.save(tmp_path / "log.xlsx")
    listed = table(tmp_path / "log.csv", head, ("T1", "K1", "A", "2026-10-30 09:00", "登记"), text)

    for log in (tmp_path / "log.xlsx", listed):
        overdue = xltier.json("complaints", log, "--as-of", "2026-10-31")[1]["overdue"]
        assert [(one["number"], one["hours_late"]) for one in overdue] == [("T1", 35.0)]


def test_a_tier_without_hours_of_its_own_is_said(tmp_path: Path, xltier: Command) -> None:
    """金 takes the slowest 48 hours, 10-29 00:01 to 10-31 00:01: not late on the 30th, and late with 4 hours."""
    log = table(
        tmp_path / "log.csv",
        ("投诉编号", "客户编码", "客户等级", "登记日期", "处理状态"),
        ("T1", "K1", "金", "2026-10-29 00:01", "登记"),
        ("T2", "K2", "金", "2026-10-30 09:00", "登记"),
        ("T3", "K3", "a", "2026-10-30 23:00", "登记"),
    )
    found = xltier.json("complaints", log, "--as-of", "2026-10-30")[1]
    told = xltier.json("complaints", log, "--as-of", "2026-10-30", "--hours", "金=4")[1]

    assert ([one["code"] for one in found["findings"]], found["overdue"]) == (["complaint-tier"], [])
    assert ([one["code"] for one in told["findings"]], [one["number"] for one in told["overdue"]]) == ([], ["T1", "T2"])


def test_valid_complaints_become_rows_of_the_adjustments_log_and_take_points_in_the_month(
    tmp_path: Path, xltier: Command
) -> None:
    month = tmp_path / "month"
    shutil.copytree(ROOT / "examples" / "dealer_month" / "departments", month)
    log = table(tmp_path / "log.csv", *MONTH_LOG)
    words = ("rate", month, "--period", "2026-10", "-o", tmp_path / "m.xlsx", "--force")
    before = penalties_of(xltier.json(*words)[1])
    xltier("complaints", log, "--as-of", "2026-10-31", "--penalties", month / "扣分.csv", "--approver", "刘芳")
    after = penalties_of(xltier.json(*words)[1])

    assert {key: (before[key], points) for key, points in after.items() if points != before[key]} == {
        ("CQ1001", "强网休闲"): (0, 6)
    }


def penalties_of(answer: dict[str, Any]) -> dict[tuple[str, str], float]:
    return {(row["key"], row["line"]): row["penalty"] for row in answer["rows"]}


LISTS = {
    "alerts": ("orders.csv",),
    "complaints": ("complaints.csv",),
    "allocate": ("figures.csv", "--scheme", "strategy-matrix", "--capacity", EXAMPLES / "capacity.csv", "--total", 100),
    "card": ("orders.csv", "K1002", "--answers", EXAMPLES / "survey.csv"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", LISTS)
def test_a_process_becomes_a_workbook_that_replaces_nothing_unasked(
    tmp_path: Path, xltier: Command, command: str, lang: str
) -> None:
    file, *words = LISTS[command]
    target = tmp_path / "out.xlsx"
    ask = (command, EXAMPLES / str(file), *words, "--as-of", "2026-10-31", "-o", target)
    first = xltier(*ask, lang=lang)
    pages = openpyxl.load_workbook(target).sheetnames
    again = xltier(*ask, lang=lang)

    assert (first[0], first[1]) == (1 if command in {"alerts", "complaints"} else 0, "")
    assert pages == [phrase(key, lang) for key in SHEETS[command]]
    assert again[0] not in {0, 1}
    assert xltier(*ask, "--force", lang=lang)[0] == first[0]


SHEETS = {
    "alerts": ("list-calls", "list-win-back"),
    "complaints": ("list-complaints",),
    "allocate": ("list-seats", "list-shares", "list-each-customer"),
    "card": ("sheet-card",),
}


def test_a_crm_export_goes_in_and_its_import_comes_out(tmp_path: Path, xltier: Command) -> None:
    export = table(
        tmp_path / "accounts.csv",
        ("Account ID", "Account Name", "Annual Revenue"),
        ("0015g1", "甲", 1500000),
        ("0015g2", "乙", 300000),
    )
    target = tmp_path / "tiers.csv"
    code, _, _ = xltier("crm", "salesforce", export, "--scheme", "value-cut", "-o", target)

    assert code == 0
    assert target.read_text(encoding="utf-8-sig").splitlines() == [
        "Account ID,Customer_Tier__c",
        "0015g1,高",
        "0015g2,中",
    ]


def test_stored_thresholds_rate_a_later_sheet_as_they_rated_the_first(tmp_path: Path, xltier: Command) -> None:
    head = ("客户编码", "消费金额(元)")
    first = table(tmp_path / "q1.csv", head, *((f"K{at}", at * 10) for at in range(1, 11)))
    later = table(tmp_path / "q2.csv", head, ("K1", 95), ("K2", 85), ("K3", 5))
    cuts = tmp_path / "q1.json"
    words = ("--scheme", "value-quantile", "--as-of", "2026-03-31")
    xltier.json("tier", first, *words, "--save-cuts", cuts)
    kept = xltier.json("tier", later, *words, "--cuts", cuts)[1]["rows"]
    moved = xltier.json("tier", later, *words)[1]["rows"]

    assert [row["tier"] for row in kept] == ["高", "中", "低"]  # 90 and 60 are the cuts of the first quarter
    assert [row["tier"] for row in moved] == ["中", "低", "低"]  # of three, none is in the top 20 %
    assert xltier("tier", later, "--scheme", "value-share", "--cuts", cuts, "--json")[0] != 0


@pytest.mark.shared
def test_an_order_list_is_rated_directly_as_rs_rfm_rates_it(xltier: Command) -> None:
    orders = shared("truth", "rfm_r", "rfm_data_orders.csv")
    _, found = xltier.json("tier", orders, "--scheme", "rfm", "--as-of", "2006-12-31", "--edges", "rfm-r")
    rows = {row["key"]: (row["code"], row["tier"]) for row in found["rows"]}

    assert len(rows) == 995
    assert rows["Abbey O'Reilly"] == ("343", "Potential Loyalist")
    assert rows["Aileen Barton"] == ("555", "Champions")


def test_a_quarter_reproduces_from_its_stored_thresholds_and_a_second_quarter_beyond_them_falls(
    tmp_path: Path, xltier: Command
) -> None:
    """P3: high risk beyond the cut by more than 5 %, or for two periods running; cuts of a period are kept."""
    head = ("客户编码", "最近购买天数", "自身购买间隔", "上期等级", "连续待调期数")

    def quarter(name: str, *rows: tuple[object, ...]) -> Path:
        return table(tmp_path / name, head, *rows)

    def rated(sheet: Path, *words: object) -> list[tuple[str, str, int]]:
        _, found = xltier.json("tier", sheet, "--scheme", "high-risk", "--as-of", "2026-03-31", *words)
        return [(row["key"], row["tier"], row["pending"]) for row in found["rows"]]

    cuts = tmp_path / "q1.json"
    first = quarter("q1.csv", *((f"K{at}", at * 100, 10, "平稳", "") for at in range(1, 11)))
    once = rated(first, "--save-cuts", cuts)  # the cut is the ninth of ten, 90 of the own gaps

    second = quarter("q2.csv", ("K1", 940, 10, "平稳", ""), ("K2", 950, 10, "平稳", ""), ("K3", 100, 10, "高危", ""))
    kept = rated(second, "--cuts", cuts)  # 94 is within 90 + 5 %, 95 is not, and a rise is at once
    days = {"K1": 940, "K2": 950, "K3": 100}
    third = quarter("q3.csv", *((key, days[key], 10, tier, asked) for key, tier, asked in kept))

    assert once[-1] == ("K10", "高危", 0)
    assert kept == [("K1", "平稳", -1), ("K2", "高危", 0), ("K3", "平稳", 0)]
    assert rated(third, "--cuts", cuts) == [("K1", "高危", 0), ("K2", "高危", 0), ("K3", "平稳", 0)]
    rated(second)  # cuts of its own: nothing of this run touches the first quarter
    assert rated(first, "--cuts", cuts) == once


def test_the_periods_pending_are_written_for_the_next_period_where_they_are_asked_for(
    tmp_path: Path, xltier: Command
) -> None:
    head = ("客户编码", "最近购买天数", "自身购买间隔", "上期等级")
    sheet = table(tmp_path / "q.csv", head, *((f"K{at}", (100 + at) * 10, 10, "平稳") for at in range(1, 21)))
    words = ("tier", sheet, "--scheme", "high-risk", "--as-of", "2026-03-31", "--csv", "--columns", "tier,pending")
    code, out, _ = xltier(*words)

    assert code == 0
    assert out.splitlines()[0].endswith("上期等级,等级,连续待调期数")
    assert [line.split(",")[-2:] for line in out.splitlines()[-3:]] == [["平稳", "0"], ["平稳", "-1"], ["平稳", "-1"]]


def test_only_what_sleepers_bought_after_the_win_back_began_counts_as_a_return(tmp_path: Path, xltier: Command) -> None:
    asleep = table(tmp_path / "asleep.csv", ("客户编码",), ("K1",), ("K2",), ("K3",), ("K4",))
    bought = (("K1", "2026-05-01", 9), ("K1", "2026-08-02", 9), ("K2", "2026-05-01", 9), ("K3", "2026-08-01", -9))
    orders = table(tmp_path / "orders.csv", ("客户编码", "订单日期", "金额(元)"), *bought, ("K2", "2026-05-02", 9))
    code, _, said = xltier("metrics", "reactivation", asleep, orders)

    assert code != 0
    assert "2026-05-01 至 2026-08-02" in said
    assert xltier.json("metrics", "reactivation", asleep, orders, "--since", "2026-08-01")[1]["value"] == 0.25


def test_the_win_back_list_that_alerts_wrote_is_read_again(tmp_path: Path, xltier: Command) -> None:
    orders = table(tmp_path / "orders.csv", *ORDERS)
    calls = tmp_path / "calls.xlsx"
    xltier("alerts", orders, "--as-of", "2026-10-31", "-o", calls)
    later = table(tmp_path / "later.csv", *ORDERS, ("K1", "李敏", "2026-11-09", 100))
    words = ("metrics", "reactivation", calls, later, "--sheet", "挽回清单", "--since", "2026-11-01")

    assert xltier.json(*words)[1]["value"] == 1


def test_the_matrix_of_a_comparison_is_in_the_readers_words(tmp_path: Path, xltier: Command) -> None:
    head = ("客户编码", "等级", "得分")
    old = table(tmp_path / "old.csv", head, ("K1", "A", 91234.5), ("K2", "B", 80))
    new = table(tmp_path / "new.csv", head, ("K1", "B", 81234.5), ("K3", "A", 95))

    assert [line.split() for line in xltier("diff", old, new)[1].splitlines()] == [
        ["客户编码", "原", "→", "现", "原因", "得分"],
        ["K1", "A", "→", "B", "指标", "91,234.5", "→", "81,234.5"],
        [],
        ["原＼现", "A", "B", "退出"],
        ["A", "0", "1", "0"],
        ["B", "0", "0", "1"],
        ["新增", "1", "0", "0"],
        ["变动", "1，新增", "1，退出", "1"],
    ]


def test_high_risk_customers_are_a_list_to_call_and_to_win_back(tmp_path: Path, xltier: Command) -> None:
    head = ("客户编码", "最近购买天数", "自身购买间隔", "客户经理")
    sheet = table(tmp_path / "f.csv", head, *((f"K{at}", at * 100, 10, "李敏") for at in range(1, 11)))
    code, found = xltier.json("alerts", sheet, "--scheme", "high-risk", "--as-of", "2026-10-31")

    assert code == 1
    assert [(one["key"], one["level"], one["due"], one["owner"]) for one in found["alerts"]] == [
        ("K10", "高危", "2026-11-03", "李敏")
    ]
    assert found["win_back"] == ["K10"]
