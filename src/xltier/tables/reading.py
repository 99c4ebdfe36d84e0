"""What was understood of a sheet: a table of clean columns, and every conversion, rejection, guess and doubt.

Columnar and lean: a million rows are eight lists. A place is always a sheet row and a column of the table, so that
each message can name the cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from xltier.errors import Location, Problem, Severity
from xltier.tables.address import a1, letters
from xltier.tables.units import Unit

Value = str | int | float | bool | dt.date | None


class Kind(StrEnum):
    """What the cells of a column are.

    A day is a ``datetime.date``; a month is text ``"2012-03"``; a ratio is a number where 0.8 is 80 %.
    """

    CODE = "code"
    TEXT = "text"
    NUMBER = "number"
    RATIO = "ratio"
    DAY = "day"
    MONTH = "month"
    FLAG = "flag"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.

    Args:
        name: Header as understood, unique in the table: groups are joined as ``组/叶``, a repeat ends in ``_2``.
        header: Header cell texts, top to bottom, as stored.
        number: 1-based sheet column.
        kind: What its cells are.
        unit: Unit of ``values`` after conversion: ``"元"``, ``"吨"``, ``"kg"``, ``"天"`` ... or None.
        said_unit: Unit as header, unit row or cells say it, such as ``"万元"``.
        scale: What stored numbers were multiplied by because of the header: 10000 for ``"万元"``, 0.01 for ``"%"``.
        currency: ISO code of the money, when something says it.
        line_unit: Unit that a line above the table gives to money, where the header does not tell whether this is
            money and it was not applied; :mod:`xltier.tables.line_units` does where a rule says that it is.
    """

    name: str
    header: tuple[str, ...]
    number: int
    kind: Kind
    unit: str | None = None
    said_unit: str | None = None
    scale: float = 1
    currency: str | None = None
    line_unit: Unit | None = None

    @property
    def letter(self) -> str:
        """Return the sheet letter: column 3 is ``"C"``."""
        return letters(self.number)


class Failure(NamedTuple):
    """A cell that could not be read: a reason code and what it holds."""

    reason: str
    text: str


class Rejection(NamedTuple):
    """A row that is no data: its sheet row, a reason code, and what it shows."""

    row: int
    reason: str
    text: str = ""


class Conversion(NamedTuple):
    """A cell, or a run of cells of one column, whose value differs from what is stored, and why.

    ``before`` and ``after`` are those of the first cell of the run.
    """

    row: int
    column: int
    before: Value
    after: Value
    why: str
    last_row: int | None = None


class Notice(NamedTuple):
    """A warning or guess: its code, a detail, and the cells (A1 form) it is about."""

    code: str
    detail: str = ""
    cells: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return ``code`` or ``code:detail``."""
        return f"{self.code}:{self.detail}" if self.detail else self.code


@dataclass(frozen=True, slots=True)
class Origin:
    """What a table was made from, so that its cells can be named where somebody can mend them.

    Args:
        source: The table that was read, such as a list of orders.
        rows: Sheet row of ``source`` for each row of the table.
        columns: Position in ``source.columns`` for each column of the table.
    """

    source: Reading
    rows: Sequence[int]
    columns: Sequence[int]


@dataclass(frozen=True, slots=True)
class Reading:
    """The table that was understood.

    Args:
        file: File name as the user gave it.
        format: Format by content.
        sheet: Sheet name; None for a format without sheets.
        header_rows: 1-based sheet rows of the header.
        columns: The columns, left to right.
        rows: 1-based sheet rows of the data, in sheet order.
        values: One sequence a column, as long as ``rows``. A failed or empty cell is None.
        failures: Cells that could not be read, by (sheet row, position in ``columns``); their value is None.
        rejected: Rows that are no data, in sheet order.
        warnings: What the user should know before relying on the table.
        conversions: Every cell whose value is not the stored one.
        guesses: What the intake chose and the user may choose otherwise.
        encoding: Encoding of a text file.
        merges: Merged data cells that were filled downwards: (first row, last row, position in ``columns``).
        origin: What the table was made from; None where it was read as it is.
    """

    file: str
    format: str
    sheet: str | None
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: Sequence[int]
    values: tuple[Sequence[Value], ...]
    failures: Mapping[tuple[int, int], Failure]
    rejected: tuple[Rejection, ...] = ()
    warnings: tuple[Notice, ...] = ()
    conversions: Sequence[Conversion] = ()
    guesses: tuple[Notice, ...] = ()
    encoding: str | None = None
    merges: tuple[tuple[int, int, int], ...] = ()
    origin: Origin | None = None

    def address(self, row: int, column: int) -> str:
        """Return the A1 address of a sheet row and a position in ``columns``: ``(5, 2)`` may be ``"C5"``.

        Of a table that was made from another, it is the cell there.
        """
        if self.origin is not None:
            return self.origin.source.address(self.source_row(row), self.origin.columns[column])
        return a1(row, self.columns[column].number)

    def source_row(self, row: int) -> int:
        """Return the row that somebody has before him: of a table that was made from another, the row there."""
        if self.origin is None:
            return row
        if row in self.header_rows:
            return self.origin.source.header_rows[-1] if self.origin.source.header_rows else row
        return self.origin.rows[self.rows.index(row)]

    def location(self, row: int, column: int) -> Location:
        """Return the full place of a cell, for a Problem."""
        return Location(file=self.file, sheet=self.sheet, cell=self.address(row, column))

    def problems(self) -> tuple[Problem, ...]:
        """Return every failure, rejection that is a fault, and warning as a Problem, in reading order.

        References are the codes with hyphens, such as ``error-value`` and ``unit-from-header``.
        """
        found: list[Problem] = []
        for notice in self.warnings:
            if notice.code in SUMMED:
                continue  # each of its cells is a failure, said with its own text
            place = Location(file=self.file, sheet=self.sheet, cell=notice.cells[0] if notice.cells else None)
            values = {"detail": notice.detail, "count": len(notice.cells)}
            found.append(Problem(notice.code.replace("_", "-"), place, Severity.WARNING, values))
        found += self.guessed()
        for rejection in self.rejected:
            if rejection.reason in QUIET_REASONS:
                continue
            place = Location(file=self.file, sheet=self.sheet, cell=str(rejection.row) + ":" + str(rejection.row))
            values = {"text": rejection.text, "row": rejection.row}
            found.append(Problem(rejection.reason.replace("_", "-"), place, Severity.NOTE, values))
        for (row, column), failure in sorted(self.failures.items()):
            values = {"text": failure.text, "column": self.columns[column].name}
            found.append(Problem(failure.reason.replace("_", "-"), self.location(row, column), values=values))
        return tuple(found)

    def guessed(self) -> list[Problem]:
        """Return every guess as a Problem: a warning where it changes what a number or a row is, else a note."""
        place = Location(file=self.file, sheet=self.sheet)
        return [
            Problem(
                "guessed-" + guess.code.replace("_", "-"),
                place,
                Severity.WARNING if guess.code in GRAVE_GUESSES else Severity.NOTE,
                {"detail": guess.detail},
            )
            for guess in self.guesses
        ]


GRAVE_GUESSES = frozenset({"fraction_under_percent", "line_unit_left", "may_be_outline", "no_header"})
QUIET_REASONS = frozenset({"blank_row", "hint_row"})
SUMMED = frozenset({"error_values", "formula_not_calculated", "hidden_under_merge", "precision_lost", "unparsed_dates"})
