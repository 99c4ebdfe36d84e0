"""What Refresh writes into the user's workbook: our columns, the summary and the problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import xlsxwriter

from xltier.app.explain.row_reason import row_reason
from xltier.app.explain.tier_summary import summary_of
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.app.wording.text_table import width
from xltier.core.fixed import to_decimal
from xltier.core.palette import chips
from xltier.files.patch.edits import CellError, CellValue, Changes, ColumnEdit, Graft, Look, TableEdit, TargetTable
from xltier.files.patch.repeated import repeated
from xltier.messages import phrase
from xltier.report.book_names import BookNames
from xltier.report.problems_sheet import write_problems
from xltier.report.summary_sheet import write_summary
from xltier.report.theme import SIZE, Theme
from xltier.report.user_columns import MEASURED

_CREATED: Final = dt.datetime(2026, 1, 1)
_WIDTHS: Final = {"tier": 9.0, "score": 9.0, "move": 8.0}
_LEAST_WHY, _MOST_WHY = 20.0, 78.0
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class RefreshWish:
    """How a rated sheet is written back.

    Args:
        table: The place; its ``rows`` are those of the reading.
        columns: Which of our columns, in this order.
        taken: Headers of the user's own columns, in lower case, which ours must not repeat.
        sheets: Final names of our sheets by key: ``summary`` and ``problems``.
        remembered: Texts for the next run, by the rest of their hidden name.
        language: Of headings and sentences.
        fixed_fills: Paint the tier cells instead of adding conditional formats.
    """

    table: TargetTable
    columns: Sequence[str]
    taken: frozenset[str]
    sheets: Mapping[str, str]
    remembered: Mapping[str, str]
    language: str
    fixed_fills: bool = False


def refresh_changes(sheet: TieredSheet, wish: RefreshWish) -> Changes:
    """Return the changes that write a rated sheet into the workbook it came from."""
    by_row = {row.row: row for row in sheet.rows}
    rows = [by_row[number] for number in wish.table.rows]
    edits = TableEdit(wish.table, tuple(_column(key, sheet, rows, wish) for key in wish.columns))
    side = _side_workbook(sheet, wish)
    grafts = tuple(Graft(key, name, side) for key, name in wish.sheets.items())
    return Changes((edits,), grafts, wish.remembered)


def _column(key: str, sheet: TieredSheet, rows: Sequence[TieredRow], wish: RefreshWish) -> ColumnEdit:
    header = phrase(f"column-{key}", wish.language)
    header = f"{header}(xltier)" if header.casefold() in wish.taken else header
    match key:
        case "tier":
            tiers = sheet.plan.ladder.tiers
            looks = tuple(
                Look(tier.code, chip.fill.lstrip("#"), chip.ink.lstrip("#"), bold=True)
                for tier, chip in zip(tiers, chips(tiers), strict=True)
            )
            wide = max(_WIDTHS["tier"], *(width(tier.code) * 1.15 + 2 for tier in tiers))
            values = repeated([_tier(row) for row in rows], lambda value: value)
            return ColumnEdit(
                key, header, values, width=wide, looks=looks, fixed_fills=wish.fixed_fills, align="center"
            )
        case "score":
            places = sheet.plan.score_decimals
            code = "#,##0" + ("." + "0" * places if places else "")
            scores = repeated(
                [row.rating.score for row in rows], lambda score: None if score is None else to_decimal(score, places)
            )
            return ColumnEdit(key, header, scores, number_format=code, width=_WIDTHS["score"], align="right")
        case "move":
            moves = repeated([row.change for row in rows], lambda change: change)
            return ColumnEdit(key, header, moves, number_format="▲0;▼0;–", width=_WIDTHS["move"], align="center")
        case _:
            reasons = _reasons(sheet, rows, wish.language)
            widest = max((width(str(reason)) for reason in reasons[:MEASURED]), default=0.0) * 0.95 + 2
            return ColumnEdit(key, header, reasons, width=min(max(widest, _LEAST_WHY), _MOST_WHY), align="left")


def _reasons(sheet: TieredSheet, rows: Sequence[TieredRow], language: str) -> Sequence[CellValue]:
    """Return each row's reason; equal measures with the same rating have an equal one, which is made once."""
    keys = [row.row if row.rating.tier is None else (id(row.rating), row.entries) for row in rows]
    by_key = dict(zip(keys, rows, strict=True))
    return repeated(keys, lambda key: row_reason(sheet, by_key[key], language))


def _tier(row: TieredRow) -> str | CellError | None:
    return row.rating.tier if row.rating.error is None else CellError(row.rating.error.value)


def _side_workbook(sheet: TieredSheet, wish: RefreshWish) -> bytes:
    """Return a workbook with our sheets under their final names, which links and charts hold."""
    names = BookNames(wish.table.sheet, wish.sheets["summary"], wish.sheets["problems"], "")
    scheme = f"{sheet.scheme.id}@{sheet.scheme.version}"
    footer = phrase("footer-scheme", wish.language, scheme=scheme, fingerprint=sheet.fingerprint)
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        theme = Theme(book, wish.language)
        book.formats[0].set_font_name(theme.font)
        book.formats[0].set_font_size(SIZE)
        summary, problems = book.add_worksheet(names.summary), book.add_worksheet(names.problems)
        write_summary(book, summary, theme, sheet=sheet, summary=summary_of(sheet), names=names, footer=footer)
        write_problems(problems, theme, sheet, data=names.data, footer=footer)
    return out.getvalue()
