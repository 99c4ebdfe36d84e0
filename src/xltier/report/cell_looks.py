"""How a column of the user's looks in our workbook: stored as it was said, formatted by what it holds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from xltier.core.fixed import grouped, percent
from xltier.tables.reading import Column, Kind, Value

MOST_DECIMALS: Final = 4
_YEARS: Final = range(1900, 2101)


def as_said(column: Column, value: Value) -> Value:
    """Return a clean value in the unit that the header states, so that header and number agree.

    A column headed 万元 was read as yuan; it is written in 万元 again. Ratios stay ratios.
    """
    if column.kind is not Kind.NUMBER or column.scale == 1 or isinstance(value, bool):
        return value
    if not isinstance(value, (int, float)):
        return value
    exact = Decimal(repr(value)) / Decimal(repr(column.scale))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def number_format(column: Column, values: list[Value]) -> str:
    """Return the number format of a column: as many decimals as its values have, grouped where they are amounts."""
    match column.kind:
        case Kind.DAY:
            return "yyyy-mm-dd"
        case Kind.RATIO:
            return "0%" if all(_decimals(v, 2) == 0 for v in values) else "0.0%"
        case Kind.NUMBER:
            numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
            places = max((_decimals(v) for v in numbers), default=0)
            whole = "0" if _are_years(column, numbers) else "#,##0"
            return whole + ("." + "0" * places if places else "")
    return "General"


def _decimals(value: Value, shift: int = 0) -> int:
    """Return how many decimals a number has at Excel's 15 digits, after moving the point right."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return 0
    exact = Decimal(f"{value:.15g}").scaleb(shift).normalize()
    exponent = exact.as_tuple().exponent
    return min(max(-exponent, 0), MOST_DECIMALS) if isinstance(exponent, int) else 0


def _are_years(column: Column, numbers: list[int | float]) -> bool:
    return bool(numbers) and column.unit in {None, "年"} and all(number in _YEARS for number in numbers)


def shown_text(value: Value, number: str) -> str:
    """Return about what a cell shows, to measure its width."""
    if isinstance(value, dt.date):
        return "2026-01-01"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    if number.endswith("%"):
        return percent(value, 1)
    places = len(number.partition(".")[2])
    return grouped(value, places)
