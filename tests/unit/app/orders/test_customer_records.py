"""Lists of contacts and answers, as a customer's card reads them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.readings import reading
from xltier.app.orders.card import Answer
from xltier.app.orders.customer_records import answers_in, contacts_in
from xltier.errors import DataError

DAY = dt.date(2026, 10, 31)
EARLIER = dt.date(2026, 9, 1)


def test_contacts_are_rows_with_a_customer_and_a_day() -> None:
    rows = [("K1", EARLIER), (None, DAY), ("K2", None), ("K2", DAY)]

    assert contacts_in(reading(("客户编码", "日期"), rows)) == [("K1", EARLIER), ("K2", DAY)]


def test_answers_of_one_customer_are_those_from_one_to_five_each_with_its_day() -> None:
    rows = [("K1", 5, EARLIER), ("K2", 4, DAY), ("K1", 6, DAY), ("K1", None, DAY), ("K1", 1, DAY)]

    assert answers_in(reading(("客户编码", "满意度", "日期"), rows), "K1", DAY) == (
        Answer(EARLIER, 5),
        Answer(DAY, 1),
    )
    assert answers_in(reading(("客户编码", "满意度"), [("K1", 3)]), "K1", DAY) == (Answer(DAY, 3),)


def test_a_list_without_the_columns_is_refused_with_what_it_has() -> None:
    with pytest.raises(DataError) as contacts:
        contacts_in(reading(("客户编码", "备注"), [("K1", "x")]))
    with pytest.raises(DataError) as answers:
        answers_in(reading(("客户编码", "备注"), [("K1", "x")]), "K1", DAY)

    assert [one.value.problems[0].reference for one in (contacts, answers)] == ["contacts-columns", "answers-columns"]
    assert answers.value.problems[0].values["found"] == ("客户编码", "备注")
