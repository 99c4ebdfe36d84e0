"""A table of measures to columns of whole numbers: 390,000 rows without an object a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from xltier.app.month.intake.cells import day_of, month_in, text_of
from xltier.app.month.intake.inputs import Facts
from xltier.app.month.intake.recognise import Recognised
from xltier.app.month.intake.repeats import Dated
from xltier.app.time_since import counts_time, time_since
from xltier.app.wording.shown_value import unit_word
from xltier.core.entries import entry
from xltier.core.fixed import EXACT
from xltier.core.months import Month, last_day
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.values import Entry, ExcelError
from xltier.core.words import Words
from xltier.errors import Location, Problem, Severity
from xltier.tables.numbers import parse_number
from xltier.tables.reading import Column, Reading, Value
from xltier.tables.units import are_counts, convert, parse_unit

T = TypeVar("T")
_KEYS: Final = ("dealer", "division", "line")


def measure_rows(reading: Reading, found: Recognised, scheme: Scheme, source: int) -> tuple[Dated, tuple[Problem, ...]]:
    """Return the rows that have a whole key, and the Problems of those that have not and of cells that are no number.

    Args:
        reading: The table.
        found: Its columns.
        scheme: Gives each measure its decimals and unit, and the day on which months start.
        source: Position of the table in ``MonthInputs.sources``.
    """
    texts = {key: _each(reading.values[found.columns[key]], text_of) for key in _KEYS}
    months = _each(reading.values[found.columns["month"]], lambda value: month_in(value, scheme.month_start_day))
    product = found.columns.get("product")
    products: Sequence[str | None]
    if product is None:
        products = [None] * len(reading.rows)
    else:
        products = _each(reading.values[product], lambda value: text_of(value) or None)
    problems: list[Problem] = []
    ends = {month: None if month is None else last_day(month, scheme.month_start_day) for month in set(months)}
    values: dict[str, list[Entry]] = {}
    for key, at in found.measures.items():
        measure = next(measure for measure in scheme.measures if measure.key == key)
        if counts_time(measure, reading.columns[at]):
            values[key] = _times(reading, at, measure, [ends[month] for month in months], problems)
        else:
            values[key] = _entries(reading, at, measure, problems)
    good = [
        at
        for at, key in enumerate(zip(texts["dealer"], texts["division"], texts["line"], months, strict=True))
        if all(key[:3]) and key[3] is not None
    ]
    problems.extend(_lacking(reading, found, texts, months, good))
    facts = Facts(
        source,
        _kept(reading.rows, good),
        _kept(texts["dealer"], good),
        _kept(texts["division"], good),
        _kept(texts["line"], good),
        _kept(products, good),
        [month for month in _kept(months, good) if month is not None],
        {key: _kept(column, good) for key, column in values.items()},
        {key: reading.columns[at].number for key, at in found.measures.items()},
        is_daily=(day := found.columns.get("date")) is not None and day == found.columns["month"],
    )
    if day is None or not facts.is_daily:
        return Dated(facts, facts.months), tuple(problems)
    days = _each(reading.values[day], day_of)
    pairs = zip(_kept(days, good), facts.months, strict=True)
    when = [month if day is None else day.toordinal() for day, month in pairs]  # a month may be said among days
    return Dated(facts, when), tuple(problems)


def _each(values: Sequence[Value], read: Callable[[Value], T]) -> list[T]:
    """Return what each cell says; a year of dealers repeats few values, so each is read once."""
    known: dict[Hashable, T] = {}
    read_values: list[T] = []
    for value in values:
        key = value if isinstance(value, str) else (type(value), value)
        if key not in known:
            known[key] = read(value)
        read_values.append(known[key])
    return read_values


def _kept(column: Sequence[T], rows: Sequence[int]) -> Sequence[T]:
    return column if len(rows) == len(column) else [column[at] for at in rows]


def _entries(reading: Reading, at: int, measure: Measure, problems: list[Problem]) -> list[Entry]:
    """Return a column in fixed point; a cell that is no number is an error with its place."""
    column, factor = reading.columns[at], 1.0
    failures = reading.failures
    said = column.unit or _percent_of(column)
    if said and measure.unit and said != measure.unit and not are_counts(said, measure.unit):
        converted = convert(1, said, measure.unit)
        if converted is None:
            problems.append(_of_another_unit(reading, at, measure, said))
            return [None if value is None else ExcelError.VALUE for value in reading.values[at]]
        factor = converted
    one = 10**measure.decimals
    is_plain = measure.type is ValueType.NUMBER and factor == 1
    found: list[Entry] = []
    for row, value in zip(reading.rows, reading.values[at], strict=True):
        if value is None:
            found.append(ExcelError.VALUE if failures and (row, at) in failures else None)
        elif is_plain and type(value) is int:
            found.append(value * one)
        elif is_plain and type(value) is float and value.is_integer() and -EXACT < value < EXACT:
            found.append(int(value) * one)  # as core.fixed.to_fixed has it, without asking anew for each cell
        else:
            read = _entry(measure, value, factor)
            if isinstance(read, Problem):
                problems.append(Problem(read.reference, reading.location(row, at), values=read.values))
                read = ExcelError.VALUE
            found.append(read)
    return found


def _times(
    reading: Reading, at: int, measure: Measure, ends: Sequence[dt.date | None], problems: list[Problem]
) -> list[Entry]:
    """Return a column of dates as the time passed to the end of each row's business month, and note that it was."""
    column, failures = reading.columns[at], reading.failures
    unit = Words(unit_word(measure.unit, "zh"), unit_word(measure.unit, "en"))
    noted = {"column": column.name, "measure": measure.name, "unit": unit}
    problems.append(Problem("dates-counted", _head_of(reading, at), Severity.NOTE, noted))
    known: dict[tuple[Value, dt.date], Entry | Problem] = {}
    found: list[Entry] = []
    for row, value, end in zip(reading.rows, reading.values[at], ends, strict=True):
        if value is None or end is None:  # a row without a month is left out and said
            found.append(ExcelError.VALUE if failures and (row, at) in failures else None)
            continue
        if (value, end) not in known:
            known[value, end] = _time(measure, value, end)
        read = known[value, end]
        if isinstance(read, Problem):
            problems.append(replace(read, at=reading.location(row, at)))
            read = ExcelError.NUM if read.reference == "date-after-month" else ExcelError.VALUE
        found.append(read)
    return found


