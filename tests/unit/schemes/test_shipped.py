"""Every shipped scheme carries what it promises: cases, strategies in two languages, one vocabulary."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from xltier.core.cases import check_cases, rate_case
from xltier.core.rating import BLANK
from xltier.core.scheme.measure import Measure
from xltier.core.scheme.tier import Strategy, Tier
from xltier.core.words import Words
from xltier.errors import Severity
from xltier.schemes.library import examine_toml, load_scheme, shipped, shipped_text

CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
OURS_ALONE = re.compile(
    r"\b(SCHEMES|ENGINE|UX|S[0-4])\b|\b[CMP]\d{1,2}\b|seed"
)  # names of papers that users do not have
# Where no rule may hold: such a customer is #N/A and not in some last class.
OPEN = {
    "behaviour-churn": ["rules[3]"],
    "contribution": ["rules[3]"],
    "customer-status": ["rules[3]"],
    "ei-eiv": ["rules[9]"],
    "value-interaction-need": ["axes[2].rules[2]"],
}


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scheme_is_without_problems(name: str) -> None:
    _, problems = examine_toml(shipped_text(name), name)
    doubts = [problem for problem in problems if problem.severity is not Severity.NOTE]

    assert [(p.reference, p.at.path) for p in doubts] == [("rules-open", path) for path in OPEN.get(name, [])]


def test_the_overlaps_of_shipped_rules_and_grids_are_noted_and_nothing_else() -> None:
    notes = defaultdict(list)
    for name in shipped():
        for problem in examine_toml(shipped_text(name), name)[1]:
            if problem.severity is Severity.NOTE:
                notes[problem.reference].append(name)

    assert {reference: sorted(set(names)) for reference, names in notes.items()} == {
        "rules-can-overlap": [
            *("behaviour", "behaviour-churn", "churn-warning", "contribution", "customer-status", "ei-eiv"),
            *("need-priority", "strategy-matrix"),
        ],
        "grid-parts-overlap": ["rfm", "rfm-cuts", "strategy-matrix"],
    }


@pytest.mark.parametrize("name", shipped())
def test_every_case_of_a_shipped_scheme_gives_what_it_says(name: str) -> None:
    assert list(check_cases(load_scheme(name))) == []


@pytest.mark.parametrize("name", shipped())
def test_there_are_six_cases_one_for_each_class_one_with_an_empty_cell(name: str) -> None:
    scheme = load_scheme(name)

    assert len(scheme.cases) >= 6
    assert {tier.code for tier in scheme.tiers} - {case.tier for case in scheme.cases} == set()
    assert any("" in case.inputs.values() for case in scheme.cases)
    assert [case.name for case in scheme.cases if not case.why] == []


@pytest.mark.parametrize("name", shipped())
def test_a_case_that_expects_nothing_is_a_blank_row(name: str) -> None:
    scheme = load_scheme(name)
    silent = [case for case in scheme.cases if case.tier is None and case.error is None]

    assert [rate_case(scheme, case)[1] for case in silent] == [BLANK] * len(silent)


@pytest.mark.parametrize("name", shipped())
def test_every_class_has_a_strategy_that_can_be_read_in_both_languages(name: str) -> None:
    scheme = load_scheme(name)
    texts = {tier.code: tier.strategy.text for tier in scheme.tiers}

    assert [code for code, text in texts.items() if not CHINESE.search(text.zh)] == []
    assert [code for code, text in texts.items() if CHINESE.search(text.en) or len(text.en.split()) < 4] == []
    assert len({text.zh for text in texts.values()}) == len(texts)


@pytest.mark.parametrize("name", shipped())
def test_a_scheme_says_in_a_sentence_what_it_does_and_where_it_comes_from(name: str) -> None:
    scheme = load_scheme(name)

    assert scheme.id == name
    for source in (scheme.source, *(measure.source for measure in scheme.measures if measure.source)):
        assert source.zh
        assert source.en
        assert not CHINESE.search(source.en)
        assert CHINESE.search(source.zh)
        assert not OURS_ALONE.search(source.zh + source.en)
    assert scheme.summary.zh.endswith("。")
    assert scheme.summary.en.endswith(".")


def test_one_key_means_the_same_measure_in_every_scheme() -> None:
    seen: dict[str, dict[tuple[object, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in shipped():
        for measure in load_scheme(name).measures:
            seen[measure.key][_identity(measure)].append(name)

    assert {key: dict(uses) for key, uses in seen.items() if len(uses) > 1} == {}


def _identity(measure: Measure) -> tuple[object, ...]:
    return measure.name, measure.unit, measure.decimals, measure.type, measure.since


def test_a_seller_learns_from_the_strategy_alone_what_to_do_about_a_price() -> None:
    tier = load_scheme("ei-eiv").tier("EII-价格")

    assert tier is not None
    assert tier.strategy.text.zh == (
        "扭转：不直接降价；强调产品性能和综合利益，算总账对比；配忠诚计划（年底返利、累计数量奖励）锁定全年用量。"
    )
    assert tier.strategy.text.en == (
        "Turn around: do not just cut the price; stress performance and the whole benefit, compare total cost; "
        "a loyalty plan (year-end rebate, reward for cumulated volume) to bind the year's volume."
    )


def test_the_shares_of_the_strategy_matrix_are_those_of_the_source() -> None:
    shares = [tier.strategy.resource_share for tier in load_scheme("strategy-matrix").tiers]

    assert shares == [30, 25, 20, 25]


@pytest.mark.parametrize("name", shipped())
def test_shares_of_resources_make_a_whole_and_never_grow_towards_lower_tiers_but_where_a_source_says_so(
    name: str,
) -> None:
    scheme = load_scheme(name)
    shares = [tier.strategy.resource_share for tier in scheme.tiers if tier.strategy.resource_share is not None]
    assert sum(shares) in {0, scheme.resource_whole}
    if name != "strategy-matrix":
        assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("shares", "whole"), [(["0.5", "0.5"], 1), (["50", "50"], 100), (["0.4", "0.4"], 1), ([None, None], 1)]
)
def test_shares_of_resources_are_parts_of_one_or_of_a_hundred(shares: list[str | None], whole: int) -> None:
    tiers = tuple(
        Tier(code, Words("", ""), strategy=Strategy(resource_share=None if share is None else Decimal(share)))
        for code, share in zip("AB", shares, strict=True)
    )
    assert replace(load_scheme("standard"), tiers=tiers).resource_whole == whole
