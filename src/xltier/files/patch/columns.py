"""Our columns as cell bytes, made once for each distinct value and neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xltier.app.sheet.repeated import Repeated
from xltier.files.patch.cells import TextTooLongError, cell_tail
from xltier.files.patch.edits import ColumnEdit
from xltier.files.patch.problems import in_the_way
from xltier.files.patch.refs import Area, cell_name, column_letters
from xltier.files.patch.styles import CellLook, StyleBook
from xltier.files.patch.values import CellValue

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
        self._tails: dict[tuple[int, int], dict[str, bytes]] = {}
        self._numbered: dict[tuple[int, int], dict[int, bytes]] = {}
        self._registered: set[int] = set()
        self._looks = [_fixed_looks(column.edit) for column in plan.columns]

    def row(self, row: bytes, base: int, index: int) -> bytes:
        """Return the cells of all our columns in one row.

        Args:
            row: Row number as text.
            base: Cell format of the left neighbour.
            index: Position in the values, or ``HEADER``.
        """
        return b"".join([self.cell(position, row, base, index) for position in range(len(self._openings))])

    def block(self, rows: list[bytes], bases: list[int], first: int) -> list[list[bytes]]:
        """Return the cells of many rows in layers: opening, row number and tail of the first column, and so on.

        Args:
            rows: Row numbers as text.
            bases: Cell format of each row's left neighbour.
            first: Position in the values of the first row.
        """
        layers: list[list[bytes]] = []
        kinds = dict.fromkeys(bases)
        for base in kinds:
            self._register(base)
        for position, column in enumerate(self._plan.columns):
            values = column.edit.values[first : first + len(rows)]
            if len(kinds) == 1:
                tails = self._tails_of(position, values, bases[0], rows)
            else:
                tails = [self._tail(position, *one) for one in zip(values, bases, rows, strict=True)]
            layers += ([self._openings[position]] * len(rows), rows, tails)
        return layers

    def cell(self, position: int, row: bytes, base: int, index: int) -> bytes:
        """Return the cell of one column, by its position in the plan."""
        column = self._plan.columns[position]
        if index == HEADER:
            return b'%s%s"%s' % (self._openings[position], row, cell_tail(column.edit.header, base, self._prefix))
        return b"%s%s%s" % (self._openings[position], row, self._tail(position, column.edit.values[index], base, row))

    def blank(self, position: int, row: bytes, base: int) -> bytes:
        """Return a cell of one column without content."""
        return self._openings[position] + row + self._tail(position, None, base, row)

    def _tails_of(self, position: int, values: Sequence[CellValue], base: int, rows: list[bytes]) -> list[bytes]:
        if isinstance(values, Repeated):
            return self._numbered_tails(position, values, base, rows)
        cache = self._tails.setdefault((position, base), {})
        try:
            # A number may not be looked up: True, 1 and 1.0 are one key.
            return [
                cache[value] if type(value) is str else self._tail(position, value, base, row)
                for value, row in zip(values, rows, strict=True)
            ]
        except KeyError:
            return [self._tail(position, value, base, row) for value, row in zip(values, rows, strict=True)]

    def _numbered_tails(self, position: int, values: Repeated[CellValue], base: int, rows: list[bytes]) -> list[bytes]:
        known = self._numbered.setdefault((position, base), {})
        for place in set(values.places).difference(known):
            row = rows[values.places.index(place)]
            known[place] = self._new_tail(position, values.distinct[place], base, row)
        return list(map(known.__getitem__, values.places))

    def _tail(self, position: int, value: CellValue, base: int, row: bytes) -> bytes:
        if not isinstance(value, str):
            return self._new_tail(position, value, base, row)
        cache = self._tails.setdefault((position, base), {})
        tail = cache.get(value)
        if tail is None:
            tail = self._new_tail(position, value, base, row)
            if len(value) <= _SHORT and len(cache) < _MOST_CACHED:
                cache[value] = tail
        return tail

    def _register(self, base: int) -> None:
        """Ask for every format on ``base`` at once, so that their indexes do not depend on how rows are taken."""
        if base not in self._registered:
            self._registered.add(base)
            for looks in self._looks:
                for look in looks.values():
                    self._styles.cell_format(base, look)

    def _new_tail(self, position: int, value: CellValue, base: int, row: bytes) -> bytes:
        looks = self._looks[position]
        self._register(base)
        look = looks.get(value, looks[None]) if isinstance(value, str) else looks[None]
        try:
            return b'"' + cell_tail(value, self._styles.cell_format(base, look), self._prefix)
        except TextTooLongError as err:
            cell = cell_name(int(row), self._plan.columns[position].number)
            raise in_the_way("text-too-long", self._plan.file, self._plan.sheet, cell, text=str(err)) from err


def _fixed_looks(edit: ColumnEdit) -> dict[str | None, CellLook]:
    """Return the look of each text that is painted, and of everything else under None."""
    code = edit.number_format or "General"
    looks: dict[str | None, CellLook] = {None: CellLook(code, align=edit.align)}
    if edit.fixed_fills:
        looks |= {look.value: CellLook(code, look.fill, look.font, look.bold, edit.align) for look in edit.looks}
    return looks
