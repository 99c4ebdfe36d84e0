from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tests.support.readings import reading
from xltier import load_scheme
from xltier.app.month.intake.inputs import MonthInputs, Origin
from xltier.app.month.intake.records import read_inputs
from xltier.app.month.rate_month import rate_month
from xltier.core.scheme.lines import LineMove
from xltier.core.values import ExcelError
from xltier.errors import Severity
from xltier.tables.reading import Failure, Reading, Value
from xltier.tables.units import parse_unit

SCHEME = load_scheme("dealer-monthly")
OCTOBER = 2026 * 12 + 9
SALES = ("月份", "经销商编码", "事业部", "线别", "产品", "本月进货额", "终端出货额")
LOG = ("日期", "经销商编码", "事业部", "线别", "项目", "分值", "次数", "凭证", "批准人", "状态")
DAY = dt.date(2026, 10, 9)


def sales(rows: Sequence[Sequence[Value]], file: str = "sales.xlsx") -> Reading:
    return reading(SALES, rows, file=file, sheet="销售")


def logged(*rows: Sequence[Value]) -> MonthInputs:
    return read_inputs([reading(LOG, rows, file="log.xlsx", sheet="加减分登记")], SCHEME)


def said(inputs: MonthInputs) -> list[tuple[str, str]]:
    return [(problem.reference, str(problem.at)) for problem in inputs.problems]


def test_figures_become_whole_numbers_with_their_cells() -> None:
    rows: list[list[Value]] = [
        ["2026-10", "CQ1", "华东", "强网休闲", "糖果", 123_400, None],
        ["2026-10", "CQ2", "华东", "强网休闲", None, 0.1, 7],
    ]

    inputs = read_inputs([sales(rows)], SCHEME)
    (facts,) = inputs.facts

    assert facts.months == [OCTOBER, OCTOBER]
    assert facts.products == ["糖果", None]
    assert facts.values == {"sell_in": [12_340_000, 10], "sell_out": [None, 700]}
    assert str(inputs.location(facts.origin(0, "sell_in"))) == "'[sales.xlsx]销售'!F2"
    assert inputs.measures == {"sell_in", "sell_out"}
    assert inputs.problems == ()


def test_a_text_where_a_number_belongs_is_an_error_of_that_cell_only() -> None:
    table = reading(
        SALES,
        [["2026-10", "CQ1", "华东", "强网休闲", None, None, 7]],
        sheet="销售",
        failures={(2, "本月进货额"): Failure("not_a_number", "待定")},
    )

    inputs = read_inputs([table], SCHEME)

    assert inputs.facts[0].values == {"sell_in": [ExcelError.VALUE], "sell_out": [700]}
    assert said(inputs) == [("not-a-number", "'[book.xlsx]Sheet1'!F2".replace("Sheet1", "销售"))]


def test_a_row_without_its_whole_key_is_left_out_at_the_cell_that_lacks() -> None:
    rows = [
        ["2026-10", "CQ1", "华东", None, None, 1, 1],
        ["上旬", "CQ2", "华东", "强网休闲", None, 2, 2],
        ["2026-10", "CQ3", "华东", "强网休闲", None, 3, 3],
    ]

    inputs = read_inputs([sales(rows)], SCHEME)

    assert inputs.facts[0].dealers == ["CQ3"]
    assert said(inputs) == [
        ("input-key-blank", "'[sales.xlsx]销售'!D2"),
        ("input-month-unread", "'[sales.xlsx]销售'!A3"),
    ]


def test_a_row_pasted_twice_counts_once_and_is_said() -> None:
    row = ["2026-10", "CQ1", "华东", "强网休闲", None, 5, 5]

    inputs = read_inputs([sales([row, row])], SCHEME)

    assert inputs.facts[0].values == {"sell_in": [500], "sell_out": [500]}
    assert said(inputs) == [("row-repeated", "'[sales.xlsx]销售'!3:3")]
    assert inputs.problems[0].severity is Severity.WARNING


