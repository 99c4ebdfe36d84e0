"""What a host hands to a worksheet function and what it gets back: blocks of cells, coerced in one place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from xltier.core.values import ExcelError
from xltier.errors import Problem
from xltier.tables.numbers import NOT_REPORTED, parse_number

Cell: TypeAlias = "float | int | str | bool | ExcelError | None"
Block: TypeAlias = "tuple[tuple[Cell, ...], ...]"
Argument: TypeAlias = "Cell | Block"
"""A single cell, or a block: m rows x n columns. A host turns its own values into these and nothing else does."""
LONGEST: Final = 32_767
"""Most characters that a cell holds."""


class CellFault(Exception):
    """Leaves a function: the error value that the cell shows, and why, for TIER_WHY."""

    def __init__(self, error: ExcelError, problem: Problem | None = None) -> None:
        """Keep the error value and its reason."""
        self.error = error
        self.problem = problem
        super().__init__(str(error))


def _passed_on(error: ExcelError) -> CellFault:
    return CellFault(error, Problem("argument-error", values={"error": str(error)}))


def block(argument: Argument) -> Block:
    """Return an argument as a block; a single cell is one row of one.

    Example:
        >>> block(86), block(((1, 2), (3, 4)))
        (((86,),), ((1, 2), (3, 4)))
    """
    return argument if isinstance(argument, tuple) else ((argument,),)


def is_single(argument: Argument) -> bool:
    """Return whether an argument is one cell."""
    return not isinstance(argument, tuple) or (len(argument) == 1 and len(argument[0]) == 1)


def single(argument: Argument) -> Cell:
    """Return the one cell of an argument.

    Raises:
        CellFault: #VALUE! for a block of several cells.
    """
    if not isinstance(argument, tuple):
        return argument
    if not is_single(argument):
        raise CellFault(ExcelError.VALUE, Problem("argument-not-single"))
    return argument[0][0]


def flat(argument: Argument) -> list[Cell]:
    """Return the cells of an argument, row by row."""
    return [cell for row in block(argument) for cell in row]


def is_blank(cell: Cell) -> bool:
    """Return whether a cell is empty, or says that nothing was reported (``-``, ``—``, ``/``, ``无``).

    An error is not blank, though ``#N/A`` written as a text is.
    """
    if isinstance(cell, ExcelError):
        return False
    if isinstance(cell, str):
        return not cell.strip() or cell.strip().casefold() in NOT_REPORTED
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def number(cell: Cell) -> Decimal | float | None:
    """Return a cell's number, or None for a blank one. Text that means a number counts.

    Raises:
        CellFault: The cell's own error, #VALUE! for a text that is no number, #NUM! for one without end.

    Example:
        >>> number("１,２３４"), number("95%"), number("-"), number(2.5)
        (Decimal('1234'), Decimal('0.95'), None, 2.5)
    """
    if isinstance(cell, ExcelError):
        raise _passed_on(cell)
    if is_blank(cell):
        return None
    if isinstance(cell, str):
        read = parse_number(cell)
        if read is None:
            raise CellFault(ExcelError.VALUE, Problem("argument-not-number", values={"value": cell}))
        found = Decimal(str(read.value))
        if not found.is_finite():
            raise CellFault(ExcelError.NUM, Problem("argument-not-number", values={"value": cell}))
        return found
    if isinstance(cell, float) and math.isinf(cell):
        raise CellFault(ExcelError.NUM, Problem("argument-not-number", values={"value": cell}))
    return float(cell) if isinstance(cell, (float, bool)) else Decimal(cell or 0)


def required(cell: Cell) -> Decimal | float:
    """Return a cell's number.

    Raises:
        CellFault: Its own error, #VALUE! for a text or a blank.
    """
    found = number(cell)
    if found is None:
        raise CellFault(ExcelError.VALUE, Problem("argument-blank"))
    return found


def text(cell: Cell) -> str:
    """Return a cell as text; a blank is empty, a whole number has no point.

    Raises:
        CellFault: The cell's own error.
    """
    if isinstance(cell, ExcelError):
        raise _passed_on(cell)
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def choice(cell: Cell, choices: Sequence[str], default: str) -> str:
    """Return one of several words, whatever their case.

    Raises:
        CellFault: #VALUE! for any other word.
    """
    word = text(cell).casefold()
    if not word:
        return default
    if word not in choices:
        raise CellFault(ExcelError.VALUE, Problem("argument-choice", values={"value": word, "choices": tuple(choices)}))
    return word


def truth(cell: Cell, *, default: bool) -> bool:
    """Return a yes or no: TRUE and FALSE, 1 and 0.

    Raises:
        CellFault: #VALUE! for anything else.
    """
    if cell is None or cell == "":
        return default
    if isinstance(cell, (bool, int, float)) and cell in {0, 1}:
        return bool(cell)
    if isinstance(cell, ExcelError):
        raise _passed_on(cell)
    raise CellFault(ExcelError.VALUE, Problem("argument-choice", values={"value": cell, "choices": ("TRUE", "FALSE")}))
