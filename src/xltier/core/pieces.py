"""Points of one measure: half-open intervals, each a constant or a straight line.

Every numeric scoring method is a short form of these. An edge belongs to the neighbour with more
points unless the scheme says otherwise; here that has become a whole-number cut, so that one
search finds the interval.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from xltier.core.fixed import divide
from xltier.core.scheme.measure import Band, Measure, Method


@dataclass(frozen=True, slots=True)
class Piece:
    """Points, in units of 10**-points_decimals: (intercept + slope x value) / (divisor + divisor_slope x value)."""

    intercept: int
    slope: int = 0
    divisor: int = 1
    divisor_slope: int = 0
    label: str = ""

    def at(self, value: int) -> int:
        """Return the points at a value, rounded once, half away from zero."""
        if self.slope == 0 and self.divisor == 1:
            return self.intercept
        return divide(self.intercept + self.slope * value, self.divisor + self.divisor_slope * value)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Intervals of one measure, rising. ``pieces[i]`` holds from ``cuts[i - 1]`` (included) to ``cuts[i]``.

    Args:
        cuts: Rising whole-number edges in the measure's fixed point.
        pieces: One more than cuts.
    """

    cuts: tuple[int, ...]
    pieces: tuple[Piece, ...]

    def index(self, value: int) -> int:
        """Return the place of the piece that a value falls in."""
        return bisect_right(self.cuts, value)

    def find(self, value: int) -> Piece:
        """Return the piece that a value falls in."""
        return self.pieces[bisect_right(self.cuts, value)]

    def points(self, value: int) -> int:
        """Return the points of a value, in units of 10**-points_decimals."""
        return self.find(value).at(value)

    def span(self, index: int) -> tuple[int | None, int | None]:
        """Return the first value of a piece and the first value after it; None is open."""
        return (
            self.cuts[index - 1] if index else None,
            self.cuts[index] if index < len(self.cuts) else None,
        )


def scoring(pieces: Pieces) -> Callable[[int], int]:
    """Return ``pieces.points`` prepared for many calls."""
    cuts, parts = pieces.cuts, pieces.pieces
    if any(piece.slope or piece.divisor != 1 for piece in parts):
        return lambda value: parts[bisect_right(cuts, value)].at(value)
    constants = tuple(piece.intercept for piece in parts)
    return lambda value: constants[bisect_right(cuts, value)]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece before it becomes whole numbers: from an edge upwards, intercept + slope x value."""

    start: Fraction | None
    intercept: Fraction
    slope: Fraction = Fraction(0)
    included: bool | None = None
    label: str = ""
    inverse: Fraction | None = None

    def points(self, value: Fraction) -> Fraction:
        """Return the unrounded points at a value."""
        if self.inverse is not None and value > 0:
            return self.inverse / value
        return self.intercept + self.slope * value


def compiled(stretches: Sequence[Stretch], decimals: int, points_decimals: int) -> Pieces:
    """Return stretches, rising, as whole-number pieces.

    Args:
        stretches: The first one holds from minus infinity, whatever its start.
        decimals: Of the measure.
        points_decimals: Of its points.
    """
    cuts: list[int] = []
    pieces = [_piece(stretches[0], decimals, points_decimals)]
    for before, here in pairwise(stretches):
        start = here.start if here.start is not None else Fraction(0)
        included = here.included
        if included is None:
            included = here.points(start) >= before.points(start)
        scaled = start * 10**decimals
        cut = math.ceil(scaled) if included else math.floor(scaled) + 1
        if cuts and cut <= cuts[-1]:  # an interval that no value of this many decimals can fall in
            pieces[-1] = _piece(here, decimals, points_decimals)
            cuts[-1] = min(cuts[-1], cut)
            continue
        cuts.append(cut)
        pieces.append(_piece(here, decimals, points_decimals))
    return Pieces(tuple(cuts), tuple(pieces))


def _piece(stretch: Stretch, decimals: int, points_decimals: int) -> Piece:
    unit, points = 10**decimals, 10**points_decimals
    if stretch.inverse is not None:
        top = stretch.inverse * points * unit
        return Piece(top.numerator, 0, 0, top.denominator, stretch.label)
    intercept, slope = stretch.intercept * points, stretch.slope * points / unit
    if slope == 0:
        return Piece(divide(intercept.numerator, intercept.denominator), label=stretch.label)
    divisor = math.lcm(intercept.denominator, slope.denominator)
    return Piece(int(intercept * divisor), int(slope * divisor), divisor, label=stretch.label)


def of_bands(bands: Sequence[Band], line: str | None) -> list[Stretch]:
    """Return the rows of a band table as stretches, rising: a line's own rows where it has some."""
    own = [band for band in bands if band.line == line and line is not None]
    rows = [
        Stretch(
            None if band.start is None else Fraction(band.start),
            Fraction(band.points),
            Fraction(band.slope),
            band.included,
            band.label,
        )
        for band in own or [band for band in bands if band.line is None]
    ]
    return sorted(rows, key=lambda row: (row.start is not None, row.start or 0))


