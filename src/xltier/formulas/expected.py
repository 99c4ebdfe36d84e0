"""What each step gives by the engine: the values that are cached in the cells, and that recalculation must meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.fixed import divide, shown
from xltier.core.pieces import Pieces
from xltier.core.plan import Plan, Scored, TextPoints
from xltier.core.rating import Rating
from xltier.core.scoresheet import weight_on
from xltier.core.trace import Trace, explain
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError, Value
from xltier.formulas import reason
from xltier.formulas.state import CHAIN
from xltier.formulas.work import SKIPPED

Shown: TypeAlias = "float | int | str | ExcelError"


def expected(
    plan: Plan,
    entries: Sequence[Entry],
    about: Circumstances = NOTHING,
    *,
    language: str = "en",
    rating: Rating | None = None,
) -> dict[str, Shown]:
    """Return the engine's value of each step by name; steps that the engine has no word for are absent.

    Args:
        plan: The plan whose steps they are.
        entries: One customer's, in slot order.
        about: Its log, red lines and history.
        language: Of the reason.
        rating: What the customer got, where whoever asked knew more than the entries: that somebody reports nothing.
    """
    trace = explain(plan, entries, about, levers=False)
    rating = trace.rating if rating is None else rating
    if rating.error is not None:
        return _read(plan, entries, trace) | dict.fromkeys(_after(plan), rating.error)
    if trace.rating.tier is None or rating.tier is None:
        blank: dict[str, Shown] = dict.fromkeys((*_TEXTS, "base", "held", "capped"), "")
        blank["tier"] = rating.tier or ""
        return _read(plan, entries, trace) | dict.fromkeys(_after(plan), 0) | blank
    found: dict[str, Shown] = {"state": 1, "tier": rating.tier}
    found |= _values(plan, trace)
    if rating.score is not None and rating.score_before is not None:
        found["score"] = _number(rating.score, plan.score_decimals)
        found["before"] = _number(rating.score_before, plan.score_decimals)
    if rating.earned is not None:
        found["earned"] = rating.earned + 1
    found |= _checks(plan) | _places(plan, trace)
    found["gap"] = 0 if trace.next is None else _number(trace.next.missing, plan.score_decimals)
    found["why"] = _why(plan, trace, language)
    return found


def _checks(plan: Plan) -> dict[str, Shown]:
    """Return the steps that look through values and points for errors: there are none in a rated row."""
    most = (2 * len(plan.measures)) // CHAIN + 1
    return {f"{name}_{at}": 1 for name in ("ok", "earns") for at in range(1, most + 1)}


def _places(plan: Plan, trace: Trace) -> dict[str, Shown]:
    """Return the place after each red line, in the scheme's order."""
    if trace.rating.held is None:
        return {}
    place, last = trace.rating.held, len(plan.ladder.tiers) - 1
    found: dict[str, Shown] = {"held": place + 1}
    applies = {hit.line.code for hit in trace.hits.lines}
    for at, line in enumerate(plan.red_lines, 1):
        if line.line.code in applies:
            place = max(place, line.cap) if line.cap is not None else min(place + line.line.drop, last)
        found[f"place_{at}"] = place + 1
    return found


def _number(value: int, decimals: int) -> float | int:
    return value / 10**decimals if decimals else value


def _cell(value: Value, decimals: int) -> Shown:
    if value is None:
        return ""
    if value is NOT_APPLICABLE:
        return SKIPPED
    return value if isinstance(value, str) else _number(value, decimals)


def _values(plan: Plan, trace: Trace) -> dict[str, Shown]:
    found = {
        f"v_{measure.key}": _cell(value, measure.decimals)
        for measure, value in zip(plan.measures, trace.values, strict=True)
    }
    for line in trace.lines:
        found[f"p_{line.measure.key}"] = _cell(
            NOT_APPLICABLE if line.points is None else line.points, plan.points_decimals
        )
        found[f"l_{line.measure.key}"] = _number(_lost(line.lost), reason.SHOWN)
    if plan.score is not None and trace.base is not None:
        found["base"] = float(trace.base)
        found["l_most"] = max((_number(_lost(line.lost), reason.SHOWN) for line in trace.lines), default=0)
        found["weight"] = float(sum(weight_on(x.measure, plan.line) for x in trace.lines if x.applies))
        found |= _items(plan, trace)
    hit = {line.line.code for line in trace.hits.lines}
    found |= {f"r_{at}": int(line.line.code in hit) for at, line in enumerate(plan.red_lines, 1)}
    if trace.lines:
        found["bonus"] = _number(trace.adjustments.bonus, plan.points_decimals)
        found["penalty"] = _number(trace.adjustments.penalty, plan.points_decimals)
    return found


