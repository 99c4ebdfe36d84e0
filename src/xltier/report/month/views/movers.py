"""The largest falls and rises, each with what drove it: found by formulas, so that an edited rule lists others."""

from __future__ import annotations

from typing import Any, Final

from xltier.messages import phrase
from xltier.report.month.live_value import Live, compare, constant, joined, less, sentence, shown, text, when
from xltier.report.month.views.canvas import HIDDEN, Canvas, Span, spread
from xltier.report.month.views.view import View
from xltier.report.month.write_grid import colour_tiers
from xltier.report.theme import DOWN, SUB, UP

MOST: Final = 10
"""How many of each side are listed."""
_HELP: Final = HIDDEN + 4


def write_movers(canvas: Canvas, view: View, row: int, span: Span, counts: tuple[Live, Live]) -> int:
    """Write falls above rises from ``row`` on; return the last row.

    Args:
        canvas: The page.
        view: The month.
        row: Where the first heading goes.
        span: The columns.
        counts: How many fell and how many rose.
    """
    sides = (("view-top-downs", DOWN, -1, counts[0]), ("view-top-ups", UP, 1, counts[1]))
    for key, ink, sign, count in sides:
        heading = sentence(key, view.language, count=shown(count), most=text(str(MOST)))
        canvas.section(row, span, heading, font_color=ink)
        _write_side(canvas, view, row + 1, span, sign)
        row += MOST + 3
    canvas.page.set_column(_HELP, _HELP + 1, None, None, {"hidden": True})
    return row - 2


def _write_side(canvas: Canvas, view: View, row: int, span: Span, sign: int) -> None:
    language, ratings = view.language, view.ratings
    spans = spread(*span, [3.4, 6, 6.2, 3.2, 2, 2, 2.6, 2.8])
    keys = ("code", "name", "where", "driver", "last", "now", "score", "delta")
    for key, at in zip(keys, spans, strict=True):
        canvas.head(row, at, phrase(f"view-{key}", language))
    before = constant(10**12 * sign)
    for down in range(row + 1, row + 1 + MOST):
        before = canvas.put(down, (_HELP, _HELP), _next(view, before, sign))
        place = canvas.put(down, (_HELP + 1, _HELP + 1), _place(view, before))
        where = joined(ratings.pick("division", place), text(" · "), ratings.pick("line", place))
        delta = less(ratings.pick("score", place), ratings.pick("score_last", place), view.decimals)
        is_there = compare(place, ">", 0)
        both_known = compare(ratings.pick("score_last", place), "<>", text(""))
        small: dict[str, Any] = {"font_size": 8.5}
        cells: tuple[tuple[Live, dict[str, Any]], ...] = (
            (ratings.pick("dealer", place), {"align": "center"} | small),
            (ratings.pick("name", place), {"bold": True, "shrink": True}),
            (when(is_there, where, text("")), {"font_color": SUB, "shrink": True} | small),
            (ratings.pick("driver", place), {"align": "center", "font_color": SUB, "shrink": True} | small),
            (ratings.pick("former", place), {"align": "center", "bold": True}),
            (ratings.pick("tier", place, text("")), {"align": "center", "bold": True}),
            (ratings.pick("score", place), {"align": "center", "num_format": _decimals(view)}),
            (when(both_known, delta, text("")), {"align": "center", "num_format": _signed(view)}),
        )
        for (content, look), at in zip(cells, spans, strict=True):
            canvas.body(down, at, content, **look)
    for at in spans[4:6]:
        colour_tiers(canvas.page, view.theme, view.tiers, (row + 1, at[0], row + MOST, at[1]))


def _next(view: View, before: Live, sign: int) -> Live:
    """Return the next smaller number of a move, or 0: ranks without an array formula."""
    whole = view.ratings.run("move").whole()
    numbers = [value for value in view.ratings.values("move") if isinstance(value, (int, float))]
    if sign > 0:
        found = max((value for value in numbers if 0 < value < before.number), default=0)
        return Live(f"MAX(0,SUMPRODUCT(MAX(({whole}<{before.formula})*{whole})))", found)
    found = min((value for value in numbers if before.number < value < 0), default=0)
    return Live(f"MIN(0,SUMPRODUCT(MIN(({whole}>{before.formula})*{whole})))", found)


def _place(view: View, move: Live) -> Live:
    found = view.ratings.place("move", move)
    return when(compare(move, "=", 0), constant(0), found)


def _decimals(view: View) -> str:
    return "0." + "0" * view.decimals if view.decimals else "0"


def _signed(view: View) -> str:
    digits = _decimals(view)
    return f"+{digits};-{digits};{digits}"
