"""A sheet in dollars: rated where its own customers make the cuts, refused where the rules name a sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.readings import reading
from xltier.app.orders.order_features import Basis
from xltier.app.orders.order_list import customers_of, needed_orders
from xltier.app.sheet.currency import has_fixed_sums
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.core.scheme.classes import Rule
from xltier.errors import DataError
from xltier.messages import render
from xltier.schemes.library import load_scheme
from xltier.tables.reading import Reading

DAY = dt.date(2026, 10, 31)
SALES = [("K1", 900), ("K2", 80), ("K3", 20)]


def sheet(unit: str) -> Reading:
    return reading(("Customer code", "Amount"), SALES, units={"Amount": unit})


def orders(unit: str) -> Reading:
    rows = [(code, dt.date(2026, 10, 1), amount / 2) for code, amount in SALES for _ in range(2)]
    found = needed_orders(reading(("Customer code", "Order date", "Amount"), rows, units={"Amount": unit}))
    return customers_of(found, Basis(DAY), "en")[0]


@pytest.mark.parametrize("table", [sheet, orders], ids=["figures", "orders"])
def test_shares_of_a_sum_are_the_same_in_dollars_and_shown_in_dollars(table: Callable[[str], Reading]) -> None:
    scheme = load_scheme("value-share")
    in_yuan, in_dollars = (tier_sheet(table(unit), scheme, as_of=DAY) for unit in ("元", "美元"))

    assert [row.rating.tier for row in in_dollars.rows] == ["高", "中", "低"]
    assert [row.rating for row in in_dollars.rows] == [row.rating for row in in_yuan.rows]
    assert in_dollars.fingerprint == in_yuan.fingerprint
    assert {m.unit for m in in_dollars.columns.scheme.measures if m.key == "amount"} == {"美元"}


@pytest.mark.parametrize("table", [sheet, orders], ids=["figures", "orders"])
@pytest.mark.parametrize("name", ["value-cut", "rfm-cuts"])
def test_dollars_do_not_meet_a_sum_in_yuan(table: Callable[[str], Reading], name: str) -> None:
    scheme = load_scheme(name)
    given = table("美元")
    if table is sheet and name == "rfm-cuts":
        rows = [(*row, 5, 2) for row in SALES]
        given = reading(("Customer code", "Amount", "recency", "orders"), rows, units={"Amount": "美元"})
    with pytest.raises(DataError) as caught:
        tier_sheet(given, scheme, as_of=DAY)

    (problem,) = caught.value.problems
    assert problem.reference == "unit-mismatch"
    assert render(problem, "en").what == 'Column "Amount" is in USD; Amount is rated in CNY.'
    assert render(problem, "zh").what == "“Amount”列的单位是美元，而消费金额按元评级。"


@pytest.mark.parametrize(
    ("when", "is_fixed"),
    [
        ("profit < 0", False),
        ("profit >= share_80", False),
        ("profit >= 0.5", True),
        ("profit < -1000", True),
        ("AND(orders > 3, profit > 20)", True),
    ],
)
def test_a_condition_fixes_a_sum_where_it_compares_money_with_another_number_than_0(
    when: str, *, is_fixed: bool
) -> None:
    scheme = load_scheme("contribution")
    changed = replace(scheme, rules=(Rule("高", when),))

    assert has_fixed_sums(changed, frozenset({"profit"})) is is_fixed
