"""What a cell of a frame holds besides a value: the companion column ``KEY__state``.

A frame cannot hold "not applicable" or an error beside numbers. Where a measure needs them, a second
column of whole numbers says so for each row; without that column every null is "not reported".
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from xltier.core.values import ExcelError


class State(IntEnum):
    """The state of one cell. A null state is ``REPORTED``.

    Attributes:
        REPORTED: The value column has it; a null there is "not reported".
        NOT_APPLICABLE: The measure moves its weight; the value column is not read.
        VALUE: The cell is the error #VALUE!, as ``NUM``, ``NA`` and ``DIV0`` are theirs.
    """

    REPORTED = 0
    NOT_APPLICABLE = 1
    VALUE = 2
    NUM = 3
    NA = 4
    DIV0 = 5


ERRORS: Final = {
    State.VALUE: ExcelError.VALUE,
    State.NUM: ExcelError.NUM,
    State.NA: ExcelError.NA,
    State.DIV0: ExcelError.DIV0,
}
STATE_OF: Final = {error: state for state, error in ERRORS.items()}
BLANK: Final = 1
"""The outcome of a row of which nothing is reported: neither tier nor error. It shares its number with no error."""


def state_column(column: str) -> str:
    """Return the name of the companion column.

    Example:
        >>> state_column("amount")
        'amount__state'
    """
    return f"{column}__state"
