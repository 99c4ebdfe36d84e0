"""Rules in words: bands, steps and maps of a measure as a reader of the rules sheet sees them."""

from __future__ import annotations

from decimal import Decimal

from xltier.app.shown_value import shown_value, unit_word
from xltier.core.fixed import to_fixed
from xltier.core.scheme import Band, Item, Measure, Method, RedLine, Scheme, ValueType
from xltier.messages import phrase


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
    numbers = [edge(measure, number, language) for number in measure.parameters[:2]]
    full = plain(measure.full) if measure.full is not None else ""
    match measure.method:
        case Method.LINEAR:
            return phrase("rule-linear", language, low=numbers[0], high=numbers[1], full=full)
        case Method.PROPORTIONAL:
            return phrase("rule-proportional", language, low=numbers[0] if numbers else "0", full=full)
        case Method.STEP:
            return phrase(
                "rule-step-low" if measure.low_is_good else "rule-step",
                language,
                base=numbers[0],
                width=numbers[1],
                loss=plain(measure.parameters[2]),
                full=full,
            )
        case Method.RELATIVE:
            return phrase("rule-relative", language, full=full)
        case Method.PERCENTILE:
            return phrase("rule-percentile", language, full=full)
        case Method.FLAG:
            return phrase("rule-flag-low" if measure.low_is_good else "rule-flag", language, full=full)
    return joint.join(_bands(measure, language))


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
    """Return the bands, best points first as the source prints them: highest edge first."""
    own = [band for band in measure.bands if band.line is None]
    rising = sorted(own, key=lambda band: (band.start is not None, band.start or 0))
    said = []
    for at, band in enumerate(rising):
        after = rising[at + 1] if at + 1 < len(rising) else None
        said.append(f"{_span(measure, band, after, language)}: {_points(measure, band, language)}")
    return list(reversed(said)) if not measure.low_is_good else said


def _span(measure: Measure, band: Band, after: Band | None, language: str) -> str:
    if band.start is not None and (after is None or not measure.low_is_good):
        sign = ">" if _opens_after(band, measure) else "≥"
        return f"{sign} {edge(measure, band.start, language)}"
    if after is not None and after.start is not None:
        sign = "≤" if _opens_after(after, measure) else "<"
        return f"{sign} {edge(measure, after.start, language)}"
    return phrase("rule-any", language)


def _opens_after(band: Band, measure: Measure) -> bool:
    """Return whether a band begins just above its edge: the edge belongs to the neighbour with more points."""
    return not band.included if band.included is not None else measure.low_is_good


def _points(measure: Measure, band: Band, language: str) -> str:
    label = f"{band.label} " if band.label else ""
    if not band.slope:
        return label + phrase("rule-points", language, points=plain(band.points))
    slope = band.slope / 100 if measure.unit == "%" else band.slope
    unit = "1%" if measure.unit == "%" else f"1 {unit_word(measure.unit, language)}".strip()
    return label + phrase("rule-slope", language, points=plain(band.points), slope=plain(slope), unit=unit)


def floor_words(scheme: Scheme, at: int) -> str:
    """Return the cut-off of a tier, or how it is found: ``≥ 90``, ``< 60``, ``20%``."""
    tiers = [tier for tier in scheme.tiers if tier.line is None]
    tier = tiers[at]
    if tier.floor is not None:
        better, worse = ("≥", ">") if not scheme.low_is_good else ("≤", "<")
        return f"{better if tier.included else worse} {plain(tier.floor)}"
    if tier.share is not None or tier.quota is not None:
        return f"{plain((tier.share if tier.share is not None else tier.quota or Decimal(0)) * 100)}%"
    above = tiers[at - 1] if at else None
    if above is not None and above.floor is not None:
        return (
            f"{'<' if not scheme.low_is_good else '>'} {plain(above.floor)}"
            if above.included
            else f"≤ {plain(above.floor)}"
        )
    return "–"


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
