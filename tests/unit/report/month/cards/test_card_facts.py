"""What a dealer's card says of a small month made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.month_cases import inputs_of, period_of, scheme_of
from xltier.app.month.rate_month import rate_month
from xltier.report.month.cards.card_facts import Card, card_of, card_source
from xltier.report.month.cards.card_page import HEIGHT, layout

CASE: dict[str, Any] = {
    "keys": [
        {"dealer": "D1", "sell_in": 80, "direct_volume": 50},  # attainment 80 %: 32 of 40; no growth: 9 of 15
        {"dealer": "D2", "sell_in": 60},  # attainment 60 %: 24
        {"dealer": "D3"},
        {"dealer": "D4", "sell_in": None},
    ],
    "events": [
        {"dealer": "D1", "item": "price-violation", "times": 2, "line": "全部"},
        {"dealer": "D1", "item": "suggestion", "is_approved": False, "line": "全部"},
    ],
    "red_lines": [{"dealer": "D3", "code": "fake-goods"}],
    "history": [
        {"month": "2026-08", "dealer": "D1", "score": 70, "tier": "C"},
        {"month": "2026-04", "dealer": "D1", "score": 95, "tier": "A"},
    ],
}


@pytest.fixture(scope="module")
def cards() -> dict[str, Card]:
    scheme = scheme_of(CASE)
    inputs = inputs_of(CASE, scheme)
    result = rate_month(inputs, scheme, period_of(CASE))
    source = card_source(result, inputs)
    return {row.key.dealer: card_of(source, row, "zh") for row in result.rows}


def test_a_measure_has_its_value_points_peers_and_what_is_to_gain(cards: dict[str, Card]) -> None:
    attainment = next(one for one in cards["D1"].measures if one.key == "attainment")

    assert (attainment.name, attainment.value) == ("目标达成率", "80%")
    assert (attainment.points, attainment.full, attainment.weight, attainment.lost) == (32, 40, 40, 8)
    assert attainment.peers == pytest.approx((32 + 24 + 40) / 3)  # the unrated one is no peer


def test_six_months_are_shown_and_a_month_without_a_rating_is_blank(cards: dict[str, Card]) -> None:
    assert [(one.month, one.tier) for one in cards["D1"].months] == [
        ("2026-05", None),
        ("2026-06", None),
        ("2026-07", None),
        ("2026-08", "C"),
        ("2026-09", None),
        ("2026-10", cards["D1"].tier),
    ]


def test_the_log_has_what_counted_what_a_rule_gave_and_what_nobody_approved(cards: dict[str, Card]) -> None:
    assert [(one.name, one.points, one.note) for one in cards["D1"].log] == [
        ("客户直配", 1, "按规则自动计入"),
        ("乱价 ×2", -6, "凭证"),
        ("好的市场操作建议", 0, "凭证；未批准，不计分"),
    ]


def test_a_red_line_shows_the_tier_before_it(cards: dict[str, Card]) -> None:
    card = cards["D3"]

    assert (card.tier, card.held, [(one.name, one.points) for one in card.log]) == ("D", "A", [("经销假冒伪劣", None)])


def test_the_way_up_names_the_next_tier_and_what_alone_reaches_it(cards: dict[str, Card]) -> None:
    card = cards["D1"]

    assert card.score == 32 + 9 + 10 + 9 + 10 + 10 + 1 - 6  # 9 days of stock earn 9 of 15
    assert [card.next_tier, card.missing, card.next_floor] == ["A", 15, 90]
    assert cards["D2"].next_tier == "B"


def test_a_key_that_is_not_rated_says_why_and_shows_the_values_that_are_known(cards: dict[str, Card]) -> None:
    card = cards["D4"]

    assert (card.tier, card.score, card.next_tier) == (None, None, None)
    assert card.why
    assert {one.points for one in card.measures} <= {None}


@pytest.mark.parametrize("measures", [0, 6, 12, 30])
def test_a_page_holds_any_number_of_measures(measures: int) -> None:
    page = layout(measures)

    assert sum(page.heights) <= HEIGHT + 0.001
    assert page.rows == len(page.heights)
    assert max(spot.row + spot.rows for spot in page.spots.values()) <= page.rows
