"""One customer explained, as plain data for ``xltier explain --json``."""

from __future__ import annotations

from xltier.app.explain.explained_cells import cell_of
from xltier.app.explain.tier_answer import number
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.app.wording.lifts import lifts_of
from xltier.core.trace import explain


def explanation_answer(sheet: TieredSheet, row: TieredRow, language: str) -> dict[str, object]:
    """Return a row's trace: each scored measure with its cell, value, points and weighted points; then the sum."""
    plan = sheet.plan
    trace = explain(plan, row.entries)
    rating = row.rating
    return {
        "key": row.key,
        "row": sheet.reading.source_row(row.row),
        "tier": rating.tier,
        "score": number(rating.score, plan.score_decimals),
        "error": None if rating.error is None else rating.error.value,
        "why": row_reason(sheet, row, language),
        "lines": [
            {
                "measure": line.measure.key,
                "cell": cell_of(sheet, row, line.measure.key) or None,
                "value": number(line.value, line.measure.decimals) if isinstance(line.value, int) else line.value,
                "points": number(line.points, plan.points_decimals),
                "full": number(line.full, plan.points_decimals),
                "weight_percent": float(line.weight),
                "weighted": str(line.weighted),
            }
            if line.applies
            else {"measure": line.measure.key, "cell": None, "value": None, "points": None, "applies": False}
            for line in trace.lines
        ],
        "moved_percent": float(trace.moved),
        "base": None if trace.base is None else str(trace.base),
        "bonus": number(rating.bonus, plan.points_decimals),
        "penalty": number(rating.penalty, plan.points_decimals),
        "exact": None if trace.exact is None else str(trace.exact),
        "score_before_red_lines": number(rating.score_before, plan.score_decimals),
        "red_lines": list(rating.red_lines),
        "next": None
        if trace.next is None
        else {
            "tier": trace.next.tier,
            "missing": number(trace.next.missing, plan.score_decimals),
            "alone_enough": list(lifts_of(trace, language)),
        },
    }
