"""The order in which a month is printed: division by division, best first."""

from __future__ import annotations

from dataclasses import replace

from xltier.app.month.result import MonthResult, MonthRow


def in_printed_order(result: MonthResult) -> MonthResult:
    """Return a month whose rows go by division, in the order in which divisions came, then by tier and score.

    Who has no rating comes last in its division.
    """
    divisions = {row.key.division: None for row in result.rows}
    order = {division: at for at, division in enumerate(divisions)}

    def place(row: MonthRow) -> tuple[int, bool, int, int]:
        rating = row.rating
        score = rating.score or 0
        good = score if row.plan.ladder.low_is_good else -score
        return order[row.key.division], rating.place is None, rating.place or 0, good

    return replace(result, rows=tuple(sorted(result.rows, key=place)))
