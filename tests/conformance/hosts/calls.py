"""Who answers the function cases: the catalogue itself, LibreOffice with the add-in, and Excel's coercion layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from tests.conformance.call_case import CallCase, call_cases
from tests.conformance.hosts.host import MEASURED, Gap, GapKind
from tests.support.calc_formula import asked as as_formula
from tests.support.calc_office import running
from tests.support.excel_calls import RAW_ERRORS, as_excel_shows
from tests.support.excel_calls import asked as as_excel
from xltier.app.functions.catalogue import call
from xltier.app.functions.cells import Argument, Cell
from xltier.app.functions.scheme_of import Nowhere
from xltier.core.values import ExcelError

Shown = list[list[object]]
"""Cells as they look: numbers, texts, and errors by their text."""

ERROR_FORMULAS: Final = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#NUM!": "=1E308*10", "#VALUE!": '="x"+1'}
"""What makes an error value in a cell."""


class Caller(Protocol):
    """A host of the worksheet functions."""

    def gap(self, case: CallCase) -> Gap | None:
        """Return why it cannot give a case's answer, or None."""
        ...

    def call(self, case: CallCase) -> Shown:
        """Return the cells of the answer."""
        ...


class Catalogue:
    """The functions themselves."""

    def gap(self, case: CallCase) -> Gap | None:
        """Return nothing: the catalogue is what the others are made from."""
        del case
        return None

    def call(self, case: CallCase) -> Shown:
        """Return the answer of the core."""
        return [[_shown(cell) for cell in row] for row in call(case.function, case.arguments, Nowhere("en"))]


class CalcCaller:
    """The add-in in a running office, asked by array formulas; all cases at once."""

    def __init__(self) -> None:
        """Ask nothing yet."""
        self._answers: dict[str, Shown] = {}

    def gap(self, case: CallCase) -> Gap | None:
        """Return what HOSTS.md 2 measured of LibreOffice: errors do not reach a function."""
        blocks = [cell for given in case.arguments if isinstance(given, tuple) for row in given for cell in row]
        return Gap(GapKind.NEVER, MEASURED) if any(isinstance(cell, ExcelError) for cell in blocks) else None

    def call(self, case: CallCase) -> Shown:
        """Return the cells of the array formula."""
        if not self._answers:
            office = running()
            office.ask("open")
            everything = call_cases()
            got = office.blocks([(_formula(one), one.size) for one in everything])
            self._answers = {one.id: rows for one, rows in zip(everything, got, strict=True)}
        return [[_rounded(cell) for cell in row] for row in self._answers[case.id]]


def _formula(case: CallCase) -> tuple[str, list[list[Cell]]]:
    has_error = any(isinstance(given, ExcelError) for given in case.arguments)
    formula, cells = as_formula(case.function, case.arguments, in_cells=has_error)
    return formula, [[ERROR_FORMULAS.get(str(cell), cell) for cell in row] for row in cells]


class ExcelCaller:
    """What xlwings calls in Excel, with the raw values that COM hands over."""

    def gap(self, case: CallCase) -> Gap | None:
        """Return nothing: whatever Excel hands over has an answer."""
        del case
        return None

    def call(self, case: CallCase) -> Shown:
        """Return the cells that Excel shows."""
        sent = as_excel(case.function, *(_raw(given) for given in case.arguments))
        return [[_rounded(as_excel_shows(cell)) for cell in row] for row in sent]


def _raw(given: Argument) -> object:
    if isinstance(given, tuple):
        return tuple(tuple(_raw_cell(cell) for cell in row) for row in given)
    return _raw_cell(given)


def _raw_cell(cell: Cell) -> object:
    match cell:
        case ExcelError():
            return RAW_ERRORS[str(cell)]
        case "":
            return None
        case int() | float() if not isinstance(cell, bool):
            return float(cell)
    return cell


def _shown(cell: Cell) -> object:
    return "" if cell is None else _rounded(str(cell) if isinstance(cell, ExcelError) else cell)


def _rounded(cell: object) -> object:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return float(f"{cell:.15g}") if is_number else cell


CALLERS: Final[Mapping[str, Callable[[], Caller]]] = {
    "core": Catalogue,
    "calc": CalcCaller,
    "xlwings": ExcelCaller,
}
