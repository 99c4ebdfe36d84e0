"""Undo: what stood there before the last refresh is put back, three runs deep."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.support.live_book import FakeBook, book_of, desk_of
from xltier.app.live.macros import run_macro
from xltier.app.live.refresh import refresh
from xltier.app.live.undo import undo
from xltier.errors import BookError
from xltier.tables.sheet import Area, ExcelTable

MONTHS = [dt.date(2026, month, 5) for month in (8, 9, 10, 11)]


@pytest.fixture
def book(tmp_path: Path) -> FakeBook:
    return book_of(tmp_path / "book.xlsx", ("客户", "score"), ("甲", 95), ("乙", 80))


def test_undo_puts_back_an_untouched_sheet_and_takes_our_sheets_and_names_away(book: FakeBook) -> None:
    book.by_name["客户"].tables = (ExcelTable("客户表", Area(1, 1, 3, 2), names=("客户", "score")),)
    before = book.snapshot()["客户"]
    refresh(desk_of(book))
    lines = run_macro("undo", desk_of(book))

    after = book.by_name["客户"]
    assert lines == ("已把 客户 恢复到 2026-10 那次刷新之前。还可撤销的次数：0",)
    assert (after.cells, after.looks, after.colourings, after.tables) == (before.cells, {}, [], before.tables)
    assert set(after.widths.values()) == {8.43}
    assert list(book.by_name) == ["客户", "_xltier_undo"]
    assert list(book.names()) == ["_xltier_sheet_undo"]


def test_three_runs_can_be_taken_back_and_the_fourth_cannot(book: FakeBook) -> None:
    seen = []
    for score, month in zip((95, 80, 65, 20), MONTHS, strict=True):
        book.by_name["客户"].cells[2, 2] = score
        seen.append({at: value for at, value in book.by_name["客户"].cells.items() if at[1] > 2})
        refresh(desk_of(book, today=month))

    for expected in reversed(seen[1:]):
        undo(desk_of(book))
        assert {at: value for at, value in book.by_name["客户"].cells.items() if at[1] > 2} == expected
    with pytest.raises(BookError) as refused:
        undo(desk_of(book))

    assert refused.value.problems[0].reference == "live-nothing-to-undo"


def test_after_undo_a_refresh_counts_moves_as_before_it(book: FakeBook) -> None:
    refresh(desk_of(book, today=MONTHS[0]))
    book.by_name["客户"].cells[2, 2] = 20
    refresh(desk_of(book, today=MONTHS[1]))
    undo(desk_of(book))
    refresh(desk_of(book, today=MONTHS[1]))

    assert [book.by_name["客户"].cells[row, 5] for row in (2, 3)] == [-3, 0]


def test_the_copies_never_share_cells(book: FakeBook) -> None:
    for month in MONTHS:
        refresh(desk_of(book, today=month))

    kept = {at: value for at, value in book.by_name["_xltier_undo"].cells.items() if at[0] > 3}
    assert sorted({column for _, column in kept}) == [*range(2, 14)]
    assert [value for (row, _), value in sorted(kept.items()) if row == 5] == ["等级", "得分", "变动", "主因"] * 3


def test_a_sheet_that_is_protected_by_now_is_named(book: FakeBook) -> None:
    refresh(desk_of(book))
    book.by_name["客户"].is_protected = True

    with pytest.raises(BookError) as refused:
        undo(desk_of(book))

    assert refused.value.problems[0].reference == "live-sheet-protected"
