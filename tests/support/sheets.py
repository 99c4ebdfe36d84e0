"""Small sheets for tests: rows as a person would type them, and the reading that is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell with a number format."""

    value: object
    code: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the result that the file keeps; None keeps none."""

    text: str
    cached: object = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row as typed, and what it reads as.

    Args:
        cells: As typed; None is empty.
        want: Values by column name; None when the row is no data.
        reject: Reason of the row, or of a cell as (column, reason).
    """

    cells: Sequence[object]
    want: Sequence[object] | None = None
    reject: str | tuple[str, str] | None = None


@dataclass(slots=True)
class Case:
    """A sheet and its right reading.

    Args:
        header: Header rows, top to bottom.
        columns: Names that the reading gives.
        rows: What stands below.
        warnings: Codes that the reading must give.
        merges: Merged areas as (top, left, bottom, right) from the first header row and the first column, 0-based.
        above: Rows above the header.
        sheet: Sheet name.
        top: Empty rows above everything.
        left: Empty columns to the left.
        options: What else the writer does, by name.
    """

    header: list[list[object]]
    columns: list[str]
    rows: list[Row]
    warnings: list[str] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    above: list[list[object]] = field(default_factory=list)
    sheet: str = "客户"
    top: int = 0
    left: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Return the 0-based sheet row of the first header row."""
        return self.top + len(self.above)

    def expected(self) -> dict[str, Any]:
        """Return the right reading in the words of ``xltier read --json``."""
        start = self.first + len(self.header) + 1
        rows = []
        rejected = []
        for number, row in enumerate(self.rows, start):
            if row.want is not None:
                rows.append({"row": number, **dict(zip(self.columns, row.want, strict=True))})
            if isinstance(row.reject, str):
                rejected.append({"row": number, "reason": row.reject})
            elif row.reject is not None:
                rejected.append({"row": number, "column": row.reject[0], "reason": row.reject[1]})
        return {
            "outcome": "read",
            "sheet": self.sheet,
            "header_rows": list(range(self.first + 1, self.first + 1 + len(self.header))),
            "columns": self.columns,
            "rows": rows,
            "rejected": rejected,
            "warnings": self.warnings,
        }

    def grid(self) -> list[list[object]]:
        """Return all rows as typed, from sheet row 1, without the columns to the left."""
        blank: list[list[object]] = [[] for _ in range(self.top)]
        return blank + self.above + self.header + [list(row.cells) for row in self.rows]


def write_xlsx(case: Case, path: Path, *, options: Mapping[str, Any] | None = None) -> Path:
    """Write a case with XlsxWriter and return the path."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, **(options or {})}) as book:
        for name in case.options.get("sheets_before", ()):
            extra = book.add_worksheet(name)
            extra.write_row(0, 0, case.options.get("sheet_text", ["说明"]))
        sheet = book.add_worksheet(case.sheet)
        for i, row in enumerate(case.grid()):
            for j, value in enumerate(row):
                _write(book, sheet, i, j + case.left, value)
        for top, left, bottom, right in case.merges:
            _merge(book, sheet, case, (top + case.first, left + case.left, bottom + case.first, right + case.left))
        finish = case.options.get("finish")
        if finish is not None:
            finish(book, sheet, case)
    return path


def _merge(book: Workbook, sheet: Worksheet, case: Case, area: tuple[int, int, int, int]) -> None:
    """Merge cells that are already written: what lies beneath stays."""
    top, left, bottom, right = area
    sheet.merge_range(top, left, bottom, right, "")
    grid = case.grid()
    for i in range(top, bottom + 1):
        for j in range(left, right + 1):
            row = grid[i]
            value = row[j - case.left] if j - case.left < len(row) else None
            _write(book, sheet, i, j, value)


def _write(book: Workbook, sheet: Worksheet, row: int, column: int, value: object) -> None:
    """Write one cell as what it is."""
    if value is None:
        return
    if isinstance(value, Shown):
        style = book.add_format({"num_format": value.code})
        if isinstance(value.value, dt.date):
            sheet.write_datetime(row, column, value.value, style)
        elif isinstance(value.value, str):
            sheet.write_string(row, column, value.value, style)
        else:
            sheet.write_number(row, column, value.value, style)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, "" if value.cached is None else value.cached)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, book.add_format({"num_format": "yyyy-mm-dd"}))
    else:
        sheet.write_string(row, column, str(value))
