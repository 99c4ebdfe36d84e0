"""Which table is meant: the selection's, the sheet's one, that of A1, the one that is found, else the user says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.live_book import FakeBook, book_of, desk_of
from xltier.app.live.refresh import refresh
from xltier.app.live.rules_sheet import rules_sheet
from xltier.app.live.target import target_of
from xltier.errors import Refusal
from xltier.tables.choice import TableChoice
from xltier.tables.sheet import Area, ExcelTable

CUSTOMERS = (("客户", "score"), ("甲", 95), ("乙", 80))


@pytest.fixture
def book(tmp_path: Path) -> FakeBook:
    return book_of(tmp_path / "book.xlsx", *CUSTOMERS)


def with_tables(book: FakeBook, *tables: tuple[str, Area]) -> FakeBook:
    sheet = book.by_name["客户"]
    sheet.tables = tuple(ExcelTable(name, area, names=("客户", "score")) for name, area in tables)
    return book


def choice(book: FakeBook) -> TableChoice | None:
    target = target_of(desk_of(book))
    return None if target is None else target.choice


def test_a_selection_inside_a_table_means_that_table(book: FakeBook) -> None:
    with_tables(book, ("left", Area(1, 1, 3, 2)), ("right", Area(1, 5, 3, 6)))
    book.by_name["客户"].cells |= {(1, 5): "客户", (1, 6): "score", (2, 5): "丙", (2, 6): 7, (3, 5): "丁", (3, 6): 8}
    book.select("客户", 2, 6)

    assert choice(book) == TableChoice(sheet="客户", table="right")


def test_several_selected_rows_mean_the_region_around_them(book: FakeBook) -> None:
    book.by_name["客户"].cells |= {(1, 5): "客户", (1, 6): "score", (2, 5): "丙", (2, 6): 7}
    book.select("客户", 1, 5, 2, 6)

    assert choice(book) == TableChoice(sheet="客户", table="E1:F2")


def test_the_one_table_of_a_sheet_is_meant_wherever_the_selection_is(book: FakeBook) -> None:
    with_tables(book, ("only", Area(1, 1, 3, 2)))
    book.select("客户", 9, 9)

    assert choice(book) == TableChoice(sheet="客户", table="only")


def test_without_a_table_the_region_of_the_first_cell_is_meant(book: FakeBook) -> None:
    book.by_name["客户"].cells |= {(1, 5): "客户", (1, 6): "score", (2, 5): "丙", (2, 6): 7, (3, 5): "丁", (3, 6): 8}
    book.select("客户", 9, 9)

    assert choice(book) == TableChoice(sheet="客户", table="A1:B3")


def test_the_only_table_of_a_sheet_goes_on_below_a_blank_row(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", *CUSTOMERS, (), ("丙", 62))
    book.select("客户", 1, 1, 2, 2)

    assert choice(book) == TableChoice(sheet="客户")


def test_a_table_below_a_title_is_found(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", ("2026 年客户",), (), *CUSTOMERS)

    assert choice(book) == TableChoice(sheet="客户")
    assert not book.asked


def test_of_several_tables_the_user_says_which_one(book: FakeBook) -> None:
    with_tables(book, ("left", Area(1, 1, 3, 2)), ("right", Area(1, 5, 3, 6)))
    book.by_name["客户"].cells |= {(1, 5): "客户", (1, 6): "score", (2, 5): "丙", (2, 6): 7, (3, 5): "丁", (3, 6): 8}
    book.select("客户", 9, 9)
    book.answers = [(1,)]

    assert choice(book) == TableChoice(sheet="客户", table="right")
    assert book.asked[0].fields[0].choices == ("left (客户)", "right (客户)")


def test_who_gives_up_the_choice_changes_nothing(book: FakeBook) -> None:
    with_tables(book, ("left", Area(1, 1, 3, 2)), ("right", Area(1, 5, 3, 6)))
    book.select("客户", 9, 9)
    book.answers = [None]

    assert choice(book) is None


def test_on_a_sheet_of_ours_the_customers_are_meant(book: FakeBook) -> None:
    refresh(desk_of(book))
    book.select("等级汇总", 1, 1)

    assert choice(book) == TableChoice(sheet="客户")


def test_a_workbook_without_a_table_is_refused(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", ("只有一句话",))

    with pytest.raises(Refusal) as refused:
        choice(book)

    assert refused.value.problems == (replace(refused.value.problems[0], reference="no-data-rows"),)


def two_below_each_other_and_one_beside(tmp_path: Path) -> FakeBook:
    return book_of(
        tmp_path / "book.xlsx",
        ("客户", "score", None, None, None, "编号", "score"),
        ("甲", 95, None, None, None, "X1", 61),
        ("乙", 80, None, None, None, "X2", 62),
        (),
        (),
        ("客户", "score"),
        ("丙", 7),
        ("丁", 8),
    )


@pytest.mark.parametrize(
    ("row", "column", "table"), [(2, 1, "A1:B3"), (8, 2, "A6:B8"), (1, 7, "F1:G3"), (12, 12, "A1:B3")]
)
def test_one_selected_cell_means_the_table_around_it(tmp_path: Path, row: int, column: int, table: str) -> None:
    book = two_below_each_other_and_one_beside(tmp_path)
    book.select("客户", row, column)

    assert choice(book) == TableChoice(sheet="客户", table=table)


def test_a_selected_cell_of_our_columns_means_the_table_that_they_belong_to(tmp_path: Path) -> None:
    book = two_below_each_other_and_one_beside(tmp_path)
    book.by_name["客户"].cells |= {(row, column): None for row in (1, 2, 3) for column in (6, 7)}
    book.by_name["客户"].cells |= {(1, 9): "编号", (1, 10): "score", (2, 9): "X1", (2, 10): 61}
    book.select("客户", 7, 1)
    refresh(desk_of(book))
    book.select("客户", 8, 6)

    assert choice(book) == TableChoice(sheet="客户", table="A6:B8")


def test_a_title_of_two_rows_above_the_table_is_no_table(tmp_path: Path) -> None:
    lines: tuple[tuple[object, ...], ...] = ((None, "2026年10月 经销商指标"), (None, "单位：%"), ())
    table = ((None, None, *row) for row in CUSTOMERS)
    book = book_of(tmp_path / "book.xlsx", (), *lines, *table)

    for selected in ((1, 1), (2, 2), (5, 3)):
        book.select("客户", *selected)
        assert choice(book) == TableChoice(sheet="客户")


def test_on_a_rules_sheet_the_customers_are_meant(book: FakeBook) -> None:
    refresh(desk_of(book))
    rules_sheet(desk_of(book))
    book.select("规则", 8, 6)

    assert choice(book) == TableChoice(sheet="客户")
    assert not [form for form in book.asked if form.needs_person]