def _items(plan: Plan, trace: Trace) -> dict[str, Shown]:
    counted = {found.item.item.code: found.counted for found in trace.adjustments.items}
    return {
        f"i_{at}": _number(counted.get(item.item.code, 0), plan.points_decimals)
        for at, item in enumerate(plan.items, 1)
    }


_TEXTS: Final = ("tier", "score", "before", "gap", "why", "earned")
"""Steps that are blank for a blank row."""


def _after(plan: Plan) -> list[str]:
    """Return the steps that pass on the error of a row without a rating."""
    keys = [measure.key for measure in plan.measures]
    numbers = [
        *(f"i_{at}" for at in range(1, len(plan.items) + 1)),
        *(f"r_{at}" for at in range(1, len(plan.red_lines) + 1)),
    ]
    return [
        *_TEXTS,
        "state",
        "base",
        "bonus",
        "penalty",
        "l_most",
        "held",
        "capped",
        *(f"l_{key}" for key in keys),
        *numbers,
    ]


def _read(plan: Plan, entries: Sequence[Entry], trace: Trace) -> dict[str, Shown]:
    """Return the values of a row without a rating, as far as they are known."""
    if trace.values:
        values: dict[int, Value | ExcelError] = dict(enumerate(trace.values))
        read = {f"v_{measure.key}": _cell(values[at], measure.decimals) for at, measure in enumerate(plan.measures)}
        return read | _points(plan, values)
    judged = {step.slot for step in plan.steps}
    inside = {
        slot: entry
        for slot, entry in enumerate(entries)
        if slot not in judged and (not isinstance(entry, int) or plan.ranges[slot][0] <= entry <= plan.ranges[slot][1])
    }
    read = {
        f"v_{plan.measures[slot].key}": entry
        if isinstance(entry, ExcelError)
        else _cell(entry, plan.measures[slot].decimals)
        for slot, entry in inside.items()
    }
    return read | _points(plan, inside)


def _points(plan: Plan, values: Mapping[int, Value | ExcelError]) -> dict[str, Shown]:
    """Return the points of a row without a rating, and the weight that applies, as far as they can be told."""
    sheet = plan.score
    if sheet is None:
        return {}
    found = {
        f"p_{scored.measure.key}": _point(plan, scored, values[scored.slot], na=sheet.not_reported_is_na)
        for scored in sheet.scored
        if scored.slot in values
    }
    if sheet.weight is None or len(found) < len(sheet.scored):
        return found
    counted = (x for x in sheet.scored if isinstance(found[f"p_{x.measure.key}"], (int, float)))
    return found | {"weight": float(sum(weight_on(x.measure, plan.line) for x in counted))}


def _point(plan: Plan, scored: Scored, value: Value | ExcelError, *, na: bool) -> Shown:
    if isinstance(value, ExcelError):
        return value
    if value is None:
        return ExcelError.NA if na else 0
    points: int | None = None
    if isinstance(value, int) and isinstance(scored.scorer, Pieces):
        points = scored.scorer.points(value)
    elif isinstance(value, str) and isinstance(scored.scorer, TextPoints):
        points = scored.scorer.find(value)
        points = 0 if points is None and scored.scorer.unknown_is_blank else points
    elif value is NOT_APPLICABLE:
        return SKIPPED
    return ExcelError.VALUE if points is None else _number(points, plan.points_decimals)


def _lost(lost: Fraction) -> int:
    units = lost * 10**reason.SHOWN
    return divide(units.numerator, units.denominator)


def _why(plan: Plan, trace: Trace, language: str) -> str:
    """Return the short reason as the formula says it."""
    parts = []
    weak = max(trace.lines, key=lambda line: _lost(line.lost), default=None)
    if weak is not None and plan.score is not None and plan.score.combine == "weighted" and _lost(weak.lost) > 0:
        name, lost = weak.measure.name.said(language), shown(_lost(weak.lost), reason.SHOWN)
        parts.append(reason.WEAK.said(language).format(measure=name, lost=lost))
    parts += [reason.RED_LINE.said(language).format(names=hit.line.name.said(language)) for hit in trace.hits.lines]
    if trace.rating.earned == 0 and plan.ladder.cuts:
        parts.append(reason.TOP.said(language))
    elif trace.next is not None:
        missing = shown(trace.next.missing, plan.score_decimals)
        parts.append(reason.GAP.said(language).format(tier=trace.next.tier, missing=missing))
    return reason.JOINT.said(language).join(parts)
