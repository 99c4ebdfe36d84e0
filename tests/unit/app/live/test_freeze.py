"""Freeze: values in place of our formulas, and nothing else of ours left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.live_book import FakeBook, book_of, desk_of
from xltier.app.live.freeze import calls_ours, freeze
from xltier.app.live.macros import run_macro
from xltier.app.live.refresh import refresh
from xltier.errors import BookError
from xltier.tables.sheet import Area

OURS = {
    Area(2, 3, 2, 3): "=XLTIER.TIER(B2)",
    Area(3, 3, 3, 3): '=IF(B3="","",TIER_SCORE(B3))',
    Area(4, 3, 9, 3): "{=xltier.TIER(B4:B9)}",
    Area(2, 4, 2, 4): "='评级计算'!$L2",
}
THEIRS = {Area(2, 5, 2, 5): "=SUM(B2:B9)", Area(3, 5, 3, 5): '="TIER("&B2&")"', Area(4, 5, 4, 5): "=FRONTIER(B2)"}


@pytest.fixture
def book(tmp_path: Path) -> FakeBook:
    made = book_of(tmp_path / "book.xlsx", ("客户", "score"), ("甲", 95), ("乙", 80))
    refresh(desk_of(made))
    made.by_name["客户"].formulas = OURS | THEIRS
    made.by_name["评级计算"] = book_of(tmp_path / "other.xlsx", ("一", "二")).by_name["客户"]
    made.defined |= {"_xltier_sheet_formulas": "'评级计算'!$A$1", "XLTIER.TIER": "_xlfn.LAMBDA(x,x)"}
    made.defined["xltier_scheme"] = '"standard"'
    made.defined["mine"] = "'客户'!$A$1"
    return made


def test_our_formulas_become_values_and_theirs_stay(book: FakeBook) -> None:
    shown = dict(book.by_name["客户"].cells)
    lines = freeze(desk_of(book))

    assert lines == ("4 个公式已换成值；删除了 13 个隐藏名称。",)
    assert book.by_name["客户"].formulas == THEIRS
    assert book.by_name["客户"].cells == shown


def test_nothing_of_ours_is_left_but_values(book: FakeBook) -> None:
    freeze(desk_of(book))

    assert list(book.by_name) == ["客户", "等级汇总", "数据问题"]
    assert book.names() == {"mine": "'客户'!$A$1"}


def test_the_names_stay_where_the_user_wants_to_refresh_again(book: FakeBook) -> None:
    names = book.names()
    book.answers = [(1,)]
    freeze(desk_of(book))

    assert book.names() == names
    assert book.by_name["客户"].formulas == THEIRS


def test_who_cancels_keeps_the_formulas(book: FakeBook) -> None:
    book.answers = [None]

    assert run_macro("freeze", desk_of(book)) == ("xltier：未做任何改动。",)
    assert book.by_name["客户"].formulas == OURS | THEIRS


def test_a_protected_sheet_with_our_formulas_is_named(book: FakeBook) -> None:
    book.by_name["客户"].is_protected = True

    with pytest.raises(BookError) as refused:
        freeze(desk_of(book))

    assert refused.value.problems[0].reference == "live-sheet-protected"


def test_a_workbook_without_anything_of_ours_is_told_so(tmp_path: Path) -> None:
    book = book_of(tmp_path / "book.xlsx", ("客户", "score"))

    assert freeze(desk_of(book)) == ("本工作簿里没有 xltier 的公式，也没有它的隐藏名称。",)


@pytest.mark.parametrize("text", ["=NPS(A1:A9)", "=1+XLTIER.CLV(1;2)", "=IF(A1,roi(1,2),0)", "={TIER_WHY(A1)}"])
def test_every_function_of_the_catalogue_is_ours(text: str) -> None:
    assert calls_ours(text)


@pytest.mark.parametrize("text", ["=ENPS(A1)", '="XLTIER.TIER"', "=MYXLTIER.TIER(1)", "=A.TIER(1)", "=CAC+1"])
def test_names_that_only_resemble_ours_are_not(text: str) -> None:
    assert not calls_ours(text)
