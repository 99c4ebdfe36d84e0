"""Totals without a label, signers below a table, and customers that only look like a sum."""

from __future__ import annotations

from dataclasses import replace

from xltier.tables.choice import TableChoice
from xltier.tables.reading import Reading
from xltier.tables.sheet import Area, Cell, ExcelTable, RawBook, RawSheet, Visibility
from xltier.tables.understand import understand


def _sheet(*rows: list[Cell], numbers: list[int] | None = None) -> RawSheet:
    columns = [list(column) for column in zip(*rows, strict=True)]
    return RawSheet("s", numbers or range(1, len(rows) + 1), tuple(range(1, len(columns) + 1)), columns)


def _read(sheet: RawSheet) -> Reading:
    return understand(RawBook("客户.xlsx", "xlsx", (sheet,), (Visibility.VISIBLE,)), TableChoice())


def _rejected(reading: Reading) -> list[tuple[int, str]]:
    return [(rejection.row, rejection.reason) for rejection in reading.rejected]


_HEADER: list[Cell] = ["Customer", "Sales", "Orders"]
_LIST: list[list[Cell]] = [["A", 100, 2], ["B", 200, 4], ["C", 306, 7]]


def test_a_last_row_that_adds_up_two_columns_is_a_total_whatever_it_is_called() -> None:
    reading = _read(_sheet(_HEADER, *_LIST, ["Whole lot", 606, 13]))
    assert _rejected(reading) == [(5, "grand_total_row")]
    assert [str(notice) for notice in reading.warnings] == ["unlabelled_total_row:5"]


def test_a_first_row_that_adds_up_the_rest_is_a_total() -> None:
    assert _rejected(_read(_sheet(_HEADER, ["The lot", 606, 13], *_LIST))) == [(2, "grand_total_row")]


def test_a_row_above_a_gap_is_asked_too() -> None:
    sheet = _sheet(_HEADER, *_LIST, ["Whole lot", 606, 13], ["D", 5, 1], numbers=[1, 2, 3, 4, 5, 7])
    assert _rejected(_read(sheet)) == [(5, "subtotal_row"), (6, "blank_row")]


def test_a_customer_with_a_code_a_segment_or_few_before_it_is_no_total() -> None:
    coded = _sheet(["Code", "Sales", "Orders"], ["K1", 100, 2], ["K2", 200, 4], ["K3", 306, 7], ["K4", 606, 13])
    segment = _sheet(
        ["Customer", "Segment", "Sales"], ["A", "x", 100], ["B", "y", 200], ["C", "x", 306], ["D", "y", 606]
    )
    few = _sheet(_HEADER, ["A", 100, 2], ["B", 200, 4], ["C", 300, 6])
    middle = _sheet(_HEADER, *_LIST, ["D", 606, 13], ["E", 5, 1])
    assert [_rejected(_read(sheet)) for sheet in (coded, segment, few, middle)] == [[], [], [], []]


def test_answers_without_customers_are_no_totals_of_those_above_them() -> None:
    """10 after 10 adds up what is above it, and so does 3 after 1 and 2: they are answers all the same."""
    answers = _sheet(["推荐意愿"], [10], [10], [20], [1], [2], [3], [7])
    amounts = _sheet(["金额"], [100], [200], [306], [606])

    assert _rejected(_read(answers)) == []
    assert [row for row, _ in _rejected(_read(amounts))] == [5]


def test_a_total_on_top_does_not_count_among_the_rows_that_are_added_up() -> None:
    sheet = _sheet(_HEADER, ["All customers", 600, 12], ["A", 100, 2], ["B", 200, 4], ["C", 300, 6])
    assert _rejected(_read(sheet)) == [(2, "grand_total_row")]


def test_inside_an_excel_table_arithmetic_alone_makes_no_total() -> None:
    sheet = _sheet(_HEADER, *_LIST, ["D", 606, 13])
    table = ExcelTable("List", Area(1, 1, 5, 3), names=("Customer", "Sales", "Orders"))
    assert _rejected(_read(replace(sheet, tables=(table,)))) == []


def test_signers_below_a_gap_are_notes_though_a_year_stands_beside_them() -> None:
    rows: list[list[Cell]] = [["Prepared", "Li Hua", None], ["Approved by", "Wang", 2025], ["审批", "王", 2025]]
    sheet = _sheet(["Code", "Customer", "Sales"], ["1", "A", 10], ["2", "B", 20], *rows, numbers=[1, 2, 3, 5, 6, 7])
    assert _rejected(_read(sheet)) == [(5, "note_row"), (6, "note_row"), (7, "note_row")]


