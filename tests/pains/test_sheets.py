"""Pains of files, cells and functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from tests.support.readings import reading
from xltier.app.functions.catalogue import CATALOGUE, call
from xltier.app.functions.scheme_of import Nowhere
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.cli import main
from xltier.core.values import ExcelError
from xltier.files.read import open_table
from xltier.schemes.library import load_scheme
from xltier.tables.dates import from_serial, parse_date

DAY = dt.date(2026, 10, 31)


def book(path: Path, rows: Sequence[Sequence[object]], *, merge: tuple[int, int, int, int] | None = None) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("客户")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if merge is not None:
            sheet.merge_range(*merge, rows[merge[0]][merge[1]])
    return path


def test_16_only_really_merged_cells_are_filled_and_true_blanks_stay_blank(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["区域", "客户编码", "得分"],
        ["华东", "K1", 90],
        ["", "K2", 80],
        ["", "K3", 70],
        ["华南", "K4", 60],
    ]
    found = open_table(book(tmp_path / "m.xlsx", rows, merge=(1, 0, 2, 0)))

    assert list(found.values[0]) == ["华东", "华东", None, "华南"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_17_a_csv_saved_by_chinese_excel_is_read_and_its_encoding_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("客户编号,客户名称,得分\nK1,海棠电器,86\nK2,远山商行,59.5\n", encoding=encoding)
    found = open_table(path)

    assert list(found.values[1]) == ["海棠电器", "远山商行"]
    assert found.encoding is not None


def test_18_numbers_as_text_are_numbers_and_every_conversion_is_listed(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["客户编码", "销售额"],
        ["K1", "1,234"],
        ["K2", "￥5 678"],
        ["K3", "12.5万"],
        ["K4", "９５"],
        ["K5", 7],
    ]
    found = open_table(book(tmp_path / "n.xlsx", rows))

    assert list(found.values[1]) == [1234, 5678, 125000, 95, 7]
    assert {one.row for one in found.conversions if one.column == 1} >= {2, 3, 4, 5}


@pytest.mark.parametrize("text", ["2024-3-5", "2024.3.5", "2024年3月5日", "20240305", "2024/03/05"])
def test_19_a_date_as_text_is_that_day(text: str) -> None:
    found = parse_date(text)

    assert found is not None
    assert (found.day, found.is_ambiguous) == (dt.date(2024, 3, 5), False)


def test_19_a_date_that_could_be_two_days_is_flagged() -> None:
    found = parse_date("03/04/2024")

    assert found is not None
    assert found.is_ambiguous


def test_20_serials_know_the_day_that_never_was_and_the_1904_system() -> None:
    assert from_serial(60, date1904=False) is None
    assert from_serial(61, date1904=False) == dt.datetime(1900, 3, 1)
    assert from_serial(59, date1904=False) == dt.datetime(1900, 2, 28)
    assert from_serial(0, date1904=True) == dt.datetime(1904, 1, 1)


def test_22_one_call_answers_a_whole_range() -> None:
    scores = tuple((score % 101,) for score in range(1000))
    found = call("TIER", (scores,), Nowhere())

    assert len(found) == 1000
    assert [row[0] for row in found[:2]] == ["D", "D"]
    assert not [name for name, one in CATALOGUE.items() if "volatile" in one.example.casefold()]


def test_23_a_blank_is_a_blank_and_never_a_number() -> None:
    assert call("TIER", (((None,), ("",), (86,)),), Nowhere()) == (("",), ("",), ("B",))
    assert call("TIER", ("待定",), Nowhere()) == ((ExcelError.VALUE,),)


def test_24_writing_back_touches_our_columns_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "客户.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("客户")
        bold = workbook.add_format({"bold": True, "bg_color": "#FFEEAA", "num_format": "0.000"})
        sheet.write_row(0, 0, ["客户", "score"])
        sheet.write_row(1, 0, ["甲", 86], bold)
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=客户!$B$2:$B$2"})
        sheet.insert_chart("F5", chart)
    with pytest.raises(SystemExit) as ended:
        main(["refresh", str(path), "--lang", "zh"])
    capsys.readouterr()
    result = path.with_name("客户_xltier.xlsx")

    assert ended.value.code == 0
    with ZipFile(path) as before, ZipFile(result) as after:
        assert after.read("xl/charts/chart1.xml") == before.read("xl/charts/chart1.xml")
    cell = openpyxl.load_workbook(result)["客户"]["B2"]
    assert (cell.value, cell.number_format, cell.font.b) == (86, "0.000", True)


def test_26_one_customer_written_twice_is_warned_of_and_two_firms_are_never_merged() -> None:
    sheet = reading(
        ("客户编码", "score"),
        [("K1", 90), (" k1 ", 60), ("ＫＩＮＧ", 70), ("KING 2", 80)],
    )
    found = tier_sheet(sheet, load_scheme("standard"), as_of=DAY)

    assert [row.rating.tier for row in found.rows] == ["A", "C", "C", "B"]  # everybody keeps a row
    assert [problem.values["count"] for problem in found.problems if problem.reference == "duplicate-customer"] == [2]
