"""What a key's former months say: its standing, how long it is at a tier, and what drove a move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from xltier.app.month.intake.inputs import PastRating
from xltier.app.month.keys import Key
from xltier.core.circumstances import Standing
from xltier.core.line_map import LineMap
from xltier.core.migration import Driver
from xltier.core.months import YEAR, Month
from xltier.core.rating import Rating


class Past:
    """Ratings of former months by key. Last month is the month before, not the last row."""

    def __init__(self, history: Iterable[PastRating], lines: LineMap, period: Month) -> None:
        """Keep the months before ``period``; lines go by their own names."""
        self._period = period
        self._known: dict[Key, dict[Month, PastRating]] = {}
        for row in history:
            if row.month < period:
                key = Key(row.dealer, row.division, lines.line(row.line))
                self._known.setdefault(key, {})[row.month] = row

    def before(self, key: Key) -> PastRating | None:
        """Return the rating of the month before, or None after a gap."""
        return self._known.get(key, {}).get(self._period - 1)

    def last_month(self) -> Mapping[Key, str | None]:
        """Return the tier of every key of the month before."""
        return {key: months[self._period - 1].tier for key, months in self._known.items() if self._period - 1 in months}

    def standing(self, key: Key) -> Standing | None:
        """Return where a key stood before any red line of the month before."""
        row = self.before(key)
        if row is None or (row.kept or row.tier) is None:
            return None
        return Standing(row.kept or row.tier or "", row.pending)

    def months_at(self, key: Key, tier: str | None) -> int:
        """Return for how many months in a row, this one included, a key has this tier."""
        if tier is None:
            return 0
        return 1 + self._months_in_a_row(key, lambda row: row.tier == tier)

    def months_with(self, key: Key, red_line: str) -> int:
        """Return for how many months in a row, the last one the month before, a red line applied to a key."""
        return self._months_in_a_row(key, lambda row: red_line in row.red_lines)

    def _months_in_a_row(self, key: Key, meets: Callable[[PastRating], bool]) -> int:
        """Return for how many months in a row, the last one the month before, a key's rating meets a condition."""
        months = self._known.get(key, {})
        count = 0
        while (row := months.get(self._period - 1 - count)) is not None and meets(row):
            count += 1
        return count

    def months_of_year_at(self, key: Key, tier: str, now: str | None) -> int:
        """Return in how many of the last twelve months, this one included, a key has a tier."""
        months = self._known.get(key, {})
        former = sum(
            1 for back in range(1, YEAR) if (row := months.get(self._period - back)) is not None and row.tier == tier
        )
        return former + (now == tier)


def driver_of(before: PastRating, rating: Rating, *, fingerprint: str, was_moved: bool) -> Driver | None:
    """Return why a tier differs from the month before, or None where it does not.

    Args:
        before: The month before.
        rating: This month.
        fingerprint: Of this month's rules.
        was_moved: Whether the line map moves figures to the key from this month on.
    """
    if before.tier == rating.tier or rating.tier is None or before.tier is None:
        return None if before.tier == rating.tier else Driver.DATA
    if _by_hand(rating) or before.by_hand:
        return Driver.OVERRIDE
    if rating.red_lines and rating.place != rating.held:
        return Driver.RED_LINE
    if before.kept is not None and before.kept != before.tier and not rating.red_lines:
        return Driver.RELEASE
    if was_moved:
        return Driver.LINE
    return Driver.RULES if before.fingerprint and before.fingerprint != fingerprint else Driver.SCORE


def _by_hand(rating: Rating) -> bool:
    return not rating.red_lines and rating.place != rating.held
