"""Three months of two dealers: rated, appealed, closed, revised for late data, carried on. Figures by hand.

A key with full marks scores 94 (see clauses.toml). D1 sells 70 of 100 in September: 67, a C.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from tests.support.month_cases import inputs_of, month, scheme_of
from xltier.app.month.intake.inputs import LedgerLine, MonthInputs
from xltier.app.month.rate_month import rate_month
from xltier.app.month.result import MonthResult
from xltier.core.closing import State

SEPTEMBER: Final = {"period": "2026-09", "keys": [{"dealer": "D1", "sell_in": 70}, {"dealer": "D2"}]}
APPEALED: Final = {"period": "2026-09", "keys": [{"dealer": "D1", "sell_in": 85}, {"dealer": "D2"}]}
LATE: Final = {
    "period": "2026-09",
    "keys": [{"dealer": "D1", "sell_in": 85}, {"dealer": "D2", "paid_on_time": 89}],
    "events": [{"dealer": "D1", "item": "price-violation", "month": "2026-09"}],
}
OCTOBER: Final = {"period": "2026-10", "keys": [{"dealer": "D1"}, {"dealer": "D2"}]}
NOVEMBER: Final = {
    "period": "2026-11",
    "keys": [{"dealer": "D1"}, {"dealer": "D2"}],
    "red_lines": [{"dealer": "D2", "code": "stock-count", "month": "2026-11"}],
}
TODAY: Final = dt.date(2026, 10, 8)


def run(
    case: dict[str, Any], before: MonthResult | None, *, state: State = State.DRAFT, reason: str = ""
) -> MonthResult:
    """Rate a month with the workbook that the run before left."""
    scheme = scheme_of(case)
    inputs: MonthInputs = inputs_of(case, scheme)
    if before is not None:
        inputs = replace(inputs, history=before.history, ledger=before.ledger)
    return rate_month(inputs, scheme, month(case["period"]), state=state, reason=reason, today=TODAY)


def tiers(result: MonthResult) -> dict[str, tuple[str | None, int | None]]:
    """Return tier and score of each dealer."""
    return {row.key.dealer: (row.rating.tier, row.rating.score) for row in result.rows}


def moves(ledger: Sequence[LedgerLine]) -> list[tuple[int, str, str | None, str | None, str, str]]:
    """Return who moved from where to where in which revision, why by the asker and by the figures."""
    return [(line.revision, line.dealer, line.before_tier, line.after_tier, line.reason, line.cause) for line in ledger]


def test_a_month_is_rated_appealed_closed_revised_and_carried_on() -> None:
    # First rating of September.
    draft = run(SEPTEMBER, None)
    assert tiers(draft) == {"D1": ("C", 6700), "D2": ("A", 9400)}
    assert (draft.state, draft.revision, draft.ledger) == (State.DRAFT, 0, ())

    # A rerun changes nothing.
    again = run(SEPTEMBER, draft)
    assert (again.history, again.ledger, again.revision) == (draft.history, (), 0)

    # D1 appeals: 15 of sell-in were booked late. 85: 40 x 0.85 = 34, growth (85 - 80) / 80 = 6.25 % 9:
    # 34 + 9 + 10 + 9 + 10 + 10 = 82, a B.
    appeal = run(APPEALED, again, state=State.APPEAL, reason="申诉：补记 15")
    assert tiers(appeal) == {"D1": ("B", 8200), "D2": ("A", 9400)}
    assert (appeal.state, appeal.revision) == (State.APPEAL, 1)
    assert moves(appeal.ledger) == [(1, "D1", "C", "B", "申诉：补记 15", "data")]

    # Closed: the state moves on, nothing else.
    final = run(APPEALED, appeal, state=State.FINAL)
    assert (final.state, final.revision, final.ledger) == (State.FINAL, 1, appeal.ledger)
    assert {row.state for row in final.history} == {"final"}

    # Late data without a reason: a final month is not recomputed silently.
    blocked = run(LATE, final)
    assert blocked.is_blocked
    assert [change.key.dealer for change in blocked.changes] == ["D1", "D2"]

    # With a reason it is a revision. D1: 82 - 3 = 79, still a B; D2: payment 89 % 0 instead of 10: 84, a B.
    revised = run(LATE, final, reason="财务补报")
    assert not revised.is_blocked
    assert tiers(revised) == {"D1": ("B", 7900), "D2": ("B", 8400)}
    assert (revised.state, revised.revision) == (State.FINAL, 2)
    assert moves(revised.ledger) == [
        (1, "D1", "C", "B", "申诉：补记 15", "data"),
        (2, "D1", "B", "B", "财务补报", "adjustments"),
        (2, "D2", "A", "B", "财务补报", "data"),
    ]
    assert run(LATE, revised).history == revised.history

    # October goes on from September as revised: both rise from B to A by their score.
    october = run(OCTOBER, revised)
    assert tiers(october) == {"D1": ("A", 9400), "D2": ("A", 9400)}
    assert [(row.key.dealer, row.change, str(row.driver)) for row in october.rows] == [
        ("D1", 1, "score"),
        ("D2", 1, "score"),
    ]
    assert october.matrix.at("B", "A") == 2
    assert (october.state, october.revision) == (State.DRAFT, 0)
    assert october.ledger == revised.ledger
    assert [row for row in october.history if row.month == month("2026-09")] == list(revised.history)

    # November: a red line takes D2 to D although it scores 94.
    november = run(NOVEMBER, october)
    assert tiers(november) == {"D1": ("A", 9400), "D2": ("D", 9400)}
    assert [(row.change, None if row.driver is None else str(row.driver)) for row in november.rows] == [
        (0, None),
        (-3, "red-line"),
    ]
    assert november.matrix.at("A", "D") == 1
    assert run(NOVEMBER, november).history == november.history


def test_next_month_a_released_red_line_is_the_driver() -> None:
    october = run(OCTOBER, None)
    november = run(NOVEMBER, october)
    december = run({**OCTOBER, "period": "2026-12"}, november)
    assert [(row.key.dealer, row.rating.tier, str(row.driver)) for row in december.rows if row.change] == [
        ("D2", "A", "release")
    ]
