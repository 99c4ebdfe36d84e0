"""The workbook of ``tier``: what each cell holds, what it shows when recalculated, how it prints."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.support.office import Office, page_texts
from tests.support.readings import reading
from tests.support.shared import ROOT
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.core.palette import TIDE
from xltier.files.read import open_table
from xltier.report.tier_book import write_tier_book
from xltier.schemes import load_scheme
from xltier.tables.reading import Conversion, Failure, Rejection

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

AS_OF = dt.date(2026, 10, 31)
HEADERS = ("客户编号", "客户名称", "得分", "上期等级")


def small() -> TieredSheet:
    """Return three good rows, a blank, a text and a number out of range."""
    rows = [
        ("0012", "甲", 95, "B"),
        ("K2", "乙", 76.5, "A"),
        ("K3", "丙", 60, "C"),
        ("K4", "丁", None, None),
        ("K5", "戊", None, None),
        ("K6", "己", 105, None),
    ]
    source = reading(HEADERS, rows, failures={(6, "得分"): Failure("not_a_number", "待定")})
    return tier_sheet(source, load_scheme("standard"), as_of=AS_OF)


def book_of(sheet: TieredSheet, language: str) -> bytes:
    target = io.BytesIO()
    write_tier_book(target, sheet, language=language)
    return target.getvalue()


def opened(sheet: TieredSheet, language: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(book_of(sheet, language)))


@pytest.fixture(scope="module", params=["zh", "en"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of the bundled list in one language."""
    language: str = request.param
    source = open_table(ROOT / "examples" / f"customers_{language}.xlsx", today=AS_OF)
    sheet = tier_sheet(source, load_scheme("b2b-abcd"), as_of=AS_OF)
    path = tmp_path_factory.mktemp(language) / f"{language}.xlsx"
    path.write_bytes(book_of(sheet, language))
    return path


def test_our_columns_stand_right_of_the_users_and_the_users_at_their_addresses() -> None:
    sheet = opened(small(), "zh").worksheets[0]

    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=5)] == [
        ["客户编号", "客户名称", "得分", "上期等级", "等级", "得分(xltier)", "变动", "主因"],
        ["0012", "甲", 95, "B", "A", 95, 1, "得分 95；已是最高等级"],
        ["K2", "乙", 76.5, "A", "B", 76.5, -1, "得分 76.5；距 A 差 13.5"],
        ["K3", "丙", 60, "C", "C", 60, 0, "得分 60；距 B 差 15"],
        ["K4", "丁", None, None, "=NA()", None, None, "得分为空（C5）"],
    ]


@pytest.mark.office
def test_bad_rows_show_true_error_values_when_recalculated(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "small.xlsx"
    path.write_bytes(book_of(small(), "zh"))
    cells = office.values(path)["Sheet1"]

    assert [cells[f"E{row}"] for row in range(2, 8)] == ["A", "B", "C", "#N/A", "#VALUE!", "#NUM!"]
    assert cells["C6"] == "待定"


def test_the_cached_value_of_an_error_is_the_error() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(small(), "en")), data_only=True).worksheets[0]

    assert [(sheet[f"E{row}"].value, sheet[f"E{row}"].data_type) for row in (5, 6, 7)] == [
        ("#N/A", "e"),
        ("#VALUE!", "e"),
        ("#NUM!", "e"),
    ]


def test_each_tier_has_one_rule_of_its_colour_over_the_tier_cells() -> None:
    sheet = opened(small(), "zh").worksheets[0]
    rules = {
        (str(area.sqref), rule.formula[0], rule.dxf.fill.bgColor.rgb[2:])
        for area in sheet.conditional_formatting
        for rule in area.rules
        if str(area.sqref).startswith("E")
    }

    assert rules == {("E2:E7", f'"{code}"', chip.fill[1:]) for code, chip in zip("ABCD", TIDE[1:], strict=True)}


def test_panes_filter_and_paper_are_set() -> None:
    sheet = opened(small(), "en").worksheets[0]

    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:H7"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    # one page wide is the default, so that it is not written; any number of pages high is 0
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        None,
        0,
    )
    assert sheet.print_title_rows == "$1:$1"


def test_a_column_in_ten_thousands_is_written_in_ten_thousands() -> None:
    source = reading(("客户编号", "年销售额(万元)"), [("K1", 3_991_000)], units={"年销售额(万元)": "元"})
    column = source.columns[1]
    scaled = type(column)(column.name, column.header, 2, column.kind, "元", "万元", 10000)
    object.__setattr__(source, "columns", (source.columns[0], scaled))
    sheet = opened(tier_sheet(source, load_scheme("b2b-abcd"), as_of=AS_OF), "zh").worksheets[0]

    assert sheet["B2"].value == 399.1


def test_problems_lead_to_their_cells_and_conversions_are_listed() -> None:
    source = reading(("客户编号", "得分"), [("K1", 95), ("K2", None)])
    object.__setattr__(source, "conversions", (Conversion(2, 1, "９５", 95, "text_number"),))
    object.__setattr__(source, "rejected", (Rejection(4, "total_row", "合计 | 95"),))
    book = opened(tier_sheet(source, load_scheme("standard"), as_of=AS_OF), "zh")
    page = book["数据问题"]
    texts = [[cell.value for cell in row[1:6]] for row in page.iter_rows(min_row=5, max_row=10)]

    assert texts[0][:2] == ["错误", "B3"]
    assert texts[1][:2] == ["说明", "4:4"]
    assert ["序号", "单元格", "原值", "读作", "原因"] in texts
    assert [1, "B2", "９５", "95", "文本型数字"] in texts
    assert page["C5"].hyperlink.location == "'Sheet1'!B3"
    assert book.worksheets[0]["A4"].value == "合计 | 95"


def test_the_rules_sheet_states_every_tier_and_measure() -> None:
    texts = {cell.value for row in opened(small(), "en")["Rules"].iter_rows() for cell in row}

    assert {"A", "B", "C", "D", 90, 75, 60, "score", "Score", "yes", 100, "Try a customer"} <= texts


def test_both_languages_fill_the_same_cells() -> None:
    chinese, english = opened(small(), "zh"), opened(small(), "en")

    for one, other in zip(chinese.worksheets, english.worksheets, strict=True):
        assert filled(one) == filled(other)


def filled(page: Worksheet) -> list[str]:
    return [cell.coordinate for row in page.iter_rows() for cell in row if cell.value is not None]


def test_nothing_in_the_package_depends_on_when_it_was_made() -> None:
    assert book_of(small(), "zh") == book_of(small(), "zh")
    with zipfile.ZipFile(io.BytesIO(book_of(small(), "zh"))) as package:
        assert b"2026-01-01T00:00:00Z" in package.read("docProps/core.xml")


@pytest.mark.parametrize("demo", ["en"], indirect=True)
def test_no_chinese_is_left_in_the_english_headings(demo: Path) -> None:
    book = openpyxl.load_workbook(demo)
    page = book["Summary"]
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]

    assert [text for text in texts if re.search(r"[\u4e00-\u9fff]", text)] == []


@pytest.mark.office
def test_the_summary_is_one_page_and_no_cell_is_too_narrow_for_its_figure(
    demo: Path, office: Office, tmp_path: Path
) -> None:
    pages = page_texts(office.convert(demo, "pdf", folder=tmp_path))
    title = {"zh": "等级汇总", "en": "Summary"}[demo.stem]

    assert sum("##" in page for page in pages) == 0
    assert sum(page.strip().startswith(title) for page in pages) == 1
