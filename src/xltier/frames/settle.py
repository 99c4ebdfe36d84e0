"""From the place earned to the final one, as columns: history, then red lines, then a decision by hand."""

from __future__ import annotations

from typing import NamedTuple

import narwhals as nw

from xltier.core.plan import Plan
from xltier.frames.circumstances import FrameCircumstances
from xltier.frames.flags import Flag, both, either, negated
from xltier.frames.hysteresis import Standings, held
from xltier.frames.red_lines import Hits
from xltier.frames.whole import Number, chosen, column, larger, literal
from xltier.frames.working import MARK, Working


class Settled(NamedTuple):
    """The place kept, the final place, and where a decision by hand could not count."""

    held: Number
    place: Number
    doubtful: Flag


def settled(
    plan: Plan,
    circumstances: FrameCircumstances,
    hits: Hits,
    working: Working,
    *,
    score: Number | None,
    earned: Number,
) -> Settled:
    """Return the places of all rows.

    Args:
        plan: The scheme's plan.
        circumstances: Which columns there are.
        hits: The red lines that apply.
        working: The frame under way.
        score: The score before red lines; None where the scheme has none.
        earned: Place by score alone.
    """
    kept = earned
    if circumstances.tier_before is not None:
        before = working.put("place before", column(_place_of(plan, nw.col(MARK + "tier before"))))
        months: Number = 0
        if circumstances.pending is not None:
            months = working.put("months pending", nw.col(MARK + "pending").fill_null(0))
        working.settle()
        kept = held(plan, score, earned, Standings(before, months), working)
    place = hits.place(kept, len(plan.ladder.tiers) - 1, working)
    doubtful: Flag = False
    if circumstances.cap is not None:
        code = nw.col(MARK + "cap")
        cap = working.put("cap place", column(_place_of(plan, code)))
        working.settle()
        place = working.number("capped", larger(place, cap))
        doubtful = working.flag("cap doubtful", ~code.is_null() & (cap < literal(0)))
        working.settle()
    if circumstances.override is None:
        return Settled(kept, place, doubtful)
    tier, author, date, reason = (nw.col(MARK + f"override {at}") for at in range(4))
    chosen_place = working.put("override place", column(_place_of(plan, tier)))
    working.settle()
    decided = ~tier.is_null()
    known = chosen_place >= literal(0)
    signed = both(_is_written(author), _is_written(reason), ~date.is_null())
    counts = working.flag("override counts", both(decided, known, signed))
    working.settle()
    final = working.number("place decided", chosen(counts, chosen_place, place))
    doubtful = working.flag("override doubtful", either(doubtful, both(decided, negated(counts))))
    working.settle()
    return Settled(kept, final, doubtful)


def _place_of(plan: Plan, code: nw.Expr) -> Number:
    """Return the place of each tier code, -1 for others."""
    text = code.fill_null("").cast(nw.String)
    place: Number = -1
    for at, tier in enumerate(plan.ladder.tiers):
        place = chosen(both(text == tier.code, ~code.is_null()), at, place)
    return place


def _is_written(text: nw.Expr) -> Flag:
    return text.fill_null("").cast(nw.String).str.strip_chars() != ""
