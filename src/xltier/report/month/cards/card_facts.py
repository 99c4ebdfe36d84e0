"""What a dealer's card says, as data: why the tier, measures against peers, the way up, months, log, strategy.

The sheet 单户档案 and the printed cards are laid out from the same facts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from xltier.app.month.figures import line_map_of
from xltier.app.month.findings import means
from xltier.app.month.intake.inputs import Event, MonthInputs, PastRating, RedLineHit
from xltier.app.month.keys import Key
from xltier.app.month.reason import month_reason
from xltier.app.month.result import MonthResult, MonthRow
from xltier.app.wording.lifts import lifts_of
from xltier.app.wording.shown_value import shown_value
from xltier.core.line_map import LineMap
from xltier.core.months import Month, month_text
from xltier.core.scheme.tier import Strategy, Tier
from xltier.core.trace import Line, Trace, explain
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.data.ratings_grid import next_of, number, points_of
from xltier.report.month.data.ratings_sheet import MONTHS

SERVICE: Final = (
    ("text", Words("策略", "Strategy")),
    ("visit", Words("拜访", "Visits")),
    ("credit", Words("账期", "Credit")),
    ("rebate", Words("返利", "Rebate")),
)
"""Fields of a tier's strategy that hold texts, with what they are called."""


@dataclass(frozen=True, slots=True)
class CardMeasure:
    """A scored measure.

    Args:
        key: Of the measure.
        name: In the card's language.
        value: As people read it, unit and all; a word where it is blank or does not apply.
        points: 0 to ``full``; None where it does not apply.
        full: Full marks; None where there is no limit.
        peers: Mean points of the rated keys of the same line; None where nobody there has any.
        weight: Percent of the base that it counts for.
        lost: Points of the score that full marks would bring.
    """

    key: str
    name: str
    value: str
    points: float | None
    full: float | None
    peers: float | None
    weight: float
    lost: float


@dataclass(frozen=True, slots=True)
class CardMonth:
    """A month of the card's history; without a tier where the key was not rated."""

    month: str
    score: float | None
    tier: str | None


@dataclass(frozen=True, slots=True)
class CardLog:
    """A line of the card's log.

    Args:
        date: Of the log row; None for what a rule did.
        name: The item or red line.
        points: Counted, with its sign; None for a red line.
        note: Evidence, and why less counts than was logged.
    """

    date: dt.date | None
    name: str
    points: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """One dealer's line in one month, every text in one language.

    Args:
        row: What it is about.
        place: Division, line, channel, region and manager, as far as known.
        tier: The tier, or None where it is not rated.
        tier_name: Its name.
        held: The tier before red lines, where one changed it; else None.
        why: 主因.
        next_tier: The next better tier; None at the top.
        missing: Points to it.
        next_floor: The score that the next tier begins with.
        lifts: Measures that alone reach it, as far as they must go.
        measures: In the scheme's order.
        months: Oldest first, this one last; always ``MONTHS`` of them.
        log: Log rows and rules that gave or took points, then red lines.
        strategy: Name and text of what the tier means for service.
    """

    row: MonthRow
    place: tuple[str, ...]
    tier: str | None
    tier_name: str
    held: str | None
    why: str
    score: float | None
    base: float | None
    bonus: float | None
    penalty: float | None
    next_tier: str | None
    missing: float | None
    next_floor: float | None
    lifts: tuple[str, ...]
    measures: tuple[CardMeasure, ...]
    months: tuple[CardMonth, ...]
    log: tuple[CardLog, ...]
    strategy: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CardSource:
    """A rated month arranged for looking keys up; see :func:`card_source`."""

    period: Month
    lines: LineMap
    events: Mapping[str, Sequence[Event]]
    red_lines: Mapping[str, Sequence[RedLineHit]]
    past: Mapping[Key, Mapping[Month, PastRating]]
    peers: Mapping[tuple[str, str], float]


def card_source(result: MonthResult, inputs: MonthInputs) -> CardSource:
    """Return what every card is looked up in: log rows by dealer, former months by key, mean points by line.

    Args:
        result: The rated month, all of it, even where cards of a part are wanted: peers are the whole line.
        inputs: What it was rated from.
    """
    lines = line_map_of(inputs, result.scheme, result.period)
    events: dict[str, list[Event]] = defaultdict(list)
    for event in inputs.events:
        if event.month == result.period:
            events[event.dealer].append(event)
    hits: dict[str, list[RedLineHit]] = defaultdict(list)
    for hit in inputs.red_lines:
        hits[hit.dealer].append(hit)
    past: dict[Key, dict[Month, PastRating]] = defaultdict(dict)
    for one in result.history:
        if result.period - MONTHS < one.month <= result.period:
            past[Key(one.dealer, one.division, lines.line(one.line))][one.month] = one
    return CardSource(result.period, lines, events, hits, past, _peers(result))


