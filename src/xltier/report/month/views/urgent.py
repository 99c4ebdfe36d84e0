"""What needs action now: the alerts of the highest level, of every kind some, the larger customers first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from xltier.messages import phrase
from xltier.report.month.live_value import BLANK, Live, compare, joined, sentence, shown, text, when
from xltier.report.month.views.canvas import Canvas, Span, spread
from xltier.report.month.views.table import equal
from xltier.report.month.views.view import View
from xltier.report.month.write_grid import HIGH, colour_tiers
from xltier.report.page import lines_needed
from xltier.report.theme import DOWN, SUB

MOST: Final = 7
"""How many are listed."""
_ROW: Final = 18.5
_LINE: Final = 12.3
_LONG: Final = {("dealer_name", "dealer"): 1, ("division", "line"): 2, ("name",): 3, ("fact",): 4, ("action",): 5}
"""Columns whose texts go on in a further line, and their places."""
_JOINED: Final = " · "
_SMALLER: Final = 1.08
"""How many more digits go into a column in the list's small font."""
_WRAPPED: Final[dict[str, Any]] = {"font_size": 8.5, "shrink": False, "text_wrap": True}


def write_urgent(canvas: Canvas, view: View, row: int) -> int:
    """Write the list with its heading in ``row``; return the first free row."""
    language, whole = view.language, (1, canvas.last)
    canvas.rows(row, [21, 18])
    chosen = _chosen(view)
    canvas.section(row, whole, _heading(view) if chosen else phrase("view-urgent-none", language))
    if not chosen:
        canvas.put(row + 1, whole, phrase("view-urgent-quiet", language), font_color=SUB)
        return row + 2
    heads = ("tier", "dealer", "where", "alert", "fact", "action", "owner", "due")
    spans = spread(1, canvas.last, [1.7, 6.3, 6.9, 4.4, 9, 14.6, 2.8, 3.5])
    for head, span in zip(heads, spans, strict=True):
        canvas.head(row + 1, span, phrase(f"view-urgent-{head}", language))
    alerts = view.alerts
    for down, at in enumerate(chosen, row + 2):
        canvas.rows(down, [_height(canvas, view, spans, at)])
        tier = alerts.at("tier", at)
        name = joined(alerts.at("dealer_name", at), text(" "), alerts.at("dealer", at))
        place = joined(alerts.at("division", at), text(" · "), alerts.at("line", at))
        cells: Sequence[tuple[Live, dict[str, Any]]] = (
            (tier, {"align": "center", "bold": True}),
            (name, {"bold": True, "indent": 1} | _WRAPPED),
            (place, {"font_color": SUB} | _WRAPPED),
            (alerts.at("name", at), {"font_color": DOWN, "bold": True} | _WRAPPED),
            (alerts.at("fact", at), _WRAPPED),
            (alerts.at("action", at), _WRAPPED),
            (when(compare(alerts.at("owner", at), "=", BLANK), text("–"), alerts.at("owner", at)), {"align": "center"}),
            (alerts.at("due", at), {"align": "center", "num_format": "yyyy-mm-dd"}),
        )
        for (live, look), span in zip(cells, spans, strict=True):
            canvas.body(down, span, live, **{"font_size": 9, "shrink": True} | look)
    last = row + 1 + len(chosen)
    colour_tiers(canvas.page, view.theme, view.tiers, (row + 2, spans[0][0], last, spans[0][1]))
    return last + 1


def _height(canvas: Canvas, view: View, spans: Sequence[Span], at: int) -> float:
    """Return how high a row must be for its longest text."""
    lines = max(
        lines_needed(
            _JOINED.join(str(view.alerts.at(key, at).value) for key in keys), canvas.digits(spans[place]) * _SMALLER
        )
        for keys, place in _LONG.items()
    )
    return max(lines * _LINE, _ROW)


def _heading(view: View) -> Live:
    """Return how many there are, by kind."""
    language, alerts = view.language, view.alerts
    high = equal("level", HIGH.said(language))
    kinds = [alert for alert in view.result.scheme.alerts if alert.level == "high"]
    parts: list[Live | str] = []
    for at, alert in enumerate(kinds):
        name = alert.name.said(language)
        mark = "" if at == 0 else "、" if language == "zh" else ", "
        parts += [mark, f"{name} ", shown(alerts.count(high, equal("name", name)))]
    return sentence("view-urgent", language, count=shown(alerts.count(high)), kinds=joined(*parts))


def _chosen(view: View) -> list[int]:
    """Return the places of the alerts to show: in turn one of each kind, in each the larger customer first."""
    sizes = _sizes(view)
    kinds: dict[str, list[int]] = defaultdict(list)
    for at, raised in enumerate(view.result.alerts):
        if raised.level == "high":
            kinds[raised.alert.code].append(at)
    queues = [sorted(places, key=lambda at: -sizes[id(view.result.alerts[at].row)]) for places in kinds.values()]
    chosen: list[int] = []
    while len(chosen) < MOST and any(queues):
        for queue in queues:
            if queue and len(chosen) < MOST:
                chosen.append(queue.pop(0))
    return sorted(chosen)


def _sizes(view: View) -> dict[int, float]:
    amounts = (0.0 if isinstance(size, str) else float(size) for size in view.ratings.values("amount"))
    return {id(row): size for row, size in zip(view.rows, amounts, strict=True)}
