"""Random customers of a scheme: every kind of empty, edges and their neighbours, logs, history, decisions by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Final, NamedTuple

from tests.support.random_schemes import TEXTS, line_of, random_scheme
from xltier.core.circumstances import Circumstances, Occurrence, Override, Standing
from xltier.core.compile import compile_plan
from xltier.core.fit import fit_plan
from xltier.core.language.arithmetic import Constant
from xltier.core.language.logic import Compare, Every, Logic, Negation, Some
from xltier.core.pieces import Pieces
from xltier.core.plan import Banding, Gridding, Plan
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.core.words import folded

_WORDS: Final = tuple(folded(text) for text in TEXTS)
_ERRORS: Final = tuple(ExcelError)


class Customer(NamedTuple):
    """What one row is rated by."""

    entries: tuple[Entry, ...]
    circumstances: Circumstances


class Rated(NamedTuple):
    """A scheme's plan, fitted where it needs a population, and its customers."""

    plan: Plan
    customers: tuple[Customer, ...]


def random_rated(seed: int, rows: int) -> Rated:
    """Return the plan and the customers of a seed."""
    scheme, line = random_scheme(seed), line_of(seed)
    plan = compile_plan(scheme, line=line)
    found = customers(plan, rows, Random(f"customers {seed}"))
    if plan.wanted:
        plan = fit_plan(
            scheme,
            [customer.entries for customer in found],
            line=line,
            circumstances=[customer.circumstances for customer in found],
        )
    return Rated(plan, found)


def customers(plan: Plan, rows: int, rng: Random) -> tuple[Customer, ...]:
    """Return random customers; one column in eight is absent, so not applicable to everybody."""
    pools = [_pool(plan, slot, rng) for slot in range(plan.inputs)]
    absent = [rng.random() < 0.12 for _ in pools]
    tidy = rng.random() < 0.3  # errors stop a rating, so some populations have few of them
    return tuple(Customer(_entries(pools, absent, rng, tidy=tidy), _circumstances(plan, rng)) for _ in range(rows))


def _entries(pools: Sequence[Sequence[Entry]], absent: Sequence[bool], rng: Random, *, tidy: bool) -> tuple[Entry, ...]:
    draw = rng.random()
    if draw < 0.03:
        return tuple(NOT_APPLICABLE if off else None for off in absent)
    if draw < 0.04:
        return tuple(NOT_APPLICABLE for _ in absent)
    blank, away, error = (0.05, 0.05, 0.0) if tidy else (0.12, 0.1, 0.01)
    found: list[Entry] = []
    for pool, off in zip(pools, absent, strict=True):
        draw = rng.random()
        if off or draw < away:
            found.append(NOT_APPLICABLE)
        elif draw < away + blank:
            found.append(None)
        elif draw < away + blank + error:
            found.append(rng.choice(_ERRORS))
        else:
            found.append(rng.choice(pool))
    return tuple(found)


def _pool(plan: Plan, slot: int, rng: Random) -> list[Entry]:
    """Return the values that a measure takes: many ties, every edge with its neighbours, both ends, a few outside."""
    measure = plan.measures[slot]
    match measure.type:
        case ValueType.FLAG:
            return [0, 1]
        case ValueType.TEXT:
            return [*_WORDS, *_WORDS, f"超{_WORDS[0]}的", f"{_WORDS[1]}{_WORDS[0]}{_WORDS[2]}", "不认识", ""]
    low, high = plan.ranges[slot]
    edges = {edge + step for edge in _edges(plan, slot) for step in (-1, 0, 1)}
    values: list[Entry] = [value for value in edges if low <= value <= high]
    values += [rng.randint(low, high) for _ in range(40)]
    values += [rng.randint(max(low, -50), min(high, 50)) for _ in range(10)]
    values += [low, high, max(0, low)]
    values += _uneven(measure, low, high)
    if len(values) > 12:
        values += [low - 1, high + 1][: rng.randint(0, 2)]
    return values


def _uneven(measure: Measure, low: int, high: int) -> list[Entry]:
    big = [2**53 + 1, 2**53 + 3, -(2**53) - 1, 9_007_199_254_740_993]
    return [value for value in big if low <= value <= high and measure.type is ValueType.NUMBER]


def _edges(plan: Plan, slot: int) -> set[int]:
    """Return the whole-number cuts of a slot in scorers, ladders and conditions."""
    found: set[int] = set()
    for scored in plan.score.scored if plan.score is not None else ():
        if scored.slot == slot and isinstance(scored.scorer, Pieces):
            found.update(scored.scorer.cuts)
    sides = [side for _, side, _ in plan.side.sides] if isinstance(plan.side, Gridding) else [plan.side]
    for side in sides:
        if isinstance(side, Banding) and side.slot == slot:
            found.update(-cut if side.ladder.low_is_good else cut for cut in side.ladder.cuts)
    conditions = [item.auto for item in plan.items] + [c for line in plan.red_lines for c in (line.auto, line.release)]
    for condition in conditions:
        found.update(_constants(condition))
    return found


def _constants(condition: Logic | None) -> set[int]:
    match condition:
        case Compare(_, left, right):
            return {side.value for side in (left, right) if isinstance(side, Constant)}
        case Every(parts) | Some(parts):
            return {value for part in parts for value in _constants(part)}
        case Negation(part):
            return _constants(part)
    return set()


def _circumstances(plan: Plan, rng: Random) -> Circumstances:
    if rng.random() < 0.3:
        return Circumstances()
    return Circumstances(
        events=tuple(_event(plan, rng) for _ in range(rng.choice([0, 0, 1, 2, 4]))),
        red_lines=tuple(_code(plan, rng) for _ in range(rng.choice([0, 0, 0, 1, 2]))),
        standing=_standing(plan, rng) if rng.random() < 0.5 else None,
        override=_override(plan, rng) if rng.random() < 0.1 else None,
        points=rng.choice([0, 0, 0, 0, rng.randint(-30_000, 30_000)]),
        cap=rng.choice([*(tier.code for tier in plan.ladder.tiers), "Z"]) if rng.random() < 0.1 else None,
    )


def _event(plan: Plan, rng: Random) -> Occurrence:
    if not plan.items or rng.random() < 0.03:
        return Occurrence("no such item", 10)
    item = rng.choice(plan.items)
    if rng.random() < 0.2:
        return Occurrence(item.item.code, None, rng.randint(1, 3))
    margin = 3 if rng.random() < 0.1 else 0
    points, times = rng.randint(item.lowest - margin, item.highest + margin), rng.choice([1, 1, 2, 0])
    return Occurrence(item.item.code, points, times, rng.choice([0, 0, 1, 3, 5, 12, -1]))


def _code(plan: Plan, rng: Random) -> str:
    if not plan.red_lines or rng.random() < 0.05:
        return "no such line"
    return rng.choice(plan.red_lines).line.code


def _standing(plan: Plan, rng: Random) -> Standing:
    codes = [tier.code for tier in plan.ladder.tiers]
    return Standing(rng.choice([*codes, *codes, "Z"]), rng.randint(-3, 3))


def _override(plan: Plan, rng: Random) -> Override:
    tier = rng.choice([*(tier.code for tier in plan.ladder.tiers), "Z"])
    date = rng.choice([dt.date(2024, 5, 1), dt.date(2024, 5, 2), None])
    return Override(tier, rng.choice(["王", "Li", " "]), date, rng.choice(["长期合作", "agreed", ""]))
