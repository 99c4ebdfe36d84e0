"""CDNOW's lifetime models, through the library of the extra ``clv``: within the published figures' own digits."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util

import pytest

from tests.support.shared import shared
from xltier.app.orders.lifetime_value import BG_NBD, PARETO_NBD, Summary, lifetime_values, summaries
from xltier.app.orders.order_features import Order
from xltier.errors import DataError

HAS_LIBRARY = importlib.util.find_spec("pymc_marketing") is not None
MEANS = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]


def cdnow() -> dict[str, Summary]:
    path = shared("truth", "cdnow", "cdnow_customers_summary_with_transactions.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            row["ID"]: Summary(int(row["x"]), float(row["t_x"]), float(row["T"]), float(row["zbar"]))
            for row in csv.DictReader(stream)
        }


FITTED = [
    pytest.mark.long,
    pytest.mark.shared,
    pytest.mark.skipif(not HAS_LIBRARY, reason="the extra clv is not installed"),
    pytest.mark.filterwarnings("default"),
]


@pytest.mark.parametrize("model", [pytest.param(BG_NBD, marks=FITTED)])
def test_cdnow_gives_the_parameters_and_means_of_the_papers(model: str) -> None:
    found = lifetime_values(cdnow(), 39, buying_model=model)
    buying, spending = (fit.parameters for fit in found.fits)

    assert {name: round(buying[name], 2) for name in ("r", "alpha", "a", "b")} == {
        "r": 0.24,
        "alpha": 4.41,
        "a": 0.79,
        "b": 2.43,
    }
    for name, published in {"p": 6.25, "q": 3.74, "v": 15.44}.items():
        assert abs(spending[name] - published) < 0.015
    assert round(found.purchases["1"], 3) == 1.226  # two repeats at 30.43 weeks of 38.86
    assert [abs(found.spend[str(at)] - mean) < 0.011 for at, mean in enumerate(MEANS, 1)] == [True] * 10
    assert {fit.library for fit in found.fits} == {"pymc-marketing"}


@pytest.mark.parametrize("model", [pytest.param(PARETO_NBD, marks=FITTED)])
def test_cdnow_gives_the_parameters_of_pareto_nbd(model: str) -> None:
    buying = lifetime_values(cdnow(), 52, buying_model=model).fits[0]

    assert buying.model == "Pareto/NBD"
    for name, published in {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}.items():
        assert abs(buying.parameters[name] - published) < 0.015


def test_returns_and_second_orders_of_a_day_are_no_repeats() -> None:
    day = dt.date(2026, 1, 1)
    orders = [
        Order("K1", day, 1000),
        Order("K1", day, 500),
        Order("K1", day + dt.timedelta(days=7), -200),
        Order("K1", day + dt.timedelta(days=14), 3000),
        Order("K2", day, 100),
    ]

    assert summaries(orders, day + dt.timedelta(days=28)) == {
        "K1": Summary(1, 2.0, 4.0, 30.0),
        "K2": Summary(0, 0.0, 4.0, 0.0),
    }


def test_too_few_repeat_buyers_give_no_value() -> None:
    with pytest.raises(DataError) as caught:
        lifetime_values({"K1": Summary(3, 5, 10, 20)}, 52)

    assert [problem.reference for problem in caught.value.problems] == ["clv-too-few"]
