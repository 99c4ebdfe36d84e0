"""Rows that a template of ours came with, hints and examples: left out for as long as nobody has changed them.

A template marks them by hidden names of its sheet, ``_xltier_examples_3f2a…``: the end is a digest of what the row
says. A row of that sheet that still says it is the template's, also after sorting; once a cell is changed, it is
somebody's customer. A customer with the code of an example, in this sheet or elsewhere, is a customer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from xltier.tables.reading import Rejection
from xltier.tables.sheet import Area, Cell, RawSheet, TemplateRow
from xltier.tables.text import trim

REASONS: Final = {"_xltier_examples_": "example_row", "_xltier_hints_": "hint_row"}
"""Why a row is no data, by what its name begins with."""

EXAMPLES, HINTS = REASONS

_EPOCH: Final = dt.datetime(1899, 12, 30)
_DAY: Final = dt.timedelta(days=1)
_LENGTH: Final = 16


def digest(cells: Sequence[Cell]) -> str:
    """Return what a row says, shortened: empty cells don't count, so that a new empty column changes nothing.

    >>> digest(["EX001", None, 5.0]) == digest(["EX001", 5])
    True
    """
    said = "\x1f".join(_text(cell) for cell in cells if cell is not None)
    return sha256(said.encode()).hexdigest()[:_LENGTH]


def _text(cell: Cell) -> str:
    """Return a cell as text that is the same after another program has saved it."""
    match cell:
        case bool():
            return str(cell)
        case int() | float():
            return format(cell, ".12g")
        case dt.datetime():
            return format((cell - _EPOCH) / _DAY, ".12g")
        case dt.date():
            return str((dt.datetime(cell.year, cell.month, cell.day) - _EPOCH).days)
    return trim(str(cell))


def template_row(name: str, area: Area) -> TemplateRow | None:
    """Return the row that a defined name marks, or None where the name is another's."""
    for start, reason in REASONS.items():
        if name.startswith(start):
            return TemplateRow(area, reason, name.removeprefix(start))
    return None


def without_template_rows(sheet: RawSheet) -> tuple[RawSheet, tuple[Rejection, ...]]:
    """Return a sheet without the rows that its template came with, and those rows. Linear in the marked columns."""
    if not sheet.template_rows:
        return sheet, ()
    marks = {mark.digest: mark.reason for mark in sheet.template_rows}
    left = min(mark.area.left for mark in sheet.template_rows)
    right = max(mark.area.right for mark in sheet.template_rows)
    columns = [cells for at, cells in zip(sheet.columns, sheet.cells, strict=True) if left <= at <= right]
    said = [[cells[i] for cells in columns] for i in range(len(sheet.rows))]
    gone = {i: reason for i, row in enumerate(said) if (reason := marks.get(digest(row))) is not None}
    if not gone:
        return sheet, ()
    kept = [i for i in range(len(sheet.rows)) if i not in gone]
    rest = replace(sheet, rows=[sheet.rows[i] for i in kept], cells=[[cells[i] for i in kept] for cells in sheet.cells])
    shown = {i: " | ".join(str(cell) for cell in said[i] if cell is not None)[:80] for i in gone}
    return rest, tuple(Rejection(sheet.rows[i], reason, shown[i]) for i, reason in sorted(gone.items()))
