"""A customer on one card."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from xltier.app.orders.card import Answer, Verdict, card
from xltier.app.orders.order_features import Basis, Order
from xltier.core.values import ExcelError

DAY = dt.date(2026, 10, 31)


def test_the_card_holds_the_four_blocks_the_tiers_and_the_history() -> None:
    orders = [Order("K1", dt.date(2026, month, 5), 1000 * month) for month in range(1, 11)]
    orders += [Order("K2", dt.date(2026, 5, 5), 1), Order("K1", dt.date(2026, 12, 1), 9)]
    found = card(
        "K1",
        Basis(DAY),
        orders=orders,
        contacts=[("K1", dt.date(2026, 10, 1)), ("K2", DAY), ("K1", dt.date(2026, 1, 1))],
        answers=[Answer(dt.date(2026, 3, 1), 5), Answer(dt.date(2026, 9, 1), 2)],
        warnings=[Verdict("churn-warning", "2026-10", "正常", "")],
        tiers=[Verdict("value-share", "2026-10", "高", "")],
        history=[Verdict("value-share", "2026-08", "中", ""), Verdict("value-share", "2026-09", "高", "")],
    )

    assert found.spending["amount"] == 55_000
    assert found.spending["recency_days"] == 26
    assert found.spending["contacts_13w"] == 1
    assert [order.day.month for order in found.last_orders] == [10, 9, 8, 7, 6]
    assert found.contacts == (dt.date(2026, 10, 1), dt.date(2026, 1, 1))
    assert found.satisfaction == Fraction(1, 2)
    assert [answer.score for answer in found.answers] == [2, 5]
    assert [verdict.tier for verdict in found.warnings] == ["正常"]
    assert [verdict.tier for verdict in found.tiers] == ["高"]
    assert [verdict.period for verdict in found.history] == ["2026-09", "2026-08"]


def test_a_customer_of_whom_nothing_is_known_has_an_empty_card() -> None:
    found = card("K1", Basis(DAY))

    assert (found.spending, found.last_orders, found.contacts, found.satisfaction) == ({}, (), (), ExcelError.NA)
