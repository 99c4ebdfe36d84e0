"""What a measure can be for one customer: a number, a text, or one of the kinds of empty.

The three kinds of empty are kept apart everywhere: not applicable moves its
weight, not reported scores nothing, and a text where a number belongs is an error with its cell.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final, Literal, TypeAlias


class Empty(Enum):
    """A measure that has no value for this customer, by its nature and not by neglect."""

    NOT_APPLICABLE = "not applicable"


NOT_APPLICABLE: Final = Empty.NOT_APPLICABLE

Value: TypeAlias = "int | str | Literal[Empty.NOT_APPLICABLE] | None"
"""A slot's content: fixed point, folded text, not applicable, or None for not reported."""


class ExcelError(StrEnum):
    """The error values that a rating may have in a cell."""

    VALUE = "#VALUE!"
    NUM = "#NUM!"
    NA = "#N/A"
    DIV0 = "#DIV/0!"


Entry: TypeAlias = "Value | ExcelError"
"""What a rating is asked about: a value, or the error that stands in its cell."""
