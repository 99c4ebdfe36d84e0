"""The result: one customer, one period."""

from __future__ import annotations

from typing import NamedTuple

from xltier.core.values import ExcelError
from xltier.errors import Problem


class Rating(NamedTuple):
    """Tier, score and the figures between them; :mod:`xltier.core.trace` derives the rest.

    A tuple, since millions are made. Places count from 0, the best tier.

    Args:
        tier: Code, or None where there is no rating.
        score: In units of 10**-score_decimals, red lines and bonus voided included.
        error: What the cell shows instead of a tier; None with no tier is a blank row.
        base: Weighted points before adjustments, in units of 10**-points_decimals.
        bonus: Points given after caps, as counted (0 where a red line voids them).
        penalty: Points taken after caps, positive.
        score_before: The score without red lines.
        earned: Place by score alone.
        held: Place after buffer and months in a row, before red lines.
        place: Final place.
        red_lines: Codes that applied.
        problems: What could not be told, or was left out, for this customer.
    """

    tier: str | None
    score: int | None = None
    error: ExcelError | None = None
    base: int | None = None
    bonus: int = 0
    penalty: int = 0
    score_before: int | None = None
    earned: int | None = None
    held: int | None = None
    place: int | None = None
    red_lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


BLANK = Rating(None)
"""The rating of a customer of whom nothing at all is reported."""
