"""A scheme for a reader at a terminal: everything that a tier can depend on, and what each class means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xltier.app.wording.rule_words import item_words, plain, red_line_words, scoring_words
from xltier.app.wording.setting_words import setting_rows
from xltier.app.wording.text_table import aligned
from xltier.app.wording.tier_words import axis_words, cell_words, cut_words, floor_words
from xltier.core.fingerprint import fingerprint
from xltier.core.scheme import Scheme
from xltier.core.scheme.alert import Alert
from xltier.core.scheme.item import Item
from xltier.core.scheme.measure import Measure
from xltier.core.scheme.red_line import RedLine
from xltier.core.scheme.tier import Tier
from xltier.messages import phrase
from xltier.tables.rules.choices import ITEM_LOG

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
    for text in (scheme.summary.said(language), phrase("rules-source", language, source=scheme.source.said(language))):
        if text:
            yield text
    yield from _section("rules-tiers", _tiers(scheme, language), language)
    yield from _section("rules-measures", [_measure(measure, language) for measure in scheme.measures], language)
    axes = [[axis.key, axis.name.said(language), "", axis_words(scheme, axis, language)] for axis in scheme.axes]
    yield from _section("rules-axes", axes, language)
    names = {measure.key: measure.name.said(language) for measure in scheme.measures}
    cuts = [[cut.key, names.get(cut.measure, cut.measure), "", cut_words(cut, language)] for cut in scheme.cuts]
    yield from _section("rules-cuts", cuts, language)
    yield from _section("rules-classes", _classes(scheme, language), language)
    yield from _section("rules-items", [_item(item, language) for item in scheme.items], language)
    yield from _section("rules-red-lines", [_red_line(line, language) for line in scheme.red_lines], language)
    yield from _section("rules-alerts", [_alert(alert, language) for alert in scheme.alerts], language)
    yield from _section("rules-settings", list(setting_rows(scheme, language)), language)


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
            floor_words(tiers, at, language, low_is_good=scheme.low_is_good, spread=scheme.spread),
            _strategy(tier, scheme.resource_whole, language),
        ]
        for at, tier in enumerate(tiers)
    ]


def _strategy(tier: Tier, whole: int, language: str) -> str:
    """Return what a tier means for service, its visits, credit, rebate and share of resources included."""
    parts = [tier.strategy.text.said(language)]
    for key in ("visit", "credit", "rebate"):
        words = getattr(tier.strategy, key).said(language)
        if words:
            parts.append(phrase(f"strategy-{key}", language, text=words))
    if tier.strategy.resource_share is not None:
        share = tier.strategy.resource_share * 100 / whole
        parts.append(phrase("strategy-share", language, text=f"{plain(share)}%"))
    return " ".join(parts)


def _item(item: Item, language: str) -> list[str]:
    parts = [item.evidence.said(language)]
    if item.cap is not None:
        parts.append(phrase("rule-capped", language, cap=plain(item.cap)))
    if item.auto is not None:
        parts.append(phrase("rules-auto", language, rule=item.auto))
    if item.count is not None:
        parts.append(phrase("rule-counted", language, measure=item.count))
    if item.log is not None:
        parts.append(phrase("rule-logged", language, log=ITEM_LOG[item.log]))
    if item.decay:
        parts.append(phrase("rule-decay", language, share=f"{plain(item.decay * 100)}%"))
    if item.group:
        parts.append(phrase("rule-group", language, group=item.group))
    return [item.code, item.name.said(language), item_words(item), _joined(parts, language)]


def _red_line(line: RedLine, language: str) -> list[str]:
    parts = [phrase("rule-lasts", language, months=line.months)]
    if line.voids_bonus:
        parts.append(phrase("rule-voids", language))
    if line.auto is not None:
        parts.append(phrase("rules-auto", language, rule=line.auto))
    if line.release is not None:
        parts.append(phrase("rule-release", language, rule=line.release))
    return [line.code, line.name.said(language), red_line_words(line, language), _joined(parts, language)]


def _alert(alert: Alert, language: str) -> list[str]:
    due = phrase("rule-due", language, days=alert.days)
    action = alert.action.said(language)
    return [alert.code, alert.name.said(language), "", _joined([alert.rule, due, action], language)]


def _joined(parts: Sequence[str], language: str) -> str:
    return phrase("joint-list", language).join(part for part in parts if part)


def _measure(measure: Measure, language: str) -> list[str]:
    how = scoring_words(measure, language) if measure.is_scored else phrase("rules-input", language)
    if measure.expression is not None:
        how = f"= {measure.expression}; {how}" if measure.is_scored else f"= {measure.expression}"
    if measure.applies_if is not None:
        how = _joined([how, phrase("rule-applies", language, rule=measure.applies_if)], language)
    if measure.minimum is not None or measure.maximum is not None:
        low, high = ("" if end is None else plain(end) for end in (measure.minimum, measure.maximum))
        how = _joined([how, phrase("rule-range", language, low=low, high=high)], language)
    required = phrase("rules-required", language) if measure.required else ""
    weight = "–" if measure.weight is None else plain(measure.weight)
    return [measure.key, f"{measure.name.said(language)}{required}", weight, how]


def _classes(scheme: Scheme, language: str) -> list[list[str]]:
    if scheme.rules:
        otherwise = phrase("rules-else", language)
        return [[str(at), rule.outcome, "", rule.when or otherwise] for at, rule in enumerate(scheme.rules, 1)]
    return [["", cell.outcome, "", cell_words(cell.at)] for cell in scheme.grid]