def test_two_rows_that_differ_make_the_measure_an_error_in_either_order() -> None:
    one, other = (["2026-10", "CQ1", "华东", "强网休闲", None, amount, 5] for amount in (5, 6))

    for rows in ([one, other], [other, one]):
        inputs = read_inputs([sales(rows)], SCHEME)

        assert inputs.facts[0].values == {"sell_in": [ExcelError.VALUE], "sell_out": [500]}
        assert said(inputs) == [("row-contradicts", "'[sales.xlsx]销售'!F3")]


def test_the_same_figures_in_two_files_count_once() -> None:
    row = ["2026-10", "CQ1", "华东", "强网休闲", None, 5, 5]

    inputs = read_inputs([sales([row]), sales([row], "again.xlsx")], SCHEME)

    assert [facts.values for facts in inputs.facts] == [
        {"sell_in": [500], "sell_out": [500]},
        {"sell_in": [0], "sell_out": [0]},
    ]
    assert said(inputs) == [
        ("input-sent-twice", "'[again.xlsx]销售'!F2"),
        ("input-sent-twice", "'[again.xlsx]销售'!G2"),
    ]


def test_figures_that_differ_between_two_files_are_used_from_neither() -> None:
    one, other = (["2026-10", "CQ1", "华东", "强网休闲", None, amount, 5] for amount in (5, 6))

    inputs = read_inputs([sales([one]), sales([other], "again.xlsx")], SCHEME)

    assert [facts.values["sell_in"] for facts in inputs.facts] == [[ExcelError.VALUE], [0]]
    assert said(inputs)[0] == ("input-contradicts", "'[again.xlsx]销售'!F2")


def test_days_of_a_month_add_up_and_the_same_day_in_two_files_counts_once() -> None:
    headers = ("日期", *SALES[1:])
    days = [[dt.date(2026, 10, day), "CQ1", "华东", "强网休闲", None, 5, 5] for day in (1, 2)]
    first, second = (reading(headers, rows, file=name) for rows, name in ((days, "a.xlsx"), (days[1:], "b.xlsx")))

    inputs = read_inputs([first, second], SCHEME)

    assert [facts.values["sell_in"] for facts in inputs.facts] == [[500, 500], [0]]


def test_an_amount_in_another_unit_is_converted_to_the_measures() -> None:
    headers = (*SALES[:5], "直配量")
    table = reading(headers, [["2026-10", "CQ1", "华东", "强网休闲", None, 3]], units={"直配量": "箱"})

    assert read_inputs([table], SCHEME).facts[0].values == {"direct_volume": [300]}


def test_an_event_keeps_its_decision_and_its_place() -> None:
    inputs = logged([DAY, "CQ1", "华东", "强网休闲", "好的市场操作建议", 3, None, "建议书 7", "顾清和", "已批准"])

    (event,) = inputs.events
    assert (event.dealer, event.division, event.line, event.month) == ("CQ1", "华东", "强网休闲", OCTOBER)
    assert (event.item, event.points, event.times) == ("suggestion", 30_000, 1)
    assert (event.evidence, event.is_approved, event.origin) == ("建议书 7", True, Origin(0, 2))


def test_a_negative_point_means_what_the_item_means() -> None:
    inputs = logged([DAY, "CQ1", "华东", "强网休闲", "乱价", -3, 2, None, "顾清和", None])

    assert [(event.item, event.points, event.times) for event in inputs.events] == [("price-violation", 30_000, 2)]


def test_an_event_without_an_approver_or_still_pending_does_not_count() -> None:
    inputs = logged(
        [DAY, "CQ1", "华东", "强网休闲", "乱价", None, 1, "a", None, None],
        [DAY, "CQ1", "华东", "强网休闲", "乱价", None, 1, "b", "顾清和", "待批准"],
        [DAY, "CQ1", "华东", "强网休闲", "乱价", None, 1, "c", "顾清和", None],
    )

    assert [event.is_approved for event in inputs.events] == [False, False, True]


