"""The figures of a month: gathered once by the line map, then one row for each key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xltier.app.month.festival import festival_month
from xltier.app.month.gather import Gathered, Windows, entries_of, gather, windows_of
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.intake.names import names_of
from xltier.app.month.keys import Key, active, routed_dealers
from xltier.app.month.past import Past, driver_of
from xltier.app.month.rating_facts import facts_of
from xltier.app.month.result import MonthRow
from xltier.core.circumstances import Circumstances
from xltier.core.fingerprint import fingerprint
from xltier.core.language.arithmetic import slots_of
from xltier.core.line_map import LineMap, aliases_of
from xltier.core.months import Month
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Window
from xltier.core.slots import Unratable, filler
from xltier.core.values import Entry, Value
from xltier.errors import Problem


def line_map_of(inputs: MonthInputs, scheme: Scheme, period: Month) -> LineMap:
    """Return the lines as they are divided in a month: the scheme's moves and those of the inputs."""
    moves = (*scheme.line_map, *(row.move for row in inputs.line_map))
    return LineMap(moves, aliases_of(scheme), period)


class Figures:
    """A month's figures, gathered once, and what one key's row needs of them."""

    def __init__(self, inputs: MonthInputs, scheme: Scheme, period: Month) -> None:
        """Route and sum the month's figures."""
        self._fingerprint = fingerprint(scheme)
        self.inputs, self.scheme, self.period = inputs, scheme, period
        self.lines = line_map_of(inputs, scheme, period)
        self.windows: Windows = windows_of(scheme, period, festival_month(scheme.month_start_day))
        self.gathered = gather(inputs, scheme, self.windows, self.lines)
        self._unmoved: Gathered | None = None
        listed = active(inputs.dealers, period, scheme.month_start_day)
        self.dealers, undecided = routed_dealers(listed, self.lines)
        self._closed = {(row.code, row.division, self.lines.line(row.line)) for row in inputs.dealers} - {
            (row.code, row.division, self.lines.line(row.line)) for row in listed
        }
        self.names = names_of(inputs)
        self.problems: list[Problem] = [
            *self.gathered.problems,
            *self.gathered.unseen,
            *(
                Problem(
                    problem.reference, inputs.location(dealer.origin), values={**problem.values, "dealer": dealer.code}
                )
                for dealer, problem in undecided
            ),
        ]

    def keys(self) -> list[Key]:
        """Return the keys to rate: those listed, then those that the month's figures add."""
        current = {
            measure.key
            for measure in self.scheme.measures
            if measure.expression is None and measure.window is Window.MONTH
        }
        added = (
            key
            for key, values in self.gathered.values.items()
            if key not in self.dealers and key not in self._closed and not current.isdisjoint(values)
        )
        return [*self.dealers, *sorted(added)]

    def entries(self, plan: Plan, key: Key) -> tuple[Entry, ...]:
        """Return a key's entries in the plan's slot order."""
        return entries_of(plan, self.gathered, key, self.windows, self.inputs.measures)

    def row(self, key: Key, plan: Plan, about: Circumstances, past: Past, overdue: int) -> MonthRow:
        """Return a key's rating with what it follows from and what it is compared with."""
        entries = self.entries(plan, key)
        rating = rate_one(plan, entries, about)
        values = _values(plan, entries)
        before = past.before(key)
        place = None if before is None or before.tier is None else plan.ladder.index(before.tier)
        change = None if place is None or rating.place is None else place - rating.place
        moved = tuple(sorted(self.gathered.moved.get(key, ())))
        driver = None
        if before is not None:
            driver = driver_of(
                before, rating, fingerprint=self._fingerprint, was_moved=bool(moved) and self._moves_now()
            )
        dealer = self.dealers.get(key)
        return MonthRow(
            key=key,
            name=(dealer and dealer.name) or self.names.get(key.dealer, ""),
            dealer=dealer,
            plan=plan,
            entries=entries,
            values=values,
            rating=rating,
            about=about,
            before=before,
            change=change,
            driver=driver,
            facts=facts_of(plan, rating, values, change, past, key, overdue),
            moved=moved,
            growth_before=self._growth_before(plan, key) if moved or key in self.gathered.unsplit else None,
            is_unsplit=key in self.gathered.unsplit,
        )

    def _moves_now(self) -> bool:
        """Return whether a line move starts in this very month."""
        moves = (*self.scheme.line_map, *(row.move for row in self.inputs.line_map))
        return any(move.start == self.period for move in moves)

    def _growth_before(self, plan: Plan, key: Key) -> int | None:
        """Return a key's growth with every product left where its rows have it."""
        slot = _growth_slot(plan)
        if slot is None:
            return None
        if self._unmoved is None:
            self._unmoved = gather(self.inputs, self.scheme, self.windows, self.lines, restated=False)
        values = _values(plan, entries_of(plan, self._unmoved, key, self.windows, self.inputs.measures))
        growth = values[slot] if values else None
        return growth if isinstance(growth, int) else None


def _growth_slot(plan: Plan) -> int | None:
    """Return the derived measure that reads the growth base."""
    base = next((at for at, measure in enumerate(plan.measures) if measure.window is Window.GROWTH_BASE), None)
    if base is None:
        return None
    for step in plan.steps:
        if step.value is not None and base in slots_of(step.value.denominator):
            return step.slot
    return None


def _values(plan: Plan, entries: Sequence[Entry]) -> tuple[Value, ...]:
    """Return every slot of a customer, filled; nothing where an entry is an error."""
    try:
        return tuple(_filler(plan)(entries))
    except Unratable:
        return ()


_filler = lru_cache(maxsize=64)(filler)
