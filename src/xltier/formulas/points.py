"""Points of one measure as a formula, for every scoring method, on the rules sheet's edges and points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from xltier.core.fixed import to_decimal
from xltier.core.plan import Scored, TextPoints
from xltier.core.scheme.measure import Band, Measure, Method
from xltier.core.scoresheet import fitted_name
from xltier.core.words import folded
from xltier.formulas.rules_cells import IN, OUT
from xltier.formulas.syntax import (
    FAR,
    Contains,
    Err,
    Name,
    Node,
    Num,
    Op,
    Row,
    Truth,
    Txt,
    all_,
    any_,
    call,
    if_,
    is_number,
    is_text,
    num,
    op,
    rounded,
)
from xltier.formulas.work import GUARD, SKIPPED, Work

EDGE_SLACK: Final = 6
"""Decimals beyond the measure's own to which an edge is rounded: an edge may be finer than the values it divides."""


def points(work: Work, scored: Scored) -> Node:
    """Return the points of a scored measure; blanks score nothing, or are #N/A where the scheme says so."""
    value = work.values[scored.slot]
    if value == Txt(SKIPPED):
        return value
    blank: Node = Err("#N/A") if work.plan.score is not None and work.plan.score.not_reported_is_na else num(0)
    if isinstance(scored.scorer, TextPoints):
        found = _text_points(work, scored, value)
        other = if_(is_text(value, SKIPPED), value, found) if scored.slot in work.skippable else found
        return if_(is_text(value, ""), blank, other)
    earned = _scorers(work, scored, value)
    return if_(is_number(value), earned, if_(is_text(value, ""), blank, value))


def _scorers(work: Work, scored: Scored, value: Node) -> Node:
    measure, path = scored.measure, work.path(scored.slot)
    exact = {
        Method.FLAG: _flag,
        Method.LINEAR: _linear,
        Method.PROPORTIONAL: _proportional,
        Method.STEP: _step,
        Method.RELATIVE: _relative,
        Method.PERCENTILE: _percentile,
    }.get(measure.method, _bands)(work, measure, path, value)
    return rounded(exact, work.plan.points_decimals)


def full_of(work: Work, measure: Measure, path: str) -> Node:
    """Return a measure's full marks."""
    return work.rules.number(f"{path}.full", measure.full if measure.full is not None else Decimal(0))


def _parameter(work: Work, measure: Measure, path: str, at: int, default: Decimal = Decimal(0)) -> Node:
    said = measure.parameters[at] if len(measure.parameters) > at else None
    there, number = work.rules.optional(f"{path}.t{at + 1}", said)
    return if_(there, number, Num(default)) if said is None else number


def _flag(work: Work, measure: Measure, path: str, value: Node) -> Node:
    full = full_of(work, measure, path)
    then, other = (num(0), full) if measure.low_is_good else (full, num(0))
    return if_(Op("=", value, num(1)), then, other)


def _linear(work: Work, measure: Measure, path: str, value: Node) -> Node:
    """From t1 (nothing) to t2 (full), in either direction."""
    full = full_of(work, measure, path)
    nothing, everything = (_parameter(work, measure, path, at) for at in (0, 1))
    way = Op("/", Op("*", full, Op("-", value, nothing)), Op("-", everything, nothing))
    return call("MAX", num(0), call("MIN", full, _guarded(way)))


def _proportional(work: Work, measure: Measure, path: str, value: Node) -> Node:
    full = full_of(work, measure, path)
    least, whole = _parameter(work, measure, path, 0), _parameter(work, measure, path, 1, Decimal(1))
    way = _guarded(Op("/", Op("*", full, value), whole))
    return if_(Op("<", value, _edge(least, measure)), num(0), call("MIN", full, way))


def _step(work: Work, measure: Measure, path: str, value: Node) -> Node:
    """Full marks at t1, t3 points off for each t2 on the bad side; a part of a step counts, or not."""
    full = full_of(work, measure, path)
    base, width, loss = (_parameter(work, measure, path, at) for at in range(3))
    away = Op("-", value, base) if measure.low_is_good else Op("-", base, value)
    steps = rounded(Op("/", away, width), GUARD - 1)
    counted = Op("-", num(0), call("INT", Op("-", num(0), steps))) if measure.step_up else call("INT", steps)
    return call("MAX", num(0), Op("-", full, Op("*", loss, call("MAX", num(0), counted))))


def _relative(work: Work, measure: Measure, path: str, value: Node) -> Node:
    """The best of the population has full marks, the others in proportion; the best is kept as fitted."""
    full = full_of(work, measure, path)
    best = Num(to_decimal(_fitted(work, measure)[0], measure.decimals))
    if best.value <= 0:
        return if_(Op("<=", value, best), full, num(0)) if measure.low_is_good else num(0)
    if measure.low_is_good:
        return if_(Op("<=", value, best), full, _guarded(Op("/", Op("*", full, best), value)))
    return call("MAX", num(0), call("MIN", full, _guarded(Op("/", Op("*", full, value), best))))


