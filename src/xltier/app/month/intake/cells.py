"""Cells of keys and logs: codes, names, days and months, whatever type the intake gave them."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Final

from xltier.core.months import YEAR, Month, as_month, month_of
from xltier.tables.dates import parse_date
from xltier.tables.reading import Value
from xltier.tables.text import trim

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_COMPACT: Final = 100
"""202610 is a month: year x 100 + month."""


def text_of(value: Value) -> str:
    """Return a cell as text, width folded and trimmed; a whole number has no point. A blank is empty.

    Example:
        >>> text_of(" ＣＱ1001\u00a0"), text_of(1001.0), text_of(None)
        ('CQ1001', '1001', '')
    """
    match value:
        case None:
            return ""
        case str():
            return trim(unicodedata.normalize("NFKC", value))
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def day_of(value: Value) -> dt.date | None:
    """Return the day that a cell says, or None.

    Example:
        >>> str(day_of("2026年10月9日"))
        '2026-10-09'
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = parse_date(value) if isinstance(value, str) else None
    return None if found is None or found.is_month else found.day


def month_in(value: Value, start_day: int) -> Month | None:
    """Return the business month that a cell says, or None.

    A named month is itself; a day belongs to the business month that it lies in. The first of a month
    is how a spreadsheet stores a month's name, so it names its month whatever the start day.

    Args:
        value: ``"2026-10"``, ``"2026年10月"``, 202610 or a day.
        start_day: The scheme's ``month_start_day``.

    Example:
        >>> month_in("2026-10", 26) == month_in(dt.date(2026, 9, 26), 26) == month_in(202610, 1)
        True
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        year, number = divmod(int(value), _COMPACT)
        is_month = value == int(value) and _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= number <= YEAR
        return year * YEAR + number - 1 if is_month else None
    if isinstance(value, str):
        text = text_of(value)
        if (named := as_month(text)) is not None:
            return named
        if text.isdecimal():
            return month_in(int(text), start_day)
        found = parse_date(text)
        if found is not None and found.is_month:
            return month_of(found.day)
    day = day_of(value)
    return None if day is None else month_of(day, 1 if day.day == 1 else start_day)
