"""Five variants of every kind of hard sheet: moved, renamed, in other languages, other numbers, two kinds at once.

A variant is made from a seed, so a failure can be made again; its right reading is stated by what was typed, never by
what the reader said.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.support import variant_files as files
from tests.support.sheets import Case, Formula, Row, Shown, write_xlsx

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Words:
    """How a language names the columns and rows of a customer sheet."""

    code: str
    name: str
    region: str
    amount: str
    paid: str
    ratio: str
    day: str
    month: str
    kind: str
    total: str
    subtotal: str
    title: str
    note: str
    regions: tuple[str, ...]
    customer: str
    sheet: str


WORDS: Final = (
    Words("客户编码", "客户名称", "大区", "销售金额", "回款金额", "回款率", "下单日期", "月份", "业务类型", "总计",
          "小计", "2023年度客户明细", "备注：数据来自财务系统", ("华北", "西南", "东北"), "客户", "明细"),
    Words("经销商代码", "经销商名称", "区域", "年销售额", "已收款", "达成率", "日期", "所属月份", "类别", "合计",
          "小计", "经销商台账", "注：不含税", ("苏南", "苏北", "皖南"), "经销商", "台账"),
    Words("Customer ID", "Customer name", "Region", "Revenue", "Amount paid", "Collection rate", "Order date", "Month",
          "Type", "Total", "Subtotal", "Customer list 2023", "Note: preliminary", ("North", "South", "West"), "Client",
          "Customers"),
    Words("Kundennummer", "Kundenname", "Land", "Umsatz", "Zahlungsbetrag", "Zahlungsquote", "Datum", "Monat",
          "Kategorie", "Gesamtsumme", "Zwischensumme", "Kundenübersicht", "Hinweis: vorläufig",
          ("Bayern", "Hessen", "Berlin"),
          "Kunde", "Kunden"),
    Words("Code client", "Nom", "Ville", "Chiffre d'affaires", "Montant payé", "Taux de paiement", "Date", "Mois",
          "Secteur", "Total général", "Sous-total", "Liste des clients", "Remarque : provisoire",
          ("Lyon", "Lille", "Nice"), "Client", "Clients"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A file to be made, and its right reading.

    Args:
        kind: Kind of hardness.
        number: 0 to 4.
        make: Writes the file into a folder and returns its path.
        want: The right reading, or refusal.
        password: What opens it, if anything does.
    """

    kind: str
    number: int
    make: Callable[[Path], Path]
    want: dict[str, Any]
    password: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}-{self.number}"


class Maker:
    """What a kind makes its variant from: a seeded random source and the words of a language."""

    def __init__(self, kind: str, number: int) -> None:
        self.random = random.Random(f"{kind}-{number}")
        self.number = number
        self.words = WORDS[number % len(WORDS)]
        self.offset = self.random.randrange(1, 900)

    def code(self, i: int) -> str:
        return f"{'KXWPQ'[self.number]}{self.offset + i:04d}"

    def name(self, i: int) -> str:
        return f"{self.words.customer} {chr(65 + i % 26)}{self.offset + i}"

    def amount(self) -> float:
        return round(self.random.uniform(1000, 900_000), 2)

    def count(self) -> int:
        return self.random.randrange(4, 9)

    def place(self, case: Case) -> Case:
        """Move a case: titles above it, empty rows and columns, by the number of the variant."""
        w = self.words
        case.sheet = w.sheet
        if self.number == 1:
            case.above = [[w.title], []]
        elif self.number == 2:
            case.top, case.left = 2, 1
        elif self.number == 3:
            case.above = [[w.title], [f"{w.day}: 2023-12-31"], []]
        elif self.number == 4:
            case.left = 3
        return case

    def plain(self, rows: list[Row] | None = None, count: int | None = None) -> Case:
        """Return code, name, amount; ``rows`` in place of the customers."""
        w = self.words
        made = rows if rows is not None else [self.customer(i) for i in range(count or self.count())]
        return Case([[w.code, w.name, w.amount]], [w.code, w.name, w.amount], made)

    def customer(self, i: int, typed: object = None, want: object = None) -> Row:
        """Return a customer; ``typed`` is the amount as typed and ``want`` what it reads as."""
        value = self.amount() if typed is None else typed
        read = value if typed is None else want
        return Row([self.code(i), self.name(i), value], [self.code(i), self.name(i), read])


