"""What to know of classes once a population is rated: bins that fell together, rules that hide one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xltier.core.distribution import collapsed
from xltier.core.fixed import shown
from xltier.core.overlaps import rule_overlaps
from xltier.core.plan import Plan
from xltier.core.scheme.classes import Axis
from xltier.core.scheme.spread import Spread
from xltier.core.scoresheet import fitted_name
from xltier.core.values import Entry
from xltier.core.words import Words
from xltier.errors import Location, Problem, Severity

_WITHIN = " within "
_NAMED = 5
"""Customers below zero who are named; the others are counted."""


def class_notes(
    plan: Plan, population: Sequence[Sequence[Entry]], place: Location, customers: Sequence[str] = ()
) -> Iterator[Problem]:
    """Yield a warning for each set of cuts with fewer distinct ones than classes, and a note for rules that overlap.

    Equal values stay together, so that bins fall together where many customers share a value; labels keep
    their meaning, and gaps are said.

    Args:
        plan: A fitted plan.
        population: Entries of all customers, in slot order.
        place: The sheet.
        customers: What to call each of them.
    """
    yield from _below_zero(plan, population, place, customers)
    of_points = {fitted_name(measure) for measure in plan.measures}  # hundredths of a rank: nobody's class
    for name, cuts in plan.cuts.items():
        if name not in of_points and len(cuts) > 1 and collapsed(cuts) and _WITHIN not in name and any(cuts):
            values = {"of": _of(plan, name), "distinct": len(set(cuts)), "asked": len(cuts)}
            yield Problem("bins-collapsed", place, Severity.WARNING, values)
    for overlap in rule_overlaps(plan, population):
        values = {"taken": overlap.taken, "hidden": overlap.hidden, "count": overlap.count}
        yield Problem("rules-overlap", place, Severity.NOTE, values)


def _below_zero(
    plan: Plan, population: Sequence[Sequence[Entry]], place: Location, customers: Sequence[str]
) -> Iterator[Problem]:
    """Yield who returned more than they bought, or lost money, where classes are shares of a sum: they carry none."""
    scheme = plan.scheme
    shared = [(scheme.spread, scheme.measure)]
    shared += [(axis.spread, axis.measure) for axis in scheme.axes]
    shared += [(cut.spread, cut.measure) for cut in scheme.cuts]
    for key in dict.fromkeys(key for spread, key in shared if spread is Spread.CUMULATIVE and key in plan.keys):
        at = plan.slot(key)
        column = [entries[at] for entries in population]
        below = [(row, value) for row, value in enumerate(column) if isinstance(value, int) and value < 0]
        if below:
            measure = plan.measures[at]
            yield Problem(
                "below-zero",
                place,
                Severity.NOTE,
                {
                    "measure": measure.name,
                    "count": len(below),
                    "sum": shown(sum(value for _, value in below), measure.decimals),
                    "who": tuple(customers[row] for row, _ in below[:_NAMED] if row < len(customers)),
                },
            )


def _of(plan: Plan, name: str) -> Words:
    """Return in words what some cuts are of: an axis, a measure, or the score."""
    axes: dict[str, Axis] = {f"{axis.key} levels": axis for axis in plan.scheme.axes}
    if name in axes:
        return axes[name].name
    key = plan.scheme.measure if name == "tiers" else name.partition(" ")[0]
    found = next((measure.name for measure in plan.scheme.measures if measure.key == key), None)
    return found or Words("得分", "score")
