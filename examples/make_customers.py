"""Make customers_zh.xlsx and customers_en.xlsx: one invented customer list, untidy the way real ones are.

A quarry sells sand and gravel by the ton. Its sales office keeps one sheet: a title, a line about the units, numbers
typed as text, 万 in some cells, dates in five spellings, a subtotal and a blank row inside, one customer pasted twice,
a total and a footnote below. Every customer is invented. The same seed gives the same bytes each time.

Usage: python examples/make_customers.py [FOLDER]
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SEED: Final = 20261031
AS_OF: Final = date(2026, 10, 31)
HEADER_ROW: Final = 3  # the fourth row of the sheet, counted from 0
CUSTOMERS: Final = 60
PASTED_TWICE: Final = 36
SECOND_PASTE_AFTER: Final = 43
SUBTOTAL_AFTER: Final = 21  # the customers of the first region, then its subtotal and a blank row

Language = Literal["zh", "en"]
Cell = str | float | int | date | None
Words = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its header in both languages, its width in characters and its number format."""

    key: str
    header: Words
    width: int
    number_format: str = "General"
    is_hidden: bool = False


COLUMNS: Final = (
    Column("code", ("客户编号", "Customer code"), 13),
    Column("name", ("客户名称", "Customer name"), 32),
    Column("region", ("区域", "Region"), 9),
    Column("salesperson", ("业务员", "Salesperson"), 12, is_hidden=True),
    Column("sales", ("年销售额(元)", "Annual sales (CNY)"), 18, "#,##0.00"),
    Column("volume", ("年销量(吨)", "Annual volume (t)"), 17, "#,##0.0"),
    Column("influence", ("行业影响力", "Industry influence"), 22),
    Column("since", ("合作起始日", "Customer since"), 15, "yyyy-mm-dd"),
    Column("collection", ("回款率", "Collection rate"), 15, "0.0%"),
    Column("score", ("综合得分", "Overall score"), 14, "0.0"),
)

_REGIONS: Final[tuple[Words, ...]] = (("华东", "East"), ("华南", "South"), ("华中", "Central"), ("西南", "Southwest"))
_CITIES: Final[tuple[tuple[Words, ...], ...]] = (
    (("杭州", "Hangzhou"), ("苏州", "Suzhou"), ("合肥", "Hefei"), ("宁波", "Ningbo")),
    (("佛山", "Foshan"), ("惠州", "Huizhou"), ("南宁", "Nanning")),
    (("武汉", "Wuhan"), ("长沙", "Changsha"), ("郑州", "Zhengzhou")),
    (("成都", "Chengdu"), ("贵阳", "Guiyang"), ("昆明", "Kunming")),
)
_MARKS: Final[tuple[Words, ...]] = (
    ("鹿渡", "Ludu"),
    ("砺舟", "Lizhou"),
    ("栖岚", "Qilan"),
    ("峤石", "Qiaoshi"),
    ("沐棠", "Mutang"),
    ("朔桐", "Shuotong"),
    ("澜砚", "Lanyan"),
    ("禾笙", "Hesheng"),
    ("霁川", "Jichuan"),
    ("青穹", "Qingqiong"),
)
_TRADES: Final[tuple[Words, ...]] = (
    ("混凝土有限公司", "Concrete Co., Ltd."),
    ("路桥工程有限公司", "Road & Bridge Co., Ltd."),
    ("建材商行", "Building Materials"),
    ("预制构件厂", "Precast Works"),
    ("市政工程有限公司", "Municipal Works Co., Ltd."),
)
_INFLUENCE: Final[tuple[Words, ...]] = (
    ("行业龙头", "Industry leader"),
    ("知名品牌", "Well-known brand"),
    ("有一定市场影响力", "Some market influence"),
    ("中小型", "Small or medium"),
    ("行业新进入", "New entrant"),
)
_PEOPLE: Final[tuple[Words, ...]] = (("陈敏", "Chen Min"), ("周立", "Zhou Li"), ("韩雪", "Han Xue"))

# What a class of customer buys in a year, in CNY, and how many in a hundred are of it.
_SALES_RANGES: Final = (
    (8_000_000, 60_000_000, 30),
    (500_000, 8_000_000, 30),
    (200_000, 500_000, 22),
    (60_000, 200_000, 18),
)
_EDGE_SALES: Final = {5: 1_000_000, 6: 999_999.99, 17: 500_000, 28: 499_999.99, 39: 200_000, 50: 199_999.99}
_EDGE_SCORES: Final = {4: 90, 9: 89.9, 14: 75, 19: 74.9, 24: 60, 29: 59.9, 34: 100, 48: 0}
_EDGE_SINCE: Final = {7: date(2021, 10, 31), 8: date(2023, 10, 31), 10: date(2025, 10, 31), 11: date(2025, 11, 1)}


