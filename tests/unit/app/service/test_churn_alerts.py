"""Whom to call first, and until when."""

from __future__ import annotations

import datetime as dt

from xltier.app.service.churn_alerts import RED, YELLOW, Watched, churn_alerts, win_back
from xltier.core.words import Words
from xltier.schemes.library import load_scheme

ACTIONS = {tier.code: tier.strategy.text for tier in load_scheme("churn-warning").tiers}
CUSTOMERS = [
    Watched("K1", YELLOW, tier="A", place=0, amount=900),
    Watched("K2", RED, tier="B", place=1, amount=100),
    Watched("K3", RED, tier="B", place=1, amount=500, owner="李"),
    Watched("K4", RED, tier="A", place=0, amount=1),
    Watched("K5", "正常", tier="A", place=0),
    Watched("K6", RED, tier=None),
    Watched("K7", None),
    Watched("K8", "样本不足"),
]


def test_red_comes_before_yellow_and_better_tiers_and_larger_amounts_first() -> None:
    alerts = churn_alerts(CUSTOMERS, ACTIONS, dt.date(2026, 10, 31))

    assert [(alert.customer.key, alert.level, alert.due) for alert in alerts] == [
        ("K4", RED, dt.date(2026, 11, 3)),
        ("K3", RED, dt.date(2026, 11, 3)),
        ("K2", RED, dt.date(2026, 11, 3)),
        ("K6", RED, dt.date(2026, 11, 3)),
        ("K1", YELLOW, dt.date(2026, 11, 7)),
    ]
    assert alerts[1].customer.owner == "李"
    assert alerts[0].action == ACTIONS[RED]


def test_the_order_of_the_list_changes_nothing() -> None:
    day = dt.date(2026, 10, 31)

    assert churn_alerts(CUSTOMERS, ACTIONS, day) == churn_alerts(CUSTOMERS[::-1], ACTIONS, day)


def test_the_win_back_list_is_the_red_ones_in_the_order_to_call() -> None:
    assert win_back(churn_alerts(CUSTOMERS, {RED: Words("", "")}, dt.date(2026, 10, 31))) == ("K4", "K3", "K2", "K6")