def test_all_lines_must_be_said_and_a_row_without_a_line_is_left_out() -> None:
    inputs = logged(
        [DAY, "CQ1", "华东", "全部", "乱价", None, 1, None, "顾清和", None],
        [DAY, "CQ1", None, "ALL", "乱价", None, 1, None, "顾清和", None],
        [DAY, "CQ1", "华东", None, "乱价", None, 1, None, "顾清和", None],
        [DAY, "CQ1", None, "强网休闲", "乱价", None, 1, None, "顾清和", None],
    )

    assert [(event.division, event.line) for event in inputs.events] == [("华东", None), (None, None)]
    assert said(inputs) == [
        ("log-line-missing", "'[log.xlsx]加减分登记'!D4"),
        ("input-key-blank", "'[log.xlsx]加减分登记'!C5"),
    ]


def test_an_item_that_the_scheme_does_not_have_is_left_out_and_the_known_ones_are_named() -> None:
    inputs = logged([DAY, "CQ1", "华东", "强网休闲", "陈列之星", 2, 1, None, "顾清和", None])

    assert inputs.events == ()
    (problem,) = inputs.problems
    assert (problem.reference, str(problem.at)) == ("log-item-unknown", "'[log.xlsx]加减分登记'!E2")
    assert problem.values["value"] == "陈列之星"


def test_an_event_logged_twice_counts_once() -> None:
    row: list[Value] = [DAY, "CQ1", "华东", "强网休闲", "乱价", None, 1, "凭证 3", "顾清和", None]

    inputs = logged(row, row)

    assert len(inputs.events) == 1
    assert said(inputs) == [("row-repeated", "'[log.xlsx]加减分登记'!3:3")]


def test_points_that_are_no_number_leave_the_row_out() -> None:
    inputs = logged([DAY, "CQ1", "华东", "强网休闲", "好的市场操作建议", "若干", 1, None, "顾清和", None])

    assert inputs.events == ()
    assert said(inputs) == [("input-number-unread", "'[log.xlsx]加减分登记'!F2")]


def test_a_line_map_row_is_a_dated_move() -> None:
    headers = ("原线别", "产品", "渠道类型", "新线别", "比例", "生效日期", "失效日期")
    rows: list[list[Value]] = [
        ["强网乳品", "特浓馒头", "城区", "强网休闲", None, dt.date(2026, 7, 1), None],
        ["县城", None, None, "县城·乳品", 0.4, dt.date(2026, 1, 1), dt.date(2026, 12, 31)],
        ["县城", None, None, "县城·饮品", 1.4, dt.date(2026, 1, 1), None],
    ]

    inputs = read_inputs([reading(headers, rows, sheet="线别对照")], SCHEME)

    assert [row.move for row in inputs.line_map] == [
        LineMove("强网休闲", "强网乳品", "特浓馒头", "城区", start=OCTOBER - 3),
        LineMove("县城·乳品", "县城", share=Decimal("0.4"), start=OCTOBER - 9, end=OCTOBER + 2),
    ]
    assert said(inputs) == [("map-share-outside", "'[book.xlsx]线别对照'!E4")]


def test_of_two_rows_of_history_the_later_revision_holds() -> None:
    headers = ("月份", "经销商编码", "事业部", "线别", "得分", "等级", "状态", "修订号")
    rows: list[list[Value]] = [
        ["2026-09", "CQ1", "华东", "强网休闲", 91.5, "A", "定版", 2],
        ["2026-09", "CQ1", "华东", "强网休闲", 88, "B", "初评", 1],
    ]

    (row,) = read_inputs([reading(headers, rows, sheet="历史")], SCHEME).history

    assert (row.month, row.score, row.tier, row.state, row.revision) == (OCTOBER - 1, 9150, "A", "final", 2)


def test_of_a_workbook_of_ours_only_history_and_ledger_are_read() -> None:
    history = ("月份", "经销商编码", "事业部", "线别", "得分", "等级", "状态", "修订号", "指纹")
    tables = [
        reading(history, [["2026-09", "CQ1", "华东", "强网休闲", 91, "A", "初评", 0, "9b13-8fac"]], sheet="历史"),
        reading(LOG, [[DAY, "CQ1", "华东", "强网休闲", "乱价", None, 1, None, "顾清和", None]], sheet="加减分"),
        reading(("指标", "名称"), [["a", "b"]], sheet="规则"),
    ]

    inputs = read_inputs(tables, SCHEME)

    assert [source.kind for source in inputs.sources] == ["history"]
    assert (inputs.events, inputs.problems) == ((), ())


