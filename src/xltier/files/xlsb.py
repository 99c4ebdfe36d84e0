"""A binary xlsb package as a RawBook: records of [MS-XLSB] that hold values and the facts about them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from xltier.files.gather import Gathered
from xltier.files.package import Package
from xltier.files.refusals import damaged
from xltier.files.xlsx_cells import put_number
from xltier.files.xlsx_parts import decode, relationships
from xltier.tables.formats import BUILTIN
from xltier.tables.sheet import Area, ExcelTable, Fault, FaultKind, RawBook, RawSheet, Visibility

# Record numbers of [MS-XLSB] 2.3.2.
_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_F_TEXT, _F_REAL, _F_BOOL, _F_ERROR, _RICH = 8, 9, 10, 11, 62
_STRING, _FORMAT, _XF, _COLUMN, _BOOK_PROPERTIES, _SHEET = 19, 44, 47, 60, 153, 156
_FILTER, _MERGE, _BOOK_LOCK, _SHEET_LOCK, _XFS, _XFS_END, _TABLE = 161, 176, 534, 535, 617, 618, 660

_ERRORS: Final = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
_STATES: Final = {0: Visibility.VISIBLE, 1: Visibility.HIDDEN, 2: Visibility.VERY_HIDDEN}
_HIDDEN_ROW: Final = 0x10
_LONGEST_TEXT: Final = 2**20


def read_xlsb(path: Path | str) -> RawBook:
    """Return the worksheets of an xlsb package.

    Raises:
        Refusal: The guards of the package, a damaged part, too many cells.
    """
    with Package(path) as package:
        part = package.find("workbook.bin")
        if part is None:
            raise damaged(path, "workbook.bin")
        try:
            return _book(package, part)
        except (struct.error, IndexError) as error:  # a record shorter than it says
            raise damaged(path, part) from error


def _book(package: Package, part: str) -> RawBook:
    related = relationships(package, part)
    date1904 = locked = False
    entries: list[tuple[str, str, Visibility]] = []
    for kind, data in _records(package, part):
        if kind == _BOOK_PROPERTIES:
            date1904 = bool(data[0] & 1)
        elif kind == _BOOK_LOCK:
            locked = bool(data[4] & 1)
        elif kind == _SHEET:
            relation, at = _wide(data, 8)
            name, _ = _wide(data, at)
            target = related.get(relation, ("", ""))
            if target[0] == "worksheet":
                entries.append((name, target[1], _STATES.get(data[0], Visibility.VISIBLE)))
    if not entries:
        raise damaged(package.path, part)
    by_kind = dict(related.values())
    strings = [
        _wide(data, 1)[0] for kind, data in _records(package, by_kind.get("sharedStrings", "")) if kind == _STRING
    ]
    formats = _formats(package, by_kind.get("styles", ""))
    return RawBook(
        Path(package.path).name,
        "xlsb",
        tuple(_sheet(package, name, target, strings, formats, date1904=date1904) for name, target, _ in entries),
        tuple(state for *_, state in entries),
        is_structure_protected=locked,
    )


def _records(package: Package, part: str) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the content of each record of a part."""
    data = package.read(part)
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] << 7)
            at += 1
        size = shift = 0
        for _ in range(4):
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + size > end:
            raise damaged(package.path, part)
        yield kind, data[at : at + size]
        at += size


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """Return a counted UTF-16 string and where it ends; a null string is empty."""
    (length,) = struct.unpack_from("<I", data, at)
    if length > _LONGEST_TEXT:
        return "", at + 4
    end = at + 4 + 2 * length
    return decode(data[at + 4 : end].decode("utf-16-le", errors="replace")), end


def _formats(package: Package, part: str) -> list[str]:
    """Return the number format of each cell style."""
    codes = dict(BUILTIN)
    formats: list[str] = []
    inside = False
    for kind, data in _records(package, part):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", data)[0]] = _wide(data, 2)[0]
        elif kind in {_XFS, _XFS_END}:
            inside = kind == _XFS
        elif kind == _XF and inside:
            formats.append(codes.get(struct.unpack_from("<H", data, 2)[0], "General"))
    return formats


