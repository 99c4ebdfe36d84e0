"""What the open workbook holds of earlier runs: our columns, our sheets, and what they were to remember."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltier.app.live.book import LiveBook
from xltier.app.sheet.known_table import KnownTable, NamedColumn, area_of, known_in, named_columns, our_places
from xltier.app.sheet.moved_columns import moved_columns
from xltier.app.sheet.our_columns import OUR_COLUMNS
from xltier.app.sheet.our_names import OurName, our_names
from xltier.app.sheet.refreshed import Earlier
from xltier.tables.reading import Reading
from xltier.tables.sheet import Area, ExcelTable, RawBook, RawSheet


@dataclass(frozen=True, slots=True)
class Past:
    """Some sheets of the open workbook, as they are, with what our hidden names say of them.

    Args:
        stored: The sheets, our columns and all.
        names: Our hidden names.
        moved: How many columns ours stand right of where the names say, by table key.
    """

    stored: RawBook
    names: Mapping[str, OurName]
    moved: Mapping[str, int]

    def earlier(self) -> Earlier:
        """Return what a new rating must leave out of the sheets."""
        columns, sheets = our_places(self.names, OUR_COLUMNS, self.moved)
        return Earlier(columns, sheets, self.known)

    def known(self, reading: Reading) -> KnownTable:
        """Return what the workbook knows of the table that was read."""
        area = area_of(reading)
        table = self.table_at(reading.sheet or "", area.top, area.left)
        name = None if table is None else table.name
        sheet = self.sheet(reading.sheet or "")
        return known_in(self.names, sheet, area, excel_table=name, columns=OUR_COLUMNS, moved=self.moved)

    def sheet(self, name: str) -> RawSheet:
        """Return a sheet as it is."""
        return next(sheet for sheet in self.stored.sheets if sheet.name == name)

    def table_at(self, sheet: str, row: int, column: int) -> ExcelTable | None:
        """Return the Excel Table that holds a cell."""
        return next((table for table in self.sheet(sheet).tables if table.area.holds(row, column)), None)

    def column_at(self, sheet: str, row: int, column: int) -> NamedColumn | None:
        """Return the column of ours that holds a cell."""
        written = (one for one in named_columns(self.names, OUR_COLUMNS) if one.sheet == sheet)
        return next((one for one in written if one.area.holds(row, column - self.moved.get(one.table, 0))), None)

    def rated(self) -> tuple[NamedColumn, ...]:
        """Return a column of ours of each table that was rated before, in the order of the sheets' names."""
        first = {column.table: column for column in reversed(named_columns(self.names, OUR_COLUMNS))}
        return tuple(sorted(first.values(), key=lambda column: (column.sheet, column.area.top)))


def past_of(book: LiveBook, sheets: Sequence[str]) -> Past:
    """Return some sheets of a workbook, and what it knows of them; of the others only the names."""
    tabs = book.sheets()
    stored = RawBook(
        file=book.file,
        format="xlsx",
        sheets=tuple(book.read(tab.name) if tab.name in sheets else RawSheet(tab.name, (), (), ()) for tab in tabs),
        visibility=tuple(tab.visibility for tab in tabs),
        is_structure_protected=book.is_structure_protected,
    )
    names = our_names(book.names())
    return Past(stored, names, moved_columns(names, stored, OUR_COLUMNS))


def cells_of(sheet: RawSheet, area: Area) -> list[tuple[int, int]]:
    """Return the cells of an area that hold something, by rising column and row."""
    columns = dict(zip(sheet.columns, sheet.cells, strict=True))
    first, behind = sheet.row_index(area.top), sheet.row_index(area.bottom + 1)
    return [
        (sheet.rows[at], number)
        for number in range(area.left, area.right + 1)
        for at in range(first, behind)
        if (sheet.rows[at], number) in sheet.faults or (number in columns and columns[number][at] is not None)
    ]
