"""Which kind of input a table is: by its columns, and by the sheet's or file's name where these leave a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xltier.app.month.intake.fields import DAY, Field, InputKind
from xltier.app.month.intake.kinds import LOGS, MEASURED
from xltier.app.month.intake.logs import DEALERS
from xltier.core.scheme.measure import Measure
from xltier.core.words import Words
from xltier.errors import Location, Problem, Severity
from xltier.tables.reading import Column, Reading
from xltier.tables.text import bare

_NEAR: Final = 0.5
"""A table that has this part of a kind's required columns is taken for a try at it."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table whose kind is known.

    Args:
        kind: What it is.
        columns: Position of each field's column.
        measures: Position of each measure's column; empty for a log.
        dealers: Columns of the dealer list that a table of measures holds beside; empty when it holds none.
        problems: Columns that stand there twice.
    """

    kind: InputKind
    columns: Mapping[str, int]
    measures: Mapping[str, int]
    dealers: Mapping[str, int]
    problems: tuple[Problem, ...] = ()

    @property
    def is_own_history(self) -> bool:
        """Return whether it is a history that xltier wrote: an office's own has no fingerprints."""
        return self.kind.is_ours and "fingerprint" in self.columns


def recognise(reading: Reading, measures: Sequence[Measure]) -> Recognised | Problem:
    """Return what a table is, or the Problem of one that is nothing a month is rated from.

    Args:
        reading: The table.
        measures: The scheme's measures that a sheet may have a column for.
    """
    headers = _headers(reading.columns)
    logs = [found for kind in LOGS if (found := _as_log(reading, kind, headers)) is not None]
    if logs:
        return max(logs, key=lambda found: (len(found.columns), _is_named(reading, found.kind)))
    measured, problems = _matched(reading, headers, ((measure.key, _labels(measure)) for measure in measures))
    if measured:
        return _as_measures(reading, headers, measured, problems)
    return _unknown(reading, headers)


def is_own_history(reading: Reading) -> bool:
    """Return whether a table is a history that xltier wrote, whatever the scheme."""
    found = recognise(reading, ())
    return isinstance(found, Recognised) and found.is_own_history


def _as_log(reading: Reading, kind: InputKind, headers: Mapping[str, list[int]]) -> Recognised | None:
    columns, problems = _matched(reading, headers, _named(kind.fields))
    has_required = all(field.key in columns for field in kind.required)
    tells = not kind.telling or any(key in columns for key in kind.telling)
    if not (has_required and tells) or (kind is DEALERS and _months(headers)):
        return None
    return Recognised(kind, columns, {}, {}, problems)


def _as_measures(
    reading: Reading, headers: Mapping[str, list[int]], measured: Mapping[str, int], problems: tuple[Problem, ...]
) -> Recognised | Problem:
    kind = max(MEASURED, key=lambda kind: (sum(key in measured for key in kind.measures), _is_named(reading, kind)))
    columns, doubts = _matched(reading, headers, _named((*MEASURED[0].fields, DAY)))
    if "date" in columns:
        columns = {**columns, "month": columns.get("month", columns["date"])}
    lacking = [field for field in kind.required if field.key not in columns]
    if lacking:
        return _lacking(reading, kind, lacking)
    beside, _ = _matched(reading, headers, _named(DEALERS.fields))
    listed = beside if any(key in beside for key in DEALERS.telling) else {}
    return Recognised(kind, columns, measured, listed, (*doubts, *problems))


def _unknown(reading: Reading, headers: Mapping[str, list[int]]) -> Problem:
    """Return the Problem of a table of no kind, naming the kind it comes nearest to."""

    def nearness(kind: InputKind) -> tuple[float, bool]:
        there = sum(any(bare(name) in headers for name in _names(field)) for field in kind.required)
        untold = bool(kind.telling)  # a kind that its required columns alone do not tell is no better than near
        return there / (len(kind.required) + untold), _is_named(reading, kind)

    nearest = max((*LOGS, *MEASURED), key=nearness)
    near, is_named = nearness(nearest)
    if (near > _NEAR or is_named) and nearest not in MEASURED:
        lacking = [f for f in nearest.required if not any(bare(name) in headers for name in _names(f))]
        if lacking:
            return _lacking(reading, nearest, lacking)
    at = Location(file=reading.file, sheet=reading.sheet)
    columns = tuple(column.name for column in reading.columns)
    return Problem("input-not-recognised", at, Severity.WARNING, {"columns": columns})


def _lacking(reading: Reading, kind: InputKind, fields: Iterable[Field]) -> Problem:
    row = reading.header_rows[-1] if reading.header_rows else 1
    at = Location(file=reading.file, sheet=reading.sheet, cell=f"{row}:{row}")
    return Problem("input-columns-missing", at, values={"kind": kind.name, "columns": tuple(f.name for f in fields)})


def _headers(columns: Sequence[Column]) -> dict[str, list[int]]:
    """Return the positions of each header, bare: its whole name, and its last line where groups stand above."""
    found: dict[str, list[int]] = {}
    for at, column in enumerate(columns):
        for text in dict.fromkeys((column.name, *column.header[-1:])):
            places = found.setdefault(bare(text), [])
            if at not in places:
                places.append(at)
    return found


def _matched(
    reading: Reading, headers: Mapping[str, list[int]], wanted: Iterable[tuple[str, Sequence[str]]]
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Return the column of each wanted name, the first where it stands there twice, and that this is so."""
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for key, names in wanted:
        places = next((headers[bare(name)] for name in names if bare(name) in headers), None)
        if places is None:
            continue
        columns[key] = places[0]
        if len(places) > 1:
            first, second = (reading.columns[at] for at in places[:2])
            row = reading.header_rows[-1] if reading.header_rows else 1
            at = Location(file=reading.file, sheet=reading.sheet, cell=f"{second.letter}{row}")
            values = {"column": second.name, "first": f"{first.letter}{row}"}
            problems.append(Problem("input-column-twice", at, Severity.WARNING, values))
    return columns, tuple(problems)


def _named(fields: Iterable[Field]) -> Iterator[tuple[str, Sequence[str]]]:
    return ((field.key, _names(field)) for field in fields)


def _names(field: Field) -> tuple[str, ...]:
    return (field.name.zh, field.name.en, *field.aliases, field.key)


def _labels(measure: Measure) -> tuple[str, ...]:
    return tuple(label for label in (measure.name.zh, measure.name.en, measure.key, *measure.aliases) if label)


def _months(headers: Mapping[str, list[int]]) -> bool:
    return any(bare(name) in headers for name in _names(MEASURED[0].field("month")))


def _is_named(reading: Reading, kind: InputKind) -> bool:
    """Return whether the sheet, or a file without sheets, carries the kind's name."""
    said = bare(reading.sheet or reading.file)
    return any(bare(name) in said for name in (*_both(kind.name), *kind.aliases))


def _both(words: Words) -> tuple[str, str]:
    return words.zh, words.en
