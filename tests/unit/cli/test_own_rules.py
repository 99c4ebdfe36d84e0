"""The rules that a workbook of customers brings with it: used wherever they stand, refused where they are damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from xltier.report.rulebook.book import rules_file
from xltier.schemes.library import load_scheme

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell

    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]


def with_customers() -> Workbook:
    """Return the rules of ``value-cut`` with a sheet of two customers in front of them."""
    book = load_workbook(BytesIO(rules_file(load_scheme("value-cut"), language="zh", name="规则")))
    sheet = book.create_sheet("客户", 0)
    for row in (["客户编号", "客户名称", "消费金额"], ["K1", "甲", 800_000], ["K2", "乙", 1_000]):
        sheet.append(row)
    return book


def saved(book: Workbook, folder: Path) -> Path:
    path = folder / "客户.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("title", ["规则", "规则 2026", "分级标准"])
def test_rules_are_used_whatever_their_owner_calls_the_sheet(xltier: Call, tmp_path: Path, title: str) -> None:
    book = with_customers()
    book["规则"].title = title
    answer = xltier("tier", saved(book, tmp_path), "--lang", "zh")
    assert answer.code == 0
    assert answer.out.startswith("方案 value-cut@")


@pytest.mark.parametrize("title", ["规则", "分级标准"])
@pytest.mark.parametrize("command", ["tier", "check"])
def test_rules_that_have_lost_their_marks_are_refused_and_no_shipped_scheme_takes_their_place(
    xltier: Call, tmp_path: Path, command: str, title: str
) -> None:
    book = with_customers()
    book["规则"].delete_cols(1)
    book["规则"].title = title
    answer = xltier(command, saved(book, tmp_path), "--lang", "zh")
    assert answer.code == 4
    said = answer.out + answer.err
    assert f"[rules-marks-gone] '[客户.xlsx]{title}'" in said
    assert "xltier new rules" in said
    assert list(tmp_path.iterdir()) == [tmp_path / "客户.xlsx"]


def checked(xltier: Call, book: Workbook, folder: Path, language: str, *more: str) -> tuple[int, list[str]]:
    """Return how the check of a workbook ends, and its lines without the hints."""
    answer = xltier("check", saved(book, folder), "--lang", language, *more)
    assert answer.err == ""
    hint = "  建议" if language == "zh" else "  hint"
    return answer.code, [line for line in answer.out.splitlines() if not line.startswith(hint)]


def cut_off_cell(book: Workbook) -> Cell | MergedCell:
    """Return the cell of the highest tier's cut-off on the rules sheet."""
    rows = list(book["规则"].iter_rows())
    at = next(cell.column for row in rows for cell in row if cell.value == "分数线")
    return next(row[at - 1] for row in rows if row[1].value == "高")


SUMS = {"zh": "1 个错误，0 个提醒，1 条说明。", "en": "1 error, 0 warnings, 1 note."}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_lists_what_is_wrong_with_the_customers_beside_sound_rules_and_ends_with_1(
    xltier: Call, tmp_path: Path, language: str
) -> None:
    book = with_customers()
    book["客户"]["C3"] = "待定"
    code, lines = checked(xltier, book, tmp_path, language)
    assert (code, lines[-1]) == (1, SUMS[language])
    word = {"zh": ("错误", "说明"), "en": ("error", "note")}[language]
    assert [line for line in lines if "[" in line and not line.startswith(" ")] == [
        f"{word[1]}[scheme-of-book] 客户.xlsx",
        f"{word[0]}[not-a-number] '[客户.xlsx]客户'!C3",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_lists_wrong_rules_and_what_is_doubtful_of_the_customers_together_and_ends_with_4(
    xltier: Call, tmp_path: Path, language: str
) -> None:
    book = with_customers()
    rules = cut_off_cell(book)
    rules.value = "很多"
    book["客户"]["C3"] = "#DIV/0!"
    code, lines = checked(xltier, book, tmp_path, language)
    assert code == 4
    word = {"zh": "错误", "en": "error"}[language]
    assert [line for line in lines if "[" in line and not line.startswith(" ")] == [
        f"{word}[field-type] '[客户.xlsx]规则'!{rules.coordinate}",
        f"{word}[error-value] '[客户.xlsx]客户'!C3",
    ]
    assert lines[-1] == {"zh": "2 个错误，0 个提醒，0 条说明。", "en": "2 errors, 0 warnings, 0 notes."}[language]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_of_the_rules_sheet_alone_leaves_the_customers_out(xltier: Call, tmp_path: Path, language: str) -> None:
    book = with_customers()
    book["客户"]["C3"] = "待定"
    code, lines = checked(xltier, book, tmp_path, language, "--sheet", "规则")
    assert (code, len(lines)) == (0, 1)


def test_check_of_rules_and_customers_without_a_needed_column_names_the_column(xltier: Call, tmp_path: Path) -> None:
    book = with_customers()
    book["客户"]["C1"] = "备注"
    code, lines = checked(xltier, book, tmp_path, "zh")
    assert code == 1
    assert lines[0].startswith("错误[column-missing] '[客户.xlsx]客户'")


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "这是规则页，写的是怎样评级，不是客户表。"), ("en", "it is no table of customers.")],
)
@pytest.mark.parametrize("command", ["tier", "read", "refresh"])
def test_a_rule_book_is_no_customer_file_and_says_so(
    xltier: Call, tmp_path: Path, command: str, language: str, said: str
) -> None:
    book = with_customers()
    del book["客户"]
    book.create_sheet("说明")["A1"] = "2026 年起执行"
    path = saved(book, tmp_path)
    answer = xltier(command, path, "--lang", language)
    assert answer.code == 3
    assert said in answer.err
    assert "xltier check 客户.xlsx" in answer.err
    assert "--scheme 客户.xlsx" in answer.err
    assert list(tmp_path.iterdir()) == [path]


def test_a_rules_sheet_is_never_the_table_however_much_more_it_holds_than_the_customers(
    xltier: Call, tmp_path: Path
) -> None:
    book = with_customers()
    book.move_sheet("规则", -1)
    book["客户"].delete_rows(3)
    answer = xltier("tier", saved(book, tmp_path), "--lang", "zh", "--json")
    assert answer.code == 0
    assert [row["key"] for row in json.loads(answer.out)["rows"]] == ["K1"]
