"""What the hidden names of a workbook tell of a table that an earlier run has written into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xltier.app.sheet.our_names import NAME_PREFIX, OurName, is_sheet_name, table_key
from xltier.app.sheet.refresh import Ours
from xltier.tables.reading import Reading
from xltier.tables.sheet import Area, RawSheet

_TABLE_WIDTH: Final = 2
"""Columns that a table has at least; a single one beside a table is a note."""


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table of a workbook, as the workbook knows it.

    Args:
        key: The word of its hidden names; empty where a file keeps no names.
        excel_table: Its name, if it is an Excel Table.
        ours: Sheet column of each column that an earlier run wrote, by its key.
        remembered: Texts that an earlier run left, by the rest of their hidden name behind the key.
        shift: How many columns ours stand right (+) or left (-) of where the hidden names say.
    """

    key: str = ""
    excel_table: str | None = None
    ours: Mapping[str, int] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    shift: int = 0


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


def named_columns(names: Mapping[str, OurName], columns: Sequence[str]) -> tuple[NamedColumn, ...]:
    """Return the columns that an earlier run wrote, where the hidden names say they are.

    Args:
        names: Our hidden names.
        columns: Keys of the columns that a run may have written.
    """
    found: list[NamedColumn] = []
    for name, one in names.items():
        key = next((column for column in columns if name.endswith(f"_{column}")), None)
        if one.sheet is not None and one.area is not None and key is not None and not is_sheet_name(name):
            table = name.removeprefix(NAME_PREFIX).removesuffix(f"_{key}")
            found.append(NamedColumn(table, key, one.sheet, one.area))
    return tuple(found)


def our_places(
    names: Mapping[str, OurName], columns: Sequence[str], moved: Mapping[str, int]
) -> tuple[dict[str, Ours], frozenset[str]]:
    """Return where an earlier run wrote: the rows of our columns by sheet name and number, and our sheets' names.

    Args:
        names: Our hidden names.
        columns: Keys of the columns that a run may have written.
        moved: How many columns ours stand right of where the hidden names say, by table key.
    """
    places: dict[str, dict[int, list[tuple[int, int]]]] = {}
    for column in named_columns(names, columns):
        left = column.area.left + moved.get(column.table, 0)
        places.setdefault(column.sheet, {}).setdefault(left, []).append((column.area.top, column.area.bottom))
    sheets = {one.sheet for name, one in names.items() if is_sheet_name(name) and one.area is not None}
    return dict(places), frozenset(sheet for sheet in sheets if sheet is not None)


def area_of(reading: Reading) -> Area:
    """Return the cells of a table from its heading to its last customer."""
    columns = [column.number for column in reading.columns]
    top = reading.header_rows[-1] if reading.header_rows else reading.rows[0]
    return Area(top, min(columns), reading.rows[-1], max(columns))


def known_in(
    names: Mapping[str, OurName],
    sheet: RawSheet,
    table: Area,
    *,
    excel_table: str | None,
    columns: Sequence[str],
    moved: Mapping[str, int],
) -> KnownTable:
    """Return what a workbook knows of a table.

    Args:
        names: Our hidden names.
        sheet: The sheet as stored, our columns and all.
        table: The cells of the table from its heading to its last customer, without our columns.
        excel_table: Its name, if it is an Excel Table.
        columns: Keys of the columns that a run may have written.
        moved: How many columns ours stand right of where the hidden names say, by table key.
    """
    written = _written(names, columns, moved)
    beside = (key for key, areas in written.items() if _stand_beside(sheet, areas.get(sheet.name.casefold()), table))
    key = next(beside, None) or _free_key(table_key(excel_table or sheet.name), written)
    start = f"{NAME_PREFIX}{key}_"
    here = {name.removeprefix(start): one for name, one in names.items() if name.startswith(start)}
    return KnownTable(
        key,
        excel_table,
        {
            name: one.area.left + moved.get(key, 0)
            for name, one in here.items()
            if name in columns and one.sheet is not None and one.area is not None
            if one.sheet.casefold() == sheet.name.casefold()
        },
        {name: one.value for name, one in here.items() if one.value is not None},
        moved.get(key, 0),
    )


def _written(
    names: Mapping[str, OurName], columns: Sequence[str], moved: Mapping[str, int]
) -> dict[str, dict[str, list[Area]]]:
    """Return where an earlier run wrote, by table key and by sheet name in lower case."""
    found: dict[str, dict[str, list[Area]]] = {}
    for column in named_columns(names, columns):
        shift = moved.get(column.table, 0)
        area = column.area._replace(left=column.area.left + shift, right=column.area.right + shift)
        found.setdefault(column.table, {}).setdefault(column.sheet.casefold(), []).append(area)
    return found


def _free_key(wanted: str, taken: Mapping[str, object]) -> str:
    """Return a key that no other table has: a sheet's second table has the same sheet, and other columns."""
    key, number = wanted, 2
    while key in taken:
        key, number = f"t{number}_{wanted}", number + 1
    return key


def _stand_beside(sheet: RawSheet, ours: Sequence[Area] | None, table: Area) -> bool:
    """Return whether columns of ours belong to a table: they share its rows, and no other table is nearer to them.

    Args:
        sheet: The sheet as stored.
        ours: Our columns of one table on this sheet.
        table: The table that was read.
    """
    if not ours:
        return False
    top, bottom = min(area.top for area in ours), max(area.bottom for area in ours)
    left, right = min(area.left for area in ours), max(area.right for area in ours)
    if bottom < table.top or top > table.bottom:
        return False
    if left > table.right:
        between = range(table.right + 1, left)
        return sum(_is_filled(sheet, column, top, bottom) for column in between) < _TABLE_WIDTH
    if right < table.left:
        return right + 1 == table.left and not _is_filled(sheet, left - 1, top, bottom)
    return True


def _is_filled(sheet: RawSheet, column: int, top: int, bottom: int) -> bool:
    """Return whether a column holds something in some rows."""
    if column not in sheet.columns:
        return False
    cells = sheet.cells[list(sheet.columns).index(column)]
    return any(cell is not None for cell in cells[sheet.row_index(top) : sheet.row_index(bottom + 1)])
