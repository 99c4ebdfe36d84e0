"""A rated sheet as plain data, for ``--json`` and for other programs. The keys and codes never change."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xltier.app.explain.grid_code import grid_code
from xltier.app.explain.tier_summary import Summary, summary_of
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.core.fixed import to_decimal
from xltier.errors import Problem
from xltier.messages import render


def tier_answer(sheet: TieredSheet, language: str) -> dict[str, object]:
    """Return the answer: scheme, columns, rows, summary and findings; texts are in ``language``."""
    summary = summary_of(sheet)
    return {
        "ok": not summary.unrated and not any(problem.is_error for problem in sheet.problems),
        "scheme": {"id": sheet.scheme.id, "version": sheet.scheme.version, "hash": sheet.fingerprint},
        "as_of": sheet.as_of.isoformat(),
        "columns": {key: sheet.reading.columns[at].name for key, at in sheet.columns.measures.items()},
        "rows": list(row_answers(sheet, language)),
        "summary": _summary(sheet, summary),
        "findings": [finding(problem, language) for problem in sheet.problems],
    }


def row_answers(sheet: TieredSheet, language: str) -> Iterator[dict[str, object]]:
    """Yield the answer of each customer, in the order of the sheet."""
    return (_row(sheet, row, language) for row in sheet.rows)


def finding(problem: Problem, language: str) -> dict[str, object]:
    """Return a Problem as data: place, severity, the code that never changes, and the message."""
    message = render(problem, language)
    at = problem.at
    return {
        "cell": (f"{at.sheet}!{at.cell}" if at.sheet and at.cell else at.cell) or at.path,
        "severity": problem.severity.value,
        "code": problem.reference,
        "message": message.what,
        "hint": message.hint,
    }


def number(value: int | None, decimals: int) -> int | float | None:
    """Return a fixed-point number as JSON has it: whole where it is whole."""
    if value is None:
        return None
    exact: Decimal = to_decimal(value, decimals)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _row(sheet: TieredSheet, row: TieredRow, language: str) -> dict[str, object]:
    rating = row.rating
    return {
        "key": row.key,
        "row": sheet.reading.source_row(row.row),
        "tier": rating.tier,
        "code": grid_code(sheet.plan, row.entries),
        "score": number(rating.score, sheet.plan.score_decimals),
        "error": None if rating.error is None else rating.error.value,
        "change": row.change,
        **({"pending": row.pending} if sheet.plan.scheme.min_months > 1 else {}),
        "why": row_reason(sheet, row, language),
        "cell": row.faults[0].at.cell if row.faults and rating.error is not None else None,
    }


def _summary(sheet: TieredSheet, summary: Summary) -> dict[str, object]:
    decimals = 0 if summary.money is None else summary.money.decimals
    return {
        "rows": len(sheet.rows),
        "rated": summary.rated,
        "unrated": len(summary.unrated),
        "blank": summary.blank,
        "amount_of": None if summary.money is None else summary.money.key,
        "tiers": [
            {
                "tier": count.tier.code,
                "customers": count.customers,
                "share": round(count.share, 6),
                "amount": number(count.amount, decimals),
                "amount_share": None if count.amount_share is None else round(count.amount_share, 6),
            }
            for count in summary.tiers
        ],
        "up": summary.ups,
        "down": summary.downs,
    }