def card_of(source: CardSource, row: MonthRow, language: str) -> Card:
    """Return a key's card.

    Args:
        source: Its month.
        row: The key.
        language: ``"zh"`` or ``"en"``.
    """
    rating, plan = row.rating, row.plan
    trace = explain(plan, row.entries, row.about)
    tier = next((one for one in plan.ladder.tiers if one.code == rating.tier), None)
    held = None if rating.held is None or rating.held == rating.place else plan.ladder.tiers[rating.held].code
    next_tier, missing = next_of(row)
    floor = plan.ladder.least(rating.earned - 1) if rating.earned else None
    is_rated = rating.tier is not None
    return Card(
        row=row,
        place=_place(row),
        tier=rating.tier,
        tier_name="" if tier is None else tier.name.said(language),
        held=held,
        why=month_reason(row, language),
        score=number(rating.score, plan.score_decimals),
        base=number(rating.base, plan.points_decimals),
        bonus=number(rating.bonus, plan.points_decimals) if is_rated else None,
        penalty=number(rating.penalty, plan.points_decimals) if is_rated else None,
        next_tier=next_tier,
        missing=missing,
        next_floor=number(floor, plan.score_decimals),
        lifts=lifts_of(trace, language),
        measures=tuple(_measures(row, trace, source.peers, language)),
        months=tuple(_months(row, source)),
        log=(*_items(row, trace, source, language), *_red_lines(row, source, language)),
        strategy=() if tier is None else tuple(strategy_of(tier, language)),
    )


def strategy_of(tier: Tier, language: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each thing that a tier means for service."""
    strategy: Strategy = tier.strategy
    for field, name in SERVICE:
        text = getattr(strategy, field).said(language)
        if text:
            yield name.said(language), text


def _place(row: MonthRow) -> tuple[str, ...]:
    known = row.dealer
    further = () if known is None else (known.channel, known.region, known.manager)
    return tuple(part for part in (row.key.division, row.key.line, *further) if part)


def _peers(result: MonthResult) -> dict[tuple[str, str], float]:
    """Return the mean points of each measure in each line, over the rated keys that it applies to."""
    totals: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in result.rows:
        if row.plan.score is None or not row.values or row.rating.tier is None:
            continue
        unit = 10**row.plan.points_decimals
        for scored in row.plan.score.scored:
            value = row.values[scored.slot]
            if value is None or isinstance(value, (int, str)):
                points = 0 if value is None else points_of(row.plan, scored, value)
                totals[row.key.line, scored.measure.key].append(points / unit)
    return {at: float(sum(map(Fraction, points)) / len(points)) for at, points in totals.items()}


def _measures(
    row: MonthRow, trace: Trace, peers: Mapping[tuple[str, str], float], language: str
) -> Iterator[CardMeasure]:
    """Yield the scored measures; of a key that is not rated the values alone, as far as they are known."""
    for line in trace.lines:
        yield _measure(row, line, peers, language)
    if trace.lines or row.plan.score is None or not trace.values:
        return
    for scored in row.plan.score.scored:
        measure, mean = scored.measure, peers.get((row.key.line, scored.measure.key))
        value = shown_value(measure, trace.values[scored.slot], language)
        yield CardMeasure(measure.key, measure.name.said(language), value, None, None, mean, 0.0, 0.0)


def _measure(row: MonthRow, line: Line, peers: Mapping[tuple[str, str], float], language: str) -> CardMeasure:
    decimals = row.plan.points_decimals
    return CardMeasure(
        key=line.measure.key,
        name=line.measure.name.said(language),
        value=shown_value(line.measure, line.value, language),
        points=number(line.points, decimals),
        full=number(line.full, decimals),
        peers=peers.get((row.key.line, line.measure.key)),
        weight=float(line.weight),
        lost=float(line.lost),
    )


def _months(row: MonthRow, source: CardSource) -> Iterator[CardMonth]:
    known = source.past.get(row.key, {})
    for month in range(source.period - MONTHS + 1, source.period + 1):
        one = known.get(month)
        score = None if one is None else number(one.score, row.plan.score_decimals)
        yield CardMonth(month_text(month), score, None if one is None else one.tier)


def _items(row: MonthRow, trace: Trace, source: CardSource, language: str) -> Iterator[CardLog]:
    """Yield what each item gave or took, then log rows that nobody approved."""
    plan, decimals = row.plan, row.plan.points_decimals
    events = [event for event in source.events.get(row.key.dealer, ()) if means(event, row.key, source.lines)]
    for made in trace.adjustments.items:
        item = made.item.item
        own = [event for event in events if event.item == item.code and event.is_approved]
        is_void = item.is_bonus and not row.rating.bonus and bool(row.rating.red_lines)
        counted = 0 if is_void else made.counted if item.is_bonus else -made.counted
        notes = (
            *(event.evidence for event in own),
            phrase("month-by-rule", language) if made.by_rule else "",
            phrase("month-capped", language) if made.counted < made.points else "",
            phrase("month-voided", language) if is_void else "",
        )
        name = item.name.said(language)
        said = f"{name} ×{made.times}" if made.times > 1 else name
        yield CardLog(own[0].date if own else None, said, number(counted, decimals), _joined(notes, language))
    names = {item.item.code: item.item.name for item in plan.items}
    for event in events:
        if not event.is_approved and event.item in names:
            note = _joined((event.evidence, phrase("month-not-approved", language)), language)
            yield CardLog(event.date, names[event.item].said(language), 0.0, note)


def _red_lines(row: MonthRow, source: CardSource, language: str) -> Iterator[CardLog]:
    for code in row.rating.red_lines:
        line = next(one.line for one in row.plan.red_lines if one.line.code == code)
        hits = source.red_lines.get(row.key.dealer, ())
        own = [hit for hit in hits if hit.code == code and means(hit, row.key, source.lines)]
        note = own[-1].note if own else phrase("month-by-rule", language)
        yield CardLog(own[-1].date if own else None, line.name.said(language), None, note)


def _joined(parts: Sequence[str], language: str) -> str:
    joint = "；" if language == "zh" else "; "
    return joint.join(dict.fromkeys(part for part in parts if part))
