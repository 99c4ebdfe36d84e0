"""A rated month divided by region, manager, division, channel or line: each part a month of its own dealers.

Everybody has been rated by then, so that ranks, shares and forced distributions are those of the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeAlias

from xltier.app.month.figures import line_map_of
from xltier.app.month.findings import means
from xltier.app.month.intake.inputs import (
    Dealer,
    Event,
    Facts,
    LedgerLine,
    MonthInputs,
    OverrideRow,
    PastRating,
    RedLineHit,
)
from xltier.app.month.intake.logs import DEALERS
from xltier.app.month.keys import Key
from xltier.app.month.moves import departures
from xltier.app.month.result import MonthResult
from xltier.core.line_map import LineMap
from xltier.core.migration import matrix
from xltier.errors import Problem, Severity
from xltier.messages import phrase


class SplitBy(StrEnum):
    """What a month may be divided by."""

    REGION = "region"
    MANAGER = "manager"
    DIVISION = "division"
    CHANNEL = "channel"
    LINE = "line"


Part: TypeAlias = tuple[MonthResult, MonthInputs]
"""A part: its ``MonthResult.part`` is its name, empty for keys that the dealer list says nothing of."""


def parts_of(result: MonthResult, inputs: MonthInputs, by: SplitBy) -> tuple[Part, ...]:
    """Return the parts of a month, in the order in which its rows first name them; the nameless one last.

    Counts of the parts add up to those of the whole: every row, alert, missing figure and withdrawn key is in exactly
    one. Log rows that mean keys of several parts are in each of these; former ratings and departures of
    keys that belong to none, such as a line that has been dissolved, are in the whole only.

    Args:
        result: The rated month.
        inputs: What it was rated from.
        by: What to divide by.

    Cost: linear in the rows of the inputs.
    """
    lines = line_map_of(inputs, result.scheme, result.period)
    name_of = _naming(result, inputs, lines, by)
    names = list(dict.fromkeys(name_of(key) for key in (*(row.key for row in result.rows), *result.withdrawn)))
    names.sort(key=lambda name: not name)
    parts = [_part(result, name, name_of) for name in names]
    return tuple(zip(parts, _inputs_of(parts, inputs, lines, name_of), strict=True))


def part_name(result: MonthResult, language: str) -> str:
    """Return what a part is called; nothing for a whole month."""
    return "" if result.part is None else result.part or phrase("part-none", language)


def unnamed(parts: Iterable[Part], by: SplitBy) -> tuple[Problem, ...]:
    """Return, once, which dealers the dealer list says nothing of, so that they are in the part without a name."""
    dealers = tuple(dict.fromkeys(row.key.dealer for result, _ in parts if not result.part for row in result.rows))
    if not dealers:
        return ()
    return (
        Problem(
            "part-unnamed",
            severity=Severity.WARNING,
            values={"by": DEALERS.field(by.value).name, "count": len(dealers), "dealers": dealers},
        ),
    )


def _naming(result: MonthResult, inputs: MonthInputs, lines: LineMap, by: SplitBy) -> Callable[[Key], str]:
    """Return what names the part of a key."""
    if by is SplitBy.DIVISION:
        return lambda key: key.division
    if by is SplitBy.LINE:
        return lambda key: lines.line(key.line)
    listed: dict[Key, Dealer] = {}
    of_dealer: dict[str, set[str]] = defaultdict(set)
    for dealer in inputs.dealers:
        listed.setdefault(Key(dealer.code, dealer.division, lines.line(dealer.line)), dealer)
        of_dealer[dealer.code].add(_said(dealer, by))
    rated = {row.key: row.dealer for row in result.rows if row.dealer is not None}

    def name(key: Key) -> str:
        own = rated.get(key) or listed.get(Key(key.dealer, key.division, lines.line(key.line)))
        if own is not None:
            return _said(own, by)
        others = of_dealer.get(key.dealer, set())  # a line without a row of its own goes with the dealer's others
        return next(iter(others)) if len(others) == 1 else ""

    return name


def _said(dealer: Dealer, by: SplitBy) -> str:
    return str(getattr(dealer, by.value) or "")


def _part(result: MonthResult, name: str, name_of: Callable[[Key], str]) -> MonthResult:
    rows = tuple(row for row in result.rows if name_of(row.key) == name)
    withdrawn = {key: tier for key, tier in result.withdrawn.items() if name_of(key) == name}
    keys = {*(row.key for row in rows), *withdrawn}
    before = {row.key: row.before.tier for row in rows if row.before is not None}
    return replace(
        result,
        rows=rows,
        matrix=matrix(result.matrix.tiers, before | withdrawn, {row.key: row.rating.tier for row in rows}),
        alerts=tuple(one for one in result.alerts if one.row.key in keys),
        missing=tuple(one for one in result.missing if one.key in keys),
        history=tuple(one for one in result.history if name_of(_key(one)) == name),
        ledger=tuple(one for one in result.ledger if name_of(_key(one)) == name),
        changes=tuple(one for one in result.changes if name_of(one.key) == name),
        withdrawn=withdrawn,
        problems=_about(result.problems, {key.dealer for key in keys}),
        left={key: gone for key, gone in departures(result.rows).items() if name_of(key) == name},
        part=name,
    )


def _key(row: PastRating | LedgerLine) -> Key:
    return Key(row.dealer, row.division, row.line)


def _about(problems: Iterable[Problem], dealers: set[str]) -> tuple[Problem, ...]:
    """Return the Problems that are about one of the dealers, or about no dealer at all."""
    return tuple(one for one in problems if str(one.values.get("dealer") or "") in {*dealers, ""})


def _inputs_of(
    parts: Sequence[MonthResult], inputs: MonthInputs, lines: LineMap, name_of: Callable[[Key], str]
) -> list[MonthInputs]:
    """Return for each part the rows of the inputs that are about its keys; figures by dealer, lists as they are."""
    of_dealer: dict[str, list[int]] = defaultdict(list)
    keys: list[Mapping[str, list[Key]]] = []
    for at, part in enumerate(parts):
        own: dict[str, list[Key]] = defaultdict(list)
        for key in (*(row.key for row in part.rows), *part.withdrawn, *(part.left or ())):
            own[key.dealer].append(key)
        keys.append(own)
        for dealer in own:
            of_dealer[dealer].append(at)
    facts = [_divided(one, of_dealer, len(parts)) for one in inputs.facts]

    def is_meant(row: Event | RedLineHit | OverrideRow, at: int) -> bool:
        return any(means(row, key, lines) for key in keys[at].get(row.dealer, ()))

    return [
        replace(
            inputs,
            dealers=tuple(one for one in inputs.dealers if one.code in keys[at]),
            facts=tuple(one[at] for one in facts),
            events=tuple(one for one in inputs.events if is_meant(one, at)),
            red_lines=tuple(one for one in inputs.red_lines if is_meant(one, at)),
            overrides=tuple(one for one in inputs.overrides if is_meant(one, at)),
            complaints=tuple(one for one in inputs.complaints if one.dealer in keys[at]),
            history=tuple(one for one in inputs.history if name_of(_key(one)) == part.part),
            ledger=tuple(one for one in inputs.ledger if name_of(_key(one)) == part.part),
            problems=_about(inputs.problems, set(keys[at])),
        )
        for at, part in enumerate(parts)
    ]


def _divided(facts: Facts, of_dealer: Mapping[str, Sequence[int]], count: int) -> list[Facts]:
    """Return a table's rows by part, in one pass over its dealers."""
    chosen: list[list[int]] = [[] for _ in range(count)]
    for index, dealer in enumerate(facts.dealers):
        for at in of_dealer.get(dealer, ()):
            chosen[at].append(index)
    return [facts.only(kept) for kept in chosen]
