"""Where the formulas of a workbook find the rules on a sheet that is laid out for it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xltier.core.scheme import Scheme
from xltier.formulas.cells import quoted
from xltier.formulas.evaluate import Held
from xltier.formulas.rules_cells import Basis, RulesCells
from xltier.tables.rules.found import find_blocks
from xltier.tables.rules.grid import Grid
from xltier.tables.rules.kept import kept
from xltier.tables.rules.layout import Layout, grid_cells, layout, rule_cells, shown_value


def cells_of(made: Layout, *, name: str, language: str) -> RulesCells:
    """Return the cells of a rules sheet, and what formulas on them take for granted.

    Args:
        made: The sheet's layout.
        name: The sheet's name.
        language: Of the words in its cells.
    """
    grid = Grid("", name, grid_cells(made, language), made.last_row)
    blocks, _ = find_blocks(grid)
    return RulesCells(*rule_cells(made, quoted(name)), Basis(quoted(name), *kept(grid, blocks)))


def rule_values(scheme: Scheme, cells: Mapping[str, str], language: str) -> dict[str, Held]:
    """Return what each cell that formulas read holds, by its reference.

    Args:
        scheme: What the rules sheet says.
        cells: Document path to reference.
        language: Of the sheet.
    """
    return {
        cells[path]: held_value(shown_value(field, value, language))
        for path, _, _, field, value in layout(scheme).cells()
        if path in cells
    }


def held_value(value: object) -> Held:
    """Return what a cell holds that shows a value."""
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, (str, int, float)) else None