CaseKind = Callable[[Maker], Case]
_CASES: dict[str, CaseKind] = {}


def _kind(name: str) -> Callable[[CaseKind], CaseKind]:
    def keep(make: CaseKind) -> CaseKind:
        _CASES[name] = make
        return make

    return keep


def variants() -> Iterator[Variant]:
    """Yield every variant."""
    for kind, build in _CASES.items():
        for number in range(5):
            yield _of_case(kind, number, build)
    for kind, make in files.KINDS.items():
        for number in range(5):
            maker = Maker(kind, number)
            path_maker, want, password = make(maker)
            yield Variant(kind, number, path_maker, want, password)


def _of_case(kind: str, number: int, build: CaseKind) -> Variant:
    case = build(Maker(kind, number))
    return Variant(kind, number, lambda folder: write_xlsx(case, folder / f"{kind}{number}.xlsx"), case.expected())


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


@_kind("text_numbers")
def _text_numbers(m: Maker) -> Case:
    comma = m.number == 3  # German marks
    rows = []
    for i in range(m.count()):
        value = m.amount()
        text = f"{value:,.2f}"
        if comma:
            text = text.translate(str.maketrans(",.", ".,"))
        elif m.number == 4:  # French marks
            text = text.translate(str.maketrans(",.", "\u202f,"))
        rows.append(m.customer(i, text if i % 2 else f" {text} ", value))
    case = m.place(m.plain(rows))
    case.warnings = ["numbers_stored_as_text"]
    return case


@_kind("fullwidth")
def _fullwidth(m: Maker) -> Case:
    wide = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    rows = []
    for i in range(m.count()):
        value = m.amount() * (-1 if i == 1 else 1)
        rows.append(m.customer(i, f"{value:.2f}".translate(wide), value))
    return m.place(m.plain(rows))


@_kind("cn_units")
def _cn_units(m: Maker) -> Case:
    typed = [
        ("8万", 80_000),
        ("1.25亿", 125_000_000),
        ("3千", 3000),
        ("2万3千", 23_000),
        ("0.5万元", 5000),
        ("￥6.6万", 66_000),
        (4500, 4500),
        ("12w", 120_000),
    ]
    m.random.shuffle(typed)
    return m.place(m.plain([m.customer(i, *pair) for i, pair in enumerate(typed)]))


@_kind("header_unit")
def _header_unit(m: Maker) -> Case:
    unit, scale = [("（万元）", 10_000), ("(千元)", 1000), (" (k€)", 1000), (" [TEUR]", 1000), (" (M€)", 1_000_000)][
        m.number
    ]
    case = m.plain()
    name = m.words.amount + unit
    rows = []
    for i in range(m.count()):
        value = round(m.random.uniform(5, 900), 2)
        rows.append(m.customer(i, value, round(value * scale, 2)))
    case = m.place(Case([[m.words.code, m.words.name, name]], [m.words.code, m.words.name, name], rows))
    case.warnings = ["unit_from_header"]
    return case


@_kind("currency")
def _currency(m: Maker) -> Case:
    marks = [
        ("￥{}", "{}元", "RMB {}", "¥ {}"),
        ("CNY{}", "人民币{}", "{} 元", "¥{}"),
        ("${}", "USD {}", "US${}", "{} USD"),
        ("{} €", "€ {}", "EUR {}", "{} EUR"),
        ("{} €", "€{}", "{} euros", "EUR {}"),
    ][m.number]
    rows = []
    for i, mark in enumerate(marks):
        value = m.random.randrange(1000, 90_000) + 0.5
        rows.append(m.customer(i, mark.format(f"{value:,.2f}"), value))
    return m.place(m.plain(rows))


