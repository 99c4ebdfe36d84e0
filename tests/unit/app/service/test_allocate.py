"""Span of management and shares of resources: everything adds up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from xltier.app.service.allocate import Assignment, Level, Ranked, assign, divided, resources
from xltier.errors import DataError
from xltier.schemes.library import load_scheme

LEVELS = (Level("经理", 1, 2), Level("专员", 2, 1))


def test_the_best_customers_fill_the_top_level_and_the_rest_is_listed() -> None:
    customers = [
        Ranked("K5", 2),
        Ranked("K1", 0, 90),
        Ranked("K2", 0, 95),
        Ranked("K3", 1),
        Ranked("K4", 1),
        Ranked("K6", 2),
    ]

    assert assign(customers, LEVELS) == Assignment(
        {"K2": ("经理", 1), "K1": ("经理", 1), "K3": ("专员", 1), "K4": ("专员", 2)}, ("K5", "K6")
    )


def test_the_order_of_the_list_changes_nothing() -> None:
    customers = [Ranked(f"K{at}", at % 3, at) for at in range(20)]

    assert assign(customers, LEVELS) == assign(customers[::-1], LEVELS)


def test_who_is_not_rated_takes_nobodys_place() -> None:
    assert assign([Ranked("K1", None), Ranked("K2", 3)], [Level("经理", 1, 1)]) == Assignment(
        {"K2": ("经理", 1)}, ("K1",)
    )


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, (30, 25, 20, 25), (30, 25, 20, 25)),
        (101, (30, 25, 20, 25), (31, 25, 20, 25)),
        (10, (1, 1, 1), (4, 3, 3)),
        (0, (1, 2), (0, 0)),
        (7, (0, 0), (0, 0)),
    ],
)
def test_a_total_is_divided_to_the_last_unit(total: int, weights: tuple[int, ...], parts: tuple[int, ...]) -> None:
    # 101: exact shares 30.30, 25.25, 20.20, 25.25; one unit is left and goes to the largest remainder, .30
    assert divided(total, [Fraction(weight) for weight in weights]) == parts


def test_money_follows_the_shares_of_the_strategy_matrix_to_the_cent() -> None:
    scheme = load_scheme("strategy-matrix")
    shares = resources(scheme, {"高高": 3, "高低": 1, "中高": 2, "低低": 7}, 10_000_001)

    assert [(one.tier, one.amount) for one in shares] == [
        ("高高", 3_000_001),  # the remainders are .30, .25, .20, .25 of a cent
        ("高低", 2_500_000),
        ("中高", 2_000_000),
        ("低低", 2_500_000),
    ]
    assert [sum(one.each) for one in shares] == [one.amount for one in shares]


def test_a_tier_without_customers_leaves_its_share_to_the_others() -> None:
    shares = resources(load_scheme("strategy-matrix"), {"高高": 1, "低低": 1}, 5500)

    assert [one.amount for one in shares] == [3000, 0, 0, 2500]  # 30 : 25


def test_by_head_a_crowded_tier_gets_more() -> None:
    shares = resources(load_scheme("strategy-matrix"), {"高高": 1, "低低": 6}, 1800, by_head=True)

    assert [one.amount for one in shares] == [300, 0, 0, 1500]  # 30 x 1 : 25 x 6


def test_a_scheme_without_shares_is_named() -> None:
    with pytest.raises(DataError) as caught:
        resources(load_scheme("standard"), {"A": 1}, 100)

    assert [problem.reference for problem in caught.value.problems] == ["no-resource-shares"]
