"""The rows of a sheet, spliced as bytes: our cells go in, everything else stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from xltier.files.patch.bulk import BulkRows
from xltier.files.patch.columns import HEADER, CellWriter, TablePlan
from xltier.files.patch.markup import ATTRIBUTES, attribute, with_spans
from xltier.files.patch.problems import cannot_patch, in_the_way
from xltier.files.patch.refs import LAST_ROW, cell_name, column_number
from xltier.files.patch.row_cells import CellByCell, Row

_NEVER: Final = LAST_ROW + 1
_MOST_CACHED: Final = 1_024


class RowSplicer:
    """Splices the rows of one table plan; rows come in any number of pieces, each of whole rows.

    Chunks of alike rows go through :class:`BulkRows`. Of the others, a row that is regular and ends left of
    our columns costs a handful of searches, and any other is taken apart cell by cell.
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
        self._column_style = column_style
        self._single = CellByCell(plan, writer, mark, self._row_style)
        self._bulk = BulkRows(plan, writer, mark) if BulkRows.fits(plan) else None
        self._position = HEADER
        self._next = _NEVER
        self._last = 0
        self._watched = min(area.top for area in plan.area), max(area.bottom for area in plan.area)
        self._spanned: dict[bytes, bytes] = {}
        self._open, self._close = b"<%srow" % mark, b"</%srow>" % mark
        self._cell = b"<%sc " % mark
        self._odd = re.compile(rb"<%sc[>/\t\r\n]" % mark)
        self._row_quick = re.compile(rb'<%srow r="(\d+)"([^">]*(?:"[^"]*"[^">]*)*)>' % mark)
        self._row_any = re.compile(rb"<%srow(?=[\s/>])" % mark + ATTRIBUTES + rb"(/?)>")
        self._cell_quick = re.compile(rb'<%sc r="([A-Z]{1,3})\d+"(?: s="(\d+)"|(?![^>]*\ss\s*=))[ />]' % mark)
        if plan.header_row is not None:
            self._next = plan.header_row
        else:
            self._advance(1)

    @property
    def replaced_formula(self) -> bool:
        """Return whether a cell of ours held a formula that is gone."""
        return self._single.replaced_formula

    def feed(self, data: bytes, scan: bytes) -> bytes:
        """Return a run of whole rows with our cells in.

        Args:
            data: The rows, and what stands between them.
            scan: The same bytes as :func:`xltier.files.patch.markup.masked` leaves them.

        Raises:
            BookError: Something stands in the way, or the rows are damaged.
        """
        if self._bulk is not None and scan is data and self._position != HEADER:
            alike = self._bulk.spliced(data, self._position)
            if alike is not None:
                self._advance(alike[1])
                self._last = self._plan.rows[self._position - 1]
                return alike[0]
        out: list[bytes] = []
        copied = position = 0
        is_regular = self._odd.search(scan) is None
        while (start := scan.find(self._open, position)) >= 0:
            row = self._row(scan, start)
            position, self._last = row.end, row.number
            if row.number > self._next:
                out += (data[copied:start], self._missing_rows(row.number))
                copied = start
            if row.number == self._next:
                self._write(out, data, scan, copied, row, is_regular=is_regular)
                copied = row.close
                self._advance(1)
            elif not row.is_closed and self._watched[0] <= row.number <= self._watched[1]:
                out += (data[copied : row.inner], self._single.cleared(data, scan, row))
                copied = row.close
        out.append(data[copied:])
        return b"".join(out)

    def finish(self) -> bytes:
        """Return the rows that the sheet did not have."""
        return self._missing_rows(_NEVER)

    def _row(self, scan: bytes, start: int) -> Row:
        found = self._row_quick.match(scan, start)
        if found is not None and not found[2].endswith(b"/"):
            inner = found.end()
            close = self._close_of(scan, inner)
            row = Row(int(found[1]), found[1], found[2], found.start(2), inner, close, close + len(self._close))
        else:
            found = self._row_any.match(scan, start)
            if found is None:
                raise cannot_patch("sheet-damaged", self._plan.file, sheet=self._plan.sheet)
            named = attribute(found[1], b"r") or b""
            number = int(named) if named.isdigit() else self._last + 1
            inner = close = end = found.end()
            if not found[2]:
                close = self._close_of(scan, inner)
                end = close + len(self._close)
            row = Row(number, b"%d" % number, found[1], found.start(1), inner, close, end)
        if not self._last < row.number < _NEVER:
            place = cell_name(row.number, self._plan.columns[0].number)
            raise in_the_way("rows-out-of-order", self._plan.file, self._plan.sheet, place)
        return row

    def _close_of(self, scan: bytes, inner: int) -> int:
        close = scan.find(self._close, inner)
        if close < 0:
            raise cannot_patch("sheet-damaged", self._plan.file, sheet=self._plan.sheet)
        return close

    def _write(self, out: list[bytes], data: bytes, scan: bytes, copied: int, row: Row, *, is_regular: bool) -> None:
        """Add a target row up to its end tag, from ``copied`` on; a row that closed itself gets an end tag."""
        spanned = self._with_spans(row.attributes)
        if row.is_closed:
            cells = self._writer.row(row.text, self._row_style(row.attributes), self._position)
            out += (data[copied : row.at], spanned, b">", cells, self._close)
            return
        if spanned != row.attributes:
            out += (data[copied : row.at], spanned)
            copied = row.at + len(row.attributes)
        base = self._neighbour(scan, row) if is_regular else None
        if base is None:
            out += (data[copied : row.inner], self._single.rebuilt(data, scan, row, self._position))
        else:
            out += (data[copied : row.close], self._writer.row(row.text, base, self._position))

    def _neighbour(self, scan: bytes, row: Row) -> int | None:
        """Return the format our cells take behind the last cell of a regular row; None where they do not go there."""
        last = scan.rfind(self._cell, row.inner, row.close)
        if last < 0:
            return self._row_style(row.attributes)
        found = self._cell_quick.match(scan, last)
        column = column_number(found[1].decode()) if found is not None else LAST_ROW
        if found is None or column >= self._plan.columns[0].number:
            return None
        return int(found[2] or 0) if column == self._plan.base_column else self._row_style(row.attributes)

    def _missing_rows(self, before: int) -> bytes:
        out: list[bytes] = []
        style = self._column_style(self._plan.base_column)
        while self._next < before:
            text = b"%d" % self._next
            cells = self._writer.row(text, style, self._position)
            out.append(b'%s r="%s">%s%s' % (self._open, text, cells, self._close))
            self._advance(1)
        return b"".join(out)

    def _advance(self, count: int) -> None:
        self._position += count
        rows = self._plan.rows
        self._next = rows[self._position] if self._position < len(rows) else _NEVER

    def _with_spans(self, attributes: bytes) -> bytes:
        spanned = self._spanned.get(attributes)
        if spanned is None:
            spanned = with_spans(attributes, self._plan.columns[0].number, self._plan.columns[-1].number)
            if len(self._spanned) < _MOST_CACHED:
                self._spanned[attributes] = spanned
        return spanned

    def _row_style(self, attributes: bytes) -> int:
        style = attribute(attributes, b"s") or b""
        if style.isdigit() and attribute(attributes, b"customFormat") in {b"1", b"true"}:
            return int(style)
        return self._column_style(self._plan.base_column)
