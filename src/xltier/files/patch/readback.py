"""Our cells read back from a written sheet, against what they should hold."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from xltier.app.sheet.repeated import Repeated
from xltier.errors import BookError, Location, Problem
from xltier.files.patch.edits import ColumnEdit, TargetTable
from xltier.files.patch.refs import cell_name
from xltier.files.patch.values import CellError, CellFormula, CellValue

_TYPE: Final = re.compile(rb't="([a-zA-Z]+)"')
_VALUE: Final = re.compile(rb"<(?:[\w.\-]+:)?(?:v|t)(?:\s[^<>]*)?>([^<]*)</")
_FORMULA: Final = re.compile(rb"<(?:[\w.\-]+:)?f(?:\s[^<>]*)?>([^<]*)</")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_CACHED: Final = 4_096


class ColumnCheck:
    """Follows one column of ours down a sheet."""

    def __init__(self, file: str, sheet: str, number: int, table: TargetTable, edit: ColumnEdit) -> None:
        """Take what the column should hold."""
        self._file = file
        self._sheet = sheet
        self._number = number
        self._table = table
        self._edit = edit
        self._is_on = False
        self._position = 0
        self._known: dict[tuple[bytes, bytes | None], CellValue] = {}
        self._distinct = [_plain(value) for value in edit.values.distinct] if isinstance(edit.values, Repeated) else []

    def start(self) -> None:
        """Begin to compare; until then cells pass unseen, as those of the old sheet do."""
        self._is_on = True
        self._position = -1 if self._table.header_row is not None else 0

    def see(self, rows: Sequence[bytes], attributes: Sequence[bytes], contents: Sequence[bytes | None]) -> None:
        """Compare a run of the column's cells, given as parallel lists from top to bottom.

        Raises:
            BookError: One does not hold what it should.
        """
        if not self._is_on:
            return
        first = self._position
        expected = self._table.rows[first : first + len(rows)] if first >= 0 else ()
        is_whole = first >= 0 and [b"%d" % row for row in expected] == rows
        if is_whole and self._all_read(attributes, contents) == self._expected(first, len(rows)):
            self._position += len(rows)
            return
        for row, one, content in zip(rows, attributes, contents, strict=True):
            self._see_one(int(row), one, content)

    def _see_one(self, row: int, attributes: bytes, content: bytes | None) -> None:
        if row != self._row():
            return
        if self._read(attributes, content) != _plain(self._value()):
            raise self._refusal((content or b"").decode(errors="replace"))
        self._position += 1

    def finish(self) -> None:
        """Check that every cell came.

        Raises:
            BookError: One is missing.
        """
        if self._row():
            raise self._refusal("")

    def _row(self) -> int:
        """Return the row of the next cell, 0 behind the last one."""
        if self._position < 0:
            return self._table.header_row or 0
        return self._table.rows[self._position] if self._position < len(self._table.rows) else 0

    def _value(self) -> CellValue:
        return self._edit.header if self._position < 0 else self._edit.values[self._position]

    def _expected(self, first: int, count: int) -> list[CellValue]:
        values = self._edit.values[first : first + count]
        if isinstance(values, Repeated):
            return list(map(self._distinct.__getitem__, values.places))
        return [_plain(value) for value in values]

    def _all_read(self, attributes: Sequence[bytes], contents: Sequence[bytes | None]) -> list[CellValue]:
        pairs = list(zip(attributes, contents, strict=True))
        fresh = set(pairs).difference(self._known)
        if len(fresh) > _MOST_CACHED:
            return [_parsed(one, content or b"") for one, content in pairs]
        if len(self._known) > _MOST_CACHED:
            self._known.clear()
            fresh = set(pairs)
        self._known |= {pair: _parsed(pair[0], pair[1] or b"") for pair in fresh}
        return list(map(self._known.__getitem__, pairs))

    def _read(self, attributes: bytes, content: bytes | None) -> CellValue:
        key = attributes, content
        if key in self._known:
            return self._known[key]
        value = _parsed(attributes, content or b"")
        if len(self._known) < _MOST_CACHED:
            self._known[key] = value
        return value

    def _refusal(self, found: str) -> BookError:
        place = Location(self._file, self._sheet, cell_name(self._row(), self._number))
        values = {"place": str(place), "before": str(_plain(self._value()))[:80], "after": found[:80]}
        return BookError(Problem("write-not-verified", place, values=values))


def _plain(value: CellValue) -> CellValue:
    """Return a value as a cell gives it back: every number as a float, an error as its text, a formula as its own."""
    if type(value) is str:  # most values are text, and a match of classes takes its time
        return value
    match value:
        case CellError():
            return value.value
        case CellFormula():
            return f"={value.text}"
        case bool() | str() | None:
            return value
        case Decimal() | int() | float():
            return float(value)


def _parsed(attributes: bytes, content: bytes) -> CellValue:
    formula = _FORMULA.search(content)
    if formula is not None:
        return "=" + _text(formula[1])
    found = _VALUE.search(content)
    if found is None:
        return None
    kind = _TYPE.search(attributes)
    match kind[1] if kind is not None else b"n":
        case b"n":
            return float(found[1])
        case b"b":
            return found[1] == b"1"
        case _:
            return _text(found[1])


def _text(raw: bytes) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), html.unescape(raw.decode()))
