"""Variants whose hardness is a row that is no customer, or a header that is more than a row of names."""

from __future__ import annotations

from typing import Final

from tests.support.sheets import Case, Row
from tests.support.variant_maker import CaseKind, Maker, keeper

KINDS: Final[dict[str, CaseKind]] = {}
_kind = keeper(KINDS)


@_kind("total_words")
def _total_words(m: Maker) -> Case:
    """A total says so by a sign, in another tongue, or with a count beside it."""
    label = ["Σ", "∑", "Grand Totals (4 records)", "Ergebnis", "**"][m.number]
    rows = [m.customer(i) for i in range(4)]
    total = round(sum(float(str(row.cells[2])) for row in rows), 2)
    return m.place(m.plain([*rows, Row([label, None, total], reject="grand_total_row")]))


@_kind("outline")
def _outline(m: Maker) -> Case:
    """The regions of an outline stand among their customers and add them up; they are no customers."""
    w = m.words
    rows: list[Row] = []
    at = 0
    for region in w.regions[: 2 + m.number % 2]:
        amounts = [m.amount() for _ in range(2 + m.random.randrange(2))]
        rows.append(Row([region, round(sum(amounts), 2)], reject="subtotal_row"))
        for amount in amounts:
            rows.append(Row([m.name(at), amount], [m.name(at), amount]))
            at += 1
    case = m.place(Case([[w.name, w.amount]], [w.name, w.amount], rows))
    case.warnings = ["unlabelled_total_row"]
    return case


@_kind("parts_below_total")
def _parts(m: Maker) -> Case:
    """Below the grand total it is split once more: 其中, of which."""
    w = m.words
    amounts = [300.5, 200, 100, 50]
    rows = [Row([m.name(i), amount], [m.name(i), amount]) for i, amount in enumerate(amounts)]
    first, second = ("其中：老客户", "新客户") if m.number < 2 else ("of which: old", "new")
    rows += [
        Row([w.total, 650.5], reject="grand_total_row"),
        Row([first, 500.5], reject="total_row"),
        Row([second, 150], reject="subtotal_row"),
    ]
    return m.place(Case([[w.name, w.amount]], [w.name, w.amount], rows))


@_kind("numbered_columns")
def _numbered_columns(m: Maker) -> Case:
    """Under the header a row numbers the columns, as statistical forms do."""
    choices: list[list[object]] = [
        ["甲", "乙", 1],
        ["1", "2", "3=2×1"],
        [1, 2, 3],
        ["A", "B", "1"],
        ["(1)", "(2)", "(3)"],
    ]
    numbers = choices[m.number]
    rows = [Row(numbers, reject="note_row"), *(m.customer(i) for i in range(m.count()))]
    return m.place(m.plain(rows))


@_kind("example_rows")
def _example_rows(m: Maker) -> Case:
    """Under the header a row shows or says how to fill in the others."""
    hints: list[list[object]] = [
        ["示例：C001", "示例公司", "示例：1000"],
        ["必填", "必填", "必填，数字"],
        ["Example: C001", "Example Ltd", "e.g. 1000"],
        ["text", "text", "number"],
        ["满分", None, 100],
    ]
    hint = hints[m.number]
    return m.place(m.plain([Row(hint, reject="note_row"), *(m.customer(i) for i in range(m.count()))]))


@_kind("two_languages")
def _two_languages(m: Maker) -> Case:
    """The header names the columns twice: in two languages, or by short names and in words."""
    first, second = [
        (["客户编号", "客户名称", "销售额"], ["Customer No.", "Customer", "Sales"]),
        (["KUNNR", "NAME1", "NETWR"], ["Customer no.", "Customer name", "Sales amount"]),
        (["Customer", "Name", "Revenue"], ["客户编码", "客户名称", "营业额"]),
        (["Kundennummer", "Kunde", "Umsatz"], ["Customer ID", "Customer name", "Revenue"]),
        (["cust_id", "cust_nm", "amt_ttl"], ["客户编码", "客户名称", "金额"]),
    ][m.number]
    names = [f"{upper}/{lower}" for upper, lower in zip(first, second, strict=True)]
    return m.place(Case([list(first), list(second)], names, [m.customer(i) for i in range(m.count())]))


