"""The card's measures: value, points, the mean of the same line, what full marks would bring, and the goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xltier.core.scheme.measure import Measure
from xltier.messages import phrase
from xltier.report.month.data.measures_sheet import value_format
from xltier.report.month.live_value import (
    BLANK,
    Live,
    add,
    both,
    compare,
    constant,
    is_number,
    less,
    looked_up,
    ratio,
    rounded,
    text,
    when,
)
from xltier.report.month.views.canvas import Canvas, Span, spread
from xltier.report.month.views.card.columns import WORTH
from xltier.report.month.views.card.picker import Picked
from xltier.report.month.views.groups import HEADER
from xltier.report.month.views.table import Table, equal
from xltier.report.month.views.view import View
from xltier.report.theme import ACCENT, SUB, UP, USED

ROW: Final = 21.0


_POINTS: Final[dict[str, Any]] = {"align": "right", "bold": True, "indent": 1}
_FAINT: Final[dict[str, Any]] = {"align": "center", "font_color": SUB}


@dataclass(frozen=True, slots=True)
class Improvement:
    """What the table says of the way up.

    Args:
        end: The first free row.
        lost: Points that full marks in each measure would bring.
        goals: The value that alone is enough, or blank.
        fresh: Whether the goals still hold.
    """

    end: int
    lost: list[Live]
    goals: list[Live]
    fresh: Live


def scored(view: View) -> tuple[Measure, ...]:
    """Return the measures of the scheme that earn points and that somebody has: an absent column applies to nobody."""
    there = view.measures
    measures = view.result.scheme.measures
    return tuple(m for m in measures if m.is_scored and f"points:{m.key}" in there and f"value:{m.key}" in there)


def write_measures(canvas: Canvas, view: View, picked: Picked, lifts: Table, row: int) -> Improvement:
    """Write the table with its header in ``row``."""
    language = view.language
    measures = scored(view)
    heads = ("measure", "value", "points", "full", "peers", "versus", "lost", "goal")
    spans = spread(1, canvas.last, [8, 5.4, 4.2, 3.2, 4, 3.6, 4, 6.6])
    for head, span in zip(heads, spans, strict=True):
        canvas.put(row, span, phrase(f"view-card-{head}", language), **HEADER)
    canvas.rows(row, [20, *[ROW] * len(measures)])
    fresh = canvas.put(8, (WORTH, WORTH), _is_fresh(view, picked, lifts))
    canvas.page.set_column(WORTH, WORTH, None, None, {"hidden": True})
    worth = _worth(canvas, view, picked, measures)
    line = equal("line", picked.lists.pick("line", picked.listed))
    lost, goals = [], []
    for down, measure in enumerate(measures, row + 1):
        column = _points(view, measure)
        canvas.body(down, spans[0], measure.name.said(language), bold=True, indent=1, shrink=True)
        value = view.measures.pick(f"value:{measure.key}", picked.measured)
        blank = when(compare(picked.measured, "=", 0), BLANK, text(phrase("value-blank", language)))
        canvas.body(
            down,
            spans[1],
            when(compare(value, "=", BLANK), blank, value),
            align="center",
            num_format=value_format(measure),
            shrink=True,
        )
        own = canvas.body(
            down,
            spans[2],
            view.measures.pick(column, picked.measured),
            **_POINTS | {"num_format": f'0.##;-0.##;0;"{_skipped(view)}"'},
        )
        full = canvas.body(down, spans[3], _full(view, picked, measure, own, worth), **_FAINT | {"num_format": "0.##"})
        mean = when(compare(picked.listed, ">", 0), view.measures.mean(column, line, decimals=4, into=1), BLANK)
        peers = canvas.body(down, spans[4], mean, **_FAINT | {"num_format": "0.0"})
        versus = when(both(is_number(own), is_number(peers)), less(own, peers, 1), BLANK)
        canvas.body(down, spans[5], versus, **_FAINT | {"num_format": "+0.0;-0.0;0.0"})
        brings = when(both(is_number(own), is_number(full)), less(full, own, 2), BLANK)
        look = {"align": "center", "bold": True, "font_color": UP}
        reached = phrase("view-full-marks", language)
        lost.append(canvas.body(down, spans[6], brings, num_format=f'+0.##;-0.##;"{reached}"', **look))
        goal = when(compare(fresh, "=", 1), lifts.pick(f"goal:{measure.key}", picked.listed), BLANK)
        goals.append(canvas.body(down, spans[7], goal, align="center", bold=True, font_color=ACCENT, shrink=True))
        _bar(canvas, down, spans[2], float(measure.weight or measure.full or 1))
    return Improvement(row + 1 + len(measures), lost, goals, fresh)


def _points(view: View, measure: Measure) -> str:
    """Return the column of points that add up to the base: weighted where measures have weights."""
    weighted = f"weighted:{measure.key}"
    return weighted if weighted in view.measures else f"points:{measure.key}"


def _skipped(view: View) -> str:
    return phrase("value-not-applicable", view.language)


def _is_fresh(view: View, picked: Picked, lifts: Table) -> Live:
    """Return whether the goals still hold: the distance to the next tier is the one they were found for."""
    missing, then = view.ratings.pick("missing", picked.row), lifts.pick("missing", picked.listed)
    same = compare(_rounded(missing, view.decimals), "=", _rounded(then, view.decimals))
    return when(both(is_number(missing), is_number(then)), when(same, constant(1), constant(0)), constant(0))


def _rounded(value: Live, decimals: int) -> Live:
    return Live(f"ROUND(N({value.formula}),{decimals})", rounded(value.number, decimals))


def _worth(canvas: Canvas, view: View, picked: Picked, measures: Sequence[Measure]) -> Live | None:
    """Write what one percent of weight is worth here: weight that does not apply has moved to the others.

    None where points are not weighed.
    """
    weighed = [measure for measure in measures if f"weighted:{measure.key}" in view.measures]
    if not weighed:
        return None
    weights = [_weight(view, picked, measure) for measure in weighed]
    applied = []
    for measure, weight in zip(weighed, weights, strict=True):
        points = view.measures.pick(f"points:{measure.key}", picked.measured)
        applied.append(when(is_number(points), weight, constant(0)))
    here = canvas.put(9, (WORTH, WORTH), add(*applied))
    total = canvas.put(10, (WORTH, WORTH), add(*weights))
    said = view.rules.ref("score_full")
    full = view.result.scheme.score_full
    known = total if full is None else view.rule("score_full", float(full))
    if full is None and said is not None:
        known = Live(f"IF(ISNUMBER({said.address}),{said.address},{total.formula})", total.value)
    return canvas.put(11, (WORTH, WORTH), ratio(known, here))


def _weight(view: View, picked: Picked, measure: Measure) -> Live:
    """Return a measure's weight on the picked line."""
    path = f"measures[{view.result.scheme.measures.index(measure)}]"
    usual = view.rule(f"{path}.weight", float(measure.weight or 0))
    own = [
        (text(line), view.rule(f"{path}.line_weights.{line}", float(weight)))
        for line, weight in measure.line_weights.items()
    ]
    return looked_up(view.ratings.pick("line", picked.row), own, usual) if own else usual


def _full(view: View, picked: Picked, measure: Measure, own: Live, worth: Live | None) -> Live:
    """Return the points that full marks would give here; blank where the measure does not apply or has no limit."""
    if worth is not None:
        weight = _weight(view, picked, measure)
        product = Live(f"ROUND({weight.formula}*{worth.formula},4)", rounded(weight.number * worth.number, 4))
        return when(both(is_number(own), is_number(worth)), product, BLANK)
    if measure.full is None:
        return BLANK
    path = f"measures[{view.result.scheme.measures.index(measure)}].full"
    return when(is_number(own), view.rule(path, float(measure.full)), BLANK)


def _bar(canvas: Canvas, row: int, span: Span, most: float) -> None:
    bar = {"type": "data_bar", "bar_color": USED, "bar_solid": True, "min_type": "num", "min_value": 0}
    canvas.page.conditional_format(row, span[0], row, span[1], bar | {"max_type": "num", "max_value": most})
