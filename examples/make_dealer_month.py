"""Make dealer_month/: a month of 200 invented dealers, as five departments send it and as one tidy workbook.

departments/ holds five files, each untidy in its department's way: titles and units above the header, totals below,
codes with spaces that nobody sees, numbers typed as text, 万元, full-width digits, dates in five spellings, a row
pasted twice, figures that are late. 2026-10.xlsx holds the same figures, one sheet a kind. Both rate alike.

Usage: python -m examples.make_dealer_month [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from examples.dealer_figures import PERIOD, invent
from examples.dealer_files import Book, Sheet
from examples.dealer_tables import Cell, Table, every_table

YUAN = "（元）"


def _commas(value: Cell) -> Cell:
    return f"{value:,}" if isinstance(value, int) else value


def _wan(value: Cell) -> Cell:
    """Return yuan in units of 10,000, exact to the yuan."""
    return f"{value // 10_000:,}.{value % 10_000:04}" if isinstance(value, int) else value


def _full_width(value: Cell) -> Cell:
    """Return digits as a Chinese input method types them."""
    return str(value).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


def _unseen_space(value: Cell) -> Cell:
    return f"{value}\u00a0"


def _chinese_month(value: Cell) -> Cell:
    year, _, month = str(value).partition("-")
    return f"{year}年{int(month)}月"


def _first_of_month(value: Cell) -> Cell:
    year, _, month = str(value).partition("-")
    return date(int(year), int(month), 1)


def _chinese_date(value: Cell) -> Cell:
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value


def _dotted_date(value: Cell) -> Cell:
    return f"{value.year}.{value.month}.{value.day}" if isinstance(value, date) else value


def _slashed_date(value: Cell) -> Cell:
    return f"{value.year}/{value.month}/{value.day}" if isinstance(value, date) else value


def _percent(value: Cell) -> Cell:
    return f"{value:.0%}" if isinstance(value, float) else value


def _other_name(value: Cell) -> Cell:
    return "强网乳品" if value == "城区强网乳品" else value


def sales(tables: Mapping[str, Table]) -> Book:
    """Return the sales department's workbook: dealers, sales, targets and the line map."""
    about = "销售管理部  2026-11-02  单位：元"
    return Book(
        Path("销售部.xlsx"),
        (
            Sheet(
                tables["dealers"],
                titles=("经销商主档（十月版）", about),
                some={"经销商编码": _unseen_space, "开户日期": _chinese_date},
                step=23,
            ),
            Sheet(
                tables["sales"],
                titles=("经销商进货与终端出货", about),
                headers={"本月进货额": f"本月进货额{YUAN}", "终端出货额": "终端出货额\n（元）"},
                every={"月份": _chinese_month, "线别": _other_name},
                some={"本月进货额": _commas, "终端出货额": _full_width},
                total=("本月进货额", "重点品进货额", "终端出货额"),
                twice=5012,
            ),
            Sheet(
                tables["targets"],
                titles=("月度目标", about),
                headers={"进货目标": f"进货目标{YUAN}"},
                some={"进货目标": _commas},
                note="注：空白为待下达。",
            ),
            Sheet(tables["line_map"], titles=("线别对照",), every={"比例": _percent, "生效日期": _slashed_date}),
        ),
    )


def warehouse(tables: Mapping[str, Table]) -> Book:
    """Return the warehouse's text file: stock in units of 10,000 yuan."""
    return Book(
        Path("物流部_库存.csv"),
        (
            Sheet(
                tables["stock"],
                titles=("物流部 月末库存",),
                headers={"月末库存额": "月末库存额（万元）", "经销商编码": "客户编码"},
                every={"月末库存额": _wan},
                total=("月末库存额",),
            ),
        ),
    )


def finance(tables: Mapping[str, Table]) -> Book:
    """Return the finance department's workbook: payments, numbers typed as text."""
    return Book(
        Path("财务部.xlsx"),
        (
            Sheet(
                tables["payment"],
                titles=("应收与回款", "财务部  截至 2026-10-31  单位：元"),
                every={"月份": _first_of_month, "应回款额": _commas},
                some={"经销商编码": _unseen_space},
                total=("应回款额", "按时回款额"),
            ),
        ),
    )


def marketing(tables: Mapping[str, Table]) -> Book:
    """Return the marketing department's workbook: direct delivery, coverage, complaints."""
    return Book(
        Path("市场部.xlsx"),
        (
            Sheet(
                tables["delivery"],
                titles=("客户直配统计（箱）",),
                headers={"直配量": "直配量(箱)", "总配送量": "总配送量(箱)"},
                some={"总配送量": _full_width},
            ),
            Sheet(tables["coverage"], some={"已铺门店": _full_width}, note="制表：市场部"),
            Sheet(tables["complaints"], every={"日期": _dotted_date, "应完成日期": _slashed_date}),
        ),
    )


def audit(tables: Mapping[str, Table]) -> Book:
    """Return the auditors' workbook: both logs, decisions by hand, and how the months before were rated."""
    return Book(
        Path("稽核部.xlsx"),
        (
            Sheet(
                tables["adjustments"],
                titles=("加减分登记（2026年10月）",),
                some={"日期": _chinese_date, "经销商编码": _unseen_space},
                step=4,
            ),
            Sheet(tables["red_lines"], titles=("红线登记",), every={"日期": _dotted_date}),
            Sheet(tables["overrides"]),
            Sheet(tables["history"], titles=("历月评级（定版）",)),
        ),
    )


def write(folder: Path) -> list[Path]:
    """Write the workbook and the five departments' files below ``folder``; return them."""
    tables = every_table(invent())
    departments = folder / "departments"
    departments.mkdir(parents=True, exist_ok=True)
    one = Book(folder / f"{PERIOD}.xlsx", tuple(Sheet(table) for table in tables.values()))
    books = (sales(tables), warehouse(tables), finance(tables), marketing(tables), audit(tables))
    return [one.write(), *(book.at(departments).write() for book in books)]


def main() -> None:
    """Write everything to the folder given, or to dealer_month/ beside this script."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "dealer_month"
    for path in write(folder):
        print(f"{path.stat().st_size:>8,} bytes  {path}")


if __name__ == "__main__":
    main()
