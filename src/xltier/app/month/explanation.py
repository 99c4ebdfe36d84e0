"""Why a key has its tier, line by line: every number with the cells that it comes from, and how they add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from xltier.app.month.explain import Explanation
from xltier.app.month.gather import Part
from xltier.app.month.inputs import MonthInputs
from xltier.app.month.reason import month_reason
from xltier.app.shown_value import shown_value
from xltier.core.fixed import shown
from xltier.core.months import Month, month_text
from xltier.core.scheme import Measure
from xltier.core.trace import Line
from xltier.core.values import NOT_APPLICABLE
from xltier.messages import phrase

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_DECIMALS: Final = 4


def explanation_lines(found: Explanation, inputs: MonthInputs, period: Month, language: str) -> Iterator[str]:
    """Yield the lines of one key's explanation.

    Args:
        found: The key's trace and the cells behind its values.
        inputs: Where these cells are.
        period: The month.
        language: ``"zh"`` or ``"en"``.
    """
    row, trace = found.row, found.trace
    plan, rating = row.plan, row.rating
    yield phrase(
        "month-explain-head",
        language,
        dealer=row.key.dealer,
        name=row.name,
        division=row.key.division,
        line=row.key.line,
        period=month_text(period),
        tier=rating.tier or rating.error or "–",
        score="–" if rating.score is None else shown(rating.score, plan.score_decimals),
    )
    yield f"  {month_reason(row, language)}"
    for line in trace.lines:
        yield from _measure(found, line, inputs, language)
    if trace.base is not None:
        if trace.moved:
            yield "  " + phrase("month-explain-moved-weight", language, share=_said(trace.moved))
        parts = " + ".join(_said(line.weighted) for line in trace.lines if line.applies)
        yield "  " + phrase("month-explain-base", language, parts=parts, base=_said(trace.base))
    yield from _adjustments(found, inputs, language)
    if trace.exact is not None and rating.score is not None and trace.base is not None:
        yield "  " + phrase(
            "month-explain-score",
            language,
            base=_said(trace.base),
            bonus=shown(rating.bonus, plan.points_decimals),
            penalty=shown(rating.penalty, plan.points_decimals),
            exact=_said(trace.exact),
            score=shown(rating.score, plan.score_decimals),
        )
    yield from _red_lines(found, inputs, language)
    if trace.next is not None:
        missing = shown(trace.next.missing, plan.score_decimals)
        yield "  " + phrase("month-explain-next", language, tier=trace.next.tier, missing=missing)
        for lever in trace.next.levers:
            target = shown_value(lever.measure, lever.value, language)
            sign = "≥" if lever.upwards else "≤"
            yield f"    {lever.measure.name.said(language)} {sign} {target}"


def _measure(found: Explanation, line: Line, inputs: MonthInputs, language: str) -> Iterator[str]:
    plan, values = found.row.plan, found.trace.values
    points = phrase("value-not-applicable", language)
    if line.points is not None:
        full = "" if line.full is None else f"/{shown(line.full, plan.points_decimals)}"
        points = f"{shown(line.points, plan.points_decimals)}{full}"
    value = shown_value(line.measure, line.value, language)
    counted = "" if line.weighted == _points(line, plan.points_decimals) else f" → {_said(line.weighted)}"
    yield f"  {line.measure.name.said(language)}  {value}  {points}{counted}"
    for measure in _operands(line.measure, plan.measures):
        slot = plan.slot(measure.key)
        if values[slot] is NOT_APPLICABLE:
            continue
        amount = shown_value(measure, values[slot], language)
        cells = _cells(found.parts.get(measure.key, ()), measure, inputs, language)
        yield f"    {measure.name.said(language)} {amount}{cells}"
    if (
        found.row.growth_before is not None
        and found.row.growth_before != line.value
        and _restates(line.measure, plan.measures)
    ):
        yield "    " + phrase(
            "month-explain-restated", language, before=shown_value(line.measure, found.row.growth_before, language)
        )


def _operands(measure: Measure, measures: Iterable[Measure]) -> list[Measure]:
    """Return the inputs that a measure follows from; an input is its own."""
    if measure.expression is None:
        return [measure]
    named = dict.fromkeys(_NAME.findall(measure.expression))
    return [other for other in measures if other.key in named and other.expression is None]


def _restates(measure: Measure, measures: Iterable[Measure]) -> bool:
    return any(other.window.value == "growth_base" for other in _operands(measure, measures))


def _cells(parts: Iterable[Part], measure: Measure, inputs: MonthInputs, language: str) -> str:
    """Return the cells that an amount is summed from: `` = 98,000 ('[销售部.xlsx]销售'!F5100) + …``."""
    said = []
    for part in parts:
        amount = shown_value(measure, part.value, language)
        share = "" if part.share == 1 else f" × {100 * float(part.share):g}%"
        moved = phrase("month-explain-moved", language, line=part.moved_from) if part.moved_from else ""
        place = f"{month_text(part.month)} {inputs.location(part.cell)}"
        said.append(f"{amount}{share} ({place}{moved})")
    return " = " + " + ".join(said) if said else ""


def _adjustments(found: Explanation, inputs: MonthInputs, language: str) -> Iterator[str]:
    plan = found.row.plan
    for made in found.trace.adjustments.items:
        item = made.item.item
        events = [event for event in found.events if event.item == item.code and event.is_approved]
        notes = [phrase("month-capped", language)] if made.counted < made.points else []
        if item.is_bonus and found.row.rating.red_lines and not found.row.rating.bonus:
            notes.append(phrase("month-voided", language))
        if made.by_rule:
            notes.append(phrase("month-by-rule", language))
        yield "  " + phrase(
            "month-explain-item",
            language,
            sign="+" if item.is_bonus else "−",
            counted=shown(made.counted, plan.points_decimals),
            item=item.name,
            times=made.times,
            points=shown(made.points, plan.points_decimals),
            notes="".join(f"；{note}" if language == "zh" else f"; {note}" for note in notes),
            cells=_joined(str(inputs.location(event.origin)) for event in events),
        )
    for event in found.events:
        if not event.is_approved:
            place = str(inputs.location(event.origin))
            name = next(one.item.name for one in plan.items if one.item.code == event.item)
            yield "  " + phrase("month-explain-unapproved", language, item=name, cells=f" ({place})")


def _red_lines(found: Explanation, inputs: MonthInputs, language: str) -> Iterator[str]:
    rating, plan = found.row.rating, found.row.plan
    for hit in found.trace.hits.lines:
        rows = [logged for logged in found.red_lines if logged.code == hit.line.code]
        before = "–" if rating.held is None else plan.ladder.tiers[rating.held].code
        yield "  " + phrase(
            "month-explain-red-line",
            language,
            name=hit.line.name,
            before=before,
            tier=rating.tier,
            cells=_joined(f"{row.date.isoformat()} {inputs.location(row.origin)}" for row in rows),
        )


def _joined(places: Iterable[str]) -> str:
    listed = list(places)
    return f" ({'; '.join(listed)})" if listed else ""


def _points(line: Line, decimals: int) -> Fraction:
    return Fraction(line.points or 0, 10**decimals)


def _said(value: Fraction) -> str:
    """Return an exact number with at most four decimals."""
    return f"{float(value):.{_DECIMALS}f}".rstrip("0").rstrip(".")
