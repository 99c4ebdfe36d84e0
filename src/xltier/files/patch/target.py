"""What a workbook says of the place that a table was read from: an Excel Table there, and columns of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xltier.files.patch.edits import NAME_PREFIX, TargetTable
from xltier.files.patch.names import OurName, is_sheet_name, our_names, read_names, table_key
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.table import tables_of
from xltier.files.patch.workbook import WorkbookPart


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table of a workbook, as the workbook knows it.

    Args:
        key: The word of its hidden names.
        excel_table: Its name, if it is an Excel Table.
        ours: Sheet column of each column that an earlier run wrote, by its key.
        remembered: Texts that an earlier run left, by the rest of their hidden name behind the key.
    """

    key: str
    excel_table: str | None
    ours: dict[str, int]
    remembered: dict[str, str]

    def target(self, sheet: str, header_row: int | None, rows: Sequence[int], last_column: int) -> TargetTable:
        """Return the place for columns beside this table."""
        return TargetTable(sheet, self.key, header_row, rows, last_column, self.excel_table)


def our_places(path: Path, columns: Sequence[str]) -> tuple[dict[str, dict[int, tuple[int, int]]], frozenset[str]]:
    """Return where an earlier run wrote: the rows of our columns by sheet name and number, and our sheets' names.

    Args:
        path: The workbook.
        columns: Keys of the columns that a run may have written.

    Raises:
        BookError: The file is no workbook package.
    """
    places: dict[str, dict[int, tuple[int, int]]] = {}
    sheets: set[str] = set()
    for name, one in read_names(path).items():
        if one.sheet is None or one.area is None:
            continue
        if is_sheet_name(name):
            sheets.add(one.sheet)
        elif any(name.endswith(f"_{column}") for column in columns):
            places.setdefault(one.sheet, {})[one.area.left] = one.area.top, one.area.bottom
    return places, frozenset(sheets)


def known_table(path: Path, sheet: str, row: int, column: int, *, columns: Sequence[str]) -> KnownTable:
    """Return what a workbook knows of the table that holds a cell.

    Args:
        path: The workbook.
        sheet: Sheet name.
        row: A row of the table.
        column: A column of the table.
        columns: Keys of the columns that a run may have written.

    Raises:
        BookError: The file is no workbook package, or has no such worksheet.
    """
    with SourcePackage.open(path) as package:
        workbook = WorkbookPart(package)
        entry = workbook.sheet(sheet)
        here = [
            table
            for table in tables_of(package, entry.part)
            if table.area.top <= row <= table.area.bottom and table.area.left <= column <= table.area.right
        ]
        ours = our_names(workbook)
        key = _key_in(ours, entry.name, row, columns) or table_key(here[0].names[0] if here else entry.name)
        start = f"{NAME_PREFIX}{key}_"
        names = {name.removeprefix(start): one for name, one in ours.items() if name.startswith(start)}
        return KnownTable(
            key,
            here[0].names[0] if here else None,
            {
                name: one.area.left
                for name, one in names.items()
                if one.sheet is not None and one.area is not None and one.sheet.casefold() == sheet.casefold()
            },
            {name: one.value for name, one in names.items() if one.value is not None},
        )


def _key_in(names: Mapping[str, OurName], sheet: str, row: int, columns: Sequence[str]) -> str | None:
    """Return the key under which an earlier run knew a table that may have been renamed since."""
    for name, one in names.items():
        if one.area is None or one.sheet is None or one.sheet.casefold() != sheet.casefold():
            continue
        for column in columns:
            if name.endswith(f"_{column}") and one.area.top <= row <= one.area.bottom:
                return name.removeprefix(NAME_PREFIX).removesuffix(f"_{column}")
    return None
