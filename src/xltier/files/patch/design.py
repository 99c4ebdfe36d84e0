"""What a company's own workbook offers to be filled: its named cells and its Excel Tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xltier.files.patch.dependants import named_cells
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.refs import Area
from xltier.files.patch.table import tables_of
from xltier.files.patch.table_rows import headers_of
from xltier.files.patch.workbook import WorkbookPart


@dataclass(frozen=True, slots=True)
class DesignedTable:
    """An Excel Table.

    Args:
        name: What formulas call it by.
        sheet: Its sheet.
        area: Its range, header and totals included.
        headers: Names of its columns, left to right.
    """

    name: str
    sheet: str
    area: Area
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """What can be filled.

    Args:
        names: Sheet and cells of each defined name of ours; None where a name leads to no cells.
        tables: Every Excel Table.
        counts_from_1904: Whether day 0 of its dates is 1904-01-01.
    """

    names: Mapping[str, tuple[str, Area] | None]
    tables: tuple[DesignedTable, ...]
    counts_from_1904: bool = False


def design_of(path: Path, prefix: str) -> Design:
    """Return what a workbook offers.

    Args:
        path: The workbook.
        prefix: How the defined names begin that mean us.

    Raises:
        Refusal: The package is hostile or damaged.
        BookError: It is no workbook package, or cannot be opened.
    """
    with SourcePackage.open(path) as package:
        workbook = WorkbookPart(package)
        tables = [
            DesignedTable(table.names[0], sheet.name, table.area, tuple(headers_of(table)))
            for sheet in workbook.sheets
            if sheet.kind == "worksheet"
            for table in tables_of(package, sheet.part)
            if table.names
        ]
        return Design(named_cells(workbook, prefix), tuple(tables), workbook.counts_from_1904)
