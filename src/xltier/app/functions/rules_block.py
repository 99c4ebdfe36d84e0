"""The scheme that a block of cells states: a rules sheet as a host hands it to a worksheet function."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, TypeAlias

from xltier.app.functions.cells import CellFault
from xltier.core.scheme import Scheme
from xltier.core.values import ExcelError
from xltier.tables.rules.blocks import BLOCKS
from xltier.tables.rules.found import is_rules_sheet
from xltier.tables.rules.grid import Grid, GridCell, Value
from xltier.tables.rules.headings import SHEETS
from xltier.tables.rules.read import RulesReading, read_rules

Rules: TypeAlias = "tuple[tuple[Value, ...], ...]"
"""The cells of a rules sheet from its first column on: the markers stand there."""

Fills: TypeAlias = "tuple[tuple[tuple[int, int], str], ...]"
"""Fill colours by (row, column) from 1, ``#RRGGBB``."""

_MOST = 16
_MARKS: Final = frozenset(block.marker for block in BLOCKS)


@lru_cache(maxsize=_MOST)
def rules_reading(rules: Rules, *, sheet: str = "", fills: Fills = ()) -> RulesReading:
    """Return what a block states; equal blocks are read once and give the same scheme.

    Args:
        rules: m rows x n columns.
        sheet: The sheet's name, where the block is a whole sheet.
        fills: The colours of its swatches.
    """
    return read_rules(_grid(rules, sheet, fills))


def may_be_rules(name: str, marks: AbstractSet[str]) -> bool:
    """Return whether a sheet is worth reading as one of rules: by its marks, or by its name where they are gone.

    Args:
        name: The sheet's name.
        marks: The texts of its first column.
    """
    return not marks.isdisjoint(_MARKS) or name.startswith(SHEETS)


def sheet_reading(rules: Rules, *, sheet: str, fills: Fills = ()) -> RulesReading | None:
    """Return what a whole sheet states as :func:`rules_reading` does, or None where it is no rules sheet."""
    if not is_rules_sheet(_grid(rules, sheet, ())):
        return None
    return rules_reading(rules, sheet=sheet, fills=fills)


def _grid(rules: Rules, sheet: str, fills: Fills) -> Grid:
    cells = {
        (row, column): GridCell(value)
        for row, values in enumerate(rules, start=1)
        for column, value in enumerate(values, start=1)
        if value not in ("", None)
    }
    cells |= {at: GridCell(cells[at].value if at in cells else None, colour) for at, colour in fills}
    return Grid("", sheet, cells, len(rules))


def sound_scheme(reading: RulesReading) -> Scheme:
    """Return the scheme of a reading.

    Raises:
        CellFault: #N/A with the first error of the rules: a wrong rule rates nobody.
    """
    wrong = next((problem for problem in reading.problems if problem.is_error), None)
    if reading.scheme is None or wrong is not None:
        raise CellFault(ExcelError.NA, wrong)
    return reading.scheme
