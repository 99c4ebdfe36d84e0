"""Checks of a band table: order, gaps, overlaps, an open bottom, points within full marks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from xltier.core.checks.places import doubtful, wrong
from xltier.core.scheme.measure import Band, Measure
from xltier.errors import Problem


def check_bands(measure: Measure, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a measure's bands, on each line that has its own."""
    if not measure.bands:
        yield wrong("bands-missing", f"{path}.bands", measure=measure.name)
        return
    for line in dict.fromkeys(band.line for band in measure.bands):
        rows = [(f"{path}.bands[{at}]", band) for at, band in enumerate(measure.bands) if band.line == line]
        yield from _order(measure, rows)
        yield from _bottom(measure, rows[0])
        for path_, band in rows:
            yield from _points(measure, path_, band)


def _order(measure: Measure, rows: list[tuple[str, Band]]) -> Iterator[Problem]:
    unit = Decimal(1).scaleb(-measure.decimals)
    for (_, before), (path, here) in pairwise(rows):
        if here.start is None or (before.start is not None and here.start <= before.start):
            yield wrong(
                "edges-out-of-order", f"{path}.from", measure=measure.name, before=before.start, value=here.start
            )
            continue
        end = before.below if before.below is not None else before.to
        if end is None:
            continue
        reaches = end if before.below is not None else end + unit
        if reaches < here.start:
            yield wrong("band-gap", f"{path}.from", measure=measure.name, low=end, high=here.start)
        elif end > here.start:
            yield wrong("band-overlap", f"{path}.from", measure=measure.name, low=here.start, high=end)


def _bottom(measure: Measure, first: tuple[str, Band]) -> Iterator[Problem]:
    path, band = first
    if band.start is not None and (measure.minimum is None or measure.minimum < band.start):
        yield wrong("band-open-below", f"{path}.from", measure=measure.name, value=band.start)


def _points(measure: Measure, path: str, band: Band) -> Iterator[Problem]:
    if band.slope == 0:
        if band.points < 0 or (measure.full is not None and band.points > measure.full):
            yield wrong("points-outside", f"{path}.points", measure=measure.name, points=band.points, full=measure.full)
        return
    ends = [value for value in (band.start, band.to or band.below) if value is not None]
    for value in ends:
        points = band.points + band.slope * value
        if measure.full is not None and points > measure.full:
            yield doubtful("points-outside", f"{path}.slope", measure=measure.name, points=points, full=measure.full)
