"""What a cell of the open workbook is given, and what it holds: between Excel's values and ours."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

from xltier.app.live.content import Value
from xltier.core.values import ExcelError

_PLAIN: Final = re.compile(r"[^\W\d_][^\d]*")
"""A text that Excel takes as it is: it begins with a letter and holds no digit, so it is no number, date or formula."""
_WORDS: Final = frozenset({"TRUE", "FALSE"})


def given(value: Value) -> str | float | bool | dt.datetime:  # noqa: PLR0911 - one return a kind of value
    """Return what a cell is set to.

    An error's name becomes the error itself, as if it were typed in. A text that Excel would take for something else
    gets the apostrophe that makes it a text and does not show.

    Example:
        >>> given(ExcelError.NA), given("B"), given("2026-10"), given("=1+1"), given(None), given(Decimal("0.5"))
        ('#N/A', 'B', "'2026-10", "'=1+1", '', 0.5)
    """
    match value:
        case None:
            return ""
        case ExcelError():
            return value.value
        case bool():
            return value
        case str():
            return _literal(value)
        case dt.datetime():
            return value.replace(tzinfo=dt.UTC)
        case dt.date():
            return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
        case Decimal():
            return float(value)
    return value


def _literal(text: str) -> str:
    return text if not text or (_PLAIN.fullmatch(text) and text.upper() not in _WORDS) else f"'{text}"


def held(value: object) -> str | float | bool | dt.date | None:
    """Return what a cell holds; an error is asked for before, midnight is a day.

    Example:
        >>> held(3.0), held(2.5), held(dt.datetime(2026, 10, 1, tzinfo=dt.UTC))
        (3, 2.5, datetime.date(2026, 10, 1))
    """
    match value:
        case None | bool() | str():
            return value
        case float():
            return int(value) if value.is_integer() else value
        case int() | Decimal():
            return float(value)
        case dt.datetime():
            moment = dt.datetime(*value.timetuple()[:6])
            return moment if moment.time() != dt.time() else moment.date()
    raise TypeError(type(value).__name__)
