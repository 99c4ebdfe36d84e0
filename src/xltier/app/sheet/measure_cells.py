"""A column of the sheet as entries of a measure: unit converted, dates counted, what is no value said with its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from xltier.app.time_since import counts_time, time_since
from xltier.app.wording.shown_value import unit_word
from xltier.core.entries import entry
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.values import Entry, ExcelError
from xltier.core.words import Words
from xltier.errors import DataError, Problem, Severity
from xltier.tables.numbers import parse_number
from xltier.tables.reading import Kind, Reading, Value
from xltier.tables.units import MONEY, are_counts, convert, parse_unit

SMALL_MONEY: Final = 10_000
"""A yuan column whose every value is below this is doubted: it may be in 万元 (systems.md C15)."""
_FULL: Final = 100
"""Points out of this many may be written as percentages."""
_POINTS: Final = Words("分", "points")

_OUR_ERRORS: Final = frozenset(error.value for error in ExcelError)
Meaning = Callable[[Value], object]


@dataclass(frozen=True, slots=True)
class MeasureCells:
    """One measure of every customer.

    Args:
        entries: One a data row.
        faults: By index of the data row, why its entry is an error.
        notes: What holds for the whole column: a conversion, a doubt.
    """

    entries: tuple[Entry, ...]
    faults: Mapping[int, Problem]
    notes: tuple[Problem, ...]


def measure_cells(reading: Reading, position: int, measure: Measure, as_of: dt.date) -> MeasureCells:
    """Return a column as entries of a measure.

    Args:
        reading: The sheet.
        position: The column's place in ``reading.columns``.
        measure: What it is.
        as_of: The day to which time is counted where the measure is time since a day.

    Raises:
        DataError: The column's unit cannot become the measure's.
    """
    meaning, notes = _meaning(reading, position, measure, as_of)
    known: dict[Value, Entry | Problem] = {}
    entries: list[Entry] = []
    faults: dict[int, Problem] = {}
    for index, raw in enumerate(reading.values[position]):
        if raw not in known:
            known[raw] = _entry(measure, raw, meaning)
        found = known[raw]
        if isinstance(found, Problem):
            faults[index] = replace(found, at=reading.location(reading.rows[index], position))
            error = ExcelError.NUM if found.reference == "date-after-as-of" else ExcelError.VALUE
            entries.append(error)
        else:
            entries.append(found)
    _put_failures(reading, position, measure, entries, faults)
    return MeasureCells(tuple(entries), faults, (*notes, *_doubt(reading, position, measure, entries)))


def _entry(measure: Measure, raw: Value, meaning: Meaning) -> Entry | Problem:
    meant = raw if raw is None else meaning(raw)
    return meant if isinstance(meant, Problem) else entry(measure, meant)


def _put_failures(
    reading: Reading, position: int, measure: Measure, entries: list[Entry], faults: dict[int, Problem]
) -> None:
    """Turn cells that could not be read into the error that they show, or into #VALUE!."""
    if not reading.failures:
        return
    for index, row in enumerate(reading.rows):
        failure = reading.failures.get((row, position))
        if failure is None:
            continue
        entries[index] = ExcelError(failure.text) if failure.text in _OUR_ERRORS else ExcelError.VALUE
        values = {"text": failure.text, "column": reading.columns[position].name, "measure": measure.name}
        faults[index] = Problem(failure.reason.replace("_", "-"), reading.location(row, position), values=values)


def _meaning(reading: Reading, position: int, measure: Measure, as_of: dt.date) -> tuple[Meaning, tuple[Problem, ...]]:
    """Return what turns a clean cell into a value of the measure, and the notes that this deserves."""
    column = reading.columns[position]
    if measure.type is not ValueType.NUMBER:
        return (lambda raw: raw), ()
    if counts_time(measure, column):
        return (lambda raw: time_since(raw, measure, as_of)), ()
    if column.kind in {Kind.TEXT, Kind.CODE, Kind.FLAG}:
        return _number, ()
    if measure.unit != "%" and _says_percent(reading, position):
        return _of_percent(reading, position, measure)
    if not measure.unit or not column.unit or column.unit == measure.unit or are_counts(column.unit, measure.unit):
        return (lambda raw: raw), ()
    said, unit = column.unit, measure.unit
    if convert(1, said, unit) is None:
        raise DataError(_unit_problem("unit-mismatch", reading, position, measure, Severity.ERROR))
    note = _unit_problem("unit-converted", reading, position, measure, Severity.NOTE)
    return (lambda raw: convert(raw, said, unit) if isinstance(raw, (int, float)) else raw), (note,)


