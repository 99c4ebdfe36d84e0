"""What the ratings left out or could not tell, with the log row that it is about where there is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from xltier.app.month.figures import line_map_of
from xltier.app.month.intake.inputs import Event, MonthInputs, OverrideRow, RedLineHit
from xltier.app.month.keys import Key
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.line_map import LineMap
from xltier.errors import Problem

_CHANGED: Final = ("item-clipped", "item-not-whole")
"""Problems of points that are not counted as they were logged."""


def findings(result: MonthResult, inputs: MonthInputs) -> Iterator[tuple[MonthRow, Problem]]:
    """Yield the Problems of every rating, row by row."""
    lines = line_map_of(inputs, result.scheme, result.period)
    logged: dict[str, list[Event]] = defaultdict(list)
    for event in inputs.events:
        if event.month == result.period and event.is_approved:
            logged[event.dealer].append(event)
    for row in result.rows:
        if row.rating.problems:
            events = [event for event in logged[row.key.dealer] if means(event, row.key, lines)]
            for problem in row_findings(row, events, inputs):
                yield row, problem


def row_findings(row: MonthRow, events: Sequence[Event], inputs: MonthInputs) -> tuple[Problem, ...]:
    """Return a rating's Problems; points that their item does not take as they are get the place of the log row.

    Args:
        row: The rated key.
        events: The month's approved log rows that mean it.
        inputs: Where these were read.
    """
    plans = {item.item.code: item for item in row.plan.items}
    outside: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.points is not None and plans[event.item].kept(event.points) != event.points:
            outside[event.item].append(event)
    found = []
    for problem in row.rating.problems:
        clipped = outside[str(problem.values["code"])] if problem.reference in _CHANGED else []
        found.append(replace(problem, at=inputs.location(clipped.pop(0).origin)) if clipped else problem)
    return tuple(found)


def means(logged: Event | RedLineHit | OverrideRow, key: Key, lines: LineMap) -> bool:
    """Return whether a log row means a key: of the same dealer, and of its division and line or of all."""
    return (
        logged.dealer == key.dealer
        and logged.division in {None, key.division}
        and (logged.line is None or lines.line(logged.line) == key.line)
    )
