"""Nested bins: a side of a grid cut within each level of the sides before it."""

from __future__ import annotations

import pytest

from xltier.core.checks import check
from xltier.core.compile import compile_plan
from xltier.core.document import read_document
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme

HALVES = [{"code": "H", "name": "high", "share": "50%"}, {"code": "L", "name": "low"}]


def grid(*, second: dict[str, object] | None = None, **first: object) -> Scheme:
    """Return a grid of two measures in halves, the second nested in the first."""
    axes = [
        {"key": "rows", "name": "rows", "measure": "a_value", "spread": "quantile", "levels": HALVES, **first},
        {
            "key": "columns",
            "name": "columns",
            "measure": "b_value",
            "spread": "quantile",
            "nested": True,
            "levels": HALVES,
        }
        | (second or {}),
    ]
    scheme, problems = read_document(
        {
            "id": "nested",
            "version": "1",
            "valid_from": "2026-01-01",
            "name": "nested",
            "kind": "grid",
            "measures": [{"key": "a_value", "name": "A value"}, {"key": "b_value", "name": "B value"}],
            "axes": axes,
            "grid": [{"at": [row, column], "class": row + column} for row in "HL" for column in "HL"],
            "tiers": [{"code": row + column, "name": row + column} for row in "HL" for column in "HL"],
        }
    )
    assert problems == ()
    return scheme


PEOPLE = [{"a_value": a, "b_value": b} for a, b in ((10, 100), (9, 50), (2, 8), (1, 4))]


def test_the_inner_side_is_cut_among_those_of_the_same_outer_level() -> None:
    scheme = grid()
    people = [entries(compile_plan(scheme), person)[0] for person in PEOPLE]
    plan = fit_plan(scheme, people)

    assert [rate_one(plan, person).tier for person in people] == ["HH", "HL", "LH", "LL"]
    assert dict(plan.cuts) == {
        "rows levels": (9,),
        "columns levels within H": (100,),
        "columns levels within L": (8,),
    }


def test_only_the_outermost_cuts_are_wanted_before_anything_is_fitted() -> None:
    assert [wanted.name for wanted in compile_plan(grid()).wanted] == ["rows levels"]


def test_a_blank_inner_value_has_no_class() -> None:
    scheme = grid()
    people = [entries(compile_plan(scheme), person)[0] for person in PEOPLE]
    plan = fit_plan(scheme, people)

    assert rate_one(plan, entries(plan, {"a_value": 10, "b_value": ""})[0]).tier is None


def test_low_is_good_on_the_outer_side() -> None:
    scheme = grid(direction="low")
    people = [entries(compile_plan(scheme), person)[0] for person in PEOPLE]
    plan = fit_plan(scheme, people)

    assert [rate_one(plan, person).tier for person in people] == ["LH", "LL", "HH", "HL"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"nested": True}, {}),
        ({"measure": None, "spread": None, "rules": [{"class": "H", "when": "a_value > 1"}, {"class": "L"}]}, {}),
    ],
    ids=["the first side", "behind a ruled side"],
)
def test_a_side_that_cannot_be_nested_is_named(first: dict[str, object], second: dict[str, object]) -> None:
    problems = check(grid(second=second, **{key: value for key, value in first.items() if value is not None}))

    assert "axis-nested" in [problem.reference for problem in problems]
