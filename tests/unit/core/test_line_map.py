"""Re-mapping of lines (SCHEMES 1.2): 特浓馒头 goes to 强网休闲 and 县城·休闲, by the dealer's channel, from 2012 on."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.core.schemes import scheme
from xltier.core.line_map import LineMap, Receiver, aliases_of, split
from xltier.core.months import as_month
from xltier.errors import Problem

BOOK = scheme(
    lines=[
        {"name": "城区强网乳品", "aliases": ["强网乳品"]},
        {"name": "强网休闲"},
        {"name": "县城·休闲", "aliases": ["县城休闲"]},
    ],
    line_map=[
        {"product": "特浓馒头", "channel": "城区", "new_line": "强网休闲", "from": "2012-01"},
        {"product": "特浓馒头", "channel": "县城", "new_line": "县城·休闲", "from": "2012-01"},
    ],
)


def mapped(month: str) -> LineMap:
    return LineMap(BOOK.line_map, aliases_of(BOOK), as_month(month) or 0)


def whole(line: str) -> tuple[Receiver, ...]:
    return (Receiver(line, Fraction(1)),)


@pytest.mark.parametrize(
    ("line", "product", "channel", "receivers"),
    [
        ("强网乳品", "特浓馒头", "城区", whole("强网休闲")),
        ("城区强网乳品", " 特浓馒头 ", "县城", whole("县城·休闲")),
        ("强网休闲", "特浓馒头", "县城", whole("强网休闲")),  # it is where it belongs
        ("强网乳品", "鲜奶", "城区", whole("城区强网乳品")),
        ("强网乳品", "", "城区", whole("城区强网乳品")),
        ("县城休闲", "", "", whole("县城·休闲")),
        ("别的线", "", "", whole("别的线")),
    ],
)
def test_figures_go_to_the_line_that_the_channel_decides(
    line: str, product: str, channel: str, receivers: tuple[Receiver, ...]
) -> None:
    assert mapped("2012-03").route(line, product, channel) == receivers


def test_before_its_month_a_move_has_no_effect() -> None:
    assert mapped("2011-12").route("强网乳品", "特浓馒头", "城区") == whole("城区强网乳品")


def test_two_receivers_without_channel_and_shares_are_an_error_that_names_them() -> None:
    problem = mapped("2012-03").route("强网乳品", "特浓馒头", "")

    assert isinstance(problem, Problem)
    assert (problem.reference, problem.values["receivers"]) == ("line-undecided", ("强网休闲", "县城·休闲"))


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(1, 50), min_size=1, max_size=6))
def test_a_split_amount_is_whole_to_the_unit_and_each_part_within_one_of_its_share(
    amount: int, parts: list[int]
) -> None:
    shares = [Fraction(part, sum(parts)) for part in parts]
    found = split(amount, shares)

    assert sum(found) == amount
    assert all(abs(part - amount * share) < 1 for part, share in zip(found, shares, strict=True))
