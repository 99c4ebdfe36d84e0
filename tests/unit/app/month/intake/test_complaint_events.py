"""Valid complaints of a month count as penalties, unless the adjustments log holds them: never twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.readings import reading
from xltier import load_scheme
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.intake.records import read_inputs
from xltier.app.month.rate_month import rate_month
from xltier.core.scheme import Scheme
from xltier.messages import render
from xltier.tables.reading import Value

SCHEME = replace(load_scheme("dealer-monthly"), min_coverage=Decimal(0))  # attainment alone is reported here
OCTOBER = 2026 * 12 + 9
DAY = dt.date(2026, 10, 9)
SALES = ("月份", "经销商编码", "事业部", "线别", "进货目标", "本月进货额")
LOG = ("日期", "经销商编码", "事业部", "线别", "项目", "分值", "次数", "凭证", "批准人", "状态")
COMPLAINTS = ("投诉编号", "日期", "经销商编码", "事业部", "线别", "投诉内容", "处理状态", "是否有效")


def complaint(number: str, valid: str | None = "是", line: str = "强网休闲", day: dt.date = DAY) -> list[Value]:
    return [number, day, "CQ1", "华东", line, "破损", "结果反馈", valid]


def penalty(evidence: str, times: int = 1, line: str = "强网休闲", approver: str | None = "刘芳") -> list[Value]:
    return [DAY, "CQ1", "华东", line, "有效投诉", None, times, evidence, approver, "已批准" if approver else "待批准"]


def inputs_of(
    complaints: Sequence[Sequence[Value]], logged: Sequence[Sequence[Value]] = (), scheme: Scheme = SCHEME
) -> MonthInputs:
    sales = [["2026-10", "CQ1", "华东", line, 100, 100] for line in ("强网休闲", "城区强网乳品")]
    tables = [
        reading(SALES, sales, file="sales.xlsx", sheet="销售"),
        reading(COMPLAINTS, complaints, file="market.xlsx", sheet="投诉登记"),
    ]
    return read_inputs([*tables, *([reading(LOG, logged, file="audit.xlsx")] if logged else [])], scheme)


def counted(inputs: MonthInputs) -> list[str]:
    """Return the evidence of what came from the complaint log."""
    return [event.evidence for event in inputs.events if inputs.sources[event.origin.source].kind == "complaints"]


def test_only_complaints_found_to_be_justified_count_each_at_its_own_cell() -> None:
    inputs = inputs_of([complaint("T1"), complaint("T2", None), complaint("T3", "否"), complaint("T4")])

    assert counted(inputs) == ["T1 破损", "T4 破损"]
    assert [str(inputs.location(event.origin)) for event in inputs.events] == [
        "'[market.xlsx]投诉登记'!2:2",
        "'[market.xlsx]投诉登记'!5:5",
    ]


def test_the_last_entry_of_a_number_decides_and_counts_once() -> None:
    assert counted(inputs_of([complaint("T1"), complaint("T1", "否")])) == []
    assert counted(inputs_of([complaint("T1", None), complaint("T1", day=dt.date(2026, 10, 12))])) == ["T1 破损"]


@pytest.mark.parametrize(
    ("logged", "left"),
    [
        ([penalty("T1 破损")], ["T2 破损", "T10 破损"]),
        ([penalty("见投诉单 T2、T10")], ["T1 破损"]),
        ([penalty("T1", approver=None)], ["T2 破损", "T10 破损"]),  # waits for its approval there
        ([penalty("有效单 915", times=2)], ["T10 破损"]),  # no number: as many as it counts
        ([penalty("有效单 915", times=9)], []),
        ([penalty("有效单 915", line="全部")], ["T2 破损", "T10 破损"]),
        ([penalty("有效单 915", line="城区强网乳品")], ["T1 破损", "T2 破损", "T10 破损"]),
        ([penalty("T1"), penalty("有效单 915")], ["T10 破损"]),
    ],
)
def test_what_the_adjustments_log_holds_is_not_taken_twice(logged: list[list[Value]], left: list[str]) -> None:
    assert counted(inputs_of([complaint("T1"), complaint("T2"), complaint("T10")], logged)) == left


def test_a_log_row_of_another_day_or_month_holds_those_of_its_own_first() -> None:
    early, late = complaint("T1", day=dt.date(2026, 10, 2)), complaint("T2", day=DAY)
    assert counted(inputs_of([early, late], [penalty("有效单 915")])) == ["T1 破损"]
    september = complaint("T0", day=dt.date(2026, 9, 30))
    assert counted(inputs_of([september], [penalty("有效单 915")])) == ["T0 破损"]


def test_a_business_month_that_starts_on_the_26th_takes_its_own_complaints() -> None:
    scheme = replace(SCHEME, month_start_day=26)
    inputs = inputs_of([complaint("T1", day=dt.date(2026, 10, 26)), complaint("T2", day=DAY)], scheme=scheme)
    assert [event.month - OCTOBER for event in inputs.events] == [1, 0]


def test_the_month_takes_three_points_for_each_up_to_the_cap_and_says_so() -> None:
    inputs = inputs_of([complaint(f"T{at}") for at in range(3)] + [complaint("T9", None)])
    result = rate_month(inputs, SCHEME, OCTOBER)

    rows = {row.key.line: row.rating for row in result.rows}
    assert rows["强网休闲"].penalty == 60_000  # 3 x 3 = 9 points, capped at 6, at 4 decimals
    assert rows["城区强网乳品"].penalty == 0
    (note,) = [problem for problem in result.problems if problem.reference == "complaints-counted"]
    assert str(note.at) == "'[market.xlsx]投诉登记'"
    assert render(note, "zh").what == "本月有效投诉 3 笔：由本登记计入“有效投诉” 3 笔，加减分登记里已有 0 笔。"


def test_a_scheme_whose_item_reads_no_log_leaves_the_complaints_to_the_adjustments() -> None:
    by_hand = replace(SCHEME, items=tuple(replace(item, log=None) for item in SCHEME.items))
    inputs = inputs_of([complaint("T1")], scheme=by_hand)

    assert inputs.events == ()
    assert "complaints-counted" not in {problem.reference for problem in rate_month(inputs, by_hand, OCTOBER).problems}
