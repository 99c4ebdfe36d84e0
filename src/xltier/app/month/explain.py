"""Why a dealer's lines are rated as they are: every number with the cells it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xltier.app.month.festival import festival_month
from xltier.app.month.figures import line_map_of
from xltier.app.month.gather import Part, gather, windows_of
from xltier.app.month.inputs import Event, MonthInputs, OverrideRow, RedLineHit
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.line_map import LineMap
from xltier.core.trace import Trace, explain
from xltier.core.words import folded


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
    """

    row: MonthRow
    trace: Trace
    parts: dict[str, tuple[Part, ...]]
    events: tuple[Event, ...]
    red_lines: tuple[RedLineHit, ...]
    overrides: tuple[OverrideRow, ...]


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
    rows = _rows(result, code, None if line is None else lines.line(line))
    if not rows:
        return ()
    windows = windows_of(scheme, period, festival_month(scheme.month_start_day))
    gathered = gather(inputs, scheme, windows, lines, dealer=rows[0].key.dealer)
    return tuple(
        Explanation(
            row,
            explain(row.plan, row.entries, row.about),
            {measure: tuple(parts) for (key, measure), parts in gathered.parts.items() if key == row.key},
            tuple(event for event in inputs.events if event.month == period and _means(event, row, lines)),
            tuple(hit for hit in inputs.red_lines if _means(hit, row, lines)),
            tuple(made for made in inputs.overrides if made.month == period and _means(made, row, lines)),
        )
        for row in rows
    )


def _rows(result: MonthResult, code: str, line: str | None) -> Sequence[MonthRow]:
    wanted = folded(code)
    own = [row for row in result.rows if folded(row.key.dealer) == wanted]
    found = own or [row for row in result.rows if folded(row.name) == wanted]
    return [row for row in found if line is None or row.key.line == line]


def _means(logged: Event | RedLineHit | OverrideRow, row: MonthRow, lines: LineMap) -> bool:
    """Return whether a log row means a key: of the same dealer, and of its division and line or of all."""
    return (
        logged.dealer == row.key.dealer
        and logged.division in {None, row.key.division}
        and (logged.line is None or lines.line(logged.line) == row.key.line)
    )