def _percentile(work: Work, measure: Measure, path: str, value: Node) -> Node:
    """Whole percents of the population that are not better, by the cuts as they were fitted."""
    full = full_of(work, measure, path)
    share = {cut: k for k, cut in enumerate(_fitted(work, measure), 1)}  # the highest k of a value wins
    edges = sorted(share)
    if measure.low_is_good:
        edges = [-edge for edge in reversed(edges)]
        value = Op("-", num(0), value)
    below = Op("<", value, Num(to_decimal(edges[0], measure.decimals)))  # IronCalc's MATCH finds something there too
    found = if_(below, num(0), _looked_up(measure, share, edges, value))
    return Op("/", Op("*", full, found), num(100))


def _looked_up(measure: Measure, share: Mapping[int, int], edges: Sequence[int], value: Node) -> Node:
    """The share of the last edge that a value reaches.

    LibreOffice 25.2 never finds the last of numbers that are written out, so one stands behind them that no value is.
    """
    sign = -1 if measure.low_is_good else 1
    shares = tuple(num(share[sign * edge]) for edge in (*edges, edges[-1]))
    rising = (*(Num(to_decimal(edge, measure.decimals)) for edge in edges), FAR)
    return call("INDEX", Row(shares), call("MATCH", rounded(value, measure.decimals), Row(rising), num(1)))


def _fitted(work: Work, measure: Measure) -> tuple[int, ...]:
    return work.plan.cuts[fitted_name(measure)]


def _guarded(part: Node) -> Node:
    return rounded(part, GUARD)


def _edge(edge: Node, measure: Measure) -> Node:
    return edge if isinstance(edge, Num) else rounded(edge, measure.decimals + EDGE_SLACK)


def band_rows(measure: Measure, line: str | None) -> list[tuple[int, Band]]:
    """Return the rows of a band table that hold on a line, rising, with their places in the table."""
    rows = list(enumerate(measure.bands))
    own = [row for row in rows if row[1].line == line and line is not None]
    found = own or [row for row in rows if row[1].line is None]
    return sorted(found, key=lambda row: (row[1].start is not None, row[1].start or 0))


def _bands(work: Work, measure: Measure, path: str, value: Node) -> Node:
    rows = band_rows(measure, work.plan.line)
    found = _band_points(work, f"{path}.bands[{rows[0][0]}]", rows[0][1], value)
    for (before_at, before), (at, here) in pairwise(rows):
        own = f"{path}.bands[{at}]"
        earlier = f"{path}.bands[{before_at}]"
        inside = _reaches(work, measure, (earlier, before), (own, here), value)
        found = if_(inside, _band_points(work, own, here, value), found)
    return found


def _band_points(work: Work, path: str, band: Band, value: Node) -> Node:
    points_ = work.rules.number(f"{path}.points", band.points)
    slope = work.rules.ref(f"{path}.slope")
    if slope is None and band.slope == 0:
        return points_
    rate: Node = Num(band.slope) if slope is None else call("N", work.rules.number(f"{path}.slope", band.slope))
    return _guarded(Op("+", points_, Op("*", rate, value)))


def _reaches(work: Work, measure: Measure, before: tuple[str, Band], here: tuple[str, Band], value: Node) -> Node:
    """Return whether a value has reached a band; its edge belongs to the neighbour with more points unless said."""
    path, band = here
    start = work.rules.number(f"{path}.from", band.start if band.start is not None else Decimal(0))
    edge = _edge(start, measure)
    said = work.rules.ref(f"{path}.edge")
    at_least = Op(">=", value, edge)
    if said is None and band.included is not None:
        return at_least if band.included else Op(">", value, edge)
    more = op(">=", *(_band_points(work, own, row, start) for own, row in (here, before)))
    belongs = (
        more
        if said is None
        else any_(*(is_text(said, word) for word in IN), all_(*(Op("<>", said, Txt(word)) for word in OUT), more))
    )
    if isinstance(belongs, Truth):
        return at_least if belongs.value else Op(">", value, edge)
    return any_(Op(">", value, edge), all_(Op("=", value, edge), belongs))


def _text_points(work: Work, scored: Scored, value: Node) -> Node:
    measure, path = scored.measure, work.path(scored.slot)
    unknown: Node = num(0) if measure.unknown_is_blank else Err("#VALUE!")
    found = unknown
    for at, (text, given) in reversed(list(enumerate(measure.mapping.items()))):
        word = work.rules.text(f"{path}.map[{at}].text", folded(text))
        points_ = rounded(work.rules.number(f"{path}.map[{at}].points", given), work.plan.points_decimals)
        if measure.by_keyword and isinstance(value, Name):
            found = if_(Contains(value, word), points_, found)
        else:
            found = if_(Op("=", value, word), points_, found)
    return found
