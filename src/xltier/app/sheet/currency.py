"""A sheet in another currency than the rules: its own customers may make the cuts, but no fixed sum is comparable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from xltier.core.scheme import Kind, Scheme
from xltier.core.scheme.measure import Method
from xltier.tables.reading import Reading
from xltier.tables.units import parse_unit

_BY_POPULATION: Final = frozenset({Method.PERCENTILE, Method.RELATIVE})


def in_currency(scheme: Scheme, reading: Reading, places: Mapping[str, int]) -> Scheme:
    """Return a scheme whose sums of money are in the currency of a sheet, where that changes no tier.

    Ranks, shares, means and signs are the same in any currency. A scheme that compares money with a fixed sum stays as
    it is, and so does one for a sheet of several currencies: there the unit of a column is a mismatch.

    Args:
        scheme: The scheme.
        reading: The sheet.
        places: Position of each measure's column.
    """
    money = frozenset(measure.key for measure in scheme.measures if _is_money(measure.unit))
    said = {unit for key, at in places.items() if key in money and (unit := reading.columns[at].unit) is not None}
    unit = said.pop() if len(said) == 1 else ""
    if not _is_money(unit) or has_fixed_sums(scheme, money):
        return scheme
    measures = (replace(one, unit=unit) if one.key in money else one for one in scheme.measures)
    return replace(scheme, measures=tuple(measures))


def has_fixed_sums(scheme: Scheme, money: frozenset[str]) -> bool:
    """Return whether some measure of money meets a sum that the rules state: a band, a floor, or a condition.

    Args:
        scheme: The scheme.
        money: Keys of the measures of money.
    """
    return (
        (scheme.kind is Kind.BAND and scheme.measure in money)
        or any(one.is_scored and one.key in money and one.method not in _BY_POPULATION for one in scheme.measures)
        or any(axis.measure in money and axis.spread is None for axis in scheme.axes)
        or any(re.search(rf"\b{key}\b\s*[<>=]+\s*-?[\d.]*[1-9]", text) for key in money for text in _conditions(scheme))
    )


def _conditions(scheme: Scheme) -> Iterator[str]:
    """Yield every condition of a scheme as its document writes it."""
    for measure in scheme.measures:
        yield from filter(None, (measure.applies_if, measure.expression))
    for rule in (*scheme.rules, *(rule for axis in scheme.axes for rule in axis.rules)):
        yield rule.when or ""
    for item in scheme.items:
        yield item.auto or ""
    for line in scheme.red_lines:
        yield from filter(None, (line.auto, line.release))
    for alert in scheme.alerts:
        yield alert.rule


def _is_money(unit: str) -> bool:
    found = parse_unit(unit) if unit else None
    return found is not None and found.dimension == "money"
