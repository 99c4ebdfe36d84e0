"""Why a dealer's lines are rated as they are: every number with the cells it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltier.app.month.festival import festival_month
from xltier.app.month.figures import line_map_of
from xltier.app.month.findings import means
from xltier.app.month.gather import Gathered, Part, Windows, entries_of, gather, windows_of
from xltier.app.month.intake.inputs import Event, MonthInputs, OverrideRow, RedLineHit
from xltier.app.month.keys import Key
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.trace import Trace, explain
from xltier.core.values import Entry
from xltier.core.words import folded


@dataclass(frozen=True, slots=True)
class Departure:
    """Figures that left a line.

    Args:
        line: Where they went.
        products: Which left; an empty name is the whole line.
        parts: By measure key, the cells that count there now.
    """

    line: str
    products: tuple[str, ...]
    parts: Mapping[str, tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A key's rating, line by line.

    Args:
        row: The rated row.
        trace: Points, weights, adjustments, red lines and what the next tier asks for.
        parts: By measure key, the cells that its value is summed from.
        events: Log rows of the month that mean this key, those not approved included.
        red_lines: Red-line log rows that mean this key.
        overrides: Decisions by hand about this key in this month.
        left: Figures that the line map moved away from this key.
        before: Entries in slot order as they were before restatement; empty where nothing came or left.
        before_parts: The cells behind those.
    """

    row: MonthRow
    trace: Trace
    parts: Mapping[str, tuple[Part, ...]]
    events: tuple[Event, ...]
    red_lines: tuple[RedLineHit, ...]
    overrides: tuple[OverrideRow, ...]
    left: tuple[Departure, ...] = ()
    before: tuple[Entry, ...] = ()
    before_parts: Mapping[str, tuple[Part, ...]] | None = None


def explain_dealer(
    inputs: MonthInputs, result: MonthResult, code: str, *, line: str | None = None
) -> tuple[Explanation, ...]:
    """Return the explanation of a dealer's ratings: all of them, or one line's.

    Args:
        inputs: What the month was rated from.
        result: The rated month.
        code: Dealer code, or the dealer's name.
        line: A line by any of its names; None is all.
    """
    scheme, period = result.scheme, result.period
    lines = line_map_of(inputs, scheme, period)
    rows = rows_of(result, code)
    wanted = [row for row in rows if line is None or row.key.line == lines.line(line)]
    if not wanted:
        return ()
    windows = windows_of(scheme, period, festival_month(scheme.month_start_day))
    dealer = rows[0].key.dealer
    gathered = gather(inputs, scheme, windows, lines, dealer=dealer)
    unmoved = gather(inputs, scheme, windows, lines, dealer=dealer, restated=False) if gathered.moved else None
    found = []
    for row in wanted:
        left = _departures(row.key, gathered)
        trace = explain(row.plan, row.entries, row.about)
        one = Explanation(
            row,
            trace,
            _parts(gathered, row.key),
            tuple(event for event in inputs.events if event.month == period and means(event, row.key, lines)),
            tuple(hit for hit in inputs.red_lines if means(hit, row.key, lines)),
            tuple(made for made in inputs.overrides if made.month == period and means(made, row.key, lines)),
            left,
            *(() if unmoved is None or not (left or row.moved) else _before(row, unmoved, windows, inputs)),
        )
        found.append(one)
    return tuple(found)


def rows_of(result: MonthResult, code: str) -> Sequence[MonthRow]:
    """Return the rows of a dealer, by code or else by name."""
    wanted = folded(code)
    own = [row for row in result.rows if folded(row.key.dealer) == wanted]
    return own or [row for row in result.rows if folded(row.name) == wanted]


def _parts(gathered: Gathered, key: Key) -> dict[str, tuple[Part, ...]]:
    return {measure: tuple(parts) for (other, measure), parts in gathered.parts.items() if other == key}


def _before(
    row: MonthRow, unmoved: Gathered, windows: Windows, inputs: MonthInputs
) -> tuple[tuple[Entry, ...], dict[str, tuple[Part, ...]]]:
    return entries_of(row.plan, unmoved, row.key, windows, inputs.measures), _parts(unmoved, row.key)


def _departures(key: Key, gathered: Gathered) -> tuple[Departure, ...]:
    found = []
    for receiver in sorted(gathered.moved):
        came = gathered.moved[receiver]
        products = tuple(sorted(product for line, product in came if line == key.line))
        if products and (receiver.dealer, receiver.division) == (key.dealer, key.division):
            parts = {
                measure: tuple(part for part in parts if part.moved_from == key.line)
                for measure, parts in _parts(gathered, receiver).items()
            }
            found.append(Departure(receiver.line, products, {name: own for name, own in parts.items() if own}))
    return tuple(found)
