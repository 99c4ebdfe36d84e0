"""What a run could not do to a settled month: take it back, or revise what did not change."""

from __future__ import annotations

from xltier.app.month.intake.log_rows import STATE_WORDS
from xltier.app.month.result import MonthResult
from xltier.core.closing import State
from xltier.core.months import month_text
from xltier.errors import Location, Problem, Severity


def settling_notes(result: MonthResult, wanted: State | None, reason: str) -> tuple[Problem, ...]:
    """Return notes on a state that was asked for and not taken, and on a reason without a revision.

    Args:
        result: What came of it.
        wanted: The state that was asked for; None where none was named.
        reason: Why the month was to be revised; empty where it was not.
    """
    if result.is_blocked:
        return ()
    period = month_text(result.period)
    notes = []
    if wanted is not None and result.state is not wanted:
        values = {"period": period, "state": STATE_WORDS[result.state], "wanted": STATE_WORDS[wanted]}
        notes.append(Problem("month-stays-settled", Location(), Severity.NOTE, values))
    if reason.strip() and not result.changes:
        notes.append(Problem("month-nothing-revised", Location(), Severity.NOTE, {"period": period, "reason": reason}))
    return tuple(notes)
