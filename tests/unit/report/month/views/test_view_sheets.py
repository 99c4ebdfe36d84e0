"""The sheets that people read, of a small month made by hand: what they say, and what they say of a wrong pick."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from tests.support.engines import by_ironcalc
from tests.support.full_marks import GOOD, KEY
from tests.support.readings import reading
from tests.support.recalculated import unlike_in_ironcalc
from xltier import load_scheme
from xltier.app.month.intake.records import read_inputs
from xltier.app.month.rate_month import rate_month
from xltier.report.month.book import SHEETS, write_month_book
from xltier.tables.reading import Value

# openpyxl says of every data bar that it would lose it.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

SCHEME = load_scheme("dealer-monthly")
# 40 + 15 + 10 + 15 + 10 + 10 = 100 where nothing is said; below it, what each lacks.
CUSTOMERS: dict[tuple[str, str, str], dict[str, Value]] = {
    ("CQ1", "华东", "强网休闲"): {},  # 100, A; a red line makes it a D
    ("CQ1", "华东", "县城·乳品"): {"本月进货额": 80},  # 32 + 9 + 10 + 15 + 10 + 10 = 86, B
    ("CQ2", "华北", "强网休闲"): {"本月进货额": 80, "已铺门店": 25},  # 86 - 5 = 81, B
    ("CQ3", "华北", "强网休闲"): {"进货目标": None},  # not rated
    ("CQ4", "华北", "强网休闲"): {"本月进货额": 50},  # 0 + 0 (growth -37.5 %) + 10 + 15 + 10 + 10 = 45, D
}
LAST = {("CQ1", "强网休闲"): "A", ("CQ1", "县城·乳品"): "C", ("CQ2", "强网休闲"): "B", ("CQ4", "强网休闲"): "B"}


@cache
def written(language: str = "zh") -> bytes:
    rows: list[list[Value]] = [["2026-10", *key, *(GOOD | own).values()] for key, own in CUSTOMERS.items()]
    divisions = {(code, line): division for code, division, line in CUSTOMERS}
    last: list[list[Value]] = [
        ["2026-09", code, divisions[code, line], line, 80, tier, "定版", 0] for (code, line), tier in LAST.items()
    ]
    tables = [
        reading((*KEY, *GOOD), rows, file="月.xlsx", sheet="月"),
        reading(
            ("经销商编码", "经销商名称", "事业部", "线别", "客户经理"),
            [[code, f"{code}商行", division, line, "沈亦然"] for code, division, line in CUSTOMERS],
            file="月.xlsx",
            sheet="经销商主档",
        ),
        reading(
            ("日期", *KEY[1:], "红线", "解除日期"),
            [[dt.date(2026, 10, 20), "CQ1", "华东", "强网休闲", "虚报数据", None]],
            file="月.xlsx",
            sheet="红线登记",
        ),
        reading(
            (*KEY, "得分", "等级", "状态", "修订号", "经销商名称"),
            [*([*row, None] for row in last), ["2026-09", "CQ9", "华北", "强网休闲", 70, "C", "定版", 0, "旧友商行"]],
            file="月.xlsx",
            sheet="历史",
        ),
    ]
    inputs = read_inputs(tables, SCHEME)
    target = BytesIO()
    write_month_book(target, rate_month(inputs, SCHEME, 2026 * 12 + 9), inputs, language=language)
    return target.getvalue()


def sheet(key: str, language: str = "zh") -> list[list[Any]]:
    """Return the values of a sheet's cells that are not blank, row by row."""
    book = openpyxl.load_workbook(BytesIO(written(language)), data_only=True)
    page = book[SHEETS[key][0].said(language)]
    rows = [[cell for cell in row[:100] if cell is not None and cell != ""] for row in page.iter_rows(values_only=True)]
    return [row for row in rows if row]


