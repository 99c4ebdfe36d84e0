"""Sums over several months of which one has no row: two months of sell-out are no three."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.keys import Key
from xltier.core.line_map import LineMap
from xltier.core.months import Month, month_of, month_text
from xltier.core.scheme.measure import Measure, Window
from xltier.core.values import NOT_APPLICABLE, Entry
from xltier.core.words import Words
from xltier.errors import Problem


@dataclass(slots=True)
class MonthsSeen:
    """Which months of a window have rows, for each key and for anybody.

    Args:
        windows: Each measure that sums several months, with them.
        by_key: Months with rows, by key and measure key.
        by_anybody: The same for all keys together, by measure key.
        daily: Measures of a table of days, where a month without a row had no business.
    """

    windows: Mapping[str, tuple[Measure, tuple[Month, ...]]]
    by_key: dict[tuple[Key, str], set[Month]] = field(default_factory=dict)
    by_anybody: dict[str, set[Month]] = field(default_factory=dict)
    daily: set[str] = field(default_factory=set)

    def see(self, key: Key, measure: str, month: Month, *, is_daily: bool) -> None:
        """Note that a key has a row of a measure in a month."""
        self.by_key.setdefault((key, measure), set()).add(month)
        self.by_anybody.setdefault(measure, set()).add(month)
        if is_daily:
            self.daily.add(measure)

    def lacking(self, inputs: MonthInputs, lines: LineMap, start_day: int) -> dict[tuple[Key, str], Entry]:
        """Return what a sum is in truth where one of its months has no row: not reported, or not applicable.

        It does not apply where the base of growth is not whole, where nobody has rows of that month, and to a dealer
        who opened after it.
        """
        opened = _opened(inputs, lines, start_day)
        found: dict[tuple[Key, str], Entry] = {}
        for (key, name), months in self.by_key.items():
            measure, wanted = self.windows[name]
            absent = [month for month in wanted if month not in months]
            if not absent:
                continue
            for_all = [month for month in absent if month not in self.by_anybody[name]]
            first = opened.get(key)
            if measure.window is Window.GROWTH_BASE or for_all or (first is not None and first > absent[-1]):
                found[key, name] = NOT_APPLICABLE
            elif name not in self.daily:
                found[key, name] = None
        return found

    def problems(self) -> Iterator[Problem]:
        """Yield each sum of this year of which nobody has rows of some month, once."""
        for name, (measure, wanted) in self.windows.items():
            seen = self.by_anybody.get(name, set())
            absent = [month for month in wanted if month not in seen]
            if seen and absent and measure.window is not Window.GROWTH_BASE:
                said = ", ".join(map(month_text, absent))
                yield Problem("month-rows-absent", values={"measure": measure.name, "months": Words(said, said)})


def summed(measures: Iterable[tuple[Measure, tuple[Month, ...]]]) -> MonthsSeen:
    """Return the count of months for the measures that sum more than one."""
    return MonthsSeen({measure.key: (measure, months) for measure, months in measures if len(months) > 1})


def _opened(inputs: MonthInputs, lines: LineMap, start_day: int) -> dict[Key, Month]:
    return {
        Key(dealer.code, dealer.division, lines.line(dealer.line)): month_of(dealer.opened, start_day)
        for dealer in inputs.dealers
        if dealer.opened is not None
    }
