"""What a frame of customers is rated by besides its measures: logs, where they stood, decisions by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Native: TypeAlias = Any
"""A frame of the user's own library: pandas, polars (eager or lazy), DuckDB."""

ITEM: Final = "item"
POINTS: Final = "points"
TIMES: Final = "times"
AGE: Final = "age"
CODE: Final = "code"


@dataclass(frozen=True, slots=True)
class OverrideColumns:
    """The columns of decisions by hand. A null tier is none; without author, date and reason it does not count."""

    tier: str
    author: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class FrameCircumstances:
    """Everything but the measures.

    Args:
        key: Columns that say whose row it is, in the rated frame and in both logs.
        events: The bonus and penalty log, one occurrence a row: ``key``, ``item`` and ``points`` (positive; null
            takes the item's fixed points), perhaps ``times`` (null is 1) and ``age`` in months (null is 0), which
            only items that decay read.
        red_lines: The log of red lines that are still valid in the period: ``key`` and ``code``.
        tier_before: Column of the tier kept so far, before any red line; null is a new customer.
        pending: Column of the months in a row that asked for a better (+) or worse (-) tier; null is 0.
        override: Columns of decisions by hand.
        points: Column of points added without an item; negative ones are a penalty, null is 0.
        cap: Column of the best tier still possible, without a red line; null is no cap.
    """

    key: tuple[str, ...] = ()
    events: Native = None
    red_lines: Native = None
    tier_before: str | None = None
    pending: str | None = None
    override: OverrideColumns | None = None
    points: str | None = None
    cap: str | None = None


NOTHING: Final = FrameCircumstances()
