"""``explain``: every point sourced, and the points add up to the score."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.readings import reading
from xltier.app.explain.explanation import explanation, number, rows_of
from xltier.app.explain.explanation_answer import explanation_answer
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.core.fixed import divide
from xltier.schemes import load_scheme
from xltier.tables.reading import Value

HEADERS = ("客户编号", "客户名称", "年销售额", "年销量", "行业影响力", "合作起始日")
UNITS = {"年销售额": "元", "年销量": "吨"}


def sheet_of(*rows: tuple[Value, ...]) -> TieredSheet:
    return tier_sheet(reading(HEADERS, rows, units=UNITS), load_scheme("b2b-abcd"), as_of=dt.date(2026, 10, 31))


def test_every_point_stands_with_its_cell_and_its_weight_and_they_add_up() -> None:
    sheet = sheet_of(("K1", "城南", 8_968_000, 149_465.6, "行业龙头", dt.date(2018, 7, 5)))

    # 4x40% + 1x20% + 4x20% + 4x20% = 1.6 + 0.2 + 0.8 + 0.8 = 3.4; A begins at 3.5
    assert explanation(sheet, sheet.rows[0], "zh", detail=False) == [
        "K1 城南 · 第 2 行 · 方案 b2b-abcd@2026.1",
        "等级 B · 得分 3.4",
        "",
        "  指标        单元格          数值  分档  得分  权重  计分",
        "  年销售额    C2      8,968,000 元  A      4/4   40%   1.6",
        "  年销量      D2      149,465.6 吨  D      1/4   20%   0.2",
        "  行业影响力  E2          行业龙头         4/4   20%   0.8",
        "  合作年限    F2           8.25 年  A      4/4   20%   0.8",
        "  合计                                                 3.4",
        "  3.4，取 2 位小数：3.4 → B",
        "  距 A 级差 0.1",
        "    年销量 ≥ 200,000 吨 → A",
    ]


def test_english_says_the_same() -> None:
    sheet = sheet_of(("K1", "South", 8_968_000, 149_465.6, "行业龙头", dt.date(2018, 7, 5)))

    assert explanation(sheet, sheet.rows[0], "en", detail=False)[-3:] == [
        "  3.4, rounded to 2 decimals: 3.4 → B",
        "  0.1 short of tier A",
        "    Annual volume ≥ 200,000 t → A",
    ]


def test_a_customer_who_is_not_rated_is_explained_by_the_cell() -> None:
    sheet = sheet_of(("K1", "城南", None, 5, "龙头", None))

    assert explanation(sheet, sheet.rows[0], "zh", detail=False)[:2] == [
        "K1 城南 · 第 2 行 · 方案 b2b-abcd@2026.1",
        "#N/A · 年销售额为空（C2）",
    ]


def test_detail_adds_every_rule_with_its_source() -> None:
    sheet = sheet_of(("K1", "城南", 10**6, 5, "龙头", dt.date(2018, 7, 5)))
    lines = explanation(sheet, sheet.rows[0], "zh", detail=True)

    assert "  合作年限: ≥ 5 年: A 4 分；≥ 3 年: B 3 分；≥ 1 年: C 2 分；< 1 年: D 1 分" in lines
    assert "    B2B客户分级制度汇编 §三.3；英文词为本方案所加" in lines
    english = explanation(sheet, sheet.rows[0], "en", detail=True)
    assert "    Collection of B2B grading rules, part 3.3; the English words are ours" in english
    assert lines[-1] == "  分数线：A ≥ 3.5、B ≥ 2.5、C ≥ 1.5"


def test_a_customer_is_found_by_code_and_by_name_whatever_the_case_and_width() -> None:
    sheet = sheet_of(("K1", "Acme", 1, 1, "", None), ("K2", "Bolt", 1, 1, "", None), ("K1", "Acme", 2, 1, "", None))

    assert [row.row for row in rows_of(sheet, "ｋ1")[0]] == [2, 4]
    assert [row.row for row in rows_of(sheet, "bolt")[0]] == [3]
    assert rows_of(sheet, "K3")[0] == ()
    assert set(rows_of(sheet, "K3")[1]) == {"K1", "K2"}


@pytest.mark.parametrize(("value", "text"), [(Fraction(6, 5), "1.2"), (Fraction(2, 3), "≈0.666667"), (None, "–")])
def test_a_fraction_that_does_not_end_is_marked(value: Fraction | None, text: str) -> None:
    assert number(value) == text


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2_000_000),
            st.one_of(st.none(), st.integers(0, 2_000_000)),
            st.sampled_from(["龙头", "一定", "中小", "新进", "别的", None]),
            st.one_of(st.none(), st.dates(dt.date(2000, 1, 1), dt.date(2026, 10, 31))),
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["with volume", "without volume"]),
)
def test_the_weighted_points_of_every_explanation_add_up_to_its_score(
    customers: list[tuple[int, int | None, str | None, dt.date | None]], volume: str
) -> None:
    rows: list[tuple[Value, ...]] = [(f"K{at}", "", *customer) for at, customer in enumerate(customers)]
    has_volume = volume == "with volume"
    if not has_volume:
        rows = [(*row[:3], *row[4:]) for row in rows]
    headers = HEADERS if has_volume else (*HEADERS[:3], *HEADERS[4:])
    source = reading(headers, rows, units=UNITS if has_volume else {"年销售额": "元"})
    sheet = tier_sheet(source, load_scheme("b2b-abcd"), as_of=dt.date(2026, 10, 31))

    for row in sheet.rows:
        answer: dict[str, Any] = explanation_answer(sheet, row, "en")
        total = sum((Fraction(line["weighted"]) for line in answer["lines"] if "weighted" in line), Fraction(0))
        assert total == Fraction(answer["base"])
        assert row.rating.score == divide(total.numerator * 100, total.denominator)
        assert [line["cell"] is not None for line in answer["lines"]] == [
            line.get("applies", True) for line in answer["lines"]
        ]
