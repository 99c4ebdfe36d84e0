"""What one rule takes of another, told from their words alone."""

from __future__ import annotations

import pytest

from xltier.core.language.conditions import Names, parse
from xltier.core.language.expressions import Node, Sort
from xltier.core.language.regions import MOST, Region, meets, regions, takes
from xltier.errors import Location, Problem

SORTS = {"sales": Sort.NUMBER, "cut": Sort.NUMBER, "days": Sort.NUMBER, "standing": Sort.TEXT, "frozen": Sort.TRUTH}
NAMES = Names(SORTS, {name: name for name in SORTS})


def node_of(text: str) -> Node:
    node = parse(text, NAMES, Location(), wants=Sort.TRUTH)
    assert not isinstance(node, Problem), node
    return node


def regions_of(text: str) -> tuple[Region, ...]:
    found = regions(node_of(text))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("sales >= 100", "sales >= 500"),
        ("sales >= 100", "sales > 100"),
        ("100 <= sales", "sales = 100"),
        ("sales <> 5", "sales > 5"),
        ("sales >= cut", "AND(cut <= sales, days < 3)"),
        ("OR(sales >= 100, days < 30)", "days <= 7"),
        ("NOT(sales < 100)", "sales >= 100"),
        ('standing <> "a"', 'standing = "b"'),
        ("NOT(ISBLANK(sales))", "sales > 0"),
        ("OR(frozen, NOT(frozen))", "frozen"),
    ],
)
def test_a_wider_condition_takes_a_narrower_one(outer: str, inner: str) -> None:
    assert takes(regions_of(outer), regions_of(inner))
    assert meets(regions_of(outer), regions_of(inner))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sales >= 100", "sales < 100"),
        ("sales > 100", "sales <= 100"),
        ("sales >= cut", "sales < cut"),
        ('standing = "a"', 'standing = "b"'),
        ("frozen", "NOT(frozen)"),
        ("ISBLANK(sales)", "sales > 0"),
    ],
)
def test_conditions_that_exclude_each_other_neither_meet_nor_take(one: str, other: str) -> None:
    assert not meets(regions_of(one), regions_of(other))
    assert not takes(regions_of(one), regions_of(other))


def test_a_condition_that_excludes_itself_has_no_region() -> None:
    assert regions_of("AND(sales > 5, sales < 3)") == ()
    assert regions_of("FALSE") == ()


def test_two_measures_may_always_hold_together() -> None:
    assert meets(regions_of("sales >= 100"), regions_of("days < 30"))
    assert not takes(regions_of("sales >= 100"), regions_of("AND(days < 30, frozen)"))


def test_a_condition_of_too_many_alternatives_is_not_followed() -> None:
    pairs = ", ".join(f"OR(sales <> {at}, days <> {at})" for at in range(7))

    assert MOST < 2**7
    assert regions(node_of(f"AND({pairs})")) is None