# What the office typed instead of the clean value, by customer (counted from 0) and column.
_SPELLED: Final = {  # a number or date as text
    (2, "sales"): "{0:,}",
    (33, "sales"): "{0:,}",
    (46, "sales"): "{0}  ",
    (13, "volume"): "{0:,}",
    (22, "influence"): "{0}\u3000",  # an ideographic space behind
    (1, "since"): "{0.year}年{0.month}月{0.day}日",
    (18, "since"): "{0.year}.{0.month}.{0.day}",
    (27, "since"): "{0.year}/{0.month}/{0.day}",
    (40, "since"): "{0.year}{0.month:02}{0.day:02}",
    (0, "collection"): "{0:.0%}",
    (25, "collection"): "{0:.0%}",
    (42, "score"): "{0}  ",
    (3, "name"): "{0}  ",
    (32, "name"): " {0}",
}
_FULL_WIDTH: Final = ((15, "sales"), (35, "volume"), (30, "score"))  # as a Chinese input method types digits
_IN_WAN: Final = (12, 23, 52)  # sales in units of 10,000 with the unit in the cell: 125.6万
_SAID: Final[dict[tuple[int, str], Words]] = {  # no number at all, or a word that no scheme knows
    (26, "sales"): ("待定", "TBD"),
    (31, "sales"): ("-", "-"),
    (41, "sales"): ("", ""),
    (20, "volume"): ("—", "-"),
    (16, "influence"): ("区域代理", "Regional agent"),
    (45, "influence"): ("", ""),
    (49, "since"): ("", ""),
    (37, "score"): ("", ""),
    (47, "score"): ("105", "105"),  # beyond a scale of 100
}
_WIDEN: Final = {code: code + 0xFEE0 for code in range(ord("!"), ord("~"))}


def customers(language: Language) -> list[dict[str, Cell]]:
    """Return the customers in sheet order, column key -> cell, as the office typed them."""
    side = ("zh", "en").index(language)
    dice = random.Random(SEED)
    names = dice.sample([(mark, trade) for mark in _MARKS for trade in _TRADES for _ in range(2)], CUSTOMERS)
    rows = [_customer(number, names[number], dice, side) for number in range(CUSTOMERS)]
    for (number, key), pattern in _SPELLED.items():
        rows[number][key] = pattern.format(rows[number][key])
    for number, key in _FULL_WIDTH:
        rows[number][key] = f"{rows[number][key]:,}".translate(_WIDEN)
    for number in _IN_WAN:
        rows[number]["sales"] = f"{float(str(rows[number]['sales'])) / 10_000:g}万"
    for (number, key), words in _SAID.items():
        rows[number][key] = words[side] or None
    rows.insert(SECOND_PASTE_AFTER, dict(rows[PASTED_TWICE]))
    return rows


