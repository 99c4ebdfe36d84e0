"""A date under a measure that is time counts as the time passed since then: the same in a list and in a month."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from xltier.core.elapsed import elapsed
from xltier.core.scheme.measure import Measure, ValueType
from xltier.errors import Problem
from xltier.tables.reading import Column, Kind, Value


def counts_time(measure: Measure, column: Column) -> bool:
    """Return whether the cells of a column are days or months from which a measure counts the time."""
    return measure.since and measure.type is ValueType.NUMBER and column.kind in {Kind.DAY, Kind.MONTH}


def time_since(value: Value, measure: Measure, as_of: dt.date) -> Value | Decimal | Problem:
    """Return the time from the date in a cell to a day, in the measure's unit; what is no date stays as it is.

    Args:
        value: A cell of a column that :func:`counts_time`. A month, ``2021-10``, counts from its first day.
        measure: Gives the unit.
        as_of: The day to which time is counted. A later date is a Problem, without its place.
    """
    since = dt.date.fromisoformat(f"{value}-01") if isinstance(value, str) else value
    if not isinstance(since, dt.date):
        return value
    if since > as_of:
        values = {"key": measure.key, "measure": measure.name, "value": str(value), "as_of": as_of.isoformat()}
        return Problem("date-after-as-of", values=values)
    return elapsed(since, as_of, measure.unit)
