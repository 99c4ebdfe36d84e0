"""What Refresh writes into the user's workbook: our columns, the summary and the problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from xltier.app.explain.tier_summary import summary_of
from xltier.app.sheet.our_columns import OurColumn, OurValue, our_columns
from xltier.app.sheet.repeated import mapped
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.values import ExcelError
from xltier.files.patch.edits import Changes, ColumnEdit, Graft, Look, TableEdit, TargetTable
from xltier.files.patch.values import CellError, CellValue
from xltier.report.book_names import BookNames
from xltier.report.page import rating_footer
from xltier.report.problems_sheet import write_problems
from xltier.report.summary.page import write_summary
from xltier.report.workbook import new_workbook


@dataclass(frozen=True, slots=True)
class RefreshWish:
    """How a rated sheet is written back.

    Args:
        table: The place; its ``rows`` are those of the reading.
        columns: Which of our columns, in this order.
        sheets: Final names of our sheets by key: ``summary`` and ``problems``.
        remembered: Texts for the next run, by the rest of their hidden name.
        language: Of headings and sentences.
        fixed_fills: Paint the tier cells instead of adding conditional formats.
    """

    table: TargetTable
    columns: Sequence[str]
    sheets: Mapping[str, str]
    remembered: Mapping[str, str]
    language: str
    fixed_fills: bool = False


def refresh_changes(sheet: TieredSheet, wish: RefreshWish) -> Changes:
    """Return the changes that write a rated sheet into the workbook it came from."""
    by_row = {row.row: row for row in sheet.rows}
    rows = [by_row[number] for number in wish.table.rows]
    ours = our_columns(sheet, rows, keys=wish.columns, language=wish.language)
    edits = TableEdit(wish.table, tuple(_edit(column, fixed_fills=wish.fixed_fills) for column in ours))
    side = _side_workbook(sheet, wish)
    grafts = tuple(Graft(key, name, side) for key, name in wish.sheets.items())
    return Changes((edits,), grafts, wish.remembered)


def _edit(column: OurColumn, *, fixed_fills: bool) -> ColumnEdit:
    return ColumnEdit(
        column.key,
        column.header,
        mapped(column.values, _value),
        number_format=column.number_format,
        width=column.width,
        looks=tuple(Look(look.code, look.fill.lstrip("#"), look.ink.lstrip("#"), bold=True) for look in column.looks),
        fixed_fills=fixed_fills and bool(column.looks),
        align=column.align,
    )


def _value(value: OurValue) -> CellValue:
    return CellError(value.value) if isinstance(value, ExcelError) else value


def _side_workbook(sheet: TieredSheet, wish: RefreshWish) -> bytes:
    """Return a workbook with our sheets under their final names, which links and charts hold."""
    names = BookNames(wish.table.sheet, wish.sheets["summary"], wish.sheets["problems"], "")
    footer = rating_footer(sheet, wish.language)
    out = BytesIO()
    with new_workbook(out, wish.language) as (book, theme):
        summary, problems = book.add_worksheet(names.summary), book.add_worksheet(names.problems)
        write_summary(book, summary, theme, sheet=sheet, summary=summary_of(sheet), names=names, footer=footer)
        write_problems(problems, theme, sheet, data=names.data, footer=footer)
    return out.getvalue()
