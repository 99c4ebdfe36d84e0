"""What a rating takes into account besides the measures: logged events, red lines, history, overrides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A line of the bonus and penalty log.

    Args:
        item: Code of the item.
        points: Points decided for it, in units of 10**-points_decimals, positive; None takes the item's fixed points.
        times: How often it occurred.
        age: Months since then; only items that decay care.
    """

    item: str
    points: int | None = None
    times: int = 1
    age: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a customer stood before this period.

    Args:
        tier: The tier kept so far, before any red line.
        pending: For how many months in a row the score has asked for a better (+) or worse (-) tier.
    """

    tier: str
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Override:
    """A decision by hand. It counts only with its author, date and reason."""

    tier: str
    author: str
    date: dt.date | None
    reason: str

    @property
    def is_signed(self) -> bool:
        """Return whether it names who decided, when and why."""
        return bool(self.author.strip() and self.reason.strip() and self.date is not None)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything but the measures.

    Args:
        events: The period's log lines of this customer.
        red_lines: Codes of logged red lines that are still valid in the period.
        standing: Where the customer stood before; None for a new one.
        override: A decision by hand.
        points: Points added without an item, in units of 10**-points_decimals; negative ones are a penalty.
        cap: Best tier still possible, without a red line; None is no cap.
    """

    events: tuple[Occurrence, ...] = ()
    red_lines: tuple[str, ...] = ()
    standing: Standing | None = None
    override: Override | None = None
    points: int = 0
    cap: str | None = None


NOTHING: Final = Circumstances()
