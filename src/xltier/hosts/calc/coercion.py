"""What Calc hands to a function and takes back, and the catalogue's cells: turned into each other here only.

Measured with LibreOffice 7.4: an argument left out is None, a single cell a number or a text, a range rows of them.
A blank cell of a range is ``""``; a single blank cell is 0.0 and cannot be told from a zero. TRUE is 1.0, a date its
day number. An error in a single cell never arrives: Calc passes it through itself.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from xltier.app.functions.catalogue import Function
from xltier.app.functions.cells import Argument, Block, Cell
from xltier.core.values import ExcelError

Shown: TypeAlias = "tuple[tuple[float | str, ...], ...]"

_NAN_BITS: Final = 0x7FF8 << 48
_CODES: Final = {ExcelError.NA: 0x7FFF, ExcelError.VALUE: 519, ExcelError.NUM: 503, ExcelError.DIV0: 532}
"""Calc's own numbers of the errors (formula/errorcodes.hxx)."""

ERRORS: Final[Mapping[ExcelError, float]] = {
    error: struct.unpack("<d", struct.pack("<Q", _NAN_BITS | code))[0] for error, code in _CODES.items()
}
"""An error value is a NaN that carries the error's number: Calc shows, sums and passes it on as its own."""

WORDED: Final = frozenset({
    *("before", "cap", "direction", "field", "headers", "labels", "lang"),
    *("now", "part", "scheme", "tier", "ties", "what"),
})  # fmt: skip
"""Arguments that mean a word. A 0.0 there is a reference to a blank cell."""


def needs_document(function: Function) -> bool:
    """Return whether a function may mean a scheme of its document, which takes Calc 30 microseconds to hand over."""
    return any(parameter.name == "scheme" for parameter in function.parameters)


def taken(arguments: Sequence[object], worded: Sequence[int]) -> Sequence[Argument]:
    """Return the arguments of a call as the catalogue takes them.

    Args:
        arguments: What Calc hands over.
        worded: Places of those that mean a word (:data:`WORDED`).

    Example:
        >>> taken(((("", 0.95),), 0.0, 0.0), (1,))
        [(('', 0.95),), None, 0.0]
    """
    found: list[Any] = list(arguments)  # Calc hands over numbers, texts, and rows of them, nothing else
    for at in worded:
        if found[at] == 0.0:
            found[at] = None
    return found


def shown(block: Block) -> Shown:
    """Return an answer as Calc takes it: numbers and texts in rows; what is empty is an empty text.

    Example:
        >>> shown((("A", None), (2, 0.5)))
        (('A', ''), (2.0, 0.5))
    """
    if len(block) == 1 and len(block[0]) == 1:  # one cell, which is what most calls ask for
        cell = block[0][0]
        return block if type(cell) is str else ((_shown(cell),),)  # type: ignore[return-value]  # because a text needs no change
    return tuple(tuple(_shown(cell) for cell in row) for row in block) or (("",),)


def _shown(cell: Cell) -> float | str:
    if isinstance(cell, ExcelError):
        return ERRORS[cell]
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else float(cell)
