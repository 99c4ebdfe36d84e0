"""What the tests write into the workbooks of ``patch_books``."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Final

import xlsxwriter

from tests.support.patch_books import SHEET_NAME, Book
from xltier.files.patch.edits import Changes, ColumnEdit, Graft, Look, TableEdit, TargetTable
from xltier.files.patch.patch import patch_workbook
from xltier.files.patch.values import CellError
from xltier.files.patch.verify import verify
from xltier.testing import Difference, Intent, unintended_differences

CLOCK: Final = dt.datetime(2026, 11, 2, 9, 30)
LOOKS: Final = (Look("A", "1F6AA5", "FFFFFF", bold=True), Look("B", "57AFA3", "0F1B26"))
SUMMARY: Final = "等级汇总"
HARD_TEXTS: Final = (
    "=1+1",
    "+A1",
    "-2",
    "@SUM(A1)",
    "_x000D_",
    "a\r\nb\tc",
    " 前后有空格 ",
    "😀 <b>&amp;</b> \"quoted\" 'single'",
    "]]>",
    "\x07\x0b\ufffe",
    "#N/A",
    "",
)


def columns(count: int) -> tuple[ColumnEdit, ...]:
    """Return a tier column, a score column and a reason column for ``count`` customers."""
    return (
        ColumnEdit(
            *("tier", "等级", ["AB"[n % 2] if n % 5 else CellError.NA for n in range(count)]),
            width=7,
            looks=LOOKS,
            align="center",
        ),
        ColumnEdit(
            "score", "得分", [n / 3 if n % 4 else None for n in range(count)], number_format="0.0", align="right"
        ),
        ColumnEdit("why", "主因", [HARD_TEXTS[n % len(HARD_TEXTS)] for n in range(count)], align="left"),
    )


def summary(name: str = SUMMARY) -> bytes:
    """Return a side workbook with a chart, a table, a comment, colours and names on one sheet."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, ["等级", "户数"], book.add_format({"bold": True, "font_color": "#14304F"}))
    sheet.write_row(1, 0, ["A", 6], book.add_format({"num_format": "0 户", "bg_color": "#EEEEEE"}))
    sheet.write_rich_string("A3", "plain ", book.add_format({"italic": True}), "italic")
    sheet.conditional_format(
        "B2:B4", {"type": "cell", "criteria": ">", "value": 3, "format": book.add_format({"bold": 1})}
    )
    sheet.add_table("A6:B8", {"name": "xltier_tiers", "columns": [{"header": "tier"}, {"header": "count"}]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{name}'!$B$2:$B$4"})
    sheet.insert_chart("D2", chart)
    sheet.write_comment("A1", "made by a program")
    sheet.print_area("A1:F20")
    book.close()
    return out.getvalue()


def changes(book: Book, *, with_summary: bool = True) -> Changes:
    """Return the columns for a book's customers, and the summary sheet."""
    table = TargetTable(SHEET_NAME, "customers", book.header_row, book.rows, 3, book.excel_table)
    grafts = (Graft("summary", SUMMARY, summary()),) if with_summary else ()
    return Changes((TableEdit(table, columns(len(book.rows))),), grafts, {"scheme": "standard"})


def patched(path: Path, wanted: Changes, target: Path) -> tuple[Difference, ...]:
    """Write ``path`` with the changes to ``target``, check it as a write does, and return what the oracle finds."""
    with target.open("wb") as out:
        report = patch_workbook(path, out, wanted, clock=CLOCK)
    verify(path, target, wanted, report)
    cells: dict[str, tuple[str, ...]] = {}
    for column in report.columns:
        cells[column.sheet] = (*cells.get(column.sheet, ()), column.area)
    dropped = any(part.endswith("calcChain.xml") for part in report.removed_parts)
    intent = Intent(cells, frozenset(report.sheets.values()), may_drop_calculation_chain=dropped)
    return unintended_differences(path, target, intent)
