"""The month in one sentence, for a terminal or a company's own workbook."""

from __future__ import annotations

from xltier.app.month.result import MonthResult
from xltier.core.fixed import percent
from xltier.messages import phrase


def headline(result: MonthResult, language: str) -> str:
    """Return how many were rated, how many are in the best tier, rose, fell and touched a red line."""
    rated = [row for row in result.rows if row.rating.tier is not None]
    changes = [row.change for row in result.rows if row.change]
    best = result.matrix.tiers[0]
    top = sum(row.rating.tier == best for row in rated)
    share = top / len(rated) if rated else 0.0
    return phrase(
        "month-headline",
        language,
        dealers=len({row.key.dealer for row in result.rows}),
        count=len(rated),
        unrated=len(result.rows) - len(rated),
        best=best,
        top=top,
        share=percent(share),
        up=sum(change > 0 for change in changes),
        down=sum(change < 0 for change in changes),
        red=sum(bool(row.rating.red_lines) for row in result.rows),
    )
