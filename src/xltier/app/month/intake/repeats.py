"""Rows that stand there twice: pasted twice, sent in two files, or two rows that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from xltier.app.month.intake.inputs import Facts, Source
from xltier.core.values import Entry, ExcelError
from xltier.errors import Location, Problem, Severity

RowKey: TypeAlias = tuple[int, str, str, str, str | None]
"""Month, or day of a table of days, then dealer, division, line and product."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A table of measures with the month, or the day, of each row.

    Args:
        facts: The table.
        when: Months; day numbers where its rows are days, which add up within a month.
    """

    facts: Facts
    when: Sequence[int]

    def keys(self) -> Iterable[RowKey]:
        """Return the key of each row."""
        facts = self.facts
        return zip(self.when, facts.dealers, facts.divisions, facts.lines, facts.products, strict=True)


def without_repeats(
    tables: Sequence[Dated], sources: Sequence[Source]
) -> tuple[tuple[Facts, ...], tuple[Problem, ...]]:
    """Return the tables with each key and measure once, and what was left out or contradicts itself.

    A row that says the same again counts once, with a warning. Two rows of a month that differ make the measures
    in question an error: neither the order of rows nor that of files decides which is right. Rows of days add up;
    only the same day in two files counts once.

    Args:
        tables: Every table of measures, in the order given.
        sources: Where they were read.
    """
    problems: list[Problem] = []
    once = [_once(table, sources, problems) for table in tables]
    first: dict[str, list[_Table]] = {}
    for table in once:
        for measure in table.columns:
            for earlier in first.get(measure, ()):
                problems.extend(table.met(earlier, measure, sources))
            first.setdefault(measure, []).append(table)
    return tuple(replace(table.dated.facts, values=table.columns) for table in once), tuple(problems)


@dataclass(slots=True)
class _Table:
    """A table without repeats of its own; columns that another table contradicts are replaced in place."""

    dated: Dated
    rows: dict[RowKey, int]
    columns: dict[str, Sequence[Entry]]

    def met(self, earlier: _Table, measure: str, sources: Sequence[Source]) -> Iterable[Problem]:
        """Take out what an earlier table has said, and yield at most one Problem of each sort."""
        shared = [key for key in self.rows if key in earlier.rows] if _overlap(self, earlier) else []
        if not shared or self.dated.facts.is_daily != earlier.dated.facts.is_daily:
            return
        own, other = list(self.columns[measure]), list(earlier.columns[measure])
        same: list[RowKey] = []
        differing: list[RowKey] = []
        for key in shared:
            here, there = self.rows[key], earlier.rows[key]
            if own[here] == other[there]:
                same.append(key)
                own[here] = 0 if isinstance(own[here], int) else own[here]
            elif not self.dated.facts.is_daily:
                differing.append(key)
                other[there], own[here] = ExcelError.VALUE, 0
        self.columns[measure], earlier.columns[measure] = own, other
        for reference, keys, severity in (
            ("input-sent-twice", same, Severity.WARNING),
            ("input-contradicts", differing, Severity.ERROR),
        ):
            if keys:
                yield self._problem(reference, severity, keys, measure, earlier, sources)

    def _problem(
        self,
        reference: str,
        severity: Severity,
        keys: Sequence[RowKey],
        measure: str,
        earlier: _Table,
        sources: Sequence[Source],
    ) -> Problem:
        here, there = self._place(keys[0], measure, sources), earlier._place(keys[0], measure, sources)
        values = {"dealer": keys[0][1], "count": len(keys), "first": str(there), "measure": measure}
        return Problem(reference, here, severity, values)

    def _place(self, key: RowKey, measure: str, sources: Sequence[Source]) -> Location:
        origin = self.dated.facts.origin(self.rows[key], measure)
        return sources[origin.source].location(origin.row, origin.column)


def _overlap(one: _Table, other: _Table) -> bool:
    """Return whether two tables may share a key at all; twelve files of twelve months never do."""
    return not {*one.dated.when}.isdisjoint(other.dated.when)


def _once(table: Dated, sources: Sequence[Source], problems: list[Problem]) -> _Table:
    """Return a table without the rows that repeat or contradict an earlier row of its own."""
    rows: dict[RowKey, int] = {}
    again: list[tuple[int, int]] = []
    for at, key in enumerate(table.keys()):
        earlier = rows.setdefault(key, at)
        if earlier != at:
            again.append((at, earlier))
    if not again:
        return _Table(table, rows, dict(table.facts.values))
    columns = {measure: list(column) for measure, column in table.facts.values.items()}
    for at, earlier in again:
        problems.extend(_again(table, at, earlier, columns, sources))
    if table.facts.is_daily:
        return _Table(table, rows, dict(table.facts.values))
    dropped = {at for at, _ in again}
    keep = [at for at in range(len(table.when)) if at not in dropped]
    kept = replace(table.facts, values=columns).only(keep)
    dated = Dated(kept, [table.when[at] for at in keep])
    return _Table(dated, {key: at for at, key in enumerate(dated.keys())}, dict(kept.values))


def _again(
    table: Dated, at: int, earlier: int, columns: dict[str, list[Entry]], sources: Sequence[Source]
) -> Iterable[Problem]:
    """Yield what a row says about an earlier one of its key; what differs becomes an error there."""
    facts = table.facts
    source = sources[facts.source]
    row, first = facts.rows[at], facts.rows[earlier]
    differing = [measure for measure, column in columns.items() if column[at] != column[earlier]]
    values = {"dealer": facts.dealers[at], "row": row, "first": str(source.location(first))}
    if not differing:
        yield Problem("row-repeated", source.location(row), Severity.WARNING, values)
        return
    if facts.is_daily:
        return
    for measure in differing:
        columns[measure][earlier] = ExcelError.VALUE
        yield Problem("row-contradicts", source.location(row, facts.columns[measure]), values=values)
