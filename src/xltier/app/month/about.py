"""What a month's logs say of each key: events that count, red lines still valid, overrides, where it stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from xltier.app.month.intake.complaint_events import complaints_said
from xltier.app.month.intake.inputs import MonthInputs, Origin
from xltier.app.month.keys import Key
from xltier.app.month.past import Past
from xltier.core.circumstances import Circumstances, Occurrence, Override
from xltier.core.line_map import LineMap
from xltier.core.months import Month, month_of, month_text
from xltier.core.red_lines import is_valid
from xltier.core.scheme import Scheme
from xltier.errors import Problem, Severity


class Logged(Protocol):
    """A log row: of one dealer, in one or all of its divisions and lines."""

    @property
    def dealer(self) -> str:
        """Dealer code."""

    @property
    def division(self) -> str | None:
        """Division; None is all of them."""

    @property
    def line(self) -> str | None:
        """Line, by any of its names; None is all of them."""

    @property
    def origin(self) -> Origin:
        """Where the row was read."""


class Book:
    """The keys of a month by dealer, to find those that a log row means."""

    def __init__(self, keys: Iterable[Key], lines: LineMap) -> None:
        """Index the keys that are rated."""
        self._of: dict[str, list[Key]] = defaultdict(list)
        self._lines = lines
        for key in keys:
            self._of[key.dealer].append(key)

    def meant(self, row: Logged) -> list[Key]:
        """Return the keys that a log row means."""
        line = None if row.line is None else self._lines.line(row.line)
        return [
            key
            for key in self._of.get(row.dealer, ())
            if (row.division is None or key.division == row.division) and (line is None or key.line == line)
        ]


def about_keys(
    inputs: MonthInputs, scheme: Scheme, period: Month, keys: Collection[Key], lines: LineMap, past: Past
) -> tuple[dict[Key, Circumstances], list[Problem]]:
    """Return what each key's rating must take into account, and the log rows that mean nobody."""
    book = Book(keys, lines)
    problems = list(complaints_said(inputs, scheme, period))
    names = {item.code: item.name for item in scheme.items}
    events: Mapping[Key, list[Occurrence]] = defaultdict(list)
    for event in inputs.events:
        if event.month == period:
            if not event.is_approved:
                where = inputs.location(event.origin)
                values = {"dealer": event.dealer, "item": names[event.item]}
                problems.append(Problem("event-not-approved", where, Severity.WARNING, values))
                continue
            for key in _meant(book, event, inputs, problems):
                events[key].append(Occurrence(event.item, event.points, event.times))
    hits: Mapping[Key, list[str]] = defaultdict(list)
    months = {line.code: line.months for line in scheme.red_lines}
    for hit in inputs.red_lines:
        lifted = hit.released is not None and month_of(hit.released, scheme.month_start_day) <= period
        if is_valid(hit.month, period, months.get(hit.code, 1)) and not lifted:
            for key in _meant(book, hit, inputs, problems):
                hits[key].append(hit.code)
    problems += _forgotten(inputs, scheme, period, keys, book, past)
    overrides = dict(_overrides(inputs, period, lines))
    about = {
        key: Circumstances(tuple(events[key]), tuple(dict.fromkeys(hits[key])), past.standing(key), overrides.get(key))
        for key in keys
    }
    return about, problems


def _forgotten(
    inputs: MonthInputs, scheme: Scheme, period: Month, keys: Iterable[Key], book: Book, past: Past
) -> Iterator[Problem]:
    """Yield the red lines that the history says are still valid and that no row of the log names any more."""
    lasting = {line.code: line for line in scheme.red_lines if line.months > 1}
    logged = {(key, hit.code) for hit in inputs.red_lines for key in book.meant(hit)}
    for key in keys:
        before = past.before(key)
        if before is None or before.origin is None:  # only the month that is being rated has no row yet
            continue
        for code in before.red_lines:
            had = past.months_with(key, code)
            if code in lasting and had < lasting[code].months and (key, code) not in logged:
                until = month_text(period - had + lasting[code].months - 1)
                values = {**key._asdict(), "name": lasting[code].name, "until": until}
                yield Problem("red-line-forgotten", inputs.location(before.origin), values=values)


def _meant(book: Book, row: Logged, inputs: MonthInputs, problems: list[Problem]) -> list[Key]:
    found = book.meant(row)
    if not found:
        values = {"dealer": row.dealer, "division": row.division or "", "line": row.line or ""}
        problems.append(Problem("log-row-nobody", inputs.location(row.origin), values=values))
    return found


def _overrides(inputs: MonthInputs, period: Month, lines: LineMap) -> Iterator[tuple[Key, Override]]:
    for row in inputs.overrides:
        if row.month == period:
            yield Key(row.dealer, row.division, lines.line(row.line)), row.override
