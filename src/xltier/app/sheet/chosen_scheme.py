"""The scheme that a workbook's name ``xltier_scheme`` chooses: the ribbon's drop-down writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xltier.app.functions.in_workbook import NAME
from xltier.app.sheet.our_names import OurName, split_reference
from xltier.core.scheme import Scheme
from xltier.errors import Location, Problem, Severity
from xltier.tables.address import area
from xltier.tables.sheet import Cell, RawSheet


def chosen_name(names: Mapping[str, str], sheet: Callable[[str], RawSheet | None]) -> str:
    """Return the scheme's name that a workbook chooses, empty where it chooses none.

    Args:
        names: The workbook's defined names with what each holds: a text, or a cell with it.
        sheet: From a sheet's name to its cells.
    """
    text = names.get(NAME, "")
    said = OurName(NAME, text, None, None).value
    if said is not None:
        return said.strip()
    place = split_reference(text)
    cells = None if place is None else area(place[1])
    found = None if place is None or cells is None else sheet(place[0])
    return "" if found is None or cells is None else str(_cell(found, cells.top, cells.left) or "").strip()


def _cell(sheet: RawSheet, row: int, column: int) -> Cell:
    if column not in sheet.columns or row not in sheet.rows:
        return None
    return sheet.cells[list(sheet.columns).index(column)][sheet.row_index(row)]


def chosen_note(scheme: Scheme, file: str) -> Problem:
    """Return the note that the workbook's name has chosen."""
    values = {"scheme": scheme.id, "version": scheme.version, "name": scheme.name, "choice": NAME}
    return Problem("scheme-of-name", Location(file=file), Severity.NOTE, values)


def means(name: str, scheme: Scheme) -> bool:
    """Return whether a name, ``id`` or ``id@version``, means a scheme, whatever its case."""
    known = (scheme.id.casefold(), f"{scheme.id}@{scheme.version}".casefold())
    return name.casefold() in known
