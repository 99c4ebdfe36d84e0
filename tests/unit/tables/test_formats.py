"""Number formats that change what a cell means."""

from __future__ import annotations

import pytest

from xltier.tables import formats


@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", '[$-804]yyyy"年"m"月"d"日"', "m/d/yy h:mm", "[h]:mm", "mmm-yy", "d-mmm"]
)
def test_a_format_of_days_or_times_makes_a_date(code: str) -> None:
    assert formats.is_date(code)


@pytest.mark.parametrize(
    "code", ["General", "0.00", '0.0,,"百万"', '0!.0,"万"', ";;;", "@", "#,##0_);[Red](#,##0)", '0"%"', '"第"0"月"']
)
def test_a_format_that_only_shows_a_number_makes_no_date(code: str) -> None:
    assert not formats.is_date(code)


def test_a_code_format_writes_what_the_cell_shows() -> None:
    shown = [formats.code_text(code, 123) for code in ("00000", '"C"0000', "000-0000", "00-00")]
    assert shown == ["00123", "C0123", "000-0123", "01-23"]
    assert formats.padding("0.00") is None


def test_a_percent_sign_multiplies_or_is_only_shown() -> None:
    assert [formats.is_percent(code) for code in ("0%", "0.0%", '0"%"', r"0\%")] == [True, True, False, False]
    assert [formats.has_literal_percent(code) for code in ("0%", '0"%"', r"0\%")] == [False, True, True]


def test_a_currency_mark_says_the_money() -> None:
    codes = ['"¥"#,##0', "[$€-407] #,##0.00", "$#,##0", "[$-804]0", "#,##0.00"]
    assert [formats.currency(code) for code in codes] == ["CNY", "EUR", "USD", None, None]


def test_a_magnitude_counts_where_nothing_scales_what_is_shown() -> None:
    codes = ['0.0"万"', '#,##0"千元"', '0.0,,"百万"', '0!.0,"万"', '0.0,"k"', '0"件"', '0"m"', "General"]
    assert [formats.literal_magnitude(code) for code in codes] == [10_000, 1000, 1, 1, 1, 1, 1, 1]