def _sheet(
    package: Package, name: str, part: str, strings: list[str], formats: list[str], *, date1904: bool
) -> RawSheet:
    gathered = Gathered(Path(package.path).name, name, date1904=date1904)
    row = 0
    for kind, data in _records(package, part):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
            if data[11] & _HIDDEN_ROW:
                gathered.hidden_rows.add(row)
        elif kind <= _F_ERROR or kind == _RICH:
            if len(data) > 8:  # noqa: PLR2004  # column and style; a blank cell has no more
                _cell(gathered, row, kind, data, strings, formats)
        else:
            _fact(gathered, kind, data)
    gathered.tables = [
        table
        for kind, target in relationships(package, part).values()
        if kind == "table"
        for table in _tables(package, target)
    ]
    return gathered.sheet()


def _cell(gathered: Gathered, row: int, kind: int, data: bytes, strings: list[str], formats: list[str]) -> None:
    """Keep one cell."""
    column, style = struct.unpack_from("<II", data)
    column += 1
    style &= 0xFFFFFF
    code = formats[style] if style < len(formats) else None
    if kind == _RK:
        put_number(gathered, row, column, repr(_rk(struct.unpack_from("<I", data, 8)[0])), code)
    elif kind in {_REAL, _F_REAL}:
        put_number(gathered, row, column, repr(struct.unpack_from("<d", data, 8)[0]), code)
    elif kind in {_ERROR, _F_ERROR}:
        gathered.fault(row, column, Fault(FaultKind.ERROR_VALUE, _ERRORS.get(data[8], "#ERR")))
    elif kind in {_BOOL, _F_BOOL}:
        gathered.put(row, column, bool(data[8]))
    elif kind == _SHARED:
        index = struct.unpack_from("<I", data, 8)[0]
        if index < len(strings):
            gathered.put(row, column, strings[index])
        else:
            gathered.fault(row, column, Fault(FaultKind.ERROR_VALUE, str(index)))
    elif kind in {_TEXT, _F_TEXT, _RICH}:
        gathered.put(row, column, _wide(data, 9 if kind == _RICH else 8)[0])


def _rk(bits: int) -> float:
    """Return the number of a 4-byte RK value: an integer or the upper half of a double, perhaps in hundredths."""
    if bits & 2:
        value: float = (bits >> 2) - (1 << 30 if bits & 0x80000000 else 0)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (bits & 0xFFFFFFFC) << 32))[0])
    return value / 100 if bits & 1 else value


def _fact(gathered: Gathered, kind: int, data: bytes) -> None:
    """Keep what the records around the cells say."""
    if kind in {_MERGE, _FILTER}:
        top, bottom, left, right = struct.unpack_from("<4I", data)
        area = Area(top + 1, left + 1, bottom + 1, right + 1)
        if kind == _MERGE:
            gathered.merges.append(area)
        else:
            gathered.filter = area
    elif kind == _COLUMN and struct.unpack_from("<H", data, 16)[0] & 1:
        first, last = struct.unpack_from("<II", data)
        gathered.hidden_columns.update(range(first + 1, min(last, 16_383) + 2))
    elif kind == _SHEET_LOCK:
        gathered.is_protected = bool(struct.unpack_from("<I", data, 2)[0])


def _tables(package: Package, part: str) -> Iterator[ExcelTable]:
    """Yield the Table of a table part."""
    for kind, data in _records(package, part):
        if kind == _TABLE:
            top, bottom, left, right, _, number, header, totals = struct.unpack_from("<8I", data)
            yield ExcelTable(
                f"Table{number}", Area(top + 1, left + 1, bottom + 1, right + 1), header_rows=header, totals_rows=totals
            )
