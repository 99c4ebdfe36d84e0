"""A Reading as the JSON object of ``xltier read --json``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from xltier.errors import Refusal, XltierError
from xltier.tables.reading import Reading, Value

Json = str | int | float | bool | None


def to_json(reading: Reading) -> Iterator[str]:
    """Yield the JSON text of a reading, row by row, so that a million rows are never one string."""
    names = [column.name for column in reading.columns]
    head = {
        "outcome": "read",
        "file": reading.file,
        "format": reading.format,
        "encoding": reading.encoding,
        "sheet": reading.sheet,
        "header_rows": list(reading.header_rows),
        "columns": names,
        "kinds": [
            {
                "column": column.name,
                "letter": column.letter,
                "kind": column.kind,
                "unit": column.unit,
                "said_unit": column.said_unit,
                "scale": plain(column.scale),
                "currency": column.currency,
            }
            for column in reading.columns
        ],
    }
    yield _dumps(head)[:-1] + ', "rows": ['
    for i, row in enumerate(reading.rows):
        record = {"row": row, **{name: plain(values[i]) for name, values in zip(names, reading.values, strict=True)}}
        yield (",\n" if i else "\n") + _dumps(record)
    rejected: list[tuple[int, dict[str, Json]]] = [
        (one.row, {"row": one.row, "reason": one.reason, "column": None, "text": one.text}) for one in reading.rejected
    ]
    rejected += [
        (
            row,
            {
                "row": row,
                "reason": failure.reason,
                "column": names[at],
                "cell": reading.address(row, at),
                "text": failure.text,
            },
        )
        for (row, at), failure in reading.failures.items()
    ]
    tail = {
        "rejected": [entry for _, entry in sorted(rejected, key=lambda pair: pair[0])],
        "warnings": [str(notice) for notice in reading.warnings],
        "warning_cells": {str(notice): list(notice.cells) for notice in reading.warnings if notice.cells},
        "guesses": [str(notice) for notice in reading.guesses],
    }
    yield "\n], " + _dumps(tail)[1:-1] + ', "conversions": ['
    for i, one in enumerate(reading.conversions):
        cell = reading.address(one.row, one.column)
        if one.last_row is not None and one.last_row != one.row:
            cell = f"{cell}:{reading.address(one.last_row, one.column)}"
        entry = {"cell": cell, "from": plain(one.before), "to": plain(one.after), "why": one.why}
        yield (",\n" if i else "\n") + _dumps(entry)
    yield "]}\n"


def refusal_json(error: XltierError) -> str:
    """Return the JSON text of a file that is not read."""
    code = error.code if isinstance(error, Refusal) else error.problems[0].reference.replace("-", "_")
    return _dumps({"outcome": "refuse", "error": code}) + "\n"


def plain(value: Value) -> Json:
    """Return a value as JSON holds it: a day as text, 100.0 as 100."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return int(value)
    return value


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
