"""Business months: one whole number each, so that last month is the month before and not the last row."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Final, TypeAlias

from xltier.core.scheme import GrowthBasis

Month: TypeAlias = int
"""year x 12 + month - 1."""

_TEXT: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
YEAR: Final = 12


def as_month(text: str) -> Month | None:
    """Return the month that a text names, or None.

    Example:
        >>> as_month("2026-10") == as_month("2026年10月") == 2026 * 12 + 9
        True
    """
    found = _TEXT.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2]) <= YEAR:
        return None
    return int(found[1]) * YEAR + int(found[2]) - 1


def month_text(month: Month) -> str:
    """Return a month as people write it.

    Example:
        >>> month_text(2026 * 12 + 9)
        '2026-10'
    """
    return f"{month // YEAR:04d}-{month % YEAR + 1:02d}"


def month_of(day: dt.date, start_day: int = 1) -> Month:
    """Return the business month of a day.

    Args:
        day: A business date.
        start_day: 1 for calendar months. Any other day starts the next month's business month: with
            26, October runs from 26 September to 25 October.

    Example:
        >>> month_text(month_of(dt.date(2026, 9, 26), 26)), month_text(month_of(dt.date(2026, 9, 25), 26))
        ('2026-10', '2026-09')
    """
    month = day.year * YEAR + day.month - 1
    return month + 1 if start_day > 1 and day.day >= start_day else month


def first_day(month: Month, start_day: int = 1) -> dt.date:
    """Return the first day of a business month; a day that the month does not have becomes its last."""
    start = month if start_day == 1 else month - 1
    year, number = divmod(start, YEAR)
    return dt.date(year, number + 1, min(start_day, calendar.monthrange(year, number + 1)[1]))


def last_day(month: Month, start_day: int = 1) -> dt.date:
    """Return the last day of a business month.

    Example:
        >>> last_day(2026 * 12 + 9), last_day(2026 * 12 + 9, 26)
        (datetime.date(2026, 10, 31), datetime.date(2026, 10, 25))
    """
    return first_day(month + 1, start_day) - dt.timedelta(days=1)


def days_in(months: tuple[Month, ...], start_day: int = 1) -> int:
    """Return how many days several business months have together."""
    return sum((last_day(month, start_day) - first_day(month, start_day)).days + 1 for month in months)


def three_months(month: Month) -> tuple[Month, ...]:
    """Return a month and the two before it."""
    return (month - 2, month - 1, month)


def growth_months(
    month: Month, basis: GrowthBasis, festival: Callable[[int], Month]
) -> tuple[tuple[Month, ...], tuple[Month, ...]] | None:
    """Return the months that growth compares, this year's and the base's; None where it does not apply.

    January and February are incomparable one by one, since 春节 moves between them:
    ``jan-feb`` compares their sum, in February, and has no growth in January; ``lunar`` compares each
    with the month that lies equally far from last year's festival.

    Args:
        month: The month that is rated.
        basis: The scheme's choice.
        festival: The business month that holds the Spring Festival of a year.
    """
    year, number = divmod(month, YEAR)
    if basis is GrowthBasis.MONTH or number > 1:
        return (month,), (month - YEAR,)
    if basis is GrowthBasis.JAN_FEB:
        return None if number == 0 else ((month - 1, month), (month - 1 - YEAR, month - YEAR))
    return (month,), (month - festival(year) + festival(year - 1),)
