"""What is said of a table beside its values: what its cells, its sheet and its book warn of, and what was guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xltier.tables.address import a1
from xltier.tables.candidates import Candidate
from xltier.tables.columns import Clean
from xltier.tables.merged import Filled
from xltier.tables.reading import Column, Failure, Notice
from xltier.tables.sheet import FaultKind, RawBook, Visibility

_LISTED: Final = 50


def clean_warnings(cleaned: Sequence[Clean], columns: Sequence[Column]) -> list[Notice]:
    """Return what the cells of the columns warn of."""
    return [
        Notice(code, detail, tuple(a1(row, column.number) for row in rows[:_LISTED]))
        for clean, column in zip(cleaned, columns, strict=True)
        for code, detail, rows in clean.warnings
    ]


def sheet_warnings(
    book: RawBook,
    candidate: Candidate,
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


def _hidden_parts(book: RawBook, candidate: Candidate, columns: Sequence[Column], rows: Sequence[int]) -> list[Notice]:
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


def table_guesses(
    book: RawBook, candidate: Candidate, cleaned: Sequence[Clean], filled: Filled, columns: Sequence[Column]
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


def _numbers_above(candidate: Candidate) -> str:
    """Return where numbers in two rows or more stand above the header, as a list of limits does, or ``""``."""
    sheet, located = candidate.sheet, candidate.located
    top = sheet.row_index(located.header[0]) if located.header else 0
    rows = [i for i in range(top) if any(type(sheet.cells[c][i]) in {int, float} for c in located.columns)]
    return a1(sheet.rows[rows[0]], sheet.columns[located.columns[0]]) if len(rows) > 1 else ""
