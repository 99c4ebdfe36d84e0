"""A sheet of complaints: what is followed, what contradicts itself, what the month's penalty log takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.support.readings import reading
from xltier.app.service.complaint_log import complaint_log
from xltier.app.service.complaints import counted, valid_in
from xltier.app.service.penalty_rows import penalty_rows
from xltier.errors import Severity
from xltier.tables.reading import Rejection, Value

HEAD = ("投诉编号", "客户编码", "事业部", "线别", "登记日期", "处理状态", "反馈日期", "是否有效", "投诉内容")
MONTH = (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def day(number: int, month: int = 10) -> dt.date:
    return dt.date(2026, month, number)


def row(number: str, registered: dt.date, state: str, answered: dt.date | None = None) -> tuple[Value, ...]:
    return (number, "K1", "华东", "休闲", registered, state, answered, "是", "破损")


def test_a_row_that_contradicts_itself_is_said_with_its_place() -> None:
    rows = [
        row("T1", day(5), "结果反馈", day(1)),
        row("T2", day(6), "执行", day(8)),
        row("T3", day(7), "结果反馈"),
        row("T4", day(8), "执行"),
        row("T4", day(8), "登记"),
        row("T5", day(1, 12), "登记"),
        row("T6", day(9), "处理中"),
    ]
    log, problems = complaint_log(reading(HEAD, rows), {}, until=day(31))

    assert [(one.reference, one.at.cell, one.severity) for one in problems] == [
        ("complaint-answered-early", "2:2", Severity.WARNING),
        ("complaint-answered-open", "3:3", Severity.WARNING),
        ("complaint-answer-missing", "4:4", Severity.WARNING),
        ("complaint-state-back", "6:6", Severity.WARNING),
        ("complaint-later", "7:7", Severity.WARNING),
        ("complaint-row", "8:8", Severity.ERROR),
    ]
    assert [one.number for one in log] == ["T1", "T2", "T3", "T4"]


def test_a_complaint_that_is_entered_again_as_it_moves_on_counts_once() -> None:
    rows = [row("T1", day(5), "登记"), row("T1", day(5), "执行"), row("T1", day(5), "结果反馈", day(6))]
    log, problems = complaint_log(reading(HEAD, rows), {})

    assert problems == ()
    assert [(one.number, one.answered) for one in log] == [("T1", dt.datetime(2026, 10, 6))]
    assert counted(log, *MONTH) == {"K1": 1}


def test_the_penalty_log_has_one_row_a_valid_complaint_and_counts_only_with_an_approver() -> None:
    rows = [row("T1", day(5), "执行"), row("T2", day(30, 9), "执行")]
    valid = valid_in(complaint_log(reading(HEAD, rows), {})[0], *MONTH)

    assert penalty_rows(valid, approver="刘芳", language="zh") == (
        ("日期", "经销商编码", "事业部", "线别", "项目", "分值", "次数", "凭证", "批准人", "状态"),
        ("2026-10-05", "K1", "华东", "休闲", "complaint", "", "1", "T1 破损", "刘芳", "已批准"),
    )
    assert penalty_rows(valid, approver="", language="en")[1][-2:] == ("", "pending")


def test_a_complaint_without_a_customer_or_a_day_is_said_by_the_column_that_lacks() -> None:
    log = reading(
        HEAD,
        [
            ("T1", "K1", "华东", "休闲", None, "登记", None, "是", "破损"),
            ("T2", None, "华东", "休闲", day(5), "登记", None, "是", "破损"),
        ],
    )
    gone = replace(log, rejected=(Rejection(9, "missing_key", "T3 | 2026-10-05"),))

    assert [(one.reference, one.at.cell, one.values["missing"]) for one in complaint_log(gone, {})[1]] == [
        ("complaint-incomplete", "9:9", ("客户编码",)),
        ("complaint-incomplete", "2:2", ("登记日期",)),
        ("complaint-incomplete", "3:3", ("客户编码",)),
    ]


def test_an_answer_that_gives_no_time_is_not_earlier_than_its_complaint_of_that_day() -> None:
    at_nine = dt.datetime(2026, 10, 5, 9)
    rows = [
        row("T1", at_nine, "结果反馈", day(5)),
        row("T2", at_nine, "结果反馈", dt.datetime(2026, 10, 5, 8)),
        row("T3", at_nine, "结果反馈", day(4)),
    ]
    problems = complaint_log(reading(HEAD, rows), {})[1]

    assert [(one.reference, one.at.cell) for one in problems] == [
        ("complaint-answered-early", "3:3"),
        ("complaint-answered-early", "4:4"),
    ]
