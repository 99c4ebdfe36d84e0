"""Rows of lists and logs as typed records: what cannot be used is a Problem, the rows beside it are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from xltier.app.month.intake.fields import APPROVED, STATES
from xltier.app.month.intake.inputs import (
    Complaint,
    Dealer,
    Event,
    LedgerLine,
    MapRow,
    OverrideRow,
    PastRating,
    RedLineHit,
)
from xltier.app.month.intake.rows import Row, Rows
from xltier.core.circumstances import Override
from xltier.core.closing import State
from xltier.core.scheme.lines import LineMove
from xltier.core.words import Words, folded

STATE_WORDS: Final = {
    State.DRAFT: Words("初评", "Draft"),
    State.APPEAL: Words("申诉", "Appeal"),
    State.FINAL: Words("定版", "Final"),
}
"""The states of a month."""

CAUSES: Final = {
    "data": Words("数据", "data"),
    "adjustments": Words("加减分", "adjustments"),
    "red-line": Words("红线", "red line"),
    "override": Words("人工调整", "override"),
    "rules": Words("规则变更", "rules changed"),
    "new": Words("新增", "new"),
    "withdrawn": Words("退出", "withdrawn"),
}
"""What changed in the figures behind a revision, by the code that the ledger has for it."""


def dealers_of(rows: Rows) -> Iterator[Dealer]:
    """Yield the dealer list."""
    for row in rows:
        key = row.key()
        if key is not None:
            code, division, line = key
            yield Dealer(
                code,
                row.text("name"),
                division,
                line,
                row.text("channel") or None,
                row.text("region") or None,
                row.text("manager") or None,
                row.day("opened"),
                row.day("closed"),
                row.origin,
            )


def events_of(rows: Rows) -> Iterator[Event]:
    """Yield the bonus and penalty log."""
    items = _Known((item.code, item.name) for item in rows.scheme.items)
    for row in rows:
        scope, day, item = row.scope(), row.day("date", is_needed=True), items.code(row, "item", "log-item-unknown")
        points, times = row.number("points", rows.scheme.points_decimals), row.number("times", 0)
        is_unread = (points is None and row.text("points")) or (times is None and row.text("times"))
        if scope is None or day is None or item is None or is_unread:
            continue
        if times is not None and times < 1:
            row.note("times", "log-times-too-few")
            continue
        if points is not None and points == 0:
            row.note("points", "log-points-nothing")
            continue
        status, approver = folded(row.text("status")), row.text("approver")
        is_approved = bool(approver) and status in {"", folded(APPROVED.zh), folded(APPROVED.en)}
        amount = None if points is None else abs(points)  # the item's type gives the sign
        yield Event(
            *scope,
            date=day,
            month=row.month_of(day),
            item=item,
            points=amount,
            times=1 if times is None else times,
            evidence=row.text("evidence"),
            approver=approver,
            is_approved=is_approved,
            origin=row.origin,
        )


def red_lines_of(rows: Rows) -> Iterator[RedLineHit]:
    """Yield the red-line log."""
    known = _Known((line.code, line.name) for line in rows.scheme.red_lines)
    for row in rows:
        scope, day = row.scope(), row.day("date", is_needed=True)
        code = known.code(row, "code", "log-red-line-unknown")
        released = row.day("released")
        if scope is not None and day is not None and code is not None:
            yield RedLineHit(
                *scope,
                date=day,
                month=row.month_of(day),
                code=code,
                released=released,
                note=row.text("note"),
                origin=row.origin,
            )


def map_of(rows: Rows) -> Iterator[MapRow]:
    """Yield the line map."""
    for row in rows:
        old, new, start = row.needed("old_line"), row.needed("new_line"), row.day("start", is_needed=True)
        end, share = row.day("end"), row.share("share")
        if not old or not new or start is None:
            continue
        if share is not None and not 0 < share <= 1:
            row.note("share", "map-share-outside")
            continue
        move = LineMove(
            new_line=new,
            old_line=old,
            product=row.text("product") or None,
            channel=row.text("channel") or None,
            start=row.month_of(start),
            end=None if end is None else row.month_of(end),
        )
        yield MapRow(move if share is None else replace(move, share=share), row.origin)


def complaints_of(rows: Rows) -> Iterator[Complaint]:
    """Yield the complaint log."""
    states = _Known(STATES.items())
    for row in rows:
        scope, day = row.scope(), row.day("date", is_needed=True)
        state = states.code(row, "state", "log-state-unknown")
        due, done, is_valid = row.day("due"), row.day("done"), row.flag("is_valid")
        if scope is not None and day is not None and state is not None:
            dealer, division, line = scope
            yield Complaint(
                row.text("id"), day, dealer, division, line, row.text("content"), state, due, done, is_valid, row.origin
            )


def overrides_of(rows: Rows) -> Iterator[OverrideRow]:
    """Yield the decisions by hand; whether they are signed is for the rating to say."""
    for row in rows:
        key, month, tier = row.key(), row.month(), row.needed("tier")
        decided = row.day("date")
        if key is not None and month is not None and tier:
            override = Override(tier, row.text("author"), decided, row.text("reason"))
            yield OverrideRow(month, *key, override=override, origin=row.origin)


def history_of(rows: Rows) -> Iterator[PastRating]:
    """Yield how months that are over were rated."""
    states, scheme = _Known(STATE_WORDS.items()), rows.scheme
    for row in rows:
        key, month = row.key(), row.month()
        state = states.code(row, "state", "log-state-unknown")
        if key is None or month is None or state is None:
            continue
        points = scheme.points_decimals
        yield PastRating(
            month,
            *key,
            score=row.number("score", scheme.score_decimals or 0),
            tier=row.text("tier") or None,
            kept=row.text("kept") or None,
            pending=row.number("pending", 0) or 0,
            state=state,
            revision=row.number("revision", 0) or 0,
            scheme=row.text("scheme"),
            fingerprint=row.text("fingerprint"),
            origin=row.origin,
            base=row.number("base", points),
            bonus=row.number("bonus", points) or 0,
            penalty=row.number("penalty", points) or 0,
            red_lines=tuple(row.text("red_lines").replace(",", " ").replace(";", " ").split()),
            by_hand=bool(row.flag("by_hand")),
            name=row.text("name"),
        )


def ledger_of(rows: Rows) -> Iterator[LedgerLine]:
    """Yield who moved in the revisions of months that are over."""
    states, decimals = _Known(STATE_WORDS.items()), rows.scheme.score_decimals or 0
    for row in rows:
        key, month = row.key(), row.month()
        state = states.code(row, "state", "log-state-unknown")
        if key is None or month is None or state is None:
            continue
        yield LedgerLine(
            month,
            row.number("revision", 0) or 0,
            state,
            row.day("date"),
            *key,
            before_tier=row.text("before_tier") or None,
            after_tier=row.text("after_tier") or None,
            before_score=row.number("before_score", decimals),
            after_score=row.number("after_score", decimals),
            reason=row.text("reason"),
            origin=row.origin,
            cause=_cause(row.text("cause")),
        )


def _cause(said: str) -> str:
    """Return the code of a cause, or the words as they stand."""
    return next((code for code, words in CAUSES.items() if folded(said) in {folded(words.zh), folded(words.en)}), said)


class _Known:
    """Codes by any of their names."""

    def __init__(self, known: Iterable[tuple[str, Words]]) -> None:
        pairs = tuple(known)
        self.names = tuple(words for _, words in pairs)
        self._codes = {
            folded(name): code for code, words in pairs for name in (words.en, words.zh, code) if name.strip()
        }

    def code(self, row: Row, key: str, reference: str) -> str | None:
        """Return the code that a cell names; a blank or unknown one is a Problem that lists what is known."""
        said = row.needed(key)
        code = self._codes.get(folded(said))
        if said and code is None:
            row.note(key, reference, known=self.names, dealer=row.text("dealer"))
        return code
