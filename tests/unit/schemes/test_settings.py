"""Fields of a scheme set otherwise for one run: they work, or are refused by name."""

from __future__ import annotations

import pytest

from xltier.core.scheme.spread import Spread
from xltier.errors import SchemeError
from xltier.schemes.library import load_scheme
from xltier.schemes.settings import with_settings


def test_the_axes_of_a_grid_follow_the_spread() -> None:
    scheme = load_scheme("rfm-8", settings={"spread": "median"})

    assert [axis.spread for axis in scheme.axes] == [Spread.MEDIAN] * 3
    assert [axis.spread for axis in load_scheme("rfm-8").axes] == [Spread.MEAN] * 3


def test_the_cuts_of_rules_follow_the_spread() -> None:
    assert [cut.spread for cut in load_scheme("ei-eiv", settings={"spread": "median"}).cuts] == [Spread.MEDIAN]


def test_only_axes_at_the_mean_or_the_median_follow() -> None:
    document = {"axes": [{"spread": "mean"}, {"spread": "cumulative"}, {}]}

    assert with_settings(document, {"spread": "median"}) == (
        {"axes": [{"spread": "median"}, {"spread": "cumulative"}, {}]},
        (),
    )


def test_the_spread_of_one_banded_measure_is_a_field_like_others() -> None:
    assert load_scheme("value-quantile", settings={"spread": "cumulative"}).spread is Spread.CUMULATIVE


@pytest.mark.parametrize(
    ("name", "word", "known"),
    [
        ("rfm-8", "quantile", ("kind", "spread=mean", "spread=median")),
        ("decision-type", "median", ("kind",)),
    ],
)
def test_a_spread_that_would_do_nothing_is_refused_and_what_can_be_set_is_named(
    name: str, word: str, known: tuple[str, ...]
) -> None:
    with pytest.raises(SchemeError) as refused:
        load_scheme(name, settings={"spread": word})

    (problem,) = refused.value.problems
    assert (problem.reference, problem.at.path) == ("setting-without-effect", "spread")
    assert problem.values == {"key": "spread", "value": word, "known": known}