def _customer(number: int, name: tuple[Words, Words], dice: random.Random, side: int) -> dict[str, Cell]:
    """Return one clean customer. The dice fall the same way for both languages."""
    area = 0 if number < SUBTOTAL_AFTER else 1 + (number - SUBTOTAL_AFTER) * 3 // (CUSTOMERS - SUBTOTAL_AFTER)
    city = dice.choice(_CITIES[area])
    (low, high), *_ = dice.choices([r[:2] for r in _SALES_RANGES], [r[2] for r in _SALES_RANGES])
    sales = _EDGE_SALES.get(number, int(low * (high / low) ** dice.random()) // 1000 * 1000)
    price = dice.uniform(38, 62)  # CNY a ton of sand or gravel
    mark, trade = name
    return {
        "code": f"K{1001 + number}",
        "name": (city[0] + mark[0] + trade[0], f"{city[1]} {mark[1]} {trade[1]}")[side],
        "region": _REGIONS[area][side],
        "salesperson": _PEOPLE[area % len(_PEOPLE)][side],
        "sales": sales,
        "volume": round(sales / price, 1),
        "influence": dice.choices(_INFLUENCE, (12, 18, 30, 28, 12))[0][side],
        "since": _EDGE_SINCE.get(number, AS_OF - timedelta(days=dice.randrange(60, 3300))),
        "collection": round(dice.uniform(0.62, 1.0), 3),
        "score": _EDGE_SCORES.get(number, round(min(99.5, max(35.0, dice.gauss(74, 13))), 1)),
    }


def write(path: Path, language: Language) -> None:
    """Write the list in one language to ``path``."""
    side = ("zh", "en").index(language)
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2026, 11, 2, 9, 0), "author": ("销售管理部", "Sales office")[side]})
        font = {"font_name": ("Microsoft YaHei", "Calibri")[side], "font_size": 10, "valign": "vcenter"}
        sheet = book.add_worksheet(("客户清单", "Customers")[side])
        title = book.add_format(font | {"bold": True, "font_size": 14})
        small = book.add_format(font | {"font_color": "#5F6B76", "font_size": 9})
        header = book.add_format(
            font | {"bold": True, "bg_color": "#D9E2EC", "border": 1, "align": "center", "text_wrap": True}
        )
        body = [book.add_format(font | {"border": 1, "num_format": c.number_format}) for c in COLUMNS]
        total = [book.add_format(font | {"border": 1, "bold": True, "num_format": c.number_format}) for c in COLUMNS]

        sheet.write_string(0, 0, ("2026 年度客户清单", "Customer list 2026")[side], title)
        about = (
            "制表：销售管理部  数据截至 2026-10-31  单位：元、吨",
            "By the sales office, as of 2026-10-31, in CNY and t",
        )
        sheet.write_string(1, 0, about[side], small)
        for index, column in enumerate(COLUMNS):
            sheet.set_column(index, index, column.width, None, {"hidden": column.is_hidden})
            sheet.write_string(HEADER_ROW, index, column.header[side], header)
        last = _write_rows(sheet, customers(language), body, total, side)
        note = (
            "注：销售额含税；标“待定”的以财务确认为准。",
            "Note: sales include tax; TBD awaits the finance department.",
        )
        sheet.write_string(last + 2, 0, note[side], small)
        sheet.set_row(0, 24)
        sheet.freeze_panes(HEADER_ROW + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADER_ROW)


def _write_rows(
    sheet: Worksheet, rows: list[dict[str, Cell]], body: list[Format], total: list[Format], side: int
) -> int:
    """Write customers, the subtotal with a blank row behind it, and the total; return the total's row."""
    first = HEADER_ROW + 1
    blocks = (range(SUBTOTAL_AFTER), range(SUBTOTAL_AFTER, len(rows)))
    at = first
    spans: list[tuple[int, int]] = []
    for block, is_first in zip(blocks, (True, False), strict=True):
        spans.append((at, at + len(block) - 1))
        for number in block:
            for index, column in enumerate(COLUMNS):
                _write_cell(sheet, at, index, rows[number][column.key], body[index])
            at += 1
        if is_first:
            _write_sums(sheet, at, ("华东小计", "East subtotal")[side], [spans[0]], rows[: len(block)], total)
            at += 2
    _write_sums(sheet, at, ("合计", "Total")[side], spans, rows, total)
    return at


def _write_cell(sheet: Worksheet, row: int, column: int, value: Cell, shape: Format) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, shape)
        case str():
            sheet.write_string(row, column, value, shape)
        case date():
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), shape)
        case _:
            sheet.write_number(row, column, value, shape)


def _write_sums(
    sheet: Worksheet,
    at: int,
    label: str,
    spans: list[tuple[int, int]],
    rows: list[dict[str, Cell]],
    shapes: list[Format],
) -> None:
    """Write a label and SUM formulas, which pass over numbers typed as text just as Excel's SUM does."""
    for index, column in enumerate(COLUMNS):
        sheet.write_blank(at, index, None, shapes[index])
        if column.key in {"sales", "volume"}:
            letter = chr(ord("A") + index)
            places = ",".join(f"{letter}{top + 1}:{letter}{bottom + 1}" for top, bottom in spans)
            numbers = [value for row in rows if isinstance(value := row[column.key], (int, float))]
            sheet.write_formula(at, index, f"=SUM({places})", shapes[index], round(fsum(numbers), 2))
    sheet.write_string(at, 0, label, shapes[0])


def main() -> None:
    """Write both lists to the folder given, or beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    write(folder / "customers_zh.xlsx", "zh")
    write(folder / "customers_en.xlsx", "en")
    print(f"{CUSTOMERS} customers, one of them twice: {folder / 'customers_zh.xlsx'}, {folder / 'customers_en.xlsx'}")


if __name__ == "__main__":
    main()
