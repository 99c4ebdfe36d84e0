"""Closing a month: 初评, 申诉, 定版. A final month changes only by a revision that says who moved and why."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class State(StrEnum):
    """How far a month's rating has been settled."""

    DRAFT = "draft"
    APPEAL = "appeal"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Settlement(Generic[K]):
    """A month's ratings as they stood: tier and score (as text) by key.

    Args:
        state: How far it was settled.
        revision: 0 for the first rating; each change after it adds one.
        ratings: Tier (None: unrated) and score by key.
    """

    state: State
    revision: int
    ratings: Mapping[K, tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class Change(Generic[K]):
    """A rating that a rerun changed; a key that came or went has no former or no present rating."""

    key: K
    before: tuple[str | None, str] | None
    after: tuple[str | None, str] | None

    @property
    def moved(self) -> bool:
        """Return whether the tier changed, not only the score."""
        return (self.before or (None,))[0] != (self.after or (None,))[0]


def changes(before: Settlement[K], now: Mapping[K, tuple[str | None, str]]) -> tuple[Change[K], ...]:
    """Return every rating that differs between two runs of the same month, in the order of ``now``."""
    keys = [*now, *(key for key in before.ratings if key not in now)]
    pairs = ((key, before.ratings.get(key), now.get(key)) for key in keys)
    return tuple(Change(key, was, is_) for key, was, is_ in pairs if was != is_)


def next_revision(before: Settlement[K] | None, changed: tuple[Change[K], ...], wanted: State) -> tuple[State, int]:
    """Return the state and revision that a rerun leads to.

    A rerun that changes nothing keeps the revision; a final month stays final through its revisions.
    """
    if before is None:
        return wanted, 0
    order = list(State)
    state = max(before.state, wanted, key=order.index)
    return state, before.revision + (1 if changed else 0)
