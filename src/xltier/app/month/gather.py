"""Measure rows to one value for each key and measure: routed by the line map, summed over their window."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from xltier.app.month.intake.inputs import Facts, MonthInputs, Origin
from xltier.app.month.intake.kinds import is_by_product
from xltier.app.month.keys import Key, channels
from xltier.app.month.months_seen import MonthsSeen, summed
from xltier.app.month.undivided import Undivided, keys_of
from xltier.core.line_map import LineMap, Receiver, split
from xltier.core.months import Month, days_in, growth_months, three_months
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure, Window
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.errors import Problem


@dataclass(frozen=True, slots=True)
class Windows:
    """Which months each kind of window sums; None where growth does not apply in this month."""

    month: Month
    growth: tuple[Month, ...] | None
    growth_base: tuple[Month, ...] | None
    three_months: tuple[Month, ...]
    days: int

    def of(self, window: Window) -> tuple[Month, ...] | None:
        """Return the months of a window."""
        match window:
            case Window.GROWTH:
                return self.growth
            case Window.GROWTH_BASE:
                return self.growth_base
            case Window.THREE_MONTHS:
                return self.three_months
        return (self.month,)


def windows_of(scheme: Scheme, month: Month, festival: Callable[[int], Month]) -> Windows:
    """Return the months that a month's measures are summed over."""
    growth = growth_months(month, scheme.growth_basis, festival)
    quarter = three_months(month)
    return Windows(
        month,
        None if growth is None else growth[0],
        None if growth is None else growth[1],
        quarter,
        days_in(quarter, scheme.month_start_day),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A cell that a value is summed from.

    Args:
        share: What part of it counts here.
        moved_from: The line that its row stands under, where the line map has moved it.
    """

    cell: Origin
    value: Entry
    share: Fraction
    moved_from: str
    month: Month


@dataclass(slots=True)
class Gathered:
    """Sums by key and measure.

    Args:
        values: For each key, by measure key. A measure without rows is not there.
        moved: Keys whose figures include moved ones, with the products or lines they came from.
        unsplit: Keys whose base can't be restated: last year's rows are not divided by product.
        whole: Dealer, division, line and month of base rows without a product, with the keys that would
            need them divided; ``divided`` are those that have rows with one.
        mixed: Keys and measures that would mix two lines (see :mod:`xltier.app.month.undivided`).
        problems: Rows whose line nobody can name, or that mix two lines, each with its place.
        parts: Cells behind each value; filled only for one dealer.
        partial: What a sum over several months is where one of them has no row; ``unseen`` are the sums that have a
            month without rows of anybody.
    """

    values: dict[Key, dict[str, Entry]] = field(default_factory=dict)
    moved: dict[Key, set[tuple[str, str]]] = field(default_factory=dict)
    unsplit: set[Key] = field(default_factory=set)
    whole: dict[tuple[str, str, str, Month], set[Key]] = field(default_factory=dict)
    divided: set[tuple[str, str, str, Month]] = field(default_factory=set)
    mixed: set[tuple[Key, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    parts: dict[tuple[Key, str], list[Part]] = field(default_factory=dict)
    partial: dict[tuple[Key, str], Entry] = field(default_factory=dict)
    unseen: tuple[Problem, ...] = ()


def gather(
    inputs: MonthInputs,
    scheme: Scheme,
    windows: Windows,
    lines: LineMap,
    *,
    dealer: str | None = None,
    restated: bool = True,
) -> Gathered:
    """Return the month's sums.

    Args:
        inputs: What was read.
        scheme: Whose measures are wanted.
        windows: The months that each window sums.
        lines: The line map of the month.
        dealer: Only this dealer, with the cells behind each value; for explaining.
        restated: False leaves products where their rows have them, to show growth before restatement.
    """
    gathered = Gathered()
    routes = _Routes(lines, channels(inputs), restated=restated)
    undivided = Undivided(lines)
    wanted = tuple(_wanted(scheme, windows, inputs.measures))
    seen = summed((measure, months) for _, measure, months in wanted)
    for facts in inputs.facts:
        uses: dict[Month, list[_Use]] = {}
        for column, measure, months in wanted:
            if column in facts.values:
                for month in months:
                    uses.setdefault(month, []).append(_Use(measure, column, facts.values[column]))
        if uses:
            _Table(inputs, facts, uses, routes, gathered, undivided, seen).add(dealer)
    gathered.partial = seen.lacking(inputs, lines, scheme.month_start_day)
    gathered.unseen = tuple(seen.problems())
    for row, keys in gathered.whole.items():
        if row not in gathered.divided:
            gathered.unsplit.update(keys)
    if restated:
        for facts, at, measures, problem in undivided.mixed(inputs):
            gathered.problems.append(problem)
            keys = keys_of(facts, at, lines, routes.receivers_of_products(facts, at))
            gathered.mixed.update((key, measure) for key in keys for measure in measures)
    return gathered


@dataclass(frozen=True, slots=True)
class _Use:
    """A measure that is summed from a table's column."""

    measure: Measure
    source: str
    column: Sequence[Entry]


def _wanted(
    scheme: Scheme, windows: Windows, there: Collection[str]
) -> Iterator[tuple[str, Measure, tuple[Month, ...]]]:
    """Yield each measure with the column that it is summed from, and over which months.

    A column of the measure's own wins over the months of the measure that it is ``of``.
    """
    for measure in scheme.measures:
        if measure.expression is not None or measure.window is Window.THREE_MONTHS_DAYS:
            continue
        months = windows.of(measure.window)
        if measure.key in there:
            yield measure.key, measure, (windows.month,)
        elif measure.of is not None and months is not None:
            yield measure.of, measure, months


class _Routes:
    """Where a row's figures go, by dealer, division, line and product."""

    def __init__(self, lines: LineMap, kinds: Mapping[tuple[str, str], str], *, restated: bool) -> None:
        self.lines = lines
        self._kinds = kinds
        self._restated = restated

    def of(self, dealer: str, division: str, line: str, product: str | None) -> tuple[Receiver, ...] | Problem:
        if not self._restated:
            return (Receiver(self.lines.line(line), Fraction(1)),)
        channel = self._kinds.get((dealer, division)) or self._kinds.get((dealer, ""), "")
        return self.lines.route(line, product or "", channel)

    def receivers_of_products(self, facts: Facts, at: int) -> set[str]:
        """Return the lines that receive what has left a row's line."""
        found: set[str] = set()
        for product in self.lines.products_moved_from(self.lines.line(facts.lines[at])):
            receivers = self.of(facts.dealers[at], facts.divisions[at], facts.lines[at], product)
            if not isinstance(receivers, Problem):
                found.update(receiver.line for receiver in receivers)
        return found


@dataclass(slots=True)
class _Table:
    """One pass over one table of measures."""

    inputs: MonthInputs
    facts: Facts
    uses: Mapping[Month, Sequence[_Use]]
    routes: _Routes
    gathered: Gathered
    undivided: Undivided
    seen: MonthsSeen

    def add(self, dealer: str | None) -> None:
        facts, uses = self.facts, self.uses
        rows = zip(facts.months, facts.dealers, facts.divisions, facts.lines, facts.products, strict=True)
        for at, (month, code, division, line, product) in enumerate(rows):
            here = uses.get(month)
            if here is None or (dealer is not None and code != dealer):
                continue
            receivers = self.routes.of(code, division, line, product)
            if isinstance(receivers, Problem):
                self._undecided(at, receivers, here)
            elif len(receivers) == 1:
                key = Key(code, division, receivers[0].line)
                bucket = self.gathered.values.setdefault(key, {})
                for use in here:
                    bucket[use.measure.key] = _sum(bucket, use.measure.key, use.column[at])
                self._see(key, here, month)
                self._note(at, key, line, product, here, Fraction(1), detailed=dealer is not None)
            else:
                self._divided(at, receivers, here, detailed=dealer is not None)
            if any(use.measure.window is Window.GROWTH_BASE for use in here):
                self._note_base(at, month)
            else:
                self.undivided.see(facts, at, tuple(use.measure.key for use in here if is_by_product(use.source)))

    def _divided(self, at: int, receivers: Sequence[Receiver], here: Sequence[_Use], *, detailed: bool) -> None:
        facts = self.facts
        keys = [Key(facts.dealers[at], facts.divisions[at], receiver.line) for receiver in receivers]
        shares = [receiver.share for receiver in receivers]
        for use in here:
            amount = use.column[at]
            parts: Sequence[Entry] = split(amount, shares) if isinstance(amount, int) else [amount] * len(keys)
            for key, part in zip(keys, parts, strict=True):
                bucket = self.gathered.values.setdefault(key, {})
                bucket[use.measure.key] = _sum(bucket, use.measure.key, part)
        for key in keys:
            self._see(key, here, facts.months[at])
        for key, share in zip(keys, shares, strict=True):
            self._note(at, key, facts.lines[at], facts.products[at], here, share, detailed=detailed)

    def _see(self, key: Key, here: Sequence[_Use], month: Month) -> None:
        """Note the month where it is one of several that are summed."""
        for use in here:
            if use.measure.key in self.seen.windows:
                self.seen.see(key, use.measure.key, month, is_daily=self.facts.is_daily)

    def _note(
        self,
        at: int,
        key: Key,
        line: str,
        product: str | None,
        here: Sequence[_Use],
        share: Fraction,
        *,
        detailed: bool,
    ) -> None:
        """Keep that figures were moved, and in detail the cells that they come from."""
        own = self.routes.lines.line(line)
        if own != key.line:
            self.gathered.moved.setdefault(key, set()).add((own, product or ""))
        if detailed:
            for use in here:
                cell = self.facts.origin(at, use.source)
                part = Part(cell, use.column[at], share, own if own != key.line else "", self.facts.months[at])
                self.gathered.parts.setdefault((key, use.measure.key), []).append(part)

    def _note_base(self, at: int, month: Month) -> None:
        """Note whether last year's row is divided by product, and who would need it to be."""
        facts, lines = self.facts, self.routes.lines
        dealer, division, line = facts.dealers[at], facts.divisions[at], lines.line(facts.lines[at])
        if facts.products[at] is not None:
            self.gathered.divided.add((dealer, division, line, month))
            return
        for product in lines.products_leaving(line, month):
            receivers = self.routes.of(dealer, division, line, product)
            if isinstance(receivers, Problem) or all(receiver.line == line for receiver in receivers):
                continue
            keys = self.gathered.whole.setdefault((dealer, division, line, month), {Key(dealer, division, line)})
            keys.update(Key(dealer, division, receiver.line) for receiver in receivers)

    def _undecided(self, at: int, problem: Problem, here: Sequence[_Use]) -> None:
        """Make the row's own line an error row: its figures belong to nobody that can be named."""
        facts = self.facts
        key = Key(facts.dealers[at], facts.divisions[at], self.routes.lines.line(facts.lines[at]))
        bucket = self.gathered.values.setdefault(key, {})
        bucket.update((use.measure.key, ExcelError.NA) for use in here)
        place = self.inputs.sources[facts.source].location(facts.rows[at])
        self.gathered.problems.append(
            Problem(problem.reference, place, values={**problem.values, "dealer": facts.dealers[at]})
        )


_ABSENT: Final = object()


def _sum(bucket: Mapping[str, Entry], key: str, amount: Entry) -> Entry:
    """Return a sum with one more part: an error stays one, and a blank part leaves the whole not reported."""
    before = bucket.get(key, _ABSENT)
    if before is _ABSENT or isinstance(amount, (ExcelError, str)):
        return amount
    if isinstance(before, (ExcelError, str)):
        return before
    if isinstance(before, int) and isinstance(amount, int):
        return before + amount
    return None


def entries_of(plan: Plan, gathered: Gathered, key: Key, windows: Windows, there: Collection[str]) -> tuple[Entry, ...]:
    """Return a key's entries in slot order.

    A measure that nobody has a column for does not apply. One without a row is not reported, save the
    growth base: without a row last year, or where it can't be restated, it does not apply.
    """
    values = gathered.values.get(key, {})
    found: list[Entry] = []
    for measure in plan.measures[: plan.inputs]:
        if measure.window is Window.THREE_MONTHS_DAYS:
            found.append(windows.days)
        elif (
            (key, measure.key) in gathered.mixed
            or windows.of(measure.window) is None
            or (measure.window is Window.GROWTH_BASE and key in gathered.unsplit)
        ):
            found.append(NOT_APPLICABLE)
        elif (key, measure.key) in gathered.partial and not isinstance(values.get(measure.key), ExcelError):
            found.append(gathered.partial[key, measure.key])
        elif measure.key in values:
            found.append(values[measure.key])
        elif measure.window is Window.GROWTH_BASE or (measure.key not in there and measure.of not in there):
            found.append(NOT_APPLICABLE)
        else:
            found.append(None)
    return tuple(found)
