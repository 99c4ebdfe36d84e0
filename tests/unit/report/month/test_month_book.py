"""The monthly workbook of a small month made by hand: what each sheet says, in both languages."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.support.full_marks import GOOD, KEY
from tests.support.readings import reading
from xltier import load_scheme
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.intake.records import read_inputs
from xltier.app.month.rate_month import rate_month
from xltier.app.month.result import MonthResult
from xltier.core.closing import State
from xltier.report.month.book import SHEETS, write_month_book
from xltier.report.month.data.ratings_grid import ratings_grid
from xltier.tables.reading import Value

SCHEME = load_scheme("dealer-monthly")
OCTOBER = 2026 * 12 + 9
# Where a dealer differs from full marks.
DEALERS: dict[str, dict[str, Value]] = {
    "CQ1": {},
    "CQ2": {"本月进货额": 80, "直配量": 50},  # 32 + 9 (growth 0) + 10 + 15 + 10 + 10 = 86, and +1: 87
    "CQ3": {"进货目标": None},
}


@cache
def rated() -> tuple[MonthResult, MonthInputs]:
    rows: list[list[Value]] = [
        ["2026-10", code, "华东", "强网休闲", *(GOOD | own).values()] for code, own in DEALERS.items()
    ]
    dealers: list[list[Value]] = [[code, f"{code}商行", "华东", "强网休闲", "沈亦然"] for code in DEALERS]
    logs: list[list[Value]] = [
        [dt.date(2026, 10, 9), "CQ1", "华东", "强网休闲", "乱价", 3, "巡店 7", "顾清和"],
        [dt.date(2026, 10, 9), "CQ2", "华东", "强网休闲", "乱价", 1, "巡店 8", None],
    ]
    tables = [
        reading((*KEY, *GOOD), rows, file="月.xlsx", sheet="月"),
        reading(
            ("经销商编码", "经销商名称", "事业部", "线别", "客户经理"), dealers, file="月.xlsx", sheet="经销商主档"
        ),
        reading(("日期", *KEY[1:], "项目", "次数", "凭证", "批准人"), logs, file="月.xlsx", sheet="加减分登记"),
        reading(
            ("日期", *KEY[1:], "红线", "解除日期"),
            [[dt.date(2026, 10, 20), "CQ1", "华东", "强网休闲", "虚报数据", None]],
            file="月.xlsx",
            sheet="红线登记",
        ),
        reading(
            (*KEY, "得分", "等级", "状态", "修订号"),
            [["2026-09", "CQ1", "华东", "强网休闲", 95, "A", "定版", 0]],
            file="月.xlsx",
            sheet="历史",
        ),
    ]
    inputs = read_inputs(tables, SCHEME)
    return rate_month(inputs, SCHEME, OCTOBER, state=State.DRAFT), inputs


@cache
def written(language: str) -> bytes:
    target = BytesIO()
    result, inputs = rated()
    write_month_book(target, result, inputs, language=language)
    return target.getvalue()


def sheet(key: str, language: str = "zh") -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(BytesIO(written(language)), data_only=True)
    _, _, _, header, *rows = book[SHEETS[key][0].said(language)].iter_rows(values_only=True)
    found = [dict(zip((str(name).replace("\n", "") for name in header), row, strict=True)) for row in rows]
    return [row for row in found if any(row.get(name) for name in ("经销商编码", "Dealer code", "问题"))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_its_sheets_in_order(language: str) -> None:
    book = openpyxl.load_workbook(BytesIO(written(language)))

    assert book.sheetnames == [name.said(language) for name, _ in SHEETS.values()]


def test_a_rating_shows_every_figure_that_it_follows_from() -> None:
    second, first, third = sheet("ratings")  # best first

    assert {
        key: first[key] for key in ("等级", "红线前", "上月", "变动", "驱动", "得分", "基础分", "加分", "扣分", "红线")
    } == {
        "等级": "D",
        "红线前": "A",
        "上月": "A",
        "变动": -3,
        "驱动": "红线",
        "得分": 94,
        "基础分": 100,
        "加分": 0,
        "扣分": 6,
        "红线": "红×1",
    }
    assert (second["等级"], second["得分"], second["加分"], second["上一级"], second["还差"]) == ("B", 87, 1, "A", 3)
    assert (third["等级"], third["得分"]) == ("#N/A", None)


def test_the_measures_stand_beside_their_points_and_what_rules_read() -> None:
    second, first, third = sheet("measures")

    assert (second["目标达成率"], second["目标达成率/40"], second["同期成长率/15"]) == (0.8, 32, 9)
    assert (second["本月进货额"], second["直配占比"], second["基础分"]) == (80, 0.5, 86)
    assert (first["近三月天数"], third["进货目标"], third["目标达成率"]) == (92, "未报", "未报")


def test_the_score_before_a_red_line_has_a_column() -> None:
    second, first, _ = sheet("ratings")

    assert (first["红线前得分"], second["红线前得分"]) == (94, 87)


def test_the_points_add_up_to_the_base_by_the_weight_that_moved() -> None:
    rows: list[list[Value]] = [
        ["2026-10", "CQ1", "华东", "强网休闲", *(GOOD | {"进货目标": 0, "按时回款额": 0}).values()]
    ]
    inputs = read_inputs([reading((*KEY, *GOOD), rows)], SCHEME)
    grid = ratings_grid(rate_month(inputs, SCHEME, OCTOBER), "zh")
    row = dict(zip((column.header.zh.replace("\n", "") for column in grid.columns), grid.rows[0], strict=True))

    # 15 + 10 + 15 + 0 + 10 = 50 of the 60 that apply: 50 / (1 - 0.4) = 83.3333
    assert (row["移走权重"], row["基础分"], row["目标达成率/40"]) == (0.4, 83.3333, "不适用")


def test_a_rating_s_own_problems_are_listed_with_its_key() -> None:
    rows = [(r["经销商编码"], r["事业部"], r["线别"]) for r in sheet("problems") if "目标达成率" in r["问题"]]

    assert rows == [("CQ3", "华东", "强网休闲")]


def test_an_unapproved_item_is_named_in_the_reader_s_language() -> None:
    (said,) = [row["问题"] for row in sheet("problems") if "未批准" in row["问题"]]

    assert said == "该登记未批准，不计分（经销商 CQ2，项目 乱价）。"


def test_an_item_given_by_its_rule_names_the_rule() -> None:
    assert sheet("adjustments")[2]["出处"] == "规则：直配占比 >= 50%（直配占比 50%）"


def test_every_reason_names_something() -> None:
    assert all(row["主因"] for row in sheet("ratings"))
    assert "目标达成率" in sheet("ratings")[2]["主因"]


def test_an_item_shows_its_points_its_cap_and_what_counted() -> None:
    rows = [
        (r["经销商编码"], r["项目"], r["次数"], r["应计"], r["状态"], r["计入（封顶前）"], r["单项封顶"], r["说明"])
        for r in sheet("adjustments")
    ]

    assert rows == [
        ("CQ2", "乱价", 1, 3, "待批准", 0, 6, "未批准，不计分"),
        ("CQ1", "乱价", 3, 9, "已批准", -9, 6, "已封顶"),
        ("CQ2", "客户直配", 1, 1, "按规则", 1, 1, None),
    ]


def test_a_red_line_in_force_shows_what_the_score_alone_gave() -> None:
    (row,) = sheet("red_lines")

    assert (row["红线"], row["日期"], row["红线前得分"], row["红线前等级"], row["等级"]) == (
        "虚报数据",
        dt.datetime(2026, 10, 20),
        94,
        "A",
        "D",
    )
    assert row["出处"] == "'[月.xlsx]红线登记'!2:2"


def test_an_alert_says_the_fact_what_to_do_who_and_until_when() -> None:
    alert = sheet("alerts")[0]

    assert (alert["级别"], alert["类型"], alert["经销商编码"], alert["责任人"]) == ("高", "触碰红线", "CQ1", "沈亦然")
    assert alert["事实依据"] == "红线：虚报数据（红线前得分 94）"
    assert alert["期限"] == dt.datetime(2026, 11, 3)


@pytest.mark.parametrize(("language", "said"), [("zh", "请重新出表"), ("en", "rate again")])
def test_the_alerts_say_that_they_do_not_follow_an_edit(language: str, said: str) -> None:
    page = openpyxl.load_workbook(BytesIO(written(language)))[SHEETS["alerts"][0].said(language)]

    assert said in str(page["A2"].value)


def test_what_is_not_reported_is_listed_by_department() -> None:
    rows = [(row["报送部门"], row["经销商编码"], row["未报指标"]) for row in sheet("missing")]

    assert rows == [("销售部", "CQ3", "进货目标")]


def test_the_history_of_one_month_is_the_input_of_the_next() -> None:
    rows = sheet("history")

    assert [(r["月份"], r["经销商编码"], r["得分"], r["等级"], r["保级后等级"], r["状态"]) for r in rows] == [
        ("2026-10", "CQ1", 94, "D", "A", "初评"),
        ("2026-10", "CQ2", 87, "B", "B", "初评"),
        ("2026-10", "CQ3", None, None, None, "初评"),
        ("2026-09", "CQ1", 95, "A", None, "定版"),
    ]


def test_no_text_of_a_file_becomes_a_formula() -> None:
    evil = reading(
        ("经销商编码", "经销商名称", "事业部", "线别", "客户经理"),
        [["CQ1", "=1+1", "华东", "强网休闲", "@SUM(A1)"]],
        sheet="经销商主档",
    )
    good = reading((*KEY, *GOOD), [["2026-10", "CQ1", "华东", "强网休闲", *GOOD.values()]], sheet="月")
    inputs = read_inputs([evil, good], SCHEME)
    target = BytesIO()

    write_month_book(target, rate_month(inputs, SCHEME, OCTOBER), inputs, language="zh")
    page = openpyxl.load_workbook(target)["评级明细"]

    assert (page["B5"].value, page["B5"].data_type, page["E5"].value) == ("=1+1", "s", "@SUM(A1)")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_month_has_the_same_bytes(language: str) -> None:
    target = BytesIO()
    write_month_book(target, *rated(), language=language)

    assert target.getvalue() == written(language)


def test_the_row_of_a_band_is_as_high_as_the_name_of_its_measure() -> None:
    page = openpyxl.load_workbook(BytesIO(written("en")), data_only=True)["Rules"]
    bands = [row[0].row for row in page.iter_rows(min_col=2, max_col=3) if row[0].value == "growth"]
    heights = [page.row_dimensions[row].height for row in bands if page.cell(row, 3).value == "Growth on last year"]

    assert heights
    assert min(heights) > 18  # "Growth on last year" takes two lines there; one line is 18 high
