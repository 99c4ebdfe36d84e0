"""Proof, before a file is put in its place, that it holds our cells and everything else as it was.

The parts go through the oracle of :mod:`xltier.testing`. The rows of the sheets we wrote into are read as a
stream, because a tree of a million rows needs gigabytes: our cells are taken out and compared with what they
should be, and what is left must be what is left of the old sheet. Where that is no proof (a sheet in an
unusual writing), the oracle compares the whole sheet as well.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from xltier.errors import BookError, Location, Problem
from xltier.files.patch.edits import Changes, PatchReport
from xltier.files.patch.encoding import as_utf8
from xltier.files.patch.markup import masked
from xltier.files.patch.our_cells import OurCells
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.readback import ColumnCheck
from xltier.files.patch.refs import Area, column_letters
from xltier.files.patch.unlink import verify_unlinked
from xltier.files.patch.workbook import WorkbookPart
from xltier.testing import Intent, unintended_differences
from xltier.testing.sheets import sheet_differences
from xltier.testing.trees import tree

_START: Final = re.compile(rb"<((?:[\w.\-]+:)?)sheetData\s*(/?)>")
_SPANS: Final = re.compile(rb' spans="[\d:]*"')
_LONGEST_TAG: Final = 128


def verify(before: Path, after: Path, changes: Changes, report: PatchReport) -> None:
    """Return if ``after`` is ``before`` with the changes and nothing else.

    Args:
        before: The workbook as it was.
        after: The workbook as written.
        changes: What was asked for.
        report: What the patch says it did.

    Raises:
        BookError: A cell does not read back, or something else differs; with its place.
    """
    cells: dict[str, tuple[str, ...]] = {}
    for column in report.columns:
        cells[column.sheet] = (*cells.get(column.sheet, ()), column.area)
    filled: dict[str, tuple[str, ...]] = {}
    for one in report.filled:
        filled[one.sheet] = (*filled.get(one.sheet, ()), str(one.before), str(one.after))
    for cell in changes.cells:
        filled[cell.sheet] = (*filled.get(cell.sheet, ()), str(cell.area))
    intent = Intent(
        cells=cells,
        filled=filled,
        lengths=tuple((one.sheet, str(one.before), str(one.after)) for one in report.filled if one.before != one.after),
        is_refreshed=bool(filled),
        sheets=frozenset(report.sheets.values()),
        names=frozenset((*(formula.name for formula in changes.formulas), *changes.forgotten)),
        may_drop_calculation_chain=any(part.casefold().endswith("calcchain.xml") for part in report.removed_parts),
    )
    proved: set[str] = set()
    with SourcePackage.open(before) as old, SourcePackage.open(after) as new:
        for sheet, ranges in cells.items():
            if _is_proved(old, new, sheet, ranges, _checks(before.name, sheet, changes, report)):
                proved.add(WorkbookPart(old).sheet(sheet).part.casefold())
        if changes.links is not None:
            verify_unlinked(old, new, changes, report)
            proved |= {part.casefold() for part in report.changed_parts}
    for difference in unintended_differences(before, after, intent, leave_out=frozenset(proved)):
        values = {
            "place": f"{difference.part} {difference.place}",
            "before": difference.before,
            "after": difference.after,
        }
        raise BookError(Problem("write-not-verified", Location(before.name), values=values))


def _checks(file: str, sheet: str, changes: Changes, report: PatchReport) -> dict[bytes, ColumnCheck]:
    """Return what each column of a sheet should hold, by its letters."""
    asked = {(edit.table.key, column.key): (edit.table, column) for edit in changes.edits for column in edit.columns}
    checks: dict[bytes, ColumnCheck] = {}
    for written in report.columns:
        area = Area.parse(written.area)
        if written.sheet == sheet and area is not None:
            table, column = asked[written.table, written.key]
            checks[column_letters(area.left).encode()] = ColumnCheck(file, sheet, area.left, table, column)
    return checks


def _is_proved(
    old: SourcePackage, new: SourcePackage, sheet: str, ranges: tuple[str, ...], checks: dict[bytes, ColumnCheck]
) -> bool:
    """Return whether the streams show that nothing but our cells differs; a cell that does not read back raises."""
    one = _Stream(checks)
    other = _Stream(checks)
    rest_before = one.read(old.chunks(WorkbookPart(old).sheet(sheet).part))
    for check in checks.values():
        check.start()
    rest_after = other.read(new.chunks(WorkbookPart(new).sheet(sheet).part))
    for check in checks.values():
        check.finish()
    frames = not any(sheet_differences(tree(one.frame), tree(other.frame), ranges))
    return frames and rest_before == rest_after


class _Stream:
    """One reading of a sheet: what frames the rows, and a digest of what is left of them without our cells."""

    def __init__(self, checks: dict[bytes, ColumnCheck]) -> None:
        self._checks = checks
        self.frame = b""

    def read(self, chunks: Iterable[bytes]) -> tuple[int, int]:
        """Return checksum and length of the rows without our cells; ``frame`` then holds the sheet without rows."""
        source = as_utf8(chunks)
        buffer = b""
        start = None
        for chunk in source:
            searched = max(0, len(buffer) - _LONGEST_TAG)
            buffer += chunk
            start = _START.search(buffer, searched)
            if start is not None:
                break
        digest = length = 0
        if start is None or start[2]:
            self.frame = buffer + b"".join(source)
            return digest, length
        self.frame = buffer[: start.end()]
        buffer = buffer[start.end() :]
        mark = start[1]
        for piece in self._pieces(buffer, source, mark):
            digest, length = zlib.crc32(piece, digest), length + len(piece)
        return digest, length

    def _pieces(self, buffer: bytes, source: Iterator[bytes], mark: bytes) -> Iterator[bytes]:
        cells = OurCells(mark, tuple(self._checks))
        empty = re.compile(rb'<%srow r="\d+">\s*</%srow>' % (mark, mark))
        row_end, end = b"</%srow>" % mark, b"</%ssheetData>" % mark
        while True:
            scan = masked(buffer)
            stop = scan.find(end)
            cut = stop if stop >= 0 else scan.rfind(row_end) + len(row_end)
            if stop >= 0 or cut >= len(row_end):
                whole = buffer[:cut]
                others, ours = cells.parted(whole, whole if scan is buffer else scan[:cut])
                for letter, found in ours.items():
                    self._checks[letter].see(*found)
                yield empty.sub(b"", _without_spans(others))
                buffer = buffer[cut:]
            if stop >= 0:
                self.frame += buffer + b"".join(source)
                return
            chunk = next(source, None)
            if chunk is None:
                return
            buffer += chunk


def _without_spans(rows: bytes) -> bytes:
    """Return rows without the spans of their columns, which grow with ours; most rows have the same."""
    found = _SPANS.search(rows)
    return rows if found is None else _SPANS.sub(b"", rows.replace(found[0], b""))
