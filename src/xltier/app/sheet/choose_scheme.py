"""Which scheme rates a sheet when nobody named one: the shipped one whose needed measures all have a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xltier.app.orders.order_list import order_list
from xltier.app.sheet.columns import columns_found, inputs, needed, unknown_columns, wanted
from xltier.core.given import taken_as_given
from xltier.core.scheme import Kind, Scheme
from xltier.core.scheme.measure import Measure
from xltier.errors import DataError, Location, Problem, Severity
from xltier.tables.match import Wanted, match
from xltier.tables.reading import Reading

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Fit:
    """How far a sheet gives what a scheme needs.

    Args:
        scheme: The scheme.
        found: How many of its measures have a column.
        lacking: Needed measures that have none.
    """

    scheme: Scheme
    found: int
    lacking: tuple[Measure, ...]


def choose_scheme(reading: Reading, schemes: Iterable[Scheme], chosen: Mapping[str, str]) -> tuple[Scheme, Problem]:
    """Return the scheme that a sheet's columns ask for, and the note that says so.

    Where several fit, the one that uses strictly more columns is taken, and the others are named.

    Args:
        reading: The sheet.
        schemes: The candidates.
        chosen: Header or letter by measure key.

    Raises:
        DataError: No scheme fits (the nearest are listed with what each lacks), or two fit equally well; or the rows
            are orders, which many schemes take; or a chosen column is not there.
    """
    absent = match(reading.columns, [Wanted(key) for key in chosen], chosen=chosen).unknown
    if absent:
        raise DataError(unknown_columns(reading, absent))
    fits = [_fit(reading, scheme, chosen) for scheme in schemes if not scheme.by_name]
    good = sorted((fit for fit in fits if fit.found and not fit.lacking), key=lambda fit: -fit.found)
    place = Location(file=reading.file, sheet=reading.sheet)
    if not good and order_list(reading, chosen) is not None:
        raise DataError(Problem("orders-need-scheme", place))
    if not good:
        raise DataError(_none_fits(reading, fits, place))
    if len(good) > 1 and good[0].found == good[1].found:
        tied = tuple(fit.scheme.id for fit in good if fit.found == good[0].found)
        raise DataError(Problem("scheme-ambiguous", place, values={"schemes": tied, "first": tied[0]}))
    best = good[0].scheme
    values = {"scheme": best.id, "version": best.version, "name": best.name}
    if len(good) == 1:
        return best, Problem("scheme-chosen", place, Severity.NOTE, values)
    others = tuple(fit.scheme.id for fit in good[1:])
    return best, Problem("scheme-chosen-of-several", place, Severity.NOTE, values | {"others": others})


def _fit(reading: Reading, scheme: Scheme, chosen: Mapping[str, str]) -> Fit:
    keys = {measure.key for measure in scheme.measures}
    own = {key: text for key, text in chosen.items() if key in keys}
    found = match(reading.columns, [wanted(measure) for measure in scheme.measures], chosen=own)
    has = columns_found(found, scheme)
    given = taken_as_given(scheme, has)
    must, measures = needed(given), inputs(given)
    has &= {measure.key for measure in measures}
    if scheme.kind is Kind.SCORECARD and not must:
        return _by_coverage(given, has, measures)
    lacking = tuple(measure for measure in must or measures if measure.key not in has)
    return Fit(scheme, len(has), lacking)


def _by_coverage(scheme: Scheme, has: frozenset[str], measures: tuple[Measure, ...]) -> Fit:
    """A scorecard that requires nothing still needs enough of its weight."""
    weights = {measure.key: measure.weight or 0 for measure in measures}
    total = sum(weights.values())
    covered = sum(weight for key, weight in weights.items() if key in has)
    enough = bool(has) and covered >= scheme.min_coverage * total
    return Fit(scheme, len(has), () if enough else tuple(m for m in measures if m.key not in has))


def _none_fits(reading: Reading, fits: list[Fit], place: Location) -> list[Problem]:
    """Return what the sheet has, and what each of the nearest schemes lacks."""
    near = sorted(fits, key=lambda fit: (len(fit.lacking), -fit.found))[:NEAREST]
    headers = tuple(column.name for column in reading.columns)
    problems = [Problem("no-scheme-fits", place, values={"found": headers})]
    for fit in near:
        lacking = {side: tuple(m.name.said(side) for m in fit.lacking) for side in ("zh", "en")}
        values = {
            "scheme": fit.scheme.id,
            "lacking": lacking,
            "key": fit.lacking[0].key if fit.lacking else "",
        }
        problems.append(Problem("scheme-lacks", place, values=values))
    return problems
