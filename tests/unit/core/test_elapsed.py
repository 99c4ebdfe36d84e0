"""Whole calendar months, as SCHEMES C5 and C16 count them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from xltier.core.elapsed import elapsed, whole_months

AS_OF = dt.date(2026, 10, 31)


@pytest.mark.parametrize(
    ("since", "as_of", "months"),
    [
        (dt.date(2026, 10, 31), AS_OF, 0),
        (dt.date(2026, 9, 30), AS_OF, 1),
        (dt.date(2026, 10, 1), AS_OF, 0),
        (dt.date(2025, 10, 31), AS_OF, 12),
        (dt.date(2025, 11, 1), AS_OF, 11),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), 12),  # the last day of a month that has no 29th
        (dt.date(2024, 1, 31), dt.date(2024, 2, 28), 0),
        (dt.date(2026, 11, 30), AS_OF, -1),
    ],
)
def test_a_month_is_complete_on_its_own_day_or_on_the_last_of_a_shorter_month(
    since: dt.date, as_of: dt.date, months: int
) -> None:
    assert whole_months(since, as_of) == months


def test_years_are_twelfths_of_whole_months() -> None:
    assert elapsed(dt.date(2021, 10, 31), AS_OF, "年") == 5
    assert elapsed(dt.date(2021, 11, 1), AS_OF, "年") == Decimal(59) / 12


def test_days_are_days_and_an_unknown_unit_is_nothing() -> None:
    assert elapsed(dt.date(2026, 10, 1), AS_OF, "天") == 30
    assert elapsed(dt.date(2026, 10, 1), AS_OF, "吨") is None
