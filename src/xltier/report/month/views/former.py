"""Where each key stood a month ago, and a number that puts the largest moves first: hidden beside 等级迁移."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xltier.core.migration import NEW, UNRATED
from xltier.report.month.places import Run
from xltier.report.month.ratings_grid import number
from xltier.report.month.views.canvas import HIDDEN, Canvas
from xltier.report.month.views.live import Live, Scalar, add, compare, constant, when
from xltier.report.month.views.view import View
from xltier.report.month.wording import tier_word

_STEP: Final = 1_000_000
"""More than a sheet has rows of customers: a move of two tiers comes before any move of one."""


def write_former(canvas: Canvas, view: View) -> None:
    """Write the columns, and add them to the ratings as ``former``, ``score_last`` and ``move``.

    The former tier and score are values, since the history is; the number of a move follows the live tier.
    """
    columns: Mapping[str, Sequence[Scalar]] = {
        "former": [_former(view, at) for at in range(view.ratings.size)],
        "score_last": [_score(view, at) for at in range(view.ratings.size)],
    }
    for column, values in enumerate(columns.values(), HIDDEN):
        for row, value in enumerate(values):
            canvas.put(row, (column, column), value)
    moves = [
        canvas.put(row, (HIDDEN + 2, HIDDEN + 2), _move(view, row, place)).value
        for row, place in enumerate(_weights(view))
    ]
    canvas.page.set_column(HIDDEN, HIDDEN + 2, None, None, {"hidden": True})
    last = max(view.ratings.size, 1) - 1
    runs = {key: Run(canvas.name, HIDDEN + at, 0, last) for at, key in enumerate((*columns, "move"))}
    view.ratings.add(runs, {**columns, "move": moves})


def _former(view: View, at: int) -> str:
    before = view.rows[at].before
    return tier_word(NEW if before is None else before.tier or UNRATED, view.language)


def _score(view: View, at: int) -> Scalar:
    row = view.rows[at]
    score = None if row.before is None else number(row.before.score, row.plan.score_decimals)
    return "" if score is None else score


def _weights(view: View) -> list[int]:
    """Return for each row how early it comes among equal moves: the larger customer first."""
    amounts = view.measures.values(f"value:{view.money.key}") if view.money is not None else ()
    size = [amount if isinstance(amount, (int, float)) else 0 for amount in amounts] or [0] * view.ratings.size
    order = sorted(range(view.ratings.size), key=lambda row: -size[row])
    found = [0] * view.ratings.size
    for place, row in enumerate(order):
        found[row] = len(order) - place
    return found


def _move(view: View, row: int, weight: int) -> Live:
    """Return the tiers gained as millions, and the weight on top of them; 0 for who stayed or was not rated."""
    change = view.ratings.at("change", row)
    scaled = Live(f"{change.formula}*{_STEP}", change.number * _STEP)
    up = when(compare(change, ">", 0), add(scaled, constant(weight)), constant(0))
    down = when(compare(change, "<", 0), add(scaled, constant(-weight)), up)
    return Live(f"IF(ISNUMBER({change.formula}),{down.formula},0)", down.value if change.value != "" else 0)
