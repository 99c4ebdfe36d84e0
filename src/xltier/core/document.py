"""A scheme document (TOML, rules sheet, JSON: nested tables) to a Scheme, or every Problem with its path.

Only shape is judged here; what the rules mean together is for :mod:`xltier.core.checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from xltier.core.edges import EDGES, R_EDGES
from xltier.core.fields import Fields, as_number
from xltier.core.labels import PRESETS
from xltier.core.months import as_month
from xltier.core.scheme import GrowthBasis, Kind, Scheme, Scoring
from xltier.core.scheme.alert import Alert
from xltier.core.scheme.case import Case
from xltier.core.scheme.classes import Axis, Cell, Rule
from xltier.core.scheme.item import Item, ItemLog
from xltier.core.scheme.lines import ChannelLine, LineMove
from xltier.core.scheme.measure import Band, Measure, Method, ValueType, Window
from xltier.core.scheme.red_line import RedLine
from xltier.core.scheme.spread import Cut, Spread
from xltier.core.scheme.tier import Strategy, Tier
from xltier.errors import Problem


def read_document(document: Mapping[str, object]) -> tuple[Scheme, tuple[Problem, ...]]:
    """Return the scheme that a document states, and every Problem of its shape.

    Args:
        document: Nested tables; numbers are exact (``tomllib`` with ``parse_float=Decimal``).
    """
    problems: list[Problem] = []
    fields = Fields(document, "", problems)
    buffer = fields.text("buffer", "0") if isinstance(document.get("buffer"), str) else None
    kind = fields.one_of("kind", Kind, Kind.SCORECARD) or Kind.SCORECARD
    scoring = fields.one_of("scoring", Scoring, Scoring.WEIGHTED) or Scoring.WEIGHTED
    edges = _edges(fields)
    scheme = Scheme(
        id=fields.text("id", None),
        version=fields.text("version", None),
        valid_from=fields.date("valid_from"),
        name=fields.words("name"),
        summary=fields.words("summary"),
        source=fields.words("source"),
        by_name=fields.flag("by_name"),
        kind=kind,
        scoring=scoring,
        score_decimals=fields.whole_or_none("score_decimals"),
        points_decimals=fields.whole("points_decimals", 4),
        score_full=fields.number("score_full"),
        score_min=fields.number_or("score_min", Decimal(0)),
        score_max=fields.number("score_max"),
        combine=fields.text("combine", "weighted"),
        majority_tie=fields.text("majority_tie", "worse"),
        half_open=edges == "half-open",
        not_reported_is_na=fields.either("not_reported", "zero", "na"),
        min_coverage=fields.number_or("min_coverage", Decimal("0.6")) or Decimal(0),
        cap_bonus=fields.number("cap_bonus"),
        cap_penalty=fields.number("cap_penalty"),
        group_caps=fields.numbers("group_caps"),
        buffer=Decimal(0) if buffer else fields.number("buffer") or Decimal(0),
        buffer_share=(as_number(buffer) if buffer else fields.number("buffer_share")) or Decimal(0),
        min_months=fields.whole("min_months", 1),
        falls_on_either=fields.either("falls_when", "both", "either"),
        quota=fields.flag("quota"),
        quota_ties=fields.text("quota_ties", "up"),
        measure=fields.optional("measure"),
        low_is_good=_direction(fields),
        spread=fields.one_of("spread", Spread, None),
        crossing=fields.text("crossing", "up"),
        measures=_scored(fields.tables("measures", _measure), scoring),
        tiers=_labelled(fields, fields.tables("tiers", _tier)),
        items=fields.tables("items", _item),
        red_lines=fields.tables("red_lines", _red_line),
        rules=fields.tables("rules", _rule),
        axes=fields.tables("axes", _axis),
        grid=fields.tables("grid", _cell),
        cuts=fields.tables("cuts", _cut),
        cases=fields.tables("cases", _case),
        month_start_day=fields.whole("month_start_day", 1),
        growth_basis=fields.one_of("growth_basis", GrowthBasis, GrowthBasis.MONTH) or GrowthBasis.MONTH,
        order_months=fields.whole_or_none("order_months"),
        lines=fields.tables("lines", _line),
        line_map=fields.tables("line_map", _line_move),
        alerts=fields.tables("alerts", _alert),
    )
    fields.finish()
    return (_with_r_edges(scheme) if edges == R_EDGES else scheme), tuple(problems)


def _edges(fields: Fields) -> str:
    """Return how edges close: ``strict``, ``half-open``, or as R's rfm has them."""
    word = fields.text("edges", "strict")
    if word not in EDGES:
        fields.report("field-choice", "edges", value=word, choices=EDGES)
    return word


