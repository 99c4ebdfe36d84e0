"""Which column of the sheet is which measure, and which ones name the customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xltier.app.customer_columns import BEFORE, CODE, NAME, PENDING
from xltier.app.sheet.currency import in_currency
from xltier.core.given import taken_as_given
from xltier.core.language.conditions import parse
from xltier.core.language.expressions import Sort, names_in
from xltier.core.names import names_of
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure
from xltier.errors import DataError, Location, Problem, Severity
from xltier.tables.match import Match, Wanted, match
from xltier.tables.reading import Reading
from xltier.tables.text import fold


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a scheme finds its measures in a sheet. Positions count in ``Reading.columns``.

    Args:
        scheme: The scheme as this sheet gives it: a derived measure may have a column of its own, and money the sheet's
            currency.
        measures: Position by key of input measure, in the scheme's order; one without a column is not in it.
        absent: Input measures without a column, which apply to nobody.
        code: The customer's code, or None.
        name: The customer's name, or None.
        before: The tier of the last period, or None.
        pending: For how many periods in a row another tier was asked for (+ better, - worse), or None.
    """

    scheme: Scheme
    measures: Mapping[str, int]
    absent: tuple[Measure, ...]
    code: int | None
    name: int | None
    before: int | None
    pending: int | None = None

    @property
    def key(self) -> int | None:
        """Return the column that tells customers apart: the code, else the name."""
        return self.name if self.code is None else self.code


def inputs(scheme: Scheme) -> tuple[Measure, ...]:
    """Return the measures that a sheet must give: those that are not derived."""
    return tuple(measure for measure in scheme.measures if measure.expression is None)


def operands(scheme: Scheme) -> Mapping[str, frozenset[str]]:
    """Return the keys that each derived measure is computed from."""
    names = names_of(scheme)
    read: dict[str, frozenset[str]] = {}
    for measure in scheme.measures:
        if measure.expression is not None:
            node = parse(measure.expression, names, Location(), wants=Sort.NUMBER, divides=True)
            read[measure.key] = frozenset() if isinstance(node, Problem) else frozenset(names_in(node))
    return read


def needed(scheme: Scheme) -> tuple[Measure, ...]:
    """Return the input measures without which nobody can be rated, by what the scheme says is required."""
    read = operands(scheme)
    required = {measure.key for measure in scheme.measures if measure.required}
    required |= {key for derived in required & read.keys() for key in read[derived]}
    return tuple(measure for measure in inputs(scheme) if measure.key in required)


def columns_of(reading: Reading, scheme: Scheme, chosen: Mapping[str, str]) -> tuple[Columns, tuple[Problem, ...]]:
    """Return the columns of a scheme's measures, and what the user should know about the choice.

    Args:
        reading: The sheet.
        scheme: The scheme as its document states it.
        chosen: Header or letter by measure key; wins over any guess.

    Raises:
        DataError: A chosen column or measure does not exist, two columns fit one measure, or a needed
            measure has none. All such Problems are carried.
    """
    found = match(reading.columns, [*map(wanted, scheme.measures), CODE, NAME, BEFORE, PENDING], chosen=chosen)
    given = taken_as_given(scheme, columns_found(found, scheme))
    measures = inputs(given)
    problems = [*_unknown(reading, scheme, found, chosen), *_ambiguous(reading, measures, found)]
    places = {m.key: at for m in measures if (at := found.columns.get(m.key)) is not None}
    said = {key for key, _ in found.unknown} | found.ambiguous.keys()
    missing = [m for m in needed(given) if m.key not in places and m.key not in said]
    if missing or not (places or problems):
        problems.append(_lacking(reading, scheme, missing or measures))
    if problems:
        raise DataError(problems)
    absent = tuple(m for m in measures if m.key not in places)
    code, name, before, waiting = (_free(reading, found, item, places) for item in (CODE, NAME, BEFORE, PENDING))
    columns = Columns(in_currency(given, reading, places), places, absent, code, name, before, waiting)
    return columns, tuple(_absent(reading, m) for m in _inapplicable(given, absent))


