"""Divisions by lines as a heat table of mean scores, with the sums at its edges."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from xltier.messages import phrase
from xltier.report.month.live_value import Live, compare, text, when
from xltier.report.month.views.canvas import WHITE_EDGE, Canvas, Span, spread
from xltier.report.month.views.divisions import DivisionsPlace
from xltier.report.month.views.table import equal
from xltier.report.month.views.trend import mean_decimals
from xltier.report.month.views.view import View
from xltier.report.page import lines_needed
from xltier.report.theme import DOWN, HEAD, PANEL
from xltier.tables.address import letters

MOST_DIVISIONS: Final = 7
MOST_LINES: Final = 6
_COLD, _HOT = "#FFFFFF", "#7FAACB"
_ROW: Final = 18.0
_LINE: Final = 12.5


def write_heat(canvas: Canvas, view: View, divisions: DivisionsPlace, row: int, span: Span) -> int:
    """Write the table with its heading in ``row + 1``; return the first free row.

    Args:
        canvas: The page.
        view: The month.
        divisions: Where each division and line stands.
        row: A row left free above it.
        span: The columns.
    """
    language = view.language
    names, lines = _most(view)
    shown_all = len(names) == len(divisions.divisions) and len(lines) == len({line for _, line in divisions.lines})
    canvas.section(row + 1, span, phrase("view-heat" if shown_all else "view-heat-some", language))
    label, *cells = spread(*span, [4.6, *([3] * len(lines)), 3, 2.8, 2.9])
    heights = [_height(f"▼ {name}", canvas.digits(label)) for name in names]
    most = max(_height(line, canvas.digits(at)) for line, at in zip(lines, cells, strict=False))
    canvas.rows(row, [7, 21, max(28, most), *heights, _ROW])
    decimals = mean_decimals(view)
    digits = f"0.{'0' * decimals}"
    canvas.head(row + 2, label, phrase("view-division", language))
    heads = (
        *lines,
        phrase("view-all", language),
        phrase("view-number", language),
        phrase("view-share", language, tiers=view.top_name),
    )
    for head, at in zip(heads, cells, strict=True):
        canvas.head(row + 2, at, head, font_size=8)
    look: dict[str, Any] = {"align": "center", "num_format": digits} | WHITE_EDGE
    for down, name in enumerate(names, row + 3):
        group = divisions.divisions[name]
        canvas.head(down, label, _name(divisions, name), align="left", indent=1)
        for line, at in zip(lines, cells, strict=False):
            own = divisions.lines.get((name, line))
            canvas.put(down, at, own.mean if own is not None else "·", bg_color="#FFFFFF", **look)
        sums = ((group.mean, digits), (group.count, "#,##0"), (group.share, "0%"))
        for (live, number), at in zip(sums, cells[len(lines) :], strict=True):
            canvas.put(down, at, live, **look | {"bg_color": PANEL, "bold": True, "num_format": number})
    last = row + 3 + len(names)
    canvas.head(last, label, phrase("view-all", language), align="left", indent=1)
    for line, at in zip(lines, cells, strict=False):
        mean = view.ratings.mean("score", equal("line", line), decimals=view.decimals, into=decimals)
        canvas.put(last, at, mean, **look | {"bg_color": PANEL, "bold": True})
    total = divisions.total
    sums = ((total.mean, digits), (total.count, "#,##0"), (total.share, "0%"))
    for (live, number), at in zip(sums, cells[len(lines) :], strict=True):
        canvas.put(last, at, live, **look | {"bg_color": HEAD, "bold": True, "num_format": number})
    _colour(canvas, row + 3, last - 1, cells[: len(lines)])
    if len(names) > 1:
        at = cells[len(lines)]
        low = {"type": "bottom", "value": 1, "format": canvas.theme.bare(font_color=DOWN)}
        canvas.page.conditional_format(row + 3, at[0], last - 1, at[1], low)
    return last + 1


def _height(text: str, room: float) -> float:
    """Return how high a row must be for a name in the font of headers."""
    return max(_ROW, _LINE * lines_needed(text, room) + 3)


def _most(view: View) -> tuple[list[str], list[str]]:
    """Return the largest divisions and lines, as many as the page has room for, by name."""
    divisions = Counter(row.key.division for row in view.rows)
    lines = Counter(row.key.line for row in view.rows)
    some = {name for name, _ in divisions.most_common(MOST_DIVISIONS)}
    few = {name for name, _ in lines.most_common(MOST_LINES)}
    return sorted(some), sorted(few)


def _name(divisions: DivisionsPlace, name: str) -> Live | str:
    """Return a division's name, marked where it is the weakest."""
    if len(divisions.divisions) < 2:  # noqa: PLR2004 - one cannot be weaker than the others
        return name
    mean = divisions.divisions[name].mean
    return when(compare(mean, "=", divisions.lowest), text(f"▼ {name}"), text(name))


def _colour(canvas: Canvas, first: int, last: int, cells: list[Span]) -> None:
    areas = " ".join(f"{letters(at[0] + 1)}{first + 1}:{letters(at[0] + 1)}{last + 1}" for at in cells)
    if areas:
        scale = {"type": "2_color_scale", "min_color": _COLD, "max_color": _HOT, "multi_range": areas}
        canvas.page.conditional_format(areas.split(" ")[0], scale)
