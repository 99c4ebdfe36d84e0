"""One row taken apart cell by cell: for rows that are not regular, and to see what stands in the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from xltier.errors import BookError
from xltier.files.patch.columns import HEADER, CellWriter, PlannedColumn, TablePlan
from xltier.files.patch.markup import ATTRIBUTES, attribute
from xltier.files.patch.problems import in_the_way
from xltier.files.patch.refs import Area, cell_name, column_number
from xltier.files.patch.values import CellFormula

_REFERENCE: Final = re.compile(rb"([A-Za-z]{1,3})\d+\Z")


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its offsets in a run of rows.

    Args:
        number: Row number.
        text: The same as text.
        attributes: The inside of its start tag.
        at: Offset of the attributes.
        inner: Offset behind the start tag.
        close: Offset of the end tag; ``inner`` where the start tag closes itself.
        end: Offset behind the row.
    """

    number: int
    text: bytes
    attributes: bytes
    at: int
    inner: int
    close: int
    end: int

    @property
    def is_closed(self) -> bool:
        """Return whether the row is one tag that closes itself."""
        return self.close == self.end


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    start: int
    end: int
    style: int


class CellByCell:
    """Rewrites single rows; remembers whether a formula of ours was replaced."""

    def __init__(self, plan: TablePlan, writer: CellWriter, mark: bytes, row_style: Callable[[bytes], int]) -> None:
        """Compile the patterns.

        Args:
            plan: What to write where.
            writer: Makes the cells.
            mark: Namespace prefix with its colon, or nothing.
            row_style: The format of a row's cells that do not exist, by the row's attributes.
        """
        self._plan = plan
        self._writer = writer
        self._row_style = row_style
        self._tag = re.compile(rb"<%sc(?=[\s/>])" % mark + ATTRIBUTES + rb"(/?)>")
        self._close = b"</%sc>" % mark
        self._formula = re.compile(rb"<%sf(?=[\s/>])" % mark + ATTRIBUTES + rb"/?>")
        self._content = re.compile(rb"<%s(?:v|f|is)[\s/>]" % mark)
        self.replaced_formula = False

    def rebuilt(self, data: bytes, scan: bytes, row: Row, index: int) -> bytes:
        """Return the inside of a row that gets values, each cell of ours put or replaced at its place.

        Raises:
            BookError: Something of the user's is there.
        """
        cells = list(self._cells(scan, row))
        base = self._base(cells, row)
        out: list[bytes] = []
        copied = row.inner
        for position, column in enumerate(self._plan.columns):
            there = next((cell for cell in cells if cell.column == column.number), None)
            if there is not None:
                self._check_replaceable(scan, there, row, column)
                stays = index != HEADER and isinstance(column.edit.values[index], CellFormula)
                self.replaced_formula |= not stays and self._formula.search(scan, there.start, there.end) is not None
                start, end = there.start, there.end
            else:
                start = end = next((cell.start for cell in cells if cell.column > column.number), row.close)
            out += (data[copied:start], self._writer.cell(position, row.text, base, index))
            copied = end
        out.append(data[copied : row.close])
        return b"".join(out)

    def cleared(self, data: bytes, scan: bytes, row: Row) -> bytes:
        """Return the inside of a row that gets no values: what an earlier run left there goes, a formula stays.

        Raises:
            BookError: Something of the user's is there, which our columns would swallow.
        """
        cells = list(self._cells(scan, row))
        base = self._base(cells, row)
        out: list[bytes] = []
        copied = row.inner
        for position, column in enumerate(self._plan.columns):
            there = next((cell for cell in cells if cell.column == column.number), None)
            if there is None or self._content.search(scan, there.start, there.end) is None:
                continue
            if not column.is_ours:
                self._check_replaceable(scan, there, row, column)
            elif self._formula.search(scan, there.start, there.end) is None:
                out += (data[copied : there.start], self._writer.blank(position, row.text, base))
                copied = there.end
        out.append(data[copied : row.close])
        return b"".join(out)

    def _cells(self, scan: bytes, row: Row) -> Iterator[_Cell]:
        column = 0
        position = row.inner
        while (found := self._tag.search(scan, position, row.close)) is not None:
            named = _REFERENCE.match(attribute(found[1], b"r") or b"")
            column = column_number(named[1].decode()) if named else column + 1
            end = found.end()
            if not found[2]:
                end = scan.find(self._close, end, row.close) + len(self._close)
            style = attribute(found[1], b"s") or b"0"
            yield _Cell(column, found.start(), end, int(style) if style.isdigit() else 0)
            position = end

    def _base(self, cells: list[_Cell], row: Row) -> int:
        styles = (cell.style for cell in cells if cell.column == self._plan.base_column)
        return next(styles, self._row_style(row.attributes))

    def _check_replaceable(self, scan: bytes, cell: _Cell, row: Row, column: PlannedColumn) -> None:
        formula = self._formula.search(scan, cell.start, cell.end)
        if formula is not None:
            area = Area.parse((attribute(formula[1], b"ref") or b"").decode())
            # Other cells take their formula, or their part of an array, from a master of more than one cell.
            if area is not None and (area.top, area.left) != (area.bottom, area.right):
                raise self._refusal("formula-master-in-the-way", row, cell, range=str(area))
        if not column.is_ours and self._content.search(scan, cell.start, cell.end) is not None:
            raise self._refusal("cell-in-the-way", row, cell)

    def _refusal(self, reference: str, row: Row, cell: _Cell, **values: object) -> BookError:
        return in_the_way(reference, self._plan.file, self._plan.sheet, cell_name(row.number, cell.column), **values)
