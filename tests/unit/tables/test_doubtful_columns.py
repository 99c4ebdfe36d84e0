"""Columns whose header, format and cells disagree: what is read, and what is said of it."""

from __future__ import annotations

import datetime as dt

from xltier.tables.choice import TableChoice
from xltier.tables.reading import Kind, Reading
from xltier.tables.sheet import Cell, RawBook, RawSheet, Visibility
from xltier.tables.understand import understand


def _read(*rows: list[Cell]) -> Reading:
    columns = [list(column) for column in zip(*rows, strict=True)]
    sheet = RawSheet("s", range(1, len(rows) + 1), tuple(range(1, len(columns) + 1)), columns)
    return understand(RawBook("客户.xlsx", "xlsx", (sheet,), (Visibility.VISIBLE,)), TableChoice())


def _warnings(reading: Reading) -> list[str]:
    return [str(notice) for notice in reading.warnings]


def test_amounts_that_are_all_formatted_as_dates_are_numbers_and_said() -> None:
    reading = _read(["客户", "销售额"], ["甲", dt.date(2023, 3, 15)], ["乙", dt.date(2042, 5, 14)])
    assert list(reading.values[1]) == [45000, 52000]
    assert _warnings(reading) == ["amount_formatted_as_date:销售额"]


def test_a_unit_without_brackets_scales_the_column() -> None:
    reading = _read(["客户", "利润万元", "毛利 k", "销售 USD thousands"], ["甲", 12, 1, 3], ["乙", 15, 2, 4])
    assert [list(values) for values in reading.values[1:]] == [[120_000, 150_000], [1000, 2000], [3000, 4000]]
    assert [column.currency for column in reading.columns] == [None, "CNY", None, "USD"]
    assert _warnings(reading) == [
        "unit_from_header:利润万元 万元",
        "unit_from_header:毛利 k k",
        "unit_from_header:销售 USD thousands USD thousands",
    ]


def test_a_header_wins_over_the_unit_line_and_the_conflict_is_said() -> None:
    reading = _read(["单位：元", None], ["客户", "利润万元"], ["甲", 3], ["乙", 4])
    assert list(reading.values[1]) == [30_000, 40_000]
    assert "mixed_units:利润万元" in _warnings(reading)


def test_a_percentage_among_scores_fails_alone() -> None:
    reading = _read(["客户", "得分"], ["甲", "85.5%"], ["乙", 70], ["丙", 90])
    assert list(reading.values[1]) == [None, 70, 90]
    assert [(place, failure.reason) for place, failure in reading.failures.items()] == [((2, 1), "ambiguous_percent")]
    assert "mixed_percent_scale:得分" in _warnings(reading)


def test_a_header_of_percent_says_what_large_numbers_mean_and_small_ones_fail() -> None:
    reading = _read(["客户", "回款率 %"], ["甲", 95], ["乙", 0.88], ["丙", 100], ["丁", "90%"], ["戊", 1])
    assert list(reading.values[1]) == [0.95, None, 1, 0.9, None]
    assert sorted(reading.failures) == [(3, 1), (6, 1)]


def test_a_sheet_on_its_side_is_said_though_companies_sound_like_headers() -> None:
    chinese = _read(["客户名称", "甲公司", "乙公司", "丙公司"], ["客户编码", "A1", "A2", "A3"], ["销售额", 1, 2, 3])
    english = _read(["Customer", "Ann Ltd", "Bob Ltd"], ["Code", "A1", "B2"], ["Sales 2025", 1, 2], ["Since", 3, 4])
    assert "looks_transposed:客户名称" in _warnings(chinese)
    assert "looks_transposed:Customer" in _warnings(english)
    upright = _read(["客户", "甲方", "评语"], ["东方公司", 1, "x"], ["西方公司", 2, "y"], ["南方公司", 3, "z"])
    assert not [text for text in _warnings(upright) if text.startswith("looks_transposed")]


def test_a_column_that_is_said_to_be_dates_tells_of_those_that_are_none() -> None:
    reading = _read(["客户", "最近下单"], ["甲", "2024年3月2日"], ["乙", "2024-13-01"], ["丙", "2024/2/30"])
    assert reading.columns[1].kind is Kind.DAY
    assert list(reading.values[1]) == [dt.date(2024, 3, 2), None, None]
    assert "unparsed_dates:2" in _warnings(reading)


def test_fractions_under_a_header_of_percent_are_said_and_those_under_permille_are_none() -> None:
    reading = _read(["客户", "达成率(%)", "投诉率(‰)"], ["甲", 0.95, 1.5], ["乙", 0.8, 0.5])
    assert [list(values) for values in reading.values[1:]] == [[0.95, 0.8], [0.0015, 0.0005]]
    assert [str(guess) for guess in reading.guesses] == ["fraction_under_percent:达成率(%)"]


def test_a_unit_above_is_not_put_on_a_column_that_does_not_say_money_and_that_is_said() -> None:
    reading = _read(["单位：万元", None, None], ["客户", "销售额", "甲类"], ["甲", 3, 1], ["乙", 4, 2])
    assert [list(values) for values in reading.values[1:]] == [[30_000, 40_000], [1, 2]]
    assert [str(guess) for guess in reading.guesses] == ["line_unit_left:甲类"]


def test_a_date_among_codes_is_warned_of() -> None:
    reading = _read(["客户编号", "销售额"], ["4-1", 3], [dt.date(2026, 3, 1), 4])
    assert _warnings(reading) == ["code_is_date:客户编号"]
    assert reading.warnings[0].cells == ("A3",)


def test_days_that_only_a_person_can_place_fail_one_by_one() -> None:
    reading = _read(
        ["客户", "最近购买"], ["甲", "正月十五"], ["乙", "昨天"], ["丙", "3月5日"], ["丁", "2026-03-01~2026-03-05"]
    )
    assert reading.columns[1].kind is Kind.DAY
    assert [failure.reason for failure in reading.failures.values()] == ["unparsed_date"] * 4


def test_months_may_be_numbered_in_the_header() -> None:
    reading = _read(["客户", 1, 2, 3], ["甲", 10, 20, 30], ["乙", 40, 50, 60])
    assert [column.name for column in reading.columns] == ["客户", "1", "2", "3"]
    assert list(reading.values[0]) == ["甲", "乙"]


def test_order_numbers_beside_a_customers_code_are_no_second_code_of_the_customer() -> None:
    header: list[Cell] = ["订单编号", "客户编码", "客户名称", "金额"]
    orders = _read(header, ["SO1", "K1", "甲", 3], ["SO2", "K1", "甲", 4], ["SO3", "K2", "乙", 5])
    doubtful = _read(header, ["SO1", "K1", "甲", 3], ["SO2", "K3", "甲", 4], ["SO3", "K2", "乙", 5])

    assert not [text for text in _warnings(orders) if text.startswith("same_name")]
    assert "same_name_different_code:甲: K1, K3" in _warnings(doubtful)
