"""What a variant is made from: a seeded random source, the words of a language, a place on the sheet."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.support.sheets import Case, Row


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


def keeper(kinds: dict[str, CaseKind]) -> Callable[[str], Callable[[CaseKind], CaseKind]]:
    """Return the decorator that keeps a kind under its name."""

    def named(name: str) -> Callable[[CaseKind], CaseKind]:
        def keep(make: CaseKind) -> CaseKind:
            kinds[name] = make
            return make

        return keep

    return named


def day(year: int, month: int, number: int) -> dt.datetime:
    """Return midnight of a day, which XlsxWriter writes as a date."""
    return dt.datetime(year, month, number)
