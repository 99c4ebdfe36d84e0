"""A whole sheet rated: good rows have their tier, bad ones their cell, and nothing is silent."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.support.readings import reading
from tests.support.rule_books import rule_book
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.core.values import NOT_APPLICABLE, ExcelError
from xltier.errors import DataError, Severity
from xltier.schemes import load_scheme
from xltier.tables.reading import Failure, Reading, Value

AS_OF = dt.date(2026, 10, 31)
HEADERS = ("客户编号", "客户名称", "年销售额", "年销量", "行业影响力", "合作起始日")
A_ROW = ("K1", "甲", 1_000_000, 1_000_000, "行业龙头", dt.date(2021, 10, 31))


def sheet_of(*rows: tuple[Value, ...], failures: dict[tuple[int, str], Failure] | None = None) -> Reading:
    """Return a customer list of b2b-abcd."""
    return reading(HEADERS, rows, failures=failures, units={"年销售额": "元", "年销量": "吨"})


def rated(source: Reading, scheme: str = "b2b-abcd", **chosen: str) -> TieredSheet:
    return tier_sheet(source, load_scheme(scheme), as_of=AS_OF, chosen=chosen)


def outcomes(sheet: TieredSheet) -> list[tuple[str, str | None, int | None, str | None]]:
    """Return key, tier, score and error of every row."""
    return [(row.key, row.rating.tier, row.rating.score, row.rating.error) for row in sheet.rows]


def test_the_edges_of_the_source_belong_to_the_better_grade() -> None:
    # (4x40 + 4x20 + 4x20 + 4x20) / 100 = 4.00; one cent below a million: (3x40 + 240) / 100 = 3.60;
    # one day short of five years: 3 for the years, (160 + 80 + 80 + 60) / 100 = 3.80
    sheet = rated(
        sheet_of(
            A_ROW,
            ("K2", "乙", 999_999.99, 1_000_000, "知名品牌", dt.date(2021, 10, 31)),
            ("K3", "丙", 1_000_000, 1_000_000, "行业龙头", dt.date(2021, 11, 1)),
        )
    )

    assert outcomes(sheet) == [("K1", "A", 400, None), ("K2", "A", 360, None), ("K3", "A", 380, None)]


def test_yuan_and_ten_thousand_yuan_tons_and_kilograms_give_the_same_entries() -> None:
    in_tons = rated(reading(HEADERS, [A_ROW], units={"年销售额": "元", "年销量": "吨"}))
    in_kilograms = rated(
        reading(HEADERS, [(*A_ROW[:2], 100, 1_000_000_000, *A_ROW[4:])], units={"年销售额": "万元", "年销量": "kg"})
    )

    assert in_tons.rows[0].entries == in_kilograms.rows[0].entries
    assert [p.reference for p in in_kilograms.problems] == ["unit-converted", "unit-converted"]


def test_a_blank_that_is_required_is_not_available_and_its_cell_is_named() -> None:
    sheet = rated(sheet_of(A_ROW, ("K2", "乙", None, 5, "知名", None)))

    assert outcomes(sheet)[1] == ("K2", None, None, ExcelError.NA)
    assert row_reason(sheet, sheet.rows[1], "zh") == "年销售额为空（C3）"
    assert row_reason(sheet, sheet.rows[1], "en") == "Annual sales is blank (C3)"


def test_a_text_where_a_number_belongs_is_an_error_with_its_cell_and_the_rest_is_rated() -> None:
    sheet = rated(
        sheet_of(
            A_ROW, ("K2", "乙", None, 5, "知名", None), failures={(3, "年销售额"): Failure("not_a_number", "待定")}
        )
    )

    assert outcomes(sheet) == [("K1", "A", 400, None), ("K2", None, None, ExcelError.VALUE)]
    assert row_reason(sheet, sheet.rows[1], "zh") == "年销售额不是数字：“待定”（C3）"
    assert row_reason(sheet, sheet.rows[1], "en") == 'Annual sales is no number: "待定" (C3)'


def test_an_error_in_a_cell_passes_through_as_itself() -> None:
    sheet = rated(
        sheet_of((*A_ROW[:2], None, *A_ROW[3:]), failures={(2, "年销售额"): Failure("error_value", "#DIV/0!")})
    )

    assert outcomes(sheet) == [("K1", None, None, ExcelError.DIV0)]


def test_a_bad_cell_that_no_measure_reads_stops_nothing() -> None:
    source = reading(
        ("客户编号", "得分", "备注"), [("K1", 86, None)], failures={(2, "备注"): Failure("error_value", "#REF!")}
    )
    sheet = rated(source, "standard")

    assert outcomes(sheet) == [("K1", "B", 8600, None)]
    assert [(p.reference, p.severity) for p in sheet.problems] == [("error-value", Severity.NOTE)]


def test_a_measure_without_a_column_applies_to_nobody_and_that_is_said_once() -> None:
    sheet = rated(reading(("客户编号", "年销售额"), [("K1", 10**6), ("K2", 10**6)], units={"年销售额": "元"}))

    assert sheet.rows[0].entries == (100_000_000, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE)
    assert [p.values["key"] for p in sheet.problems if p.reference == "column-absent"] == [
        "volume",
        "influence",
        "years",
    ]


def test_a_needed_measure_without_a_column_names_what_is_there_and_the_way_out() -> None:
    with pytest.raises(DataError) as caught:
        rated(reading(("客户编号", "金额"), [("K1", 5)]))

    (problem,) = caught.value.problems
    assert problem.reference == "column-missing"
    assert problem.values["found"] == ("客户编号", "金额")
    assert problem.values["key"] == "sales"


def test_the_users_choice_of_a_column_wins_by_header_and_by_letter() -> None:
    source = reading(("客户编号", "金额", "得分"), [("K1", 95, 10)])

    assert outcomes(rated(source, "standard"))[0][1] == "D"
    assert outcomes(rated(source, "standard", score="金额"))[0][1] == "A"
    assert outcomes(rated(source, "standard", score="B"))[0][1] == "A"


def test_a_wrong_choice_is_named_and_nothing_else_is_complained_about() -> None:
    with pytest.raises(DataError) as caught:
        rated(reading(("客户编号", "金额"), [("K1", 5)]), "standard", score="ZZ", foo="B")

    assert [p.reference for p in caught.value.problems] == ["map-unknown-measure", "map-unknown-column"]


def test_a_unit_of_another_kind_is_refused_and_not_rated() -> None:
    with pytest.raises(DataError) as caught:
        rated(reading(("客户编号", "年销售额"), [("K1", 5)], units={"年销售额": "吨"}))

    assert [p.reference for p in caught.value.problems] == ["unit-mismatch"]


def test_small_amounts_under_a_header_without_a_unit_are_doubted() -> None:
    doubted = rated(reading(("客户编号", "年销售额"), [("K1", 399.1), ("K2", 9999)]))
    trusted = rated(reading(("客户编号", "年销售额"), [("K1", 399.1), ("K2", 10000)]))

    assert [p.reference for p in doubted.problems if p.severity is Severity.WARNING] == ["unit-unsaid"]
    assert [p.reference for p in trusted.problems if p.severity is Severity.WARNING] == []


def test_a_customer_who_stands_twice_is_rated_twice_and_said_once() -> None:
    sheet = rated(reading(("客户编号", "得分"), [("K1", 95), ("K2", 80), ("K1", 61)]), "standard")

    assert [row.rating.tier for row in sheet.rows] == ["A", "B", "C"]
    assert [(p.reference, p.at.cell, p.values["cells"]) for p in sheet.problems] == [
        ("duplicate-customer", "A4", ("A2", "A4"))
    ]


def test_a_start_after_the_day_counted_to_is_an_error_with_its_cell() -> None:
    sheet = rated(sheet_of((*A_ROW[:5], dt.date(2027, 1, 1))))

    assert outcomes(sheet) == [("K1", None, None, ExcelError.NUM)]
    assert [(p.reference, p.at.cell) for p in sheet.problems] == [("date-after-as-of", "F2")]


def test_the_tier_of_the_last_period_gives_the_change() -> None:
    source = reading(
        ("编号", "得分", "上期等级"), [("K1", 95, "B"), ("K2", 61, "A"), ("K3", 80, "B"), ("K4", 80, None)]
    )

    assert [row.change for row in rated(source, "standard").rows] == [1, -2, 0, None]


def test_shuffled_rows_give_the_same_ratings() -> None:
    rows = [(f"K{number}", number * 7 % 101) for number in range(60)]
    forwards = rated(reading(("编号", "得分"), rows), "standard")
    backwards = rated(reading(("编号", "得分"), rows[::-1]), "standard")

    assert sorted(outcomes(forwards)) == sorted(outcomes(backwards))


def test_a_distribution_is_fitted_to_the_rows() -> None:
    scheme = rule_book(
        "amount = { decimals = 0 }",
        """
