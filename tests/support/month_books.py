"""A rated month of any scheme and any customers, as the command would have made it, and its workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from unittest.mock import patch

from tests.support.formula_book import Row
from tests.support.random_customers import customers, random_rated
from tests.support.tame import spelled_out, tamed
from xltier.app.month.alerting import alerts_of
from xltier.app.month.intake.inputs import Dealer, Event, MonthInputs, Origin, PastRating, RedLineHit, Source
from xltier.app.month.keys import Key
from xltier.app.month.past import Past, driver_of
from xltier.app.month.rating_facts import facts_of
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.circumstances import Circumstances
from xltier.core.closing import State
from xltier.core.compile import compile_plan
from xltier.core.fingerprint import fingerprint
from xltier.core.fit import fit_plan
from xltier.core.line_map import LineMap
from xltier.core.migration import matrix
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.slots import Unratable, filler
from xltier.core.values import Value
from xltier.report.month import book

PERIOD: Final = 2026 * 12 + 9
_DAY: Final = dt.date(2026, 10, 8)
_DIVISIONS: Final = ("华东", "华北")


class RatedRows(NamedTuple):
    """A plan, fitted where it needs to be, and customers within a spreadsheet's reach."""

    plan: Plan
    rows: tuple[Row, ...]


def shipped_rows(plan: Plan, count: int, rng: Random) -> RatedRows:
    """Return random customers of a shipped scheme's plan."""
    found = [tamed(customer) for customer in customers(plan, count, rng)]
    if plan.wanted:
        plan = fit_plan(plan.scheme, [row.entries for row in found])
    return _monthly(plan, found)


def random_rows(seed: int, count: int) -> RatedRows:
    """Return a random scheme and random customers, fitted to what they are in the month."""
    rated = random_rated(seed, count)
    scheme, line = spelled_out(rated.plan.scheme), rated.plan.line
    rows = _monthly(rated.plan, [tamed(customer) for customer in rated.customers]).rows
    plan = compile_plan(scheme, line=line)
    if plan.wanted:
        about = [row.about for row in rows]
        plan = fit_plan(scheme, [row.entries for row in rows], line=line, circumstances=about)
    return RatedRows(plan, rows)


def _monthly(plan: Plan, rows: Iterable[Row]) -> RatedRows:
    """Return customers with what a month's logs can say of them."""
    return RatedRows(plan, tuple(Row(row.entries, _logged(plan, row.about)) for row in rows))


def _logged(plan: Plan, about: Circumstances) -> Circumstances:
    items, lines = {item.item.code for item in plan.items}, {line.line.code for line in plan.red_lines}
    events = tuple(replace(event, age=0) for event in about.events if event.item in items and event.times > 0)
    held = tuple(dict.fromkeys(code for code in about.red_lines if code in lines))
    known = about.standing is not None and plan.ladder.index(about.standing.tier) is not None
    return replace(about, events=events, red_lines=held, standing=about.standing if known else None, points=0, cap=None)


def month_of(rated: RatedRows) -> tuple[MonthResult, MonthInputs]:
    """Return the month in which these customers are rated, and the logs that say the same of them."""
    plan, scheme = rated.plan, rated.plan.scheme
    keys = [Key(f"D{at:03}", _DIVISIONS[at % 2], plan.line or "城区") for at in range(len(rated.rows))]
    history = tuple(_past(key, row) for key, row in zip(keys, rated.rows, strict=True) if row.about.standing)
    past = Past(history, LineMap((), {}, PERIOD), PERIOD)
    rows = tuple(_row(plan, key, row, past) for key, row in zip(keys, rated.rows, strict=True))
    inputs = MonthInputs(
        sources=(Source("月.xlsx", "登记", "adjustments", 1),),
        measures=frozenset(plan.keys),
        events=tuple(_events(keys, rated.rows)),
        red_lines=tuple(_hits(keys, rated.rows)),
        history=history,
    )
    tiers = tuple(dict.fromkeys(tier.code for tier in scheme.tiers))
    result = MonthResult(
        period=PERIOD,
        scheme=scheme,
        rows=rows,
        matrix=matrix(tiers, past.last_month(), {row.key: row.rating.tier for row in rows}),
        alerts=alerts_of(rows, scheme, PERIOD),
        missing=(),
        history=(*history, *(_now(row) for row in rows)),
        ledger=(),
        state=State.DRAFT,
        revision=0,
        changes=(),
        is_blocked=False,
        withdrawn={},
        names={row.key.dealer: row.name for row in rows},
        problems=(),
    )
    return result, inputs


def _row(plan: Plan, key: Key, row: Row, past: Past) -> MonthRow:
    rating = rate_one(plan, row.entries, row.about)
    before = past.before(key)
    values = _values(plan, row)
    place = None if before is None or before.tier is None else plan.ladder.index(before.tier)
    change = None if place is None or rating.place is None else place - rating.place
    mark = fingerprint(plan.scheme)
    return MonthRow(
        key=key,
        name=f"经销商{key.dealer}",
        dealer=Dealer(key.dealer, "", key.division, key.line, "城区", "江浙", "王", None, None, Origin(0, 1)),
        plan=plan,
        entries=row.entries,
        values=values,
        rating=rating,
        about=row.about,
        before=before,
        change=change,
        driver=None if before is None else driver_of(before, rating, fingerprint=mark, was_moved=False),
        facts=facts_of(plan, rating, values, change, past, key, 0),
    )


def _values(plan: Plan, row: Row) -> tuple[Value, ...]:
    try:
        return tuple(filler(plan)(row.entries))
    except Unratable:
        return ()


def _past(key: Key, row: Row) -> PastRating:
    standing = row.about.standing
    tier, pending = ("", 0) if standing is None else (standing.tier, standing.pending)
    return PastRating(
        *(PERIOD - 1, *key, None, tier, tier, pending),
        *("final", 0, "test@1", "", Origin(0, 2)),
    )


def _now(row: MonthRow) -> PastRating:
    rating = row.rating
    return PastRating(PERIOD, *row.key, rating.score, rating.tier, rating.tier, 0, "draft", 0, "test@1", "0-0", None)


def _events(keys: Sequence[Key], rows: Sequence[Row]) -> Iterable[Event]:
    for key, row in zip(keys, rows, strict=True):
        for event in row.about.events:
            logged = (event.item, event.points, event.times, "凭证", "李", True)
            yield Event(key.dealer, key.division, key.line, _DAY, PERIOD, *logged, Origin(0, 3))


def _hits(keys: Sequence[Key], rows: Sequence[Row]) -> Iterable[RedLineHit]:
    for key, row in zip(keys, rows, strict=True):
        for code in row.about.red_lines:
            yield RedLineHit(key.dealer, key.division, key.line, _DAY, PERIOD, code, None, "", Origin(0, 4))


def write_month(path: Path, rated: RatedRows, *, language: str = "zh") -> Path:
    """Write the workbook of a month; its rows stay in the order of the customers, whatever they get."""
    result, inputs = month_of(rated)
    with path.open("wb") as stream, patch.object(book, "in_printed_order", lambda month: month):
        book.write_month_book(stream, result, inputs, language=language)
    return path