def _inapplicable(scheme: Scheme, absent: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Return the scored measures that apply to nobody: without a column, or derived from one without."""
    keys = {measure.key for measure in absent}
    read = operands(scheme)
    return tuple(m for m in scheme.measures if m.is_scored and (m.key in keys or read.get(m.key, frozenset()) & keys))


def columns_found(found: Match, scheme: Scheme) -> frozenset[str]:
    """Return the keys of the measures that have a column, or more than one."""
    return frozenset(m.key for m in scheme.measures if found.columns.get(m.key) is not None or m.key in found.ambiguous)


def _free(reading: Reading, found: Match, item: Wanted, places: Mapping[str, int]) -> int | None:
    """Return the column that names a customer, unless a measure took it.

    Of two, the one whose header comes first among the names: the customer's code before the shop's.
    """
    at = found.columns.get(item.key)
    if at is None and item.key in found.ambiguous:
        ranks = {fold(name): rank for rank, name in enumerate(item.names)}
        at = min(found.ambiguous[item.key], key=lambda at: ranks.get(fold(reading.columns[at].name), len(ranks)))
    return None if at in places.values() else at


def wanted(measure: Measure) -> Wanted:
    """Return the headers by which a measure is found."""
    return Wanted(measure.key, measure.name.zh, measure.name.en, measure.aliases)


def _place(reading: Reading, position: int | None = None) -> Location:
    row = reading.header_rows[-1] if reading.header_rows else None
    if row is None:
        return Location(file=reading.file, sheet=reading.sheet)
    if position is not None:
        return reading.location(row, position)
    shown = reading.source_row(row)
    return Location(file=reading.file, sheet=reading.sheet, cell=f"{shown}:{shown}")


def _headers(reading: Reading) -> tuple[str, ...]:
    return tuple(column.name for column in reading.columns)


def _unknown(reading: Reading, scheme: Scheme, found: Match, chosen: Mapping[str, str]) -> list[Problem]:
    known = {measure.key for measure in scheme.measures} | {"code", "name", "before", "pending"}
    problems = [
        Problem(
            "map-unknown-measure",
            _place(reading),
            values={"key": key, "scheme": scheme.id, "known": tuple(sorted(known))},
        )
        for key in chosen
        if key not in known
    ]
    return problems + unknown_columns(reading, ((key, text) for key, text in found.unknown if key in known))


def unknown_columns(reading: Reading, said: Iterable[tuple[str, str]]) -> list[Problem]:
    """Return the columns that somebody named and that the sheet does not have, given as (measure key, name)."""
    return [
        Problem("map-unknown-column", _place(reading), values={"key": key, "text": text, "found": _headers(reading)})
        for key, text in said
    ]


def _ambiguous(reading: Reading, measures: tuple[Measure, ...], found: Match) -> list[Problem]:
    names = {measure.key: measure.name for measure in measures}
    return [
        Problem(
            "column-ambiguous",
            _place(reading, positions[0]),
            values={
                "key": key,
                "measure": names[key],
                "found": tuple(f"{reading.columns[at].name} ({reading.columns[at].letter})" for at in positions),
            },
        )
        for key, positions in found.ambiguous.items()
        if key in names
    ]


def _lacking(reading: Reading, scheme: Scheme, missing: list[Measure] | tuple[Measure, ...]) -> Problem:
    return Problem(
        "column-missing",
        _place(reading),
        values={
            "scheme": scheme.id,
            "measures": {side: tuple(m.name.said(side) for m in missing) for side in ("zh", "en")},
            "key": missing[0].key,
            "found": _headers(reading),
        },
    )


def _absent(reading: Reading, measure: Measure) -> Problem:
    values = {"key": measure.key, "measure": measure.name, "weight": measure.weight}
    return Problem("column-absent", _place(reading), Severity.NOTE, values)
