"""Metrics of satisfaction, retention, cost and value (systems.md M1 to M9), exact, and never infinite.

A zero denominator is ``#DIV/0!`` (in words: not applicable), a figure outside its range ``#NUM!``, no answer
at all ``#N/A``. Ratios are ratios: 0.8 is 80 %.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Final, TypeAlias

from xltier.core.values import ExcelError

Number: TypeAlias = "int | Decimal | Fraction"
Figure: TypeAlias = "Fraction | ExcelError"

PROMOTER: Final = {10: 9, 5: 5}
"""The lowest answer of a promoter, by scale."""
DETRACTOR: Final = {10: 6, 5: 3}
"""The highest answer of a detractor: 6 is one."""
MOST_PERIODS: Final = 10_000
"""Periods that a lifetime value is summed over at most: eight hundred years of months."""
CHURN_TARGET: Final = Fraction(15, 100)
"""流失率 below 15 % (S1 p2); whether of customers or of the trade's mean the source leaves open."""


def nps(answers: Iterable[Number | None], scale: int = 10) -> Figure:
    """Return the net promoter score, -100 to 100: percent of promoters less percent of detractors.

    Args:
        answers: 0 to 10, or 1 to 5; None is a blank, which is no answer. Passives count below the line.
        scale: 10 or 5.

    Example:
        >>> nps([10] * 3 + [8] * 5 + [6] * 2)
        Fraction(10, 1)
    """
    given = [answer for answer in answers if answer is not None]
    lowest = 0 if scale == 10 else 1  # noqa: PLR2004 - a scale of 10 starts at 0, one of 5 at 1
    if scale not in PROMOTER or any(not lowest <= answer <= scale for answer in given):
        return ExcelError.NUM
    if not given:
        return ExcelError.NA
    promoters = sum(1 for answer in given if answer >= PROMOTER[scale])
    detractors = sum(1 for answer in given if answer <= DETRACTOR[scale])
    return Fraction(100 * (promoters - detractors), len(given))


def csat(answers: Iterable[Number | None], *, top: Number = 4, highest: Number = 5) -> Figure:
    """Return the share of valid answers that are satisfied: ``top`` or more of ``highest``.

    Example:
        >>> csat([5] * 10 + [4] * 20 + [3] * 10 + [2] * 5 + [1] * 5)
        Fraction(3, 5)
    """
    given = [answer for answer in answers if answer is not None]
    if not 1 <= top <= highest or any(not 1 <= answer <= highest for answer in given):
        return ExcelError.NUM
    if not given:
        return ExcelError.NA
    return Fraction(sum(1 for answer in given if answer >= top), len(given))


def crr(start: Number, end: Number, new: Number) -> Figure:
    """Return the retention rate from counts: (E - N) / S.

    Counts hide who came back under another name; where there are ids use :func:`crr_of_ids`.

    Example:
        >>> crr(200, 210, 30)
        Fraction(9, 10)
    """
    if min(start, end, new) < 0 or new > end:
        return ExcelError.NUM
    return _ratio(Fraction(end) - Fraction(new), Fraction(start))


def crr_of_ids(start: Collection[Hashable], end: Collection[Hashable]) -> Figure:
    """Return the share of the customers of the start who are still there at the end.

    Example:
        >>> crr_of_ids({"K1", "K2"}, {"K2", "K3", "K4"})
        Fraction(1, 2)
    """
    kept = set(start) & set(end)
    return _ratio(Fraction(len(kept)), Fraction(len(set(start))))


def churn(start: Collection[Hashable], end: Collection[Hashable]) -> Figure:
    """Return the share of the customers of the start who are gone at the end."""
    lost = set(start) - set(end)
    return _ratio(Fraction(len(lost)), Fraction(len(set(start))))


def cac(cost: Number, new_customers: Number) -> Figure:
    """Return the cost of winning one customer."""
    if cost < 0 or new_customers < 0:
        return ExcelError.NUM
    return _ratio(Fraction(cost), Fraction(new_customers))


def clv_simple(order_value: Number, orders_a_year: Number, years: Number, margin: Number = 1) -> Figure:
    """Return the lifetime value: order value x orders a year x years x margin; margin 1 is revenue.

    A margin above 1 is a percent that lost its sign, 55 for 55 %: never guessed.

    Example:
        >>> clv_simple(60, 4, 3)
        Fraction(720, 1)
    """
    if min(orders_a_year, years) < 0 or margin > 1:
        return ExcelError.NUM
    return Fraction(order_value) * Fraction(orders_a_year) * Fraction(years) * Fraction(margin)


