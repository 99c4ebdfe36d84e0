"""From a book as stored to a Reading: choose the table, name its columns, set rows apart, clean, and say everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from xltier.errors import BookError, Location, Problem, Refusal
from xltier.tables.address import a1, area, cell
from xltier.tables.checks import checks
from xltier.tables.choice import TableChoice
from xltier.tables.clean_dates import clean_dates
from xltier.tables.clean_numbers import clean_numbers
from xltier.tables.clean_text import clean_flags, clean_text
from xltier.tables.columns import Clean, Source, kind_of, source_of
from xltier.tables.currencies import one_currency
from xltier.tables.header import Heading, headings
from xltier.tables.locate import Located, locate, locate_table
from xltier.tables.merged import Filled, fill
from xltier.tables.ragged import wide_rows, without_unheaded
from xltier.tables.reading import Column, Conversion, Failure, Kind, Notice, Reading, Rejection
from xltier.tables.rows import Classified, classify
from xltier.tables.rules.sheets import find_rules, without_sheets
from xltier.tables.sheet import Area, Cell, Fault, FaultKind, RawBook, RawSheet, Visibility
from xltier.tables.template_rows import without_template_rows
from xltier.tables.text import fold
from xltier.tables.units import Unit, line_unit

_NEARLY: Final = 1.5  # an earlier sheet is preferred unless a later one is better by this much
_LISTED: Final = 50


@dataclass(frozen=True, slots=True)
class _Candidate:
    sheet: RawSheet
    located: Located
    others: tuple[Located, ...]


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
    for candidate in _candidates(book, choice):
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
    chosen = None if choice.sheet is None else _chosen(book, choice.sheet)
    if chosen is not None and chosen.name in rules:
        raise _no_customers(book.file, chosen.name)
    return without_sheets(book, rules)


def _no_customers(file: str, sheet: str) -> BookError:
    return BookError(Problem("rules-no-customers", Location(file=file, sheet=sheet), values={"file": file}))


def _with(rejected: Sequence[Rejection], of_template: Sequence[Rejection]) -> tuple[Rejection, ...]:
    """Return rejected rows with those of the template, which else would count as blank ones between the others."""
    rows = {one.row for one in of_template}
    return tuple(sorted([*of_template, *(one for one in rejected if one.row not in rows)]))


def _candidates(book: RawBook, choice: TableChoice) -> list[_Candidate]:
    """Return the tables of a book, the one to read first."""
    sheets = _sheets(book, choice)
    found: list[_Candidate] = []
    for sheet in sheets:
        tables = _tables(sheet, choice)
        found.extend(_Candidate(sheet, table, tuple(o for o in tables if o is not table)) for table in tables)
    if choice.table is not None and not found:
        raise _unknown(book, "unknown-table", choice.table, [t.name for s in book.sheets for t in s.tables])
    if choice.header_row is not None and not any(c.located.header for c in found):
        raise _unknown(book, "unknown-row", str(choice.header_row), [])
    best = max((c.located.score for c in found if c.located.first < c.located.last), default=0.0)
    first = [c for c in found if c.located.score >= best - _NEARLY and c.located.first < c.located.last]
    if first and choice.table is None:
        leader = max((c for c in first if c.sheet is first[0].sheet), key=lambda c: c.located.score)
        first = [leader]
    return first + [c for c in sorted(found, key=lambda c: -c.located.score) if c not in first]


def _sheets(book: RawBook, choice: TableChoice) -> list[RawSheet]:
    """Return the sheets to look at: the chosen one, else the visible ones, else all."""
    if choice.sheet is not None:
        chosen = _chosen(book, choice.sheet)
        if chosen is None:
            raise _unknown(book, "unknown-sheet", choice.sheet, [sheet.name for sheet in book.sheets])
        return [chosen]
    if choice.table is not None and cell(choice.table.split(":")[0]) is None:
        return list(book.sheets)
    visible = [s for s, v in zip(book.sheets, book.visibility, strict=True) if v is Visibility.VISIBLE]
    return visible if any(sheet.rows for sheet in visible) else list(book.sheets)


def _chosen(book: RawBook, name: str) -> RawSheet | None:
    """Return the sheet of a name, else the first that differs only in case, width or spaces."""
    exact = (sheet for sheet in book.sheets if sheet.name == name)
    alike = (sheet for sheet in book.sheets if fold(sheet.name) == fold(name))
    return next(exact, None) or next(alike, None)


def _unknown(book: RawBook, reference: str, said: str, known: Sequence[str]) -> BookError:
    return BookError(Problem(reference, Location(file=book.file), values={"said": said, "known": list(known)}))


def _tables(sheet: RawSheet, choice: TableChoice) -> list[Located]:
    """Return the tables of a sheet: the chosen one, Excel Tables with data, else what is found."""
    if choice.table is not None:
        named = [t for t in sheet.tables if fold(t.name) == fold(choice.table)]
        if named:
            return [found for t in named if (found := locate_table(sheet, t)) is not None]
        wanted = _wanted_area(choice.table)
        return locate(sheet, area=wanted, header_row=choice.header_row) if wanted else []
    if choice.header_row is None:
        objects = [
            found for t in sheet.tables if not t.is_placeholder and (found := locate_table(sheet, t)) is not None
        ]
        full = [found for found in objects if found.first < found.last]
        if full:
            return full
    return locate(sheet, header_row=choice.header_row)


def _wanted_area(text: str) -> Area | None:
    """Return the range that a user names; a single cell is the top left corner of the table."""
    found = area(text)
    if found is None or ":" in text:
        return found
    return Area(found.top, found.left, 1_048_576, 16_384)


def _read(book: RawBook, candidate: _Candidate, choice: TableChoice, today: dt.date | None) -> Reading | None:
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
    warnings += _clean_warnings(cleaned, columns)
    warnings += _sheet_warnings(book, candidate, columns, rows, failures)
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
        guesses=(*judged.guesses, *_guesses(book, candidate, cleaned, filled, columns)),
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


def _clean_warnings(cleaned: Sequence[Clean], columns: Sequence[Column]) -> list[Notice]:
    return [
        Notice(code, detail, tuple(a1(row, column.number) for row in rows[:_LISTED]))
        for clean, column in zip(cleaned, columns, strict=True)
        for code, detail, rows in clean.warnings
    ]


def _sheet_warnings(
    book: RawBook,
    candidate: _Candidate,
    columns: Sequence[Column],
    rows: Sequence[int],
    failures: dict[tuple[int, int], Failure],
) -> list[Notice]:
    """Return what the sheet and the book say about the table: protection, hidden parts, error cells, neighbours."""
    sheet = candidate.sheet
    found = [_note(text) for text in book.notes]
    for code, kind in (("error_values", FaultKind.ERROR_VALUE), ("formula_not_calculated", FaultKind.NOT_CALCULATED)):
        cells = [a1(row, columns[at].number) for (row, at), failure in failures.items() if failure.reason == kind]
        if cells:
            found.append(Notice(code, str(len(cells)), tuple(cells[:_LISTED])))
    found += _hidden_parts(book, candidate, columns, rows)
    if sheet.is_protected:
        found.append(Notice("sheet_protected", sheet.name))
    if book.is_structure_protected:
        found.append(Notice("workbook_structure_protected"))
    if book.open_by is not None:
        found.append(Notice("open_in_excel", book.open_by))
    for other in candidate.others:
        if other.header and other.first < other.last and len(other.columns) > 1:
            place = a1(other.header[0], sheet.columns[other.columns[0]])
            found.append(Notice("second_table_at", other.table.name if other.table else place, (place,)))
    return found


def _hidden_parts(book: RawBook, candidate: _Candidate, columns: Sequence[Column], rows: Sequence[int]) -> list[Notice]:
    """Return which rows and columns of the table, and which sheets, are hidden."""
    sheet = candidate.sheet
    found: list[Notice] = []
    hidden = sorted(sheet.hidden_rows.intersection(rows))
    if hidden:
        code = "filtered_rows" if sheet.filter is not None or candidate.located.table is not None else "hidden_rows"
        found.append(Notice(code, str(len(hidden)), tuple(a1(row, columns[0].number) for row in hidden[:_LISTED])))
    unseen = [column.name for column in columns if column.number in sheet.hidden_columns]
    if unseen:
        found.append(Notice("hidden_columns", ", ".join(unseen)))
    names = [s.name for s, v in zip(book.sheets, book.visibility, strict=True) if v is not Visibility.VISIBLE]
    if names:
        found.append(Notice("hidden_sheets", ", ".join(names)))
    return found


def _note(text: str) -> Notice:
    code, _, detail = text.partition(":")
    return Notice(code, detail)


def _guesses(
    book: RawBook, candidate: _Candidate, cleaned: Sequence[Clean], filled: Filled, columns: Sequence[Column]
) -> list[Notice]:
    """Return what was chosen and may be chosen otherwise."""
    found = [guess for clean in cleaned for guess in clean.guesses]
    if not candidate.located.header and candidate.located.table is None:
        found.append(Notice("no_header", ", ".join(column.name for column in columns[:5])))
    found.extend(Notice("merged_number", columns[at].name) for at in sorted(filled.numbers))
    others = [s.name for s in book.sheets if s is not candidate.sheet and len(s.rows) > 1 and len(s.columns) > 1]
    if others:
        found.append(Notice("other_sheets", ", ".join(others)))
    above = _numbers_above(candidate)
    if above:
        found.append(Notice("outside_table", above))
    for other in candidate.others:
        if not other.header or len(other.columns) == 1:
            sheet = candidate.sheet
            top = other.header[0] if other.header else sheet.rows[0]
            found.append(Notice("outside_table", a1(top, sheet.columns[other.columns[0]])))
    return found


def _numbers_above(candidate: _Candidate) -> str:
    """Return where numbers in two rows or more stand above the header, as a list of limits does, or ``""``."""
    sheet, located = candidate.sheet, candidate.located
    top = sheet.row_index(located.header[0]) if located.header else 0
    rows = [i for i in range(top) if any(type(sheet.cells[c][i]) in {int, float} for c in located.columns)]
    return a1(sheet.rows[rows[0]], sheet.columns[located.columns[0]]) if len(rows) > 1 else ""
