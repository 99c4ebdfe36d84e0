"""From text and serial number to day and month."""

from __future__ import annotations

import datetime as dt

import pytest

from xltier.tables.dates import Order, from_serial, order_of, parse_date, to_serial

_DAYS = [
    "2012-03-05", "2012/3/5", "2012.3.5", "20120305", "2012年3月5日", "5-Mar-12", "5 March 2012", "05.03.2012",
    "March 5, 2012", "5. März 2012", "5 mars 2012", "2012-03-05 10:00:00", "2012-03-05T10:00:00Z",
    "２０１２－０３－０５", "2012-03-05 星期一",
]  # fmt: skip
_MONTHS = [
    "2012年3月",
    "2012-03",
    "2012.03",
    "201203",
    "Mar 2012",
    "Mar-12",
    "03/2012",
    "二〇一二年三月",
    "2012年3月份",
]


@pytest.mark.parametrize("text", _DAYS)
def test_a_day_is_read_in_any_usual_form(text: str) -> None:
    assert parse_date(text) == (dt.date(2012, 3, 5), False, False)


@pytest.mark.parametrize("text", _MONTHS)
def test_a_month_is_read_in_any_usual_form(text: str) -> None:
    assert parse_date(text) == (dt.date(2012, 3, 1), True, False)


@pytest.mark.parametrize("text", ["2012-02-30", "待定", "12", "Jan", "1.5", "C2012-01", "2012-13"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_day_and_month_are_told_apart_by_the_column_or_not_at_all() -> None:
    assert parse_date("03/04/2012") == (dt.date(2012, 3, 4), False, True)
    assert order_of(["03/04/2012", "25/04/2012"]) is Order.DAY_FIRST
    assert order_of(["03/04/2012", "04/25/2012"]) is Order.MONTH_FIRST
    assert order_of(["25/04/2012", "04/25/2012"]) is Order.UNKNOWN
    assert parse_date("03/04/2012", Order.DAY_FIRST) == (dt.date(2012, 4, 3), False, False)


def test_the_day_that_never_was_has_no_date_and_the_days_before_it_count_one_less() -> None:
    assert from_serial(60, date1904=False) is None
    assert from_serial(59, date1904=False) == dt.datetime(1900, 2, 28)
    assert from_serial(61, date1904=False) == dt.datetime(1900, 3, 1)
    assert from_serial(0, date1904=True) == dt.datetime(1904, 1, 1)


@pytest.mark.parametrize("date1904", [False, True])
@pytest.mark.parametrize("serial", [1, 59, 61, 40973, 40973.25, 2_000_000.5])
def test_a_serial_survives_the_way_there_and_back(serial: float, *, date1904: bool) -> None:
    moment = from_serial(serial, date1904=date1904)
    assert moment is not None
    assert to_serial(moment, date1904=date1904) == serial


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("janv. 2024", "2024-01-01"),
        ("15 janv. 2024", "2024-01-15"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("12-abr-24", "2024-04-12"),
        ("2020.03.05", "2020-03-05"),
        ("2021년 4월 1일", "2021-04-01"),
        ("令和3年4月1日", "2021-04-01"),
        ("平成元年10月1日", "1989-10-01"),
    ],
)
def test_dates_of_other_languages_are_read(text: str, day: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert str(found.day) == day


@pytest.mark.parametrize(
    "text",
    ["Mar-05-2012", "2012 03 05", "2012/03/05 (Mon)", "Mon, 5 Mar 2012", "12年3月5日", "民国101年3月5日"],
)
def test_a_day_is_read_in_unusual_forms_too(text: str) -> None:
    assert parse_date(text) == (dt.date(2012, 3, 5), False, False)


@pytest.mark.parametrize("text", ["2012M03", "12年3月", "2012 03"])
def test_a_month_is_read_in_unusual_forms_too(text: str) -> None:
    assert parse_date(text) == (dt.date(2012, 3, 1), True, False)


def test_a_year_of_two_digits_in_front_is_told_from_a_day_by_its_column_or_not_at_all() -> None:
    assert parse_date("26/3/15") == (dt.date(2015, 3, 26), False, True)
    assert order_of(["26/3/15", "26/4/2"]) is Order.YEAR_FIRST  # nobody writes a year by one digit
    assert order_of(["26/3/15", "26/3/16", "25/12/31"]) is Order.YEAR_FIRST  # two years, three days
    assert order_of(["26/03/15", "14/02/15", "28/02/15"]) is Order.DAY_FIRST  # three days, one year
    assert order_of(["26/3/15"]) is Order.UNKNOWN
    assert parse_date("26/3/15", Order.YEAR_FIRST) == (dt.date(2026, 3, 15), False, False)
    assert parse_date("26/3/15", Order.DAY_FIRST) == (dt.date(2015, 3, 26), False, False)