kind = "distribution"
measure = "amount"
spread = "quantile"
[[tiers]]
code = "top"
name = { zh = "前", en = "Top" }
share = 0.2
[[tiers]]
code = "rest"
name = { zh = "后", en = "Rest" }
""",
    )
    sheet = tier_sheet(reading(("编号", "amount"), [(f"K{n}", n) for n in range(1, 11)]), scheme, as_of=AS_OF)

    assert [row.rating.tier for row in sheet.rows] == ["rest"] * 8 + ["top"] * 2


def test_progress_ends_at_all_rows() -> None:
    seen: list[tuple[int, int]] = []
    source = reading(("编号", "得分"), [(f"K{n}", n % 100) for n in range(4500)])
    tier_sheet(source, load_scheme("standard"), as_of=AS_OF, progress=lambda done, total: seen.append((done, total)))

    assert seen == [(2000, 4500), (4000, 4500), (4500, 4500)]


def test_percentages_of_a_score_out_of_100_are_its_points_and_of_another_scale_are_refused() -> None:
    def scored(name: str, header: str, unit: str | None, *values: float) -> Reading:
        plain = reading(
            ("客户编号", header, "规模评分", "活跃度评分", "潜力评分"), [(name, v, 4, 4, 4) for v in values]
        )
        column = replace(plain.columns[1], said_unit=unit)
        return replace(plain, columns=(plain.columns[0], column, *plain.columns[2:]))

    as_points = rated(scored("K1", "得分", "%", 0.95, 0.6, 0.7499, 1), "standard")
    doubted = rated(scored("K1", "得分", None, 0.95, 0.6, 1), "standard")

    # 95, 60, 74.99 and 100 points of 100, in hundredths
    assert [(row.rating.tier, row.rating.score) for row in as_points.rows] == [
        ("A", 9500),
        ("C", 6000),
        ("C", 7499),
        ("A", 10000),
    ]
    assert "percent-as-points" in [problem.reference for problem in as_points.problems]
    assert [row.rating.tier for row in doubted.rows] == ["D", "D", "D"]
    assert "points-as-fractions" in [problem.reference for problem in doubted.problems]
    with pytest.raises(DataError) as refused:  # 80 % of 1 to 5 may be 4 or 4.2
        rated(scored("K1", "价值评分", "%", 0.8), "criteria")
    assert [problem.reference for problem in refused.value.problems] == ["unit-mismatch"]


def test_one_point_of_100_is_no_fraction() -> None:
    plain = rated(reading(("客户编号", "得分"), [("K1", 1), ("K2", 0)]), "standard")

    assert "points-as-fractions" not in [problem.reference for problem in plain.problems]


@pytest.mark.parametrize(
    ("headers", "row", "key"),
    [
        (("门店编码", "客户编号", "得分"), ("M1", "K1", 90), "K1"),
        (("客户编号", "供应商编码", "供应商", "客户名称", "得分"), ("K1", "S1", "丁", "甲", 90), "K1"),
        (("会员号", "会员", "得分"), ("V1", "甲", 90), "V1"),
        (("供应商编码", "供应商名称", "得分"), ("0001", "甲", 90), "0001"),
    ],
)
def test_rows_have_the_customers_code_also_beside_another_code(
    headers: tuple[str, ...], row: tuple[Value, ...], key: str
) -> None:
    sheet = rated(reading(headers, [row]), "standard")

    assert outcomes(sheet) == [(key, "A", 9000, None)]
