"""The catalogue's functions as a cell asks them. Expected values are derived by hand; errors are those of UX 2.1."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.conformance.case import rule_book
from xltier.app.functions.catalogue import CATALOGUE, HELP, call
from xltier.app.functions.cells import Block
from xltier.app.functions.scheme_of import Nowhere
from xltier.core.fingerprint import fingerprint
from xltier.core.scheme import Scheme
from xltier.core.values import ExcelError
from xltier.schemes.library import load_scheme

NA: Final = ExcelError.NA
NUM: Final = ExcelError.NUM
VALUE: Final = ExcelError.VALUE
MONTH: Final = "dealer-monthly"
# 40 x 0.86 = 34.4; growth 10 % 12; focus 10; 30 days 15; payment 10; coverage 10 x 0.8 = 8: together 89.4.
ROW: Final = (0.86, 0.1, 1.0, 30, 1.0, 0.8)
BLANKS: Final = (None, "", None, "-", None, None)
HEADERS: Final = (("目标达成率", "同期成长率(%)", "重点品\n达成率", "库存天数（天）", "回款准时率", "coverage"),)


def ask(name: str, *arguments: Any) -> Block:  # noqa: ANN401 - whatever a cell may hold
    """Ask a function as a host without a workbook does."""
    return call(name, arguments, Nowhere("zh"))


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("TIER", (86,), "B"),
        ("TIER", (90,), "A"),
        ("TIER", (89.995,), "A"),
        ("TIER", ("８６",), "B"),
        ("TIER", (None,), ""),
        ("TIER", (None, None, None, None, None, "无"), "无"),
        ("TIER", ("待定",), VALUE),
        ("TIER", (120,), NUM),
        ("TIER", (-1,), NUM),
        ("TIER", (ExcelError.DIV0,), ExcelError.DIV0),
        ("TIER", (86, "no-such-scheme"), NA),
        ("TIER", (86, "standard@2026.1"), "B"),
        ("TIER", (86, "standard@1999.9"), NA),
        ("TIER", ((ROW,), MONTH), "B"),
        ("TIER", ((ROW,), MONTH, HEADERS), "B"),
        ("TIER", ((ROW,), MONTH, (("不认识", *HEADERS[0][1:]),)), VALUE),
        ("TIER", ((ROW[:5],), MONTH), VALUE),
        ("TIER", ((ROW,), MONTH, None, 0.6), "A"),
        ("TIER", ((ROW,), MONTH, None, ((0.4, 0.2),)), "A"),
        ("TIER", ((ROW,), MONTH, None, -15), "C"),
        ("TIER", ((ROW,), MONTH, None, None, "C"), "C"),
        ("TIER", ((ROW,), MONTH, None, None, "fake-goods"), "D"),
        ("TIER", ((ROW,), MONTH, None, None, "R9"), NA),
        ("TIER", (((None, *ROW[1:]),), MONTH), NA),
        ("TIER", (((95, *ROW[1:]),), MONTH), NUM),
        ("TIER", (((*ROW[:5], "无"),), MONTH), "B"),
        ("TIER_SCORE", (86,), 86.0),
        ("TIER_SCORE", ((ROW,), MONTH), 89.4),
        ("TIER_SCORE", (((*ROW[:5], "无"),), MONTH), 81.4),
        ("TIER_GAP", (86,), 4.0),
        ("TIER_GAP", (95,), 0),
        ("TIER_GAP", ((ROW,), MONTH), 0.6),
        ("TIER_MOVE", ("A", "B"), 1),
        ("TIER_MOVE", ("D", "A"), -3),
        ("TIER_MOVE", ("A", ""), ""),
        ("TIER_MOVE", ("Z", "A"), NA),
        ("TIER_RANK", ("b",), 2),
        ("TIER_LABEL", ("A", None, "en"), "Excellent"),
        ("TIER_COLOR", ("A",), "#1F6AA5"),
        ("TIER_COLOR", ("A", None, "text"), "#FFFFFF"),
        ("TIER_COLOR", ("A", None, "border"), VALUE),
        ("TIER_STRATEGY", ("A", "visit", MONTH), "每周"),
        ("TIER_STRATEGY", ("Z",), NA),
        ("TIER_CHECK", (), "OK"),
        ("TIER_BAND", (79.99, ((0, 60, 80),), (("C", "B", "A"),)), "B"),
        ("TIER_BAND", (80, ((0, 60, 80),), (("C", "B", "A"),)), "A"),
        ("TIER_BAND", (-1, ((0, 60, 80),), (("C", "B", "A"),)), NA),
        ("TIER_BAND", (55, ((60, 55, 30),), (("C", "B", "A"),), "low"), "B"),
        ("TIER_BAND", (55, ((60, 60, 30),), (("C", "B", "A"),)), VALUE),
        ("TIER_BAND", (55, ((0, 60),), (("C", "B", "A"),)), VALUE),
        ("TIER_STARS", (83,), "★★★★☆"),
        ("TIER_STARS", (50, None, None, True), "★★½☆☆"),
        ("TIER_STARS", (101,), NUM),
        ("TIER_STARS", (83, None, 32_768), NUM),
        ("TIER_STARS", (83, None, 1e308), NUM),
        ("TIER_PARETO", ("待定",), VALUE),
        ("TIER_PARETO", (-1,), ExcelError.DIV0),
        ("TIER_QUOTA", ("待定", ((0.5, 0.5),)), VALUE),
        ("NPS", (((10, 10, 9, 7, 6),),), 40.0),
        ("NPS", (((11,),),), NUM),
        ("NPS", (((None, ""),),), NA),
        ("CSAT", (((5, 4, 3, None, 2),),), 0.5),
        ("CRR", (200, 210, 30), 0.9),
        ("CRR", (0, 10, 5), ExcelError.DIV0),
        ("CAC", (10000, 50), 200.0),
        ("CAC", (10000, 0), ExcelError.DIV0),
        ("CLV", (100, 1.5), NUM),
        ("CLV", (1e308, 0.8, 0.1), NUM),
        ("CLV", (100, 0.8, 0.1, 1e9), NUM),
        ("ROI", (150, 100), 0.5),
        ("ROI", (150, 0), ExcelError.DIV0),
    ],
)
def test_a_cell_gets_its_answer(name: str, arguments: tuple[Any, ...], expected: object) -> None:
    assert ask(name, *arguments) == ((expected,),)


def test_rows_spill_and_each_keeps_its_own_error() -> None:
    block = (ROW, BLANKS, (*ROW[:3], "待定", 1.0, 0.8), (1.2, 0.3, 1.0, 30, 1.0, 1.0))
    assert ask("TIER", block, MONTH) == (("B",), ("",), (VALUE,), ("A",))


def test_adjustments_and_caps_go_row_by_row() -> None:
    assert ask("TIER", (ROW, ROW), MONTH, None, ((0.6,), (-15,)), (("",), ("D",))) == (("A",), ("D",))
    assert ask("TIER", (ROW, ROW), MONTH, None, ((1,), (2,), (3,))) == ((VALUE,),)


def test_points_are_one_for_each_column() -> None:
    assert ask("TIER_POINTS", (ROW,), MONTH) == ((34.4, 12.0, 10.0, 15.0, 10.0, 8.0),)
    assert ask("TIER_POINTS", (ROW,), MONTH, None, "lost") == ((5.6, 3.0, 0.0, 0.0, 0.0, 2.0),)
    assert ask("TIER_POINTS", (ROW,), MONTH, None, "gained") == ((VALUE,),)


def test_equal_values_share_a_label_and_the_group_at_a_cut_goes_up() -> None:
    scores = ((1,), (2,), (2,), (4,), (5,))
    # 20 % of 5 is one: 5. 60 % is three: 4 and one of the 2s, so both. The rest: 1.
    assert ask("TIER_QUOTA", scores, ((0.2, 0.4, 0.4),)) == (("C",), ("B",), ("B",), ("B",), ("A",))
    assert ask("TIER_QUOTA", scores, ((0.2, 0.4, 0.4),), None, "down") == (("C",), ("C",), ("C",), ("B",), ("A",))
    assert ask("TIER_QUOTA", scores, ((0.2, 0.4, 0.4),), None, "none") == (("C",), (NA,), (NA,), ("B",), ("A",))
    assert ask("TIER_QUOTA", scores, ((0.2, 0.4),)) == ((NUM,),)


def test_pareto_classes_leave_returns_out_of_the_total() -> None:
    # Of 100: nothing is larger than 60, 60 % is larger than 30, 90 % than 8, 98 % than 2.
    assert ask("TIER_PARETO", ((60,), (30,), (8,), (2,), (-5,))) == (("A",), ("A",), ("B",), ("C",), ("C",))
    assert ask("TIER_PARETO", ((0,), (-1,))) == ((ExcelError.DIV0,),)


def test_quadrants_cut_at_the_medians() -> None:
    # The better half of 1, 2, 3, 4 is 3 and 4.
    x, y = ((1,), (2,), (3,), (4,)), ((4,), (1,), (3,), (2,))
    assert ask("TIER_QUADRANT", x, y) == (("LH",), ("LL",), ("HH",), ("HL",))
    assert ask("TIER_QUADRANT", 3, 4) == ((NA,),)
    assert ask("TIER_QUADRANT", 3, 4, 3, 5) == (("HL",),)


def test_rfm_gives_fifths_of_the_columns() -> None:
    dates = ((46000,), (45990,), (45900,), (45800,), (45000,))
    orders = ((5,), (4,), (3,), (2,), (1,))
    amounts = ((50,), (40,), (30,), (20,), (10,))
    assert ask("TIER_RFM", dates, orders, amounts, 46022) == ((555,), (444,), (333,), (222,), (111,))
    assert ask("TIER_RFM", dates, orders, amounts, 46022, None, "score") == ((15,), (12,), (9,), (6,), (3,))
    assert ask("TIER_RFM", 46000, 5, 50, 46022) == ((NA,),)
    assert ask("TIER_RFM", dates, orders, amounts, 45999) == ((NUM,),)
    bins = ((10, 20, 30, 40), (2, 3, 4, 5), (10, 20, 30, 40))
    # 22 days is past 20 and within 30: 3; five orders reach all four edges: 5; 15 reaches 10 only: 2.
    assert ask("TIER_RFM", 46000, 5, 15, 46022, bins) == ((352,),)


@pytest.mark.parametrize(
    ("last", "today"),
    [(46000, 1e308), (46000, 2_958_466), (46000, -1), (-1, 46022), (46023, 46022)],
    ids=["beyond every date", "the day after the last", "before the first", "last order before the first", "in future"],
)
def test_what_is_no_date_has_no_recency(last: float, today: float) -> None:
    bins = ((30, 60, 90, 180), (1, 2, 4, 8), (10, 20, 30, 40))
    assert ask("TIER_RFM", last, 5, 15, today, bins) == ((NUM,),)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((86,), "得分 86；距 A 差 4"),
        (("待定",), "得分不是数字：“待定”"),
        ((((95, *ROW[1:]),), MONTH), "目标达成率 95 像是百分数少了 %（应为 95% 或 0.95）"),
        (((ROW,), MONTH), "强 库存天数（15/15）；弱 目标达成率（34.4/40）；距 A 差 0.6"),
        ((86, "no-such-scheme"), "没有名为“no-such-scheme”的评级方案。"),
        ((86, ExcelError.DIV0), "参数中有错误值 #DIV/0!。"),
        ((86, None, None, ExcelError.NA), "参数中有错误值 #N/A"),
        ((86, ((1, 2), (3, 4))), "作为方案给出的区域不是规则块。"),
        ((86, None, (("得分", "年限"),)), "表头有 2 格，数据有 1 列，两者不一致。"),
    ],
)
def test_why_always_answers_in_words(arguments: tuple[Any, ...], expected: str) -> None:
    assert ask("TIER_WHY", *arguments) == ((expected,),)


def test_the_full_why_ends_in_the_fingerprint_of_the_rules_as_written() -> None:
    (said,) = ask("TIER_WHY", (ROW,), MONTH, None, None, None, 2)[0]
    assert str(said).endswith(f"dealer-monthly@2026.1 {fingerprint(load_scheme(MONTH))}")


@pytest.mark.parametrize("value", [None, "", "x", ExcelError.NA, -1, 1e308, True, ((1, 2), (3, 4)), ((None,),)])
def test_why_never_gives_an_error(value: Any) -> None:  # noqa: ANN401 - whatever a cell may hold
    for detail in (0, 1, 2, 9, "x"):
        assert all(
            isinstance(cell, str) for row in ask("TIER_WHY", value, None, None, None, None, detail) for cell in row
        )


def test_every_function_explains_itself_within_excels_limit() -> None:
    assert len(CATALOGUE) == 24
    for function in CATALOGUE.values():
        for help_ in (function.help, *(parameter.help for parameter in function.parameters)):
            assert help_.zh
            assert help_.en
            assert max(len(help_.zh), len(help_.en)) <= HELP
        optional = [parameter.is_optional for parameter in function.parameters]
        assert optional == sorted(optional) or function.name == "TIER_STRATEGY"
        assert function.example.startswith(f"={function.name}(")


def test_a_quota_of_a_block_counts_the_adjustments() -> None:
    class Workbook(Nowhere):
        def chosen(self) -> Scheme:
            return rule_book("quota", {})

    scores = ((80,), (70,), (60,), (50,))

    # 80 - 25 = 55 is the third of 70, 60, 55, 50: a quarter A, a half B, a quarter C.
    assert call("TIER", (scores, None, None, ((-25,), (0,), (0,), (0,))), Workbook("zh")) == (
        ("B",),
        ("A",),
        ("B",),
        ("C",),
    )


@pytest.mark.parametrize("endless", [float("inf"), -float("inf")])
def test_a_number_without_end_is_an_error_or_said_in_words(endless: float) -> None:
    for name in ("TIER_STARS", "TIER_PARETO", "NPS", "CSAT"):
        assert ask(name, endless) == ((NUM,),)
    for name in ("CRR", "CAC", "CLV", "ROI"):
        given = [1.0] * len(CATALOGUE[name].parameters)
        for at in range(len(given)):
            assert ask(name, *given[:at], endless, *given[at + 1 :]) == ((NUM,),)
    assert ask("TIER_WHY", 86, None, None, None, None, endless) == ((f"“{endless}”不在可选项 0、1、2 之中。",),)


@pytest.mark.parametrize(("scheme", "count"), [("rfm", 3), (MONTH, len(ROW)), ("standard", 1)])
def test_the_table_of_measures_has_a_row_for_each_column_that_a_customer_has(scheme: str, count: int) -> None:
    titles, *rows = ask("TIER_TABLE", scheme, "measures")
    assert titles == ("key", "name", "unit", "weight", "full")
    assert len(rows) == count
    keys = tuple(row[0] for row in rows)
    blank = (None,) * count
    assert ask("TIER", (blank,), scheme, (keys,)) == ask("TIER", (blank,), scheme) == (("",),)


def test_an_rfm_row_that_cannot_be_read_keeps_its_own_error_and_the_others_their_fifths() -> None:
    fifths = [(46000 + 10 * at, at, at) for at in range(1, 6)]
    wrong = [("待定", 3, 3), (46010, ExcelError.DIV0, 3), (46010, 3, ExcelError.NA), (-1, 3, 3)]
    columns = (tuple((cell,) for cell in column) for column in zip(*fifths, *wrong, strict=True))
    errors = ((VALUE,), (ExcelError.DIV0,), (NA,), (NUM,))
    assert ask("TIER_RFM", *columns, 46100) == ((111,), (222,), (333,), (444,), (555,), *errors)


def test_a_wrong_code_of_one_row_leaves_the_other_rows_their_answers() -> None:
    codes = (("A",), ("x",), (None,), ("Ｄ",), (ExcelError.DIV0,))

    assert ask("TIER_RANK", codes) == ((1,), (NA,), ("",), (4,), (ExcelError.DIV0,))
    assert ask("TIER_LABEL", codes, None, "en") == (("Excellent",), (NA,), ("",), ("Weak",), (ExcelError.DIV0,))
    assert ask("TIER_MOVE", codes, (("B",), ("A",), ("A",), ("D",), ("A",))) == (
        (1,),
        (NA,),
        ("",),
        (0,),
        (ExcelError.DIV0,),
    )
    assert ask("TIER_STRATEGY", codes[:2], "visit", MONTH, "en") == (("weekly",), (NA,))


def test_every_field_of_the_strategy_spills_a_row_for_each_tier() -> None:
    one, other = (ask("TIER_STRATEGY", code, "all", MONTH)[0] for code in ("A", "C"))

    assert ask("TIER_STRATEGY", (("A",), ("C",), ("x",)), "all", MONTH) == (one, other, (NA,) * 5)
    assert ask("TIER_STRATEGY", (("A", "C"),), "all", MONTH) == ((VALUE,),)


def test_a_wrong_cap_or_adjustment_of_one_row_leaves_the_other_rows_their_answers() -> None:
    rows = (ROW, ROW, BLANKS, ROW)
    caps = (("Ｃ",), ("Q",), ("Q",), (None,))
    points = ((0,), (0,), (0,), ("乱码",))

    assert ask("TIER", rows, MONTH, None, points, caps) == (("C",), (NA,), ("",), (VALUE,))
    assert ask("TIER_WHY", rows, MONTH, None, points, caps)[1:] == (
        ("“Q”既不是方案的等级，也不是红线编码",),
        ("",),
        ("“乱码”既不是数字，也不是方案的加减分项目",),
    )
    assert ask("TIER", rows, MONTH, None, points[:2]) == ((VALUE,),)


@pytest.mark.parametrize(("row", "scheme"), [((ROW,), MONTH), (86, MONTH), (86, None)])
def test_the_reason_of_a_capped_tier_is_the_cap(row: Any, scheme: str | None) -> None:  # noqa: ANN401 - a cell or row
    assert str(ask("TIER_WHY", row, scheme, None, None, "C")[0][0]).endswith("封顶 C（按得分为 B）")
    assert str(ask("TIER_WHY", row, scheme, None, None, "A")[0][0]).endswith("差 4" if row == 86 else "差 0.6")


@pytest.mark.parametrize(
    ("shares", "sizes"),
    [
        ((1 / 3, 1 / 3, 1 / 3), (3, 3, 3)),
        ((1 / 3, 2 / 3), (3, 6)),
        ((1 / 9, 1 - 1 / 9), (1, 8)),
        (("1/9", "8/9"), None),
        ((0.3333, 0.3333, 0.3333), None),
    ],
)
def test_shares_that_a_sheet_has_computed_make_one(shares: tuple[Any, ...], sizes: tuple[int, ...] | None) -> None:
    scores = tuple((float(score),) for score in range(9, 0, -1))
    found = [label for (label,) in ask("TIER_QUOTA", scores, (shares,))]

    expected = [code for code, size in zip("ABC", sizes or (), strict=False) for _ in range(size)]
    assert found == (expected or found)
    assert (found[0] in {NUM, VALUE}) == (sizes is None)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("ROI", ("1e400", 1), NUM),
        ("TIER", ("9" * 400,), NUM),
        ("TIER_STARS", ("1e400",), NUM),
        ("TIER", (86, "STANDARD"), "B"),
        ("TIER", (86, "Dealer-Monthly@2026.1"), "B"),
        ("TIER", ((ROW,), MONTH, (("目标达成率", *HEADERS[0][:5]),)), VALUE),
        ("TIER_RFM", (45990, 5, 50, 46000, ((40, 30, 20, 10), (2, 3, 4, 5), (10, 20, 30, 40))), VALUE),
    ],
)
def test_what_cannot_be_meant_is_an_error_and_a_name_has_no_case(
    name: str, arguments: tuple[Any, ...], expected: object
) -> None:
    assert ask(name, *arguments) == ((expected,),)


def test_two_columns_of_one_measure_are_named() -> None:
    headers = (("目标达成率", "目标达成率(%)", *HEADERS[0][2:]),)

    assert ask("TIER_WHY", (ROW,), MONTH, headers) == (("有两列都是目标达成率，第二列的列名是“目标达成率(%)”。",),)


def test_the_full_reason_names_the_texts_that_were_read_as_numbers() -> None:
    said = str(ask("TIER_WHY", (("８６％", *ROW[1:]),), MONTH, None, None, None, 2)[0][0])

    assert "目标达成率 86%（由文字“８６％”读出） → 34.4/40；同期成长率 10% → 12/15" in said
    assert ask("TIER_WHY", (BLANKS,), MONTH, None, None, None, 2) == (("",),)


@pytest.mark.parametrize(
    ("last", "as_of", "expected"),
    [
        ("2025-12-10", "2026年1月1日", 352),  # 22 days: past 20 and within 30, a 3
        ("2025/12/10", 46023, 352),  # 46023 is 2026-01-01
        ("05/06/2025", 46023, VALUE),  # May or June
        ("2025-12", 46023, VALUE),  # a month is no day
    ],
)
def test_a_day_in_text_is_a_day_when_it_can_be_read_in_one_way_only(last: str, as_of: object, expected: object) -> None:
    edges = ((10, 20, 30, 40), (2, 3, 4, 5), (10, 20, 30, 40))

    assert ask("TIER_RFM", last, 5, 15, as_of, edges) == ((expected,),)