@_kind("mixed_currency")
def _mixed_currency(m: Maker) -> Case:
    rows = [m.customer(i, f"¥{v}.50", v + 0.5) for i, v in enumerate(m.random.sample(range(1000, 9000), 4))]
    other = "$" if m.number % 2 else "€"
    rows.insert(
        2,
        Row(
            [m.code(9), m.name(9), f"{other}500.25"],
            [m.code(9), m.name(9), None],
            (m.words.amount, "currency_mismatch"),
        ),
    )
    case = m.place(m.plain(rows))
    case.warnings = ["mixed_currencies"]
    return case


@_kind("negatives")
def _negatives(m: Maker) -> Case:
    typed: list[tuple[object, object]] = [
        ("(1,234.50)", -1234.5),
        ("880.25-", -880.25),
        ("-￥300.10", -300.1),
        ("−75.5", -75.5),
        (Shown(-90.5, "#,##0.0;[Red](#,##0.0)"), -90.5),
        ("（66.60）", -66.6),
        ("-", None),
    ]
    m.random.shuffle(typed)
    return m.place(m.plain([m.customer(i, *pair) for i, pair in enumerate(typed)]))


@_kind("percent")
def _percent(m: Maker) -> Case:
    w = m.words
    typed = [
        ("95%", 0.95),
        ("102.5％", 1.025),
        (Shown(0.88, "0.0%"), 0.88),
        ("7 %", 0.07),
        (Shown(95, '0"%"'), 0.95),
        (Shown(0.5, "0%"), 0.5),
    ]
    m.random.shuffle(typed)
    rows = [Row([m.code(i), value], [m.code(i), want]) for i, (value, want) in enumerate(typed)]
    return m.place(Case([[w.code, w.ratio]], [w.code, w.ratio], rows))


@_kind("percent_mixed")
def _percent_mixed(m: Maker) -> Case:
    w = m.words
    rows = [Row([m.code(i), f"{60 + i * 7}%"], [m.code(i), (60 + i * 7) / 100]) for i in range(3)]
    odd = 85 + m.number
    rows.insert(m.number % 3, Row([m.code(8), odd], [m.code(8), None], (w.ratio, "ambiguous_percent")))
    case = m.place(Case([[w.code, w.ratio]], [w.code, w.ratio], rows))
    case.warnings = ["mixed_percent_scale"]
    return case


@_kind("invisible_chars")
def _invisible(m: Maker) -> Case:
    marks = ["\u00a0{}", "{}\u3000", "\u200b{}\ufeff", " {} ", "{}\u00a0\u00a0"]
    rows = []
    for i in range(5):
        value = m.amount()
        rows.append(
            Row(
                [marks[i].format(m.code(i)), marks[-1 - i].format(m.name(i)), marks[i].format(value)],
                [m.code(i), m.name(i), value],
            )
        )
    case = m.place(m.plain(rows))
    case.header[0][2] = f"\u00a0{case.header[0][2]} "
    return case


@_kind("error_cells")
def _errors(m: Maker) -> Case:
    texts = ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?"]
    rows = [m.customer(i) for i in range(3)]
    for i in range(2):
        text = texts[(m.number + i) % 5]
        rows.insert(
            1 + i,
            Row(
                [m.code(7 + i), m.name(7 + i), Formula("=NA()", text)],
                [m.code(7 + i), m.name(7 + i), None],
                (m.words.amount, "error_value"),
            ),
        )
    case = m.place(m.plain(rows))
    case.warnings = ["error_values"]
    return case


@_kind("na_like_text")
def _na(m: Maker) -> Case:
    rows = []
    for i, word in enumerate(["NA", "None", "null", "NaN", "n/a", "TRUE"]):
        value = m.amount()
        cells = [word, m.name(i), value] if i % 2 else [m.code(i), word, value]
        rows.append(Row(cells, cells))
    return m.place(m.plain(rows))


@_kind("formula_cache")
def _no_cache(m: Maker) -> Case:
    w = m.words
    rows = [
        Row([m.code(i), 10 + i, Formula("=1+1")], [m.code(i), 10 + i, None], (w.amount, "formula_not_calculated"))
        for i in range(m.count())
    ]
    price = {"客": "单价", "经": "单价"}.get(w.code[0], "Price")
    case = m.place(Case([[w.code, price, w.amount]], [w.code, price, w.amount], rows))
    case.warnings = ["formula_not_calculated"]
    case.options["finish"] = None
    return case


