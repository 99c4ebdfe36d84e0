"""The card's sentences: who it is, what happened, where, and what to do for the next tier."""

from __future__ import annotations

from typing import Final

from xltier.messages import phrase
from xltier.report.month.live_value import (
    BLANK,
    Live,
    compare,
    first_of,
    joined,
    looked_up,
    sentence,
    shown,
    shown_if,
    text,
    when,
)
from xltier.report.month.views.card.measures import Improvement
from xltier.report.month.views.card.picker import Picked
from xltier.report.month.views.view import View

_GAP: Final = "　"


def headline(view: View, picked: Picked) -> Live:
    """Return the dealer's name, or what is wrong with the pick."""
    name = view.ratings.pick("name", picked.row)
    code = view.ratings.pick("dealer", picked.row)
    known = when(compare(name, "=", BLANK), code, joined(name, text(f"{_GAP}"), code))
    return when(compare(picked.row, "=", 0), picked.message, known)


def move(view: View, picked: Picked, tier: Live) -> Live:
    """Return the tier's name, the score, and what became of last month's tier."""
    language, ratings = view.language, view.ratings
    names = [(code, text(one.name.said(language))) for code, one in zip(view.codes, view.tiers, strict=True)]
    score, change = ratings.pick("score", picked.row), ratings.pick("change", picked.row)
    score_said = when(compare(score, "=", BLANK), text("–"), shown_if(score, view.decimals))
    former = ratings.pick("former", picked.row)
    driver = ratings.pick("driver", picked.row)
    by = when(compare(driver, "=", BLANK), BLANK, sentence("view-card-driver", language, driver=driver))
    steps = Live(f"ABS(N({change.formula}))", abs(change.number))
    went = first_of(
        [
            (compare(change, "=", BLANK), BLANK),
            (compare(change, ">", 0), sentence("view-card-up", language, steps=shown(steps), by=by)),
            (compare(change, "<", 0), sentence("view-card-down", language, steps=shown(steps), by=by)),
        ],
        text(phrase("view-card-same", language)),
    )
    said = sentence("view-card-move", language, name=looked_up(tier, names), score=score_said, former=former, went=went)
    return when(compare(picked.row, "=", 0), BLANK, said)


def where(view: View, picked: Picked) -> Live:
    """Return division, line, channel, region and manager."""
    ratings = view.ratings
    parts = [ratings.pick("division", picked.row), text(" · "), ratings.pick("line", picked.row)]
    for key in ("channel", "region", "manager"):
        if key in ratings:
            value = ratings.pick(key, picked.row)
            said = sentence("view-card-manager", view.language, name=value) if key == "manager" else value
            parts.append(when(compare(value, "=", BLANK), BLANK, joined(text(" · "), said)))
    return when(compare(picked.row, "=", 0), BLANK, joined(*parts))


def way_up(view: View, picked: Picked, improvement: Improvement) -> Live:
    """Return what the next tier takes: one measure, several, the end of a red line, or figures not yet reported."""
    language, ratings = view.language, view.ratings
    upper, missing = ratings.pick("next", picked.row), ratings.pick("missing", picked.row)
    values = {"tier": upper, "missing": shown_if(missing, view.decimals)}
    filled = "+".join(f'({goal.formula}<>"")' for goal in improvement.goals) or "0"
    goals = Live(f"({filled})", sum(goal.value != "" for goal in improvement.goals))
    lost = ",".join(cell.formula for cell in improvement.lost) or "0"
    total = Live(f"SUM({lost})", sum(cell.number for cell in improvement.lost))
    alone = sentence("view-card-one", language, count=shown(goals), **values)
    several = sentence("view-card-several", language, lost=shown_if(total, 1), **values)
    stale = sentence("view-card-stale", language, **values)
    cases = [
        (compare(picked.row, "=", 0), BLANK),
        (compare(ratings.pick("score", picked.row), "=", BLANK), text(phrase("view-card-unrated", language))),
    ]
    if view.has_red:
        held = ratings.pick("before_red", picked.row)
        tier = ratings.pick("tier", picked.row, BLANK)
        red = sentence("view-card-red", language, red=ratings.pick("red", picked.row), held=held, tier=tier)
        cases.append((compare(ratings.pick("red", picked.row), "<>", BLANK), red))
    cases += [
        (compare(upper, "=", BLANK), text(phrase("view-card-top", language))),
        (compare(improvement.fresh, "=", 0), stale),
        (compare(goals, ">", 0), alone),
    ]
    return first_of(cases, several)
