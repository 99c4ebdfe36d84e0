"""Business months, the months that growth compares, and how long a red line lasts over the turn of a year."""

from __future__ import annotations

import datetime as dt

import pytest

from xltier.core.months import (
    as_month,
    days_in,
    first_day,
    growth_months,
    last_day,
    month_of,
    month_text,
    three_months,
)
from xltier.core.scheme import GrowthBasis

FEBRUARY_2024 = 2024 * 12 + 1
FESTIVALS = {2025: 2025 * 12, 2026: 2026 * 12 + 1}  # 29 January 2025, 17 February 2026


@pytest.mark.parametrize("text", ["2024-02", "2024-2", "2024/02", "2024.2", "2024年2月", " 2024年02月 "])
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert as_month(text) == FEBRUARY_2024
    assert month_text(FEBRUARY_2024) == "2024-02"


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "24-02", "2024", "Feb 2024", ""])
def test_what_is_no_month_is_none(text: str) -> None:
    assert as_month(text) is None


@pytest.mark.parametrize(
    ("day", "start", "month"),
    [
        ("2024-02-29", 1, "2024-02"),
        ("2024-03-01", 1, "2024-03"),
        ("2024-02-25", 26, "2024-02"),
        ("2024-02-26", 26, "2024-03"),
        ("2023-12-26", 26, "2024-01"),
    ],
)
def test_a_day_belongs_to_its_business_month(day: str, start: int, month: str) -> None:
    assert month_text(month_of(dt.date.fromisoformat(day), start)) == month


@pytest.mark.parametrize("start", [1, 2, 15, 26, 28, 31])
def test_business_months_follow_each_other_without_a_gap(start: int) -> None:
    for month in range(FEBRUARY_2024 - 14, FEBRUARY_2024 + 14):
        assert first_day(month + 1, start) == last_day(month, start) + dt.timedelta(days=1)


@pytest.mark.parametrize("start", [1, 26, 28])
def test_every_day_of_a_business_month_belongs_to_it(start: int) -> None:
    for month in range(FEBRUARY_2024 - 3, FEBRUARY_2024 + 3):
        day = first_day(month, start)
        while day <= last_day(month, start):
            assert month_of(day, start) == month
            day += dt.timedelta(days=1)


def test_three_months_have_the_days_of_their_calendar() -> None:
    assert three_months(FEBRUARY_2024) == (2023 * 12 + 11, 2024 * 12, FEBRUARY_2024)
    assert days_in(three_months(FEBRUARY_2024)) == 31 + 31 + 29


@pytest.mark.parametrize(
    ("month", "basis", "compared"),
    [
        ("2026-03", GrowthBasis.MONTH, (("2026-03",), ("2025-03",))),
        ("2026-01", GrowthBasis.MONTH, (("2026-01",), ("2025-01",))),
        ("2026-01", GrowthBasis.JAN_FEB, None),
        ("2026-02", GrowthBasis.JAN_FEB, (("2026-01", "2026-02"), ("2025-01", "2025-02"))),
        ("2026-03", GrowthBasis.JAN_FEB, (("2026-03",), ("2025-03",))),
        # The festival month of 2026 is February, that of 2025 was January.
        ("2026-02", GrowthBasis.LUNAR, (("2026-02",), ("2025-01",))),
        ("2026-01", GrowthBasis.LUNAR, (("2026-01",), ("2024-12",))),
        ("2026-03", GrowthBasis.LUNAR, (("2026-03",), ("2025-03",))),
    ],
)
def test_growth_compares_the_months_that_the_scheme_chose(month: str, basis: GrowthBasis, compared: object) -> None:
    found = growth_months(as_month(month) or 0, basis, FESTIVALS.__getitem__)

    assert (None if found is None else tuple(tuple(month_text(one) for one in side) for side in found)) == compared