def _time(measure: Measure, value: Value, end: dt.date) -> Entry | Problem:
    meant = time_since(value, measure, end)
    if isinstance(meant, Problem):
        return replace(meant, reference="date-after-month")
    return entry(measure, meant)


def _percent_of(column: Column) -> str | None:
    """Return the unit of a column of which something says that it is in percent; the intake leaves fractions there."""
    unit = None if column.said_unit is None else parse_unit(column.said_unit)
    return "%" if unit is not None and unit.dimension == "ratio" else None


def _of_another_unit(reading: Reading, at: int, measure: Measure, said: str) -> Problem:
    values = {
        "column": reading.columns[at].name,
        "measure": measure.name,
        "said": Words(unit_word(said, "zh"), unit_word(said, "en")),
        "unit": Words(unit_word(measure.unit, "zh"), unit_word(measure.unit, "en")),
    }
    return Problem("input-unit-mismatch", _head_of(reading, at), values=values)


def _head_of(reading: Reading, at: int) -> Location:
    return reading.location(reading.header_rows[-1] if reading.header_rows else reading.rows[0], at)


def _entry(measure: Measure, value: Value, factor: float) -> Entry | Problem:
    if isinstance(value, str) and measure.type is ValueType.NUMBER:
        number = parse_number(value)
        value = value if number is None else number.value
    if factor != 1 and isinstance(value, (int, float)):
        value = value * factor
    return entry(measure, value)


def _lacking(
    reading: Reading,
    found: Recognised,
    texts: dict[str, list[str]],
    months: Sequence[Month | None],
    good: Sequence[int],
) -> Iterator[Problem]:
    """Yield the Problem of each row whose key is not whole, at the first cell that lacks."""
    if len(good) == len(months):
        return
    whole = set(good)
    for at, row in enumerate(reading.rows):
        if at in whole:
            continue
        key = next((key for key in _KEYS if not texts[key][at]), "month")
        column = found.columns[key]
        failure = reading.failures.get((row, column))
        shown = failure.text if failure else text_of(reading.values[column][at])
        place: Location = reading.location(row, column)
        reference = "input-month-unread" if key == "month" and shown else "input-key-blank"
        values = {"column": reading.columns[column].name, "value": shown, "dealer": texts["dealer"][at]}
        yield Problem(reference, place, values=values)
