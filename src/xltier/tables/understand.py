"""From a book as stored to a Reading: take a table, name its columns, set rows apart, clean, and say everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from xltier.errors import BookError, Location, Problem, Refusal
from xltier.tables.address import a1
from xltier.tables.candidates import Candidate, candidates, sheet_named
from xltier.tables.checks import checks
from xltier.tables.choice import TableChoice
from xltier.tables.clean_dates import clean_dates
from xltier.tables.clean_numbers import clean_numbers
from xltier.tables.clean_text import clean_flags, clean_text
from xltier.tables.columns import Clean, Source, kind_of, source_of
from xltier.tables.currencies import one_currency
from xltier.tables.header import Heading, headings
from xltier.tables.locate import Located
from xltier.tables.merged import Filled, fill
from xltier.tables.notices import clean_warnings, sheet_warnings, table_guesses
from xltier.tables.ragged import wide_rows, without_unheaded
from xltier.tables.reading import Column, Conversion, Failure, Kind, Notice, Reading, Rejection
from xltier.tables.rows import Classified, classify
from xltier.tables.rules.sheets import find_rules, without_sheets
from xltier.tables.sheet import Cell, Fault, RawBook, RawSheet
from xltier.tables.template_rows import without_template_rows
from xltier.tables.units import Unit, line_unit


def understand(book: RawBook, choice: TableChoice, *, today: dt.date | None = None) -> Reading:
    """Return the table of a book.

    Args:
        book: The sheets as stored.
        choice: What the user chose.
        today: Later days are warned of; None does not ask.

    Raises:
        Refusal: ``no_data_rows`` when no table has a row of data.
        BookError: The choice names a sheet, table or row that is not there; or there are rules and no customers.
    """
    rules = find_rules(book)
    book = _without_rules(book, rules, choice)
    sheets = tuple(map(without_template_rows, book.sheets))
    book = replace(book, sheets=tuple(sheet for sheet, _ in sheets))
    of_templates = {sheet.name: left_out for sheet, left_out in sheets if left_out}
    for candidate in candidates(book, choice):
        reading = _read(book, candidate, choice, today)
        if reading is not None:
            left_out = of_templates.get(candidate.sheet.name, ())
            return replace(reading, rejected=_with(reading.rejected, left_out)) if left_out else reading
    if rules and not of_templates:
        raise _no_customers(book.file, rules[0])
    reference = "nothing-filled-in" if of_templates else "no-data-rows"
    raise Refusal("no_data_rows", Problem(reference, Location(file=book.file)))


def _without_rules(book: RawBook, rules: tuple[str, ...], choice: TableChoice) -> RawBook:
    """Return a book without its rules sheets, which are no tables of customers.

    Raises:
        BookError: The chosen sheet is one of rules.
    """
    if not rules:
        return book
    chosen = None if choice.sheet is None else sheet_named(book, choice.sheet)
    if chosen is not None and chosen.name in rules:
        raise _no_customers(book.file, chosen.name)
    return without_sheets(book, rules)


def _no_customers(file: str, sheet: str) -> BookError:
    return BookError(Problem("rules-no-customers", Location(file=file, sheet=sheet), values={"file": file}))


def _with(rejected: Sequence[Rejection], of_template: Sequence[Rejection]) -> tuple[Rejection, ...]:
    """Return rejected rows with those of the template, which else would count as blank ones between the others."""
    rows = {one.row for one in of_template}
    return tuple(sorted([*of_template, *(one for one in rejected if one.row not in rows)]))


def _read(book: RawBook, candidate: Candidate, choice: TableChoice, today: dt.date | None) -> Reading | None:
    """Return the reading of one table, or None when it has no data row."""
    sheet, located = candidate.sheet, candidate.located
    wide = wide_rows(sheet, located)
    if wide:
        located = without_unheaded(sheet, located)
    named, warnings = headings(sheet, located)
    if not named:
        return None
    filled = fill(sheet, located, named)
    judged = classify(sheet, located, named, filled.cells)
    without = _without_idle_columns(sheet, located, named, filled, judged)
    if without is not None:
        named, warnings, filled, judged = without
    if wide:
        _leave_wide(sheet, judged, wide)
    if choice.visible_only:
        _leave_hidden(sheet, judged)
    if not judged.data:
        return None
    rows = _rows(sheet, judged.data)
    faults = _faults(sheet, named)
    line = _line_unit(located, judged)
    days = partial(clean_dates, today=today, with_times=choice.with_times)
    cleaned = [
        _clean(sheet, heading, at, rows, _picked(filled.cells[at], judged.data), line, faults[at], days)
        for at, heading in enumerate(named)
    ]
    one_currency(named, rows, cleaned)
    failures = _failures(cleaned, filled, rows)
    columns = tuple(_column(heading, clean) for heading, clean in zip(named, cleaned, strict=True))
    values = tuple(clean.values for clean in cleaned)
    for (row, at), failure in failures.items():
        if failure.reason == "hidden_under_merge":
            warnings.append(Notice("hidden_under_merge", failure.text, (a1(row, columns[at].number),)))
    warnings += judged.warnings
    warnings += clean_warnings(cleaned, columns)
    warnings += sheet_warnings(book, candidate, columns, rows, failures)
    warnings += checks(columns, rows, values)
    return Reading(
        file=book.file,
        format=book.format,
        sheet=sheet.name or None,
        header_rows=located.header,
        columns=columns,
        rows=rows,
        values=values,
        failures=failures,
        rejected=tuple(judged.rejected),
        warnings=tuple(warnings),
        conversions=_conversions(cleaned, filled, columns, rows),
        guesses=(*judged.guesses, *table_guesses(book, candidate, cleaned, filled, columns)),
        encoding=book.encoding,
        merges=tuple(filled.areas),
    )


def _without_idle_columns(
    sheet: RawSheet, located: Located, named: Sequence[Heading], filled: Filled, judged: Classified
) -> tuple[list[Heading], list[Notice], Filled, Classified] | None:
    """Return a table read again without columns that have no name and no data: those of a note or a table below.

    None when every column has one or the other.
    """
    faulty = {number for _, number in sheet.faults}
    idle = {
        heading.at
        for heading, cells in zip(named, filled.cells, strict=True)
        if not any(heading.texts) and heading.number not in faulty and all(cells[i] is None for i in judged.data)
    }
    if not idle or not located.header or len(idle) == len(named):
        return None
    narrower = replace(located, columns=tuple(at for at in located.columns if at not in idle), last=judged.end)
    again, warnings = headings(sheet, narrower)
    refilled = fill(sheet, narrower, again)
    own = classify(sheet, narrower, again, refilled.cells)
    own.rejected += [one for one in judged.rejected if one.reason == "second_table"]
    own.warnings += [one for one in judged.warnings if one.code == "second_table_at"]
    return again, warnings, refilled, own


def _line_unit(located: Located, judged: Classified) -> Unit | None:
    """Return the unit that a line above the table gives to its money, else a note below it."""
    above = (unit for text in reversed(located.above) if (unit := line_unit(text)) is not None)
    notes = (one.text for one in judged.rejected if one.reason == "note_row")
    below = (unit for text in notes if (unit := line_unit(text, is_below=True)) is not None)
    return next(above, None) or next(below, None)


def _leave_wide(sheet: RawSheet, judged: Classified, wide: set[int]) -> None:
    """Reject the data rows whose values may stand in the wrong columns."""
    gone = [i for i in judged.data if i in wide]
    judged.data = [i for i in judged.data if i not in wide]
    judged.rejected = sorted(
        [
            *judged.rejected,
            *(
                Rejection(sheet.rows[i], "too_many_fields", " | ".join(str(c[i]) for c in sheet.cells if c[i])[:80])
                for i in gone
            ),
        ]
    )


def _leave_hidden(sheet: RawSheet, judged: Classified) -> None:
    hidden = [i for i in judged.data if sheet.rows[i] in sheet.hidden_rows]
    gone = set(hidden)
    judged.data = [i for i in judged.data if i not in gone]
    judged.rejected = sorted([*judged.rejected, *(Rejection(sheet.rows[i], "hidden_row") for i in hidden)])


def _rows(sheet: RawSheet, data: Sequence[int]) -> Sequence[int]:
    """Return the sheet rows of the data, as a range when there is no gap."""
    if isinstance(sheet.rows, range) and data[-1] - data[0] + 1 == len(data):
        return sheet.rows[data[0] : data[-1] + 1]
    return [sheet.rows[i] for i in data]


def _picked(cells: Sequence[Cell], data: Sequence[int]) -> Sequence[Cell]:
    if data[-1] - data[0] + 1 == len(data):
        return cells[data[0] : data[-1] + 1]
    return [cells[i] for i in data]


def _faults(sheet: RawSheet, named: Sequence[Heading]) -> list[dict[int, Fault]]:
    by_number: dict[int, dict[int, Fault]] = {}
    for (row, number), fault in sheet.faults.items():
        by_number.setdefault(number, {})[row] = fault
    return [by_number.get(heading.number, {}) for heading in named]


def _clean(
    sheet: RawSheet,
    heading: Heading,
    at: int,
    rows: Sequence[int],
    cells: Sequence[Cell],
    line: Unit | None,
    faults: dict[int, Fault],
    days: Callable[[Source, Kind], Clean],
) -> Clean:
    """Return one clean column."""
    source = source_of(
        sheet,
        heading,
        at,
        rows,
        cells,
        line,
        {row: fault for row, fault in faults.items() if row in rows} if faults else {},
    )
    kind = kind_of(source)
    if kind in {Kind.NUMBER, Kind.RATIO}:
        return clean_numbers(source, kind)
    if kind in {Kind.DAY, Kind.MONTH}:
        return days(source, kind)
    if kind is Kind.FLAG:
        return clean_flags(source)
    return clean_text(source, kind)


def _column(heading: Heading, clean: Clean) -> Column:
    return Column(
        heading.name,
        heading.texts,
        heading.number,
        clean.kind,
        clean.unit,
        clean.said_unit,
        clean.scale,
        clean.currency,
        clean.line_unit,
    )


def _failures(cleaned: Sequence[Clean], filled: Filled, rows: Sequence[int]) -> dict[tuple[int, int], Failure]:
    """Return every cell that could not be read; one that a merged area hides has no value."""
    failures = {(row, at): failure for at, clean in enumerate(cleaned) for row, failure in clean.failures.items()}
    at_row = {row: i for i, row in enumerate(rows)} if filled.hidden else {}
    for (row, at), value in filled.hidden.items():
        if row not in at_row:
            continue
        failures[row, at] = Failure("hidden_under_merge", str(value)[:60])
        values = list(cleaned[at].values)
        values[at_row[row]] = None
        cleaned[at].values = values
    return failures


def _conversions(
    cleaned: Sequence[Clean], filled: Filled, columns: Sequence[Column], rows: Sequence[int]
) -> list[Conversion]:
    """Return every conversion in sheet order, merged cells included."""
    found = [conversion for clean in cleaned for conversion in clean.conversions]
    by_row = {row: i for i, row in enumerate(rows)} if filled.areas else {}
    for first, last, at in filled.areas:
        filled_rows = [row for row in range(first + 1, last + 1) if row in by_row]
        if filled_rows and (value := cleaned[at].values[by_row[filled_rows[0]]]) is not None:
            found.append(Conversion(filled_rows[0], at, None, value, "merged", filled_rows[-1]))
    return sorted(found, key=lambda c: (c.row, columns[c.column].number))
