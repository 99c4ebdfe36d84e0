"""The lists that a team works through: rows, drop-downs, dates that turn red, and nothing a cell would run."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.support.readings import reading
from xltier.app.service.allocate import Level, Ranked, assign, resources
from xltier.app.service.churn_alerts import Watched, churn_alerts
from xltier.app.service.complaints import HOURS, Complaint, State
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.core.words import Words
from xltier.report.lists import WorkList, write_lists
from xltier.report.service_lists import call_lists, complaint_list, seat_list, share_lists
from xltier.schemes import load_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

DAY = dt.date(2026, 10, 31)


def opened(lists: Sequence[WorkList], language: str = "zh") -> list[Worksheet]:
    target = io.BytesIO()
    write_lists(target, lists, language=language, footer="x@1")
    return list(openpyxl.load_workbook(io.BytesIO(target.getvalue())))


def table(page: Worksheet) -> list[list[object]]:
    """Return the header and the rows of a list, which stand under its title."""
    return [[cell.value for cell in row[1:]] for row in page.iter_rows(min_row=4)]


def choices(page: Worksheet) -> list[tuple[str, str]]:
    return [(str(one.sqref), one.formula1) for one in page.data_validations.dataValidation]


def calls(language: str, name: str = "=1+1") -> tuple[WorkList, WorkList]:
    warning = load_scheme("churn-warning").tiers
    actions = {tier.code: Words("联系", "Call them") for tier in warning}
    watched = [
        Watched("K1", "红", "三倍", "高", 0, 1, "李敏", name),
        Watched("K2", "黄", "两倍"),
        Watched("K3", "正常", "在期内"),
    ]
    alerts = churn_alerts(watched, actions, DAY)
    return call_lists(alerts, warning, load_scheme("value-share").tiers, as_of=DAY, language=language)


def sheet() -> TieredSheet:
    rows = [("K1", "甲", 5_000_000), ("K2", "乙", 500_000), ("K3", "丙", 1000), ("K4", "丁", None)]
    return tier_sheet(
        reading(("客户编码", "客户名称", "消费金额"), rows, units={"消费金额": "元"}),
        load_scheme("value-cut"),
        as_of=DAY,
    )


def test_calls_have_an_owner_a_date_and_a_status_to_choose() -> None:
    page, back = opened(calls("zh"))

    assert table(page) == [
        ["级别", "客户编码", "名称", "等级", "责任人", "截止日期", "原因", "做什么", "状态", "完成日期", "备注"],
        ["红色预警", "K1", "=1+1", "高", "李敏", dt.datetime(2026, 11, 3), "三倍", "联系", "未处理", None, None],
        ["黄色预警", "K2", None, "–", None, dt.datetime(2026, 11, 7), "两倍", "联系", "未处理", None, None],
    ]
    assert choices(page) == [("J5:J26", '"未处理,处理中,已完成,不需处理"')]
    assert [[*row[:3], row[4]] for row in table(back)] == [
        ["客户编码", "名称", "责任人", "是否回购"],
        ["K1", "=1+1", "李敏", None],
    ]


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    assert opened(calls("zh"))[0]["D5"].data_type == "s"


@pytest.mark.parametrize(("language", "settled"), [("zh", "已完成"), ("en", "Done")])
def test_a_date_that_passes_unsettled_turns_red_on_whatever_day_the_list_is_opened(language: str, settled: str) -> None:
    page = opened(calls(language), language)[0]
    rules = [rule.formula for area in page.conditional_formatting for rule in area.rules if rule.type == "expression"]

    assert rules == [[f'AND($G5<>"",$G5<TODAY(),$J5<>"{settled}")']]


def test_open_complaints_are_listed_with_what_is_late_first() -> None:
    morning = dt.datetime(2026, 10, 30, 9)
    log = [
        Complaint("T1", "K1", "D", morning, text="迟到"),
        Complaint("T2", "K2", "A", morning, State.PLANNED, text="破损"),
        Complaint("T3", "K3", "A", morning, State.FED_BACK, morning),
    ]
    (page,) = opened([complaint_list(log, dt.datetime(2026, 10, 31, 1), HOURS, language="zh")])

    assert [[row[0], row[5], row[6], row[7]] for row in table(page)] == [
        ["投诉编号", "答复期限", "超期（小时）", "状态"],
        ["T2", dt.datetime(2026, 10, 30, 13), 12, "解决方案"],
        ["T1", dt.datetime(2026, 11, 1, 9), 0, "登记"],
    ]
    assert choices(page) == [("I5:I26", '"登记,问题分析,解决方案,执行,结果反馈"')]
    assert page["B1"].value == "未结投诉：2 条，其中超期 1 条"


def test_a_list_without_rows_says_so() -> None:
    (page,) = opened([complaint_list([], dt.datetime(2026, 10, 31), HOURS, language="en")], "en")

    assert table(page)[1][0] == "No complaint is open."


def test_everybody_is_seated_or_listed_as_unassigned_with_what_the_tier_means() -> None:
    rated = sheet()
    people = [Ranked(row.key, row.rating.place, row.rating.score) for row in rated.rows]
    (page,) = opened([seat_list(rated, assign(people, [Level("经理", 1, 2)]), language="zh")])
    texts = {tier.code: tier.strategy.text.zh for tier in rated.plan.ladder.tiers}

    assert [row[:7] for row in table(page)[1:]] == [
        ["经理", 1, None, "K1", "甲", "高", texts["高"]],
        ["经理", 1, None, "K2", "乙", "中", texts["中"]],
        ["未分配", None, None, "K3", "丙", "低", texts["低"]],
        ["未分配", None, None, "K4", "丁", "–", None],
    ]


def test_what_tiers_and_customers_get_makes_the_total_to_the_cent() -> None:
    scheme = load_scheme("strategy-matrix")
    cases = [case for case in scheme.cases if case.tier is not None]
    keys = sorted({key for case in cases for key in case.inputs})
    rows = [(f"K{at}", *(case.inputs.get(key) for key in keys)) for at, case in enumerate(cases)]
    rated = tier_sheet(
        reading(("客户编码", *keys), [tuple(_plain(cell) for cell in row) for row in rows]), scheme, as_of=DAY
    )
    counts: dict[str, int] = {}
    for one in rated.rows:
        if one.rating.tier is not None:
            counts[one.rating.tier] = counts.get(one.rating.tier, 0) + 1
    shares = resources(rated.scheme, counts, 10_001)
    by_tier, each = opened(share_lists(rated, shares, Decimal("0.01"), language="zh"))

    assert sum(counts.values()) > 0
    assert round(sum(float(str(row[4])) for row in table(by_tier)[1:]), 2) == 100.01
    assert round(sum(float(str(row[3])) for row in table(each)[1:]), 2) == 100.01
    assert len(table(each)) - 1 == sum(counts.values())


def _plain(cell: object) -> str | float | None:
    if cell is None or cell == "":
        return None
    return cell if isinstance(cell, str) else float(str(cell))


def test_the_same_list_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for target in (first, second):
        write_lists(target, calls("en"), language="en", footer="x@1")

    assert first.getvalue() == second.getvalue()
