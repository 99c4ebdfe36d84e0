"""Refresh in an open workbook: what it writes, what it leaves alone, and what it asks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.live_book import FakeBook, book_of, desk_of
from xltier.app.live.macros import run_macro
from xltier.app.live.refresh import refresh, refresh_all
from xltier.app.live.stopped import Stopped
from xltier.core.values import ExcelError
from xltier.errors import BookError, Refusal
from xltier.tables.sheet import Area, ExcelTable, Visibility

HEADERS = ("客户", "score")
FOUR = (("甲", 95), ("乙", 80), ("丙", 62), ("丁", 10))
NOVEMBER, DECEMBER = dt.date(2026, 11, 5), dt.date(2026, 12, 5)


@pytest.fixture
def book(tmp_path: Path) -> FakeBook:
    return book_of(tmp_path / "book.xlsx", HEADERS, *FOUR)


def cells(book: FakeBook, column: int, rows: range, sheet: str = "客户") -> list[object]:
    found = book.by_name[sheet].cells
    return [found.get((row, column)) for row in rows]


def test_tier_score_move_and_reason_stand_right_of_the_table(book: FakeBook) -> None:
    lines = run_macro("refresh", desk_of(book))

    assert lines == ("已刷新 4 行：A1 B1 C1 D1 · 0.0 秒",)
    assert [cells(book, at, range(1, 6)) for at in (3, 4, 5)] == [
        ["等级", "A", "B", "C", "D"],
        ["得分", Decimal("95.00"), Decimal("80.00"), Decimal("62.00"), Decimal("10.00")],
        ["变动", None, None, None, None],
    ]
    assert cells(book, 6, range(1, 2)) == ["主因"]
    assert book.writes == 2  # the note of the undo sheet, and one block
    assert list(book.by_name) == ["客户", "_xltier_undo", "等级汇总", "数据问题"]
    assert book.by_name["_xltier_undo"].visibility is Visibility.VERY_HIDDEN


def test_two_runs_leave_what_one_run_leaves(book: FakeBook) -> None:
    refresh(desk_of(book))
    once, names = book.snapshot(), book.names()
    refresh(desk_of(book))

    again = book.snapshot()
    del once["_xltier_undo"], again["_xltier_undo"]
    assert again == once
    assert book.names() == names


def test_the_tier_column_has_a_look_for_each_tier_and_no_more_after_a_second_run(book: FakeBook) -> None:
    for _ in range(2):
        refresh(desk_of(book))
        shown = [(one.value, one.area) for one in book.by_name["客户"].colourings]
        assert shown == [(tier, Area(2, 3, 5, 3)) for tier in "DCBA"[::-1]]


def test_moves_count_from_the_last_month_and_stay_within_one(book: FakeBook) -> None:
    refresh(desk_of(book, today=NOVEMBER))
    book.by_name["客户"].cells |= {(3, 2): 92, (4, 2): 40}
    lines = [refresh(desk_of(book, today=DECEMBER)) for _ in range(2)]

    assert cells(book, 3, range(2, 6)) == ["A", "A", "D", "D"]
    assert cells(book, 5, range(2, 6)) == [0, 1, -1, 0]
    assert lines == [("已刷新 4 行：A2 B0 C0 D2 · ▲1 ▼1 · 0.0 秒",)] * 2


def test_the_first_run_shows_what_it_would_write_and_a_later_one_does_not(book: FakeBook) -> None:
    refresh(desk_of(book))
    refresh(desk_of(book))

    assert len(book.asked) == 1
    form = book.asked[0]
    assert form.lines[0].startswith("方案 standard@2026.1")
    assert form.lines[2] == "  结果  A 1 (25%)   B 1 (25%)   C 1 (25%)   D 1 (25%)"
    assert form.lines[-1].startswith("将写入 客户!C1:F5。")
    assert form.fields[0].choices == ("2026-10", "2026-11", "2026-09", "2026-08")


def test_the_month_that_the_user_picks_is_remembered(book: FakeBook) -> None:
    book.answers = [(1,)]
    refresh(desk_of(book))

    assert book.names()["_xltier_客户_period"] == '"2026-11"'


def test_who_cancels_the_preview_finds_the_workbook_as_it_was(book: FakeBook) -> None:
    before, names = book.snapshot(), book.names()
    book.answers = [None]
    lines = run_macro("refresh", desk_of(book))

    assert lines == ("xltier：未做任何改动。",)
    assert (book.snapshot(), book.names()) == (before, names)


def test_who_stops_a_long_run_finds_the_workbook_as_it_was(book: FakeBook) -> None:
    before = book.snapshot()
    book.stops_after = 0

    with pytest.raises(Stopped):
        refresh(desk_of(book))

    assert book.snapshot() == before
    assert book.lines == ["xltier 已评 4/4"]


def test_a_bad_row_gets_a_true_error_value_and_the_others_their_tiers(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", HEADERS, ("甲", 95), ("乙", "待定"), ("丙", 120), ("丁", None))
    lines = refresh(desk_of(book))

    assert cells(book, 3, range(2, 6)) == ["A", ExcelError.VALUE, ExcelError.NUM, ExcelError.NA]
    assert cells(book, 6, range(3, 4)) == ["得分不是数字：“待定”（B3）"]
    assert lines[0].endswith(" · 3 行有问题 · 0.0 秒")


def test_hidden_rows_are_rated_and_totals_and_blank_rows_are_not(tmp_path: Path) -> None:
    rows = (("甲", 95), ("乙", 80), (), ("丙", 62), ("合计", 237))
    book = book_of(tmp_path / "book.xlsx", HEADERS, *rows)
    book.by_name["客户"].hidden_rows = frozenset({3})
    refresh(desk_of(book))

    assert cells(book, 3, range(1, 8)) == ["等级", "A", "B", None, "C", None, None]


def test_a_row_that_is_gone_leaves_no_tier_behind(book: FakeBook) -> None:
    refresh(desk_of(book))
    for at in (1, 2):
        del book.by_name["客户"].cells[5, at]
    refresh(desk_of(book))

    assert [cells(book, at, range(5, 6)) for at in range(1, 7)] == [[None]] * 6
    assert book.names()["_xltier_客户_tier"] == "'客户'!$C$1:$C$4"


def test_columns_that_the_user_moved_are_written_where_they_are(book: FakeBook) -> None:
    refresh(desk_of(book))
    found = book.by_name["客户"]
    found.cells = {(row, at + (at > 2)): value for (row, at), value in found.cells.items()}  # a column was inserted
    for name, text in book.names().items():
        book.defined[name] = text.translate({ord(old): new for old, new in zip("CDEF", "DEFG", strict=True)})
    refresh(desk_of(book))

    assert [cells(book, at, range(1, 3)) for at in (3, 4)] == [[None, None], ["等级", "A"]]
    assert cells(book, 5, range(1, 3)) == ["得分", Decimal("95.00")]


def test_a_column_of_the_users_with_our_heading_is_kept_and_ours_is_called_otherwise(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", ("客户", "score", "等级"), ("甲", 95, "重点"), ("乙", 80, "一般"))
    lines = refresh(desk_of(book))

    assert cells(book, 3, range(1, 4)) == ["等级", "重点", "一般"]
    assert cells(book, 4, range(1, 4)) == ["等级(xltier)", "A", "B"]
    assert lines[1] == "表中已有同名的列，因此我们的列名为 等级(xltier)。"


def test_an_excel_table_grows_by_our_columns(book: FakeBook) -> None:
    book.by_name["客户"].tables = (ExcelTable("客户表", Area(1, 1, 5, 2), names=HEADERS),)
    for _ in range(2):
        refresh(desk_of(book))

    assert book.by_name["客户"].tables[0].area == Area(1, 1, 5, 6)
    assert book.names()["_xltier_客户表_tier"] == "'客户'!$C$1:$C$5"


@pytest.mark.parametrize(
    ("hurdle", "reference", "cell"),
    [
        ({"cells": {(3, 4): "我的"}}, "cell-in-the-way", "D3"),
        ({"merges": (Area(2, 3, 3, 4),)}, "merge-in-the-way", "C2:D3"),
        ({"is_protected": True}, "live-sheet-protected", None),
    ],
)
def test_what_stands_in_the_way_is_named_and_nothing_is_written(
    tmp_path: Path, hurdle: dict[str, object], reference: str, cell: str | None
) -> None:
    book = book_of(tmp_path / "book.xlsx", HEADERS, *FOUR)
    sheet = book.by_name["客户"]
    for name, value in hurdle.items():
        setattr(sheet, name, sheet.cells | value if isinstance(value, dict) else value)
    book.select("客户", 1, 1, 2, 2) if reference == "cell-in-the-way" else None
    before = book.snapshot()

    with pytest.raises(BookError) as refused:
        refresh(desk_of(book))

    assert [(one.reference, one.at.cell) for one in refused.value.problems] == [(reference, cell)]
    assert book.snapshot() == before


def test_a_locked_structure_is_named_before_anything_is_written(book: FakeBook) -> None:
    book.is_structure_protected = True
    before = book.snapshot()

    said = run_macro("refresh", desk_of(book, language="en"))

    assert said[0].startswith("Error in book.xlsx: The workbook's structure is protected")
    assert book.said == [f"xltier\n{said[0]}"]
    assert book.snapshot() == before


def test_a_measure_without_a_column_is_asked_for_and_the_answer_is_remembered(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", ("客户", "年度评价"), ("甲", 95), ("乙", 80))
    book.answers = [(0,), (2,), (0,)]  # the scheme, the column, the preview
    refresh(desk_of(book))

    picker, mapping = book.asked[0].fields[0], book.asked[1].fields[0]
    assert picker.choices[0] == "standard  标准百分制"
    assert mapping.label == "得分"
    assert mapping.choices == ("（没有这一列）", "A  客户  (甲, 乙)", "B  年度评价  (95, 80)")
    assert cells(book, 3, range(2, 4)) == ["A", "B"]

    refresh(desk_of(book))
    assert len(book.asked) == 3


def test_where_nobody_can_answer_no_scheme_is_guessed(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", ("客户", "年度评价"), ("甲", 95), ("乙", 80))

    said = run_macro("refresh", desk_of(book))

    assert said[0].startswith("错误（")
    assert "没有一个内置方案能找到所需的列" in said[0]
    assert list(book.by_name) == ["客户"]


def test_every_table_that_was_rated_is_rated_again_at_once(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", HEADERS, *FOUR)
    book.by_name["二部"] = book_of(tmp_path / "two.xlsx", HEADERS, ("戊", 91)).by_name["客户"]
    for sheet in ("客户", "二部"):
        book.select(sheet, 1, 1)
        refresh(desk_of(book))
    book.by_name["客户"].cells[2, 2] = 50
    book.by_name["二部"].cells[2, 2] = 50
    lines = run_macro("refresh_all", desk_of(book))

    assert lines == ("已刷新 1 行：A0 B0 C0 D1 · 0.0 秒", "已刷新 4 行：A0 B1 C1 D2 · 0.0 秒")
    assert (cells(book, 3, range(2, 3)), cells(book, 3, range(2, 3), "二部")) == (["D"], ["D"])


def test_nothing_that_was_rated_before_is_said(book: FakeBook) -> None:
    with pytest.raises(Refusal) as refused:
        run_refresh_all(book)

    assert refused.value.problems[0].reference == "live-none-rated"


def run_refresh_all(book: FakeBook) -> None:
    from xltier.app.live.refresh import refresh_all

    refresh_all(desk_of(book))


def test_tables_of_one_sheet_keep_their_own_columns_and_what_stands_between(tmp_path: Path) -> None:
    beside = (("编号", "score"), ("X1", 61), ("X2", 62))
    first = (HEADERS, *FOUR[:2])
    rows = [(*one, *(None,) * 4, *other) for one, other in zip(first, beside, strict=True)]
    book = book_of(tmp_path / "book.xlsx", *rows, (), (), HEADERS, ("戊", 91), ("己", 59))
    for selected in ((7, 1), (2, 7), (2, 1)):
        book.select("客户", *selected)
        refresh(desk_of(book))

    assert cells(book, 3, range(1, 9)) == ["等级", "A", "B", None, None, "等级", "A", "D"]
    assert cells(book, 7, range(1, 4)) == ["编号", "X1", "X2"]
    assert cells(book, 9, range(1, 4)) == ["等级", "C", "C"]

    names = book.names()
    book.by_name["客户"].cells |= {(2, 2): 60, (8, 2): 60, (3, 8): 60}
    refresh_all(desk_of(book, today=DECEMBER))

    assert cells(book, 3, range(1, 9)) == ["等级", "C", "B", None, None, "等级", "A", "C"]
    assert cells(book, 5, range(2, 9)) == [-2, 0, None, None, "变动", 0, 1]
    assert names.keys() == book.names().keys()


def test_explain_on_another_sheet_explains_nobody(book: FakeBook) -> None:
    refresh(desk_of(book))
    book.select("等级汇总", 3, 1)

    [said] = run_macro("explain", desk_of(book))
    assert said.startswith("错误（")
    assert "选中的行里没有客户" in said


@pytest.mark.parametrize("text", ['"b2b-abcd"', "'设置'!$B$2", '"B2B-ABCD@2026.1"'])
def test_the_workbooks_name_chooses_the_scheme(tmp_path: Path, text: str) -> None:
    # 95 points are an A by standard; 5 yuan and 5 tonnes a year are 1 point each by b2b-abcd, a D below 1.5.
    book = book_of(tmp_path / "book.xlsx", ("客户", "score", "年销售额", "年销量"), ("甲", 95, 5, 5))
    book.add_sheet("设置", Visibility.VISIBLE)
    book.by_name["设置"].cells[2, 2] = "b2b-abcd"
    book.defined["xltier_scheme"] = text

    [note] = [line for line in run_macro("check", desk_of(book)) if "xltier_scheme" in line]
    refresh(desk_of(book))
    assert note.startswith("说明（book.xlsx）：按本工作簿的名称 xltier_scheme 所选方案评级：b2b-abcd@2026.1")
    assert cells(book, 5, range(1, 3)) == ["等级", "D"]


def test_a_chosen_name_is_no_path_and_the_rules_sheet_that_is_added_goes_before_it(book: FakeBook) -> None:
    book.defined["xltier_scheme"] = '"../x"'

    [said] = run_macro("refresh", desk_of(book))
    assert "没有名为“../x”的评级方案" in said
    run_macro("rules_sheet", desk_of(book))
    assert "xltier_scheme" not in book.names()


def test_a_column_is_as_wide_as_its_longer_heading(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", (*HEADERS, "等级"), ("甲", 95, "旧"))
    refresh(desk_of(book))

    assert cells(book, 4, range(1, 2)) == ["等级(xltier)"]
    assert book.by_name["客户"].widths[4] >= len("等级(xltier)") + len("等级")  # a Chinese letter takes two
