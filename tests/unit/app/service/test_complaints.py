"""Five states, a date by tier, and what valid complaints cost."""

from __future__ import annotations

import datetime as dt

import pytest

from xltier.app.service.complaints import Channel, Complaint, State, overdue, penalties, state_of
from xltier.core.circumstances import Circumstances, Occurrence
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.rate import rate_one
from xltier.schemes.library import load_scheme

MORNING = dt.datetime(2026, 10, 30, 9, 0)


def test_the_states_are_those_of_the_source_in_order() -> None:
    assert [state.value.zh for state in State] == ["登记", "问题分析", "解决方案", "执行", "结果反馈"]
    assert [state_of(state.value.en) for state in State] == list(State)
    assert state_of("处理中") is None


def test_the_channels_are_those_of_the_source() -> None:
    assert [channel.value.zh for channel in Channel] == ["问卷", "电话", "邮件", "社交媒体", "论坛", "热线", "访谈"]


@pytest.mark.parametrize(
    ("tier", "hours"), [("A", 4), ("B", 8), ("C", 24), ("D", 48), (None, 48), ("E", 48), ("ａ ", 4)]
)
def test_better_tiers_are_answered_sooner(tier: str | None, hours: int) -> None:
    assert Complaint("1", "K1", tier, MORNING).due() == MORNING + dt.timedelta(hours=hours)


def test_hours_of_your_own_count() -> None:
    assert Complaint("1", "K1", "S", MORNING).due({"S": 1}) == MORNING + dt.timedelta(hours=1)


def test_what_is_open_past_its_date_is_overdue_the_latest_first() -> None:
    now = MORNING + dt.timedelta(hours=9)
    log = [
        Complaint("1", "K1", "A", MORNING),
        Complaint("2", "K2", "B", MORNING, State.PLANNED),
        Complaint("3", "K3", "C", MORNING),
        Complaint("4", "K4", "A", MORNING, State.FED_BACK, MORNING + dt.timedelta(hours=6)),
        Complaint("5", "K5", "A", MORNING + dt.timedelta(hours=5)),
    ]

    assert [(one.number, late) for one, late in overdue(log, now)] == [
        ("1", dt.timedelta(hours=5)),
        ("2", dt.timedelta(hours=1)),
    ]
    assert log[3].is_overdue(now)  # it was answered, but late
    assert not log[4].is_overdue(now)  # exactly on its date


def test_valid_complaints_of_the_month_feed_the_penalty_of_the_dealer_month() -> None:
    log = [Complaint(str(at), "K1", "A", MORNING, is_valid=True) for at in range(3)]
    log += [Complaint("8", "K1", "A", MORNING, is_valid=False), Complaint("9", "K1", "A", MORNING)]
    log += [Complaint("10", "K1", "A", dt.datetime(2026, 11, 1, 0, 0), is_valid=True)]
    taken = penalties(log, dt.date(2026, 10, 1), dt.date(2026, 10, 31))

    assert taken == {"K1": (Occurrence("complaint", times=3),)}
    plan = compile_plan(load_scheme("dealer-monthly"))
    full = next(case for case in plan.scheme.cases if case.name == "full marks")
    customer, _ = entries(plan, full.inputs)
    assert rate_one(plan, customer, Circumstances(events=taken["K1"])).score == 9400  # 3 x 3 is capped at 6
