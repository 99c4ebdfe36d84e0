"""A rated month: every dealer, division and line with its rating, and what follows from all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xltier.app.month.intake.inputs import Dealer, LedgerLine, PastRating
from xltier.app.month.keys import Key
from xltier.core.circumstances import Circumstances
from xltier.core.closing import Change, State
from xltier.core.facts import RatingFacts, Watch
from xltier.core.migration import Driver, Matrix
from xltier.core.months import Month
from xltier.core.plan import Plan
from xltier.core.rating import Rating
from xltier.core.scheme import Scheme
from xltier.core.scheme.alert import Alert
from xltier.core.values import Entry, Value
from xltier.errors import Problem


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One key's month.

    Args:
        dealer: Its row of the dealer list; None where it has none.
        plan: The plan of its line: bands, weights and tiers may differ by division or line.
        entries: What was rated, in the plan's slot order.
        values: Every slot, filled; empty where an entry is an error.
        before: Its rating in the month before; None where there was none.
        change: Places gained on the month before, or None.
        driver: Why the tier differs from the month before; None where it does not.
        facts: What alert rules were asked about.
        moved: Lines and products whose figures were moved to this line.
        growth_before: The growth before restatement, in the fixed point of the growth measure;
            None where nothing was moved or there is none.
        is_unsplit: Whether last year's base can't be restated, since it is not divided by product.
    """

    key: Key
    name: str
    dealer: Dealer | None
    plan: Plan
    entries: tuple[Entry, ...]
    values: tuple[Value, ...]
    rating: Rating
    about: Circumstances
    before: PastRating | None
    change: int | None
    driver: Driver | None
    facts: RatingFacts
    moved: tuple[tuple[str, str], ...] = ()
    growth_before: int | None = None
    is_unsplit: bool = False


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """An alert about a key, with the facts that raised it and the day until which to act."""

    row: MonthRow
    watch: Watch
    owner: str
    due: str

    @property
    def alert(self) -> Alert:
        """Return the scheme's alert."""
        return self.watch.alert

    @property
    def is_red_line_without_effect(self) -> bool:
        """Return whether it is about a red line that left the tier as it was."""
        rating = self.row.rating
        return "red_line" in self.watch.reads and bool(rating.red_lines) and rating.place == rating.held

    @property
    def level(self) -> str:
        """Return how urgent it is: a red line that lowered no tier is no cause for alarm, but one to watch."""
        said = self.alert.level
        return "medium" if said == "high" and self.is_red_line_without_effect else said


@dataclass(frozen=True, slots=True)
class Missing:
    """Measures of a key that a department has not reported."""

    key: Key
    name: str
    measures: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class MonthResult:
    """A whole month.

    Args:
        period: The month that was rated.
        rows: In the order of division, line and dealer list.
        matrix: From the month before to this one.
        history: Rows for the history sheet: former months as they were, then this one.
        ledger: Rows for the ledger sheet, the new revision's last.
        changes: What this run changed against an earlier run of the same month.
        is_blocked: Whether the month is final and the changes need a reason; nothing may be written then.
        withdrawn: Keys rated the month before and not in this one, with the tier they had.
        names: Of every dealer by code, those that left among them.
        part: Name of the part of the month that this is, empty for the part without a name; None for all of it.
        left: Of a part, the products that left each of its keys (empty: the whole line), and where to: the line that
            got them may be in another part. None where ``rows`` are everybody.
    """

    period: Month
    scheme: Scheme
    rows: tuple[MonthRow, ...]
    matrix: Matrix
    alerts: tuple[RaisedAlert, ...]
    missing: tuple[Missing, ...]
    history: tuple[PastRating, ...]
    ledger: tuple[LedgerLine, ...]
    state: State
    revision: int
    changes: tuple[Change[Key], ...]
    is_blocked: bool
    withdrawn: Mapping[Key, str | None]
    names: Mapping[str, str]
    problems: tuple[Problem, ...]
    part: str | None = None
    left: Mapping[Key, Collection[tuple[str, str]]] | None = None
