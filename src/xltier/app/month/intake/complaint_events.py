"""Valid complaints as lines of the adjustments log (systems.md P6): each counts once, wherever it is written down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xltier.app.month.intake.inputs import Complaint, Event, MonthInputs
from xltier.app.month.intake.logs import COMPLAINTS
from xltier.core.line_map import aliases_of
from xltier.core.months import Month, month_of
from xltier.core.scheme import Scheme
from xltier.core.scheme.item import ItemLog
from xltier.core.words import folded
from xltier.errors import Location, Problem, Severity


def complaint_events(complaints: Iterable[Complaint], events: Sequence[Event], scheme: Scheme) -> tuple[Event, ...]:
    """Return an event for each valid complaint that the adjustments log does not hold, for each item that asks for it.

    A log row holds the complaints whose numbers its evidence gives. One that gives none holds as many complaints of
    its dealer and month as it counts, those of its own day first: nothing is taken twice. A row that nobody has
    approved holds them too; whoever wrote it decides.

    Args:
        complaints: The complaint log; a number that occurs again is a later entry, and the last one counts.
        events: The adjustments log.
        scheme: Says which items read the complaint log.
    """
    items = [item.code for item in scheme.items if item.log is ItemLog.COMPLAINTS]
    valid = _valid(complaints) if items else []
    return tuple(
        _event(one, item, scheme)
        for item in items
        for one in _unlogged(valid, [event for event in events if event.item == item], scheme)
    )


def complaints_said(inputs: MonthInputs, scheme: Scheme, period: Month) -> Iterator[Problem]:
    """Yield a note for each complaint log: how many valid ones of the month count, and how many were logged before."""
    items = [item for item in scheme.items if item.log is ItemLog.COMPLAINTS]
    valid = [one for one in _valid(inputs.complaints) if month_of(one.date, scheme.month_start_day) == period]
    for at, source in enumerate(inputs.sources):
        own = sum(one.origin.source == at for one in valid)
        for item in items if own else ():
            counted = sum(
                event.origin.source == at and event.item == item.code and event.month == period
                for event in inputs.events
            )
            values = {"item": item.name, "valid": own, "counted": counted, "logged": own - counted}
            yield Problem("complaints-counted", Location(file=source.file, sheet=source.sheet), Severity.NOTE, values)


def is_complaint(event: Event, inputs: MonthInputs) -> bool:
    """Return whether an event comes from a complaint log."""
    return inputs.sources[event.origin.source].kind == COMPLAINTS.key


def _valid(complaints: Iterable[Complaint]) -> list[Complaint]:
    """Return the complaints found to be justified, by their latest entries, in the order of the log."""
    latest: dict[object, Complaint] = {}
    for at, one in enumerate(complaints):
        latest[(one.dealer, one.division, one.line, folded(one.id) or at)] = one
    return [one for one in latest.values() if one.is_valid]


def _unlogged(valid: Sequence[Complaint], events: Sequence[Event], scheme: Scheme) -> list[Complaint]:
    """Return the complaints that no row of the adjustments log holds."""
    lines = aliases_of(scheme)
    of_dealer: dict[tuple[str, Month], list[Complaint]] = defaultdict(list)
    for one in valid:
        of_dealer[one.dealer, month_of(one.date, scheme.month_start_day)].append(one)
    held: set[int] = set()
    unnumbered: list[tuple[Event, list[Complaint]]] = []
    for event in events:
        meant = [one for one in of_dealer.get((event.dealer, event.month), ()) if _is_same_scope(one, event, lines)]
        named = [one for one in meant if _names(event.evidence, one.id)]
        held |= {id(one) for one in named}
        if not named:
            unnumbered.append((event, meant))
    for event, meant in unnumbered:
        free = sorted((one for one in meant if id(one) not in held), key=lambda one: (one.date != event.date, one.date))
        held |= {id(one) for one in free[: event.times]}
    return [one for one in valid if id(one) not in held]


def _is_same_scope(one: Complaint, event: Event, lines: Mapping[str, str]) -> bool:
    """Return whether a complaint and a log row mean a division and line in common."""
    if None not in {one.division, event.division} and one.division != event.division:
        return False
    if one.line is None or event.line is None:
        return True
    mine, theirs = folded(one.line), folded(event.line)
    return lines.get(mine, mine) == lines.get(theirs, theirs)


def _names(evidence: str, number: str) -> bool:
    """Return whether an evidence gives the number of a complaint, not as a part of a longer one."""
    if not number:
        return False
    return re.search(rf"(?<![\w-]){re.escape(folded(number))}(?![\w-])", folded(evidence), re.ASCII) is not None


def _event(one: Complaint, item: str, scheme: Scheme) -> Event:
    return Event(
        one.dealer,
        one.division,
        one.line,
        date=one.date,
        month=month_of(one.date, scheme.month_start_day),
        item=item,
        points=None,
        times=1,
        evidence=" ".join(part for part in (one.id, one.content) if part),
        approver="",
        is_approved=True,
        origin=one.origin,
    )
