"""What an order list says of each customer: recency, frequency, amount and the rest, in whole numbers.

A return counts in the amount and is no purchase: neither recency nor frequency sees it. Months are
calendar months from the 1st to the next 1st, the last one being the month of the as-of day. Figures
are in the fixed point of the measures of the same keys (see ``FEATURES``), so any shipped scheme takes them.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from xltier.core.elapsed import whole_months
from xltier.core.fixed import divide
from xltier.core.months import Month, month_of
from xltier.core.words import Words

YEAR: Final = 12
QUARTER: Final = 3
WEEKS_13: Final = 91
RATE: Final = 10_000
MONEY: Final = "元"
"""The unit of money as the schemes state it; a list of another currency has its own."""


class Order(NamedTuple):
    """One line of an order list.

    Args:
        customer: Who; the same text is the same customer.
        day: When.
        amount: In hundredths of the currency; negative is a return.
    """

    customer: str
    day: dt.date
    amount: int


@dataclass(frozen=True, slots=True)
class Basis:
    """From when and how an order list is counted.

    Args:
        as_of: The last day that counts; later orders do not exist yet.
        months: Calendar months, that of ``as_of`` included, whose orders and amounts count; None is all of them.
        day_is_one: Orders of one day are one occasion.
    """

    as_of: dt.date
    months: int | None = None
    day_is_one: bool = True

    def since(self, months: int) -> Month:
        """Return the first month of a window that ends with the month of the as-of day."""
        return month_of(self.as_of) - months + 1


@dataclass(frozen=True, slots=True)
class Feature:
    """A figure that an order list gives, under the key and words that the schemes use."""

    key: str
    name: Words
    unit: str
    decimals: int

    def unit_in(self, currency: str) -> str:
        """Return the unit, money in the currency of its list."""
        return currency if self.unit == MONEY else self.unit


FEATURES: Final = (
    Feature("recency_days", Words("距上次购买天数", "Days since last order"), "天", 0),
    Feature("orders", Words("订单数", "Orders"), "次", 0),
    Feature("amount", Words("消费金额", "Amount"), MONEY, 2),
    Feature("avg_order", Words("客单价", "Average order"), MONEY, 2),
    Feature("returns", Words("退货额", "Returns"), MONEY, 2),
    Feature("first_order_days", Words("距首单天数", "Days since first order"), "天", 0),
    Feature("history_months", Words("交易历史月数", "Months of history"), "月", 0),
    Feature("active_months", Words("活跃月数", "Active months"), "月", 0),
    Feature("amount_cv", Words("月金额变异系数", "Variation of monthly amounts"), "", 4),
    Feature("own_gap_days", Words("自身购买间隔", "Own median gap"), "天", 1),
    Feature("repurchase_rate", Words("复购率", "Repurchase rate"), "%", 4),
    Feature("amount_3m", Words("近3个月金额", "Amount of 3 months"), MONEY, 2),
    Feature("amount_3m_before", Words("前3个月金额", "Amount of the 3 months before"), MONEY, 2),
    Feature("amount_3m_last_year", Words("去年同期3个月金额", "Same 3 months last year"), MONEY, 2),
    Feature("contacts_13w", Words("13周互动次数", "Contacts in 13 weeks"), "次", 0),
)
"""In the order in which a sheet shows them."""

Figures = Mapping[str, int | None]


def order_features(
    orders: Iterable[Order], basis: Basis, *, contacts: Iterable[tuple[str, dt.date]] | None = None
) -> dict[str, Figures]:
    """Return the figures of each customer by feature key, customers in the order of their first line.

    Args:
        orders: The list, in any order.
        basis: As-of day and switches.
        contacts: Customer and day of each interaction; None leaves contacts unknown.

    Returns:
        None for a figure that does not exist: no gap with one purchase, no variation without sales.

    Example:
        >>> day = dt.date(2026, 3, 31)
        >>> found = order_features(
        ...     [Order("K1", dt.date(2026, 3, 1), 5000), Order("K1", dt.date(2026, 3, 21), -1000)], Basis(day)
        ... )
        >>> found["K1"]["recency_days"], found["K1"]["orders"], found["K1"]["amount"], found["K1"]["returns"]
        (30, 1, 4000, 1000)
    """
    lines: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        if order.day <= basis.as_of:
            lines[order.customer].append(order)
    counts = None if contacts is None else _contacts(contacts, basis.as_of)
    return {
        customer: _figures(own, basis) | {"contacts_13w": None if counts is None else counts[customer]}
        for customer, own in lines.items()
    }


def _contacts(contacts: Iterable[tuple[str, dt.date]], as_of: dt.date) -> Counter[str]:
    first = as_of - dt.timedelta(days=WEEKS_13 - 1)
    return Counter(customer for customer, day in contacts if first <= day <= as_of)


def _figures(lines: Sequence[Order], basis: Basis) -> dict[str, int | None]:
    start = None if basis.months is None else basis.since(basis.months)
    counted = [line for line in lines if start is None or month_of(line.day) >= start]
    days = sorted({line.day for line in lines if line.amount >= 0})
    bought = [line.day for line in counted if line.amount >= 0]
    orders = len(set(bought)) if basis.day_is_one else len(bought)
    amount = sum(line.amount for line in counted)
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    quarter = basis.since(QUARTER)
    return {
        "recency_days": (basis.as_of - days[-1]).days if days else None,
        "orders": orders,
        "amount": amount,
        "avg_order": divide(amount, orders) if orders else None,
        "returns": -sum(line.amount for line in counted if line.amount < 0),
        "first_order_days": (basis.as_of - days[0]).days if days else None,
        "history_months": whole_months(days[0], basis.as_of) if days else None,
        "active_months": len({month_of(day) for day in days if month_of(day) >= basis.since(YEAR)}),
        "amount_cv": _variation(_monthly(lines, basis.since(YEAR), YEAR)),
        "own_gap_days": None if not gaps else 5 * (gaps[len(gaps) // 2] + gaps[(len(gaps) - 1) // 2]),
        "repurchase_rate": divide((orders - 1) * RATE, orders) if orders else None,
        "amount_3m": sum(_monthly(lines, quarter, QUARTER)),
        "amount_3m_before": sum(_monthly(lines, quarter - QUARTER, QUARTER)),
        "amount_3m_last_year": sum(_monthly(lines, quarter - YEAR, QUARTER)),
    }


def _monthly(lines: Sequence[Order], start: Month, count: int) -> list[int]:
    """Return the net amount of each of some months in a row."""
    found = [0] * count
    for line in lines:
        at = month_of(line.day) - start
        if 0 <= at < count:
            found[at] += line.amount
    return found


def _variation(amounts: Sequence[int]) -> int | None:
    """Return the standard deviation over the mean in ten-thousandths, rounded once; None without net sales."""
    total = sum(amounts)
    if total <= 0:
        return None
    spread = len(amounts) * sum(amount * amount for amount in amounts) - total * total
    return (math.isqrt(4 * spread * RATE * RATE) + total) // (2 * total)
