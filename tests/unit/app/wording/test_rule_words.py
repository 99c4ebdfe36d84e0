"""Rules in words, each edge with the sign of the side that has it."""

from __future__ import annotations

from decimal import Decimal

from tests.support.rule_books import rule_book
from xltier.app.wording.rule_words import edge, scoring_words
from xltier.app.wording.tier_words import axis_words, cell_words, floor_words
from xltier.core.scheme.measure import Measure
from xltier.schemes import load_scheme


def measure(fields: str) -> Measure:
    return rule_book(f"amount = {{ {fields} }}").measures[0]


def test_bands_where_high_is_good_begin_at_their_edges() -> None:
    found = measure('unit = "元", decimals = 0, weight = 1, bands = [{ points = 1 }, { from = 200000, points = 2 }]')

    assert scoring_words(found, "zh") == "≥ 200,000 元: 2 分；< 200,000 元: 1 分"
    assert scoring_words(found, "en") == "≥ 200,000 CNY: 2; < 200,000 CNY: 1"


def test_bands_where_low_is_good_end_at_their_edges() -> None:
    bands = "bands = [{ points = 100 }, { from = 55, points = 40 }]"
    found = measure(f'unit = "天", decimals = 0, direction = "low", weight = 1, {bands}')

    assert scoring_words(found, "zh") == "≤ 55 天: 100 分；> 55 天: 40 分"


def test_an_edge_between_rising_and_falling_points_goes_to_more_points() -> None:
    (stock,) = [m for m in load_scheme("dealer-monthly").measures if m.key == "stock_days"]

    assert scoring_words(stock, "zh") == "> 60 天: 0 分；> 45 天: 9 分；≥ 15 天: 15 分；≥ 7 天: 9 分；< 7 天: 0 分"


def test_a_ratio_is_said_in_percent() -> None:
    found = measure('unit = "%", decimals = 4, weight = 1, method = "linear", t1 = 0.6, t2 = 1')

    assert scoring_words(found, "zh") == "由 60%（0 分）直线升至 100%（100 分）"
    assert edge(found, Decimal("0.123456"), "zh") == "12.3456%"


def test_texts_with_the_same_points_stand_together() -> None:
    (influence,) = [m for m in load_scheme("b2b-abcd").measures if m.key == "influence"]

    assert scoring_words(influence, "en").startswith(
        "龙头 / 知名 / leader / well-known / well known: 4; 一定 / some: 3;"
    )


def test_the_last_tier_is_what_lies_below_the_one_above() -> None:
    tiers = load_scheme("standard").tiers

    assert [floor_words(tiers, at, "en") for at in range(4)] == ["≥ 90", "≥ 75", "≥ 60", "< 60"]


def test_a_side_of_a_grid_says_its_measure_and_the_share_of_each_level() -> None:
    scheme = load_scheme("rfm")

    assert axis_words(scheme, scheme.axes[1], "en") == (
        "Orders: 5: first 20%; 4: first 40%; 3: first 60%; 2: first 80%; 1: otherwise"
    )
    assert cell_words(("5|4", "3")) == "5 / 4 × 3"
