"""What grading brought: figures before and after, by the tier that a customer had before (systems.md M9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from xltier.core.metrics import Figure
from xltier.core.values import ExcelError
from xltier.core.words import Words


@dataclass(frozen=True, slots=True)
class Effect:
    """A figure that is compared.

    Args:
        key: ASCII name.
        name: As a sheet shows it.
        aliases: Further headers.
        is_sum: Added up over a tier; else its mean.
        low_is_good: Whether a fall is an improvement.
    """

    key: str
    name: Words
    aliases: tuple[str, ...] = ()
    is_sum: bool = False
    low_is_good: bool = False


EFFECTS: Final = (
    Effect("amount", Words("消费金额", "Amount"), ("金额", "销售额", "年销售额", "sales", "revenue"), is_sum=True),
    Effect("orders", Words("订单数", "Orders"), ("购买次数", "下单次数"), is_sum=True),
    Effect("satisfaction", Words("满意度", "Satisfaction"), ("满意度评分", "csat", "satisfaction score")),
    Effect("referrals", Words("推荐次数", "Referrals"), ("转介绍次数", "推荐客户数"), is_sum=True),
    Effect("cost", Words("服务成本", "Cost"), ("维护成本", "成本", "cost to serve"), is_sum=True, low_is_good=True),
    Effect("conversion", Words("营销转化率", "Conversion"), ("转化率", "conversion rate")),
)


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer at one time: the tier, and the figures that are known."""

    tier: str | None
    figures: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of one tier, before and after.

    Args:
        before: Sum or mean over the tier's customers before; ``after`` over those of them who are still there.
        change: After / before - 1; ``#DIV/0!`` is not applicable, ``#N/A`` not known.
    """

    before: Figure
    after: Figure
    change: Figure


@dataclass(frozen=True, slots=True)
class TierEffect:
    """A tier before and after.

    Args:
        tier: The tier before; None is unrated.
        customers: How many it had.
        kept: How many of them are still there.
        retention: Kept / customers; ``churn`` is the rest.
        figures: By key of :data:`EFFECTS`.
    """

    tier: str | None
    customers: int
    kept: int
    retention: Figure
    churn: Figure
    figures: Mapping[str, Compared]


def effect_by_tier(
    before: Mapping[str, Customer], after: Mapping[str, Customer], tiers: Sequence[str]
) -> tuple[TierEffect, ...]:
    """Return the effect for each tier, best first, then for the unrated.

    Customers stay in the tier that they had before, so that those who rose do not embellish the tier above.

    Args:
        before: By customer code.
        after: The same later; who is not in it has gone.
        tiers: Codes, best first.
    """
    groups: dict[str | None, list[str]] = {tier: [] for tier in tiers}
    for key, customer in before.items():
        groups.setdefault(customer.tier, []).append(key)
    return tuple(_tier(tier, keys, before, after) for tier, keys in groups.items() if keys)


def _tier(
    tier: str | None, keys: Sequence[str], before: Mapping[str, Customer], after: Mapping[str, Customer]
) -> TierEffect:
    kept = [key for key in keys if key in after]
    retention = Fraction(len(kept), len(keys))
    figures = {one.key: _compared([before[key] for key in keys], [after[key] for key in kept], one) for one in EFFECTS}
    return TierEffect(tier, len(keys), len(kept), retention, 1 - retention, figures)


def _compared(before: Sequence[Customer], after: Sequence[Customer], effect: Effect) -> Compared:
    old, new = _whole(before, effect), _whole(after, effect)
    if isinstance(old, ExcelError) or isinstance(new, ExcelError):
        return Compared(old, new, ExcelError.NA)
    return Compared(old, new, ExcelError.DIV0 if old == 0 else new / old - 1)


def _whole(customers: Sequence[Customer], effect: Effect) -> Figure:
    known = [customer.figures[effect.key] for customer in customers if effect.key in customer.figures]
    if not known:
        return ExcelError.NA
    total = sum(known, Fraction(0))
    return total if effect.is_sum else total / len(known)