def _says_percent(reading: Reading, position: int) -> bool:
    """Return whether a column holds fractions of which something says that they are percentages."""
    column = reading.columns[position]
    said = None if column.said_unit is None else parse_unit(column.said_unit)
    if said is not None and said.dimension == "ratio":
        return True
    numbers = [value for value in reading.values[position] if isinstance(value, (int, float))]
    return column.kind is Kind.RATIO and column.said_unit is None and all(abs(value) <= 1 for value in numbers)


def _of_percent(reading: Reading, position: int, measure: Measure) -> tuple[Meaning, tuple[Problem, ...]]:
    """Return what percentages mean where the measure is not one: points out of 100, or a bare fraction.

    Raises:
        DataError: The measure has a unit, or points out of another number: 80 % may mean two things.
    """
    if _is_of_full(measure):
        note = _unit_problem("percent-as-points", reading, position, measure, Severity.NOTE)
        return _in_hundredths, (note,)
    if measure.unit or (measure.maximum is not None and 1 < measure.maximum <= _FULL):
        raise DataError(_unit_problem("unit-mismatch", reading, position, measure, Severity.ERROR))
    return (lambda raw: raw), ()


def _is_of_full(measure: Measure) -> bool:
    """Return whether a measure is points from 0 to 100."""
    return not measure.unit and measure.minimum == 0 and measure.maximum == _FULL


def _in_hundredths(raw: Value) -> object:
    return float(Decimal(repr(float(raw))) * _FULL) if isinstance(raw, (int, float)) else raw


def _number(raw: Value) -> object:
    """Return the number that a text holds; a text that holds none stays and becomes a Problem."""
    number = parse_number(raw) if isinstance(raw, str) else None
    return raw if number is None else number.value


def _unit_words(unit: str) -> Words:
    return Words(unit_word(unit, "zh"), unit_word(unit, "en"))


def _unit_problem(reference: str, reading: Reading, position: int, measure: Measure, severity: Severity) -> Problem:
    column = reading.columns[position]
    values = {
        "key": measure.key,
        "measure": measure.name,
        "column": column.name,
        "said": _unit_words(column.unit or column.said_unit or ("%" if column.kind is Kind.RATIO else "")),
        "unit": _unit_words(measure.unit) if measure.unit else _POINTS,
    }
    return Problem(reference, reading.location(reading.header_rows[-1], position), severity, values)


def _doubt(reading: Reading, position: int, measure: Measure, entries: list[Entry]) -> tuple[Problem, ...]:
    """Return the doubt about numbers that say no unit and are very small: yuan below 10,000, points up to 1 of 100."""
    column = reading.columns[position]
    if _is_of_full(measure) and column.said_unit is None and reading.header_rows:
        return _doubted_points(reading, position, measure, entries)
    if measure.unit != MONEY or column.said_unit or column.currency or not reading.header_rows:
        return ()
    numbers = [value for value in entries if isinstance(value, int)]
    if not numbers or max(map(abs, numbers)) >= SMALL_MONEY * 10**measure.decimals:
        return ()
    return (_unit_problem("unit-unsaid", reading, position, measure, Severity.WARNING),)


def _doubted_points(reading: Reading, position: int, measure: Measure, entries: list[Entry]) -> tuple[Problem, ...]:
    """Return the doubt about points of 100 that are all fractions: 0.95 may mean 95."""
    one = 10**measure.decimals
    numbers = [value for value in entries if isinstance(value, int)]
    if not any(value % one for value in numbers) or max(numbers) > one or min(numbers) < 0:
        return ()
    return (_unit_problem("points-as-fractions", reading, position, measure, Severity.WARNING),)
