"""The blank workbooks: what a cell may hold, what is said when it is chosen, how the sheet prints."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.office import Office
from xltier.app.templates.catalogue import INPUTS
from xltier.errors import Refusal
from xltier.files.read import open_table
from xltier.report.templates.input_book import write_input_book
from xltier.report.templates.input_sheet import FIRST, HEADER, HINT, LINED
from xltier.schemes import load_scheme

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

SCHEME = load_scheme("dealer-monthly")


def blank(template: str, language: str, scheme: str = "dealer-monthly") -> bytes:
    target = BytesIO()
    write_input_book(target, INPUTS[template](load_scheme(scheme)), title="T", language=language)
    return target.getvalue()


def page(template: str, language: str = "en", scheme: str = "dealer-monthly") -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(blank(template, language, scheme))).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def check(sheet: Worksheet, header: str) -> DataValidation:
    """Return the check of the column under a header."""
    letter = next(cell.column_letter for cell in sheet[HEADER + 1] if cell.value == header)
    area = f"{letter}{FIRST + 1}:{letter}{FIRST + 300}"
    found: list[DataValidation] = [rule for rule in sheet.data_validations.dataValidation if str(rule.sqref) == area]
    return found[0]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("template", INPUTS)
def test_a_template_has_a_header_hints_two_examples_and_lines_to_fill_in(template: str, language: str) -> None:
    sheets = INPUTS[template](SCHEME)
    book = openpyxl.load_workbook(BytesIO(blank(template, language)))

    assert book.sheetnames == [sheet.name.said(language) for sheet in sheets]
    for sheet in sheets:
        one = book[sheet.name.said(language)]
        assert [cell.value for cell in one[HEADER + 1]] == [column.name.said(language) for column in sheet.columns]
        assert all(cell.value for cell in one[HINT + 1])
        assert [one.cell(FIRST + at, 1).font.italic for at in (1, 2)] == [True, True]
        assert one.max_row == FIRST + 2 + LINED
        assert one.freeze_panes == "C6"
        assert one.print_title_rows == "$4:$5"
        assert one.sheet_properties.pageSetUpPr is not None
        assert one.sheet_properties.pageSetUpPr.fitToPage is True


def test_blue_headers_are_required_and_their_cells_cream() -> None:
    sheet = page("customers", "en", "b2b-abcd")
    colours = {
        sheet.cell(HEADER + 1, at).value: (
            sheet.cell(HEADER + 1, at).fill.fgColor.rgb[2:],
            sheet.cell(FIRST + 3, at).fill.fgColor.rgb[2:],
        )
        for at in (1, 2, 4)
    }

    assert colours == {
        "Customer code": ("1F6AA5", "FFFDF5"),
        "Customer name": ("14304F", "000000"),
        "Annual sales (CNY)": ("1F6AA5", "FFFDF5"),
    }


def test_a_repeated_code_is_stopped() -> None:
    rule = check(page("customers", "zh", "b2b-abcd"), "客户编码")

    assert (rule.type, rule.errorStyle) == ("custom", None)  # None is the default of the format: stop
    assert rule.formula1 == "SUMPRODUCT(--($A$6:$A$305=$A6))=1"
    assert rule.error == "客户编码与上面或下面的某一行相同，请检查。"
    assert (rule.promptTitle, rule.prompt) == ("客户编码", "必填：唯一；不要合并单元格")


def test_a_row_of_figures_that_repeats_its_dealer_division_line_month_and_product_is_asked_about() -> None:
    book = openpyxl.load_workbook(BytesIO(blank("monthly-input", "en")))
    rule = check(book["Sales"], "Line")
    keys = "*".join(f"(${key}$6:${key}$305=${key}6)" for key in "ABDEF")

    assert (rule.errorStyle, rule.formula1) == ("warning", f"SUMPRODUCT(--({keys}=1))=1")


def test_a_percentage_out_of_range_is_asked_about_and_a_wrong_type_stopped() -> None:
    book = openpyxl.load_workbook(BytesIO(blank("monthly-input", "en")))
    share, amount = check(book["Line map"], "Share"), check(book["Sales"], "Sell-out (CNY)")
    day = check(book["Dealers"], "Opened")

    assert (share.type, share.errorStyle, share.formula1, share.formula2) == ("decimal", "warning", "0", "1")
    assert (amount.type, amount.errorStyle) == ("decimal", None)
    assert amount.error == "Please type a number (CNY). Leave the cell empty where there is none."
    first = (dt.date(2000, 1, 1) - dt.date(1899, 12, 30)).days
    assert (day.type, day.errorStyle, day.formula1) == ("date", None, str(first))


def test_the_red_lines_of_the_scheme_can_be_chosen() -> None:
    rule = check(page("red-lines", "zh"), "红线")

    assert rule.formula1 == '"不配合市场稽核专员库存盘点,经销假冒伪劣,虚报数据,严重窜货"'


def test_codes_and_months_are_text_so_that_excel_does_not_change_them() -> None:
    sheet = openpyxl.load_workbook(BytesIO(blank("monthly-input", "en")))["Sales"]

    assert [sheet.cell(FIRST + 3, at).number_format for at in (1, 2, 7)] == ["@", "@", "#,##0.00"]


@pytest.mark.parametrize("template", INPUTS)
def test_no_message_is_longer_than_excel_shows(template: str) -> None:
    for language in ("zh", "en"):
        for sheet in openpyxl.load_workbook(BytesIO(blank(template, language))).worksheets:
            for rule in sheet.data_validations.dataValidation:
                assert len(rule.promptTitle or "") <= 32
                assert len(rule.prompt or "") <= 255
                assert len(rule.error or "") <= 255


@pytest.mark.parametrize("template", INPUTS)
def test_the_same_template_has_the_same_bytes(template: str) -> None:
    assert blank(template, "zh") == blank(template, "zh")


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_another_program_that_saves_a_template_keeps_its_examples_known(
    kind: str, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "orders.xlsx"
    path.write_bytes(blank("orders", "zh"))
    (tmp_path / "saved").mkdir()

    saved = office.convert(path, kind, folder=tmp_path / "saved")

    with pytest.raises(Refusal) as refused:
        open_table(saved)
    assert [problem.reference for problem in refused.value.problems] == ["nothing-filled-in"]
