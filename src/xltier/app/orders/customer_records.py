"""What other lists keep of customers: days of contact, and answers to a question about satisfaction."""

from __future__ import annotations

import datetime as dt

from xltier.app.customer_columns import CODE, NAME
from xltier.app.orders.card import Answer
from xltier.app.orders.order_list import DAY
from xltier.errors import DataError, Location, Problem
from xltier.tables.match import Wanted, match
from xltier.tables.reading import Reading

SCORE = Wanted("answers", "满意度", "satisfaction", ("满意度评分", "评分", "csat", "score", "rating"))
_LEAST, _MOST = 1, 5


def contacts_in(reading: Reading) -> list[tuple[str, dt.date]]:
    """Return customer and day of each contact.

    Raises:
        DataError: The list has no column of customers or of days.
    """
    who, day = _columns(reading, DAY)
    if day is None:
        raise _lacking("contacts-columns", reading)
    pairs = zip(reading.values[who], reading.values[day], strict=True)
    return [(str(customer), when) for customer, when in pairs if customer is not None and isinstance(when, dt.date)]


def answers_in(reading: Reading, customer: str, as_of: dt.date) -> tuple[Answer, ...]:
    """Return a customer's answers from 1 to 5; those of a list without days are of the as-of day.

    Args:
        reading: The list.
        customer: Whose.
        as_of: The day of the card.

    Raises:
        DataError: The list has no column of customers or of answers.
    """
    who, score = _columns(reading, SCORE)
    if score is None:
        raise _lacking("answers-columns", reading)
    day = match(reading.columns, [DAY]).columns.get(DAY.key)
    days = [as_of] * len(reading.rows) if day is None else reading.values[day]
    return tuple(
        Answer(when, int(given))
        for code, given, when in zip(reading.values[who], reading.values[score], days, strict=True)
        if str(code) == customer
        and isinstance(when, dt.date)
        and isinstance(given, (int, float))
        and _LEAST <= given <= _MOST
    )


def _columns(reading: Reading, wanted: Wanted) -> tuple[int, int | None]:
    columns = match(reading.columns, [CODE, NAME, wanted]).columns
    who = columns.get(CODE.key) if columns.get(CODE.key) is not None else columns.get(NAME.key)
    if who is None:
        raise _lacking("contacts-columns" if wanted is DAY else "answers-columns", reading)
    return who, columns.get(wanted.key)


def _lacking(reference: str, reading: Reading) -> DataError:
    place = Location(file=reading.file, sheet=reading.sheet)
    return DataError(Problem(reference, place, values={"found": tuple(column.name for column in reading.columns)}))
