"""Checks of measures: keys, domains, weights, and the parameters of each scoring method."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches

from xltier.core.checks.bands import check_bands
from xltier.core.checks.places import DECIMALS, repeated, wrong
from xltier.core.names import is_key, names_of
from xltier.core.scheme import Kind, Scheme, Scoring
from xltier.core.scheme.measure import Measure, Method, ValueType
from xltier.core.scoresheet import weight_on
from xltier.core.words import folded
from xltier.errors import Problem

_TYPES = {Method.MAP: ValueType.TEXT, Method.FLAG: ValueType.FLAG}
_PARAMETERS = {Method.LINEAR: (2, 2), Method.STEP: (3, 3), Method.PROPORTIONAL: (0, 2)}


def check_measures(scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with the measures of a scheme and their weights."""
    if not scheme.measures:
        yield wrong("measures-missing", "measures")
    keys = [measure.key for measure in scheme.measures]
    yield from repeated("measures", "key", keys)
    yield from _shared_labels(scheme)
    for at, measure in enumerate(scheme.measures):
        path = f"measures[{at}]"
        yield from _one(measure, path)
        if measure.is_scored:
            yield from _scored(scheme, measure, path)
        if measure.of is not None and measure.of not in keys:
            near = tuple(get_close_matches(measure.of, keys, n=3)) or tuple(keys)
            yield wrong("unknown-name", f"{path}.of", text=measure.of, name=measure.of, near=near)
    if scheme.kind is Kind.SCORECARD:
        yield from _weights(scheme)


def _one(measure: Measure, path: str) -> Iterator[Problem]:
    if not is_key(measure.key):
        yield wrong("key-illegal", f"{path}.key", name=measure.key)
    if measure.decimals > DECIMALS:
        yield wrong("decimals-too-many", f"{path}.decimals", value=measure.decimals, most=DECIMALS)
    if measure.minimum is not None and measure.maximum is not None and measure.minimum > measure.maximum:
        yield wrong("range-reversed", f"{path}.max", low=measure.minimum, high=measure.maximum)
    if measure.expression is not None and measure.type is not ValueType.NUMBER:
        yield wrong("derived-not-number", f"{path}.type", measure=measure.name)


def _shared_labels(scheme: Scheme) -> Iterator[Problem]:
    """A header that means two measures would be a guess."""
    owners = names_of(scheme).labels
    for at, measure in enumerate(scheme.measures):
        for label in (measure.name.zh, measure.name.en, *measure.aliases):
            owner = owners.get(folded(label), measure.key)
            if label and owner != measure.key:
                yield wrong("label-shared", f"measures[{at}]", label=label, other=owner, measure=measure.key)


def _scored(scheme: Scheme, measure: Measure, path: str) -> Iterator[Problem]:
    wanted = _TYPES.get(measure.method, ValueType.NUMBER)
    if measure.type is not wanted:
        yield wrong(
            "method-type", f"{path}.method", method=str(measure.method), wanted=str(wanted), got=str(measure.type)
        )
    if measure.full is None and scheme.scoring is not Scoring.ADDITIVE:
        yield wrong("full-missing", f"{path}.full", measure=measure.name)
    if measure.full is not None and measure.full <= 0:
        yield wrong("full-not-positive", f"{path}.full", measure=measure.name, value=measure.full)
    if measure.weight is not None and measure.weight < 0:
        yield wrong("weight-negative", f"{path}.weight", measure=measure.name, value=measure.weight)
    yield from _method(measure, path)


def _method(measure: Measure, path: str) -> Iterator[Problem]:
    least, most = _PARAMETERS.get(measure.method, (0, 0))
    t = measure.parameters
    if not least <= len(t) <= most:
        count = str(least) if least == most else f"{least}-{most}"
        yield wrong("method-parameters", f"{path}.t1", method=str(measure.method), wanted=count, got=len(t))
        return
    match measure.method:
        case Method.PIECES | Method.BAND:
            yield from check_bands(measure, path)
        case Method.MAP if not measure.mapping:
            yield wrong("map-empty", f"{path}.map", measure=measure.name)
        case Method.MAP:
            yield from _map_points(measure, path)
        case Method.LINEAR if t[0] == t[1]:
            yield wrong("linear-flat", f"{path}.t2", measure=measure.name, value=t[0])
        case Method.LINEAR if (t[0] > t[1]) != measure.low_is_good:
            yield wrong("direction-contradicts", f"{path}.t2", measure=measure.name, t1=t[0], t2=t[1])
        case Method.STEP if t[1] <= 0 or t[2] <= 0:
            yield wrong("step-not-positive", f"{path}.t2", measure=measure.name)
        case Method.PROPORTIONAL if (
            (len(t) > 1 and (t[1] <= 0 or t[0] > t[1])) or (t and t[0] < 0) or measure.low_is_good
        ):
            yield wrong("proportional-range", f"{path}.t1", measure=measure.name)


def _map_points(measure: Measure, path: str) -> Iterator[Problem]:
    for text, points in measure.mapping.items():
        if measure.full is not None and not 0 <= points <= measure.full:
            yield wrong("points-outside", f"{path}.map.{text}", measure=measure.name, points=points, full=measure.full)


def _weights(scheme: Scheme) -> Iterator[Problem]:
    scored = [measure for measure in scheme.measures if measure.is_scored]
    if not scored:
        yield wrong("weights-missing", "measures")
        return
    if scheme.scoring is Scoring.ADDITIVE:
        return
    lines = dict.fromkeys(line for measure in scored for line in measure.line_weights)
    for line in (None, *lines):
        total = sum((weight_on(measure, line) for measure in scored), Decimal(0))
        if scheme.scoring is Scoring.WEIGHTED and total != 100:  # noqa: PLR2004 - weights are percents
            path = "measures.weight" if line is None else f"measures.line_weights.{line}"
            yield wrong("weights-not-100", path, total=total, line=line or "")
        elif total <= 0:
            yield wrong("weights-missing", "measures.weight")