def test_a_share_below_a_total_is_no_customer() -> None:
    sheet = _sheet(["客户", "销售额"], ["甲", 10], ["乙", 20], ["合计", 30], ["占比", "100%"], ["丙", 4])
    assert _rejected(_read(sheet)) == [(4, "subtotal_row"), (5, "total_row")]


def test_the_heads_of_an_outline_are_no_customers_and_customers_that_happen_to_add_up_once_are() -> None:
    header: list[Cell] = ["Customer", "Sales"]
    # 300 = 100 + 200 and 90 = 40 + 50: every row is a head or below one
    outline = _sheet(header, ["North", 300], ["A", 100], ["B", 200], ["South", 90], ["C", 40], ["D", 50])
    assert _rejected(_read(outline)) == [(2, "subtotal_row"), (5, "subtotal_row")]
    once = _sheet(header, ["A", 300], ["B", 100], ["C", 200], ["D", 90], ["E", 7], ["F", 50])
    coded = _sheet(["Code", "Sales"], ["K1", 300], ["K2", 100], ["K3", 200], ["K4", 90], ["K5", 40], ["K6", 50])
    assert [_rejected(_read(sheet)) for sheet in (once, coded)] == [[], []]


def test_a_pivot_table_has_an_outline_whose_groups_may_hold_one_row() -> None:
    pivot = _sheet(["Row Labels", "Sum"], ["North", 300], ["A", 100], ["B", 200], ["South", 50], ["C", 50])
    assert _rejected(_read(pivot)) == [(2, "subtotal_row"), (5, "subtotal_row")]


def test_a_row_with_a_product_and_no_customer_is_no_total_of_two_rows() -> None:
    sheet = _sheet(["Customer", "Product", "Sales"], ["A", "P1", 100], ["B", "P1", 300], [None, "P2", 400])
    assert _rejected(_read(sheet)) == [(4, "missing_key")]


def test_small_numbers_that_happen_to_make_an_outline_stay_customers_and_it_is_said() -> None:
    counts = _sheet(["客户", "订单数"], ["甲", 2], ["乙", 1], ["丙", 1], ["丁", 3], ["戊", 1], ["己", 2])
    reading = _read(counts)
    assert (_rejected(reading), len(reading.rows)) == ([], 6)
    assert [str(guess) for guess in reading.guesses] == ["may_be_outline:2, 5"]


def test_the_next_block_after_a_subtotal_is_no_split_of_it_even_when_the_sums_are_equal() -> None:
    sheet = _sheet(
        ["客户", "销售额"], ["甲", 300], ["合计", 300], ["乙", 200], ["丙", 100], ["合计", 300], ["总计", 600]
    )
    assert _rejected(_read(sheet)) == [(3, "subtotal_row"), (6, "subtotal_row"), (7, "grand_total_row")]


def test_a_total_with_a_code_is_a_total_when_it_adds_up_and_a_customer_when_it_does_not() -> None:
    rows: list[list[Cell]] = [["客户编号", "客户", "销售额"], ["C1", "甲", 300], ["C2", "乙", 200]]
    assert _rejected(_read(_sheet(*rows, ["C9", "合计", 500]))) == [(4, "grand_total_row")]
    assert _rejected(_read(_sheet(*rows, ["C9", "合计", 77]))) == []


def test_the_heads_of_an_outline_may_stand_below_their_rows() -> None:
    sheet = _sheet(
        ["客户", "销售额"], ["甲", 1000], ["乙", 234.5], ["华东", 1234.5], ["丙", 700], ["丁", 77], ["华南", 777]
    )
    assert _rejected(_read(sheet)) == [(4, "subtotal_row"), (7, "subtotal_row")]


def test_the_tax_between_two_totals_is_no_customer() -> None:
    sheet = _sheet(
        ["Customer", "Sales"],
        ["A", 100],
        ["B", 200],
        ["Total excl. VAT", 300],
        ["VAT 19%", 57],
        ["Total incl. VAT", 357],
    )
    assert [row for row, _ in _rejected(_read(sheet))] == [4, 5, 6]
