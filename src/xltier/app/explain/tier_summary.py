"""What a rated sheet comes to: customers, shares and money per tier, who is close to the next tier, who is unrated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.app.wording.combined_reasons import is_combined, steps_missing
from xltier.core.plan import Plan
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.scheme.tier import Tier

CLOSEST: Final = 10
_MONEY: Final = ("sales", "revenue", "amount", "monetary", "sell_in", "spend", "turnover")


@dataclass(frozen=True, slots=True)
class TierCount:
    """One tier's part.

    Args:
        tier: The tier.
        customers: How many.
        share: Of the rated customers, 0-1.
        amount: Of the main measure, in its fixed point; None where there is none.
        amount_share: Of the rated customers' amount, 0-1; None where there is nothing to share.
    """

    tier: Tier
    customers: int
    share: float
    amount: int | None
    amount_share: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A rated sheet in figures.

    Args:
        tiers: Best first.
        rated: Customers with a tier.
        unrated: Rows with an error instead, in sheet order.
        blank: Rows of which nothing is reported.
        money: The measure that amounts are of.
        ups: Customers in a better tier than before; ``downs`` in a worse one; ``compared`` with one to compare.
        closest: The customers nearest to the next better tier, nearest first, with what is missing.
    """

    tiers: tuple[TierCount, ...]
    rated: int
    unrated: tuple[TieredRow, ...]
    blank: int
    money: Measure | None
    ups: int
    downs: int
    compared: int
    closest: tuple[tuple[TieredRow, int], ...]


def summary_of(sheet: TieredSheet) -> Summary:
    """Return the figures of a rated sheet."""
    rated = [row for row in sheet.rows if row.rating.tier is not None]
    unrated = tuple(row for row in sheet.rows if row.rating.error is not None)
    money = main_money(sheet)
    slot = None if money is None else sheet.plan.slot(money.key)
    counts = Counter(row.rating.tier for row in rated)
    amounts = dict.fromkeys((tier.code for tier in sheet.plan.ladder.tiers), 0)
    if slot is not None:
        for row in rated:
            value = row.entries[slot]
            amounts[row.rating.tier or ""] += value if isinstance(value, int) else 0
    whole = sum(amounts.values())
    tiers = tuple(
        TierCount(
            tier,
            counts[tier.code],
            counts[tier.code] / len(rated) if rated else 0.0,
            None if money is None else amounts[tier.code],
            None if money is None or whole <= 0 else amounts[tier.code] / whole,
        )
        for tier in sheet.plan.ladder.tiers
    )
    changes = [row.change for row in rated if row.change is not None]
    return Summary(
        tiers,
        len(rated),
        unrated,
        len(sheet.rows) - len(rated) - len(unrated),
        money,
        sum(change > 0 for change in changes),
        sum(change < 0 for change in changes),
        len(changes),
        _closest(sheet.plan, rated),
    )


def main_money(sheet: TieredSheet) -> Measure | None:
    """Return the measure that tells how big a customer is: money that the sheet has, known by its key or its unit."""
    there = [m for m in sheet.columns.scheme.measures if m.key in sheet.columns.measures]
    numbers = [m for m in there if m.type is ValueType.NUMBER and not m.since]
    by_unit = [m for m in numbers if m.unit == "元"]
    return next(
        iter([m for m in by_unit if m.key in _MONEY] or by_unit or [m for m in numbers if m.key in _MONEY]), None
    )


def _closest(plan: Plan, rated: Sequence[TieredRow]) -> tuple[tuple[TieredRow, int], ...]:
    """Return the rows with the least missing for the tier above, as their own score counts it."""
    missing: dict[int, int] = {}
    for place, rating in {id(row.rating): row.rating for row in rated}.items():
        floor = plan.ladder.least(rating.earned - 1) if rating.earned else None
        if floor is not None and rating.score_before is not None and not rating.red_lines:
            sheet = plan.score if is_combined(plan.score) else None
            missing[place] = (
                abs(floor - rating.score_before)
                if sheet is None or not rating.earned
                else steps_missing(plan, sheet, rating, rating.earned - 1)
            )
    near = ((missing[place], row.row, row) for row in rated if (place := id(row.rating)) in missing)
    return tuple((row, lack) for lack, _, row in nsmallest(CLOSEST, near))
