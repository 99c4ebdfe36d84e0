"""What would lift a customer to the next tier: each measure that alone is enough, and how far it must go."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.app.wording.shown_value import shown_value
from xltier.core.plan import Plan
from xltier.core.trace import Trace, explain
from xltier.core.values import Entry
from xltier.messages import phrase


def lifts(plan: Plan, entries: Sequence[Entry], language: str) -> tuple[str, ...]:
    """Return ``库存周转 ≤ 55 天`` for each measure that alone reaches the next tier; empty where none does."""
    return lifts_of(explain(plan, entries), language)


def lifts_of(trace: Trace, language: str) -> tuple[str, ...]:
    """Return the same for a trace that is at hand."""
    if trace.next is None:
        return ()
    return tuple(
        phrase(
            "lift-up" if lever.upwards else "lift-down",
            language,
            measure=lever.measure.name,
            value=shown_value(lever.measure, lever.value, language),
        )
        for lever in trace.next.levers
    )
