from __future__ import annotations

import datetime as dt

import pytest

from xltier.app.month.intake.cells import day_of, month_in, text_of
from xltier.tables.reading import Value

OCTOBER_2026 = 2026 * 12 + 9


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("CQ1001\u00a0", "CQ1001"),
        ("ＣＱ１００１", "CQ1001"),
        ("　县城·乳品", "县城·乳品"),
        (1001, "1001"),
        (1001.0, "1001"),
        (10.5, "10.5"),
        (None, ""),
        (dt.date(2026, 10, 1), "2026-10-01"),
    ],
)
def test_a_code_is_the_same_however_it_was_typed(value: Value, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    "value", ["2026-10", "2026年10月", "2026/10", "2026.10", "202610", 202610, 202610.0, dt.date(2026, 10, 1)]
)
def test_a_month_is_the_same_however_it_was_typed(value: Value) -> None:
    assert month_in(value, 1) == OCTOBER_2026


@pytest.mark.parametrize("value", ["", "十月", "2026-13", 202613, 10, True, None])
def test_what_is_no_month_is_none(value: Value) -> None:
    assert month_in(value, 1) is None


@pytest.mark.parametrize(
    ("day", "start", "month"),
    [
        (dt.date(2026, 9, 25), 26, OCTOBER_2026 - 1),
        (dt.date(2026, 9, 26), 26, OCTOBER_2026),
        (dt.date(2026, 10, 25), 26, OCTOBER_2026),
        (dt.date(2026, 10, 26), 26, OCTOBER_2026 + 1),
        (dt.date(2026, 10, 31), 1, OCTOBER_2026),
    ],
)
def test_a_day_belongs_to_its_business_month(day: dt.date, start: int, month: int) -> None:
    assert month_in(day, start) == month


def test_the_first_of_a_month_names_its_month_whatever_the_start_day() -> None:
    assert month_in(dt.date(2026, 10, 1), 26) == OCTOBER_2026


@pytest.mark.parametrize("text", ["2026-10-09", "2026年10月9日", "2026.10.9", "2026/10/9"])
def test_a_day_is_the_same_however_it_was_typed(text: str) -> None:
    assert day_of(text) == dt.date(2026, 10, 9)


def test_a_month_is_no_day() -> None:
    assert day_of("2026-10") is None
