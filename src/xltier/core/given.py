"""A flat sheet may hold a derived measure itself (达成率) instead of what it follows from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from xltier.core.language.conditions import parse
from xltier.core.language.expressions import Sort, names_in
from xltier.core.months import Month, days_in, three_months
from xltier.core.names import names_of
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure, Window
from xltier.errors import Location, Problem

THREE_MONTHS: Final = 90
"""Days of three months where a flat sheet names no month."""


def taken_as_given(scheme: Scheme, columns: Collection[str], *, month: Month | None = None) -> Scheme:
    """Return the scheme for a sheet that has columns for these measures.

    A derived measure with a column of its own, whose operands are not all there, is read from the
    sheet. Sell-in compared falls back to the month's sell-in; days of three months follow the calendar.

    Args:
        scheme: The scheme as its document states it.
        columns: Keys of the measures that the sheet has.
        month: The month of the sheet, if it is known.
    """
    names = names_of(scheme)
    there = set(columns)
    found: list[Measure] = []
    for measure in scheme.measures:
        if measure.key in there and measure.expression is not None:
            node = parse(measure.expression, names, Location(), wants=Sort.NUMBER, divides=True)
            complete = not isinstance(node, Problem) and there.issuperset(_read(scheme, names_in(node)))
            found.append(measure if complete else replace(measure, expression=None, applies_if=None))
        elif measure.key not in there and measure.window is Window.GROWTH and measure.of in there:
            found.append(replace(measure, expression=measure.of))
        elif measure.key not in there and measure.window is Window.THREE_MONTHS_DAYS:
            days = THREE_MONTHS if month is None else days_in(three_months(month), scheme.month_start_day)
            found.append(replace(measure, expression=str(days)))
        else:
            found.append(measure)
    return replace(scheme, measures=tuple(found))


def _read(scheme: Scheme, keys: Collection[str]) -> set[str]:
    """Return the operands that must have a column: what the calendar or another measure gives needs none."""
    measures = {measure.key: measure for measure in scheme.measures}
    needed = set()
    for key in keys:
        measure = measures.get(key)
        if measure is None or measure.window is Window.THREE_MONTHS_DAYS:
            continue
        needed.add(measure.of if measure.window is Window.GROWTH and measure.of else key)
    return needed
