"""From columns of filled slots straight to places: one measure banded, ordered rules, or a grid."""

from __future__ import annotations

from operator import eq, gt

from xltier.core.known_words import labels_known
from xltier.core.ladder import Ladder
from xltier.core.plan import Banding, Gridding, Plan, Ruling, Side
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.logic import truth, untold
from xltier.frames.outcome import Stops
from xltier.frames.slots import Slots
from xltier.frames.states import State
from xltier.frames.whole import Number, chosen, compared, subtract
from xltier.frames.working import Working


def place_on(ladder: Ladder, value: Number) -> Number:
    """Return the place of each value on a ladder; 0 is the best."""
    height = subtract(0, value) if ladder.low_is_good else value
    place: Number = 0
    for below, cut in enumerate(reversed(ladder.cuts), 1):  # the lowest cut that is missed decides, so it comes last
        place = chosen(compared(gt, cut, height), below, place)
    return place


def placed(plan: Plan, side: Side | Gridding, slots: Slots, working: Working, stops: Stops) -> tuple[Number, Flag]:
    """Return the places of a plan that classifies directly, and where a rule or a label could not be told.

    Rows of which nothing can be said are noted as stops.
    """
    if not isinstance(side, Gridding):
        return _side(plan, side, slots, working, stops, "side")
    at: list[Number] = []
    doubts: list[Flag] = []
    for key, one, _ in side.sides:
        place, doubt = _side(plan, one, slots, working, stops, key)
        at.append(place)
        doubts.append(doubt)
    working.settle()
    found: Number = -1
    for places, outcome in side.cells.items():
        here = both(*(compared(eq, one, place) for one, place in zip(at, places, strict=True)))
        found = chosen(here, outcome, found)
    found = working.number("cell", found)
    working.settle()
    stops.stop(compared(eq, found, -1), State.NA)
    return found, either(*doubts)


def _side(plan: Plan, side: Side, slots: Slots, working: Working, stops: Stops, name: str) -> tuple[Number, Flag]:
    if isinstance(side, Banding):
        stops.stop(negated(slots.known[side.slot]), State.NA)
        place = working.number(f"at {name}", place_on(side.ladder, slots.numbers[side.slot]))
        working.settle()
        return place, False
    place, doubtful = _ruling(side, slots, working, stops, name)
    return place, either(doubtful, *_labels_unknown(plan, side, slots))


def _labels_unknown(plan: Plan, side: Ruling, slots: Slots) -> list[Flag]:
    """Return, for each labelled measure, the rows whose text is none of the labels that the rules know."""
    return [
        both(slots.known[slot], negated(either(*(slots.texts[slot] == word for word in words))))
        for slot, words in labels_known(plan, side).items()
    ]


def _ruling(side: Ruling, slots: Slots, working: Working, stops: Stops, name: str) -> tuple[Number, Flag]:
    place: Number = -1
    open_: Flag = True
    doubtful: Flag = False
    for at, (when, found) in enumerate(side.rules):
        if when is None:
            place = working.number(f"{name} rule {at}", chosen(open_, found, place))
            open_ = False
            working.settle()
            break
        holds = truth(when, slots)
        doubtful = working.flag(f"{name} doubt {at}", either(doubtful, both(open_, untold(when, holds, slots))))
        place = working.number(f"{name} rule {at}", chosen(both(open_, holds.true), found, place))
        open_ = working.flag(f"{name} open {at}", both(open_, negated(holds.true)))
        working.settle()
    stops.stop(open_, State.NA)
    return place, doubtful
