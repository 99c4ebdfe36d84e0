"""Who moved between two months, from which tier to which, and what drove it (systems.md P3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

K = TypeVar("K", bound=Hashable)

NEW: Final = "new"
WITHDRAWN: Final = "withdrawn"
UNRATED: Final = "unrated"


class Driver(StrEnum):
    """Why a tier differs from the month before."""

    SCORE = "score"
    RED_LINE = "red-line"
    RELEASE = "release"
    RULES = "rules"
    LINE = "line"
    OVERRIDE = "override"
    DATA = "data"
    NO_TIER_BEFORE = "no-tier-before"
    NO_TIER_NOW = "no-tier-now"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Customers by former tier (rows) and present tier (columns), best first.

    ``new`` is a row, ``withdrawn`` a column, ``unrated`` both: nobody is dropped.

    Args:
        tiers: Codes, best first.
        counts: How many went from a row to a column.
    """

    tiers: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the former tiers, then unrated and new."""
        return (*self.tiers, UNRATED, NEW)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the present tiers, then unrated and withdrawn."""
        return (*self.tiers, UNRATED, WITHDRAWN)

    def at(self, row: str, column: str) -> int:
        """Return how many went from one tier to another."""
        return self.counts.get((row, column), 0)

    def of_row(self, row: str) -> int:
        """Return the size of a former tier: what the month before counted."""
        return sum(self.at(row, column) for column in self.columns)

    def of_column(self, column: str) -> int:
        """Return the size of a present tier."""
        return sum(self.at(row, column) for row in self.rows)


def matrix(tiers: Sequence[str], before: Mapping[K, str | None], now: Mapping[K, str | None]) -> Matrix:
    """Return the migration of customers between two months.

    Args:
        tiers: Codes, best first.
        before: Tier by key in the month before; None is unrated.
        now: Tier by key in this month.

    Example:
        >>> matrix(("A", "B"), {1: "A", 2: "B"}, {1: "B", 3: "A"}).at("A", "B")
        1
    """
    counts: Counter[tuple[str, str]] = Counter()
    for key in before.keys() | now.keys():
        row = (before[key] or UNRATED) if key in before else NEW
        column = (now[key] or UNRATED) if key in now else WITHDRAWN
        counts[row, column] += 1
    return Matrix(tuple(tiers), dict(counts))
