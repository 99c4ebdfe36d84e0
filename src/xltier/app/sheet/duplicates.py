"""The same customer twice in one sheet: both rows are rated, and it is said."""

from __future__ import annotations

from collections.abc import Iterator

from xltier.app.sheet.columns import Columns
from xltier.core.words import folded
from xltier.errors import Location, Problem, Severity
from xltier.tables.reading import Reading


def duplicate_keys(reading: Reading, columns: Columns) -> Iterator[Problem]:
    """Yield one Problem a customer whose code (or name, where there is no code) stands in several rows."""
    position = columns.key
    if position is None:
        return
    if any(notice.code == "duplicate_key" for notice in reading.warnings):
        return  # the intake has said it
    rows: dict[str, list[int]] = {}
    for row, value in zip(reading.rows, reading.values[position], strict=True):
        if value is not None:
            rows.setdefault(folded(str(value)), []).append(row)
    for places in rows.values():
        if len(places) > 1:
            cells = tuple(reading.address(row, position) for row in places)
            index = reading.rows.index(places[0])
            yield Problem(
                "duplicate-customer",
                Location(file=reading.file, sheet=reading.sheet, cell=cells[1]),
                Severity.WARNING,
                {"customer": reading.values[position][index], "count": len(cells), "cells": cells},
            )
