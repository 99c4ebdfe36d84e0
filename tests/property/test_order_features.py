"""Figures of an order list: the frame's in every backend against those counted line by line."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence

import duckdb
import pandas as pd
import polars as pl
import pytest

from tests.support.native_frames import Native, rows_of
from xltier.app.orders.order_features import FEATURES, Basis, Order, order_features
from xltier.frames.features import KEYS, OrderColumns, frame_features

FIRST = dt.date(2024, 1, 1)


def random_orders(seed: int, count: int) -> list[Order]:
    """Return orders of thirty customers over three years: returns, zeros, several a day, days after the as-of day."""
    chance = random.Random(seed)
    return [
        Order(
            f"K{chance.randrange(30):02d}",
            FIRST + dt.timedelta(days=chance.randrange(1100)),
            chance.choice([0, 100, -chance.randrange(1, 9000), chance.randrange(1, 5_000_000), 12_345]),
        )
        for _ in range(count)
    ]


Data = Mapping[str, Sequence[object]]


def pandas_frame(data: Data) -> Native:
    frame = pd.DataFrame(data)
    return frame.assign(day=pd.to_datetime(frame["day"]))


MAKERS: Mapping[str, Callable[[Data], Native]] = {
    "pandas": pandas_frame,
    "polars": pl.DataFrame,
    "polars lazy": lambda data: pl.DataFrame(data).lazy(),
    "duckdb": lambda data: duckdb.from_arrow(pl.DataFrame(data).to_arrow()),
}


@pytest.mark.parametrize("backend", MAKERS)
@pytest.mark.parametrize(
    ("seed", "as_of", "months", "day_is_one"),
    [
        (1, dt.date(2026, 10, 31), None, True),
        (2, dt.date(2026, 2, 28), 12, False),
        (3, dt.date(2024, 2, 29), 3, True),
        (4, dt.date(2025, 3, 15), None, False),
    ],
)
def test_a_frame_counts_as_the_list_does(
    backend: str, seed: int, as_of: dt.date, months: int | None, *, day_is_one: bool
) -> None:
    orders = random_orders(seed, 600)
    contacts = [(order.customer, order.day) for order in random_orders(seed + 100, 300)]
    make = MAKERS[backend]
    frame = make({name: [getattr(order, name) for order in orders] for name in ("customer", "day", "amount")})
    met = make({"customer": [who for who, _ in contacts], "day": [day for _, day in contacts]})
    found = frame_features(frame, OrderColumns(), as_of=as_of, months=months, day_is_one=day_is_one, contacts=met)
    expected = order_features(orders, Basis(as_of, months, day_is_one), contacts=contacts)

    assert {row.pop("customer"): row for row in rows_of(found)} == {who: dict(own) for who, own in expected.items()}


def test_both_know_the_same_figures() -> None:
    assert tuple(feature.key for feature in FEATURES) == KEYS
