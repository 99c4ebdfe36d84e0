from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from xltier import load_scheme
from xltier.app.month.kinds import kind
from xltier.app.month.records import read_inputs
from xltier.files.every_table import every_table
from xltier.report.month.blank_inputs import HEADER, TEMPLATES, columns_of, write_blank_inputs

SCHEME = load_scheme("dealer-monthly")


def blank(template: str, language: str) -> bytes:
    target = BytesIO()
    write_blank_inputs(target, template, SCHEME, language=language)
    return target.getvalue()


def headers(book: openpyxl.Workbook, sheet: str) -> list[object]:
    return [cell.value for cell in book[sheet][HEADER + 1] if cell.value is not None]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_has_a_sheet_a_kind_with_every_column(template: str, language: str) -> None:
    book = openpyxl.load_workbook(BytesIO(blank(template, language)))
    kinds = {kind(key).name.said(language): kind(key) for key in TEMPLATES[template]}

    assert sorted(book.sheetnames) == sorted(kinds)
    for sheet, one in kinds.items():
        assert headers(book, sheet) == [column.name.said(language) for column in columns_of(one, SCHEME)]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_template_has_the_same_bytes(template: str) -> None:
    assert blank(template, "zh") == blank(template, "zh")


def test_the_items_of_the_scheme_can_be_chosen_in_the_log() -> None:
    sheet = openpyxl.load_workbook(BytesIO(blank("red-lines", "zh"))).worksheets[0]

    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]

    assert lists == ['"不配合市场稽核专员库存盘点,经销假冒伪劣,虚报数据,严重窜货"']


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_blank_template_is_no_data_and_no_trouble(language: str, tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(blank("monthly-input", language))

    readings, problems = every_table([path])

    assert (readings, problems) == ((), ())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_template_is_read(language: str, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    book = openpyxl.load_workbook(BytesIO(blank("monthly-input", language)))
    dealers, sales = book[kind("dealers").name.said(language)], book[kind("sales").name.said(language)]
    for row, code in ((HEADER + 2, "CQ1"), (HEADER + 3, "CQ2")):
        dealer: list[str | int | dt.datetime] = [
            code,
            "甲",
            "华东",
            "强网休闲",
            "城区",
            "苏南",
            "沈",
            dt.datetime(2020, 1, 1),
        ]
        month: list[str | int | dt.datetime] = ["2026-10", code, "甲", "华东", "强网休闲", "", 1000, 300, 900]
        for sheet, values in ((dealers, dealer), (sales, month)):
            for column, value in enumerate(values, 1):
                sheet.cell(row, column, value)
    book.save(path)

    inputs = read_inputs(every_table([path])[0], SCHEME)

    assert [(dealer.code, dealer.channel) for dealer in inputs.dealers] == [("CQ1", "城区"), ("CQ2", "城区")]
    assert inputs.facts[0].values == {
        "sell_in": [100_000, 100_000],
        "focus_sell_in": [30_000, 30_000],
        "sell_out": [90_000, 90_000],
    }
    assert [problem for problem in inputs.problems if problem.is_error] == []
