"""Random schemes that pass every check, from a seed: any host may be held against the reference by them.

The features that a seed must show follow from its number, so that a run of ``SEEDS`` shows every one; the rest is
drawn. What :func:`xltier.core.checks.check` refuses is drawn again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from random import Random
from typing import Final

from tests.support.random_conditions import condition, formula
from tests.support.random_measures import TEXTS, inputs, scored
from xltier.core.checks import check
from xltier.core.scheme import Kind, Scheme, Scoring
from xltier.core.scheme.classes import Axis, Cell, Rule
from xltier.core.scheme.item import Item
from xltier.core.scheme.measure import Measure, Method, ValueType
from xltier.core.scheme.red_line import RedLine
from xltier.core.scheme.spread import Cut, Spread
from xltier.core.scheme.tier import Tier
from xltier.core.words import Words
from xltier.errors import Problem

SEEDS: Final = 50
LINE: Final = "north"
GROUP: Final = "shared"
COMBINES: Final = ("best", "worst", "majority", "only")
_SPREADS: Final = (Spread.QUANTILE, Spread.CUMULATIVE, Spread.MEAN, Spread.MEDIAN, Spread.PERCENTILE, Spread.MAX)
_CODES: Final = "ABCDE"
_TRIES: Final = 200


def random_scheme(seed: int) -> Scheme:
    """Return the scheme of a seed; it has no error, and half of them rate the line ``LINE`` differently.

    Raises:
        RuntimeError: Chance gave no scheme that passes the checks; the generator must be mended.
    """
    rng = Random(f"scheme {seed}")
    problems: list[Problem] = []
    for _ in range(_TRIES):
        scheme = _draw(seed, rng)
        problems = [problem for problem in check(scheme) if problem.is_error]
        if not problems:
            return scheme
    raise RuntimeError(f"seed {seed}: {problems}")


def line_of(seed: int) -> str | None:
    """Return the line that a seed is rated on."""
    return LINE if seed % 4 == 1 else None


def _draw(seed: int, rng: Random) -> Scheme:
    match seed % 10:
        case 6:
            return _band(seed, rng)
        case 7:
            return _rules(seed, rng)
        case 8:
            return _grid(seed, rng)
        case 9:
            return _distribution(seed, rng)
    return _scorecard(seed, rng)


def _head(seed: int, kind: Kind, measures: Sequence[Measure], tiers: Sequence[Tier], rng: Random) -> Scheme:
    """Return a scheme with what every kind may have: red lines, a buffer, months in a row."""
    numbers = tuple(measure for measure in measures if measure.type is ValueType.NUMBER)
    cuts = _cuts(numbers, rng) if seed % 5 == 2 else ()
    return Scheme(
        id=f"random-{seed}",
        version="1",
        valid_from=dt.date(2024, 1, 1),
        name=Words(f"方案{seed}", f"Scheme {seed}"),
        kind=kind,
        tiers=tuple(tiers),
        measures=tuple(measures),
        cuts=cuts,
        red_lines=_red_lines(measures, cuts, tiers, rng) if seed % 3 != 2 else (),
        buffer=Decimal(rng.choice([0, 0, 1, 3])),
        buffer_share=Decimal(rng.choice(["0", "0", "0.05"])),
        min_months=rng.choice([1, 1, 2, 3]),
        falls_on_either=seed % 3 == 1,
        crossing="up" if seed % 4 else "down",
    )


def _scorecard(seed: int, rng: Random) -> Scheme:
    methods = list(Method)
    even = seed % 5 == 0  # even weights can meet the least coverage exactly
    wanted = [methods[(seed + at) % len(methods)] for at in range(rng.choice([2, 4] if even else [2, 3, 4]))]
    combine = COMBINES[seed // 10 % 4] if seed % 10 == 5 else "weighted"
    scoring = {3: Scoring.ADDITIVE, 4: Scoring.PARTIAL}.get(seed % 10, Scoring.WEIGHTED)
    full = Decimal(rng.choice([4, 100])) if combine != "weighted" else None
    plain = inputs(rng)
    found = [scored(f"measure_{at}", method, rng, full=full) for at, method in enumerate(wanted)]
    if scoring is Scoring.ADDITIVE and seed % 20 == 3:
        found = [replace(m, full=None) if m.method in {Method.BAND, Method.PIECES, Method.MAP} else m for m in found]
    measures = _weighed(_derived([*found, *plain], rng), scoring, rng, even=even)
    only = rng.choice([m.key for m in measures if m.is_scored])
    scheme = _head(seed, Kind.SCORECARD, measures, _tiers(rng), rng)
    return replace(
        scheme,
        scoring=scoring,
        score_decimals=rng.randint(0, 3),
        points_decimals=rng.choice([3, 4, 6]),
        score_full=rng.choice([None, None, Decimal(4), Decimal(120)]),
        score_min=rng.choice([None, Decimal(0), Decimal(0), Decimal(35)]),
        score_max=rng.choice([None, None, Decimal(100), Decimal(110)]),
        combine=f"only:{only}" if combine == "only" else combine,
        majority_tie=rng.choice(["better", "worse"]),
        not_reported_is_na=seed % 7 == 3,
        min_coverage=Decimal("0.5" if even else rng.choice(["0", "0.3", "0.6", "1"])),
        cap_bonus=rng.choice([None, None, Decimal(6)]),
        cap_penalty=rng.choice([None, None, Decimal("7.5")]),
        quota=seed % 10 == 2,
        quota_ties=rng.choice(["up", "down"]),
        items=_items(measures, rng) if seed % 2 == 0 else (),
        group_caps={GROUP: Decimal(rng.choice(["4", "6.5"]))},
    )


def _band(seed: int, rng: Random) -> Scheme:
    measures = _derived(inputs(rng), rng)
    chosen = rng.choice([m for m in measures if m.type is ValueType.NUMBER])
    low_is_good = rng.random() < 0.5
    tiers = _floors(chosen, rng, low_is_good=low_is_good)
    scheme = _head(seed, Kind.BAND, measures, tiers, rng)
    return replace(scheme, measure=chosen.key, low_is_good=low_is_good)


def _rules(seed: int, rng: Random) -> Scheme:
    measures = _derived(inputs(rng), rng)
    tiers = _tiers(rng)
    scheme = _head(seed, Kind.RULES, measures, tiers, rng)
    rules = [Rule(tier.code, condition(measures, scheme.cuts, rng)) for tier in tiers for _ in range(rng.randint(1, 2))]
    rng.shuffle(rules)
    return replace(scheme, rules=(*rules, Rule(tiers[-1].code, None)) if rng.random() < 0.5 else tuple(rules))


def _grid(seed: int, rng: Random) -> Scheme:
    measures = _derived(inputs(rng), rng)
    tiers = _tiers(rng)
    sides = tuple(
        _axis(f"side_{at}", measures, rng, fitted=at == 0 and seed % 20 == 8) for at in range(2 + seed % 3 // 2)
    )
    cells = tuple(
        Cell(at, rng.choice(tiers).code)
        for at in product(*(tuple(tier.code for tier in axis.levels) for axis in sides))
    )
    return replace(_head(seed, Kind.GRID, measures, tiers, rng), axes=sides, grid=cells)


def _distribution(seed: int, rng: Random) -> Scheme:
    measures = _derived(inputs(rng), rng)
    chosen = rng.choice([m for m in measures if m.type is ValueType.NUMBER])
    spread = _SPREADS[seed // 10 % 4]
    tiers = _shared(_tiers(rng), spread, rng)
    scheme = _head(seed, Kind.DISTRIBUTION, measures, tiers, rng)
    return replace(scheme, measure=chosen.key, spread=spread, low_is_good=rng.random() < 0.5)


def _shared(tiers: Sequence[Tier], spread: Spread, rng: Random) -> tuple[Tier, ...]:
    if spread not in {Spread.QUANTILE, Spread.CUMULATIVE}:
        return tuple(tiers[:2])
    shares = sorted(rng.sample(range(5, 100), len(tiers) - 1))
    return tuple(
        replace(tier, share=None if share is None else Decimal(share) / 100)
        for tier, share in zip(tiers, [*shares, None], strict=True)
    )


def _axis(key: str, measures: Sequence[Measure], rng: Random, *, fitted: bool) -> Axis:
    chosen = rng.choice([m for m in measures if m.type is ValueType.NUMBER])
    levels = tuple(_tiers(rng)[: rng.randint(2, 3)])
    name = Words(f"轴{key}", f"Axis {key}")
    if fitted:
        levels = _shared(levels, Spread.QUANTILE, rng)
        return Axis(key, name, levels, chosen.key, rng.random() < 0.5, Spread.QUANTILE)
    if rng.random() < 0.4:
        rules = (
            *(Rule(level.code, condition(measures, (), rng)) for level in levels[:-1]),
            Rule(levels[-1].code, None),
        )
        return Axis(key, name, levels, rules=rules)
    low_is_good = rng.random() < 0.5
    return Axis(key, name, _floors(chosen, rng, low_is_good=low_is_good)[: len(levels)], chosen.key, low_is_good)


def _tiers(rng: Random) -> tuple[Tier, ...]:
    count = rng.randint(3, 5)
    floors = sorted((Decimal(rng.randint(1, 990)) / 10 for _ in range(count - 1)), reverse=True)
    quotas = [Decimal("0.2")] * (count - 1)
    return tuple(
        Tier(code, Words(code, code), floor, included=rng.random() < 0.8, quota=quota)
        for code, floor, quota in zip(_CODES, [*floors, None], [*quotas, 1 - sum(quotas, Decimal(0))], strict=False)
    )


def _floors(measure: Measure, rng: Random, *, low_is_good: bool) -> tuple[Tier, ...]:
    """Return tiers with cut-offs inside a measure's domain."""
    count = rng.randint(2, 5)
    low, high = measure.minimum or Decimal(-1000), measure.maximum or Decimal(1000)
    unit = Decimal(1).scaleb(-measure.decimals)
    floors = {(low + (high - low) * rng.randint(1, 999) / 1000).quantize(unit) for _ in range(count - 1)}
    ordered: list[Decimal | None] = [*sorted(floors, reverse=not low_is_good), None]
    return tuple(
        Tier(code, Words(code, code), floor, included=rng.random() < 0.8)
        for code, floor in zip(_CODES, ordered, strict=False)
    )


