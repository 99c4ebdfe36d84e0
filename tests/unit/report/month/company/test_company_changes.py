"""What goes into a company's workbook: by the names of its cells and tables, and by the headers of the latter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.support.month_cases import inputs_of, period_of, scheme_of
from xltier.app.month.rate_month import rate_month
from xltier.app.month.result import MonthResult
from xltier.files.patch.design import Design, DesignedTable
from xltier.files.patch.edits import Changes
from xltier.files.patch.refs import Area
from xltier.report.month.company.changes import company_changes
from xltier.report.month.company.figures import figures

CASE: dict[str, Any] = {
    "keys": [{"dealer": "D1"}, {"dealer": "D2", "sell_in": 50}, {"dealer": "D3", "sell_in": None}],
    "history": [
        {"month": "2026-09", "dealer": "D1", "score": 60, "tier": "C"},
        {"month": "2026-09", "dealer": "D9", "score": 95, "tier": "A"},
    ],
    "red_lines": [{"dealer": "D2", "code": "fake-goods"}],
}


@pytest.fixture(scope="module")
def october() -> MonthResult:
    scheme = scheme_of(CASE)
    return rate_month(inputs_of(CASE, scheme), scheme, period_of(CASE))


def table(name: str, *headers: str) -> Design:
    return Design({}, (DesignedTable(name, "表", Area(1, 1, 3, len(headers)), headers),))


def changes(result: MonthResult, design: Design, language: str = "zh") -> Changes:
    return company_changes(result, design, file="公司.xlsx", language=language, problems=0)[0]


def columns(result: MonthResult, design: Design, language: str = "zh") -> dict[str, list[object]]:
    (fill,) = changes(result, design, language).fills
    assert {len(column.values) for column in fill.columns} == {fill.rows}
    return {column.header: list(column.values) for column in fill.columns}


def said(result: MonthResult, design: Design) -> list[tuple[str, dict[str, object]]]:
    _, found = company_changes(result, design, file="公司.xlsx", language="zh", problems=0)
    return [(one.reference, dict(one.values)) for one in found]


def test_headers_are_known_in_both_languages_whatever_their_case_spaces_and_brackets(october: MonthResult) -> None:
    design = table("XLTIER_Ratings", "经销商\n编码", "TIER", "得分（分）", "目标达成率", "目标达成率得分")

    assert columns(october, design) == {
        "经销商\n编码": ["D1", "D2", "D3"],
        "TIER": ["A", "D", None],
        "得分（分）": [94, 39, None],  # 40 + 15 + 10 + 9 (9 days of stock) + 10 + 10; 0 + 0 + 10 + 9 + 10 + 10
        "目标达成率": [1, 0.5, None],
        "目标达成率得分": [40, 0, None],
    }


def test_a_table_may_be_called_as_our_sheet_is(october: MonthResult) -> None:
    assert columns(october, table("评级明细", "线别")) == {"线别": ["城区强网乳品"] * 3}


def test_alerts_have_their_facts_and_days(october: MonthResult) -> None:
    found = columns(october, table("xltier_alerts", "级别", "预警", "经销商编码", "应完成"))
    red = found["预警"].index("触碰红线")

    assert [found[header][red] for header in ("级别", "经销商编码")] == ["高", "D2"]
    assert found["应完成"][red] == (dt.date(2026, 11, 3) - dt.date(1899, 12, 30)).days


def test_days_are_counted_as_the_companys_workbook_counts_them(october: MonthResult) -> None:
    design = replace(table("xltier_alerts", "预警", "应完成"), counts_from_1904=True)
    found = columns(october, design)

    assert found["应完成"][found["预警"].index("触碰红线")] == (dt.date(2026, 11, 3) - dt.date(1904, 1, 1)).days


def test_migration_lists_who_moved_came_and_went(october: MonthResult) -> None:
    found = columns(october, table("xltier_migration", "dealer", "last", "tier", "change"), "en")

    assert list(zip(*found.values(), strict=True)) == [
        ("D1", "C", "A", 2),
        ("D2", "New", "D", None),
        ("D3", "New", "Unrated", None),
        ("D9", "A", "Withdrawn", None),
    ]


def test_the_columns_that_tell_rows_apart_are_its_keys_where_all_are_there(october: MonthResult) -> None:
    (whole,) = changes(october, table("xltier_ratings", "等级", "事业部", "线别", "经销商编码")).fills
    (part,) = changes(october, table("xltier_ratings", "等级", "线别", "经销商编码")).fills

    assert whole.keys == ("经销商编码", "事业部", "线别")
    assert part.keys == ()


def test_named_cells_get_their_figures(october: MonthResult) -> None:
    names = {name: ("封面", Area(1, at, 1, at)) for at, name in enumerate(("xltier_count_A", "xltier_PERIOD"), 1)}
    cells = changes(october, Design(names, ())).cells

    assert [(cell.sheet, str(cell.area), cell.value) for cell in cells] == [
        ("封面", "A1", 1),
        ("封面", "B1", "2026-10"),
    ]


def test_figures_are_those_of_the_rows(october: MonthResult) -> None:
    known = {one.name.removeprefix("xltier_"): one.value for one in figures(october, "zh", problems=7)}

    wanted = {"keys": 3, "dealers": 3, "rated": 2, "unrated": 1, "up": 1, "down": 0, "new": 2, "withdrawn": 1, "red": 1}
    assert {name: known[name] for name in wanted} == wanted
    assert [known[name] for name in ("problems", "share_A", "last_A", "mean")] == [7, 0.5, 1, 66.5]


def test_what_is_not_known_is_told_with_the_nearest(october: MonthResult) -> None:
    design = Design(
        {"xltier_headlin": ("封面", Area(1, 1, 1, 1)), "xltier_period": None},
        (
            DesignedTable("xltier_rating", "表", Area(1, 1, 3, 1), ("等级",)),
            DesignedTable("xltier_alerts", "表", Area(5, 1, 7, 2), ("预警", "建议动做")),
            DesignedTable("客户", "表", Area(9, 1, 11, 1), ("等级",)),
        ),
    )

    assert said(october, design) == [
        ("template-name-unknown", {"name": "xltier_headlin", "near": "xltier_headline"}),
        ("template-name-lost", {"name": "xltier_period"}),
        (
            "template-table-unknown",
            {
                "table": "xltier_rating",
                "near": "xltier_ratings",
                "known": ("xltier_ratings", "xltier_measures", "xltier_alerts", "xltier_migration"),
            },
        ),
        ("template-own-columns", {"table": "xltier_alerts", "headers": ("建议动做 (建议动作)",)}),
    ]


def test_a_workbook_that_asks_for_nothing_is_an_error(october: MonthResult) -> None:
    _, found = company_changes(october, Design({}, ()), file="公司.xlsx", language="zh", problems=0)

    assert [(one.reference, one.is_error) for one in found] == [("template-empty", True)]
