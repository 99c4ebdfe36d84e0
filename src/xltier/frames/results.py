"""The columns of a rated frame: figures where there is a rating, nulls where there is none."""

from __future__ import annotations

from typing import Final

import narwhals as nw

from xltier.core.plan import Plan
from xltier.frames import flags
from xltier.frames.figures import Figures
from xltier.frames.flags import both, either, negated
from xltier.frames.outcome import Outcome, where
from xltier.frames.whole import Number
from xltier.frames.working import NOTHING, Working

RESULTS: Final = (
    "tier",
    "score",
    "error",
    "base",
    "bonus",
    "penalty",
    "score_before",
    "earned",
    "held",
    "red_lined",
    "has_problems",
)
"""The columns of a rated frame, as the fields of :class:`xltier.core.rating.Rating`."""


def results(plan: Plan, figures: Figures, outcome: Outcome, working: Working) -> dict[str, nw.Expr]:
    """Return ``RESULTS`` as expressions."""
    codes = tuple(tier.code for tier in plan.ladder.tiers)
    nothing = nw.col(NOTHING)
    places: dict[int, nw.Expr] = {}

    def named(place: Number) -> nw.Expr:
        if id(place) not in places:  # most plans have no history and no red lines: one column serves all three
            hidden = working.put(f"place {len(places)}", outcome.shown(place))
            working.settle()
            places[id(place)] = working.put(f"tier {len(places)}", working.words(hidden, codes))
        return places[id(place)]

    def shown(number: Number | None) -> nw.Expr:
        return nothing if number is None else outcome.shown(number)

    return {
        "tier": named(figures.settled.place),
        "score": shown(figures.score),
        "error": outcome.error(working),
        "base": shown(figures.base),
        "bonus": shown(figures.bonus),
        "penalty": shown(figures.penalty),
        "score_before": shown(figures.before),
        "earned": named(figures.earned),
        "held": named(figures.settled.held),
        "red_lined": flags.column(both(outcome.is_rated, figures.hits.any)),
        "has_problems": flags.column(either(outcome.is_error, both(outcome.is_rated, figures.doubtful))),
    }


def details(plan: Plan, figures: Figures, outcome: Outcome) -> dict[str, nw.Expr]:
    """Return the points of each measure and where each red line applies, as expressions."""
    found: dict[str, nw.Expr] = {}
    if plan.score is not None and figures.sheet is not None:
        for scored, points, away in zip(plan.score.scored, figures.sheet.points, figures.sheet.away, strict=True):
            found[f"points_{scored.measure.key}"] = where(both(outcome.is_rated, negated(away)), points)
    for line, hit in zip(figures.hits.lines, figures.hits.where, strict=True):
        found[f"red_line_{line.line.code}"] = flags.column(both(outcome.is_rated, hit))
    return found


def detail_names(plan: Plan) -> tuple[str, ...]:
    """Return the names of what :func:`details` gives."""
    scored = () if plan.score is None else plan.score.scored
    return (
        *(f"points_{one.measure.key}" for one in scored),
        *(f"red_line_{line.line.code}" for line in plan.red_lines),
    )
