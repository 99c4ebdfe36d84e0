"""Random conditions and formulas over measures, as text that a rules owner might write."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from tests.support.random_measures import TEXTS
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.scheme.spread import Cut

_OPERATORS = (">=", ">", "<=", "<", "=", "<>")


def condition(  # noqa: PLR0911 - one return a construct
    measures: Sequence[Measure], cuts: Sequence[Cut], rng: Random, depth: int = 0
) -> str:
    """Return a condition; deeper ones are rarer, and every construct occurs."""
    draw = rng.random()
    if depth < 3 and draw < 0.45:
        parts = [condition(measures, cuts, rng, depth + 1) for _ in range(rng.randint(1, 3))]
        word = rng.choice(["AND", "OR", "NOT"])
        return f"NOT({parts[0]})" if word == "NOT" else f"{word}({', '.join(parts)})"
    if draw < 0.52:
        asked = rng.choice(measures)
        word = "ISNUMBER" if asked.type is ValueType.NUMBER and draw < 0.485 else "ISBLANK"
        return f"{word}({asked.key})"
    if draw < 0.54:
        return rng.choice(["TRUE", "FALSE"])
    measure = rng.choice(measures)
    match measure.type:
        case ValueType.FLAG:
            return measure.key
        case ValueType.TEXT:
            return f'{measure.key} {rng.choice(["=", "<>"])} "{rng.choice(TEXTS)}"'
    if cuts and rng.random() < 0.4:
        return f"{cuts[0].measure} {rng.choice(_OPERATORS)} {cuts[0].key}"
    return _comparison(measure, measures, rng)


def _comparison(measure: Measure, measures: Sequence[Measure], rng: Random) -> str:
    operator = rng.choice(_OPERATORS)
    small = [m for m in measures if m.type is ValueType.NUMBER and m.maximum is not None and m.maximum <= 10**5]
    if measure in small and rng.random() < 0.4:
        other = rng.choice(small)
        return rng.choice(
            [
                f"{measure.key} {operator} {other.key}",
                f"{measure.key} - {other.key} {operator} {rng.randint(-20, 20)}",
                f"{measure.key} * 2 + 1 {operator} {other.key} * 1.5",
                f"-{measure.key} {operator} {other.key}",
            ]
        )
    return f"{measure.key} {operator} {_inside(measure, rng)}"


def _inside(measure: Measure, rng: Random) -> str:
    low, high = measure.minimum or Decimal(-100), measure.maximum or Decimal(100)
    value = low + (high - low) * rng.randint(0, 20) / 20
    text = f"{value.quantize(Decimal(1).scaleb(-measure.decimals)):f}"
    return f"(0 - {text.removeprefix('-')})" if text.startswith("-") else text


def formula(measures: Sequence[Measure], rng: Random) -> str:
    """Return the expression of a derived measure: quotients, sums, products, zero and negative denominators."""
    a, b, c = (rng.choice(measures).key for _ in range(3))
    return rng.choice(
        [
            f"{a} / {b}",
            f"({a} + {b}) / {c}",
            f"{a} - {b}",
            f"{a} * 12.5%",
            f"{a} / 3",
            f"({a} - {b}) / ({a} + {c})",
            f"0 - {a} / {b}",
            f"{a} / (0 - 7)",
        ]
    )
