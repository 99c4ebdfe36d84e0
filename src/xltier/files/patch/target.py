"""What a workbook package says of the place that a table was read from: an Excel Table there, and columns of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from xltier.app.sheet.known_table import KnownTable, known_in
from xltier.app.sheet.our_names import our_names
from xltier.files.patch.edits import TargetTable
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.table import tables_of
from xltier.files.patch.workbook import WorkbookPart
from xltier.tables.sheet import Area, RawSheet


def known_table(
    path: Path, sheet: RawSheet, table: Area, *, columns: Sequence[str], moved: Mapping[str, int]
) -> KnownTable:
    """Return what a workbook knows of a table.

    Args:
        path: The workbook.
        sheet: The sheet as stored.
        table: The cells of the table, without columns of ours.
        columns: Keys of the columns that a run may have written.
        moved: How many columns ours stand right of where the hidden names say, by table key.

    Raises:
        BookError: The file is no workbook package, or has no such worksheet.
    """
    with SourcePackage.open(path) as package:
        workbook = WorkbookPart(package)
        entry = workbook.sheet(sheet.name)
        here = [
            one
            for one in tables_of(package, entry.part)
            if one.area.top <= table.top <= one.area.bottom and one.area.left <= table.left <= one.area.right
        ]
        excel_table = here[0].names[0] if here else None
        names = our_names(workbook.names())
        return known_in(names, sheet, table, excel_table=excel_table, columns=columns, moved=moved)


def target_of(
    known: KnownTable, sheet: str, header_row: int | None, rows: Sequence[int], last_column: int
) -> TargetTable:
    """Return the place for columns beside a table."""
    return TargetTable(sheet, known.key, header_row, rows, last_column, known.excel_table, known.shift)
