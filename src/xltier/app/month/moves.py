"""Keys whose figures a line move touched: who gained a product, who lost it, how much, and what growth was before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltier.app.month.festival import festival_month
from xltier.app.month.figures import line_map_of
from xltier.app.month.gather import entries_of, gather, windows_of
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.keys import Key
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.plan import Plan
from xltier.core.scheme.measure import Measure, Window
from xltier.core.slots import Unratable, filler
from xltier.core.values import Entry, Value


@dataclass(frozen=True, slots=True)
class KeyMoves:
    """What line moves did to a key.

    Args:
        key: A receiver, or the line that lost what moved.
        row: Its rating; None where everything left and nothing is rated any more.
        came: Product (empty: the whole line) and the line that it came from.
        left: Product and the line that it went to.
        amounts: By input, what came minus what left, in the measure's fixed point; only what is not 0.
        before: Growth with every product where its rows have it, in the growth's fixed point.
        after: Growth as rated.
    """

    key: Key
    row: MonthRow | None
    came: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    amounts: Mapping[str, int]
    before: Value
    after: Value


def moves_of(inputs: MonthInputs, result: MonthResult) -> tuple[KeyMoves, ...]:
    """Return every key that gained or lost figures by the line map, in the order of the rows, losers without one last.

    Cost: one more pass over the figures where anything moved, none where nothing did.
    """
    rows = {row.key: row for row in result.rows}
    left = departures(result.rows) if result.left is None else result.left
    keys = [key for key, row in rows.items() if row.moved or row.is_unsplit or key in left]
    keys.extend(key for key in left if key not in rows)
    if not keys:
        return ()
    windows = windows_of(result.scheme, result.period, festival_month(result.scheme.month_start_day))
    lines = line_map_of(inputs, result.scheme, result.period)
    unmoved = gather(inputs, result.scheme, windows, lines, restated=False)
    found = []
    for key in keys:
        row = rows.get(key)
        came = () if row is None else tuple((product, line) for line, product in row.moved)
        gone = tuple(sorted(left.get(key, ())))
        if row is None:
            lost = {name: -value for name, value in unmoved.values.get(key, {}).items() if isinstance(value, int)}
            found.append(KeyMoves(key, None, came, gone, lost, None, None))
            continue
        entries = entries_of(row.plan, unmoved, key, windows, inputs.measures)
        amounts = _amounts(row.plan, entries, row.entries)
        before = row.growth_before if row.is_unsplit else growth_in(row.plan, entries)
        slot = growth_slot(row.plan)
        after = row.values[slot] if slot is not None and row.values else None
        found.append(KeyMoves(key, row, came, gone, amounts, before, after))
    return tuple(found)


def departures(rows: Sequence[MonthRow]) -> dict[Key, set[tuple[str, str]]]:
    """Return for each key that lost figures the products that left (empty: the whole line), and where to."""
    left: dict[Key, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        for line, product in row.moved:
            left[Key(row.key.dealer, row.key.division, line)].add((product, row.key.line))
    return left


def growth_slot(plan: Plan) -> int | None:
    """Return the slot of the derived measure that reads the growth base."""
    base = next((measure.key for measure in plan.measures if measure.window is Window.GROWTH_BASE), None)
    for slot, measure in enumerate(plan.measures):
        if base is not None and measure.expression is not None and base in measure.expression:
            return slot
    return None


def growth_in(plan: Plan, entries: Sequence[Entry]) -> Value:
    """Return the growth that entries in slot order give; None where one of them is an error."""
    slot = growth_slot(plan)
    try:
        return None if slot is None else filler(plan)(entries)[slot]
    except Unratable:
        return None


def moved_measures(moves: Sequence[KeyMoves], measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Return the inputs of the month and of last year's base that any move changed, in the scheme's order."""
    touched = {key for one in moves for key in one.amounts}
    kept = {Window.MONTH, Window.GROWTH_BASE}
    return tuple(measure for measure in measures if measure.key in touched and measure.window in kept)


def _amounts(plan: Plan, before: Sequence[Entry], after: Sequence[Entry]) -> dict[str, int]:
    found = {}
    for measure, was, now in zip(plan.measures, before, after, strict=False):
        if isinstance(now, int) and now != was:
            found[measure.key] = now - (was if isinstance(was, int) else 0)
    return found
