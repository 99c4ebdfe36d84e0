"""Keeping a tier, as columns: a buffer below its floor, and months in a row before it moves."""

from __future__ import annotations

from dataclasses import dataclass
from operator import eq, ge, gt, le, lt

from xltier.core.plan import Plan
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.whole import Number, chosen, compared
from xltier.frames.working import Working


@dataclass(frozen=True, slots=True)
class Standings:
    """Where customers stood before.

    Args:
        place: On the plan's ladder, -1 for a new customer or a tier that the plan does not have.
        pending: Months in a row that the score has asked for a better (+) or worse (-) tier.
    """

    place: Number
    pending: Number


def held(plan: Plan, score: Number | None, earned: Number, standings: Standings, working: Working) -> Number:
    """Return the place kept, given the place that the score alone earns, as :func:`xltier.core.hysteresis.held`."""
    before = standings.place
    settled = either(compared(eq, before, -1), compared(eq, before, earned))
    buffered = both(compared(gt, earned, before), _buffered(plan, score, before))
    better = compared(lt, earned, before)
    up = compared(gt, standings.pending, 0)
    alike = either(both(up, better), both(negated(up), negated(better)))
    least = plan.scheme.min_months - 1
    enough = either(compared(ge, standings.pending, least), compared(le, standings.pending, -least))
    moves = either(both(alike, enough), both(negated(alike), least <= 0))
    free = negated(buffered)
    asked = either(free, moves) if plan.scheme.falls_on_either else both(free, moves)
    place = working.number("held", chosen(either(settled, asked), earned, before))
    working.settle()
    return place


def _buffered(plan: Plan, score: Number | None, before: Number) -> Flag:
    """Return where a score is at most the buffer outside the floor of the place that was kept."""
    if score is None:
        return False
    within: list[Flag] = []
    for place in range(len(plan.ladder.tiers)):
        floor = plan.ladder.least(place)
        here = compared(eq, before, place)
        if floor is None:
            within.append(here)
            continue
        room = plan.buffer + abs(floor) * plan.buffer_num // plan.buffer_den
        if room == 0:
            continue
        near = compared(le, score, floor + room) if plan.ladder.low_is_good else compared(ge, score, floor - room)
        within.append(both(here, near))
    return either(*within)
