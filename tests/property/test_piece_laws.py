"""Pieces: every value has exactly one, edges go to the neighbour with more points, short forms hold."""

from __future__ import annotations

import math
from bisect import bisect_right
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from xltier.core.fixed import divide, to_fixed
from xltier.core.pieces import Pieces, compiled, of_bands, of_method
from xltier.core.scheme.measure import Band, Measure, Method
from xltier.core.words import Words

POINTS = st.integers(0, 100).map(Decimal)
EDGES = st.lists(st.decimals(-500, 500, places=2), min_size=1, max_size=6, unique=True).map(sorted)
VALUES = st.integers(-60000, 60000)


@st.composite
def band_tables(draw: st.DrawFn) -> tuple[Band, ...]:
    """Return bands in rising order, the first without an edge, each edge in, out or left to the points."""
    first = Band(None, draw(POINTS))
    return (
        first,
        *(Band(edge, draw(POINTS), included=draw(st.sampled_from([None, None, True, False]))) for edge in draw(EDGES)),
    )


def measure(method: Method, *parameters: object, full: int = 100, low: bool = False, step_up: bool = False) -> Measure:
    """Return a scored measure with two decimals."""
    t = tuple(Decimal(str(value)) for value in parameters)
    return Measure(
        "m",
        Words("甲", "One"),
        2,
        weight=Decimal(100),
        full=Decimal(full),
        method=method,
        parameters=t,
        low_is_good=low,
        step_up=step_up,
    )


def pieces_of(bands: tuple[Band, ...]) -> Pieces:
    return compiled(of_bands(bands, None), 2, 4)


@given(band_tables(), VALUES)
def test_every_value_has_exactly_one_piece(bands: tuple[Band, ...], value: int) -> None:
    pieces = pieces_of(bands)
    holding = [
        at
        for at in range(len(pieces.pieces))
        for low, high in [pieces.span(at)]
        if (low is None or low <= value) and (high is None or value < high)
    ]

    assert holding == [bisect_right(pieces.cuts, value)]
    assert pieces.find(value) is pieces.pieces[holding[0]]


@given(band_tables())
def test_cuts_rise_and_there_is_one_piece_more(bands: tuple[Band, ...]) -> None:
    pieces = pieces_of(bands)

    assert len(pieces.pieces) == len(pieces.cuts) + 1
    assert all(low < high for low, high in pairwise(pieces.cuts))


@given(POINTS, POINTS, st.decimals(-500, 500, places=2))
def test_an_edge_belongs_to_the_neighbour_with_more_points_unless_the_scheme_says_otherwise(
    below: Decimal, above: Decimal, edge: Decimal
) -> None:
    at_edge = {
        word: pieces_of((Band(None, below), Band(edge, above, included=word))).points(to_fixed(edge, 2))
        for word in (None, True, False)
    }

    assert at_edge == {
        None: to_fixed(max(below, above), 4),
        True: to_fixed(above, 4),
        False: to_fixed(below, 4),
    }


@given(band_tables(), VALUES)
def test_points_are_those_of_the_last_band_that_a_value_has_entered(bands: tuple[Band, ...], value: int) -> None:
    """Brute force over the table in exact decimals, without any cut."""
    entered = bands[0]
    for below, band in pairwise(bands):
        assert band.start is not None
        start = Fraction(band.start)
        inside = band.included if band.included is not None else band.points >= below.points
        if Fraction(value, 100) > start or (Fraction(value, 100) == start and inside):
            entered = band

    assert pieces_of(bands).points(value) == to_fixed(entered.points, 4)


@given(st.decimals(-200, 200, places=2), st.decimals(-200, 200, places=2), st.integers(1, 100), VALUES)
def test_a_line_is_exact_inside_and_flat_outside(nothing: Decimal, everything: Decimal, full: int, value: int) -> None:
    assume(nothing != everything)
    rule = measure(Method.LINEAR, nothing, everything, full=full, low=nothing > everything)
    exact = Fraction(full) * (Fraction(value, 100) - Fraction(nothing)) / (Fraction(everything) - Fraction(nothing))
    kept = min(max(exact, Fraction(0)), Fraction(full)) * 10**4

    assert compiled(of_method(rule, None), 2, 4).points(value) == divide(kept.numerator, kept.denominator)


@given(
    st.decimals(-50, 50, places=2),
    st.decimals("0.01", 20, places=2),
    st.integers(1, 40),
    st.integers(1, 100),
    VALUES,
    st.tuples(st.booleans(), st.booleans()),
)
def test_steps_count_whole_or_begun_ones_and_stop_at_nothing(
    base: Decimal, width: Decimal, loss: int, full: int, value: int, way: tuple[bool, bool]
) -> None:
    low, up = way
    rule = measure(Method.STEP, base, width, loss, full=full, low=low, step_up=up)
    away = (Fraction(value, 100) - Fraction(base)) * (1 if low else -1) / Fraction(width)
    steps = max(math.ceil(away) if up else math.floor(away), 0)

    assert compiled(of_method(rule, None), 2, 4).points(value) == max(full - loss * steps, 0) * 10**4


@given(st.integers(1, 50000), VALUES.filter(lambda value: value > 0), st.integers(1, 100))
def test_the_best_has_full_marks_and_the_others_their_proportion(best: int, value: int, full: int) -> None:
    high = compiled(of_method(measure(Method.RELATIVE, full=full), None, (best,)), 2, 4)
    low = compiled(of_method(measure(Method.RELATIVE, full=full, low=True), None, (best,)), 2, 4)
    share = min(Fraction(value, best), Fraction(1)) * full * 10**4
    inverse = min(Fraction(best, value), Fraction(1)) * full * 10**4

    assert high.points(best) == low.points(best) == full * 10**4
    assert high.points(value) == divide(share.numerator, share.denominator)
    assert low.points(value) == divide(inverse.numerator, inverse.denominator)
