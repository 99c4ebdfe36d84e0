"""Gathers single cells, in any order, into a RawSheet that holds no empty row and no empty column."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.files.refusals import MOST_CELLS, too_many_cells
from xltier.tables.address import LAST_COLUMN, LAST_ROW
from xltier.tables.formats import changes_meaning
from xltier.tables.sheet import Area, Cell, ExcelTable, Fault, FormatRun, RawSheet
from xltier.tables.text import trim


class Gathered:
    """The cells and facts of one sheet while it is being read."""

    def __init__(self, file: str, name: str, *, date1904: bool = False) -> None:
        self.file = file
        self.name = name
        self.date1904 = date1904
        self.rows: dict[int, dict[int, Cell]] = {}
        self.faults: dict[tuple[int, int], Fault] = {}
        self.merges: list[Area] = []
        self.arrays: list[Area] = []
        self.tables: list[ExcelTable] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.filter: Area | None = None
        self.is_protected = False
        self._formats: dict[int, list[FormatRun]] = {}
        self._count = 0

    def put(self, row: int, column: int, value: Cell, code: str | None = None) -> None:
        """Keep a value and, where it changes the meaning, its number format. Blank text is no value."""
        if value is None or not 0 < row <= LAST_ROW or not 0 < column <= LAST_COLUMN:
            return
        if isinstance(value, str) and not trim(value):
            return
        if self.rows.setdefault(row, {}).setdefault(column, value) is not value:
            self.rows[row][column] = value
        self._count += 1
        if self._count > MOST_CELLS:
            raise too_many_cells(self.file, self._count)
        if code is not None and changes_meaning(code):
            self._format(row, column, code)

    def fault(self, row: int, column: int, fault: Fault) -> None:
        """Keep a cell that has no usable value; its place counts as filled."""
        if 0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN:
            self.faults[row, column] = fault
            self.rows.setdefault(row, {}).setdefault(column, None)

    def sheet(self) -> RawSheet:
        """Return what was gathered.

        Raises:
            Refusal: The filled rows times the filled columns are more cells than the limit.
        """
        rows = sorted(self.rows)
        columns = sorted({column for cells in self.rows.values() for column in cells})
        if len(rows) * len(columns) > MOST_CELLS:
            raise too_many_cells(self.file, len(rows) * len(columns))
        ordered = [self.rows[row] for row in rows]
        return RawSheet(
            name=self.name,
            rows=as_range(rows),
            columns=tuple(columns),
            cells=[[cells.get(column) for cells in ordered] for column in columns],
            faults=self.faults,
            formats=self._formats,
            merges=tuple(self.merges),
            arrays=tuple(self.arrays),
            tables=tuple(self.tables),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            filter=self.filter,
            is_protected=self.is_protected,
            date1904=self.date1904,
        )

    def _format(self, row: int, column: int, code: str) -> None:
        runs = self._formats.setdefault(column, [])
        if runs and runs[-1].code == code and runs[-1].bottom == row - 1:
            runs[-1] = FormatRun(runs[-1].top, row, code)
        elif not runs or runs[-1].bottom < row:
            runs.append(FormatRun(row, row, code))


def as_range(rows: Sequence[int]) -> Sequence[int]:
    """Return rows without a gap as a range, which takes no memory."""
    if rows and rows[-1] - rows[0] + 1 == len(rows):
        return range(rows[0], rows[-1] + 1)
    return rows
