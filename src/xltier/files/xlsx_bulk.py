"""A large regular worksheet part, row by row in bulk: about a sixth of the time of ``xlsx_cells``, the same result.

Writers repeat themselves: nearly all rows of a large sheet have the same cells with the same styles. A row that is new
is taken apart cell by cell and becomes a template, one compiled pattern, for the rows that are like it. Anything that
is not written in the one regular way stops the bulk reading, and ``xlsx_cells`` reads the part from its beginning:
what is accepted here is a subset that means the same to both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import Final

from xltier.files.gather import Gathered, as_range
from xltier.files.package import Package
from xltier.files.refusals import MOST_CELLS, too_many_cells
from xltier.files.xlsx_cells import CellReader, Context
from xltier.files.xlsx_parts import decode
from xltier.files.xlsx_template import Shape, Template
from xltier.tables import formats
from xltier.tables.address import column_number
from xltier.tables.dates import as_moment
from xltier.tables.sheet import Cell, Fault, FaultKind, FormatRun, RawSheet
from xltier.tables.text import trim

WORTHWHILE: Final = 4 * 2**20  # bytes of XML from which it pays
_PIECE: Final = 2**22
_TEMPLATES: Final = 6
_HELD: Final = 50_000  # rows kept as bytes before they become columns
_DATA: Final = b"<sheetData>"
_DATA_END: Final = b"</sheetData>"
_EMPTY_ROWS: Final = re.compile(rb"\s*(?:<row(?: [\w:]+=\"[^\"]*\")*\s*/>)*")
_ROW: Final = re.compile(rb'<row r="(\d+)"((?: [\w:]+="[^"]*")*)>')
_CELL: Final = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>'
    rb"(<f>[^<]*</f>)?(?:<v>([^<]*)</v>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)"
)


class _IrregularError(Exception):
    """The part is written in a way that only the tolerant reader knows."""


class _Bulk:
    """The columns of a sheet while its rows arrive."""

    def __init__(self, sheet: Gathered, context: Context) -> None:
        self.sheet = sheet
        self.context = context
        self.rows: list[int] = []
        self.columns: dict[int, list[Cell]] = {}
        self.runs: dict[int, list[FormatRun]] = {}
        self.templates: list[Template] = []
        self._open: Template | None = None
        self._dates: dict[tuple[str, bytes], Cell] = {}

    def take(self, rows: bytes) -> None:
        """Take the XML of whole rows; at once when all are of the open shape."""
        current = self._open
        if current is not None:
            found = current.find(rows)
            if len(found) == rows.count(b"<row"):
                current.rows += found
                if len(current.rows) > _HELD:
                    self.flush()
                return
        for row in rows.split(b"</row>")[:-1]:
            self._take_row(row)

    def _take_row(self, row: bytes) -> None:
        """Take one row's XML without its end tag."""
        current = self._open
        if current is not None and (found := current.match(row)):
            current.rows.append(found.groups(b""))
            return
        for template in self.templates:
            if template is not current and (found := template.match(row)):
                self.flush()
                self._open = template
                template.rows.append(found.groups(b""))
                return
        self._new(row)

    def _new(self, row: bytes) -> None:
        """Take a row of a shape not seen lately, cell by cell, and keep the shape."""
        self.flush()
        start = _EMPTY_ROWS.match(row)
        head = _ROW.match(row, start.end() if start else 0)
        if head is None:
            raise _IrregularError
        number = int(head[1])
        if b'hidden="1"' in head[2] or b'hidden="true"' in head[2]:
            self.sheet.hidden_rows.add(number)
        shape: list[Shape] = []
        found: list[tuple[int, bytes, str, bytes]] = []
        at = head.end()
        while at < len(row):
            cell = _CELL.match(row, at)
            if cell is None or int(cell[2]) != number:
                raise _IrregularError
            at = cell.end()
            letters, _, style, kind, formula, value, inline = cell.groups()
            column = column_number(letters.decode())
            if column is None or (formula and (self.context.is_uncalculated or (not value and kind != b"str"))):
                raise _IrregularError
            if inline is not None and kind != b"inlineStr":
                raise _IrregularError
            form = b"" if value is None and inline is None else b"v" if inline is None else b"i"
            shape.append(Shape(column, letters, style, kind, formula is not None, form))
            if form:
                found.append(
                    (
                        column,
                        kind or b"n",
                        "" if style is None else style.decode(),
                        value if value is not None else inline,
                    )
                )
        self._append(number, found)
        if shape and not any(cell.kind == b"e" for cell in shape):
            self._learn(shape)

    def _learn(self, shape: Sequence[Shape]) -> None:
        """Widen a template to cover a new shape, or keep the shape as one more template."""
        self._open = None
        for at, template in enumerate(self.templates):
            wider = template.joined(shape)
            if wider is not None:
                self.templates[at] = wider
                return
        self.templates.insert(0, Template(shape))
        del self.templates[_TEMPLATES:]

    def _append(self, number: int, found: Sequence[tuple[int, bytes, str, bytes]]) -> None:
        self._count(1)
        self.rows.append(number)
        seen = set()
        for column, kind, style, raw in found:
            if kind == b"e":
                self.sheet.faults[number, column] = Fault(FaultKind.ERROR_VALUE, raw.decode())
                self._cells(column, 1).append(None)
            else:
                self._cells(column, 1).extend(self._values(kind, style, [raw], [number], column))
            seen.add(column)
        for column, cells in self.columns.items():
            if column not in seen:
                cells.append(None)

    def flush(self) -> None:
        """Turn the rows of the open template into columns."""
        template = self._open
        if template is None or not template.rows:
            return
        taken, template.rows = template.rows, []
        numbers, *values = zip(*taken, strict=True)
        rows = list(map(int, numbers))
        self._count(len(rows))
        self.rows.extend(rows)
        seen = set()
        for cell, raw in zip(template.columns, values, strict=True):
            style = "" if cell.style is None else cell.style.decode()
            self._cells(cell.column, len(rows)).extend(self._filled(cell.kind or b"n", style, raw, rows, cell.column))
            seen.add(cell.column)
        for column, cells in self.columns.items():
            if column not in seen:
                cells.extend([None] * len(rows))

    def _count(self, rows: int) -> None:
        if (len(self.rows) + rows) * max(len(self.columns), 1) > MOST_CELLS:
            raise too_many_cells(self.sheet.file, (len(self.rows) + rows) * len(self.columns))

    def _cells(self, column: int, coming: int) -> list[Cell]:
        """Return a column's list, empty above where it begins late; ``coming`` rows are already counted."""
        cells = self.columns.get(column)
        if cells is None:
            cells = self.columns[column] = [None] * (len(self.rows) - coming)
        return cells

    def _filled(
        self, kind: bytes, style: str, raw: Sequence[bytes], rows: Sequence[int], column: int
    ) -> Sequence[Cell]:
        """Return the values of cells some of which may be empty."""
        if b"" not in raw:
            return self._values(kind, style, raw, rows, column)
        some = iter(self._values(kind, style, [value for value in raw if value], rows, column))
        return [next(some) if value else None for value in raw]

    def _values(
        self, kind: bytes, style: str, raw: Sequence[bytes], rows: Sequence[int], column: int
    ) -> Sequence[Cell]:
        """Return the values of cells of one type and style."""
        try:
            if kind == b"s":
                strings = self.context.strings
                return [strings[int(value)] for value in raw]
            if kind == b"n":
                return self._numbers(style, raw, rows, column)
        except (ValueError, IndexError) as error:
            raise _IrregularError from error
        if not raw:
            return []
        if kind in {b"str", b"inlineStr"}:
            return self._texts(raw)
        if kind == b"b":
            return [value in {b"1", b"true"} for value in raw]
        raise _IrregularError

    def _numbers(self, style: str, raw: Sequence[bytes], rows: Sequence[int], column: int) -> Sequence[Cell]:
        code = self.context.format_of(style)
        if code is not None and formats.is_date(code):
            self._run(column, rows, code)
            return [
                self._dates[style, value] if (style, value) in self._dates else self._date(style, code, value)
                for value in raw
            ]
        numbers = list(map(float, raw))
        if code is not None:
            self._run(column, rows, code)
        return numbers

    def _date(self, style: str, code: str, raw: bytes) -> Cell:
        number = float(raw)
        moment = as_moment(number, code, date1904=self.sheet.date1904)
        if moment is None and int(number) == 60 and not self.sheet.date1904:  # noqa: PLR2004  # 1900-02-29
            raise _IrregularError
        value: Cell = number if moment is None else moment
        self._dates[style, raw] = value
        return value

    def _run(self, column: int, rows: Sequence[int], code: str) -> None:
        if not formats.changes_meaning(code):
            return
        runs = self.runs.setdefault(column, [])
        if runs and runs[-1].code == code:
            runs[-1] = FormatRun(runs[-1].top, rows[-1], code)
        else:
            runs.append(FormatRun(rows[0], rows[-1], code))

    def _texts(self, raw: Sequence[bytes]) -> list[Cell]:
        """Return texts, decoded together: the character 1 cannot stand in XML."""
        joined = b"\x01".join(raw)
        texts: list[Cell] = [*joined.decode().split("\x01")]
        if b"&" in joined or b"_x" in joined:
            return [decode(unescape(t)) if isinstance(t, str) and ("&" in t or "_x" in t) else t for t in texts]
        return texts


