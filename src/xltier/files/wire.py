"""A RawBook as plain values and back: what a child process sends its parent."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from xltier.tables.sheet import Area, Cell, ExcelTable, Fault, FaultKind, FormatRun, RawBook, RawSheet, Visibility

# Dates travel as ("d", ordinal), moments as ("m", ordinal, microseconds), times as ("t", microseconds).
_MICRO: Final = dt.timedelta(microseconds=1)


def to_wire(book: RawBook) -> dict[str, Any]:
    """Return a book as dictionaries, lists, numbers and text."""
    return {
        "file": book.file,
        "format": book.format,
        "sheets": [_sheet_out(sheet) for sheet in book.sheets],
        "visibility": [str(state) for state in book.visibility],
        "encoding": book.encoding,
        "locked": book.is_structure_protected,
        "notes": list(book.notes),
    }


def from_wire(data: dict[str, Any]) -> RawBook:
    """Return the book of :func:`to_wire`."""
    return RawBook(
        data["file"],
        data["format"],
        tuple(_sheet_in(sheet) for sheet in data["sheets"]),
        tuple(Visibility(state) for state in data["visibility"]),
        encoding=data["encoding"],
        is_structure_protected=data["locked"],
        notes=tuple(data["notes"]),
    )


def _sheet_out(sheet: RawSheet) -> dict[str, Any]:
    rows = sheet.rows
    return {
        "name": sheet.name,
        "rows": ("range", rows.start, rows.stop) if isinstance(rows, range) else list(rows),
        "columns": list(sheet.columns),
        "cells": [[_out(value) for value in cells] for cells in sheet.cells],
        "faults": [(row, column, str(fault.kind), fault.text) for (row, column), fault in sheet.faults.items()],
        "formats": [(column, [tuple(run) for run in runs]) for column, runs in sheet.formats.items()],
        "merges": [tuple(area) for area in sheet.merges],
        "arrays": [tuple(area) for area in sheet.arrays],
        "tables": [
            (t.name, tuple(t.area), t.header_rows, t.totals_rows, t.names, t.is_placeholder) for t in sheet.tables
        ],
        "hidden_rows": list(sheet.hidden_rows),
        "hidden_columns": list(sheet.hidden_columns),
        "filter": None if sheet.filter is None else tuple(sheet.filter),
        "is_protected": sheet.is_protected,
        "date1904": sheet.date1904,
    }


def _sheet_in(data: dict[str, Any]) -> RawSheet:
    rows = data["rows"]
    return RawSheet(
        name=data["name"],
        rows=range(rows[1], rows[2]) if isinstance(rows, tuple) else rows,
        columns=tuple(data["columns"]),
        cells=[[_in(value) for value in cells] for cells in data["cells"]],
        faults={(row, column): Fault(FaultKind(kind), text) for row, column, kind, text in data["faults"]},
        formats={column: [FormatRun(*run) for run in runs] for column, runs in data["formats"]},
        merges=tuple(Area(*area) for area in data["merges"]),
        arrays=tuple(Area(*area) for area in data["arrays"]),
        tables=tuple(ExcelTable(name, Area(*area), *rest) for name, area, *rest in data["tables"]),
        hidden_rows=frozenset(data["hidden_rows"]),
        hidden_columns=frozenset(data["hidden_columns"]),
        filter=None if data["filter"] is None else Area(*data["filter"]),
        is_protected=data["is_protected"],
        date1904=data["date1904"],
    )


def _out(value: Cell) -> object:
    if isinstance(value, dt.datetime):
        rest = value - dt.datetime(value.year, value.month, value.day)
        return ("m", value.toordinal(), rest // _MICRO)
    if isinstance(value, dt.date):
        return ("d", value.toordinal())
    if isinstance(value, dt.time):
        return ("t", (dt.datetime.combine(dt.date(2000, 1, 1), value) - dt.datetime(2000, 1, 1)) // _MICRO)
    return value


def _in(value: Any) -> Cell:  # noqa: ANN401  # what marshal held
    if not isinstance(value, tuple):
        return value  # type: ignore[no-any-return]  # text, a number, a mark or nothing
    if value[0] == "d":
        return dt.date.fromordinal(int(value[1]))
    if value[0] == "m":
        return dt.datetime.fromordinal(int(value[1])) + int(value[2]) * _MICRO
    return (dt.datetime(2000, 1, 1) + int(value[1]) * _MICRO).time()
