"""Why a key has its tier, line by line: every number with the cells that it comes from, and how they add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from xltier.app.month.explain import Explanation
from xltier.app.month.findings import row_findings
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.measure_lines import measure_lines, said
from xltier.app.month.reason import month_reason
from xltier.app.month.rule_measures import item_source
from xltier.app.wording.shown_value import shown_value
from xltier.core.fixed import shown
from xltier.core.months import Month, month_text
from xltier.messages import phrase, render


def explanation_lines(found: Explanation, inputs: MonthInputs, period: Month, language: str) -> Iterator[str]:
    """Yield the lines of one key's explanation.

    Args:
        found: The key's trace and the cells behind its values.
        inputs: Where these cells are.
        period: The month.
        language: ``"zh"`` or ``"en"``.
    """
    row, trace = found.row, found.trace
    yield _head(found, period, language)
    yield f"  {month_reason(row, language)}"
    yield from measure_lines(found, inputs, language)
    if trace.base is not None:
        if trace.moved:
            yield "  " + phrase("month-explain-moved-weight", language, share=said(trace.moved))
        parts = " + ".join(said(line.weighted) for line in trace.lines if line.applies)
        yield "  " + phrase("month-explain-base", language, parts=parts, base=said(trace.base))
    yield from _adjustments(found, inputs, language)
    yield from _score(found, language)
    yield from _red_lines(found, inputs, language)
    yield from _findings(found, inputs, language)
    yield from _next(found, language)


def _head(found: Explanation, period: Month, language: str) -> str:
    row, plan, rating = found.row, found.row.plan, found.row.rating
    head = phrase(
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
    if not rating.red_lines or rating.held is None or rating.score_before is None:
        return head
    before = shown(rating.score_before, plan.score_decimals)
    held = plan.ladder.tiers[rating.held].code
    return phrase("month-explain-head-before", language, head=head, tier=held, score=before)


def _score(found: Explanation, language: str) -> Iterator[str]:
    """Yield how the score follows; where a red line voids the bonus, first the score that it would be without."""
    trace, rating, plan = found.trace, found.row.rating, found.row.plan
    if trace.exact is None or rating.score is None or rating.score_before is None or trace.base is None:
        return
    given = trace.adjustments.bonus
    if given != rating.bonus:
        without = trace.base + Fraction(given - rating.penalty, 10**plan.points_decimals)
        yield "  " + _sum(found, "month-explain-score-before", given, without, rating.score_before, language)
        bonus = shown(given, plan.points_decimals)
        yield "  " + phrase("month-explain-void", language, bonus=bonus)
    yield "  " + _sum(found, "month-explain-score", rating.bonus, trace.exact, rating.score, language)


def _sum(found: Explanation, key: str, bonus: int, exact: Fraction, score: int, language: str) -> str:
    plan = found.row.plan
    return phrase(
        key,
        language,
        base=said(found.trace.base or Fraction(0)),
        bonus=shown(bonus, plan.points_decimals),
        penalty=shown(found.row.rating.penalty, plan.points_decimals),
        exact=said(exact),
        score=shown(score, plan.score_decimals),
    )


def _next(found: Explanation, language: str) -> Iterator[str]:
    """Yield what the next tier asks for; where no single measure gets there, that this is so."""
    missing_to = found.trace.next
    if missing_to is None:
        return
    missing = shown(missing_to.missing, found.row.plan.score_decimals)
    key = "month-explain-next" if missing_to.levers else "month-explain-next-none"
    yield "  " + phrase(key, language, tier=missing_to.tier, missing=missing)
    for lever in missing_to.levers:
        target = shown_value(lever.measure, lever.value, language)
        sign = "≥" if lever.upwards else "≤"
        yield f"    {lever.measure.name.said(language)} {sign} {target}"


def _findings(found: Explanation, inputs: MonthInputs, language: str) -> Iterator[str]:
    """Yield what the rating left out or could not tell."""
    approved = [event for event in found.events if event.is_approved]
    for problem in row_findings(found.row, approved, inputs):
        severity = phrase(f"severity-{problem.severity.value}", language)
        place = str(problem.at)
        yield f"  {severity}: {render(problem, language).what}" + (f" ({place})" if place else "")


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
        places = [str(inputs.location(event.origin)) for event in events]
        source = item_source(made.item, plan, found.trace.values, language, by_rule=made.by_rule)
        yield "  " + phrase(
            "month-explain-item",
            language,
            sign="+" if item.is_bonus else "−",
            counted=shown(made.counted, plan.points_decimals),
            item=item.name,
            times=made.times,
            points=shown(made.points, plan.points_decimals),
            notes="".join(f"；{note}" if language == "zh" else f"; {note}" for note in notes),
            cells=_joined((*places, source) if source else places),
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
