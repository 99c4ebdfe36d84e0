"""A scheme for a reader at a terminal: tiers, measures with their bands, adjustments, red lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xltier.app.wording.rule_words import item_words, plain, red_line_words, scoring_words
from xltier.app.wording.text_table import aligned
from xltier.app.wording.tier_words import axis_words, cell_words, floor_words
from xltier.core.fingerprint import fingerprint
from xltier.core.scheme import Measure, Scheme
from xltier.messages import phrase

_WEIGHT: Final = frozenset({2})


def scheme_view(scheme: Scheme, language: str) -> Iterator[str]:
    """Yield the lines."""
    yield f"{scheme.name.said(language)}"
    yield phrase(
        "rules-subtitle",
        language,
        scheme=f"{scheme.id}@{scheme.version}",
        valid_from=scheme.valid_from.isoformat(),
        fingerprint=fingerprint(scheme),
        kind=phrase(f"rulebook-{scheme.kind.value}", language),
    )
    for text in (scheme.summary.said(language), phrase("rules-source", language, source=scheme.source)):
        if text:
            yield text
    yield from _section("rules-tiers", _tiers(scheme, language), language)
    yield from _section("rules-measures", [_measure(measure, language) for measure in scheme.measures], language)
    axes = [[axis.key, axis.name.said(language), "", axis_words(scheme, axis, language)] for axis in scheme.axes]
    yield from _section("rules-axes", axes, language)
    yield from _section("rules-classes", _classes(scheme, language), language)
    items = [[i.code, i.name.said(language), item_words(i), i.evidence.said(language)] for i in scheme.items]
    yield from _section("rules-items", items, language)
    lines = [[r.code, r.name.said(language), red_line_words(r, language), r.auto or ""] for r in scheme.red_lines]
    yield from _section("rules-red-lines", lines, language)


def _section(title: str, rows: Sequence[Sequence[str]], language: str) -> Iterator[str]:
    if rows:
        yield ""
        yield phrase(title, language)
        yield from aligned(rows, right=_WEIGHT)


def _tiers(scheme: Scheme, language: str) -> list[list[str]]:
    tiers = [tier for tier in scheme.tiers if tier.line is None]
    return [
        [
            tier.code,
            tier.name.said(language),
            floor_words(tiers, at, language, low_is_good=scheme.low_is_good),
            tier.strategy.text.said(language),
        ]
        for at, tier in enumerate(tiers)
    ]


def _measure(measure: Measure, language: str) -> list[str]:
    how = scoring_words(measure, language) if measure.is_scored else phrase("rules-input", language)
    if measure.expression is not None:
        how = f"= {measure.expression}; {how}" if measure.is_scored else f"= {measure.expression}"
    required = phrase("rules-required", language) if measure.required else ""
    weight = "–" if measure.weight is None else plain(measure.weight)
    return [measure.key, f"{measure.name.said(language)}{required}", weight, how]


def _classes(scheme: Scheme, language: str) -> list[list[str]]:
    if scheme.rules:
        otherwise = phrase("rules-else", language)
        return [[str(at), rule.outcome, "", rule.when or otherwise] for at, rule in enumerate(scheme.rules, 1)]
    return [["", cell.outcome, "", cell_words(cell.at)] for cell in scheme.grid]
