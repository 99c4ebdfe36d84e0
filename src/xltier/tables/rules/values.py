"""A cell of the rules sheet to the value that the document has there, by what its column holds."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from xltier.core.fields import NONE
from xltier.core.words import Words, folded
from xltier.errors import Location, Problem
from xltier.tables.rules import choices
from xltier.tables.rules.grid import GridCell
from xltier.tables.rules.shape import Field, Holds

_YES: Final = frozenset({"是", "yes", "y", "true", "1", "√", "✓"})
_NO: Final = frozenset({"否", "no", "n", "false", "0", "×", "✗"})
_NONE: Final = frozenset({folded(choices.NONE.zh), folded(choices.NONE.en)})
_DATE: Final = "$date"
_DAY_0: Final = dt.date(1899, 12, 30)
_DAYS: Final = range(18264, 91313)  # 1950 to 2149: no year and no 20260101 is taken for a day number


def value_of(  # noqa: C901, PLR0911 - one return a kind
    cell: GridCell, field: Field, at: Location
) -> object | Problem:
    """Return what a cell means in the document: None for a blank one, a Problem for a word that is not known.

    A value of the wrong type passes as it is: the document's own reading says what is wrong with it.
    """
    if field.holds is Holds.SHOWN or cell.is_blank:
        return None
    match field.holds:
        case Holds.TEXT:
            return text_of(cell)
        case Holds.NUMBER:
            return _number(cell)
        case Holds.WHOLE:
            number = _number(cell)
            is_whole = isinstance(number, Decimal) and number == number.to_integral_value()
            return int(number) if is_whole else number  # type: ignore[call-overload]  # because it was seen to be a Decimal
        case Holds.CHOICE:
            word = field.word(text_of(cell))
            known = tuple((field.choices or {}).values())
            return word if word is not None else _unknown(cell, field, at, known)
        case Holds.COMBINE:
            return _combined(cell, field)
        case Holds.YES:
            return _yes(cell, field, at)
        case Holds.LIST:
            return [part.strip() for part in text_of(cell).replace("；", ";").split(";") if part.strip()]
        case Holds.MONTH:
            day = _day(cell)
            return f"{day:%Y-%m}" if isinstance(day, dt.date) else text_of(cell)
        case Holds.DATE:
            day = _day(cell)
            return day if isinstance(day, dt.date) else text_of(cell).replace("/", "-")
        case Holds.DATA:
            return _data(cell, field, at)
    return text_of(cell)


def _combined(cell: GridCell, field: Field) -> str:
    """Return how sub-grades are combined; a word that is not known passes, for the document's reading to judge."""
    text = text_of(cell).replace("：", ":")
    word, colon, key = text.partition(":")
    if colon and folded(word) in {folded(choices.ONLY.zh), folded(choices.ONLY.en)}:
        return f"{choices.ONLY.en}:{key.strip()}"
    return field.word(text) or text


def text_of(cell: GridCell) -> str:
    """Return a cell's text; a whole number has no point."""
    value = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{Decimal(f'{value:.15g}').normalize():f}"
    if isinstance(value, (dt.datetime, dt.date)):
        return f"{value:%Y-%m-%d}"
    return "" if value is None else str(value).strip()


def _number(cell: GridCell) -> object:
    value = cell.value
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(f"{value:.15g}")
    text = text_of(cell)
    return NONE if folded(text) in _NONE else text


def _day(cell: GridCell) -> dt.date | None:
    """Return the date of a cell that means one; a range handed to a worksheet function holds day numbers."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return _DAY_0 + dt.timedelta(days=value) if isinstance(value, (int, float)) and value in _DAYS else None


def _yes(cell: GridCell, field: Field, at: Location) -> object | Problem:
    word = folded(text_of(cell))
    if word in _YES:
        return True
    return False if word in _NO else _unknown(cell, field, at, (choices.YES, choices.NO))


def _unknown(cell: GridCell, field: Field, at: Location, known: tuple[Words, ...]) -> Problem:
    return Problem("rules-choice", at, values={"field": field.label, "value": text_of(cell), "choices": known})


def _data(cell: GridCell, field: Field, at: Location) -> object | Problem:
    text = text_of(cell)
    try:
        found: object = json.loads(text, parse_float=Decimal, object_hook=_undated)
    except ValueError as err:
        start = err.pos if isinstance(err, json.JSONDecodeError) else 0
        return Problem("rules-data", at, values={"field": field.label, "at": start + 1, "text": text[start:]})
    return found


def _undated(table: dict[str, object]) -> object:
    return dt.date.fromisoformat(str(table[_DATE])) if set(table) == {_DATE} else table


def data_text(value: object) -> str:
    """Return nested values as a cell's text.

    Example:
        >>> data_text({"sales": Decimal("1.50"), "since": dt.date(2024, 1, 2)})
        '{"sales": 1.50, "since": {"$date": "2024-01-02"}}'
    """
    match value:
        case Mapping():
            return (
                "{"
                + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {data_text(v)}" for key, v in value.items())
                + "}"
            )
        case list() | tuple():
            return "[" + ", ".join(data_text(part) for part in value) + "]"
        case dt.date():
            return f'{{"{_DATE}": "{value.isoformat()}"}}'
        case Decimal():
            return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)
