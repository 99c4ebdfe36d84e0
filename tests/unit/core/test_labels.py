"""Tiers under the names that people already use; codes and rules stay."""

from __future__ import annotations

import pytest

from xltier.core.labels import PRESETS
from xltier.errors import SchemeError
from xltier.schemes.library import load_scheme


@pytest.mark.parametrize(
    ("scheme", "labels", "names"),
    [
        ("stars", "metals", ["钻石", "白金", "金", "银", "普通"]),
        ("standard", "metals", ["白金", "金", "银", "普通"]),
        ("stars", "letters", ["S 级", "A 级", "B 级", "C 级", "D 级"]),
        ("standard", "stars", ["四星", "三星", "二星", "一星"]),
        ("abc", "levels", ["高", "中", "低"]),
    ],
)
def test_a_preset_renames_the_tiers_and_nothing_else(scheme: str, labels: str, names: list[str]) -> None:
    plain, named = load_scheme(scheme), load_scheme(scheme, settings={"labels": labels})

    assert [tier.name.zh for tier in named.tiers] == names
    assert [(tier.code, tier.floor, tier.strategy) for tier in named.tiers] == [
        (tier.code, tier.floor, tier.strategy) for tier in plain.tiers
    ]


def test_every_preset_has_a_name_in_both_languages_for_each_tier() -> None:
    assert [
        (preset, count)
        for preset, sizes in PRESETS.items()
        for count, names in sizes.items()
        if len(names) != count or not all(name.zh and name.en for name in names)
    ] == []


@pytest.mark.parametrize(("labels", "reference"), [("gems", "field-choice"), ("levels", "labels-count")])
def test_a_preset_that_does_not_fit_is_said(labels: str, reference: str) -> None:
    with pytest.raises(SchemeError) as caught:
        load_scheme("standard", settings={"labels": labels})

    assert [problem.reference for problem in caught.value.problems] == [reference]
