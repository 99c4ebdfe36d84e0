"""Every formula cell of a workbook of ours against what two spreadsheet programs compute for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import openpyxl

from tests.support.engines import by_ironcalc, by_office
from tests.support.office import Office
from xltier.formulas.render import ALLOWED, functions_in

EPOCH: Final = dt.datetime(1899, 12, 30)
Typed = Mapping[tuple[str, int, int], str]


class FormulaCell(NamedTuple):
    """A formula and the value that is cached with it."""

    sheet: str
    cell: str
    formula: str
    cached: object


def formula_cells(path: Path) -> Iterator[FormulaCell]:
    """Yield every formula cell of every sheet."""
    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    for sheet in formulas.worksheets:
        cached = values[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield FormulaCell(sheet.title, cell.coordinate, str(cell.value), cached[cell.coordinate].value)


def unlike_in_office(office: Office, path: Path) -> list[str]:
    """Return each formula cell that LibreOffice, forced to recalculate, shows otherwise than it is cached."""
    return _unlike(path, by_office(office, path))


def unlike_in_ironcalc(path: Path) -> list[str]:
    """Return each formula cell that IronCalc computes otherwise than it is cached."""
    return _unlike(path, by_ironcalc(path, tuple(openpyxl.load_workbook(path, read_only=True).sheetnames)))


def outside_the_allow_list(path: Path) -> list[str]:
    """Return each formula that calls a function some program may lack, or that names a file."""
    return [
        f"{cell.sheet}!{cell.cell}: {cell.formula[:120]}"
        for cell in formula_cells(path)
        if not functions_in(cell.formula) <= ALLOWED or "[" in cell.formula.partition('"')[0]
    ]


def error_cells(path: Path) -> list[tuple[str, str]]:
    """Return sheet and cell of each formula whose cached value is an error."""
    return [(cell.sheet, cell.cell) for cell in formula_cells(path) if str(cell.cached).startswith("#")]


def _unlike(path: Path, found: Mapping[str, Mapping[str, object]]) -> list[str]:
    return [
        f"{cell.sheet}!{cell.cell}: cached {_plain(cell.cached)!r}, got {_plain(got)!r} by {cell.formula[:160]}"
        for cell in formula_cells(path)
        if not is_alike(got := found[cell.sheet].get(cell.cell, ""), cell.cached)
    ]


def is_alike(got: object, want: object) -> bool:
    """Return whether two values show the same: numbers to nine digits, a blank like an empty text."""
    one, other = _plain(got), _plain(want)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-9 * max(1, abs(other))
    return one == other


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return (value - EPOCH).days
    return "" if value is None else value
