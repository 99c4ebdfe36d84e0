"""The migration matrix: former tiers down, present tiers across, best first, with who came and who left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from xltier.core.migration import WITHDRAWN
from xltier.messages import phrase
from xltier.report.month.live_value import Live, add, less, ratio
from xltier.report.month.views.canvas import WHITE_EDGE, Canvas, Span, spread
from xltier.report.month.views.table import equal
from xltier.report.month.views.view import View, month_label
from xltier.report.month.wording import tier_word
from xltier.report.theme import LINE, PANEL
from xltier.tables.address import letters

RISE: Final = "#8DB6D6"
FALL: Final = "#E6A19B"
_DIAGONAL: Final = "#E9EDF1"
_DOT: Final = '#,##0;-#,##0;"·"'


@dataclass(frozen=True, slots=True)
class MatrixPlace:
    """Where the matrix stands.

    Args:
        counts: By former and present tier (or unrated, new, withdrawn).
        of_row: Size of each former tier, by code.
        of_column: Size of each present tier, by code.
        total: All.
        last: First row below it.
    """

    counts: dict[tuple[str, str], Live]
    of_row: dict[str, Live]
    of_column: dict[str, Live]
    total: Live
    last: int


def write_matrix(canvas: Canvas, view: View, row: int, span: Span, *, with_net: bool) -> MatrixPlace:
    """Write the matrix with its header in ``row``; ``with_net`` adds by how many each tier grew."""
    language, matrix = view.language, view.result.matrix
    label, *cells = spread(*span, [4.2, *([2] * len(view.tiers)), 2.2, 2.2, 2.3, 2.9, *([2.6] if with_net else [])])
    former, present = (month_label(view.result.period - back, language) for back in (1, 0))
    canvas.head(row, label, phrase("view-from-to", language, former=former, present=present))
    chips = dict(zip(matrix.tiers, view.chips, strict=True))
    for code, at in zip(matrix.columns, cells, strict=False):
        if code in chips:
            canvas.chip(row, at, view.codes[matrix.tiers.index(code)], chips[code])
        else:
            canvas.head(row, at, tier_word(code, language))
    headers = [phrase(f"view-{key}", language) for key in ("total", "stayed", "net")]
    for header, at in zip(headers, cells[len(matrix.columns) :], strict=False):
        canvas.head(row, at, header)
    counts: dict[tuple[str, str], Live] = {}
    of_row: dict[str, Live] = {}
    for down, code in enumerate(matrix.rows, row + 1):
        name, look = _row_name(view, code), {"align": "left", "indent": 1, "shrink": True, "text_wrap": False}
        if code in chips:
            canvas.chip(down, label, name, chips[code], **look)
        else:
            canvas.head(down, label, name, **look)
        for other, at in zip(matrix.columns, cells, strict=False):
            counts[code, other] = canvas.put(down, at, _count(view, code, other), **_look(view, code, other))
        of_row[code] = canvas.put(
            down, cells[len(matrix.columns)], add(*(counts[code, other] for other in matrix.columns)), **_sum_look()
        )
        stayed = ratio(counts[code, code], of_row[code]) if code in chips else None
        canvas.put(down, cells[len(matrix.columns) + 1], stayed, **_sum_look("0%"))
    last = row + 1 + len(matrix.rows)
    canvas.head(last, label, phrase("view-total", language), align="left", indent=1)
    of_column = {
        other: canvas.put(last, at, add(*(counts[code, other] for code in matrix.rows)), **_sum_look(bold=True))
        for other, at in zip(matrix.columns, cells, strict=False)
    }
    total = canvas.put(last, cells[len(matrix.columns)], add(*of_row.values()), **_sum_look(bold=True))
    canvas.put(last, cells[len(matrix.columns) + 1], _stay_rate(view, counts, of_row), **_sum_look("0%", bold=True))
    if with_net:
        for down, code in enumerate(matrix.rows, row + 1):
            net = less(of_column[code], of_row[code]) if code in chips else None
            canvas.put(down, cells[-1], net, **_sum_look("+#,##0;-#,##0;0"))
        canvas.put(last, cells[-1], None, **_sum_look())
    _colour(canvas, view, row + 1, cells)
    return MatrixPlace(counts, of_row, of_column, total, last + 1)


def _stay_rate(view: View, counts: dict[tuple[str, str], Live], of_row: dict[str, Live]) -> Live:
    """Return how many of last month's rated kept their tier."""
    codes = view.result.matrix.tiers
    return ratio(add(*(counts[code, code] for code in codes)), add(*(of_row[code] for code in codes)))


def _row_name(view: View, code: str) -> str:
    name = next((tier.name.said(view.language) for tier in view.tiers if tier.code == code), None)
    return tier_word(code, view.language) if name is None else f"{code} {name}"


def _count(view: View, former: str, present: str) -> Live | int:
    """Return how many went from a former tier to a present one; who left is in the history alone."""
    matrix, ratings = view.result.matrix, view.ratings
    if present == WITHDRAWN:
        return matrix.at(former, present)
    before = equal("former", former if former in matrix.tiers else tier_word(former, view.language))
    if present in matrix.tiers:
        return ratings.count(before, equal("tier", view.codes[matrix.tiers.index(present)]))
    rated = add(*(ratings.count(before, equal("tier", code)) for code in view.codes))
    return less(ratings.count(before), rated)


def _look(view: View, former: str, present: str) -> dict[str, Any]:
    is_stay = former == present
    return {
        "align": "center",
        "bold": former in view.result.matrix.tiers and present in view.result.matrix.tiers,
        "num_format": _DOT,
        "border": 1,
        "border_color": LINE,
        "bg_color": _DIAGONAL if is_stay else "#FFFFFF",
    }


def _sum_look(number: str = _DOT, *, bold: bool = False) -> dict[str, Any]:
    return {"align": "center", "bg_color": PANEL, "num_format": number, "bold": bold} | WHITE_EDGE


def _colour(canvas: Canvas, view: View, row: int, cells: list[Span]) -> None:
    """Colour rises blue and falls red, the more the deeper; the numbers stay, so that grey paper says it too."""
    count = len(view.tiers)
    falls = [(down, across) for down in range(count) for across in range(count) if across > down]
    rises = [(down, across) for down in range(count) for across in range(count) if across < down]
    for corners, colour in ((falls, FALL), (rises, RISE)):
        areas = [f"{letters(cells[across][0] + 1)}{row + down + 1}" for down, across in corners]
        if not areas:
            continue
        scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": "#FFFFFF"}
        most = {"max_type": "max", "max_color": colour, "multi_range": " ".join(areas)}
        canvas.page.conditional_format(areas[0], scale | most)