def test_a_dealer_listed_twice_with_other_details_is_said_and_the_first_row_holds() -> None:
    headers = ("经销商编码", "经销商名称", "事业部", "线别", "渠道类型")
    rows = [["CQ1", "甲", "华东", "强网休闲", kind] for kind in ("城区", "县城", "城区")]

    inputs = read_inputs([reading(headers, rows, sheet="经销商主档")], SCHEME)

    assert [dealer.channel for dealer in inputs.dealers] == ["城区"]
    assert said(inputs) == [("dealer-listed-twice", "'[book.xlsx]经销商主档'!3:3")]


def test_order_of_tables_does_not_matter() -> None:
    october = sales([["2026-10", "CQ1", "华东", "强网休闲", None, 5, 5]])
    september = sales([["2026-09", "CQ1", "华东", "强网休闲", None, 4, 4]], "september.xlsx")

    one, other = (read_inputs(tables, SCHEME) for tables in ([october, september], [september, october]))

    assert {f.months[0]: f.values["sell_in"] for f in one.facts} == {
        f.months[0]: f.values["sell_in"] for f in other.facts
    }
    assert one.problems == other.problems == ()


def test_a_dealer_is_named_by_any_sheet_that_has_the_name() -> None:
    head = ("月份", "经销商编码", "经销商名称", "事业部", "线别", "本月进货额", "进货目标")
    rows: list[list[Value]] = [
        ["2026-10", "CQ1", "晴川商行", "华东", "强网休闲", 100, 100],
        ["2026-10", "CQ2", "旧名", "华东", "强网休闲", 100, 100],
        ["2026-10", "CQ3", None, "华东", "强网休闲", 100, 100],
    ]
    listed = reading(
        ("经销商编码", "经销商名称", "事业部", "线别", "客户经理"),
        [["CQ2", "新名", "华东", "强网休闲", "沈亦然"]],
        sheet="经销商主档",
    )

    inputs = read_inputs([reading(head, rows, sheet="销售"), listed], SCHEME)

    assert inputs.names == {"CQ1": "晴川商行", "CQ2": "新名"}
    result = rate_month(inputs, SCHEME, OCTOBER)
    assert {row.key.dealer: row.name for row in result.rows} == {"CQ1": "晴川商行", "CQ2": "新名", "CQ3": ""}


def test_a_unit_above_the_table_holds_for_every_column_that_the_scheme_rates_in_yuan() -> None:
    table = sales([["2026-10", "CQ1", "华东", "强网休闲", None, 12.5, 3]])
    unit = parse_unit("万元")
    columns = (*table.columns[:5], replace(table.columns[5], line_unit=unit), table.columns[6])

    inputs = read_inputs([replace(table, columns=columns)], SCHEME)

    # 12.5 x 10,000 yuan in cents; the other column knows no unit above
    assert inputs.facts[0].values == {"sell_in": [12_500_000], "sell_out": [300]}
    assert said(inputs) == [("unit-from-header", "'[sales.xlsx]销售'!F2")]


def test_figures_in_a_unit_that_cannot_become_the_measures_are_errors_at_the_header() -> None:
    rows = [["2026-10", "CQ1", "华东", "强网休闲", None, 5, 7]]
    tons = reading(SALES, rows, sheet="销售", units={"本月进货额": "吨"})
    plain = reading(SALES, rows, sheet="销售")
    percent = (*plain.columns[:6], replace(plain.columns[6], said_unit="%"))

    for table, measure, cell in ((tons, "sell_in", "F1"), (replace(plain, columns=percent), "sell_out", "G1")):
        inputs = read_inputs([table], SCHEME)

        assert inputs.facts[0].values[measure] == [ExcelError.VALUE]
        assert said(inputs) == [("input-unit-mismatch", f"'[book.xlsx]销售'!{cell}")]
