"""From text to number."""

from __future__ import annotations

import pytest

from xltier.tables.numbers import Decimals, decimals_of, parse_number

_READ = {
    "1234": 1234, "-0.5": -0.5, "1,234,567.89": 1234567.89, "1.234.567,89": 1234567.89, "1 234,56": 1234.56,
    "1'234.50": 1234.5, "12,34,567": 1234567, "１２，３４５．６": 12345.6, "(1,234.50)": -1234.5, "（80）": -80,
    "80-": -80,    "−75.5": -75.5, "+5": 5, "¥1,000.50": 1000.5,
    "-￥300": -300, "$(80)": -80, "RMB 300.5": 300.5, "99元": 99,
    "12.5万": 125_000, "1.2亿": 120_000_000, "3万5千": 35_000, "1亿2000万": 120_000_000, "1万2345": 12_345,
    "12w": 120_000, "$1.2m": 1_200_000, "3 Mio. €": 3_000_000,
    "USD 5k": 5000, "三万五千元": 35_000, "95%": 0.95, "105.2％": 1.052,
    "7 %": 0.07, "加10分": 10, "扣3分": -3, "12.5 kg": 12.5, "1.5万吨": 15_000, "1e5": 100_000,
}  # fmt: skip
_NOT_READ = [
    "",
    "-",
    "—",
    "/",
    "无",
    "待定",
    "abc",
    "1234abc",
    "2012-03",
    "3/4",
    "12:30",
    "1,234,56",
    "12m",
    "1.2.3.4",
    "--5",
    "1 2",
]


@pytest.mark.parametrize(("text", "value"), _READ.items())
def test_a_text_that_says_a_number_is_that_number(text: str, value: float) -> None:
    found = parse_number(text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", _NOT_READ)
def test_a_text_that_says_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_one_separator_before_three_digits_follows_the_rest_of_its_column() -> None:
    assert decimals_of(["1,234", "0,5"]) is Decimals.COMMA
    assert decimals_of(["1,234", "0.5"]) is Decimals.POINT
    assert decimals_of(["1,234", "1.234"]) is Decimals.UNKNOWN
    values = [parse_number("1,234", decimals) for decimals in Decimals]
    assert [(n.value, n.is_ambiguous) for n in values if n] == [
        (1234, True),
        (1234, False),
        (1.234, False),
        (1234, True),
    ]


def test_a_currency_and_a_unit_are_kept() -> None:
    assert (euro := parse_number("EUR 1.234,50")) is not None
    assert (kilos := parse_number("5公斤")) is not None
    assert (euro.currency, euro.value) == ("EUR", 1234.5)
    assert (kilos.unit, kilos.value) == ("kg", 5)


@pytest.mark.parametrize(
    ("text", "value"),
    {"两千五": 2500, "两千零五": 2005, "三万五": 35_000, "3万5": 35_000, "一亿五": 150_000_000, "二〇二六": 2026,
     "伍仟元整": 5000, "百分之九十五": 0.95, "95bps": 0.0095, "▲200": -200, "'800": 800, "3 crore": 30_000_000}.items(),
)  # fmt: skip
def test_a_number_in_words_is_what_is_said(text: str, value: float) -> None:
    found = parse_number(text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["500①", "700+", "½", "500²", "三五千", "100\n200"])
def test_a_number_with_a_note_or_or_more_is_none(text: str) -> None:
    assert parse_number(text) is None
