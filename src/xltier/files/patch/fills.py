"""What shall stand in the named cells and Excel Tables of a company's own workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltier.files.patch.refs import Area
from xltier.files.patch.values import CellValue


@dataclass(frozen=True, slots=True)
class CellFill:
    """A value for one cell, which keeps its looks.

    Args:
        sheet: Sheet name.
        area: The cell, or the merged cells that it is the first of.
        value: What it shall hold; a str is text, never a formula.
        number_format: For a cell whose own number format is General.
        name: The defined name that formulas may call it by.
    """

    sheet: str
    area: Area
    value: CellValue
    number_format: str = "General"
    name: str = ""


@dataclass(frozen=True, slots=True)
class ColumnFill:
    """Values of one column of a table, as many as the table shall have rows.

    Args:
        header: The column's name as the table has it.
        values: Top to bottom; a str is text, never a formula.
        number_format: For cells whose own number format is General.
    """

    header: str
    values: Sequence[CellValue]
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class TableFill:
    """The rows of an Excel Table, which grows or shrinks to them.

    Columns that are not named keep their formula in every row; what was typed into them by hand goes with the row
    that has the same ``keys``.

    Args:
        table: Name of the Excel Table.
        columns: Columns that get values.
        rows: How many rows there are; a table without any keeps one blank row.
        keys: Headers, among ``columns``, that tell rows apart.
    """

    table: str
    columns: tuple[ColumnFill, ...]
    rows: int
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledTable:
    """What a fill did to a table.

    Args:
        name: The Excel Table.
        sheet: Its sheet.
        before: Its range as it was, header and totals included.
        after: Its range now.
        rows: How many rows were written.
        orphans: Cells that were typed by hand beside rows that are gone, as ``F12``; their texts by cell.
        is_unfiltered: Whether a filter was taken off, which would hide rows by what stood there before.
    """

    name: str
    sheet: str
    before: Area
    after: Area
    rows: int
    orphans: Mapping[str, str]
    is_unfiltered: bool = False
