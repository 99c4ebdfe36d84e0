"""From the tables that were read to what a month is rated from: every usable row, and every row that is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from xltier.app.month.intake.complaint_events import complaint_events
from xltier.app.month.intake.inputs import (
    Complaint,
    Dealer,
    Event,
    LedgerLine,
    MapRow,
    MonthInputs,
    OverrideRow,
    PastRating,
    RedLineHit,
    Source,
)
from xltier.app.month.intake.log_rows import (
    complaints_of,
    dealers_of,
    events_of,
    history_of,
    ledger_of,
    map_of,
    overrides_of,
    red_lines_of,
)
from xltier.app.month.intake.measure_rows import measure_rows
from xltier.app.month.intake.names import names_in
from xltier.app.month.intake.once import listed_once, once
from xltier.app.month.intake.recognise import Recognised, recognise
from xltier.app.month.intake.repeats import Dated, without_repeats
from xltier.app.month.intake.rows import Rows
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure
from xltier.errors import Problem
from xltier.tables.line_units import with_line_units
from xltier.tables.reading import Reading
from xltier.tables.units import MONEY

_NOT_FOR_MONTHS: Final = frozenset(
    [
        "duplicate-key",
        "same-name-different-code",
        "fewer-customers-than-bins",
        "no-variation",
        "looks-transposed",
        "guessed-other-sheets",
        "guessed-outside-table",
    ]
)
"""Doubts of the intake about a list of customers: a month has many sheets that repeat codes, and is checked here."""


def read_inputs(readings: Sequence[Reading], scheme: Scheme) -> MonthInputs:
    """Return what the tables say, typed and placed.

    Order does not matter: a workbook of eleven sheets and five departments' files give the same. Of a workbook
    that xltier wrote, only the history and the ledger are taken; its other sheets repeat what was put in.

    Args:
        readings: Every table of every file.
        scheme: Gives measures their decimals, items and red lines their names, and the day on which months start.
    """
    measures = [measure for measure in scheme.measures if measure.expression is None]
    recognised = [_with_units(reading, recognise(reading, measures), measures) for reading in readings]
    ours = {reading.file for reading, found in recognised if isinstance(found, Recognised) and found.is_own_history}
    collected = _Collected()
    for reading, found in recognised:
        if isinstance(found, Problem):
            collected.problems.extend(() if reading.file in ours else (found,))
        elif reading.file not in ours or found.kind.is_ours:
            collected.take(reading, found, scheme, is_ours=reading.file in ours)
    inputs = collected.inputs()
    complained = complaint_events(inputs.complaints, inputs.events, scheme)
    return replace(inputs, events=(*inputs.events, *complained))


def _with_units(
    reading: Reading, found: Recognised | Problem, measures: Sequence[Measure]
) -> tuple[Reading, Recognised | Problem]:
    """Return a table with the unit above it in the columns that are money to the scheme, and what it is."""
    if isinstance(found, Problem):
        return reading, found
    money = {measure.key for measure in measures if measure.unit == MONEY}
    return with_line_units(reading, [at for key, at in found.measures.items() if key in money]), found


@dataclass(slots=True)
class _Collected:
    """What has been read so far."""

    sources: list[Source] = field(default_factory=list)
    tables: list[Dated] = field(default_factory=list)
    dealers: list[Dealer] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    red_lines: list[RedLineHit] = field(default_factory=list)
    line_map: list[MapRow] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    history: list[PastRating] = field(default_factory=list)
    ledger: list[LedgerLine] = field(default_factory=list)
    overrides: list[OverrideRow] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, reading: Reading, found: Recognised, scheme: Scheme, *, is_ours: bool) -> None:
        """Read one table; the intake's doubts about a sheet that xltier wrote are nobody's to act on."""
        number = len(self.sources)
        self.sources.append(Source(reading.file, reading.sheet, found.kind.key, len(reading.rows)))
        self.problems.extend(() if is_ours else (*found.problems, *_doubts(reading)))
        self.names.update({} if is_ours else names_in(reading, found))
        if found.measures:
            table, unusable = measure_rows(reading, found, scheme, number)
            self.tables.append(table)
            self.problems.extend(unusable)
            if found.dealers:
                listed = Recognised(found.kind, found.dealers, {}, {})
                self.dealers.extend(dealers_of(Rows(reading, listed, scheme, number)))
            return
        rows = Rows(reading, found, scheme, number)
        self._list(found.kind.key, rows)
        self.problems.extend(rows.problems)

    def _list(self, kind: str, rows: Rows) -> None:
        match kind:
            case "dealers":
                self.dealers.extend(dealers_of(rows))
            case "adjustments":
                self.events.extend(events_of(rows))
            case "red_lines":
                self.red_lines.extend(red_lines_of(rows))
            case "line_map":
                self.line_map.extend(map_of(rows))
            case "complaints":
                self.complaints.extend(complaints_of(rows))
            case "history":
                self.history.extend(history_of(rows))
            case "ledger":
                self.ledger.extend(ledger_of(rows))
            case "overrides":
                self.overrides.extend(overrides_of(rows))

    def inputs(self) -> MonthInputs:
        """Return everything, each row once."""
        facts, repeated = without_repeats(self.tables, self.sources)
        problems = [*self.problems, *repeated]
        return MonthInputs(
            sources=tuple(self.sources),
            dealers=listed_once(self.dealers, self.sources, problems),
            facts=facts,
            measures=frozenset(key for table in facts for key in table.values),
            events=once(self.events, self.sources, problems),
            red_lines=once(self.red_lines, self.sources, problems),
            line_map=once(self.line_map, self.sources, problems),
            complaints=once(self.complaints, self.sources, problems),
            history=tuple(_latest(self.history)),
            ledger=tuple(dict.fromkeys(self.ledger)),
            overrides=once(self.overrides, self.sources, problems),
            names=self.names,
            problems=tuple(problems),
        )


def _doubts(reading: Reading) -> Iterator[Problem]:
    return (problem for problem in reading.problems() if problem.reference not in _NOT_FOR_MONTHS)


def _latest(history: Iterable[PastRating]) -> Iterable[PastRating]:
    """Return one row a key and month: the highest revision; of two equal ones, the one that xltier wrote."""
    found: dict[tuple[int, str, str, str], PastRating] = {}
    for row in history:
        key = (row.month, row.dealer, row.division, row.line)
        known = found.get(key)
        if known is None or (row.revision, bool(row.fingerprint)) > (known.revision, bool(known.fingerprint)):
            found[key] = row
    return found.values()