def _derived(measures: Sequence[Measure], rng: Random) -> list[Measure]:
    """Return measures, some not always applicable, and derived ones behind or before what they derive from."""
    found = [
        replace(m, applies_if=condition([o for o in measures if o is not m], (), rng)) if rng.random() < 0.2 else m
        for m in measures[:1]
    ]
    found += measures[1:]
    plain = [m for m in measures if m.type is ValueType.NUMBER and m.maximum is not None and m.maximum <= 10**5]
    for at in range(rng.randint(1, 2)):
        derived = Measure(
            f"derived_{at}",
            Words(f"派生{at}", f"Derived {at}"),
            rng.randint(0, 4),
            expression=formula(plain, rng),
            minimum=rng.choice([None, Decimal(-1000)]),
            maximum=rng.choice([None, Decimal(1000)]),
            applies_if=condition(plain, (), rng) if rng.random() < 0.3 else None,
            required=rng.random() < 0.1,
        )
        found.insert(rng.randint(0, len(found)), derived)
    return found


def _weighed(measures: Sequence[Measure], scoring: Scoring, rng: Random, *, even: bool) -> list[Measure]:
    """Return measures with weights that make 100 (70 where they are partial), also on the line."""
    at = [index for index, m in enumerate(measures) if m.is_scored]
    whole = 70 if scoring is Scoring.PARTIAL else 100
    found = list(measures)
    for own in (False, True):
        edges = sorted(rng.sample(range(1, 2 * whole), len(at) - 1))
        if even:
            edges = [2 * whole * part // len(at) for part in range(1, len(at))]
        shares = [Decimal(b - a) / 2 for a, b in zip([0, *edges], [*edges, 2 * whole], strict=True)]
        for index, share in zip(at, shares, strict=True):
            if not own:
                found[index] = replace(found[index], weight=share)
            else:
                found[index] = replace(found[index], line_weights={LINE: share})
    return found


def _cuts(numbers: Sequence[Measure], rng: Random) -> tuple[Cut, ...]:
    spread = rng.choice([Spread.QUANTILE, Spread.MEAN, Spread.MEDIAN, Spread.MAX, Spread.CUMULATIVE])
    share = Decimal("0.4") if spread in {Spread.QUANTILE, Spread.CUMULATIVE} else None
    return (Cut("fitted_cut", rng.choice(numbers).key, spread, share),)


def _items(measures: Sequence[Measure], rng: Random) -> tuple[Item, ...]:
    counts = [m.key for m in measures if m.type is ValueType.NUMBER and (m.maximum or 10**9) <= 10**5]
    found = []
    for at, is_bonus in enumerate((True, False, True, False)):
        fixed = Decimal(rng.choice(["1", "2.5", "3"]))
        auto = at < 2 and rng.random() < 0.7
        highest = fixed if auto or rng.random() < 0.4 else fixed + 4
        found.append(
            Item(
                f"item_{at}",
                Words(f"项目{at}", f"Item {at}"),
                is_bonus,
                fixed,
                highest,
                cap=rng.choice([None, Decimal(5), Decimal(9)]),
                auto=condition(measures, (), rng) if auto else None,
                count=rng.choice(counts) if counts and auto and rng.random() < 0.4 else None,
                decay=Decimal(rng.choice(["0", "0", "0.1", "0.25"])),
                group=rng.choice(["", "", GROUP]),
            )
        )
    return tuple(found)


def _red_lines(
    measures: Sequence[Measure], cuts: Sequence[Cut], tiers: Sequence[Tier], rng: Random
) -> tuple[RedLine, ...]:
    found = []
    for at in range(rng.randint(1, 3)):
        capped = rng.random() < 0.5
        found.append(
            RedLine(
                f"line_{at}",
                Words(f"红线{at}", f"Red line {at}"),
                cap=rng.choice(tiers).code if capped else None,
                drop=0 if capped else rng.randint(1, 2),
                voids_bonus=rng.random() < 0.5,
                auto=condition(measures, cuts, rng) if rng.random() < 0.6 else None,
                release=condition(measures, cuts, rng) if rng.random() < 0.5 else None,
            )
        )
    return tuple(found)


__all__ = ["SEEDS", "TEXTS", "line_of", "random_scheme"]
