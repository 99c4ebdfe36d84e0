"""What the cells of the data sheets hold, column by column, as far as views ask about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltier.app.month.reason import month_reason
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.months import month_text
from xltier.report.month.ratings_grid import next_of, number
from xltier.report.month.views.live import Scalar
from xltier.report.month.views.table import ERROR
from xltier.report.month.wording import DRIVERS

Values = Mapping[str, Sequence[Scalar]]


def ratings_values(result: MonthResult, language: str) -> Values:
    """Return the columns of 评级明细."""
    columns: dict[str, list[Scalar]] = {}
    for row in result.rows:
        for key, value in _rating(row, language).items():
            columns.setdefault(key, []).append("" if value is None else value)
    return columns


def _rating(row: MonthRow, language: str) -> dict[str, Scalar | None]:
    rating, plan, dealer = row.rating, row.plan, row.dealer
    next_tier, missing = next_of(row)
    is_rated = rating.tier is not None
    red = "红" if language == "zh" else "red"
    held = None if rating.held is None else plan.ladder.tiers[rating.held].code
    return {
        "id": "|".join(row.key),
        "dealer": row.key.dealer,
        "name": row.name,
        "division": row.key.division,
        "line": row.key.line,
        "channel": None if dealer is None else dealer.channel,
        "region": None if dealer is None else dealer.region,
        "manager": None if dealer is None else dealer.manager,
        "tier": rating.tier if is_rated else ERROR if rating.error is not None else None,
        "before_red": held,
        "last": None if row.before is None else row.before.tier,
        "change": row.change,
        "driver": None if row.driver is None else DRIVERS[row.driver].said(language),
        "score": number(rating.score, plan.score_decimals),
        "score_before": number(rating.score_before, plan.score_decimals),
        "base": number(rating.base, plan.points_decimals),
        "bonus": number(rating.bonus, plan.points_decimals) if is_rated else None,
        "penalty": number(rating.penalty, plan.points_decimals) if is_rated else None,
        "red": f"{red}×{len(rating.red_lines)}" if rating.red_lines else None,
        "next": next_tier,
        "missing": missing,
        "reason": month_reason(row, language),
    }


def history_values(result: MonthResult) -> Values:
    """Return the columns of 历史, latest month first."""
    past = sorted(result.history, key=lambda row: -row.month)
    scores = [number(row.score, result.scheme.score_decimals or 0) for row in past]
    return {
        "id": ["|".join((row.dealer, row.division, row.line)) for row in past],
        "month": [month_text(row.month) for row in past],
        "score": ["" if score is None else score for score in scores],
        "tier": [row.tier or "" for row in past],
    }