def read_bulk(package: Package, part: str, sheet: Gathered, context: Context) -> tuple[RawSheet, list[str]] | None:
    """Return a worksheet and the relationship ids of its Tables, or None when the part is not regular.

    Raises:
        Refusal: As :func:`xltier.files.xlsx_cells.read_cells`.
    """
    bulk = _Bulk(sheet, context)
    around: list[bytes] = []
    try:
        for rows in _rows(package, part, around):
            bulk.take(rows)
        bulk.flush()
    except (_IrregularError, UnicodeDecodeError):
        return None
    reader = CellReader(sheet, context)
    reader.parse(around, package.path, part)
    if bulk.rows != sorted(set(bulk.rows)):
        return None
    return _sheet(bulk), reader.tables


def _rows(package: Package, part: str, around: list[bytes]) -> Iterator[bytes]:
    """Yield whole rows, many together; what stands before and after all rows is put in ``around``."""
    pieces = _larger(package.chunks(part))
    pending = next(pieces)
    start = pending.find(_DATA)
    if start < 0:
        raise _IrregularError
    around.append(pending[: start + len(_DATA)])
    pending = pending[start + len(_DATA) :]
    while True:
        end = pending.find(_DATA_END)
        body = pending if end < 0 else pending[:end]
        whole = body.rfind(b"</row>") + len(b"</row>")
        if whole > len(b"</row>"):
            yield body[:whole]
        else:
            whole = 0
        rest = body[whole:]
        if end >= 0:
            if not _EMPTY_ROWS.fullmatch(rest):
                raise _IrregularError
            around.append(pending[end:])
            around.extend(pieces)
            return
        more = next(pieces, None)
        if more is None:
            raise _IrregularError
        pending = rest + more


