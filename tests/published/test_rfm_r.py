"""R's rfm 0.3.0, documented results: reproduced with its edges, and what we do instead by default."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import polars as pl
import pytest

from tests.support.native_frames import rows_of
from tests.support.shared import shared
from xltier.app.explain.grid_code import grid_code
from xltier.app.orders.order_features import Basis, Order, order_features
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme
from xltier.core.scheme.classes import Cell
from xltier.core.values import Entry
from xltier.frames.features import OrderColumns, frame_features
from xltier.frames.fit import fit_entries
from xltier.frames.rate import rate_entries
from xltier.schemes.library import load_scheme

pytestmark = pytest.mark.shared

ANALYSIS_DATE = dt.date(2006, 12, 31)
# The test suite of the package has other intervals than its documentation.
TEST_INTERVALS = {
    "Champions": ("5|4", "5|4", "5|4"),
    "Loyal Customers": ("5|4|3|2", "5|4|3", "5|4|3"),
    "Potential Loyalist": ("5|4|3", "3|2|1", "3|2|1"),
    "New Customers": ("5|4", "1", "1"),
    "Promising": ("4|3", "1", "1"),
    "Need Attention": ("3|2", "3|2", "3|2"),
    "About To Sleep": ("3|2", "2|1", "2|1"),
    "At Risk": ("2|1", "5|4|3|2", "5|4|3|2"),
    "Can't Lose Them": ("1", "5|4", "5|4"),
    "Lost": ("2|1", "2|1", "2|1"),
}


class Rated(NamedTuple):
    """The customers of a list, rated."""

    plan: Plan
    entries: Mapping[str, tuple[Entry, ...]]
    code: Mapping[str, str | None]
    tier: Mapping[str, str | None]


def table(*parts: str) -> list[dict[str, str]]:
    path: Path = shared("truth", *parts)
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def orders() -> tuple[Order, ...]:
    return tuple(
        Order(row["customer_id"], dt.date.fromisoformat(row["order_date"]), int(Decimal(row["revenue"]) * 100))
        for row in table("rfm_r", "rfm_data_orders.csv")
    )


def rated(scheme: Scheme, *, day_is_one: bool = False, parts: int = 1) -> Rated:
    """Return the orders rated; ``parts`` divides the amounts: 1000 is thousands."""
    plan = compile_plan(scheme)
    figures = order_features(orders(), Basis(ANALYSIS_DATE, day_is_one=day_is_one))
    customers = {
        customer: entries(
            plan,
            {
                "recency_days": own["recency_days"],
                "orders": own["orders"],
                "amount": Decimal(own["amount"] or 0) / 100 / parts,
            },
        )[0]
        for customer, own in figures.items()
    }
    plan = fit_plan(scheme, list(customers.values()))
    return Rated(
        plan,
        customers,
        {customer: grid_code(plan, own) for customer, own in customers.items()},
        {customer: rate_one(plan, own).tier for customer, own in customers.items()},
    )


def compatible() -> Scheme:
    return load_scheme("rfm", settings={"edges": "rfm-r"})


@cache
def reproduced() -> Rated:
    return rated(compatible())


def in_units(scheme: Scheme, decimals: int) -> Scheme:
    """Return a scheme that keeps this many digits of the amount."""
    return replace(
        scheme, measures=tuple(replace(m, decimals=decimals) if m.key == "amount" else m for m in scheme.measures)
    )


def test_every_score_and_segment_of_the_995_customers_is_as_published() -> None:
    published = {
        row["customer_id"]: (row["RFM"], row["segD"]) for row in table("rfm_r", "expected_rfm_orders_2006-12-31.csv")
    }
    ours = reproduced()

    assert len(published) == 995
    assert {customer: (ours.code[customer], ours.tier[customer]) for customer in ours.code} == published


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_a_frame_of_the_orders_gives_every_published_segment(backend: str) -> None:
    data = {name: [getattr(order, name) for order in orders()] for name in ("customer", "day", "amount")}
    frame = pl.DataFrame(data) if backend == "polars" else pd.DataFrame(data).assign(day=pd.to_datetime(data["day"]))
    figures = frame_features(frame, OrderColumns(), as_of=ANALYSIS_DATE, day_is_one=False)
    rated_frame = rate_entries(fit_entries(compatible(), figures), figures, keep=("customer",))
    published = {row["customer_id"]: row["segD"] for row in table("rfm_r", "expected_rfm_orders_2006-12-31.csv")}

    assert {row["customer"]: row["tier"] for row in rows_of(rated_frame)} == published


def test_the_first_ten_customers_of_the_documentation() -> None:
    ours = reproduced().code

    assert {name: ours[name] for name in FIRST_TEN} == FIRST_TEN


FIRST_TEN = {
    "Abbey O'Reilly": "343",
    "Add Senger": "412",
    "Aden Lesch": "323",
    "Aden Murphy": "544",
    "Admiral Senger": "433",
    "Agness O'Keefe": "555",
    "Aileen Barton": "555",
    "Ailene Hermann": "355",
    "Aiyanna Bruen": "321",
    "Akeelah Walsh": "445",
}


def test_the_thresholds_are_the_documented_ones_in_whole_units() -> None:
    # documented: recency 115, 181, 297.4, 482; frequency 4, 5, 6, 8; monetary 255.8, 382, 506.4, 666; a value below
    # the edge is in the lower bin, so that ours, best first, are the last good day and the first good amount
    assert dict(reproduced().plan.cuts) == {
        "recency levels": (114, 180, 297, 481),
        "frequency levels": (8, 6, 5, 4),
        "monetary levels": (66600, 50640, 38200, 25580),
    }


def test_the_ten_segments_have_the_documented_customers_orders_and_revenue() -> None:
    assert summary(reproduced()) == {
        "About To Sleep": (102, 283, 23449),
        "At Risk": (28, 216, 22227),
        "Can't Lose Them": (47, 274, 32446),
        "Champions": (35, 316, 31646),
        "Lost": (148, 393, 35324),
        "Loyal Customers": (170, 799, 76562),
        "Need Attention": (10, 57, 4562),
        "New Customers": (104, 329, 28837),
        "Potential Loyalist": (342, 2211, 204856),
        "Promising": (9, 28, 4249),
    }


def summary(ours: Rated) -> dict[str | None, tuple[int, int, int]]:
    """Return customers, orders and revenue of each segment."""
    found: dict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    _, orders_at, amount_at = (ours.plan.slot(key) for key in ("recency_days", "orders", "amount"))
    for customer, own in ours.entries.items():
        count, amount = own[orders_at], own[amount_at]
        assert isinstance(count, int)
        assert isinstance(amount, int)
        total = found[ours.tier[customer]]
        total[0] += 1
        total[1] += count
        total[2] += amount // 100
    return {segment: (a, b, c) for segment, (a, b, c) in found.items()}


def test_the_intervals_of_the_test_suite_give_its_segments() -> None:
    scheme = compatible()
    grid = tuple(Cell(at, segment) for segment, at in TEST_INTERVALS.items())
    ours = rated(replace(scheme, grid=(*grid, Cell(("*", "*", "*"), "Others"))))
    published = {
        row["segT"]: (int(row["customers"]), int(row["orders"]), int(Decimal(row["revenue"])))
        for row in table("rfm_r", "expected_segment_summary_test.csv")
    }

    assert summary(ours) == published
    assert published["Champions"] == (158, 1234, 120178)


def test_the_histogram_of_orders_is_the_documented_one() -> None:
    ours = reproduced()
    at = ours.plan.slot("orders")
    counts = Counter(own[at] for own in ours.entries.values())

    assert [counts[n] for n in range(1, 15)] == [42, 83, 143, 187, 176, 150, 94, 51, 38, 20, 3, 5, 2, 1]
    assert sum(counts.values()) == 995


def test_the_heat_map_of_mean_amounts_is_the_documented_one() -> None:
    ours = reproduced()
    at = ours.plan.slot("amount")
    amounts: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for customer, code in ours.code.items():
        amount = ours.entries[customer][at]
        assert code is not None
        assert isinstance(amount, int)
        amounts[code[1], code[0]].append(Decimal(amount) / 100)
    ours_means = {cell: round(sum(values, Decimal(0)) / len(values), 2) for cell, values in amounts.items()}
    published = {
        (row["F"][0], row["R"][0]): Decimal(row["amount"])
        for row in table("rfm_r", "expected_heatmap_mean_monetary.csv")
    }

    assert ours_means.keys() == published.keys()
    assert max(abs(ours_means[cell] - mean) for cell, mean in published.items()) <= Decimal("0.01")


def test_r_counts_each_line_where_we_count_eleven_days_once() -> None:
    each = order_features(orders(), Basis(ANALYSIS_DATE, day_is_one=False))
    once = order_features(orders(), Basis(ANALYSIS_DATE))

    assert sum(own["orders"] or 0 for own in each.values()) == 4906
    assert sum(own["orders"] or 0 for own in once.values()) == 4895


@pytest.mark.parametrize(("parts", "decimals"), [(1000, 5), (10_000, 6)], ids=["thousands", "ten thousands"])
def test_by_default_the_unit_changes_no_score(parts: int, decimals: int) -> None:
    scheme = load_scheme("rfm")

    assert rated(in_units(scheme, decimals), parts=parts).code == rated(scheme).code


def test_with_rs_edges_the_unit_changes_nearly_every_score() -> None:
    thousands = rated(in_units(compatible(), 5), parts=1000).code.values()

    assert Counter(code[2] for code in thousands if code) == {"1": 994, "3": 1}


def test_by_default_equal_values_score_equally() -> None:
    ours = rated(load_scheme("rfm"))
    for side in range(3):
        at = ours.plan.slot(("recency_days", "orders", "amount")[side])
        scores: dict[object, set[str]] = defaultdict(set)
        for customer, code in ours.code.items():
            assert code is not None
            scores[ours.entries[customer][at]].add(code[side])
        assert [value for value, found in scores.items() if len(found) > 1] == []


def test_the_customer_table_has_the_documented_first_ten_and_thresholds() -> None:
    scheme = compatible()
    plan = compile_plan(scheme)
    people = {
        row["customer_id"]: entries(
            plan,
            {
                "recency_days": int(row["recency_days"]),
                "orders": int(row["number_of_orders"]),
                "amount": Decimal(row["revenue"]),
            },
        )[0]
        for row in table("rfm_r", "rfm_data_customer.csv")
    }
    plan = fit_plan(scheme, list(people.values()))

    assert len(people) == 39_999
    assert {name: grid_code(plan, people[name]) for name in TABLE_TEN} == TABLE_TEN
    assert plan.cuts["frequency levels"] == (13, 11, 10, 8)
    assert plan.cuts["monetary levels"] == (122600, 100300, 82700, 64100)
    assert plan.cuts["recency levels"] == (76, 125, 176, 265)  # documented edges 77, 126, 177, 266


TABLE_TEN = {
    "22086": "222",
    "2290": "455",
    "26377": "511",
    "24650": "544",
    "12883": "545",
    "2119": "543",
    "31283": "455",
    "33815": "342",
    "15972": "522",
    "27650": "333",
}