def _labelled(fields: Fields, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Return the tiers with the names of a preset, where the document asks for one; codes stay."""
    preset = fields.text("labels")
    if not preset:
        return tiers
    if preset not in PRESETS:
        fields.report("field-choice", "labels", value=preset, choices=tuple(PRESETS))
        return tiers
    names = PRESETS[preset].get(len(tiers))
    if names is None:
        fields.report("labels-count", "labels", labels=preset, count=len(tiers), fits=tuple(PRESETS[preset]))
        return tiers
    return tuple(replace(tier, name=name) for tier, name in zip(tiers, names, strict=True))


def _with_r_edges(scheme: Scheme) -> Scheme:
    """Return the scheme with every quantile cut as R's rfm cuts it: on its axes, its cuts, itself."""

    def spread(of: Spread | None) -> Spread | None:
        return Spread.QUANTILE_R if of is Spread.QUANTILE else of

    return replace(
        scheme,
        spread=spread(scheme.spread),
        axes=tuple(replace(axis, spread=spread(axis.spread)) for axis in scheme.axes),
        cuts=tuple(replace(cut, spread=spread(cut.spread) or cut.spread) for cut in scheme.cuts),
    )


def _scored(measures: tuple[Measure, ...], scoring: Scoring) -> tuple[Measure, ...]:
    """In an additive scheme there are no weights: whatever has a scoring rule is scored."""
    if scoring is not Scoring.ADDITIVE:
        return measures
    return tuple(
        replace(measure, weight=Decimal(1))
        if measure.weight is None and (measure.bands or measure.method is not Method.PIECES)
        else measure
        for measure in measures
    )


def _direction(fields: Fields) -> bool:
    return fields.either("direction", "high", "low")


def _edge(fields: Fields) -> bool | None:
    """``in`` or ``out``; absent leaves the edge to the neighbour with more points."""
    word = fields.text("edge")
    if word not in {"", "in", "out"}:
        fields.report("field-choice", "edge", value=word, choices=("in", "out"))
    return None if not word else word == "in"


def _measure(fields: Fields) -> Measure:
    map_points = fields.numbers("map")
    return Measure(
        key=fields.text("key", None),
        name=fields.words("name"),
        aliases=fields.texts("aliases"),
        unit=fields.text("unit"),
        decimals=fields.whole("decimals", 0),
        type=fields.one_of("type", ValueType, ValueType.NUMBER) or ValueType.NUMBER,
        expression=fields.optional("expression"),
        applies_if=fields.optional("applies_if"),
        since=fields.flag("since"),
        required=fields.flag("required"),
        minimum=fields.number("min"),
        maximum=fields.number("max"),
        weight=fields.number("weight"),
        full=fields.number_or("full", Decimal(100)),
        low_is_good=_direction(fields),
        method=fields.one_of("method", Method, Method.MAP if map_points else Method.PIECES) or Method.PIECES,
        bands=fields.tables("bands", _band),
        parameters=tuple(value for key in ("t1", "t2", "t3") if (value := fields.number(key)) is not None),
        step_up=fields.either("part_step", "down", "up"),
        mapping=map_points,
        by_keyword=fields.either("match", "exact", "keyword"),
        unknown_is_blank=fields.either("unknown", "error", "blank"),
        line_weights=fields.numbers("line_weights"),
        of=fields.optional("of"),
        window=fields.one_of("window", Window, Window.MONTH) or Window.MONTH,
        source=fields.words("source"),
    )


def _band(fields: Fields) -> Band:
    slope = fields.number("slope")
    return Band(
        start=fields.number("from"),
        points=fields.needed("points") if slope is None else fields.number("points") or Decimal(0),
        slope=slope or Decimal(0),
        included=_edge(fields),
        to=fields.number("to"),
        below=fields.number("below"),
        label=fields.text("label"),
        line=fields.optional("line"),
    )


def _tier(fields: Fields) -> Tier:
    included = _edge(fields)
    return Tier(
        code=fields.text("code", None),
        name=fields.words("name"),
        floor=fields.number("floor"),
        included=included is not False,
        to=fields.number("to"),
        below=fields.number("below"),
        share=fields.number("share"),
        quota=fields.number("quota"),
        fill=fields.optional("fill"),
        ink=fields.optional("ink"),
        line=fields.optional("line"),
        strategy=Strategy(
            text=fields.words("strategy"),
            visit=fields.words("visit"),
            credit=fields.words("credit"),
            rebate=fields.words("rebate"),
            resource_share=fields.number("resource_share"),
        ),
    )


def _item(fields: Fields) -> Item:
    has_range = fields.has("points_min") or fields.has("points_max")
    points = None if has_range else fields.needed("points")
    return Item(
        code=fields.text("code", None),
        name=fields.words("name"),
        is_bonus=not fields.either("type", "bonus", "penalty"),
        lowest=fields.needed("points_min") if points is None else points,
        highest=fields.needed("points_max") if points is None else points,
        cap=fields.number("cap"),
        auto=fields.optional("auto"),
        count=fields.optional("count"),
        log=fields.one_of("log", ItemLog, None),
        whole=fields.flag("whole", default=True),
        evidence=fields.words("evidence"),
        decay=fields.number("decay") or Decimal(0),
        group=fields.text("group"),
    )


def _red_line(fields: Fields) -> RedLine:
    return RedLine(
        code=fields.text("code", None),
        name=fields.words("name"),
        cap=fields.optional("cap"),
        drop=fields.whole("drop", 0),
        months=fields.whole("months", 1),
        voids_bonus=fields.flag("void_bonus"),
        auto=fields.optional("auto"),
        release=fields.optional("release"),
    )


def _rule(fields: Fields) -> Rule:
    return Rule(outcome=fields.text("class", None), when=fields.optional("when"))


def _axis(fields: Fields) -> Axis:
    return Axis(
        key=fields.text("key", None),
        name=fields.words("name"),
        levels=fields.tables("levels", _tier),
        measure=fields.optional("measure"),
        low_is_good=_direction(fields),
        spread=fields.one_of("spread", Spread, None),
        nested=fields.flag("nested"),
        rules=fields.tables("rules", _rule),
    )


def _cell(fields: Fields) -> Cell:
    return Cell(at=fields.texts("at"), outcome=fields.text("class", None))


def _cut(fields: Fields) -> Cut:
    return Cut(
        key=fields.text("key", None),
        measure=fields.text("measure", None),
        spread=fields.one_of("spread", Spread, Spread.QUANTILE) or Spread.QUANTILE,
        share=fields.number("share"),
    )


def _case(fields: Fields) -> Case:
    return Case(
        name=fields.text("name", None),
        inputs=fields.mapping("input"),
        tier=fields.optional("tier"),
        score=fields.number("score"),
        error=fields.optional("error"),
        why=fields.text("why"),
        line=fields.optional("line"),
        population=fields.tables("population", _plain),
        events=fields.tables("events", _plain),
        red_lines=fields.texts("red_lines"),
        previous=fields.optional("previous"),
    )


def _line(fields: Fields) -> ChannelLine:
    return ChannelLine(name=fields.text("name", None), aliases=fields.texts("aliases"))


def _line_move(fields: Fields) -> LineMove:
    return LineMove(
        new_line=fields.text("new_line", None),
        old_line=fields.optional("old_line"),
        product=fields.optional("product"),
        channel=fields.optional("channel"),
        share=fields.number_or("share", Decimal(1)) or Decimal(0),
        start=_month(fields, "from"),
        end=_month(fields, "to"),
    )


def _month(fields: Fields, key: str) -> int | None:
    text = fields.optional(key)
    if text is None:
        return None
    month = as_month(text)
    if month is None:
        fields.report("field-type", key, wanted="2026-07", value=text)
    return month


def _alert(fields: Fields) -> Alert:
    return Alert(
        code=fields.text("code", None),
        level=fields.text("level", "medium"),
        name=fields.words("name"),
        rule=fields.text("rule", None),
        action=fields.words("action"),
        days=fields.whole("days", 7),
    )


def _plain(fields: Fields) -> Mapping[str, object]:
    return fields.rest()
