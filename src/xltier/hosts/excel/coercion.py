"""What Excel hands to a function and takes back, and the catalogue's cells: turned into each other here only.

Excel hands over raw values (xlwings converts nothing): a single cell as a number, text, truth, date or None; a range as
rows of them; a constant ``{1,2,3}`` as one flat row; an error as the integer of its COM code. pywin32 cannot send an
error value back, so one travels as that integer, while every number travels as a double; the add-in's ``WithErrors``
tells them apart.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from xltier.app.functions.cells import LONGEST, Argument, Block, Cell
from xltier.core.values import ExcelError

Sent: TypeAlias = "list[list[float | int | str | bool]]"

TEXTS: Final[Mapping[int, str]] = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826242: "#CONNECT!",
    -2146826241: "#BLOCKED!",
    -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!",
    -2146826238: "#CALC!",
}
"""What an error cell shows, by its code in COM: 0x800A0000 + the number that Visual Basic's CVErr takes."""

CODES: Final[Mapping[ExcelError, int]] = {
    ExcelError(text): code for code, text in TEXTS.items() if text in frozenset(ExcelError)
}
"""The errors that a function may have."""

_KNOWN: Final = frozenset(TEXTS.values())
_ERROR_CODES: Final = range(-2146826288, -2146826000)
"""#NULL! (CVErr 2000) and all that follow it, those that a newer Excel has included."""
_LEFT_OUT: Final = -2147352572
"""An argument that was left out, where xlwings has not put its default."""
_DAY_0: Final = dt.datetime(1899, 12, 30)
_DAY_SECONDS: Final = 86400
_LAST_ROW: Final = 1_048_576


def taken(given: Sequence[object]) -> tuple[Argument, ...]:
    """Return the arguments of a call as the catalogue takes them.

    Whole columns end with the last row in which one of them holds something, all at the same.

    Example:
        >>> taken((95, (("A", None), (-2146826246, float("nan")))))
        (95.0, (('A', None), (<ExcelError.NA: '#N/A'>, None)))
        >>> taken(((1, 2),))
        (((1.0, 2.0),),)
    """
    rows = [_rows(one) for one in given]
    whole = [place for place, cells in enumerate(rows) if cells is not None and len(cells) == _LAST_ROW]
    last = max((_filled(rows[place] or ()) for place in whole), default=0)
    cut = [None if cells is None else cells[: last if at in whole else None] for at, cells in enumerate(rows)]
    return tuple(
        _cell(one) if cells is None else tuple(tuple(map(_cell, row)) for row in cells)
        for one, cells in zip(given, cut, strict=True)
    )


def rule_cell(value: object) -> Cell | dt.date:
    """Return a cell of a rules sheet; a date stays one there.

    Example:
        >>> rule_cell(dt.datetime(2026, 1, 1)), rule_cell(60)
        (datetime.date(2026, 1, 1), 60.0)
    """
    return value.date() if isinstance(value, dt.datetime) else _cell(value)


def rows_of(given: object) -> Sequence[Sequence[object]]:
    """Return a range's raw values as rows, a single one included.

    Example:
        >>> rows_of(5), rows_of((1, 2)), rows_of(((1, 2), (3, 4)))
        ([[5]], [(1, 2)], [(1, 2), (3, 4)])
    """
    rows = _rows(given)
    return [[given]] if rows is None else rows


def sent(block: Block) -> Sent:
    """Return an answer as Excel takes it: rows of numbers, texts and truths; an empty cell is an empty text.

    Lists, because pywin32 takes a tuple for several answers.

    Example:
        >>> sent((("A", None), (2, ExcelError.NA)))
        [['A', ''], [2.0, -2146826246]]
    """
    return [[_shown(cell) for cell in row] for row in block] or [[""]]


def _rows(given: object) -> Sequence[Sequence[object]] | None:
    """Return the rows of a range or constant; None for a single value."""
    if not isinstance(given, list | tuple):
        return None
    return list(given) if _is_block(given) else [given]


def _is_block(given: Sequence[object]) -> bool:
    return bool(given) and isinstance(given[0], list | tuple)


def _filled(rows: Sequence[Sequence[object]]) -> int:
    """Return how many rows there are down to the last that holds something; at least one."""
    last = len(rows)
    while last > 1 and all(value is None for value in rows[last - 1]):
        last -= 1
    return last


def _cell(value: object) -> Cell:  # noqa: PLR0911 - one return a kind of value
    match value:
        case None:
            return None
        case bool():
            return value
        case int():
            return _whole(value)
        case float():
            return None if math.isnan(value) else value
        case Decimal():
            return float(value)
        case str():
            return _text(value)
        case dt.datetime():
            return _serial(value)
        case dt.date():
            return _serial(dt.datetime(value.year, value.month, value.day))
    raise TypeError(type(value).__name__)


def _whole(value: int) -> Cell:
    if value == _LEFT_OUT:
        return None
    return _error(TEXTS.get(value, "")) if value in _ERROR_CODES else float(value)


def _text(value: str) -> Cell:
    """Return a text; Excel for Mac hands over an error as its text."""
    return _error(value) if value in _KNOWN else value


def _error(text: str) -> ExcelError:
    """Return an error; one that no function of ours may have, such as #REF!, is #VALUE! to it."""
    return ExcelError(text) if text in CODES else ExcelError.VALUE


def _serial(moment: dt.datetime) -> float:
    """Return a date as Excel's day number."""
    passed = moment.replace(tzinfo=None) - _DAY_0
    return passed.days + passed.seconds / _DAY_SECONDS


def _shown(cell: Cell) -> float | int | str | bool:
    match cell:
        case ExcelError():
            return CODES[cell]
        case None:
            return ""
        case str():
            return cell[:LONGEST]
        case bool():
            return cell
    return float(cell)
