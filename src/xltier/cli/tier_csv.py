"""A rated sheet as CSV text: the user's columns, then ours. No text can become a formula in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Final

from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.core.fixed import shown
from xltier.messages import phrase
from xltier.report.cell_looks import as_said
from xltier.tables.reading import Value

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_text(sheet: TieredSheet, language: str, *, columns: Sequence[str]) -> str:
    """Return the table as CSV, lines ended as RFC 4180 has it.

    Args:
        sheet: The rated customers.
        language: Of our headers and reasons.
        columns: Which of our columns, in this order.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    theirs = sheet.reading.columns
    heads = [" ".join(column.header) or column.name for column in theirs]
    writer.writerow([*map(harmless, heads), *(phrase(f"column-{key}", language) for key in columns)])
    for row in sheet.rows:
        values = [_cell(as_said(column, sheet.reading.values[at][row.at])) for at, column in enumerate(theirs)]
        writer.writerow([*values, *_ours(sheet, row, language, columns)])
    return target.getvalue()


def _ours(sheet: TieredSheet, row: TieredRow, language: str, columns: Sequence[str]) -> Iterable[str]:
    rating = row.rating
    score = "" if rating.score is None else shown(rating.score, sheet.plan.score_decimals)
    cells = {
        "tier": harmless(rating.tier) if rating.tier is not None else str(rating.error or ""),
        "score": score,
        "move": "" if row.change is None else str(row.change),
        "pending": str(row.pending),
        "why": harmless(row_reason(sheet, row, language)) if "why" in columns else "",
    }
    return [cells[key] for key in columns]


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return f"{value:.15g}"
        case int():
            return str(value)
        case dt.date():
            return value.isoformat()
    return harmless(value)


def harmless(text: str) -> str:
    """Return a text with an apostrophe before what a spreadsheet would take for a formula.

    Example:
        >>> harmless("=HYPERLINK(1)"), harmless("K-1")
        ("'=HYPERLINK(1)", 'K-1')
    """
    return f"'{text}" if text.startswith(_STARTS) else text