def test_the_overview_says_the_month_in_two_sentences() -> None:
    texts = [row[0] for row in sheet("overview")]

    assert texts[2:4] == [
        # B are 80 and 80 of 100 + 80 + 80 + 100 + 50 sold in; 华北 is (81 + 45) / 2, all (100 + 86 + 81 + 45) / 4.
        "A+B 级以 50% 的户数贡献 39% 的本月进货额；本月升 1 户、降 2 户，1 户触红线。",
        "降级 2 户的原因：得分 1、红线 1；最弱的是华北，平均 63.0 分，低于全体 15.0 分；高级别预警 3 条待办。",
    ]


def test_the_overview_says_it_in_english_too() -> None:
    assert [row[0] for row in sheet("overview", "en")][2] == (
        "A+B: 50% of the customers, 39% of Sell-in; 1 up and 2 down this month, 1 with a red line."
    )


def test_the_matrix_starts_with_the_best_tier_and_drops_nobody() -> None:
    header, *rows = sheet("migration")[3:11]

    assert header[:10] == ["9 月 ＼ 10 月", "A", "B", "C", "D", "未评", "退出", "合计", "保级率", "净变化"]
    assert [row[:8] for row in rows] == [
        ["A 优质", 0, 0, 0, 1, 0, 0, 1],
        ["B 良好", 0, 1, 0, 1, 0, 0, 2],
        ["C 一般", 0, 1, 0, 0, 0, 1, 2],
        ["D 待整改", 0, 0, 0, 0, 0, 0, 0],
        ["未评", 0, 0, 0, 0, 0, 0, 0],
        ["新评", 0, 0, 0, 0, 1, 0, 1],
        ["合计", 0, 2, 0, 2, 1, 1, 6],
    ]


def test_every_check_of_the_books_holds_or_says_why() -> None:
    marks = [row[3] for row in sheet("check") if len(row) == 5 and row[3] in {"✓", "✗", "注意"}]

    assert len(marks) >= 9
    assert "✗" not in marks


@pytest.mark.parametrize(
    ("code", "line", "said"),
    [
        ("CQ2", "强网休闲", "CQ2商行　CQ2"),
        ("CQ2", "县城·乳品", "CQ2商行　CQ2"),  # it has one line only
        ("CQ1", "县城·饮品", "CQ1 的线别请选：县城·乳品、强网休闲"),
        ("ZZ9", "强网休闲", "没有编码 ZZ9，请从下拉列表选择"),
        ("", "强网休闲", "请在黄色格选择经销商编码"),
    ],
)
def test_the_card_answers_every_pick_in_words(code: str, line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "月报.xlsx"
    path.write_bytes(written())
    names = tuple(openpyxl.load_workbook(path, read_only=True).sheetnames)

    card = by_ironcalc(path, names, {("单户档案", 4, 9): code, ("单户档案", 4, 19): line})["单户档案"]

    assert card["K6"] == said
    assert [value for value in card.values() if isinstance(value, str) and value.startswith("#")] == []


def test_the_card_of_another_dealer_shows_that_dealer(tmp_path: Path) -> None:
    path = tmp_path / "月报.xlsx"
    path.write_bytes(written())
    names = tuple(openpyxl.load_workbook(path, read_only=True).sheetnames)

    card = by_ironcalc(path, names, {("单户档案", 4, 9): "CQ2", ("单户档案", 4, 19): "强网休闲"})["单户档案"]

    assert (card["B6"], card["K7"]) == ("B", "良好　综合得分 81.00　上月 B　– 保级")
    assert card["B10"] == "距 A 级还差 9.00 分：单靠一项不够，各项合计可提 19.0 分，需几项同时提高"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "没有任何表含 3 项数据（月末库存额、应回款额、按时回款额），所属指标未参与评级。"),
        (
            "en",
            "3 figures are in no sheet (Month-end stock, Payment due, Paid on time), their measures count for nobody.",
        ),
    ],
)
def test_the_overview_says_which_figures_no_department_sent(language: str, said: str) -> None:
    sent = {name: value for name, value in GOOD.items() if name not in {"月末库存额", "应回款额", "按时回款额"}}
    rows: list[list[Value]] = [["2026-10", "CQ1", "华东", "强网休闲", *sent.values()]]
    inputs = read_inputs([reading((*KEY, *sent), rows, file="月.xlsx", sheet="月")], SCHEME)
    target = BytesIO()
    write_month_book(target, rate_month(inputs, SCHEME, 2026 * 12 + 9), inputs, language=language)
    page = openpyxl.load_workbook(target, data_only=True).worksheets[0]

    assert str(page["B6"].value).endswith(said)