def clv(margin: Number, retention: Number, discount: Number = 0, periods: int | None = None) -> Figure:
    """Return the discounted lifetime value: the sum of m r^t / (1+d)^t from the first period on.

    Args:
        margin: Profit of one period.
        retention: Share of customers who stay from one period to the next, 0 to 1.
        discount: Rate of one period, at most 1: 10 is 10 % that lost its sign.
        periods: How many, at most :data:`MOST_PERIODS`; None is for ever, m r / (1 + d - r).
    """
    stays, grows = Fraction(retention), 1 + Fraction(discount)
    if not 0 <= stays <= 1 or not -1 < discount <= 1 or (periods is not None and not 0 <= periods <= MOST_PERIODS):
        return ExcelError.NUM
    if periods is None:
        return ExcelError.NUM if grows <= stays else Fraction(margin) * stays / (grows - stays)
    factor = stays / grows
    if factor == 1:
        return Fraction(margin) * periods
    return Fraction(margin) * factor * (1 - factor**periods) / (1 - factor)


def roi(gain: Number, cost: Number) -> Figure:
    """Return (gain - cost) / cost."""
    if cost < 0:
        return ExcelError.NUM
    return _ratio(Fraction(gain) - Fraction(cost), Fraction(cost))


def maintenance_roi(
    *,
    customers: Number,
    repurchase_change: Number,
    order_margin: Number,
    churn_change: Number,
    value: Number,
    cost: Number,
) -> Figure:
    """Return what maintaining customers brought for what it cost.

    Args:
        customers: How many were maintained.
        repurchase_change: Repurchase rate after less before, -1 to 1: 10 is no 10 %.
        order_margin: Order value x margin.
        churn_change: Churn rate before less after, -1 to 1.
        value: Lifetime value of one customer.
        cost: Of the maintenance: the step that the source lost (systems.md M7).
    """
    if customers < 0 or not (-1 <= repurchase_change <= 1 and -1 <= churn_change <= 1):
        return ExcelError.NUM
    more = Fraction(repurchase_change) * Fraction(customers) * Fraction(order_margin)
    saved = Fraction(churn_change) * Fraction(customers) * Fraction(value)
    return roi(more + saved, cost)


def repurchase_rate(orders: Iterable[int]) -> Figure:
    """Return the share of customers with two orders or more among those with any.

    Args:
        orders: Orders of each customer; those of one day are one occasion unless counted otherwise.
    """
    buyers = [count for count in orders if count > 0]
    return _ratio(Fraction(sum(1 for count in buyers if count > 1)), Fraction(len(buyers)))


def reactivation(sleepers: Collection[Hashable], returned: Collection[Hashable]) -> Figure:
    """Return the share of sleeping customers who have bought again."""
    asleep = set(sleepers)
    return _ratio(Fraction(len(asleep & set(returned))), Fraction(len(asleep)))


def top_share(amounts: Sequence[Number], share: Number) -> Figure:
    """Return the part of the total that the top ``share`` of customers carry; whole customers only.

    Returns that outweigh sales stay out of the total, their customers count.

    Example:
        >>> top_share([50, 20, 15, 10, 5], Fraction(1, 5))
        Fraction(1, 2)
    """
    positive = _positive(amounts)
    return _ratio(Fraction(sum(positive[: int(len(amounts) * Fraction(share))])), Fraction(sum(positive)))


def customers_to_reach(amounts: Sequence[Number], share: Number) -> int:
    """Return how many customers, the largest first, carry ``share`` of the total; 0 where there is no total."""
    positive = _positive(amounts)
    goal = sum(positive) * Fraction(share)
    return next((at for at, carried in enumerate(accumulate(positive), 1) if carried >= goal), 0)


def _positive(amounts: Sequence[Number]) -> list[int | Fraction]:
    """Return the amounts above zero, the largest first, exactly; whole numbers as they are, for there may be many."""
    exact = (amount if isinstance(amount, int) else Fraction(amount) for amount in amounts if amount > 0)
    return sorted(exact, reverse=True)


def _ratio(part: Fraction, whole: Fraction) -> Figure:
    return ExcelError.DIV0 if whole == 0 else part / whole
