"""Rules in words: bands, steps and maps of a measure as a reader of the rules sheet sees them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final

from xltier.app.wording.shown_value import shown_value, unit_word
from xltier.core.fixed import to_fixed
from xltier.core.scheme.item import Item
from xltier.core.scheme.measure import Band, Measure, Method, ValueType
from xltier.core.scheme.red_line import RedLine
from xltier.messages import phrase

# The phrase of each method that bands do not say: where high is good, and where low is.
_METHODS: Final = {
    Method.LINEAR: ("rule-linear", "rule-linear"),
    Method.PROPORTIONAL: ("rule-proportional", "rule-proportional"),
    Method.STEP: ("rule-step", "rule-step-low"),
    Method.RELATIVE: ("rule-relative", "rule-relative-low"),
    Method.PERCENTILE: ("rule-percentile", "rule-percentile"),
    Method.FLAG: ("rule-flag", "rule-flag-low"),
}


def plain(number: Decimal) -> str:
    """Return a rule's number as people write it.

    Example:
        >>> plain(Decimal("3.50"))
        '3.5'
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def edge(measure: Measure, number: Decimal, language: str) -> str:
    """Return an edge with its unit: ``80%``, ``1,000,000 元``."""
    decimals = max(measure.decimals, -int(number.normalize().as_tuple().exponent))
    if decimals == measure.decimals:
        return shown_value(measure, to_fixed(number, decimals), language)
    if measure.unit == "%":
        return f"{plain(number * 100)}%"
    return f"{plain(number)} {unit_word(measure.unit, language)}".strip()


def scoring_words(measure: Measure, language: str) -> str:
    """Return how a measure gets its points, in one text with a part for each band."""
    joint = phrase("joint-list", language)
    if measure.type is ValueType.TEXT:
        return joint.join(_mapped(measure, language))
    found = _METHODS.get(measure.method)
    if found is None:
        return joint.join(_bands(measure, language))
    numbers = [edge(measure, number, language) for number in measure.parameters[:2]]
    if measure.method is Method.PROPORTIONAL and not numbers:
        found = ("rule-proportional-all",) * 2
    first, second = (*numbers, "0", "0")[:2]
    return phrase(
        found[measure.low_is_good],
        language,
        first=first,
        second=second,
        loss=plain(measure.parameters[2]) if measure.method is Method.STEP else "",
        full=plain(measure.full) if measure.full is not None else "",
    )


def _mapped(measure: Measure, language: str) -> list[str]:
    """Return the texts of a map, those with the same points together."""
    by_points: dict[Decimal, list[str]] = {}
    for text, points in measure.mapping.items():
        by_points.setdefault(points, []).append(text)
    return [
        f"{' / '.join(texts)}: {phrase('rule-points', language, points=plain(points))}"
        for points, texts in by_points.items()
    ]


def _bands(measure: Measure, language: str) -> list[str]:
    """Return the bands, best end first; each edge with the sign that says to which side it belongs."""
    own = [band for band in measure.bands if band.line is None]
    rising = sorted(own, key=lambda band: (band.start is not None, band.start or 0))
    opens = [False, *(_opens_after(before, here) for before, here in pairwise(rising))]
    said = []
    for at, band in enumerate(rising):
        after = at + 1 if at + 1 < len(rising) else None
        if band.start is not None and (after is None or not measure.low_is_good):
            span = f"{'>' if opens[at] else '≥'} {edge(measure, band.start, language)}"
        elif after is not None and (end := rising[after].start) is not None:
            span = f"{'≤' if opens[after] else '<'} {edge(measure, end, language)}"
        else:
            span = phrase("rule-any", language)
        said.append(f"{span}: {_points(measure, band, language)}")
    return said if measure.low_is_good else list(reversed(said))


def _opens_after(before: Band, here: Band) -> bool:
    """Return whether a band begins just above its edge: unless it says so, the side with more points has the edge."""
    if here.included is not None:
        return not here.included
    start = here.start or Decimal(0)
    return before.points + before.slope * start > here.points + here.slope * start


def _points(measure: Measure, band: Band, language: str) -> str:
    label = f"{band.label} " if band.label else ""
    if not band.slope:
        return label + phrase("rule-points", language, points=plain(band.points))
    slope = band.slope / 100 if measure.unit == "%" else band.slope
    unit = "1%" if measure.unit == "%" else f"1 {unit_word(measure.unit, language)}".strip()
    key = "rule-slope" if band.points else "rule-slope-only"
    return label + phrase(key, language, points=plain(band.points), slope=plain(slope), unit=unit)


def item_words(item: Item) -> str:
    """Return the points of a bonus or penalty with their sign: ``+1``, ``-3``, ``+1–5``."""
    sign = "+" if item.is_bonus else "-"
    if item.lowest == item.highest:
        return f"{sign}{plain(item.lowest)}"
    return f"{sign}{plain(item.lowest)}–{plain(item.highest)}"


def red_line_words(line: RedLine, language: str) -> str:
    """Return what a red line does: caps at a tier, or drops by levels."""
    if line.cap is not None:
        return phrase("rule-cap", language, tier=line.cap)
    return phrase("rule-drop", language, levels=line.drop)
