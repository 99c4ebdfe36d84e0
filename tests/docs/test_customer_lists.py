"""The bundled customer lists are what their script makes, alike in both languages, and untidy on purpose."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import openpyxl
import pytest

from examples import make_customers
from tests.support.office import Office
from tests.support.shared import ROOT

Language = Literal["zh", "en"]
Row = tuple[object, ...]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FOLDER = ROOT / "examples"


def rows(language: Language) -> list[Row]:
    """Return the sheet's rows as stored, formulas by their cached values."""
    book = openpyxl.load_workbook(FOLDER / f"customers_{language}.xlsx", data_only=True)
    assert len(book.worksheets) == 1
    return list(book.worksheets[0].iter_rows(values_only=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_building_a_list_again_gives_the_same_bytes(language: Language, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"

    make_customers.write(again, language)

    assert again.read_bytes() == (FOLDER / f"customers_{language}.xlsx").read_bytes()


def test_both_lists_hold_the_same_customers_and_numbers() -> None:
    numbers = {
        language: [[cell for cell in row if isinstance(cell, (int, float, datetime))] for row in rows(language)]
        for language in LANGUAGES
    }
    codes = {language: [row[0] for row in rows(language) if str(row[0]).startswith("K1")] for language in LANGUAGES}

    assert numbers["zh"] == numbers["en"]
    assert codes["zh"] == codes["en"]
    assert len(codes["zh"]) == 61
    assert sorted({code for code in codes["zh"] if codes["zh"].count(code) > 1}, key=str) == ["K1037"]


def test_the_chinese_list_is_untidy_in_every_way_it_promises() -> None:
    sheet = rows("zh")
    sales = [row[4] for row in sheet[4:]]

    assert [row[0] for row in sheet if not str(row[0]).startswith("K")] == [
        "2026 年度客户清单",
        "制表：销售管理部  数据截至 2026-10-31  单位：元、吨",
        None,
        "客户编号",
        "华东小计",
        None,
        "合计",
        None,
        "注：销售额含税；标“待定”的以财务确认为准。",
    ]
    assert [text for text in sales if isinstance(text, str)] == [
        "3,027,000",
        "620.8万",
        "５，３８９，０００",
        "261.2万",
        "待定",
        "-",
        "30,275,000",
        "57937000  ",
        "28万",
    ]
    assert [row[7] for row in sheet[4:] if isinstance(row[7], str)] == [
        "2024年7月25日",
        "2026.6.7",
        "2018/12/1",
        "20220802",
    ]
    assert [row[8] for row in sheet[4:] if isinstance(row[8], str)] == ["90%", "74%"]
    assert {1_000_000, 999_999.99, 500_000, 499_999.99, 200_000, 199_999.99} <= set(sales)


@pytest.mark.office
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_totals_stored_are_what_a_spreadsheet_computes(language: Language, office: Office) -> None:
    stored = openpyxl.load_workbook(FOLDER / f"customers_{language}.xlsx", data_only=True).worksheets[0]
    formulas = openpyxl.load_workbook(FOLDER / f"customers_{language}.xlsx").worksheets[0]
    places = [cell.coordinate for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]

    computed = office.values(FOLDER / f"customers_{language}.xlsx")[stored.title]

    assert places == ["E26", "F26", "E68", "F68"]
    assert [computed[place] for place in places] == pytest.approx([stored[place].value for place in places], abs=1e-6)
