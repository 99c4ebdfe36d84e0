"""The rows of a sheet, spliced as bytes: our cells go in, everything else stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from xltier.errors import BookError
from xltier.files.patch.columns import HEADER, CellWriter, TablePlan
from xltier.files.patch.markup import ATTRIBUTES, attribute, with_attribute
from xltier.files.patch.problems import cannot_patch, in_the_way
from xltier.files.patch.refs import LAST_ROW, Area, cell_name, column_letters, column_number

_NEVER: Final = LAST_ROW + 1
_MOST_CACHED: Final = 1_024
_REFERENCE: Final = re.compile(rb"([A-Za-z]{1,3})\d+\Z")
_SPANS: Final = re.compile(rb"(\d+):(\d+)\Z")


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    start: int
    end: int
    style: int


class RowSplicer:
    """Splices the rows of one table plan; rows come in any number of pieces, each of whole rows.

    Most rows of most sheets are regular (``<row r="5">``, ``<c r="H5" s="3">``, our columns behind the
    last cell or being the last cells), and cost a handful of searches; any other is taken apart cell by cell.
    """

    def __init__(self, plan: TablePlan, writer: CellWriter, prefix: str, column_style: Callable[[int], int]) -> None:
        """Start before the first row.

        Args:
            plan: What to write where.
            writer: Makes the cells.
            prefix: Namespace prefix with its colon, or nothing.
            column_style: The format of a column's cells that do not exist.
        """
        mark = prefix.encode()
        self._plan = plan
        self._writer = writer
        self._mark = mark
        self._column_style = column_style
        self._targets = _targets(plan)
        self._next, self._index = next(self._targets)
        self._last = 0
        self._first_column = plan.columns[0].number
        self._last_column = plan.columns[-1].number
        self._watched = _watched(plan)
        self._attributes: dict[bytes, bytes] = {}
        self._letters: dict[bytes, int] = {}
        self._ours = self._quick_ours(mark)
        self._open, self._close = b"<%srow" % mark, b"</%srow>" % mark
        self._cell, self._cell_close = b"<%sc " % mark, b"</%sc>" % mark
        self._odd = re.compile(rb"<%sc[>/\t\r\n]" % mark)
        self._row_quick = re.compile(rb'<%srow r="(\d+)"([^">]*(?:"[^"]*"[^">]*)*)>' % mark)
        self._row_any = re.compile(rb"<%srow(?=[\s/>])" % mark + ATTRIBUTES + rb"(/?)>")
        self._cell_quick = re.compile(rb'<%sc r="([A-Z]{1,3})\d+"(?: s="(\d+)")?[ />]' % mark)
        self._cell_any = re.compile(rb"<%sc(?=[\s/>])" % mark + ATTRIBUTES + rb"(/?)>")
        self._formula = re.compile(rb"<%sf(?=[\s/>])" % mark + ATTRIBUTES + rb"/?>")
        self._content = re.compile(rb"<%s(?:v|f|is)[\s/>]" % mark)
        self.replaced_formula = False

    def feed(self, data: bytes, scan: bytes) -> bytes:
        """Return a run of whole rows with our cells in.

        Args:
            data: The rows, and what stands between them.
            scan: The same bytes as :func:`xltier.files.patch.markup.masked` leaves them.
        """
        out: list[bytes] = []
        copied = position = 0
        regular = self._odd.search(scan) is None
        while (start := scan.find(self._open, position)) >= 0:
            number, text, attributes, at, inner, closed = self._row_tag(scan, start)
            close = inner if closed else scan.find(self._close, inner)
            if close < 0:
                raise cannot_patch("sheet-damaged", self._plan.file, sheet=self._plan.sheet)
            position = close if closed else close + len(self._close)
            if not self._last < number < _NEVER:
                raise self._refusal("rows-out-of-order", number, self._first_column, row=number)
            self._last = number
            if number > self._next:
                out += (data[copied:start], self._missing_rows(number))
                copied = start
            if number == self._next:
                index = self._index
                self._next, self._index = next(self._targets)
                spanned = self._attributes.get(attributes)
                if spanned is None:
                    spanned = self._with_spans(attributes)
                    if len(self._attributes) < _MOST_CACHED:
                        self._attributes[attributes] = spanned
                if closed:
                    cells = self._writer.row(text, self._row_style(attributes), index)
                    out += (data[copied:at], spanned, b">", cells, self._close)
                    copied = position
                    continue
                if spanned != attributes:
                    out += (data[copied:at], spanned)
                    copied = at + len(attributes)
                quick = self._quick(scan, inner, close, text) if regular else None
                if quick is not None:
                    cut, style = quick
                    base = self._row_style(attributes) if style is None else style
                    out += (data[copied:cut], self._writer.row(text, base, index))
                else:
                    out += (data[copied:inner], self._rebuilt(data, scan, inner, close, text, attributes, index))
                copied = close
            elif not closed and self._watched[0] <= number <= self._watched[1]:
                out += (data[copied:inner], self._cleared(data, scan, inner, close, text, attributes))
                copied = close
        out.append(data[copied:])
        return b"".join(out)

    def finish(self) -> bytes:
        """Return the rows that the sheet did not have."""
        return self._missing_rows(_NEVER)

    def _row_tag(self, scan: bytes, start: int) -> tuple[int, bytes, bytes, int, int, bool]:
        """Return number, its text, attributes, their offset, the offset behind the tag, and whether it closes itself."""
        quick = self._row_quick.match(scan, start)
        if quick is not None and not quick[2].endswith(b"/"):
            return int(quick[1]), quick[1], quick[2], quick.start(2), quick.end(), False
        found = self._row_any.match(scan, start)
        if found is None:
            raise cannot_patch("sheet-damaged", self._plan.file, sheet=self._plan.sheet)
        named = attribute(found[1], b"r")
        number = int(named) if named is not None and named.isdigit() else self._last + 1
        return number, b"%d" % number, found[1], found.start(1), found.end(), bool(found[2])

    def _quick(self, scan: bytes, inner: int, close: int, text: bytes) -> tuple[int, int | None] | None:
        """Return where our cells replace the end of a regular row, and the neighbour's format; None if irregular."""
        last = scan.rfind(self._cell, inner, close)
        if last < 0:
            return close, None
        found = self._cell_quick.match(scan, last)
        if found is None:
            return None
        column = self._column(found[1])
        if column < self._first_column:
            return close, (int(found[2] or 0) if column == self._plan.base_column else None)
        if self._ours is None:
            return None
        cut = scan.find(self._ours + text + b'"', inner, close)
        if cut < 0 or column != self._last_column or scan.count(self._cell, cut, close) != len(self._plan.columns):
            return None
        if self._formula.search(scan, cut, close) is not None:
            return None
        before = scan.rfind(self._cell, inner, cut)
        found = self._cell_quick.match(scan, before) if before >= 0 else None
        if found is None:
            return (cut, None) if before < 0 else None
        return cut, (int(found[2] or 0) if self._column(found[1]) == self._plan.base_column else None)

    def _rebuilt(
        self, data: bytes, scan: bytes, inner: int, close: int, text: bytes, attributes: bytes, index: int
    ) -> bytes:
        """Return the inside of an irregular row, each cell of ours put or replaced at its place."""
        cells = list(self._cells(scan, inner, close))
        base = self._base(cells, attributes)
        out: list[bytes] = []
        copied = inner
        for position, column in enumerate(self._plan.columns):
            there = next((cell for cell in cells if cell.column == column.number), None)
            if there is not None:
                self._check_replaceable(scan, there, text, is_ours=column.is_ours)
                start, end = there.start, there.end
            else:
                start = end = next((cell.start for cell in cells if cell.column > column.number), close)
            out += (data[copied:start], self._writer.cell(position, text, base, index))
            copied = end
        out.append(data[copied:close])
        return b"".join(out)

    def _cleared(self, data: bytes, scan: bytes, inner: int, close: int, text: bytes, attributes: bytes) -> bytes:
        """Return a row that gets no values: what an earlier run left in our columns goes, a formula stays."""
        cells = list(self._cells(scan, inner, close))
        base = self._base(cells, attributes)
        out: list[bytes] = []
        copied = inner
        for position, column in enumerate(self._plan.columns):
            there = next((cell for cell in cells if cell.column == column.number), None)
            if there is None or self._content.search(scan, there.start, there.end) is None:
                continue
            if not column.is_ours:
                self._check_replaceable(scan, there, text, is_ours=False)
            if self._formula.search(scan, there.start, there.end) is None:
                out += (data[copied : there.start], self._writer.blank(position, text, base))
                copied = there.end
        out.append(data[copied:close])
        return b"".join(out)

    def _cells(self, scan: bytes, inner: int, close: int) -> Iterator[_Cell]:
        column = 0
        position = inner
        while (found := self._cell_any.search(scan, position, close)) is not None:
            named = _REFERENCE.match(attribute(found[1], b"r") or b"")
            column = column_number(named[1].decode()) if named else column + 1
            end = found.end()
            if not found[2]:
                end = scan.find(self._cell_close, end, close) + len(self._cell_close)
            style = attribute(found[1], b"s") or b"0"
            yield _Cell(column, found.start(), end, int(style) if style.isdigit() else 0)
            position = end

    def _check_replaceable(self, scan: bytes, cell: _Cell, text: bytes, *, is_ours: bool) -> None:
        row = int(text)
        formula = self._formula.search(scan, cell.start, cell.end)
        if formula is not None:
            kind = attribute(formula[1], b"t") or b"normal"
            area = Area.parse((attribute(formula[1], b"ref") or b"").decode())
            is_master = kind in (b"array", b"dataTable") or (kind == b"shared" and area is not None)
            if is_master and area is not None and (not is_ours or area.top != area.bottom or area.left != area.right):
                raise self._refusal("formula-master-in-the-way", row, cell.column, range=str(area))
            if is_ours:
                self.replaced_formula = True
        if not is_ours and self._content.search(scan, cell.start, cell.end) is not None:
            raise self._refusal("cell-in-the-way", row, cell.column)

    def _missing_rows(self, before: int) -> bytes:
        out: list[bytes] = []
        while self._next < before:
            text = b"%d" % self._next
            cells = self._writer.row(text, self._column_style(self._plan.base_column), self._index)
            out.append(b'%s r="%s">%s%s' % (self._open, text, cells, self._close))
            self._next, self._index = next(self._targets)
        return b"".join(out)

    def _with_spans(self, attributes: bytes) -> bytes:
        spans = attribute(attributes, b"spans")
        found = _SPANS.match(spans) if spans is not None else None
        if found is None or int(found[1]) <= self._first_column and int(found[2]) >= self._last_column:
            return attributes
        left, right = min(int(found[1]), self._first_column), max(int(found[2]), self._last_column)
        return with_attribute(attributes, b"spans", b"%d:%d" % (left, right))

    def _base(self, cells: list[_Cell], attributes: bytes) -> int:
        styles = (cell.style for cell in cells if cell.column == self._plan.base_column)
        return next(styles, self._row_style(attributes))

    def _row_style(self, attributes: bytes) -> int:
        style = attribute(attributes, b"s")
        if style is not None and style.isdigit() and attribute(attributes, b"customFormat") in (b"1", b"true"):
            return int(style)
        return self._column_style(self._plan.base_column)

    def _column(self, letters: bytes) -> int:
        number = self._letters.get(letters)
        if number is None:
            number = self._letters[letters] = column_number(letters.decode())
        return number

    def _quick_ours(self, mark: bytes) -> bytes | None:
        """Return how the first of our cells starts where all are ours and stand side by side, else None."""
        columns = self._plan.columns
        together = columns[-1].number - columns[0].number == len(columns) - 1
        if not together or not all(column.is_ours for column in columns):
            return None
        return b'<%sc r="%s' % (mark, column_letters(columns[0].number).encode())

    def _refusal(self, reference: str, row: int, column: int, **values: object) -> BookError:
        return in_the_way(reference, self._plan.file, self._plan.sheet, cell_name(row, column), **values)


def _targets(plan: TablePlan) -> Iterator[tuple[int, int]]:
    """Yield each row to write with its index into the values, and then, for ever, a row that never comes."""
    if plan.header_row is not None:
        yield plan.header_row, HEADER
    yield from ((row, index) for index, row in enumerate(plan.rows))
    while True:
        yield _NEVER, HEADER


def _watched(plan: TablePlan) -> tuple[int, int]:
    """Return the rows whose cells in our columns matter although they get no values."""
    return min(area.top for area in plan.area), max(area.bottom for area in plan.area)
