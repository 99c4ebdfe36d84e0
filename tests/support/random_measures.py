"""Random measures: plain inputs of every type, and scored ones of every method."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Final

from xltier.core.scheme.measure import Band, Measure, Method, ValueType
from xltier.core.words import Words

TEXTS: Final = ("龙头", "知名品牌", "new", "small", "straße")
HUGE: Final = Decimal(10**15)
"""With three decimals, a hundred times past 2**53 in fixed point."""


def inputs(rng: Random) -> list[Measure]:
    """Return unscored inputs: small and huge numbers, a text and a mark."""
    small = [
        Measure(
            f"input_{at}",
            Words(f"输入{at}", f"Input {at}"),
            rng.randint(0, 3),
            minimum=Decimal(rng.choice([-100, 0, 0])),
            maximum=Decimal(rng.choice([100, 1000])),
            required=rng.random() < 0.1,
        )
        for at in range(3)
    ]
    huge = Measure("huge_0", Words("巨额", "Huge amount"), 3, minimum=-HUGE, maximum=HUGE)
    text = Measure("text_0", Words("类型", "Kind"), 0, type=ValueType.TEXT)
    mark = Measure("mark_0", Words("冻结", "Frozen"), 0, type=ValueType.FLAG)
    return [*small, huge, text, mark]


def scored(key: str, method: Method, rng: Random, *, full: Decimal | None = None) -> Measure:
    """Return a measure that is scored by a method; its weight is still to be given."""
    number = key.rpartition("_")[2]
    marks = full or Decimal(rng.choice([100, 100, 30]))
    kind = {Method.MAP: ValueType.TEXT, Method.FLAG: ValueType.FLAG}.get(method, ValueType.NUMBER)
    low_is_good = method is not Method.PROPORTIONAL and rng.random() < 0.4
    huge = method is Method.BAND and rng.random() < 0.5
    high = HUGE if huge else Decimal(200)
    return Measure(
        key,
        Words(f"得分项{number}", f"Scored {number}"),
        0 if kind is not ValueType.NUMBER else 3 if huge else rng.randint(0, 4),
        type=kind,
        weight=Decimal(1),
        full=marks,
        low_is_good=low_is_good,
        minimum=None if kind is not ValueType.NUMBER else -high if huge else Decimal(rng.choice([0, -50])),
        maximum=None if kind is not ValueType.NUMBER else high,
        required=rng.random() < 0.1,
        method=method,
        bands=_bands(marks, rng, high, sloped=method is Method.PIECES)
        if method in {Method.BAND, Method.PIECES}
        else (),
        parameters=_parameters(method, marks, rng, low_is_good=low_is_good),
        step_up=rng.random() < 0.5,
        mapping={text: (marks * rng.randint(0, 10) / 10) for text in rng.sample(TEXTS, 3)}
        if method is Method.MAP
        else {},
        by_keyword=rng.random() < 0.5,
        unknown_is_blank=rng.random() < 0.5,
    )


def _bands(full: Decimal, rng: Random, high: Decimal, *, sloped: bool) -> tuple[Band, ...]:
    edges = sorted({(high * rng.randint(1, 39) / 40) for _ in range(rng.randint(2, 5))})
    if high == HUGE:  # neighbours that a float cannot tell apart
        edges = sorted({*edges, Decimal("9007199254740.993"), Decimal("9007199254740.994")})
    rows = [Band(None, full * rng.randint(0, 4) / 10)]
    for edge in edges:
        slope = Decimal(0)
        if sloped and rng.random() < 0.5:
            slope = Decimal(rng.choice([-7, 3, 11])) / rng.choice([30, 50])
        rows.append(Band(edge, full * rng.randint(0, 10) / 10, slope, included=rng.choice([None, None, True, False])))
    return tuple(rows)


def _parameters(method: Method, full: Decimal, rng: Random, *, low_is_good: bool) -> tuple[Decimal, ...]:
    one, other = sorted((Decimal(rng.randint(0, 90)), Decimal(rng.randint(95, 150))))
    match method:
        case Method.LINEAR:
            return (other, one) if low_is_good else (one, other)
        case Method.PROPORTIONAL:
            return rng.choice([(), (Decimal("0.5"),), (one, other), (Decimal("0.6"), Decimal("1.2"))])
        case Method.STEP:
            return other, Decimal(rng.choice(["5", "2.5", "10"])), full * rng.choice([1, 2]) / 10
    return ()
