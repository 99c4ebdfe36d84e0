"""Columns of days and months."""

from __future__ import annotations

import datetime as dt
from typing import Final

from xltier.tables import formats
from xltier.tables.columns import Clean, Source
from xltier.tables.dates import Order, from_serial, order_of, parse_date, time_in
from xltier.tables.numbers import NOT_REPORTED
from xltier.tables.reading import Conversion, Kind, Value
from xltier.tables.sheet import Cell
from xltier.tables.text import narrow

_ZERO_DAYS: Final = dt.date(1900, 1, 10)  # an empty date that a program saved as 0 to 9
_MODERN: Final = 1950
_SERIALS: Final = range(20_000, 80_000)  # 1954 to 2119


def clean_dates(source: Source, kind: Kind, *, today: dt.date | None, with_times: bool = False) -> Clean:
    """Return a column of days (``date``) or months (``"2012-03"``).

    Text, serial numbers, 20120305 and 201203 are read; ``03/04/2012`` only when another date of the column tells the
    day from the month. What cannot be read fails as ``unparsed_date``. ``with_times`` keeps the time of day that a cell
    says beside its day.
    """
    if _are_plain_days(source, kind):
        plain: list[Value] = list(source.cells)  # type: ignore[arg-type]  # every cell is a date, as just checked
        return _warned(Clean(kind, plain), source, today)
    has_modern = any(isinstance(value, dt.date) and value.year > _MODERN for value in source.cells)
    order = order_of(value for value in source.cells if isinstance(value, str))
    write = _month_text if kind is Kind.MONTH else _same
    values: list[Value] = []
    result = Clean(kind, values)
    for row, value in zip(source.rows, source.cells, strict=True):
        if value is None:
            if row in source.faults:
                result.fail(row, source.faults[row].kind, source.faults[row].text)
            values.append(None)
            continue
        if isinstance(value, str) and narrow(value).casefold() in NOT_REPORTED:
            result.conversions.append(Conversion(row, source.at, value, None, "not_reported"))
            values.append(None)
            continue
        day, why = _day(value, order, source, row)
        if day is None:
            result.fail(row, "unparsed_date", value)
            values.append(None)
        elif day < _ZERO_DAYS and has_modern and not source.sheet.date1904:
            result.conversions.append(Conversion(row, source.at, day, None, "empty_date"))
            values.append(None)
        else:
            after = _at_its_time(day, value, source) if with_times and kind is Kind.DAY else write(day)
            values.append(after)
            if why:
                before = value if isinstance(value, str | int | float | dt.date) else str(value)
                result.conversions.append(Conversion(row, source.at, before, after, why))
    return _warned(result, source, today)


def _are_plain_days(source: Source, kind: Kind) -> bool:
    """Return whether every cell is a modern day, so that nothing is left to do."""
    types = set(map(type, source.cells))
    if kind is not Kind.DAY or source.faults or not types <= {dt.date, type(None)}:
        return False
    days = [value for value in source.cells if value is not None] if type(None) in types else source.cells
    return bool(days) and min(days) >= _ZERO_DAYS  # type: ignore[type-var,operator]  # days only, as just checked


def _day(value: Cell, order: Order, source: Source, row: int) -> tuple[dt.date | None, str]:
    """Return the day of a cell and why it is not the stored value, or None."""
    if isinstance(value, dt.datetime):
        return value.date(), ""
    if isinstance(value, dt.date):
        return value, ""
    if isinstance(value, str):
        found = parse_date(value, order)
        if found is None and narrow(value).isdigit():
            return _of_number(float(narrow(value)), source, row)
        return (None, "") if found is None or found.is_ambiguous else (found.day, "text_date")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None, ""
    return _of_number(value, source, row)


def _of_number(value: float, source: Source, row: int) -> tuple[dt.date | None, str]:  # noqa: PLR0911  # one a form
    """Return the day of 20120305, 201203, 2012.03 or a serial number.

    2012.1 is October when its format shows 2012.10, and nobody knows otherwise.
    """
    if value == int(value):
        text = str(int(value))
        found = parse_date(text) if len(text) in {6, 8} else None
        if found is not None:
            return found.day, "number_date"
        if int(value) in _SERIALS:
            moment = from_serial(value, date1904=source.sheet.date1904)
            return (moment.date(), "serial") if moment else (None, "")
        return None, ""
    if int(value) in _SERIALS:
        moment = from_serial(value, date1904=source.sheet.date1904)
        return (moment.date(), "serial") if moment else (None, "")
    code = source.format_at(row)
    text = f"{value:.2f}"
    if abs(float(text) - value) > 1e-9:  # noqa: PLR2004  # more decimals than a month has
        return None, ""
    found = parse_date(text)
    is_short = text.endswith("0")  # 2012.1: January as typed, October as shown by 0.00
    if found is None or (is_short and (code is None or not formats.shows_two_decimals(code))):
        return None, ""
    return found.day, "number_date"


def _warned(result: Clean, source: Source, today: dt.date | None) -> Clean:
    """Add the warnings about days that could not be read or have not come yet."""
    unparsed = [row for row, failure in result.failures.items() if failure.reason == "unparsed_date"]
    if unparsed:
        result.warnings.append(("unparsed_dates", str(len(unparsed)), unparsed))
    if today is not None:
        limit = f"{today:%Y-%m}" if result.kind is Kind.MONTH else f"{today:%Y-%m-%d}"
        late = [
            row
            for row, value in zip(source.rows, result.values, strict=True)
            if value is not None and str(value)[: len(limit)] > limit
        ]
        if late:
            result.warnings.append(("future_date", source.name, late))
    return result


def _at_its_time(day: dt.date, value: Cell, source: Source) -> dt.date:
    """Return a day at the time that its cell says; the plain day where it says none, or midnight."""
    moment = from_serial(value, date1904=source.sheet.date1904) if isinstance(value, float) else value
    time = time_in(value) if isinstance(value, str) else moment.time() if isinstance(moment, dt.datetime) else None
    return dt.datetime.combine(day, time) if time else day


def _month_text(day: dt.date) -> Value:
    return f"{day:%Y-%m}"


def _same(day: dt.date) -> Value:
    return day