@_kind("text_months")
def _months(m: Maker) -> Case:
    w = m.words
    year = 2015 + m.number
    typed: list[tuple[object, str]] = [
        (f"{year}年7月", f"{year}-07"), (f"{year}.07", f"{year}-07"), (year * 100 + 7, f"{year}-07"),
        (Shown(year + 0.1, "0.00"), f"{year}-10"), (f"{year}-7", f"{year}-07"), (f"Jul {year}", f"{year}-07"),
        (Shown(files.day(year, 7, 1), "yyyy-mm"), f"{year}-07"),
    ]  # fmt: skip
    m.random.shuffle(typed)
    rows = [Row([m.code(i), value, 10 + i], [m.code(i), want, 10 + i]) for i, (value, want) in enumerate(typed)]
    return m.place(Case([[w.code, w.month, w.amount]], [w.code, w.month, w.amount], rows))


@_kind("text_days")
def _days(m: Maker) -> Case:
    w = m.words
    year = 2015 + m.number
    typed: list[tuple[object, str]] = [
        (f"{year}年3月5日", f"{year}-03-05"), (f"{year}/3/5", f"{year}-03-05"), (f"{year}.3.5", f"{year}-03-05"),
        (year * 10000 + 305, f"{year}-03-05"), (f"5 March {year}", f"{year}-03-05"), (f"25.03.{year}", f"{year}-03-25"),
        (files.day(year, 3, 5), f"{year}-03-05"), (f"{year}-03-05 14:30:00", f"{year}-03-05"),
    ]  # fmt: skip
    m.random.shuffle(typed)
    rows = [Row([m.code(i), value, 10 + i], [m.code(i), want, 10 + i]) for i, (value, want) in enumerate(typed)]
    return m.place(Case([[w.code, w.day, w.amount]], [w.code, w.day, w.amount], rows))


@_kind("ambiguous_days")
def _ambiguous_days(m: Maker) -> Case:
    w = m.words
    year = 2015 + m.number
    rows = [
        Row([m.code(i), f"{3 + i:02d}/0{5 + i}/{year}", 10 + i], [m.code(i), None, 10 + i], (w.day, "unparsed_date"))
        for i in range(3)
    ]
    rows.append(Row([m.code(9), f"{year}-11-23", 8], [m.code(9), f"{year}-11-23", 8]))
    case = m.place(Case([[w.code, w.day, w.amount]], [w.code, w.day, w.amount], rows))
    case.warnings = ["unparsed_dates"]
    return case


@_kind("amount_as_date")
def _amount_as_date(m: Maker) -> Case:
    rows = [m.customer(i) for i in range(4)]
    value = 40_000 + m.number * 311 + 0.25
    rows.insert(2, m.customer(8, Shown(value, "yyyy-mm-dd"), value))
    case = m.place(m.plain(rows))
    case.warnings = ["amount_formatted_as_date"]
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


@_kind("leading_zeros")
def _zeros(m: Maker) -> Case:
    codes = [f"00{m.offset}", str(m.offset), f"0{m.offset}9", "007"]
    rows = [Row([code, m.name(i), 10 + i], [code, m.name(i), 10 + i]) for i, code in enumerate(codes)]
    return m.place(m.plain(rows))


@_kind("padded_format")
def _padded(m: Maker) -> Case:
    rows = []
    for i in range(4):
        number = m.offset + i
        rows.append(Row([Shown(number, "000000"), m.name(i), 10 + i], [f"{number:06d}", m.name(i), 10 + i]))
    case = m.place(m.plain(rows))
    case.warnings = ["code_from_number_format"]
    return case


@_kind("long_ids")
def _long(m: Maker) -> Case:
    base = 910_000_000_000_000_000 + m.offset * 10
    rows = [Row([str(base + i), m.name(i), 10 + i], [str(base + i), m.name(i), 10 + i]) for i in range(3)]
    return m.place(m.plain(rows))


