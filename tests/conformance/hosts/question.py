"""A rating case as a question to a worksheet function: the rows of its range, and its log as one text."""

from __future__ import annotations

from collections.abc import Mapping

from tests.conformance.case import Case
from xltier.core.compile import compile_plan


def people_of(case: Case) -> list[Mapping[str, object]]:
    """Return the rows of the block: everybody, the customer among them.

    A function fits the rows that it is given. Where one figure is fitted, a customer from outside takes the place of
    the member with the same figure; else it stands beside the others.
    """
    people = list(case.population)
    if case.inputs in people:
        return people
    wanted = compile_plan(case.scheme, line=case.line).wanted
    figure = next(iter(case.inputs)) if len(wanted) == 1 else None
    place = next(
        (at for at, one in enumerate(people) if figure and one.get(figure) == case.inputs[figure]), len(people)
    )
    return [*people[:place], case.inputs, *people[place + 1 :]]


def log_of(case: Case) -> str | None:
    """Return the log of a case as ``adjust`` takes it, ``fakes:3*2;advice*1``; None where nothing is logged."""
    return ";".join(_line(event) for event in case.events) or None


def _line(event: Mapping[str, object]) -> str:
    """Return a line of the log as a cell says it: ``fakes:3*2``."""
    points = f":{event['points']}" if "points" in event else ""
    return f"{event['item']}{points}*{event.get('times', 1)}"