def _larger(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of some megabytes."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _sheet(bulk: _Bulk) -> RawSheet:
    """Return what was gathered, without rows and columns that hold nothing."""
    sheet = bulk.sheet
    columns = {number: _blanked(cells) for number, cells in sorted(bulk.columns.items())}
    faulty = {column for _, column in sheet.faults}
    columns = {n: cells for n, cells in columns.items() if n in faulty or any(value is not None for value in cells)}
    rows: Sequence[int] = bulk.rows
    empty = _empty_rows(list(columns.values()), rows, {row for row, _ in sheet.faults})
    if empty:
        kept = [i for i in range(len(rows)) if i not in empty]
        rows = [rows[i] for i in kept]
        columns = {number: [cells[i] for i in kept] for number, cells in columns.items()}
    shell = sheet.sheet()
    return replace(
        shell,
        rows=as_range(rows),
        columns=tuple(columns),
        cells=list(columns.values()),
        formats=bulk.runs,
    )


def _blanked(cells: list[Cell]) -> list[Cell]:
    """Return a column in which blank text is nothing."""
    types = set(map(type, cells))
    if str not in types:
        return cells
    texts = cells if types == {str} else [value for value in cells if isinstance(value, str)]
    if "" not in texts and not any(map(str.isspace, texts)):  # type: ignore[arg-type]  # texts only, as just picked
        return cells
    return [None if isinstance(value, str) and not trim(value) else value for value in cells]


def _empty_rows(columns: list[list[Cell]], rows: Sequence[int], faulty: set[int]) -> set[int]:
    """Return the positions of rows without any value."""
    empty: set[int] | None = None
    for cells in columns:
        blank = {i for i, value in enumerate(cells) if value is None} if None in cells else set()
        empty = blank if empty is None else empty & blank
        if not empty:
            return set()
    return {i for i in empty or set() if rows[i] not in faulty}