@_kind("long_ids_as_numbers")
def _long_numbers(m: Maker) -> Case:
    base = 91_000_000_000_000_000 + m.offset * 1000
    rows = [
        Row([base + 16 * i, m.name(i), 10 + i], [None, m.name(i), 10 + i], (m.words.code, "precision_lost"))
        for i in range(3)
    ]
    case = m.place(m.plain(rows))
    case.warnings = ["precision_lost"]
    return case


@_kind("wide")
def _wide(m: Maker) -> Case:
    w = m.words
    parts = [f"2023-{month:02d}/{what}" for month in range(1, 13) for what in (w.amount, w.paid, w.ratio + "1")]
    values = [m.random.randrange(1, 900) for _ in parts]
    rows = [Row([m.code(i), *values], [m.code(i), *values]) for i in range(2)]
    return m.place(Case([[w.code, *parts]], [w.code, *parts], rows))


@_kind("formula_injection")
def _injection(m: Maker) -> Case:
    names = [
        "=1+2",
        "+cmd|' /C calc'!A0",
        "-客户",
        "@SUM(A1)",
        "'=x",
        "\t=3",
        '=HYPERLINK("http://example.invalid","x")',
    ]
    m.random.shuffle(names)
    return m.place(
        m.plain([Row([m.code(i), name, 50.5 + i], [m.code(i), name, 50.5 + i]) for i, name in enumerate(names)])
    )


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


@_kind("display_vs_value")
def _display(m: Maker) -> Case:
    codes = ['0.0,,"百万"', ";;;", '0!.0,"万"', "#,##0.00_);(#,##0.00)", "0.00E+00", '"约"0']
    rows = []
    for i, code in enumerate(codes):
        value = m.amount()
        rows.append(m.customer(i, Shown(value, code), value))
    return m.place(m.plain(rows))


@_kind("thresholds")
def _weights(m: Maker) -> Case:
    w = m.words
    names = (
        [f"{name}({weight}%)" for name, weight in (("销售", 40), ("回款", 30), ("服务", 30))]
        if m.number % 2
        else [f"{name} ({weight}%)" for name, weight in (("Sales", 50), ("Service", 25), ("Payment", 25))]
    )
    rows = []
    for i in range(4):
        values = [m.random.randrange(60, 100) + 0.01 for _ in names]
        rows.append(Row([m.name(i), *values], [m.name(i), *values]))
    return m.place(Case([[w.name, *names]], [w.name, *names], rows))


@_kind("rfm_degenerate")
def _degenerate(m: Maker) -> Case:
    header: list[object] = (
        ["客户编号", "最近购买", "次数", "金额"]
        if m.number % 2
        else ["Customer ID", "Last purchase", "Orders", "Amount"]
    )
    rows = []
    for i in range(8):
        date = files.day(2020 + m.number, 3, 1 + i)
        rows.append(Row([m.code(i), date, 1, 100 + m.number], [m.code(i), f"{date:%Y-%m-%d}", 1, 100 + m.number]))
    case = m.place(Case([header], [str(name) for name in header], rows))
    case.warnings = ["no_variation"]
    return case


@_kind("dealer_rating")
def _dealer(m: Maker) -> Case:
    header: list[object] = ["经销商", "月份", "基础分", "加分", "扣分", "红线"]
    rows = [
        Row(
            [m.name(0), "2023年4月", 80 + m.number, "+3", None, "否"],
            [m.name(0), "2023-04", 80 + m.number, 3, 0, False],
        ),
        Row([m.name(1), "2023.04", 70, "无", "－2", "√"], [m.name(1), "2023-04", 70, 0, -2, True]),
        Row([m.name(2), 202304, 65.5, "加5分", 0, None], [m.name(2), "2023-04", 65.5, 5, 0, False]),
        Row([m.name(3), "2023-04", 91, None, "扣4分", "×"], [m.name(3), "2023-04", 91, 0, -4, False]),
    ]
    return m.place(Case([header], [str(name) for name in header], rows))


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


