"""The log of complaints: five states, a date for each tier, what is overdue, what is valid (systems.md P6, P7)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from xltier.core.circumstances import Occurrence
from xltier.core.words import Words, folded


class State(Enum):
    """How far a complaint is, in order."""

    REGISTERED = Words("登记", "registered")
    ANALYSED = Words("问题分析", "analysed")
    PLANNED = Words("解决方案", "solution")
    CARRIED_OUT = Words("执行", "carried out")
    FED_BACK = Words("结果反馈", "fed back")


class Channel(Enum):
    """How it reached us."""

    QUESTIONNAIRE = Words("问卷", "questionnaire")
    PHONE = Words("电话", "phone")
    EMAIL = Words("邮件", "e-mail")
    SOCIAL = Words("社交媒体", "social media")
    FORUM = Words("论坛", "forum")
    HOTLINE = Words("热线", "hotline")
    INTERVIEW = Words("访谈", "interview")


HOURS: Final[Mapping[str, int]] = MappingProxyType({"A": 4, "B": 8, "C": 24, "D": 48})
"""Hours to an answer, by tier. They are not in the source: give your own."""
SLOWEST: Final = 48
PENALTY: Final = "complaint"
"""The item of the dealer month that valid complaints feed: 有效投诉."""


def state_of(text: str) -> State | None:
    """Return the state that a cell names, in either language, or None.

    Example:
        >>> state_of("问题分析").name, state_of("Fed back").name, state_of("?")
        ('ANALYSED', 'FED_BACK', None)
    """
    said = folded(text)
    return next((state for state in State if said in {folded(state.value.zh), folded(state.value.en)}), None)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One line of the log.

    Args:
        number: Of the complaint.
        customer: Code.
        tier: Of the customer; None, or one without hours of its own, takes the slowest answer.
        registered: When.
        state: How far it is.
        answered: When the result was fed back; None is still open.
        is_valid: Whether it was found to be justified; None is undecided, and does not count.
        text: What it is about.
        channel: How it came.
        division: Of the dealer, where dealers are rated by division and line; ``line`` its channel line.
    """

    number: str
    customer: str
    tier: str | None
    registered: dt.datetime
    state: State = State.REGISTERED
    answered: dt.datetime | None = None
    is_valid: bool | None = None
    text: str = ""
    channel: Channel | None = None
    division: str = ""
    line: str = ""

    def due(self, hours: Mapping[str, int] = HOURS) -> dt.datetime:
        """Return until when it should be answered."""
        said = {folded(tier): allowed for tier, allowed in hours.items()}
        allowed = said.get(folded(self.tier or ""), max(hours.values(), default=SLOWEST))
        return self.registered + dt.timedelta(hours=allowed)

    def is_overdue(self, now: dt.datetime, hours: Mapping[str, int] = HOURS) -> bool:
        """Return whether its time ran out: still open then, or answered later."""
        return (self.answered or now) > self.due(hours)


def without_hours(log: Iterable[Complaint], hours: Mapping[str, int] = HOURS) -> tuple[str, ...]:
    """Return the tiers of a log that have no hours of their own, in its order: the slowest answer is taken for them."""
    known = {folded(tier) for tier in hours}
    return tuple(dict.fromkeys(one.tier for one in log if one.tier is not None and folded(one.tier) not in known))


def overdue(
    log: Iterable[Complaint], now: dt.datetime, hours: Mapping[str, int] = HOURS
) -> tuple[tuple[Complaint, dt.timedelta], ...]:
    """Return the open complaints past their date with how late each is, the latest first."""
    late = [
        (one, now - one.due(hours)) for one in log if one.state is not State.FED_BACK and one.is_overdue(now, hours)
    ]
    return tuple(sorted(late, key=lambda pair: (-pair[1], pair[0].number)))


def valid_in(log: Iterable[Complaint], first: dt.date, last: dt.date) -> tuple[Complaint, ...]:
    """Return the complaints of a period that were found to be justified: those that the penalty counts."""
    return tuple(one for one in log if one.is_valid is True and first <= one.registered.date() <= last)


def counted(log: Iterable[Complaint], first: dt.date, last: dt.date) -> dict[str, int]:
    """Return the valid complaints of each customer in a period, the customers in the order of the log."""
    return dict(Counter(one.customer for one in valid_in(log, first, last)))


def penalties(log: Iterable[Complaint], first: dt.date, last: dt.date) -> dict[str, tuple[Occurrence, ...]]:
    """Return what the valid complaints of a period take from each customer, as lines of the penalty log."""
    return {customer: (Occurrence(PENALTY, times=times),) for customer, times in counted(log, first, last).items()}
