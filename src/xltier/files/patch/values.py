"""What a patch can put into a cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class CellError(Enum):
    """A true error value, which makes sums above it honest."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula with the value it shows until the program recalculates.

    Args:
        text: The formula without its equals sign.
        value: The cached value; None leaves the cell to be calculated on opening.
    """

    text: str
    value: str | float | CellError | None = None


CellValue = str | int | float | Decimal | bool | CellError | CellFormula | None
