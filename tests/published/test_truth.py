"""The documents of ``schemes/`` against the transcribed pages: no figure of a source is changed on the way."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.published.books import book
from tests.support.shared import shared
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure
from xltier.core.words import Words

pytestmark = pytest.mark.shared


@cache
def pages() -> dict[str, Any]:
    """Return the transcribed entries by name."""
    path = shared("truth", "published", "worked_examples.json")
    entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return entries


def floors(scheme: Scheme) -> dict[str, Decimal | None]:
    return {tier.code: tier.floor for tier in scheme.tiers}


def rows(values: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return list(values)


def by_name(scheme: Scheme) -> dict[str, Measure]:
    return {measure.name.zh: measure for measure in scheme.measures}


@pytest.mark.parametrize(
    "name",
    [
        "agent_quarterly",
        "aictionbot_supplier",
        "auto_group_penalties",
        "babaike_crm",
        "baijiu_dealer",
        "pepsi_distributor_stability",
        "pinggu_abcd",
        "rebate",
        "relative_scale_tobacco",
        "secondary_dealer_quarterly",
        "suzhou_tobacco_2006",
        "two_index_screening",
    ],
)
def test_a_document_names_the_page_that_it_comes_from(name: str) -> None:
    page = pages()[name]["source"]
    assert book(name).source == Words(page, page)


def test_babaike_has_the_printed_bands_and_the_three_derived_vectors() -> None:
    page = pages()["babaike_crm"]
    vectors = [
        ({"orders": v["orders"], "contacts": v["contacts"], "urgent": v["urgent"]}, v["score"], v["grade"][0])
        for v in page["vectors_derived"]
    ]

    assert page["bands"] == {"A": ">=90", "B": "70-89", "C": "<70"}
    assert [(dict(c.inputs), c.score, c.tier) for c in book("babaike_crm").cases] == vectors


def test_suzhou_has_the_printed_bands() -> None:
    assert pages()["suzhou_tobacco_2006"]["bands"] == {
        "A": "91-100",
        "B": "81-90",
        "C": "71-80",
        "W": "<=70 or punished >=3 times (red line)",
    }
    assert rows((t.code, t.floor, t.to) for t in book("suzhou_tobacco_2006").tiers) == [
        ("A", 91, 100),
        ("B", 81, 90),
        ("C", 71, 80),
        ("W", None, 70),
    ]


def test_pinggu_has_the_printed_bands() -> None:
    assert pages()["pinggu_abcd"]["bands"] == {"A": ">80", "B": "60-80", "C": "40-60", "D": "<40"}
    assert [(t.code, t.floor, t.included, t.to, t.below) for t in book("pinggu_abcd").tiers] == [
        ("A", 80, False, None, None),
        ("B", 60, True, 80, None),
        ("C", 40, True, 60, None),
        ("D", None, True, None, 40),
    ]


def test_aictionbot_has_the_printed_grades_and_targets() -> None:
    page, scheme = pages()["aictionbot_supplier"], book("aictionbot_supplier")
    limits = [measure.bands[1].start for measure in scheme.measures]

    assert page["bands"] == {"A": ">=85", "B": ">=70", "C": ">=50", "D": "<50"}
    assert floors(scheme) == {"A": 85, "B": 70, "C": 50, "D": None}
    assert list(page["targets"].values()) == [95, 1, 1, 3, 4]
    assert limits == [Decimal("0.95"), Decimal("0.01"), 1, Decimal("0.03"), 4]  # percents are ratios here


def test_pepsi_has_the_printed_points_and_the_two_derived_vectors() -> None:
    page, scheme = pages()["pepsi_distributor_stability"], book("pepsi_distributor_stability")
    scored = [measure for measure in scheme.measures if measure.is_scored]
    keys = {
        "timely": "timely",
        "checked": "checked",
        "price_viol": "price_violations",
        "cross": "cross_region",
        "sku": "sku",
        "late": "late_payments",
    }
    vectors = [({keys[k]: n for k, n in v.items() if k != "score"}, v["score"]) for v in page["vectors_derived"]]

    assert rows((m.name.zh, m.full, m.source.en) for m in scored) == [
        ("送货及时", 30, "rate x 30"),
        ("价格稳定", 20, "20, -10 each, floor 0"),
        ("无跨区销售", 20, "20, -10 each, floor 0"),
        ("库存SKU", 20, "actual / 12 x 20"),
        ("货款结算正常", 10, "10, -5 each, floor 0"),
    ]
    assert [[m.name.zh, m.full] for m in scored] == [[title, points] for title, points, _ in page["items"]]
    assert [(dict(case.inputs), case.score) for case in scheme.cases] == vectors


def test_the_penalties_have_the_printed_points_and_caps() -> None:
    page, scheme = pages()["auto_group_penalties"], book("auto_group_penalties")

    assert [[item.name.zh, item.lowest, item.cap] for item in scheme.items] == page["items"]
    assert page["vectors_derived"] == [
        {"违反价格政策": 3, "penalty": 6},
        {"回款不及时": 2, "penalty": 4},
        {"回款不及时": 4, "penalty": 6},
    ]


def test_the_second_tier_dealers_have_the_printed_weights_and_steps() -> None:
    page, measures = pages()["secondary_dealer_quarterly"], by_name(book("secondary_dealer_quarterly"))
    weights = {title: 100 * weight for title, weight in page["weights"].items()}
    steps = page["steps"]

    assert {title: measure.weight for title, measure in measures.items()} == weights
    assert steps["订单改动率"] == [["<=6%", 100], ["<=18%", 80], ["<=30%", 60], [">30%", 0]]
    assert rows((band.start, band.points) for band in measures["销售订单改动率"].bands) == [
        (None, 100),
        (Decimal("0.06"), 80),
        (Decimal("0.18"), 60),
        (Decimal("0.30"), 0),
    ]
    assert steps["预测偏差率"] == [["<=20%", 100], ["<=50%", 80], ["<=100%", 60], [">100%", 0]]
    assert rows((band.start, band.points) for band in measures["销售预测偏差率"].bands) == [
        (None, 100),
        (Decimal("0.20"), 80),
        (Decimal("0.50"), 60),
        (1, 0),
    ]
    assert measures["市场信息反馈质量"].mapping == steps["信息反馈"]


def test_the_agents_have_the_printed_weights() -> None:
    weights = {title: 100 * weight for title, weight in pages()["agent_quarterly"]["weights"].items()}

    assert {title: measure.weight for title, measure in by_name(book("agent_quarterly")).items()} == weights


def test_baijiu_has_the_printed_rule_and_the_derived_vectors() -> None:
    page, scheme = pages()["baijiu_dealer"], book("baijiu_dealer")
    vectors = {Decimal(str(rate)): points for rate, points in page["vectors_derived"]}
    cases = {Decimal(str(case.inputs["attainment"])): case.score for case in scheme.cases}

    assert page["销售额完成率"] == {"max": 20, "rule": "100%+ = 20; -5 per 10 points below; floor 0"}
    assert vectors.pop(Decimal("0.95")).startswith("20 or 15")
    assert {rate: cases[rate] for rate in vectors} == vectors


def test_the_relative_scales_have_the_printed_weights() -> None:
    tobacco, two = pages()["relative_scale_tobacco"]["rule"], pages()["two_index_screening"]["rule"]

    assert tobacco == ("quantity 35 = own/max*35; amount 55 = own/max*55; specs 5; class>=2 qty 5; 30 tiers; quarterly")
    assert [measure.weight for measure in book("relative_scale_tobacco").measures] == [35, 55, 5, 5]
    assert len(book("relative_scale_tobacco").tiers) == 30
    assert two == "best in each index = 100, others proportional; sales 70%, reputation 30%; ranked"
    assert [measure.weight for measure in book("two_index_screening").measures] == [70, 30]


def test_the_rebate_has_the_printed_rule_and_the_derived_vectors() -> None:
    page = pages()["rebate"]
    cases = [({"task": v["task"], "actual": v["actual"]}, v["rebate"]) for v in page["vectors_derived"]]

    assert page["rule"] == "<60% none; 60-100% 4% of actual; >100%: 6% of the task part + 8% of the excess"
    assert page["trap"] == "exactly 60% and exactly 100% : text says 60 excluded"
    assert [(dict(case.inputs), case.score) for case in book("rebate").cases[:3]] == cases


def test_fujian_has_the_33_printed_bands() -> None:
    path = shared("truth", "published", "fujian_2014_retailer_star_bands.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        printed = [
            (row["indicator"], _edge(row["lower_inclusive"]), _edge(row["upper_exclusive"]), Decimal(row["points"]))
            for row in csv.DictReader(stream)
        ]
    ours = [
        (measure.name.zh, band.start, band.below, band.points)
        for measure in book("fujian_2014_retailer_stars").measures
        for band in reversed(measure.bands)
    ]

    assert len(printed) == 33
    # The last one is ours: the table ends at 60 yuan.
    assert ours == [*printed, ("月进货均价(元/条)", None, 60, 0)]


def _edge(text: str) -> Decimal | None:
    return Decimal(text) if text else None
