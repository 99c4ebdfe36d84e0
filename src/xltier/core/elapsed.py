"""Time passed since a day, as people count it: whole calendar months, not days over 365 (systems.md C5, C16)."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from typing import Final

MONTHS_A_YEAR: Final = 12


def whole_months(since: dt.date, as_of: dt.date) -> int:
    """Return the whole calendar months between two days; negative when ``since`` is later.

    A month is complete on its day of the month, or on its last day where it has no such day.

    Example:
        >>> (
        ...     whole_months(dt.date(2023, 10, 31), dt.date(2026, 10, 31)),
        ...     whole_months(dt.date(2024, 1, 31), dt.date(2024, 2, 29)),
        ... )
        (36, 1)
    """
    months = (as_of.year - since.year) * MONTHS_A_YEAR + as_of.month - since.month
    last = calendar.monthrange(as_of.year, as_of.month)[1]
    return months - (as_of.day < min(since.day, last))


def elapsed(since: dt.date, as_of: dt.date, unit: str) -> Decimal | None:
    """Return the time since a day in 年, 月 or 天; None for any other unit.

    Example:
        >>> elapsed(dt.date(2021, 10, 31), dt.date(2026, 10, 31), "年")
        Decimal('5')
    """
    match unit:
        case "年":
            return Decimal(whole_months(since, as_of)) / MONTHS_A_YEAR
        case "月" | "个月":
            return Decimal(whole_months(since, as_of))
        case "天" | "日":
            return Decimal((as_of - since).days)
    return None
