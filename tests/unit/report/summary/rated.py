"""Sheets of each kind of scheme, rated, and the summary of their workbook."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.readings import reading
from tests.support.shared import ROOT
from xltier.app.orders.order_features import Basis
from xltier.app.orders.order_list import customers_of, needed_orders
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.files.read import open_table
from xltier.report.tier_book import write_tier_book
from xltier.schemes import load_scheme

AS_OF = dt.date(2026, 10, 31)
EXAMPLES = ROOT / "examples"
TITLES = {"zh": "等级汇总", "en": "Summary"}
HEADERS = ("客户编号", "客户名称", "得分", "上期等级")


@cache
def of_figures(scheme: str) -> TieredSheet:
    """Return the bundled figures, rated."""
    return tier_sheet(open_table(EXAMPLES / "figures.csv", today=AS_OF), load_scheme(scheme), as_of=AS_OF)


@cache
def of_orders(scheme: str) -> TieredSheet:
    """Return the customers of the bundled orders, rated."""
    orders = needed_orders(open_table(EXAMPLES / "orders.csv", today=AS_OF))
    customers, notes = customers_of(orders, Basis(AS_OF, None, day_is_one=False), "zh")
    return tier_sheet(customers, load_scheme(scheme), as_of=AS_OF, notes=notes)


@cache
def of_customers() -> TieredSheet:
    """Return the bundled customer list, rated: amounts in several spellings, three rows without a tier."""
    source = open_table(EXAMPLES / "customers_zh.xlsx", today=AS_OF)
    return tier_sheet(source, load_scheme("b2b-abcd"), as_of=AS_OF)


@cache
def with_tiers_before(count: int = 60) -> TieredSheet:
    """Return seeded scores, each customer with the tier of the last period."""
    random = Random(8)
    rows = [(f"K{at}", f"客户{at}", round(random.uniform(40, 100), 1), random.choice("ABCD")) for at in range(count)]
    return tier_sheet(reading(HEADERS, rows), load_scheme("standard"), as_of=AS_OF)


_KEPT: list[TieredSheet] = []
"""Sheets whose books are known, so that no other sheet takes their place in memory."""

_BOOKS: dict[tuple[int, str], bytes] = {}


def book_of(sheet: TieredSheet, language: str = "zh") -> bytes:
    """Return the workbook, made once for a sheet that stays."""
    key = id(sheet), language
    if key not in _BOOKS:
        target = io.BytesIO()
        write_tier_book(target, sheet, language=language)
        _BOOKS[key] = target.getvalue()
        _KEPT.append(sheet)
    return _BOOKS[key]


def written(sheet: TieredSheet, path: Path, language: str = "zh") -> Path:
    """Write the workbook; return its path."""
    path.write_bytes(book_of(sheet, language))
    return path


def summary(sheet: TieredSheet, language: str = "zh", *, values: bool = True) -> Worksheet:
    """Return the page as it is stored: cached values, or formulas."""
    book = openpyxl.load_workbook(io.BytesIO(book_of(sheet, language)), data_only=values)
    page = book[TITLES[language]]
    assert isinstance(page, Worksheet)
    return page


def found(page: Worksheet, text: str) -> tuple[int, int]:
    """Return row and column of the cell in sight that holds a text."""
    return next((cell.row, cell.column) for row in page.iter_rows(max_col=13) for cell in row if cell.value == text)


def block(page: Worksheet, row: int, column: int, *, rows: int, columns: int) -> list[list[object]]:
    """Return the values of a rectangle."""
    return [[page.cell(row + y, column + x).value for x in range(columns)] for y in range(rows)]
