"""Red lines as columns: where each applies, and the place that is left."""

from __future__ import annotations

from dataclasses import dataclass

from xltier.core.plan import Plan, RedLinePlan
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.logic import truth, untold
from xltier.frames.slots import Slots
from xltier.frames.whole import Number, add, chosen, larger, smaller
from xltier.frames.working import Working


@dataclass(frozen=True, slots=True)
class Hits:
    """Where each red line of a plan applies, in the scheme's order, and where one could not be told."""

    lines: tuple[RedLinePlan, ...]
    where: tuple[Flag, ...]
    doubtful: Flag

    @property
    def any(self) -> Flag:
        """Return where any red line applies."""
        return either(*self.where)

    @property
    def void_bonus(self) -> Flag:
        """Return where one that voids the bonus applies."""
        return either(*(flag for line, flag in zip(self.lines, self.where, strict=True) if line.line.voids_bonus))

    def place(self, place: Number, last: int, working: Working) -> Number:
        """Return the place left after the red lines: capped, or dropped by levels, never below the last."""
        for at, (line, flag) in enumerate(zip(self.lines, self.where, strict=True)):
            left = larger(place, line.cap) if line.cap is not None else smaller(add(place, line.line.drop), last)
            place = working.number(f"after red line {at}", chosen(flag, left, place))
            working.settle()
        return place


def watched(plan: Plan, slots: Slots, logged: dict[str, Flag], working: Working) -> Hits:
    """Return the red lines that apply.

    Args:
        plan: The scheme's plan.
        slots: Filled slots.
        logged: Where the log has each code; a code that is absent was never logged.
        working: The frame under way.
    """
    where: list[Flag] = []
    doubts: list[Flag] = []
    for at, line in enumerate(plan.red_lines):
        fired = truth(line.auto, slots)
        released = truth(line.release, slots)
        noted = logged.get(line.line.code, False)
        hit = working.flag(f"red line {at}", either(fired.true, both(noted, negated(released.true))))
        where.append(hit)
        # A release is asked for only where the condition has not fired the line anyway.
        unsure = untold(line.release, released, slots)
        doubts.append(either(untold(line.auto, fired, slots), both(noted, negated(fired.true), unsure)))
    doubtful = working.flag("red lines doubtful", either(*doubts))
    working.settle()
    return Hits(plan.red_lines, tuple(where), doubtful)
