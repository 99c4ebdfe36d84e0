"""A rating case as a question to a worksheet function: its rows, its log as one text, and what no cell can be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tests.conformance.case import Case
from tests.conformance.hosts.host import Gap, GapKind
from xltier.core.compile import compile_plan

_IN_CELLS: Final[Mapping[str, Sequence[str]]] = {
    "a cell says that it does not know an item by #VALUE!": (
        "adjustments: an item that the scheme does not have does not count and is said",
    ),
    "a cell knows no tier of the month before": (
        "history: within the buffer the tier is kept",
        "history: below the buffer a first month is not enough to fall",
        "history: a first month is not enough to rise",
        "history: a month that asked for less does not count for a rise",
        "history: a buffer may be a share of the cut-off",
        "history: where a tier falls on either, a first month within the buffer keeps it",
        "scheme high-risk: just beyond the cut but steady before",
    ),
    "a cell takes no decision by hand": ("history: a signed override decides",),
    "no argument of TIER names a channel line": ("lines: a line has its own bands, weights and cut-offs",),
    "a cell says that it does not know a red line by #N/A": (
        "red_lines: a red line that the scheme does not have is said",
    ),
    "a function fits the rows that it is given, the customer's own among them": (
        "scheme value-composite: exactly at the upper cut-off",
        "scheme value-composite: eight months keep 70, seven 40",
        "scheme value-composite: the last one",
        "scheme value-score: without a profit column its weight moves",
        "scheme value-score: a blank profit scores nothing",
    ),
}
"""What no worksheet function can be asked, in whatever program."""


def never(more: Mapping[str, Sequence[str]] | None = None) -> dict[str, Gap]:
    """Return the gaps of a host of worksheet functions by case: those of all, and its own by their reasons."""
    listed = {**_IN_CELLS, **(more or {})}
    return {case: Gap(GapKind.NEVER, reason) for reason, cases in listed.items() for case in cases}


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
