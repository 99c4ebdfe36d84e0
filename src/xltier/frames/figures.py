"""The figures of all rows, as columns, before those without a rating are hidden."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from xltier.core.plan import Banding, Plan, Scoresheet
from xltier.frames.adjustments import adjusted
from xltier.frames.circumstances import FrameCircumstances
from xltier.frames.classify import place_on, placed
from xltier.frames.flags import Flag, either
from xltier.frames.logs import DOUBTS
from xltier.frames.outcome import Stops
from xltier.frames.red_lines import Hits, watched
from xltier.frames.score import Base, base, final
from xltier.frames.settle import Settled, settled
from xltier.frames.slots import Slots
from xltier.frames.source import EVENT, HIT, Sources
from xltier.frames.whole import Number, chosen, divide, literal, subtract
from xltier.frames.working import MARK, Working


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of all rows; None is a figure that the plan does not have."""

    score: Number | None
    before: Number | None
    base: Number | None
    bonus: Number
    penalty: Number
    earned: Number
    settled: Settled
    hits: Hits
    sheet: Base | None
    doubtful: Flag


def figures(
    plan: Plan, slots: Slots, working: Working, stops: Stops, sources: Sources, circumstances: FrameCircumstances
) -> Figures:
    """Return the figures that filled slots and circumstances lead to, and note where rows stop on the way."""
    if plan.score is not None:
        return _by_score(plan, plan.score, slots, working, stops, sources, circumstances)
    return _by_class(plan, slots, working, stops, sources, circumstances)


def _by_score(
    plan: Plan,
    sheet: Scoresheet,
    slots: Slots,
    working: Working,
    stops: Stops,
    sources: Sources,
    circumstances: FrameCircumstances,
) -> Figures:
    found = base(plan, sheet, slots, working, stops)
    logged: dict[str, Number] = {}
    if sources.events:
        logged = {item.item.code: nw.col(MARK + EVENT + item.item.code) for item in plan.items}
    extra: Number = 0 if circumstances.points is None else nw.col(MARK + "extra points").fill_null(0)
    adjustments = adjusted(plan, slots, logged, extra, working)
    hits = _hits(plan, slots, working, sources)
    bonus, penalty = adjustments.bonus, adjustments.penalty
    before = score = final(found, subtract(bonus, penalty), plan, sheet, working, "score")
    if hits.void_bonus is not False and not (isinstance(bonus, int) and bonus == 0):
        void = working.flag("void", hits.void_bonus)
        working.settle()
        voided = final(found, subtract(0, penalty), plan, sheet, working, "score without bonus")
        score = working.number("score final", chosen(void, voided, before))
        bonus = working.number("bonus final", chosen(void, 0, bonus))
        working.settle()
    earned = working.number("earned", place_on(plan.ladder, before))
    working.settle()
    end = settled(plan, circumstances, hits, working, score=before, earned=earned)
    log = _noted(EVENT) if sources.events else False
    doubtful = either(found.doubtful, adjustments.doubtful, hits.doubtful, end.doubtful, log)
    shown = divide(found.numerator, found.denominator)
    return Figures(score, before, shown, bonus, penalty, earned, end, hits, found, doubtful)


def _by_class(
    plan: Plan,
    slots: Slots,
    working: Working,
    stops: Stops,
    sources: Sources,
    circumstances: FrameCircumstances,
) -> Figures:
    if plan.side is None:
        msg = "a plan has a scoresheet or a side"
        raise TypeError(msg)
    earned, unknown = placed(plan, plan.side, slots, working, stops)
    hits = _hits(plan, slots, working, sources)
    score = slots.numbers[plan.side.slot] if isinstance(plan.side, Banding) else None
    end = settled(plan, circumstances, hits, working, score=score, earned=earned)
    log = _noted(EVENT) if sources.events else False
    doubtful = either(unknown, log, hits.doubtful, end.doubtful)
    return Figures(score, score, None, 0, 0, earned, end, hits, None, doubtful)


def _hits(plan: Plan, slots: Slots, working: Working, sources: Sources) -> Hits:
    if not sources.hits:
        return watched(plan, slots, {}, working)
    logged: dict[str, Flag] = {
        line.line.code: nw.col(MARK + HIT + line.line.code) > literal(0) for line in plan.red_lines
    }
    hits = watched(plan, slots, logged, working)
    return Hits(hits.lines, hits.where, either(hits.doubtful, _noted(HIT)))


def _noted(name: str) -> nw.Expr:
    """Return where a log line could not count as it stands."""
    return nw.col(MARK + name + DOUBTS) > literal(0)
