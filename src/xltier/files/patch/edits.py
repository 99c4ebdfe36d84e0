"""What a caller asks of a patch, and what it is told afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from xltier.files.patch.fills import CellFill, FilledTable, TableFill
from xltier.files.patch.values import CellValue

Alignment = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Look:
    """How one value of a column is shown, by conditional format or as a fixed fill.

    Args:
        value: The text a cell must equal, such as ``"A"``.
        fill: Background as six hex digits, ``"14304F"``.
        font: Text colour as six hex digits.
        bold: Whether the text is bold.
    """

    value: str
    fill: str
    font: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ColumnEdit:
    """One of our columns, with a value for each row of the table.

    Args:
        key: The ASCII word that recognises this column on the next run, such as ``"tier"``.
        header: Text of the header cell.
        values: One value a row, in the order of ``TargetTable.rows``. A str is text, never a formula;
            None leaves a blank styled like its neighbour.
        number_format: Excel number format of the values; General when None.
        width: Column width in characters, for a column that is new; the sheet's default when None.
        looks: Colours by value.
        fixed_fills: Paint the cells instead of adding conditional formats.
        align: Where the values stand in their cells, ``"left"`` with an indent so that they do not touch the number
            beside them; as the neighbour's when None. The header is always as the neighbour's.
    """

    key: str
    header: str
    values: Sequence[CellValue]
    number_format: str | None = None
    width: float | None = None
    looks: tuple[Look, ...] = ()
    fixed_fills: bool = False
    align: Alignment | None = None


@dataclass(frozen=True, slots=True)
class TargetTable:
    """Where columns go: a block of rows of one sheet.

    Args:
        sheet: Sheet name.
        key: The word that recognises the table in our hidden names; see :func:`table_key`.
        header_row: 1-based row of the header cells; None for an Excel Table without a header row.
        rows: 1-based rows that get a value, ascending. Rows between them (totals, blanks) stay as they are.
        last_column: 1-based last column of the table; columns that are new go to its right.
        excel_table: Name of the Excel Table that is extended with the columns, if it is one.
        shift: How many columns ours stand right (+) or left (-) of where the hidden names say.
    """

    sheet: str
    key: str
    header_row: int | None
    rows: Sequence[int]
    last_column: int
    excel_table: str | None = None
    shift: int = 0


@dataclass(frozen=True, slots=True)
class TableEdit:
    """The columns to write beside one table.

    Args:
        table: The place.
        columns: Our columns in their order from left to right.
    """

    table: TargetTable
    columns: tuple[ColumnEdit, ...]


@dataclass(frozen=True, slots=True)
class Graft:
    """A sheet made by XlsxWriter in a workbook of its own, to become a sheet of the user's workbook.

    Args:
        key: The ASCII word that recognises this sheet on the next run, such as ``"summary"``.
        name: Sheet name in the user's workbook; ask :func:`choose_sheet_name` first, because chart
            formulas of the side workbook embed it.
        workbook: The bytes of the side workbook.
        source: Name of the sheet in the side workbook; ``name`` when None.
    """

    key: str
    name: str
    workbook: bytes
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FormulaName:
    """A defined name that holds a formula, such as a LAMBDA.

    Args:
        name: As people type it.
        text: The formula without its equals sign, as the file stores it.
        is_hidden: Whether the name manager leaves it out.
    """

    name: str
    text: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """All that shall change in one workbook.

    Args:
        edits: Our columns by table.
        grafts: Sheets made by XlsxWriter; a sheet that an earlier run grafted is replaced in its place.
        constants: Texts to remember in the workbook, by the rest of a hidden name (``"scheme"``).
        formulas: Defined names that hold formulas.
        forgotten: Defined names to remove.
        cells: Values of single cells of the user's, which keep their looks.
        fills: Rows of Excel Tables of the user's, which grow or shrink to them.
        links: Numbers of the workbook's links to our add-in, by whose path no function shall be called any more; None
            where formulas stay as they are. Such a change comes alone.
        may_break_signature: Go on although the package is signed, which the change invalidates.
    """

    edits: tuple[TableEdit, ...] = ()
    grafts: tuple[Graft, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    formulas: tuple[FormulaName, ...] = ()
    forgotten: tuple[str, ...] = ()
    cells: tuple[CellFill, ...] = ()
    fills: tuple[TableFill, ...] = ()
    links: frozenset[str] | None = None
    may_break_signature: bool = False


@dataclass(frozen=True, slots=True)
class WrittenColumn:
    """Where a column of ours is.

    Args:
        sheet: Sheet name.
        table: Key of its table.
        key: Its own key.
        area: Its cells in A1 form, header included: what an earlier run wrote below is cleared, and in it.
        is_reused: Whether an earlier run had written the column.
    """

    sheet: str
    table: str
    key: str
    area: str
    is_reused: bool


@dataclass(frozen=True, slots=True)
class PatchReport:
    """What a patch changed.

    Args:
        columns: Our columns, table by table.
        sheets: Name of each grafted sheet by its key.
        changed_parts: Parts with other content than before, in package order.
        added_parts: New parts.
        removed_parts: Parts that are gone (the calculation chain, parts of a replaced sheet).
        print_areas: Print areas that reach over our columns now and did not before, as references.
        filled: What was done to each table that was filled.
        names: Defined names of the user's that followed a table which changed its length.
    """

    columns: tuple[WrittenColumn, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)
    changed_parts: tuple[str, ...] = ()
    added_parts: tuple[str, ...] = ()
    removed_parts: tuple[str, ...] = ()
    print_areas: tuple[str, ...] = ()
    filled: tuple[FilledTable, ...] = ()
    names: tuple[str, ...] = ()
