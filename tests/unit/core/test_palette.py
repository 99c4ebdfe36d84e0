"""Tier colours that everybody can tell apart and read: measured as UX 2.5 and section 4, point 7 have it."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from tests.support.colour_vision import DEFICIENCIES, Lab, contrast, distance, lab
from xltier.core.fingerprint import fingerprint
from xltier.core.palette import ALARM, PALETTES, palette_of
from xltier.errors import SchemeError
from xltier.schemes import load_scheme

READABLE = 4.5
APART = 15.0
STEP = 10.0


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (Lab(50, 2.6772, -79.7751), Lab(50, 0, -82.7485), 2.0425),
        (Lab(50, -1.1848, -84.8006), Lab(50, 0, -82.7485), 1.0000),
        (Lab(50, 2.5, 0), Lab(61, -5, 29), 22.8977),
        (Lab(50, 2.5, 0), Lab(56, -27, -3), 31.9030),
        (Lab(60.2574, -34.0099, 36.2677), Lab(60.4626, -34.1751, 39.4387), 1.2644),
        (Lab(2.0776, 0.0795, -1.1350), Lab(0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_distances_are_those_of_the_published_table(one: Lab, other: Lab, apart: float) -> None:
    """Pairs 1, 4, 17, 19, 23 and 34 of Sharma, Wu and Dalal (2005), table 1."""
    assert round(distance(one, other), 4) == apart


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 8])
@pytest.mark.parametrize("name", PALETTES)
def test_every_code_can_be_read_on_its_colour(name: str, count: int) -> None:
    assert [chip for chip in palette_of(count, name) if contrast(chip.fill, chip.ink) < READABLE] == []


def test_the_alarm_can_be_read() -> None:
    assert contrast(ALARM.fill, ALARM.ink) >= READABLE


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
@pytest.mark.parametrize("name", ["tide", "traffic"])
def test_colour_blind_readers_tell_all_tiers_apart(name: str, deficiency: str | None) -> None:
    fills = [chip.fill for chip in PALETTES[name]]
    close = {
        pair: distance(lab(pair[0], deficiency), lab(pair[1], deficiency))
        for pair in combinations(fills, 2)
        if distance(lab(pair[0], deficiency), lab(pair[1], deficiency)) < APART
    }

    assert close == {}


@pytest.mark.parametrize("name", ["tide", "mono"])
def test_grey_paper_shows_the_tiers_in_their_order(name: str) -> None:
    lightness = [lab(chip.fill).lightness for chip in PALETTES[name]]

    assert [round(low - high, 1) for high, low in pairwise(lightness) if low - high < STEP] == []


def test_a_run_can_take_another_palette_and_its_rules_stay_the_same() -> None:
    usual, painted = load_scheme("dealer-monthly"), load_scheme("dealer-monthly", settings={"palette": "mono"})

    assert [(tier.fill, tier.ink) for tier in painted.tiers] == list(palette_of(4, "mono"))
    assert fingerprint(painted) == fingerprint(usual)


def test_a_palette_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(SchemeError) as caught:
        load_scheme("dealer-monthly", settings={"palette": "pink"})

    (problem,) = caught.value.problems
    assert (problem.reference, problem.values) == (
        "setting-without-effect",
        {"key": "palette", "value": "pink", "known": ("tide", "traffic", "mono", "gold")},
    )
