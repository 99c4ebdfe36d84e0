"""Who came and who left since last month: named, since a matrix only counts them."""

from __future__ import annotations

from typing import Any, Final

from xltier.messages import phrase
from xltier.report.month.live_value import Live, Scalar, criterion, text
from xltier.report.month.places import row_id
from xltier.report.month.views.canvas import Canvas, Span, spread
from xltier.report.month.views.view import View
from xltier.report.month.wording import OTHER_TIERS
from xltier.report.month.write_grid import colour_tiers
from xltier.report.theme import MUTE, SUB

MOST: Final = 6
"""How many are listed."""

Row = tuple["Live | Scalar", "Live | Scalar", "Live | Scalar", str, "Live | Scalar", "Live | Scalar", "Live | Scalar"]


def write_comers(canvas: Canvas, view: View, row: int, span: Span) -> int:
    """Write the list with its heading in ``row``; return the last row."""
    language = view.language
    if not view.has_last:
        canvas.section(row, span, phrase("view-comers-first", language))
        canvas.put(row + 1, span, phrase("view-all-new", language), font_color=MUTE)
        return row + 1
    new = sum(one.before is None for one in view.rows)
    gone = len(view.result.withdrawn)
    rows = [*_gone(view), *_new(view)]
    canvas.section(row, span, phrase("view-comers", language, new=new, gone=gone))
    if not rows:
        canvas.put(row + 1, span, phrase("view-no-comers", language), font_color=MUTE)
        return row + 1
    spans = spread(*span, [3.4, 6, 6.2, 3.2, 2, 2, 5.4])
    for key, at in zip(("code", "name", "where", "kind", "last", "now", "score"), spans, strict=True):
        canvas.head(row + 1, at, phrase(f"view-{key}", language))
    small: dict[str, Any] = {"font_size": 8.5}
    centre = {"align": "center"}
    digits = "0." + "0" * view.decimals if view.decimals else "0"
    looks: tuple[dict[str, Any], ...] = (
        centre | small,
        {"bold": True, "shrink": True},
        {"font_color": SUB, "shrink": True} | small,
        centre | small,
        centre | {"bold": True},
        centre | {"bold": True},
        centre | {"num_format": digits},
    )
    listed = rows[:MOST]
    for down, cells in enumerate(listed, row + 2):
        for content, at, look in zip(cells, spans, looks, strict=True):
            canvas.body(down, at, content, **look)
    last = row + 1 + len(listed)
    for at in spans[4:6]:
        colour_tiers(canvas.page, view.theme, view.tiers, (row + 2, at[0], last, at[1]))
    if new + gone > MOST:
        more = phrase("view-more-comers", language, count=new + gone - MOST)
        canvas.put(last + 1, span, more, font_color=MUTE, font_size=8.5)
        last += 1
    return last


def _gone(view: View) -> list[Row]:
    """Return who is not rated any more; their last tier is all that the month knows of them."""
    names = view.result.names
    word = OTHER_TIERS["withdrawn"].said(view.language)
    return [
        (key.dealer, names.get(key.dealer, ""), f"{key.division} · {key.line}", word, tier or "", "", "")
        for key, tier in view.result.withdrawn.items()
    ]


def _new(view: View) -> list[Row]:
    """Return who was not rated the month before, with the live tier and score."""
    ratings, word = view.ratings, OTHER_TIERS["new"].said(view.language)
    unrated = text(phrase("view-unrated", view.language))
    found: list[Row] = []
    for row in view.rows:
        if row.before is None and len(found) < MOST:
            place = ratings.place("id", text(str(criterion(row_id(row.key)))))
            tier, score = ratings.pick("tier", place, unrated), ratings.pick("score", place)
            where = f"{row.key.division} · {row.key.line}"
            found.append((row.key.dealer, row.name, where, word, "", tier, score))
    return found
