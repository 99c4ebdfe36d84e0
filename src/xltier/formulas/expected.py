"""What each step gives by the engine: the values that are cached in the cells, and that recalculation must meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from xltier.core.adjustments import adjuster
from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.fixed import divide, shown
from xltier.core.plan import Plan
from xltier.core.trace import Trace, explain
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError, Value
from xltier.formulas import reason
from xltier.formulas.work import SKIPPED

Shown: TypeAlias = "float | int | str | ExcelError"


def expected(
    plan: Plan, entries: Sequence[Entry], about: Circumstances = NOTHING, *, language: str = "en"
) -> dict[str, Shown]:
    """Return the engine's value of each step by name; steps that the engine has no word for are absent.

    Args:
        plan: The plan whose steps they are.
        entries: One customer's, in slot order.
        about: Its log, red lines and history.
        language: Of the reason.
    """
    trace = explain(plan, entries, about)
    rating = trace.rating
    if rating.error is not None:
        return dict.fromkeys(("state", "tier", "score", "before", "gap", "why", "earned"), rating.error)
    if rating.tier is None:
        return {"state": 0} | dict.fromkeys(("tier", "score", "before", "gap", "why", "earned"), "")
    found: dict[str, Shown] = {"state": 1, "tier": rating.tier}
    found |= _values(plan, trace)
    if rating.score is not None and rating.score_before is not None:
        found["score"] = _number(rating.score, plan.score_decimals)
        found["before"] = _number(rating.score_before, plan.score_decimals)
    if rating.earned is not None:
        found["earned"] = rating.earned + 1
    found["gap"] = 0 if trace.next is None else _number(trace.next.missing, plan.score_decimals)
    found["why"] = _why(plan, trace, language)
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
        found[f"p_{line.measure.key}"] = _cell(NOT_APPLICABLE if line.points is None else line.points, plan.points_decimals)
        found[f"l_{line.measure.key}"] = _number(_lost(line.lost), reason.SHOWN)
    if trace.lines:
        found["bonus"] = _number(trace.adjustments.bonus, plan.points_decimals)
        found["penalty"] = _number(trace.adjustments.penalty, plan.points_decimals)
    return found


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
