"""Who is leaving, in the order in which to call them: warnings, owner, date, and the win-back list (systems.md P2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xltier.core.words import Words

RED: Final = "红"
YELLOW: Final = "黄"
HIGH_RISK: Final = "高危"
URGENT: Final = frozenset({RED, HIGH_RISK})
"""The classes whose customers go on the win-back list."""
DAYS: Final = {RED: 3, HIGH_RISK: 3, YELLOW: 7}
"""Until when to act, from the as-of day: as the strategies of the schemes churn-warning and high-risk say."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A customer who is rated by a scheme of warning, with what orders the list.

    Args:
        key: Code.
        warning: Its class, such as 正常, 黄, 红 or 高危; None is unrated.
        why: The rule that holds, in words.
        tier: Of a scheme of value; ``place`` on its ladder, 0 the best; None sorts last.
        amount: In fixed point; of equal tiers the larger is called first.
        owner: Who looks after the customer.
        name: Of the customer.
    """

    key: str
    warning: str | None
    why: str = ""
    tier: str | None = None
    place: int | None = None
    amount: int = 0
    owner: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ChurnAlert:
    """One call to make: who, how urgent, why, by whom and until when."""

    customer: Watched
    level: str
    due: dt.date
    action: Words


def churn_alerts(
    customers: Sequence[Watched],
    actions: Mapping[str, Words],
    as_of: dt.date,
    days: Mapping[str, int] = DAYS,
) -> tuple[ChurnAlert, ...]:
    """Return the calls to make: red before yellow, better tiers first, then larger amounts, then by code.

    Args:
        customers: All of them, in any order.
        actions: What to do, by warning: the strategies of the scheme.
        as_of: The day of the figures.
        days: Until when, by warning.
    """
    levels = list(days)
    found = [
        ChurnAlert(one, level, as_of + dt.timedelta(days=days[level]), actions.get(level, Words("", "")))
        for one in customers
        if (level := one.warning) is not None and level in days
    ]
    last = 1 + max((one.place or 0 for one in customers), default=0)
    return tuple(
        sorted(
            found,
            key=lambda alert: (
                levels.index(alert.level),
                last if alert.customer.place is None else alert.customer.place,
                -alert.customer.amount,
                alert.customer.key,
            ),
        )
    )


def win_back(alerts: Sequence[ChurnAlert]) -> tuple[str, ...]:
    """Return the codes of the urgent ones, in the order to call: the list whose return is measured next time."""
    return tuple(alert.customer.key for alert in alerts if alert.level in URGENT)
