"""The card's log: red lines in force first, then what gave or took points, each with its day and its evidence."""

from __future__ import annotations

from typing import Any, Final

from xltier.messages import phrase
from xltier.report.month.live_value import BLANK, Live, compare, constant, joined, less, sentence, shown, text, when
from xltier.report.month.places import Run
from xltier.report.month.views.canvas import Canvas, Span, spread
from xltier.report.month.views.card.columns import LOG
from xltier.report.month.views.card.picker import Picked
from xltier.report.month.views.table import Table, equal
from xltier.report.month.views.view import View
from xltier.report.theme import DOWN, MUTE, SUB

_RED_LINES: Final = 2
_ITEMS: Final = 5
_ROW: Final = 18.0
_DAY: Final = "yyyy-mm-dd"


def write_log(canvas: Canvas, view: View, picked: Picked, row: int) -> int:
    """Write the rows; return the first free one."""
    spans = spread(1, canvas.last, [5.5, 12, 5, 16.5])
    found: list[Live] = []
    if view.red_lines.size:
        found += _write_red_lines(canvas, view, picked, row, spans)
        row += _RED_LINES
    if view.adjustments.size:
        found += _write_items(canvas, view, picked, row, spans)
        row += _ITEMS
    canvas.rows(row, [_ROW])
    canvas.page.set_column(LOG, LOG + 1, None, None, {"hidden": True})
    some = Live(f"SUM({','.join(one.formula for one in found) or '0'})", sum(one.number for one in found))
    none = text(phrase("view-card-no-log", view.language))
    said = when(compare(picked.row, "=", 0), BLANK, when(compare(some, "=", 0), none, _more(view, picked, found)))
    canvas.put(row, (1, canvas.last), said, font_color=MUTE, font_size=8.5)
    return row + 1


def _write_red_lines(canvas: Canvas, view: View, picked: Picked, row: int, spans: list[Span]) -> list[Live]:
    table = view.red_lines
    places = _places(canvas, table, picked, row, LOG, _RED_LINES, active="active")
    look: dict[str, Any] = {"font_color": DOWN}
    none = phrase("view-card-no-red", view.language)
    quiet = {"type": "cell", "criteria": "==", "value": f'"{none}"', "format": view.theme.bare(font_color=SUB)}
    canvas.page.conditional_format(row, spans[1][0], row, spans[1][1], quiet)
    for down, place in enumerate(places, row):
        canvas.body(down, spans[0], table.pick("from", place), align="center", num_format=_DAY)
        name = table.pick("name", place)
        if down == row:
            name = when(compare(place, "=", 0), when(compare(picked.row, "=", 0), BLANK, text(none)), name)
        canvas.body(down, spans[1], name, bold=True, shrink=True, **look)
        canvas.body(down, spans[2], table.pick("cap", place), align="center", bold=True, shrink=True, **look)
        canvas.body(down, spans[3], table.pick("note", place), font_size=8.5, font_color=SUB, shrink=True)
    return places


def _write_items(canvas: Canvas, view: View, picked: Picked, row: int, spans: list[Span]) -> list[Live]:
    table = view.adjustments
    places = _places(canvas, table, picked, row, LOG + 1, _ITEMS)
    for down, place in enumerate(places, row):
        points = "+0.####;-0.####;0"
        canvas.body(down, spans[0], table.pick("date", place), align="center", num_format=_DAY)
        canvas.body(down, spans[1], table.pick("name", place), shrink=True)
        canvas.body(down, spans[2], table.pick("counts", place), align="center", bold=True, num_format=points)
        evidence, note = table.pick("evidence", place), table.pick("note", place)
        said = when(compare(note, "=", BLANK), evidence, note)
        canvas.body(down, spans[3], said, font_size=8.5, font_color=SUB, shrink=True)
    return places


def _places(
    canvas: Canvas, table: Table, picked: Picked, row: int, column: int, count: int, active: str = ""
) -> list[Live]:
    """Return the first rows of a log (from 1) that mean the picked key, 0 where there are no more.

    They are looked for one after the other, so that the log may be sorted and added to.
    """
    canvas.rows(row, [_ROW] * count)
    numbers = Run(canvas.name, column + 2, 0, table.size - 1)
    for at in range(table.size):
        canvas.put(at, (column + 2, column + 2), at + 1)
    canvas.page.set_column(column + 2, column + 2, None, None, {"hidden": True})
    key = picked.lists.values("id")[int(picked.listed.number) - 1] if picked.listed.number else None
    own = [
        at
        for at, value in enumerate(table.values("id"), 1)
        if value == key and (not active or table.values(active)[at - 1] == 1)
    ]
    found: list[Live] = []
    before = constant(0)
    size = table.size + 1
    for at in range(count):
        place = own[at] if at < len(own) else 0
        is_own = f"({table.run('id').whole()}={picked.key.formula})" + (
            f"*({table.run(active).whole()}=1)" if active else ""
        )
        after = f"({numbers.whole()}>{before.formula})*({size}-{numbers.whole()})"
        left = f"SUMPRODUCT(MAX({is_own}*{after}))"
        step = f"IF({picked.row.formula}=0,0,IF({left}=0,0,{size}-{left}))"
        if found:
            step = f"IF({before.formula}=0,0,{step})"
        before = canvas.put(row + at, (column, column), Live(step, place))
        found.append(before)
    return found


def _more(view: View, picked: Picked, found: list[Live]) -> Live:
    """Return how many further rows of bonus and penalty there are, and what caps took from their sum."""
    table, ratings = view.adjustments, view.ratings
    if not table.size or "bonus" not in ratings:
        return BLANK
    listed = f'COUNTIF({found[-_ITEMS].formula}:{found[-1].formula.rpartition("!")[2]},">0")'
    more = less(table.matching("id", picked.key), Live(listed, sum(one.number > 0 for one in found[-_ITEMS:])))
    further = sentence("view-card-more-log", view.language, count=shown(more))
    logged = table.total("counts", equal("id", picked.lists.pick("id", picked.listed)), decimals=4)
    bonus, penalty = ratings.pick("bonus", picked.row), ratings.pick("penalty", picked.row)
    counted = Live(f"ROUND(N({bonus.formula})-N({penalty.formula}),4)", bonus.number - penalty.number)
    parts = {"logged": shown(logged, 1, signed=True), "counted": shown(counted, 1, signed=True)}
    capped = sentence("view-card-capped", view.language, **parts)
    said = when(compare(logged, "=", counted), BLANK, capped)
    return joined(when(compare(more, ">", 0), further, BLANK), said)
