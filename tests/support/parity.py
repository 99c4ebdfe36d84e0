"""The reference's ratings beside a frame's, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.support.native_frames import KEY, Make, customers_frame, rows_of
from tests.support.random_customers import Customer
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.rating import Rating
from xltier.frames.rate import rate_entries


def expected(plan: Plan, rating: Rating) -> dict[str, Any]:
    """Return a rating as a row of a rated frame."""
    codes = [tier.code for tier in plan.ladder.tiers]
    is_rated = rating.tier is not None
    return {
        "tier": rating.tier,
        "score": rating.score,
        "error": None if rating.error is None else str(rating.error),
        "base": rating.base,
        "bonus": rating.bonus if is_rated else None,
        "penalty": rating.penalty if is_rated else None,
        "score_before": rating.score_before,
        "earned": None if rating.earned is None else codes[rating.earned],
        "held": None if rating.held is None else codes[rating.held],
        "red_lined": bool(rating.red_lines),
        "has_problems": bool(rating.problems),
    } | {f"red_line_{line.line.code}": line.line.code in rating.red_lines for line in plan.red_lines}


def differences(plan: Plan, customers: Sequence[Customer], make: Make) -> list[tuple[Customer, str, object, object]]:
    """Return where the frame's figures are not the reference's: customer, column, frame, reference."""
    frame, circumstances = customers_frame(plan, customers, make)
    native = rate_entries(plan, frame, circumstances, keep=(KEY,), details=True)
    rows = sorted(rows_of(native), key=lambda row: int(row[KEY]))  # a lazy frame's rows come in any order
    assert [row[KEY] for row in rows] == list(range(len(customers)))
    found = []
    for customer, row in zip(customers, rows, strict=True):
        reference = expected(plan, rate_one(plan, customer.entries, customer.circumstances))
        found += [(customer, name, row[name], value) for name, value in reference.items() if row[name] != value]
    return found
