"""Who moved between two ratings, and what drove it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from xltier.app.compare.compare_ratings import Rated, compare_ratings, pilot
from xltier.app.sheet.stored_cuts import cuts_text, read_cuts
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.migration import Driver
from xltier.core.rate import rate_one
from xltier.errors import DataError
from xltier.schemes.library import load_scheme

BEFORE = {
    "K1": Rated("A", "95"),
    "K2": Rated("B", "80"),
    "K3": Rated("B", "80"),
    "K4": Rated("D", "90", ("stock-count",)),
    "K5": Rated("C", "65"),
}
NOW = {
    "K1": Rated("A", "92"),
    "K2": Rated("D", "80", ("stock-count",)),
    "K3": Rated("C", "70"),
    "K4": Rated("A", "90"),
    "K6": Rated("B", "77"),
}


def test_movers_are_listed_with_their_driver_the_deepest_fall_first() -> None:
    found = compare_ratings("ABCD", BEFORE, NOW)

    assert [(move.key, move.change, move.driver) for move in found.moves] == [
        ("K2", -2, Driver.RED_LINE),
        ("K3", -1, Driver.SCORE),
        ("K4", 3, Driver.RELEASE),
    ]
    assert (found.new, found.withdrawn) == (("K6",), ("K5",))
    assert found.matrix.at("C", "withdrawn") == 1
    assert found.matrix.at("new", "B") == 1


def test_with_the_same_figures_only_the_rules_can_have_moved_anybody() -> None:
    found = compare_ratings(
        "ABCD", {"K1": Rated("A", "91")}, {"K1": Rated("B", "89")}, same_rules=False, same_data=True
    )

    assert [move.driver for move in found.moves] == [Driver.RULES]


def test_who_had_or_has_no_tier_is_said_to_have_none() -> None:
    found = compare_ratings(
        "AB", {"K1": Rated("A", "91"), "K2": Rated(None)}, {"K1": Rated(None), "K2": Rated("B", "70")}
    )

    assert [(move.key, move.change, move.driver) for move in found.moves] == [
        ("K1", None, Driver.NO_TIER_NOW),
        ("K2", None, Driver.NO_TIER_BEFORE),
    ]


def test_a_pilot_is_the_same_for_the_same_seed_in_any_order() -> None:
    keys = [f"K{at}" for at in range(100)]
    drawn = pilot(keys, Fraction(1, 10), seed=3)

    assert len(drawn) == 10
    assert drawn == pilot(keys[::-1], Fraction(1, 10), seed=3)
    assert drawn != pilot(keys, Fraction(1, 10), seed=4)
    assert pilot(["K1"], Fraction(1, 100)) == ("K1",)
    assert pilot([], Fraction(1, 2)) == ()


def test_stored_thresholds_make_the_old_results_again() -> None:
    scheme = load_scheme("high-risk")
    plan = compile_plan(scheme)
    people = [entries(plan, {"recency_days": at * 10, "own_gap_days": 10})[0] for at in range(1, 11)]
    fitted = fit_plan(scheme, people)
    again = compile_plan(scheme, cuts=read_cuts(cuts_text(fitted, "2026-Q3"), scheme))

    assert again.wanted == ()
    assert [rate_one(again, one).tier for one in people] == [rate_one(fitted, one).tier for one in people]


def test_thresholds_of_other_rules_are_refused() -> None:
    scheme = load_scheme("high-risk")
    text = cuts_text(compile_plan(scheme), "2026-Q3")

    for wrong, reference in (
        (text.replace('"hash": "', '"hash": "0'), "cuts-of-other-rules"),
        ("{}", "cuts-unreadable"),
    ):
        with pytest.raises(DataError) as caught:
            read_cuts(wrong, scheme)
        assert [problem.reference for problem in caught.value.problems] == [reference]
