"""Alerts are raised by rules over measures and the facts of a rating; what cannot be told is not raised."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.core.schemes import measure, scheme
from xltier.core.checks import check
from xltier.core.compile import compile_plan
from xltier.core.facts import FACTS, RatingFacts, raised, watches
from xltier.core.scheme import Scheme

FELL = RatingFacts(
    score=7412,
    tier="C",
    tier_change=-1,
    gap_to_floor=12,
    gap_to_next=88,
    red_line=False,
    not_reported=0,
    months_at_tier=1,
    lowest_tier_in_12=0,
    complaints_overdue=0,
)


def book(*rules: str) -> Scheme:
    alerts = [
        {"code": f"W{at}", "level": "high", "name": "w", "rule": rule, "action": "call", "days": 7}
        for at, rule in enumerate(rules)
    ]
    return scheme(measure("rate", weight=100, min=0, max=100), alerts=alerts)


def codes(rule: str, facts: RatingFacts, rate: int | None = 70) -> list[str]:
    plan = compile_plan(book(rule))
    return [watch.alert.code for watch in raised(watches(plan), (rate,), facts)]


@pytest.mark.parametrize(
    "rule",
    [
        "tier_change < 0",
        "等级变动 <= -1",
        "score < 74.13",
        "得分 >= 74.12",
        "gap_to_next <= 0.88",
        'tier = "c"',
        "AND(NOT(red_line), rate = 70)",
        "months_at_tier = 1",
    ],
)
def test_an_alert_is_raised_when_its_rule_holds(rule: str) -> None:
    assert codes(rule, FELL) == ["W0"]


@pytest.mark.parametrize("rule", ["tier_change > 0", "score < 74.12", "red_line", "rate > 70", "not_reported >= 1"])
def test_an_alert_is_not_raised_when_its_rule_does_not_hold(rule: str) -> None:
    assert codes(rule, FELL) == []


def test_an_alert_that_cannot_be_told_is_not_raised() -> None:
    new = replace(FELL, tier_change=None, score=None)

    assert codes("tier_change < 0", new) == codes("NOT(tier_change < 0)", new) == codes("rate > 0", new, None) == []


def test_facts_stand_in_the_order_of_their_names() -> None:
    assert dict(zip(FACTS, FELL.values(), strict=True)) == {
        "score": 7412,
        "tier": "c",
        "tier_change": -1,
        "gap_to_floor": 12,
        "gap_to_next": 88,
        "red_line": 0,
        "not_reported": 0,
        "months_at_tier": 1,
        "lowest_tier_in_12": 0,
        "complaints_overdue": 0,
    }


def test_a_rule_of_an_alert_that_cannot_be_read_is_said_with_its_place() -> None:
    problems = check(book("tier_change < 0", "teir_change < 0"))

    assert [(p.reference, p.at.path, p.values["near"]) for p in problems] == [
        ("unknown-name", "alerts[1].rule", ["tier_change", "tier change"])
    ]
