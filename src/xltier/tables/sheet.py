"""A sheet as its file stores it: values with their places, and the facts that change their meaning.

``files`` fills a :class:`RawSheet`; everything in ``tables`` reads one. Only rows and columns that hold a value are
kept, so a cell in the last row of a sheet does not cost a million empty ones.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | None


class FaultKind(StrEnum):
    """Why a cell that is not empty has no usable value."""

    ERROR_VALUE = "error_value"
    NOT_CALCULATED = "formula_not_calculated"
    IMPOSSIBLE_DATE = "unparsed_date"


class Fault(NamedTuple):
    """A cell without a usable value: what it is, and the error text, formula or serial it shows."""

    kind: FaultKind
    text: str


class Area(NamedTuple):
    """A rectangle of cells, 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Return whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class FormatRun(NamedTuple):
    """A number format that applies to rows ``top`` to ``bottom`` of one column."""

    top: int
    bottom: int
    code: str


@dataclass(frozen=True, slots=True)
class ExcelTable:
    """A Table object of the workbook (Insert > Table).

    Args:
        name: Display name.
        area: Header to last row, the totals row included.
        header_rows: 1, or 0 when the header row is switched off.
        totals_rows: 1 when the totals row is shown.
        names: Column names as the Table keeps them.
        is_placeholder: Whether its only data row is the empty insert row.
    """

    name: str
    area: Area
    header_rows: int = 1
    totals_rows: int = 0
    names: tuple[str, ...] = ()
    is_placeholder: bool = False


class TemplateRow(NamedTuple):
    """A row that a template of ours came with: where, why it is no data, and a digest of what it said then."""

    area: Area
    reason: str
    digest: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as stored.

    Args:
        name: Sheet name; empty for a text file.
        rows: 1-based numbers of the rows that hold a value, rising.
        columns: 1-based numbers of the columns that hold a value, rising.
        cells: One sequence a column, as long as ``rows``; an empty cell is None.
        faults: Cells that show an error or hold a formula without a result, by (row, column).
        formats: Number formats that change the meaning of a cell, by column.
        merges: Merged areas.
        arrays: Areas filled by an array or spilling formula.
        tables: Table objects on the sheet.
        hidden_rows: Hidden rows, by a filter or by hand.
        hidden_columns: Hidden columns.
        filter: The area of an applied filter.
        is_protected: Whether the sheet is protected.
        date1904: Whether day 0 is 1904-01-01.
        is_text: Whether every value came from a text file, where numbers have no type of their own.
        decimal_comma: Whether a text file's separator says that a comma is the decimal mark; None is unknown.
        widths: How many fields each row of a text file has, by row, when they are not equally many.
        template_rows: Hints and examples that a template of ours came with.
    """

    name: str
    rows: Sequence[int]
    columns: Sequence[int]
    cells: Sequence[Sequence[Cell]]
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=lambda: MappingProxyType({}))
    formats: Mapping[int, Sequence[FormatRun]] = field(default_factory=lambda: MappingProxyType({}))
    merges: Sequence[Area] = ()
    arrays: Sequence[Area] = ()
    tables: Sequence[ExcelTable] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filter: Area | None = None
    is_protected: bool = False
    date1904: bool = False
    is_text: bool = False
    decimal_comma: bool | None = None
    widths: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    template_rows: Sequence[TemplateRow] = ()

    def format_at(self, row: int, column: int) -> str | None:
        """Return the number format of a cell where it changes the meaning, else None. O(log runs)."""
        runs = self.formats.get(column)
        if not runs:
            return None
        at = bisect_right(runs, row, key=lambda run: run.top) - 1
        return runs[at].code if at >= 0 and row <= runs[at].bottom else None

    def row_index(self, row: int) -> int:
        """Return the position in ``rows`` of the first row at or below sheet row ``row``."""
        return bisect_left(self.rows, row)


class Visibility(StrEnum):
    """Whether a sheet is shown, hidden, or hidden from the Unhide list too."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very_hidden"


@dataclass(frozen=True, slots=True)
class RawBook:
    """Every worksheet of a file, in order; chart, dialog and macro sheets are left out.

    Args:
        file: File name as the user gave it.
        format: ``xlsx``, ``xlsb``, ``xls``, ``ods``, ``csv``, ``html`` or ``xml2003``.
        sheets: The worksheets.
        visibility: One entry a worksheet.
        encoding: Encoding of a text file.
        is_structure_protected: Whether sheets may not be added.
        open_by: Who has the file open in a spreadsheet program, when its lock file says so; "" is unknown.
        notes: Warning codes about the file as a whole, with a detail after a colon.
    """

    file: str
    format: str
    sheets: tuple[RawSheet, ...]
    visibility: tuple[Visibility, ...]
    encoding: str | None = None
    is_structure_protected: bool = False
    open_by: str | None = None
    notes: tuple[str, ...] = ()