@_kind("returns")
def _returns(m: Maker) -> Case:
    w = m.words
    rows = []
    for i, (what, amount) in enumerate([("销售", 500.5), ("退货", -80.25), ("销售", 300.75), ("退款", 20.5)]):
        date = files.day(2021, 2, 1 + i + m.number)
        rows.append(Row([m.code(i % 2), date, what, amount], [m.code(i % 2), f"{date:%Y-%m-%d}", what, amount]))
    case = m.place(Case([[w.code, w.day, w.kind, w.amount]], [w.code, w.day, w.kind, w.amount], rows))
    case.warnings = ["return_amounts_positive"]
    return case


@_kind("unit_row")
def _unit_row(m: Maker) -> Case:
    w = m.words
    units, scale = [("万元", 10_000), ("千元", 1000), ("元", 1), ("TEUR", 1000), ("k€", 1000)][m.number]
    rows = []
    for i in range(3):
        value = round(m.random.uniform(5, 900), 1)
        rows.append(Row([m.code(i), m.name(i), value], [m.code(i), m.name(i), round(value * scale, 1)]))
    return m.place(Case([[w.code, w.name, w.amount], [None, None, units]], [w.code, w.name, w.amount], rows))


@_kind("mixed_units")
def _mixed_units(m: Maker) -> Case:
    w = m.words
    name = "重量(吨)" if m.number % 2 else "Weight (kg)"
    typed: list[tuple[object, object]] = (
        [("1500kg", 1.5), (2.5, 2.5), ("3吨", 3), ("800公斤", 0.8)]
        if m.number % 2
        else [("1.5 t", 1500), (20, 20), ("3 kg", 3), ("0.2 t", 200)]
    )
    m.random.shuffle(typed)
    rows = [Row([m.code(i), value], [m.code(i), want]) for i, (value, want) in enumerate(typed)]
    case = m.place(Case([[w.code, name]], [w.code, name], rows))
    case.warnings = ["mixed_units"]
    return case


@_kind("hidden_columns")
def _hidden_columns(m: Maker) -> Case:
    case = m.place(m.plain())

    def finish(_: Workbook, sheet: Worksheet, __: Case) -> None:
        sheet.set_column(case.left + m.number % 3, case.left + m.number % 3, None, None, {"hidden": True})

    case.options["finish"] = finish
    case.warnings = ["hidden_columns"]
    return case


@_kind("red_line_unknown")
def _red_line(m: Maker) -> Case:
    odd = ["停业整顿", "see note", "R2?", "待核实", "maybe"][m.number]
    header: list[object] = ["经销商", "得分", "红线"]
    rows = [Row([m.name(i), 70 + i, mark], [m.name(i), 70 + i, mark == "是"]) for i, mark in enumerate("是否否")]
    rows.insert(1, Row([m.name(8), 66, odd], [m.name(8), 66, None]))
    case = m.place(Case([header], [str(name) for name in header], rows))
    case.warnings = ["redline_value_unknown"]
    return case


@_kind("penalty_sign")
def _penalty(m: Maker) -> Case:
    header: list[object] = ["经销商", "得分", "扣分"]
    marks = [3, -2, "-1", None, 5 + m.number]
    wants = [3, -2, -1, 0, 5 + m.number]
    rows = [Row([m.name(i), 70 + i, mark], [m.name(i), 70 + i, wants[i]]) for i, mark in enumerate(marks)]
    case = m.place(Case([header], [str(name) for name in header], rows))
    case.warnings = ["penalty_sign"]
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


@_kind("currency_column")
def _currency_column(m: Maker) -> Case:
    w = m.words
    name = "币种" if w.code[0] in "客经" else "Currency"
    main, other = [("CNY", "USD"), ("人民币", "美元"), ("USD", "EUR"), ("EUR", "CHF"), ("EUR", "GBP")][m.number]
    rows = []
    for i in range(4):
        value = m.amount()
        is_other = i == m.number % 4
        rows.append(
            Row(
                [m.code(i), other if is_other else main, value],
                [m.code(i), other if is_other else main, None if is_other else value],
                (w.amount, "currency_mismatch") if is_other else None,
            )
        )
    case = m.place(Case([[w.code, name, w.amount]], [w.code, name, w.amount], rows))
    case.warnings = ["mixed_currencies"]
    return case


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