def of_method(  # noqa: PLR0911 - one return a method
    measure: Measure, line: str | None, fitted: Sequence[int] = ()
) -> list[Stretch]:
    """Return the stretches of a measure's scoring method.

    Args:
        measure: A scored number or mark; its parameters have been checked.
        line: The line whose bands hold.
        fitted: For relative the best value, for percentile the 100 cuts, in fixed point.
    """
    full = Fraction(measure.full if measure.full is not None else 0)
    t = [Fraction(value) for value in measure.parameters]
    match measure.method:
        case Method.FLAG:
            low, high = (full, Fraction(0)) if measure.low_is_good else (Fraction(0), full)
            return [Stretch(None, low), Stretch(Fraction(1), high, included=True)]
        case Method.LINEAR:
            return _line(t[0], t[1], full)
        case Method.PROPORTIONAL:
            least, whole = (t[0] if t else Fraction(0)), (t[1] if len(t) > 1 else Fraction(1))
            slope = Stretch(least, Fraction(0), full / whole, included=True)
            return [Stretch(None, Fraction(0)), slope, Stretch(whole, full, included=True)]
        case Method.STEP:
            return _steps(measure, full, t)
        case Method.RELATIVE:
            return _relative(measure, full, Fraction(fitted[0], 10**measure.decimals))
        case Method.PERCENTILE:
            return _percentile(measure, full, fitted)
    return of_bands(measure.bands, line)


def _line(nothing: Fraction, everything: Fraction, full: Fraction) -> list[Stretch]:
    """From ``nothing`` (0 points) to ``everything`` (full), in either direction."""
    slope = full / (everything - nothing)
    rising = Stretch(min(nothing, everything), -slope * nothing, slope)
    ends = (Fraction(0), full) if everything > nothing else (full, Fraction(0))
    return [Stretch(None, ends[0]), rising, Stretch(max(nothing, everything), ends[1])]


def _steps(measure: Measure, full: Fraction, t: Sequence[Fraction]) -> list[Stretch]:
    """Full marks at t1, t3 points off for each t2 away on the bad side, until nothing is left.

    With parts rounded down, a step counts when it is complete; with parts rounded up, when it has begun.
    """
    base, width, loss = t
    count = math.ceil(full / loss)
    left = [max(full - loss * k, Fraction(0)) for k in range(count + 1)]
    if measure.low_is_good:
        first = Stretch(None, left[0])
        if measure.step_up:
            return [first, *(Stretch(base + width * (k - 1), left[k], included=False) for k in range(1, count + 1))]
        return [first, *(Stretch(base + width * k, left[k], included=True) for k in range(1, count + 1))]
    if measure.step_up:
        rows = [Stretch(base - width * k, left[k], included=True) for k in range(count - 1, -1, -1)]
    else:
        rows = [Stretch(base - width * (k + 1), left[k], included=False) for k in range(count - 1, -1, -1)]
    return [Stretch(None, left[count]), *rows]


def _relative(measure: Measure, full: Fraction, best: Fraction) -> list[Stretch]:
    """The best has full marks, the others in proportion: value / best, or best / value where low is good."""
    if best <= 0:
        above = Fraction(0)
        return (
            [Stretch(None, full), Stretch(best, above, included=False)]
            if measure.low_is_good
            else [Stretch(None, above)]
        )
    if measure.low_is_good:
        return [Stretch(None, full), Stretch(best, full, included=False, inverse=full * best)]
    slope = Stretch(Fraction(0), Fraction(0), full / best, included=True)
    return [Stretch(None, Fraction(0)), slope, Stretch(best, full, included=True)]


def _percentile(measure: Measure, full: Fraction, fitted: Sequence[int]) -> list[Stretch]:
    """Where k whole percents of the population are not better, k/100 of full marks."""
    unit = 10**measure.decimals
    share = {Fraction(cut, unit): full * k / 100 for k, cut in enumerate(fitted, 1)}  # the highest k of a value wins
    edges = sorted(share)
    if not measure.low_is_good:
        return [Stretch(None, Fraction(0)), *(Stretch(edge, share[edge], included=True) for edge in edges)]
    points = [share[edge] for edge in edges] + [Fraction(0)]
    return [
        Stretch(None, points[0]),
        *(Stretch(edge, points[at], included=False) for at, edge in enumerate(edges, 1)),
    ]
