"""Sub-grades combined otherwise than by weight: the best, the worst, one only, or what most of them say."""

from __future__ import annotations

from collections.abc import Sequence
from operator import eq, gt, lt

from xltier.core.plan import Scoresheet
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.whole import Number, chosen, compared, count, larger, total
from xltier.frames.working import Working


def combined(sheet: Scoresheet, points: Sequence[Number], away: Sequence[Flag], working: Working) -> Number:
    """Return the points that a scoresheet's rule takes; of a row with nothing applicable it means nothing.

    Args:
        sheet: Of a plan whose ``combine`` is not ``weighted``.
        points: Of each measure.
        away: Where each measure is not applicable.
        working: The frame under way.
    """
    if isinstance(sheet.combine, int):
        return points[sheet.combine]
    if sheet.combine == "majority":
        return _majority(points, away, working, better=sheet.majority_better)
    return _extreme(points, away, working, best=sheet.combine == "best")


def _extreme(points: Sequence[Number], away: Sequence[Flag], working: Working, *, best: bool) -> Number:
    found: Number = 0
    seen: Flag = False
    for at, (one, off) in enumerate(zip(points, away, strict=True)):
        better = either(negated(seen), compared(gt if best else lt, one, found))
        found = working.number(f"extreme {at}", chosen(both(negated(off), better), one, found))
        working.settle()
        seen = either(seen, negated(off))
    return found


def _majority(points: Sequence[Number], away: Sequence[Flag], working: Working, *, better: bool) -> Number:
    """Return the points that most sub-grades have; a tie takes the better or the worse."""
    votes: list[Number] = []
    for at, (one, off) in enumerate(zip(points, away, strict=True)):
        same = [
            count(both(negated(other_off), compared(eq, one, other)))
            for other, other_off in zip(points, away, strict=True)
        ]
        votes.append(working.number(f"votes {at}", chosen(off, 0, total(same))))
    working.settle()
    most: Number = 0
    for at, vote in enumerate(votes):
        most = working.number(f"most {at}", larger(most, vote))
        working.settle()
    losing = [negated(compared(eq, vote, most)) for vote in votes]
    return _extreme(points, losing, working, best=better)
