"""A rules sheet whose hidden column of marks was deleted, cleared or cut into is known, refused, and says why."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from xltier.errors import Problem, Severity
from xltier.files.read import read_book
from xltier.files.rules_book import may_hold_rules, read_rules_book
from xltier.messages import render
from xltier.report.rulebook.book import rules_file
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.rules.found import find_blocks, is_rules_sheet
from xltier.tables.rules.grid import MARKS, grid_of
from xltier.tables.rules.sheets import find_rules

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def rules_sheet(name: str = "dealer-monthly", language: str = "zh") -> tuple[Workbook, Worksheet]:
    book = load_workbook(BytesIO(rules_file(load_scheme(name), language=language, name="规则")))
    return book, book["规则"]


def mark_rows(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value}


def problems_of(book: Workbook, tmp_path: Path) -> tuple[Problem, ...]:
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert may_hold_rules(path)
    reading = read_rules_book(path)
    assert reading is not None
    return reading.problems


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", shipped())
def test_headings_and_headers_show_every_block_that_the_marks_show(name: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.xlsx"
    path.write_bytes(rules_file(load_scheme(name), language=language, name="规则"))
    grid = grid_of("rules.xlsx", read_book(path).sheets[0], {})
    marks = {cell.value: row for (row, column), cell in grid.cells.items() if column == MARKS and cell.value != "#end"}
    bare = {at: cell for at, cell in grid.cells.items() if at[1] != MARKS}
    unmarked = type(grid)(grid.file, grid.sheet, bare, grid.last_row)
    assert is_rules_sheet(unmarked)
    found, (gone,) = find_blocks(unmarked)
    assert found == {}
    assert gone.values["marks"] == tuple(f"{mark} A{row}" for mark, row in sorted(marks.items(), key=lambda at: at[1]))


@pytest.mark.parametrize("title", ["规则", "评级标准"])
@pytest.mark.parametrize("loss", ["deleted", "cleared"])
def test_a_sheet_without_its_column_of_marks_is_refused_whatever_its_name(
    loss: str, title: str, tmp_path: Path
) -> None:
    book, sheet = rules_sheet()
    tiers = mark_rows(sheet)["#tiers"]
    if loss == "deleted":
        sheet.delete_cols(1)
    else:
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 1).value = None
    sheet.title = title
    (gone,) = problems_of(book, tmp_path)
    assert (gone.reference, gone.severity, gone.at.sheet) == ("rules-marks-gone", Severity.ERROR, title)
    assert f"#tiers A{tiers}" in render(gone, "zh").hint
    assert "xltier new rules" in render(gone, "en").hint


def test_a_sheet_whose_rows_were_sorted_says_so_and_nothing_else(tmp_path: Path) -> None:
    book, sheet = rules_sheet("rfm-8")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for at, row in enumerate(sorted(rows, key=lambda row: str(row[0] or "~")), start=1):
        for column, value in enumerate(row, start=1):
            if type(sheet.cell(at, column)).__name__ != "MergedCell":
                sheet.cell(at, column).value = value
    (moved,) = problems_of(book, tmp_path)
    assert (moved.reference, moved.at.cell, moved.values["marks"]) == ("rules-sorted", "A2", ("#axes", "#cases"))


def test_one_lost_mark_is_named_by_its_cell_and_nothing_else_is_said(tmp_path: Path) -> None:
    book, sheet = rules_sheet()
    row = mark_rows(sheet)["#items"]
    sheet.cell(row, 1).value = None
    assert [(p.reference, p.at.cell) for p in problems_of(book, tmp_path)] == [("rules-mark-gone", f"A{row}")]


def test_a_mark_that_is_misspelt_beside_a_block_is_an_error(tmp_path: Path) -> None:
    book, sheet = rules_sheet()
    row = mark_rows(sheet)["#alerts"]
    sheet.cell(row, 1).value = "#alert"
    (wrong,) = problems_of(book, tmp_path)
    assert (wrong.reference, wrong.severity, wrong.at.cell) == ("rules-block-unknown", Severity.ERROR, f"A{row}")


def test_a_copy_of_a_table_without_a_mark_is_a_record_and_is_said_to_be_none_of_the_rules(tmp_path: Path) -> None:
    book, sheet = rules_sheet()
    at = mark_rows(sheet)["#tiers"]
    below = sheet.max_row + 5
    for row in range(at - 1, at + 5):
        for column in range(2, 16):
            sheet.cell(below + row - at, column).value = sheet.cell(row, column).value
    (copy,) = problems_of(book, tmp_path)
    assert (copy.reference, copy.severity, copy.at.cell) == ("rules-copy-unread", Severity.NOTE, f"B{below}")


def test_two_marks_of_one_kind_are_an_error_at_the_second(tmp_path: Path) -> None:
    book, sheet = rules_sheet()
    rows = mark_rows(sheet)
    sheet.cell(rows["#alerts"], 1).value = "#items"
    assert ("rules-block-twice", f"A{rows['#alerts']}") in {
        (p.reference, p.at.cell) for p in problems_of(book, tmp_path)
    }


def test_a_total_below_a_block_that_has_lost_its_end_is_no_measure(tmp_path: Path) -> None:
    book, sheet = rules_sheet()
    total = next(cell.row for (cell,) in sheet.iter_rows(min_col=4, max_col=4) if cell.value == "权重合计")
    assert sheet.cell(total, 1).value == "#end"
    sheet.cell(total, 1).value = None
    assert [(p.reference, p.at.cell) for p in problems_of(book, tmp_path)] == [("rules-end-missing", f"A{total}")]


def test_rows_below_a_blank_one_of_a_block_without_its_end_are_not_left_out_in_silence(tmp_path: Path) -> None:
    book, sheet = rules_sheet()
    items = mark_rows(sheet)["#items"]
    end = next(row for row in range(items, sheet.max_row) if sheet.cell(row, 1).value == "#end")
    sheet.cell(end, 1).value = None
    row: list[str | int] = ["late-report", "迟报", "Late report", "扣分", 1, 1, 3]
    for column, value in enumerate(row, start=2):
        sheet.cell(end + 1, column).value = value
        sheet.cell(end, column).value = None
    assert ("rules-end-missing", f"A{end + 1}") in {(p.reference, p.at.cell) for p in problems_of(book, tmp_path)}


def test_a_header_that_was_changed_or_cleared_is_a_warning_at_its_cell(tmp_path: Path) -> None:
    book, sheet = rules_sheet()
    items = mark_rows(sheet)["#items"]
    cap = next(cell for cell in sheet[items] if cell.value == "单项封顶")
    for value in ("单项封顶值", None):
        cap.value = value
        found, *differing = problems_of(book, tmp_path)
        assert {problem.reference for problem in differing} == {"case-differs"}  # an example counts on the cap
        assert (found.reference, found.severity, found.at.cell) == (
            "rules-header-unknown",
            Severity.WARNING,
            cap.coordinate,
        )
        assert "单项封顶" in render(found, "zh").hint


def test_a_sheet_of_customers_is_no_rules_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["键", "名称", "等级", "分数线", "权重", "满分"])
    sheet.append(["C1", "甲", "A", 90, 40, 40])
    book.save(tmp_path / "book.xlsx")
    assert not may_hold_rules(tmp_path / "book.xlsx")
    assert find_rules(read_book(tmp_path / "book.xlsx")) == ()
