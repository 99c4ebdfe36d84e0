"""The logs as the workbook lists them: one entry a log row and key that it means, then what rules fired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from xltier.app.month.about import Book, Logged
from xltier.app.month.figures import line_map_of
from xltier.app.month.intake.inputs import Event, MonthInputs, RedLineHit
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.adjustments import Adjustment, adjuster
from xltier.core.plan import RedLinePlan

_adjuster = lru_cache(maxsize=64)(adjuster)
L = TypeVar("L", bound=Logged)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry(Generic[L]):
    """A log row for one key.

    Args:
        at: Place of the key in ``result.rows``; None where the row means nobody who is rated.
        logged: The log row.
    """

    at: int | None
    logged: L


@dataclass(frozen=True, slots=True)
class Fired(Generic[R]):
    """What a rule gave to the key at a place in ``result.rows``."""

    at: int
    what: R


def logged_events(result: MonthResult, inputs: MonthInputs) -> list[Entry[Event]]:
    """Return the month's log rows of bonus and penalty, approved or not, in the order of the keys."""
    return _by_key(result, inputs, (event for event in inputs.events if event.month == result.period))


def logged_hits(result: MonthResult, inputs: MonthInputs) -> list[Entry[RedLineHit]]:
    """Return the rows of the red-line log, in the order of the keys."""
    return _by_key(result, inputs, inputs.red_lines)


def fired_items(result: MonthResult) -> Iterator[Fired[Adjustment]]:
    """Yield the items that a condition or a count gave, log or no log."""
    for at, row in enumerate(result.rows):
        for made in made_of(row) if row.plan.items else ():
            if made.times > _logged_times(row, made.item.item.code):
                yield Fired(at, made)


def made_of(row: MonthRow) -> tuple[Adjustment, ...]:
    """Return what each item gave or took of a key; nothing of one without a rating."""
    if not row.values or row.rating.place is None:
        return ()
    return _adjuster(row.plan)(row.values, row.about).items


def fired_red_lines(result: MonthResult) -> Iterator[Fired[RedLinePlan]]:
    """Yield the red lines that apply without a log row."""
    for at, row in enumerate(result.rows):
        for line in row.plan.red_lines:
            if line.line.code in row.rating.red_lines and line.line.code not in row.about.red_lines:
                yield Fired(at, line)


def _logged_times(row: MonthRow, code: str) -> int:
    return sum(event.times for event in row.about.events if event.item == code)


def _by_key(result: MonthResult, inputs: MonthInputs, logged: Iterable[L]) -> list[Entry[L]]:
    places = {row.key: at for at, row in enumerate(result.rows)}
    book = Book(places, line_map_of(inputs, result.scheme, result.period))
    of_key: dict[int, list[Entry[L]]] = defaultdict(list)
    nobody: list[Entry[L]] = []
    for row in logged:
        found: Sequence[int] = [places[key] for key in book.meant(row)]
        for at in found:
            of_key[at].append(Entry(at, row))
        if not found and result.part is None:  # of a part, the row may mean somebody of another part
            nobody.append(Entry(None, row))
    return [entry for at in sorted(of_key) for entry in of_key[at]] + nobody
