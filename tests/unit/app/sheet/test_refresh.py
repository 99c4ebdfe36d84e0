"""A book that a run has written into is read as it was before, and moves are counted from what that run wrote."""

from __future__ import annotations

from xltier.app.sheet.refresh import without_ours, written_in
from xltier.tables.sheet import Area, ExcelTable, Fault, FaultKind, RawBook, RawSheet, Visibility

ERROR = Fault(FaultKind.ERROR_VALUE, "#N/A")


def book(sheet: RawSheet, *others: RawSheet) -> RawBook:
    sheets = (sheet, *others)
    return RawBook("a.xlsx", "xlsx", sheets, tuple(Visibility.VISIBLE for _ in sheets))


BEFORE = RawSheet("客户", [1, 2, 3, 9], [1, 2], [["编号", "K1", "K2", "合计"], ["score", 90, None, 1]], {(3, 2): ERROR})
AFTER = RawSheet(
    "客户",
    [1, 2, 3, 4, 9],
    [1, 2, 3, 4],
    [
        ["编号", "K1", "K2", None, "合计"],
        ["score", 90, None, None, 1],
        ["等级", "A", None, "B", None],
        ["变动", 1, None, None, None],
    ],
    {(3, 2): ERROR, (3, 3): ERROR},
)
OURS = {"客户": {3: [(1, 4)], 4: [(1, 4)]}}


def test_a_book_without_our_cells_is_the_book_before_the_run() -> None:
    summary = RawSheet("等级汇总", [1], [1], [["等级"]])

    assert without_ours(book(AFTER, summary), OURS, frozenset({"等级汇总"})) == book(BEFORE)


def test_a_book_that_no_run_wrote_into_is_itself() -> None:
    assert without_ours(book(BEFORE), {}, frozenset()) == book(BEFORE)


def test_what_the_user_wrote_below_our_column_stays() -> None:
    sheet = RawSheet("客户", [1, 2, 9], [1, 2], [["score", 90, None], ["等级", "A", "mine"]])
    found = without_ours(book(sheet), {"客户": {2: [(1, 2)]}}, frozenset())

    assert found == book(RawSheet("客户", [1, 2, 9], [1, 2], [["score", 90, None], [None, None, "mine"]]))


def test_an_excel_table_and_a_filter_end_before_our_columns() -> None:
    table = ExcelTable("Kunden", Area(1, 1, 3, 3), names=("编号", "score", "等级"))
    sheet = RawSheet("客户", [1], [1, 2, 3], [["编号"], ["score"], ["等级"]], tables=(table,), filter=Area(1, 1, 3, 3))
    [found] = without_ours(book(sheet), {"客户": {3: [(1, 3)]}}, frozenset()).sheets

    assert found.tables == (ExcelTable("Kunden", Area(1, 1, 3, 2), names=("编号", "score")),)
    assert found.filter == Area(1, 1, 3, 2)


def test_the_tiers_and_moves_of_the_last_run_are_found_by_row() -> None:
    found = written_in(book(AFTER), "客户", {"tier": 3, "move": 4}, rows=[2, 4, 7], period="2026-10")

    assert (found.tiers, found.moves, found.period) == (["A", "B", None], [1, None, None], "2026-10")


def test_the_cells_of_rows_without_a_gap_are_the_stored_ones() -> None:
    found = written_in(book(AFTER), "客户", {"tier": 3}, rows=range(2, 5), period=None)

    assert (found.tiers, found.moves) == (["A", None, "B"], [None, None, None])


def test_a_sheet_that_keeps_all_its_rows_keeps_their_range() -> None:
    rows = range(1, 4)
    sheet = RawSheet("客户", rows, [1, 2], [["编号", "K1", "K2"], ["等级", "A", "B"]])
    [found] = without_ours(book(sheet), {"客户": {2: [(1, 3)]}}, frozenset()).sheets

    assert found == RawSheet("客户", rows, [1], [["编号", "K1", "K2"]])
    assert found.rows is rows
