"""Numbers for readers: halves away from zero, as every spreadsheet shows them beside ours."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xltier.core.fixed import grouped, percent, rounded


@pytest.mark.parametrize(
    ("share", "decimals", "said"),
    [
        (0.125, 0, "13%"),
        (0.005, 0, "1%"),
        (-0.125, 0, "-13%"),
        (0.28125, 2, "28.13%"),
        (Decimal("0.0025"), 1, "0.3%"),
        (1, 0, "100%"),
        (0.0, 0, "0%"),
        (12.5, 0, "1250%"),
        (0.145, 0, "15%"),  # below the half in binary, a half at the 15 digits that a spreadsheet keeps
    ],
)
def test_a_share_is_said_as_a_cell_shows_it(share: float | Decimal, decimals: int, said: str) -> None:
    assert percent(share, decimals) == said


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [(0.5, 0, "1"), (1234.125, 2, "1,234.13"), (-2.5, 0, "-3"), (1_000_000, 1, "1,000,000.0"), (1.005, 2, "1.01")],
)
def test_a_number_is_said_as_a_cell_shows_it(value: float, decimals: int, said: str) -> None:
    assert grouped(value, decimals) == said


def test_a_cached_number_is_what_round_gives() -> None:
    assert [rounded(value, 2) for value in (2.675, -2.675, 0.125, 10.7 - 10)] == [2.68, -2.68, 0.13, 0.7]
    assert rounded(2.5, 0) == 3
