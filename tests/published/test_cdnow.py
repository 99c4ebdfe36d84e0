"""CDNOW, as Fader and Hardie published it: how concentrated it really is. 80/20 is a claim, not a law."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from tests.support.shared import shared
from xltier.app.orders.order_features import Basis, Order, order_features
from xltier.core.metrics import customers_to_reach, top_share

pytestmark = pytest.mark.shared

FIFTH = Fraction(1, 5)


def percent(figure: object) -> str:
    assert isinstance(figure, Fraction)
    return f"{float(100 * figure):.2f}"


@cache
def sample() -> tuple[Order, ...]:
    lines = shared("truth", "cdnow", "CDNOW_sample.txt").read_text(encoding="ascii").splitlines()
    rows = [line.split() for line in lines if line.strip()]
    return tuple(Order(row[0], dt.date.fromisoformat(row[2]), int(Decimal(row[4]) * 100)) for row in rows)


@cache
def spent() -> dict[str, int]:
    amounts: dict[str, int] = defaultdict(int)
    for order in sample():
        amounts[order.customer] += order.amount
    return dict(amounts)


def r_table(name: str, customer: str, amount: str) -> list[Decimal]:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    with shared("truth", "rfm_r", name).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            totals[row[customer]] += Decimal(row[amount])
    return list(totals.values())


def test_the_sample_has_the_published_size() -> None:
    assert (len(sample()), len(spent()), sum(spent().values())) == (6919, 2357, 24_409_194)
    assert sum(1 for order in sample() if order.amount == 0) == 8


def test_the_top_fifth_of_cdnow_carries_67_percent_and_777_customers_reach_80() -> None:
    amounts = list(spent().values())

    assert percent(top_share(amounts, FIFTH)) == "67.40"
    assert customers_to_reach(amounts, Fraction(4, 5)) == 777


def test_the_top_fifth_of_rs_orders_carries_36_percent_and_606_customers_reach_80() -> None:
    amounts = r_table("rfm_data_orders.csv", "customer_id", "revenue")

    assert percent(top_share(amounts, FIFTH)) == "35.62"
    assert (len(amounts), customers_to_reach(amounts, Fraction(4, 5))) == (995, 606)


def test_the_top_fifth_of_rs_customers_carries_31_percent_and_26843_reach_80() -> None:
    amounts = r_table("rfm_data_customer.csv", "customer_id", "revenue")

    assert percent(top_share(amounts, FIFTH)) == "30.96"
    assert (len(amounts), customers_to_reach(amounts, Fraction(4, 5))) == (39_999, 26_843)


def test_1411_of_the_2357_customers_had_no_second_order_in_the_first_39_weeks() -> None:
    figures = order_features(sample(), Basis(dt.date(1997, 9, 30)))

    assert len(figures) == 2357
    assert sum(1 for own in figures.values() if own["orders"] == 1) == 1411
