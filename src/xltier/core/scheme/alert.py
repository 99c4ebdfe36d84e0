"""An alert: a condition that somebody must act on."""

from __future__ import annotations

from dataclasses import dataclass

from xltier.core.words import Words


@dataclass(frozen=True, slots=True)
class Alert:
    """A condition over the measures and the facts of a rating that somebody must act on.

    Args:
        level: ``high``, ``medium`` or ``low``.
        rule: Condition; besides measures it may use the facts of :mod:`xltier.core.facts`.
        action: What to do about this fact.
        days: Until when, counted from the end of the period.
    """

    code: str
    level: str
    name: Words
    rule: str
    action: Words
    days: int
