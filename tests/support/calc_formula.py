"""A call of the catalogue as a formula of Calc, with the cells that it refers to."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.app.functions.cells import Argument, Cell, block
from xltier.tables.address import a1

Asked = tuple[str, Sequence[Sequence[Cell]]]
"""A formula, and the cells from A1 on."""


def asked(name: str, arguments: Sequence[Argument], *, in_cells: bool = False) -> Asked:
    """Return a formula and its cells: each block beside the other, one column free between them.

    Args:
        name: The function.
        arguments: As the catalogue takes them; None is left out.
        in_cells: Whether single values stand in cells too, and not in the formula.
    """
    parts: list[str] = []
    cells: list[list[Cell]] = []
    column = 1
    for argument in arguments:
        if argument is None or not (in_cells or isinstance(argument, tuple)):
            parts.append(_literal(argument))
            continue
        rows = block(argument)
        first, last = a1(1, column), a1(len(rows), column + len(rows[0]) - 1)
        parts.append(first if argument is not rows else f"{first}:{last}")
        for at, row in enumerate(rows):
            while len(cells) <= at:
                cells.append([])
            cells[at] += [None] * (column - 1 - len(cells[at]))
            cells[at] += row
        column += len(rows[0]) + 1
    while parts and not parts[-1]:
        parts.pop()
    return f"=XLTIER.{name}({';'.join(parts)})", cells


def _literal(value: Argument) -> str:
    match value:
        case None:
            return ""
        case bool():
            return f"{str(value).upper()}()"
        case str():
            quoted = value.replace('"', '""')
            return f'"{quoted}"'
    return repr(value)
