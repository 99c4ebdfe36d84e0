"""Variants whose hardness is where things stand: headers, totals, notes, merged and hidden parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.support.sheets import Case, Formula, Row
from tests.support.variant_maker import CaseKind, Maker, keeper

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

KINDS: Final[dict[str, CaseKind]] = {}
_kind = keeper(KINDS)


@_kind("header_offset")
def _header_offset(m: Maker) -> Case:
    case = m.place(m.plain())
    case.above = [[m.words.title], [m.words.note], *([[]] * (m.number % 3))]
    return case


@_kind("multirow_header")
def _multirow(m: Maker) -> Case:
    w = m.words
    groups = [
        f"Q{i + 1}" if not w.code.startswith(("客", "经")) else f"{'一二三四'[i]}季度" for i in range(2 + m.number % 2)
    ]
    top: list[object] = [w.code, w.name]
    low: list[object] = [None, None]
    names = [w.code, w.name]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1)]
    for group in groups:
        at = len(top)
        top += [group, None]
        low += [w.amount, w.paid]
        names += [f"{group}/{w.amount}", f"{group}/{w.paid}"]
        merges.append((0, at, 0, at + 1))
    rows = []
    for i in range(m.count()):
        values = [m.amount() for _ in range(2 * len(groups))]
        rows.append(Row([m.code(i), m.name(i), *values], [m.code(i), m.name(i), *values]))
    case = m.place(Case([top, low], names, rows))
    case.merges = merges if m.number != 4 else []  # unmerged groups too
    return case


@_kind("total_rows")
def _totals(m: Maker) -> Case:
    w = m.words
    rows: list[Row] = []
    grand = 0.0
    at = 0
    for region in w.regions[: 2 + m.number % 2]:
        block = 0.0
        for _ in range(2 + m.random.randrange(2)):
            value = m.amount()
            block += value
            rows.append(Row([region, m.name(at), value], [region, m.name(at), value]))
            at += 1
        label = f"{region}{w.subtotal}" if m.number % 2 else w.subtotal
        rows.append(Row([label, None, round(block, 2)], reject="subtotal_row"))
        grand += block
    rows.append(Row([w.total, None, round(grand, 2)], reject="grand_total_row"))
    return m.place(Case([[w.region, w.name, w.amount]], [w.region, w.name, w.amount], rows))


@_kind("total_lookalikes")
def _lookalikes(m: Maker) -> Case:
    names = ["合计贸易有限公司", "Total Energies", "Summit Trading", "总计科技", "Subtotal Software Ltd"]
    rows = []
    total = 0.0
    for i, name in enumerate(names):
        value = m.amount()
        total += value
        rows.append(Row([m.code(i), name, value], [m.code(i), name, value]))
    rows.append(Row([m.words.total, None, round(total, 2)], reject="grand_total_row"))
    return m.place(m.plain(rows))


@_kind("total_unlabelled")
def _unlabelled(m: Maker) -> Case:
    rows = [m.customer(i) for i in range(m.count())]
    total = round(sum(float(str(row.cells[2])) for row in rows), 2)
    case = m.place(m.plain([*rows, Row([None, None, total], reject="grand_total_row")]))
    case.warnings = ["unlabelled_total_row"]
    return case


@_kind("hidden_rows")
def _hidden(m: Maker) -> Case:
    case = m.place(m.plain(count=6))
    first = case.first + 1

    def finish(_: Workbook, sheet: Worksheet, __: Case) -> None:
        if m.number % 2 == 0:
            sheet.autofilter(case.first, case.left, case.first + 6, case.left + 2)
        sheet.set_row(first + 1, None, None, {"hidden": True})
        sheet.set_row(first + 3, None, None, {"hidden": True})

    case.options["finish"] = finish
    case.warnings = ["filtered_rows" if m.number % 2 == 0 else "hidden_rows"]
    return case


@_kind("excel_table")
def _table(m: Maker) -> Case:
    w = m.words
    rows = [m.customer(i) for i in range(m.count())]
    total = round(sum(float(str(row.cells[2])) for row in rows), 2)
    case = m.place(m.plain([*rows, Row([w.total, None, Formula("=SUM(1)", total)], reject="grand_total_row")]))
    last = case.first + len(case.rows)
    beside = [["P1", 5], ["P2", 6]]

    def finish(_: Workbook, sheet: Worksheet, __: Case) -> None:
        columns = [
            {"header": w.code, "total_string": w.total},
            {"header": w.name},
            {"header": w.amount, "total_function": "sum", "total_value": total},
        ]
        sheet.add_table(case.first, case.left, last, case.left + 2, {"columns": columns, "total_row": True})
        for i, pair in enumerate(beside):
            sheet.write_row(last + 3 + i, case.left, pair)

    case.options["finish"] = finish
    return case


@_kind("multi_table")
def _two_tables(m: Maker) -> Case:
    rows = [m.customer(i) for i in range(m.count())]
    second = [["产品", "单价", "库存"], ["Product", "Price", "Stock"]][m.number % 2]
    gap = [Row([])] * (1 + m.number % 2)
    rows += [
        *gap,
        Row(second, reject="second_table"),
        Row(["P01", 10, 5], reject="second_table"),
        Row(["P02", 12, 7], reject="second_table"),
    ]
    case = m.place(m.plain(rows))
    case.warnings = ["second_table_at"]
    return case


@_kind("blank_rows")
def _blank_rows(m: Maker) -> Case:
    rows: list[Row] = []
    for i in range(m.count()):
        rows.append(m.customer(i))
        rows += [Row([])] * m.random.randrange(3)
    rows.append(m.customer(50))
    return m.place(m.plain(rows))


@_kind("notes_below")
def _notes(m: Maker) -> Case:
    rows = [m.customer(i) for i in range(m.count())]
    rows += [Row([])] * (m.number % 2)
    rows.append(Row([m.words.note], reject="note_row"))
    return m.place(m.plain(rows))


@_kind("duplicates")
def _duplicates(m: Maker) -> Case:
    rows = [m.customer(i) for i in range(4)]
    rows.append(Row([m.code(1), m.name(1), 77.5], [m.code(1), m.name(1), 77.5]))
    case = m.place(m.plain(rows))
    case.warnings = ["duplicate_key"]
    return case


@_kind("code_case")
def _code_case(m: Maker) -> Case:
    rows = [m.customer(i) for i in range(4)]
    lower = m.code(2).lower()
    rows.append(Row([lower, m.name(7), 12.5], [lower, m.name(7), 12.5]))
    case = m.place(m.plain(rows))
    case.warnings = ["code_case_variant"]
    return case


@_kind("same_name")
def _same_name(m: Maker) -> Case:
    rows = [m.customer(i) for i in range(4)]
    rows.append(Row([m.code(8), m.name(2), 12.5], [m.code(8), m.name(2), 12.5]))
    case = m.place(m.plain(rows))
    case.warnings = ["same_name_different_code"]
    return case


@_kind("wide")
def _wide(m: Maker) -> Case:
    w = m.words
    parts = [f"2023-{month:02d}/{what}" for month in range(1, 13) for what in (w.amount, w.paid, w.ratio + "1")]
    values = [m.random.randrange(1, 900) for _ in parts]
    rows = [Row([m.code(i), *values], [m.code(i), *values]) for i in range(2)]
    return m.place(Case([[w.code, *parts]], [w.code, *parts], rows))


@_kind("sheet_names")
def _sheet_names(m: Maker) -> Case:
    case = m.place(m.plain())
    case.sheet = ["O'Brien & Söhne", "客户📈(终)", "1月, 2月", "Ünïcode 表", "data!v2"][m.number]
    return case


@_kind("sheet_choice")
def _sheet_choice(m: Maker) -> Case:
    case = m.place(m.plain())
    case.options["sheets_before"] = ["说明" if m.number % 2 else "Read me", "封面"][: 1 + m.number % 2]
    case.options["sheet_text"] = ["填写说明：请勿改动表头" if m.number % 2 else "Please do not change the header"]
    return case


@_kind("rich_text")
def _rich(m: Maker) -> Case:
    case = m.place(m.plain())
    case.header[0][2] = f"{m.words.amount}\n(元)"
    case.columns[2] = f"{m.words.amount}(元)"

    def finish(book: Workbook, sheet: Worksheet, _: Case) -> None:
        bold = book.add_format({"bold": True})
        text = m.name(0)
        sheet.write_rich_string(case.first + 1, case.left + 1, bold, text[:2], text[2:])

    case.options["finish"] = finish
    return case


@_kind("merged_cells")
def _merged(m: Maker) -> Case:
    w = m.words
    product = "产品" if w.code[0] in "客经" else "Product"
    rows: list[Row] = []
    merges: list[tuple[int, int, int, int]] = []
    for i in range(3):
        size = 2 + m.random.randrange(2)
        top = len(rows) + 1
        for j in range(size):
            value = m.amount()
            rows.append(Row([m.name(i) if j == 0 else None, f"P{j}", value], [m.name(i), f"P{j}", value]))
        merges.append((top, 0, top + size - 1, 0))
    case = m.place(Case([[w.name, product, w.amount]], [w.name, product, w.amount], rows))
    case.merges = merges
    return case


@_kind("protection")
def _protected(m: Maker) -> Case:
    case = m.place(m.plain())
    case.options["finish"] = lambda _, sheet, __: sheet.protect("secret" if m.number % 2 else "")
    case.warnings = ["sheet_protected"]
    return case


@_kind("repeated_header")
def _repeated(m: Maker) -> Case:
    rows: list[Row] = []
    for i in range(7):
        if i in {2, 2 + m.number}:
            rows.append(Row([m.words.code, m.words.name, m.words.amount], reject="repeated_header"))
        rows.append(m.customer(i))
    return m.place(m.plain(rows))


@_kind("dup_headers")
def _dup_headers(m: Maker) -> Case:
    w = m.words
    rows = [Row([m.code(i), 10 + i, 20 + i, 30 + i], [m.code(i), 10 + i, 20 + i, 30 + i]) for i in range(3)]
    case = m.place(
        Case([[w.code, w.amount, w.amount, w.amount]], [w.code, w.amount, f"{w.amount}_2", f"{w.amount}_3"], rows)
    )
    case.warnings = ["duplicate_header"]
    return case


@_kind("months_across")
def _months_across(m: Maker) -> Case:
    names: list[str] = [
        ["1月", "2月", "3月"],
        ["2023-01", "2023-02", "2023-03"],
        ["Jan", "Feb", "Mar"],
        ["2023年1月", "2023年2月", "2023年3月"],
        ["Q1", "Q2", "Q3"],
    ][m.number]
    rows = []
    for i in range(4):
        values: list[object] = [m.random.randrange(1, 99), None if i == 1 else 5 + i, 3]
        rows.append(Row([m.name(i), *values], [m.name(i), *values]))
    return m.place(Case([[m.words.name, *names]], [m.words.name, *names], rows))


@_kind("unit_row")
def _unit_row(m: Maker) -> Case:
    w = m.words
    units, scale = [("万元", 10_000), ("千元", 1000), ("元", 1), ("TEUR", 1000), ("k€", 1000)][m.number]
    rows = []
    for i in range(3):
        value = round(m.random.uniform(5, 900), 1)
        rows.append(Row([m.code(i), m.name(i), value], [m.code(i), m.name(i), round(value * scale, 1)]))
    return m.place(Case([[w.code, w.name, w.amount], [None, None, units]], [w.code, w.name, w.amount], rows))


@_kind("hidden_columns")
def _hidden_columns(m: Maker) -> Case:
    case = m.place(m.plain())

    def finish(_: Workbook, sheet: Worksheet, __: Case) -> None:
        sheet.set_column(case.left + m.number % 3, case.left + m.number % 3, None, None, {"hidden": True})

    case.options["finish"] = finish
    case.warnings = ["hidden_columns"]
    return case


@_kind("transposed")
def _transposed(m: Maker) -> Case:
    w = m.words
    header: list[object] = [w.code, *(m.code(i) for i in range(3))]
    rows = []
    for name in (w.amount, w.paid, w.ratio):
        values = [m.random.randrange(1, 2) for _ in range(3)]
        rows.append(Row([name, *values], [name, *values]))
    case = m.place(Case([header], [str(cell) for cell in header], rows))
    case.warnings = ["looks_transposed"]
    return case


@_kind("section_rows")
def _sections(m: Maker) -> Case:
    w = m.words
    rows: list[Row] = []
    for i, region in enumerate(w.regions):
        rows.append(Row([region], reject="note_row"))
        rows += [m.customer(i * 3 + j) for j in range(2)]
    return m.place(m.plain(rows))


@_kind("two_at_once")
def _two(m: Maker) -> Case:
    w = m.words
    rows: list[Row] = []
    total = 0.0
    for i in range(5):
        value = m.amount()
        total += value
        text = f"({value:,.2f})" if i == 2 else f"{value:,.2f}"
        want = -value if i == 2 else value
        total += -2 * value if i == 2 else 0
        rows.append(Row([f" {m.code(i)}\u00a0", m.name(i), text], [m.code(i), m.name(i), want]))
        if i == m.number % 3:
            rows.append(Row([]))
        if i == 3:
            rows.append(Row([w.code, w.name, w.amount], reject="repeated_header"))
    rows.append(Row([w.total, None, Formula("=SUM(1)", round(total, 2))], reject="grand_total_row"))
    rows.append(Row([w.note], reject="note_row"))
    return m.place(m.plain(rows))
