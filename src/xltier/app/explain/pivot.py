"""Tiers by a column of the sheet: region, trade, channel (systems.md C23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.errors import DataError, Location, Problem
from xltier.tables.match import named


@dataclass(frozen=True, slots=True)
class Pivot:
    """Customers by value of a column and tier.

    Args:
        column: Header.
        groups: Values in the order of their size, the blank one as an empty text.
        tiers: Codes, best first; None stands for the unrated, where there are any.
        counts: By (group, tier).
    """

    column: str
    groups: tuple[str, ...]
    tiers: tuple[str | None, ...]
    counts: Mapping[tuple[str, str | None], int]

    def of_group(self, group: str) -> int:
        """Return how many customers a group has."""
        return sum(self.counts.get((group, tier), 0) for tier in self.tiers)


def pivot(sheet: TieredSheet, column: str) -> Pivot:
    """Return a rated sheet counted by a column, named by header or letter.

    Raises:
        DataError: There is no such column.
    """
    reading = sheet.reading
    at = named(reading.columns, column)
    if at is None:
        found = tuple(one.name for one in reading.columns)
        values = {"key": "by", "text": column, "found": found}
        raise DataError(Problem("map-unknown-column", Location(file=reading.file, sheet=reading.sheet), values=values))
    cells = reading.values[at]
    counts = Counter(("" if (cell := cells[row.at]) is None else str(cell), row.rating.tier) for row in sheet.rows)
    sizes = Counter({group: 0 for group, _ in counts})
    for (group, _), count in counts.items():
        sizes[group] += count
    groups = sorted(sizes, key=lambda group: (-sizes[group], group))
    tiers: list[str | None] = [tier.code for tier in sheet.plan.ladder.tiers]
    if any(tier is None for _, tier in counts):
        tiers.append(None)
    return Pivot(reading.columns[at].name, tuple(groups), tuple(tiers), dict(counts))
