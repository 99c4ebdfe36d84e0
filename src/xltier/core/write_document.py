"""A Scheme back to the document that states it: what :mod:`xltier.core.document` reads, defaults left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from typing import Final

from xltier.core.fields import NONE
from xltier.core.months import month_text
from xltier.core.scheme import Scheme
from xltier.core.scheme.alert import Alert
from xltier.core.scheme.case import Case
from xltier.core.scheme.classes import Axis, Rule
from xltier.core.scheme.item import Item
from xltier.core.scheme.lines import ChannelLine, LineMove
from xltier.core.scheme.measure import Band, Measure, Method
from xltier.core.scheme.red_line import RedLine
from xltier.core.scheme.spread import Cut
from xltier.core.scheme.tier import Tier
from xltier.core.words import Words

Table = dict[str, object]

_BY_DEFAULT: Final = {field.name: field.default for field in fields(Scheme)}
_PLAIN: Final = (
    "by_name",
    "scoring",
    "points_decimals",
    "score_full",
    "score_max",
    "combine",
    "majority_tie",
    "min_coverage",
    "cap_bonus",
    "cap_penalty",
    "min_months",
    "quota",
    "quota_ties",
    "measure",
    "spread",
    "crossing",
    "month_start_day",
    "growth_basis",
    "order_months",
)


def write_document(scheme: Scheme) -> Table:
    """Return the document of a scheme; reading it gives an equal scheme.

    Numbers are exact decimals, absent fields are left out, and nothing is shared with the scheme.
    """
    head: Table = {"id": scheme.id, "version": scheme.version, "valid_from": scheme.valid_from}
    head |= _words("name", scheme.name) | _words("summary", scheme.summary) | _words("source", scheme.source)
    head |= {"kind": scheme.kind.value}
    head |= _given(score_decimals=scheme.score_decimals)
    for name in _PLAIN:
        value = getattr(scheme, name)
        if value != _BY_DEFAULT[name]:
            head[name] = value.value if isinstance(value, StrEnum) else value
    head |= _bound("score_min", scheme.score_min, Decimal(0))
    head |= _given(
        edges="half-open" if scheme.half_open else None,
        not_reported="na" if scheme.not_reported_is_na else None,
        direction="low" if scheme.low_is_good else None,
        buffer=scheme.buffer or None,
        buffer_share=scheme.buffer_share or None,
        falls_when="either" if scheme.falls_on_either else None,
        group_caps=dict(scheme.group_caps) or None,
    )
    blocks: dict[str, list[Table]] = {
        "measures": [_measure(measure) for measure in scheme.measures],
        "tiers": [_tier(tier) for tier in scheme.tiers],
        "items": [_item(item) for item in scheme.items],
        "red_lines": [_red_line(line) for line in scheme.red_lines],
        "rules": [_rule(rule) for rule in scheme.rules],
        "axes": [_axis(axis) for axis in scheme.axes],
        "grid": [{"at": list(cell.at), "class": cell.outcome} for cell in scheme.grid],
        "cuts": [_cut(cut) for cut in scheme.cuts],
        "lines": [_line(line) for line in scheme.lines],
        "line_map": [_line_move(move) for move in scheme.line_map],
        "alerts": [_alert(alert) for alert in scheme.alerts],
        "cases": [_case(case) for case in scheme.cases],
    }
    return head | {name: tables for name, tables in blocks.items() if tables}


def _given(**values: object) -> Table:
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _words(name: str, words: Words) -> Table:
    if not words:
        return {}
    both = {"zh": words.zh, "en": words.en}
    return {name: words.zh if words.zh == words.en else {key: text for key, text in both.items() if text}}


def _bound(name: str, value: Decimal | None, default: Decimal | None) -> Table:
    """Return a number whose absence means its default; none at all is said by a word."""
    if value == default:
        return {}
    return {name: NONE if value is None else value}


def _edge(*, included: bool | None) -> str | None:
    return None if included is None else "in" if included else "out"


def _measure(measure: Measure) -> Table:
    plain: Table = {"key": measure.key} | _words("name", measure.name)
    plain |= _given(
        aliases=list(measure.aliases) or None,
        unit=measure.unit,
        decimals=measure.decimals or None,
        type=None if measure.type == "number" else measure.type.value,
        expression=measure.expression,
        applies_if=measure.applies_if,
        since=measure.since or None,
        required=measure.required or None,
        min=measure.minimum,
        max=measure.maximum,
        weight=measure.weight,
    )
    plain |= _bound("full", measure.full, Decimal(100))
    implied = Method.MAP if measure.mapping else Method.PIECES
    plain |= _given(
        direction="low" if measure.low_is_good else None,
        method=None if measure.method is implied else measure.method.value,
        bands=[_band(band) for band in measure.bands] or None,
        **{f"t{at}": value for at, value in enumerate(measure.parameters, 1)},
        part_step="up" if measure.step_up else None,
        map=dict(measure.mapping) or None,
        match="keyword" if measure.by_keyword else None,
        unknown="blank" if measure.unknown_is_blank else None,
        line_weights=dict(measure.line_weights) or None,
        of=measure.of,
        window=None if measure.window == "month" else measure.window.value,
    )
    return plain | _words("source", measure.source)


def _band(band: Band) -> Table:
    table = _given(**{"from": band.start})
    table["points"] = band.points
    return table | _given(
        slope=band.slope or None,
        edge=_edge(included=band.included),
        to=band.to,
        below=band.below,
        label=band.label,
        line=band.line,
    )


def _tier(tier: Tier) -> Table:
    strategy = tier.strategy
    table: Table = {"code": tier.code} | _words("name", tier.name)
    table |= _given(
        floor=tier.floor,
        edge=None if tier.included else "out",
        to=tier.to,
        below=tier.below,
        share=tier.share,
        quota=tier.quota,
        fill=tier.fill,
        ink=tier.ink,
        line=tier.line,
    )
    for name in ("text", "visit", "credit", "rebate"):
        table |= _words("strategy" if name == "text" else name, getattr(strategy, name))
    return table | _given(resource_share=strategy.resource_share)


def _item(item: Item) -> Table:
    table: Table = {"code": item.code} | _words("name", item.name)
    table["type"] = "bonus" if item.is_bonus else "penalty"
    if item.lowest == item.highest:
        table["points"] = item.lowest
    else:
        table |= {"points_min": item.lowest, "points_max": item.highest}
    log = None if item.log is None else item.log.value
    table |= _given(cap=item.cap, auto=item.auto, count=item.count, log=log)
    table |= _given(decay=item.decay or None, group=item.group)
    return table | ({} if item.whole else {"whole": False}) | _words("evidence", item.evidence)


def _red_line(line: RedLine) -> Table:
    table: Table = {"code": line.code} | _words("name", line.name)
    return table | _given(
        cap=line.cap,
        drop=line.drop or None,
        months=None if line.months == 1 else line.months,
        void_bonus=line.voids_bonus or None,
        auto=line.auto,
        release=line.release,
    )


def _rule(rule: Rule) -> Table:
    return {"class": rule.outcome} | _given(when=rule.when)


def _axis(axis: Axis) -> Table:
    table: Table = {"key": axis.key} | _words("name", axis.name)
    return table | _given(
        measure=axis.measure,
        direction="low" if axis.low_is_good else None,
        spread=None if axis.spread is None else axis.spread.value,
        nested=axis.nested or None,
        levels=[_tier(level) for level in axis.levels],
        rules=[_rule(rule) for rule in axis.rules] or None,
    )


def _cut(cut: Cut) -> Table:
    return {"key": cut.key, "measure": cut.measure, "spread": cut.spread.value} | _given(share=cut.share)


def _line(line: ChannelLine) -> Table:
    return {"name": line.name} | _given(aliases=list(line.aliases) or None)


def _line_move(move: LineMove) -> Table:
    return {"new_line": move.new_line} | _given(
        old_line=move.old_line,
        product=move.product,
        channel=move.channel,
        share=None if move.share == 1 else move.share,
        **{"from": None if move.start is None else month_text(move.start)},
        to=None if move.end is None else month_text(move.end),
    )


def _alert(alert: Alert) -> Table:
    table: Table = {"code": alert.code, "level": alert.level} | _words("name", alert.name)
    return table | {"rule": alert.rule} | _words("action", alert.action) | {"days": alert.days}


def _case(case: Case) -> Table:
    table: Table = {"name": case.name, "input": dict(case.inputs)}
    return table | _given(
        tier=case.tier,
        score=case.score,
        error=case.error,
        why=case.why,
        line=case.line,
        population=_plain(case.population),
        events=_plain(case.events),
        red_lines=list(case.red_lines) or None,
        previous=case.previous,
    )


def _plain(tables: Iterable[Mapping[str, object]]) -> list[Table] | None:
    return [dict(table) for table in tables] or None
