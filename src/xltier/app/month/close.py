"""The month's place in the history: its state, its revision, and the ledger of who moved and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from xltier.app.month.intake.inputs import LedgerLine, MonthInputs, PastRating
from xltier.app.month.keys import Key
from xltier.app.month.result import MonthRow
from xltier.core.closing import Change, Settlement, State, changes, next_revision
from xltier.core.fingerprint import fingerprint
from xltier.core.fixed import shown
from xltier.core.hysteresis import pending
from xltier.core.line_map import LineMap
from xltier.core.months import Month
from xltier.core.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Closing:
    """How a run leaves the month."""

    state: State
    revision: int
    changes: tuple[Change[Key], ...]
    history: tuple[PastRating, ...]
    ledger: tuple[LedgerLine, ...]
    is_blocked: bool


def close_month(
    inputs: MonthInputs,
    scheme: Scheme,
    period: Month,
    rows: Sequence[MonthRow],
    lines: LineMap,
    *,
    state: State,
    reason: str,
    today: dt.date | None,
) -> Closing:
    """Return the history and ledger after this run.

    A final month that would change is blocked unless a reason is given; with one it becomes a revision.
    A run that changes nothing leaves state, revision and ledger as they are, save a step towards 定版.
    """
    earlier = {
        Key(row.dealer, row.division, lines.line(row.line)): row for row in inputs.history if row.month == period
    }
    before = _settlement(scheme, earlier) if earlier else None
    now = {row.key: _stood(scheme, row.rating.tier, row.rating.score) for row in rows}
    changed = changes(before, now) if before is not None else ()
    new_state, revision = next_revision(before, changed, state)
    blocked = before is not None and before.state is State.FINAL and bool(changed) and not reason.strip()
    hashed = fingerprint(scheme)
    fresh = tuple(_past(row, scheme, hashed, period, new_state, revision) for row in rows)
    history = (*(row for row in inputs.history if row.month != period), *fresh)
    by_key = {row.key: row for row in rows}
    added = tuple(
        _line(change, earlier.get(change.key), by_key.get(change.key), period, new_state, revision, reason, today)
        for change in changed
    )
    return Closing(new_state, revision, changed, history, (*inputs.ledger, *added), blocked)


def _stood(scheme: Scheme, tier: str | None, score: int | None) -> tuple[str | None, str]:
    return tier, "" if score is None else shown(score, scheme.score_decimals or 0)


def _settlement(scheme: Scheme, earlier: dict[Key, PastRating]) -> Settlement[Key]:
    states = [State(row.state) for row in earlier.values()]
    return Settlement(
        max(states, key=list(State).index),
        max(row.revision for row in earlier.values()),
        {key: _stood(scheme, row.tier, row.score) for key, row in earlier.items()},
    )


def _past(row: MonthRow, scheme: Scheme, hashed: str, period: Month, state: State, revision: int) -> PastRating:
    rating = row.rating
    kept = None if rating.held is None else row.plan.ladder.tiers[rating.held].code
    return PastRating(
        month=period,
        dealer=row.key.dealer,
        division=row.key.division,
        line=row.key.line,
        score=rating.score,
        tier=rating.tier,
        kept=kept,
        pending=pending(row.plan, rating, row.about.standing),
        state=str(state),
        revision=revision,
        scheme=f"{scheme.id}@{scheme.version}",
        fingerprint=hashed,
        origin=None,
        base=rating.base,
        bonus=rating.bonus,
        penalty=rating.penalty,
        red_lines=rating.red_lines,
        by_hand=row.about.override is not None,
        name=row.name,
    )


def _line(
    change: Change[Key],
    was: PastRating | None,
    row: MonthRow | None,
    period: Month,
    state: State,
    revision: int,
    reason: str,
    today: dt.date | None,
) -> LedgerLine:
    rating = None if row is None else row.rating
    return LedgerLine(
        month=period,
        revision=revision,
        state=str(state),
        date=today,
        dealer=change.key.dealer,
        division=change.key.division,
        line=change.key.line,
        before_tier=None if was is None else was.tier,
        after_tier=None if rating is None else rating.tier,
        before_score=None if was is None else was.score,
        after_score=None if rating is None else rating.score,
        reason=reason,
        cause=_cause(was, row),
        origin=None,
    )


def _cause(was: PastRating | None, row: MonthRow | None) -> str:
    """Return what changed in the figures behind a rating: the first of these that differs."""
    if was is None:
        return "new"
    if row is None:
        return "withdrawn"
    rating = row.rating
    if was.by_hand != (row.about.override is not None):
        return "override"
    if was.red_lines != rating.red_lines:
        return "red-line"
    if (was.bonus, was.penalty) != (rating.bonus, rating.penalty):
        return "adjustments"
    return "rules" if was.fingerprint != fingerprint(row.plan.scheme) else "data"