@_kind("facts_above")
def _facts_above(m: Maker) -> Case:
    """Many lines of filters or a table of limits stand above the customers."""
    w = m.words
    case = m.plain()
    if m.number % 2:
        filters: list[list[object]] = [[f"Filter {i}", f"value {i}"] for i in range(18)]
        case.above = [[w.title, None, "Report run:"], *filters, []]
    else:
        case.above = [
            ["等级", "下限", "上限"],
            ["A", 1_000_000, None],
            ["B", 500_000, 1_000_000],
            ["C", 0, 500_000],
            [],
        ]
    case.sheet = w.sheet
    return case


@_kind("wider_table_below")
def _wider_below(m: Maker) -> Case:
    """A table below has a column more than the customers have; it is not theirs."""
    rows = [m.customer(i) for i in range(m.count())]
    rows += [
        Row([]),
        Row(["Product", "Name", "Price", "Stock"], reject="second_table"),
        Row(["P01", "x", 10, 5], reject="second_table"),
        Row(["P02", "y", 12, 7], reject="second_table"),
    ]
    case = m.place(m.plain(rows))
    case.warnings = ["second_table_at"]
    return case


@_kind("rows_of_comparison")
def _comparison(m: Maker) -> Case:
    """Below the total stand last year's, the change, the target; below scores their spread."""
    labels = [
        ["上年同期", "增减额", "目标"],
        ["平均分", "最高分", "标准差"],
        ["Average", "Median", "Std. dev."],
        ["Minimum", "Maximum", "Count"],
        ["Last year", "Variance", "Growth"],
    ][m.number]
    rows = [m.customer(i) for i in range(m.count())]
    total = round(sum(float(str(row.cells[2])) for row in rows), 2)
    rows.append(Row([m.words.total, None, total]))
    rows += [Row([label, None, 11.5 + i], reject="total_row") for i, label in enumerate(labels)]
    return m.place(m.plain(rows))


@_kind("months_under_a_unit")
def _months_under_unit(m: Maker) -> Case:
    """The unit above the table is that of its months and of their total; a note below may say it too."""
    w = m.words
    is_chinese = m.number < 2  # the first two are Chinese
    periods = ["1月", "2月", "合计"] if is_chinese else ["2023-01", "2023-02", "Total"]
    unit, scale = ("单位：万元", 10_000) if is_chinese else ("Amounts in EUR thousands", 1000)
    rows = []
    for i in range(m.count()):
        first, second = 3 + i, 5 + 2 * i
        values = [first, second, first + second]
        rows.append(Row([m.name(i), *values], [m.name(i), *(value * scale for value in values)]))
    case = m.place(Case([[w.name, *periods]], [w.name, *periods], rows))
    if m.number in {0, 2}:
        rows.append(Row([f"注：{unit}" if is_chinese else f"Note: {unit}"], reject="note_row"))
    else:
        case.above = [*case.above, [unit]]
    case.warnings = ["unit_from_header"]
    return case


@_kind("pages")
def _pages(m: Maker) -> Case:
    """Each page of a print repeats both rows of the header and has its number below."""
    w = m.words
    top, low = [w.name, w.month, None], [None, w.amount, w.paid]
    names = [w.name, f"{w.month}/{w.amount}", f"{w.month}/{w.paid}"]
    rows: list[Row] = []
    for page in range(2):
        if page:
            rows += [Row(top, reject="repeated_header"), Row(low, reject="repeated_header")]
        for i in range(3):
            values = [m.name(10 * page + i), m.amount(), m.amount()]
            rows.append(Row(values, values))
    case = m.place(Case([list(top), list(low)], names, rows))
    case.merges = [(0, 0, 1, 0), (0, 1, 0, 2)]
    return case
