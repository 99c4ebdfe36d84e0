"""A month divided: nothing twice, nothing lost, and everybody rated among all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.support.month_cases import inputs_of, period_of, scheme_of
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.moves import moves_of
from xltier.app.month.parts import Part, SplitBy, parts_of, unnamed
from xltier.app.month.rate_month import rate_month
from xltier.app.month.result import MonthResult

CASE: dict[str, Any] = {
    "keys": [
        {"dealer": "D1", "line": "城区强网乳品"},
        {"dealer": "D1", "line": "强网休闲", "sell_in": 50},
        {"dealer": "D2", "division": "西区", "line": "强网休闲", "stock": None},
        {"dealer": "D3", "line": "强网休闲", "channel": "县城"},
    ],
    "events": [{"dealer": "D1", "item": "price-violation", "line": "全部"}],
    "history": [
        {"month": "2026-09", "dealer": "D1", "line": "强网休闲", "score": 95, "tier": "A"},
        {"month": "2026-09", "dealer": "D4", "line": "强网休闲", "score": 60, "tier": "C"},
    ],
}
REGIONS = {"D1": "华北", "D2": "华南", "D3": None}


def month(case: dict[str, Any] = CASE) -> tuple[MonthResult, MonthInputs]:
    scheme = scheme_of(case)
    inputs = inputs_of(case, scheme)
    inputs = replace(inputs, dealers=tuple(replace(one, region=REGIONS[one.code]) for one in inputs.dealers))
    return rate_month(inputs, scheme, period_of(case)), inputs


def of(part: Part) -> set[tuple[str, str]]:
    return {(row.key.dealer, row.key.line) for row in part[0].rows}


def test_a_month_falls_into_its_regions_and_dealers_without_one_come_last() -> None:
    parts = parts_of(*month(), SplitBy.REGION)

    assert [(part[0].part, of(part)) for part in parts] == [
        ("华北", {("D1", "城区强网乳品"), ("D1", "强网休闲")}),
        ("华南", {("D2", "强网休闲")}),
        ("", {("D3", "强网休闲")}),
    ]


def test_the_dealers_of_the_nameless_part_are_said() -> None:
    parts = parts_of(*month(), SplitBy.REGION)

    assert [(one.reference, one.values["dealers"]) for one in unnamed(parts, SplitBy.REGION)] == [
        ("part-unnamed", ("D3",))
    ]
    assert unnamed(parts_of(*month(), SplitBy.DIVISION), SplitBy.DIVISION) == ()


@pytest.mark.parametrize("by", SplitBy)
def test_every_row_alert_missing_figure_and_move_between_tiers_is_in_one_part(by: SplitBy) -> None:
    whole, inputs = month()
    parts = [result for result, _ in parts_of(whole, inputs, by)]

    assert Counter(row.key for part in parts for row in part.rows) == Counter(row.key for row in whole.rows)
    assert sum((Counter(part.matrix.counts) for part in parts), Counter()) == Counter(whole.matrix.counts)
    assert sorted(str(one) for part in parts for one in part.missing) == sorted(map(str, whole.missing))
    assert sum(len(part.alerts) for part in parts) == len(whole.alerts)
    assert {key for part in parts for key in part.withdrawn} == set(whole.withdrawn)


def test_a_log_row_for_all_lines_is_in_every_part_that_has_one_of_them() -> None:
    parts = parts_of(*month(), SplitBy.LINE)

    assert {result.part: len(inputs.events) for result, inputs in parts} == {"城区强网乳品": 1, "强网休闲": 1}


def test_a_withdrawn_dealer_without_a_row_in_the_list_is_in_the_nameless_part() -> None:
    parts = parts_of(*month(), SplitBy.REGION)

    assert {result.part: [key.dealer for key in result.withdrawn] for result, _ in parts} == {
        "华北": [],
        "华南": [],
        "": ["D4"],
    }


def test_a_forced_distribution_is_that_of_the_whole() -> None:
    case = CASE | {
        "keys": [{"dealer": "D1", "sell_in": 100 - at, "line": f"线{at}"} for at in range(10)],
        "history": [],
        "events": [],
    }
    scheme = scheme_of(case)
    shares = map(Decimal, ("0.1", "0.2", "0.3", "0.4"))
    tiers = tuple(replace(tier, floor=None, quota=share) for tier, share in zip(scheme.tiers, shares, strict=True))
    inputs = inputs_of(case, scheme)
    whole = rate_month(inputs, replace(scheme, quota=True, tiers=tiers), period_of(case))
    parts = parts_of(whole, inputs, SplitBy.LINE)

    assert [[row.rating.tier for row in part.rows] for part, _ in parts] == [[tier] for tier in "ABBCCCDDDD"]


def test_what_left_a_line_is_told_in_its_own_part_though_its_receiver_is_in_another() -> None:
    case = CASE | {
        "keys": [
            {"dealer": "D1", "line": "城区强网乳品"},
            {"dealer": "D1", "line": "城区强网乳品", "product": "特浓馒头", "sell_in": 30},
            {"dealer": "D1", "line": "强网休闲"},
        ],
        "line_map": [{"old_line": "城区强网乳品", "product": "特浓馒头", "new_line": "强网休闲", "from": "2026-07"}],
        "history": [],
    }
    whole, inputs = month(case)
    apart = [move for part, own in parts_of(whole, inputs, SplitBy.LINE) for move in moves_of(own, part)]

    assert [(one.key.line, one.came, one.left, one.amounts["sell_in"]) for one in apart] == [
        ("城区强网乳品", (), (("特浓馒头", "强网休闲"),), -3000),
        ("强网休闲", (("特浓馒头", "城区强网乳品"),), (), 3000),
    ]
    assert [one.amounts for one in apart] == [one.amounts for one in moves_of(inputs, whole)]
