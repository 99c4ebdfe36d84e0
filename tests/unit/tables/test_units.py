"""Units of headers, and from one to another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xltier.tables.units import convert, header_unit, line_unit

_SAID = {
    "销售额(万元)": ("元", 10_000), "销售额（单位：万元）": ("元", 10_000),
    "销售额/万元": ("元", 10_000), "年销售额(万)": (None, 10_000),
    "Sales (k€)": ("欧元", 1000), "Umsatz in TEUR": ("欧元", 1000), "Umsatz (Mio. €)": ("欧元", 1_000_000),
    "Revenue ($m)": ("美元", 1_000_000), "Sales (in thousands)": (None, 1000),
    "重量(吨)": ("吨", 1), "销量(万件)": ("件", 10_000),
    "账期(天)": ("天", 1), "Sales amount (USD thousands)": ("美元", 1000),
}  # fmt: skip


@pytest.mark.parametrize(("header", "unit"), _SAID.items())
def test_a_header_says_its_unit(header: str, unit: tuple[str | None, float]) -> None:
    found = header_unit(header)
    assert found is not None
    assert (found.base, float(found.scale)) == unit


@pytest.mark.parametrize(
    "header", ["销售(40%)", "服务（30%）", "客户名称", "Sales (net)", "金额(含税)", "KPI (A)", "地区"]
)
def test_a_weight_or_remark_in_brackets_is_no_unit(header: str) -> None:
    assert header_unit(header) is None


def test_a_line_above_the_table_says_a_unit() -> None:
    lines = ("单位：万元", "Amounts in EUR thousands", "制表日期：2012", "编制单位：某某公司")
    found = [line_unit(line) for line in lines]
    assert [(unit.base, unit.scale) if unit else None for unit in found] == [
        ("元", Decimal(10_000)),
        ("欧元", Decimal(1000)),
        None,
        None,
    ]


def test_a_value_goes_to_another_unit_of_its_kind_only() -> None:
    assert convert(1500, "kg", "吨") == 1.5
    assert convert(2, "年", "月") == 24
    assert convert(12.5, "万元", "元") == 125_000
    assert convert(0.1, "亿元", "万元") == 1000
    assert convert(1, "吨", "元") is None
    assert convert(1, "美元", "元") is None
    assert convert(1, "万", "元") == 10_000


def test_units_of_other_scripts_are_known() -> None:
    headers = ("Выручка (тыс. руб.)", "Выручка (млн)", "매출액(백만원)")
    found = [header_unit(header) for header in headers]
    scales = [(int(unit.scale), unit.currency) for unit in found if unit]
    assert scales == [(1000, "RUB"), (10**6, None), (10**6, "KRW")]


def test_what_only_sounds_like_a_unit_is_none() -> None:
    assert [header_unit(text) for text in ("销售单元", "Revenue M", "Cost Center B", "公司金额")] == [None] * 4


def test_a_title_says_the_unit_of_its_table() -> None:
    titles = (
        "Sales (in thousands of USD)",
        "销售情况（万元）",
        "金额单位：人民币亿元",
        "in TEUR",
        "USD '000",
        "RMB mn",
    )
    found = [line_unit(title) for title in titles]
    assert [(unit.currency, int(unit.scale)) for unit in found if unit] == [
        ("USD", 1000),
        ("CNY", 10_000),
        ("CNY", 10**8),
        ("EUR", 1000),
        ("USD", 1000),
        ("CNY", 10**6),
    ]


@pytest.mark.parametrize(
    "title", ["Region (M)", "Class B", "Sales (2023)", "客户名单（内部）", "Page 1", "K", "in June"]
)
def test_a_title_with_a_letter_or_a_remark_says_no_unit(title: str) -> None:
    assert line_unit(title) is None


def test_a_unit_in_several_words_is_one_unit() -> None:
    found = [header_unit(text) for text in ("Sales (EUR, thousands)", "Margin (in %)", "销售额（含税，万元）")]
    assert [(unit.currency, unit.scale) for unit in found if unit] == [
        ("EUR", Decimal(1000)),
        (None, Decimal("0.01")),
        ("CNY", Decimal(10_000)),
    ]
    assert (line := line_unit("备注：1.数据含税；2.单位千元")) is not None
    assert line.scale == 1000
