"""What the hidden names of a workbook tell of a table that an earlier run has written into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xltier.app.sheet.our_names import NAME_PREFIX, OurName, is_sheet_name, table_key
from xltier.app.sheet.refresh import Ours
from xltier.tables.sheet import Area


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
    places: dict[str, dict[int, tuple[int, int]]] = {}
    for column in named_columns(names, columns):
        left = column.area.left + moved.get(column.table, 0)
        places.setdefault(column.sheet, {})[left] = column.area.top, column.area.bottom
    sheets = {one.sheet for name, one in names.items() if is_sheet_name(name) and one.area is not None}
    return dict(places), frozenset(sheet for sheet in sheets if sheet is not None)


def known_in(
    names: Mapping[str, OurName],
    sheet: str,
    row: int,
    *,
    excel_table: str | None,
    columns: Sequence[str],
    moved: Mapping[str, int],
) -> KnownTable:
    """Return what a workbook knows of a table.

    Args:
        names: Our hidden names.
        sheet: Sheet name.
        row: A row of the table.
        excel_table: Its name, if it is an Excel Table.
        columns: Keys of the columns that a run may have written.
        moved: How many columns ours stand right of where the hidden names say, by table key.
    """
    key = _key_in(names, sheet, row, columns) or table_key(excel_table or sheet)
    start = f"{NAME_PREFIX}{key}_"
    here = {name.removeprefix(start): one for name, one in names.items() if name.startswith(start)}
    return KnownTable(
        key,
        excel_table,
        {
            name: one.area.left + moved.get(key, 0)
            for name, one in here.items()
            if one.sheet is not None and one.area is not None and one.sheet.casefold() == sheet.casefold()
        },
        {name: one.value for name, one in here.items() if one.value is not None},
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
