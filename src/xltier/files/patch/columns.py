"""Our columns as cell bytes, made once for each distinct value and neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xltier.files.patch.cells import TextTooLongError, cell_tail
from xltier.files.patch.edits import CellValue, ColumnEdit
from xltier.files.patch.problems import in_the_way
from xltier.files.patch.refs import Area, cell_name, column_letters
from xltier.files.patch.styles import CellLook, StyleBook

HEADER: Final = -1
"""The index that stands for the header row where an index into the values is asked for."""

_SHORT: Final = 64
_MOST_CACHED: Final = 4_096


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column with its place.

    Args:
        edit: What the caller asked for.
        number: 1-based sheet column.
        is_ours: Whether an earlier run wrote this column, so that its cells may be replaced.
    """

    edit: ColumnEdit
    number: int
    is_ours: bool


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One table's edit with every column placed.

    Args:
        file: File name, for messages.
        sheet: Sheet name, for messages.
        header_row: Row of the header cells, or None.
        rows: Rows that get values, ascending.
        columns: Columns by rising number.
        base_column: The user's column whose cells lend ours their format.
        area: The cells from header to last row that hold or held a column of ours, one area a column.
    """

    file: str
    sheet: str
    header_row: int | None
    rows: Sequence[int]
    columns: tuple[PlannedColumn, ...]
    base_column: int
    area: tuple[Area, ...]


class CellWriter:
    """Writes the cells of one row, all columns of a plan in order."""

    def __init__(self, plan: TablePlan, styles: StyleBook, prefix: str) -> None:
        """Prepare the bytes that every row shares."""
        self._plan = plan
        self._styles = styles
        self._prefix = prefix
        self._openings = [f'<{prefix}c r="{column_letters(column.number)}'.encode() for column in plan.columns]
        self._tails: dict[int, list[dict[str, bytes]]] = {}
        self._static = [_fixed_looks(column.edit) for column in plan.columns]

    def row(self, row: bytes, base: int, index: int) -> bytes:
        """Return the cells of all our columns in one row.

        Args:
            row: Row number as text.
            base: Cell format of the left neighbour.
            index: Position in the values, or ``HEADER``.
        """
        if index == HEADER:
            return b"".join([self.cell(position, row, base, index) for position in range(len(self._openings))])
        caches = self._tails.get(base)
        if caches is None:
            caches = self._tails[base] = [{} for _ in self._openings]
        pieces: list[bytes] = []
        for position, column in enumerate(self._plan.columns):
            value = column.edit.values[index]
            tail = caches[position].get(value) if type(value) is str else None
            if tail is None:
                tail = self._tail(position, value, base, row)
                if type(value) is str and len(value) <= _SHORT and len(caches[position]) < _MOST_CACHED:
                    caches[position][value] = tail
            pieces += (self._openings[position], row, b'"', tail)
        return b"".join(pieces)

    def cell(self, position: int, row: bytes, base: int, index: int) -> bytes:
        """Return the cell of one column, by its position in the plan."""
        column = self._plan.columns[position]
        if index == HEADER:
            tail = cell_tail(column.edit.header, base, self._prefix)
        else:
            tail = self._tail(position, column.edit.values[index], base, row)
        return self._openings[position] + row + b'"' + tail

    def blank(self, position: int, row: bytes, base: int) -> bytes:
        """Return a cell of one column without content."""
        return self._openings[position] + row + b'"' + self._tail(position, None, base, row)

    def _tail(self, position: int, value: CellValue, base: int, row: bytes) -> bytes:
        look = self._static[position].get(value if isinstance(value, str) else None, self._static[position][None])
        try:
            return cell_tail(value, self._styles.cell_format(base, look), self._prefix)
        except TextTooLongError as err:
            cell = cell_name(int(row), self._plan.columns[position].number)
            raise in_the_way("text-too-long", self._plan.file, self._plan.sheet, cell, text=str(err)) from err


def _fixed_looks(edit: ColumnEdit) -> dict[str | None, CellLook]:
    """Return the look of each text that is painted, and of everything else under None."""
    code = edit.number_format or "General"
    looks: dict[str | None, CellLook] = {None: CellLook(code)}
    if edit.fixed_fills:
        looks |= {look.value: CellLook(code, look.fill, look.font, look.bold) for look in edit.looks}
    return looks
