"""One customer explained: every point with its cell, band and weight, the sum, the tier, and the way up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from xltier.app.explain.explained_cells import cell_of, how_read
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.app.wording.fault_reasons import fault_reason
from xltier.app.wording.lifts import lifts_of
from xltier.app.wording.near import near_names
from xltier.app.wording.reasons import reasoner
from xltier.app.wording.rule_words import scoring_words
from xltier.app.wording.shown_value import shown_value
from xltier.app.wording.text_table import aligned
from xltier.app.wording.tier_words import code_said
from xltier.core.fixed import divide, shown
from xltier.core.trace import Line, Trace, explain
from xltier.core.words import folded
from xltier.messages import phrase

_RIGHT: Final = frozenset({2, 4, 5, 6})
_DIGITS: Final = 6


def rows_of(sheet: TieredSheet, code: str) -> tuple[tuple[TieredRow, ...], tuple[str, ...]]:
    """Return the rows of a customer, by code or by name, and near names where there is none."""
    asked = folded(code)
    rows = tuple(row for row in sheet.rows if asked in {folded(row.key), folded(row.name)})
    if rows:
        return rows, ()
    return (), near_names(code, (text for row in sheet.rows for text in (row.key, row.name)))


def explanation(sheet: TieredSheet, row: TieredRow, language: str, *, detail: bool) -> list[str]:
    """Return the lines that explain a row.

    Args:
        sheet: The rated sheet.
        row: The customer.
        language: ``"zh"`` or ``"en"``.
        detail: Also how each cell was read, and the whole rule of each measure.
    """
    trace = explain(sheet.plan, row.entries)
    return list(_lines(sheet, row, trace, language, detail=detail))


def _lines(sheet: TieredSheet, row: TieredRow, trace: Trace, language: str, *, detail: bool) -> Iterator[str]:
    scheme = f"{sheet.scheme.id}@{sheet.scheme.version}"
    yield phrase(
        "explain-head", language, key=row.key, name=row.name, row=sheet.reading.source_row(row.row), scheme=scheme
    )
    rating = row.rating
    if rating.tier is None:
        yield phrase("explain-unrated", language, error=rating.error or "–", why=row_reason(sheet, row, language))
    elif rating.score is None:
        yield phrase(
            "explain-class",
            language,
            tier=code_said(sheet.plan.ladder.tiers, rating.tier, language),
            why=reasoner(sheet.plan, language)(row.entries, rating),
        )
    else:
        score = shown(rating.score, sheet.plan.score_decimals)
        yield phrase(
            "explain-tier", language, tier=code_said(sheet.plan.ladder.tiers, rating.tier, language), score=score
        )
    yield ""
    if trace.lines:
        yield from aligned(_table(sheet, row, trace, language), right=_RIGHT)
        yield from _sum(sheet, trace, language)
    else:
        yield from aligned(_values(sheet, row, language))
    yield from _ways(sheet, trace, language)
    for fault in row.faults:
        if rating.tier is not None:
            yield phrase("explain-doubt", language, what=fault_reason(fault, language))
    if detail:
        yield from _details(sheet, row, trace, language)


def _table(sheet: TieredSheet, row: TieredRow, trace: Trace, language: str) -> list[Sequence[str]]:
    heads = ("measure", "cell", "value", "band", "points", "weight", "counts")
    table: list[Sequence[str]] = [[phrase(f"explain-{head}", language) for head in heads]]
    table.extend(_scored(sheet, row, line, language) for line in trace.lines)
    total = phrase("explain-sum", language)
    table.append([total, "", "", "", "", "", number(trace.base)])
    return table


def _scored(sheet: TieredSheet, row: TieredRow, line: Line, language: str) -> list[str]:
    decimals = sheet.plan.points_decimals
    points = "–" if line.points is None else shown(line.points, decimals)
    if line.full is not None and line.points is not None:
        points = f"{points}/{shown(line.full, decimals)}"
    return [
        line.measure.name.said(language),
        cell_of(sheet, row, line.measure.key),
        shown_value(line.measure, line.value, language),
        line.label,
        points,
        f"{number(line.weight)}%" if line.applies and line.weight else "–",
        number(line.weighted) if line.applies else "–",
    ]


def number(value: Fraction | None) -> str:
    """Return an exact fraction in decimals; one that does not end is marked as rounded.

    Example:
        >>> number(Fraction(6, 5)), number(Fraction(1, 3))
        ('1.2', '≈0.333333')
    """
    if value is None:
        return "–"
    scaled = value * 10**_DIGITS
    if scaled.denominator == 1:
        return shown(int(scaled), _DIGITS)
    return f"≈{shown(divide(scaled.numerator, scaled.denominator), _DIGITS)}"


def _sum(sheet: TieredSheet, trace: Trace, language: str) -> Iterator[str]:
    """Say what comes after the weighted sum: moved weight, bonus, penalty, rounding, red lines."""
    plan, rating = sheet.plan, trace.rating
    if trace.moved:
        yield phrase("explain-moved", language, percent=number(trace.moved))
    for found in trace.adjustments.items:
        sign = "+" if found.item.item.is_bonus else "-"
        counted = f"{sign}{shown(found.counted, plan.points_decimals)}"
        yield phrase("explain-item", language, points=counted, item=found.item.item.name, times=found.times)
    if rating.score_before is None:
        return
    yield phrase(
        "explain-rounded",
        language,
        exact=number(trace.exact),
        decimals=plan.score_decimals,
        score=shown(rating.score_before, plan.score_decimals),
        tier=code_said(plan.ladder.tiers, plan.ladder.tiers[rating.earned or 0].code, language),
    )
    for hit in trace.hits.lines:
        yield phrase(
            "explain-red-line",
            language,
            line=hit.line.name,
            tier=code_said(sheet.plan.ladder.tiers, rating.tier, language),
        )


def _values(sheet: TieredSheet, row: TieredRow, language: str) -> list[Sequence[str]]:
    """Return measure, cell and value of what a class follows from, as far as the sheet has a column for it.

    A scheme derives measures from many figures, of which a sheet that states the measures themselves has none.
    """
    plan = sheet.plan
    every: list[Sequence[str]] = [
        [measure.name.said(language), cell_of(sheet, row, measure.key), shown_value(measure, entry, language)]
        for measure, entry in zip(plan.measures[: plan.inputs], row.entries, strict=True)
    ]
    return [line for line in every if line[1]] or every or [["–", "", ""]]


def _ways(sheet: TieredSheet, trace: Trace, language: str) -> Iterator[str]:
    if trace.next is None:
        if trace.rating.earned == 0:
            yield phrase("explain-top", language)
        return
    plan = sheet.plan
    slot = getattr(plan.side, "slot", None)
    missing = (
        shown_value(plan.measures[slot], trace.next.missing, language)
        if slot is not None
        else shown(trace.next.missing, plan.score_decimals)
    )
    yield phrase(
        "explain-next", language, tier=code_said(sheet.plan.ladder.tiers, trace.next.tier, language), missing=missing
    )
    ways = lifts_of(trace, language)
    for way in ways:
        yield phrase(
            "explain-way", language, way=way, tier=code_said(sheet.plan.ladder.tiers, trace.next.tier, language)
        )
    if not ways:
        yield phrase("explain-no-way", language)


def _details(sheet: TieredSheet, row: TieredRow, trace: Trace, language: str) -> Iterator[str]:
    yield ""
    yield phrase("explain-details", language, fingerprint=sheet.fingerprint, as_of=sheet.as_of.isoformat())
    for measure in sheet.plan.measures:
        read = how_read(sheet, row, measure.key, language)
        rule = scoring_words(measure, language) if measure.is_scored else phrase("rules-input", language)
        if measure.expression is not None:
            rule = f"= {measure.expression}; {rule}"
        yield f"  {measure.name.said(language)}: {rule}"
        for text in (read, measure.source.said(language)):
            if text:
                yield f"    {text}"
    if trace.lines:
        floors = [f"{tier.code} ≥ {tier.floor}" for tier in sheet.plan.ladder.tiers if tier.floor is not None]
        yield "  " + phrase("explain-floors", language, floors=floors)