def test_a_code_that_is_the_same_number_as_another_keeps_its_own_lines(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["2026-10", code, "华东", "强网休闲", *GOOD.values()] for code in ("123", "00123")]
    inputs = read_inputs([reading((*KEY, *GOOD), rows, file="月.xlsx", sheet="月")], SCHEME)
    path = tmp_path / "月报.xlsx"
    with path.open("wb") as target:
        write_month_book(target, rate_month(inputs, SCHEME, 2026 * 12 + 9), inputs, language="zh")

    # Excel's COUNTIF, and IronCalc's, takes 123 and 00123 for one number: then the card would show two lines of 123.
    assert unlike_in_ironcalc(path) == []


def test_who_left_is_named_as_the_history_knows_them() -> None:
    lines = [row[:5] for row in sheet("migration")]
    assert ["CQ9", "旧友商行", "华北 · 强网休闲", "退出", "C"] in lines


def test_a_red_line_that_lowered_nobody_is_not_among_what_cannot_wait() -> None:
    rows: list[list[Value]] = [["2026-10", "CQ4", "华北", "强网休闲", *(GOOD | {"本月进货额": 50}).values()]]
    hits: list[list[Value]] = [[dt.date(2026, 10, 20), "CQ4", "华北", "强网休闲", "虚报数据"]]
    tables = [
        reading((*KEY, *GOOD), rows, file="月.xlsx", sheet="月"),
        reading(("日期", *KEY[1:], "红线"), hits, file="月.xlsx", sheet="红线登记"),
    ]
    inputs = read_inputs(tables, SCHEME)
    target = BytesIO()
    write_month_book(target, rate_month(inputs, SCHEME, 2026 * 12 + 9), inputs, language="zh")
    book = openpyxl.load_workbook(target, data_only=True)
    said = {cell for row in book["总览"].iter_rows(values_only=True) for cell in row if isinstance(cell, str)}

    # Nobody was rated in September: there is nothing to compare with.
    assert book["等级迁移"]["B1"].value == "等级迁移：没有上月评级可比"
    assert "没有上月评级，全部为新评，见“评级明细”。" in {cell.value for row in book["等级迁移"] for cell in row}
    # 45 points are a D by score already: the alert is medium, and the list of high ones is empty.
    assert [row[0] for row in book["预警清单"].iter_rows(min_row=5, values_only=True)][:1] == ["中"]
    assert "本月没有高级别预警。" in said
    assert book["服务策略"]["B1"].value == "服务策略：本月没有 A 级客户"


def test_a_cut_off_typed_with_decimals_is_said_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "月报.xlsx"
    path.write_bytes(written())
    book = openpyxl.load_workbook(path)
    rows = enumerate(book["规则"].iter_rows(max_col=12, values_only=True), 1)
    place = next((row, cells.index(75) + 1) for row, cells in rows if "B" in cells and 75 in cells)

    sheets = by_ironcalc(path, tuple(book.sheetnames), {("规则", *place): "75.125"})
    said = sorted(value for value in sheets["服务策略"].values() if isinstance(value, str) and "75" in value)

    assert said == ["得分 < 75.125 降 C 或更低", "得分 ≥ 75.125 升 B\n差 3 分以内：0 户"]


def test_no_chart_bears_a_title_that_a_program_made_up() -> None:
    with ZipFile(BytesIO(written())) as package:
        charts = [package.read(name) for name in package.namelist() if name.startswith("xl/charts/chart")]

    assert [b'<c:autoTitleDeleted val="1"/>' in chart for chart in charts] == [True] * len(charts)
