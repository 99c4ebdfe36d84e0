"""When the Spring Festival is: the one fact that lunar-aligned growth needs (春节错月)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from xltier.core.months import Month, month_of


def spring_festival(year: int) -> dt.date:
    """Return New Year's Day of the Chinese calendar, by the package lunar_python.

    Example:
        >>> spring_festival(2026)
        datetime.date(2026, 2, 17)
    """
    from lunar_python import Lunar

    day = Lunar.fromYmd(year, 1, 1).getSolar()
    return dt.date(day.getYear(), day.getMonth(), day.getDay())


def festival_month(start_day: int) -> Callable[[int], Month]:
    """Return the function from a year to the business month that holds the festival."""
    return lambda year: month_of(spring_festival(year), start_day)
