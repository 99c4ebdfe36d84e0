"""A workbook recalculated by two spreadsheet engines that owe each other nothing: LibreOffice and IronCalc."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import ironcalc

from tests.support.office import Office

NOTHING_TYPED: Final[Mapping[tuple[str, int, int], str]] = MappingProxyType({})


def by_ironcalc(
    path: Path, sheets: tuple[str, ...], typed: Mapping[tuple[str, int, int], str] = NOTHING_TYPED
) -> dict[str, dict[str, object]]:
    """Return every cell of some sheets as IronCalc computes it; a blank text or cell is absent.

    Args:
        path: An xlsx file.
        sheets: Its sheet names in tab order.
        typed: What a user types first, by sheet, row and column.
    """
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    for (sheet, row, column), text in typed.items():
        model.set_user_input(sheets.index(sheet), row, column, text)
    model.evaluate()
    found: dict[str, dict[str, object]] = {sheet: {} for sheet in sheets}
    for at, row, column in model.get_all_cells():
        value = model.get_cell_value(at, row, column)
        if at < len(sheets) and value not in {None, ""}:
            found[sheets[at]][f"{ironcalc.column_name_from_number(column)}{row}"] = value
    return found


def by_office(office: Office, path: Path) -> dict[str, dict[str, object]]:
    """Return every cell of a workbook as LibreOffice computes it; a blank text or cell is absent."""
    return {
        sheet: {cell: value for cell, value in cells.items() if value != ""}
        for sheet, cells in office.values(path).items()
    }
