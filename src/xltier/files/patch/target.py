"""What a workbook says of the place that a table was read from: an Excel Table there, and columns of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xltier.files.patch.edits import NAME_PREFIX, TargetTable
from xltier.files.patch.names import OurName, is_sheet_name, our_names, read_names, table_key
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.refs import Area
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
        shift: How many columns ours stand right (+) or left (-) of where the hidden names say.
    """

    key: str
    excel_table: str | None
    ours: dict[str, int]
    remembered: dict[str, str]
    shift: int = 0

    def target(self, sheet: str, header_row: int | None, rows: Sequence[int], last_column: int) -> TargetTable:
        """Return the place for columns beside this table."""
        return TargetTable(sheet, self.key, header_row, rows, last_column, self.excel_table, self.shift)


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column of ours as a hidden name tells of it.

    Args:
        table: Key of its table.
        key: Its own key.
        sheet: Sheet name.
        area: Its cells.
    """

    table: str
    key: str
    sheet: str
    area: Area


def named_columns(path: Path, columns: Sequence[str]) -> tuple[NamedColumn, ...]:
    """Return the columns that an earlier run wrote, where the hidden names say they are.

    Args:
        path: The workbook.
        columns: Keys of the columns that a run may have written.

    Raises:
        BookError: The file is no workbook package.
    """
    found: list[NamedColumn] = []
    for name, one in read_names(path).items():
        key = next((column for column in columns if name.endswith(f"_{column}")), None)
        if one.sheet is not None and one.area is not None and key is not None and not is_sheet_name(name):
            table = name.removeprefix(NAME_PREFIX).removesuffix(f"_{key}")
            found.append(NamedColumn(table, key, one.sheet, one.area))
    return tuple(found)


def our_places(
    path: Path, columns: Sequence[str], moved: Mapping[str, int]
) -> tuple[dict[str, dict[int, tuple[int, int]]], frozenset[str]]:
    """Return where an earlier run wrote: the rows of our columns by sheet name and number, and our sheets' names.

    Args:
        path: The workbook.
        columns: Keys of the columns that a run may have written.
        moved: How many columns ours stand right of where the hidden names say, by table key.

    Raises:
        BookError: The file is no workbook package.
    """
    places: dict[str, dict[int, tuple[int, int]]] = {}
    for column in named_columns(path, columns):
        area = column.area.shifted(moved.get(column.table, 0))
        places.setdefault(column.sheet, {})[area.left] = area.top, area.bottom
    sheets = {one.sheet for name, one in read_names(path).items() if is_sheet_name(name) and one.area is not None}
    return places, frozenset(sheet for sheet in sheets if sheet is not None)


def known_table(
    path: Path, sheet: str, row: int, column: int, *, columns: Sequence[str], moved: Mapping[str, int]
) -> KnownTable:
    """Return what a workbook knows of the table that holds a cell.

    Args:
        path: The workbook.
        sheet: Sheet name.
        row: A row of the table.
        column: A column of the table.
        columns: Keys of the columns that a run may have written.
        moved: How many columns ours stand right of where the hidden names say, by table key.

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
                name: one.area.left + moved.get(key, 0)
                for name, one in names.items()
                if one.sheet is not None and one.area is not None and one.sheet.casefold() == sheet.casefold()
            },
            {name: one.value for name, one in names.items() if one.value is not None},
            moved.get(key, 0),
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
