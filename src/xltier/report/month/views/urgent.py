"""What needs action now: the alerts of the highest level, of every kind some, the larger customers first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from xltier.messages import phrase
from xltier.report.month.views.canvas import Canvas, spread
from xltier.report.month.views.live import BLANK, Live, compare, joined, sentence, shown, text, when
from xltier.report.month.views.table import equal
from xltier.report.month.views.view import View
from xltier.report.month.write_grid import HIGH, colour_tiers
from xltier.report.theme import DOWN, SUB

MOST: Final = 8
"""How many are listed."""
_ROW: Final = 18.5


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
    spans = spread(1, canvas.last, [1.8, 6.4, 7.2, 4.6, 10.2, 12.4, 3, 3.6])
    for head, at in zip(heads, spans, strict=True):
        canvas.head(row + 1, at, phrase(f"view-urgent-{head}", language))
    alerts = view.alerts
    for down, at in enumerate(chosen, row + 2):
        canvas.rows(down, [_ROW])
        tier = alerts.at("tier", at)
        name = joined(alerts.at("dealer_name", at), text(" "), alerts.at("dealer", at))
        place = joined(alerts.at("division", at), text(" · "), alerts.at("line", at))
        cells: Sequence[tuple[Live, dict[str, Any]]] = (
            (tier, {"align": "center", "bold": True}),
            (name, {"bold": True, "indent": 1}),
            (place, {"font_color": SUB}),
            (alerts.at("name", at), {"font_color": DOWN, "bold": True}),
            (alerts.at("fact", at), {}),
            (alerts.at("action", at), {}),
            (when(compare(alerts.at("owner", at), "=", BLANK), text("–"), alerts.at("owner", at)), {"align": "center"}),
            (alerts.at("due", at), {"align": "center", "num_format": "yyyy-mm-dd"}),
        )
        for (live, look), span in zip(cells, spans, strict=True):
            canvas.body(down, span, live, shrink=True, font_size=9, **look)
    last = row + 1 + len(chosen)
    colour_tiers(canvas.page, view.theme, view.tiers, (row + 2, spans[0][0], last, spans[0][1]))
    return last + 1


def _heading(view: View) -> Live:
    """Return how many there are, by kind."""
    language, alerts = view.language, view.alerts
    high = equal("level", HIGH.said(language))
    kinds = [alert for alert in view.result.scheme.alerts if alert.level == "high"]
    parts: list[Live | str] = []
    for at, alert in enumerate(kinds):
        name = alert.name.said(language)
        parts += ["、" if at and language == "zh" else ", " if at else "", f"{name} ", shown(alerts.count(equal("name", name)))]
    return sentence("view-urgent", language, count=shown(alerts.count(high)), kinds=joined(*parts))


def _chosen(view: View) -> list[int]:
    """Return the places of the alerts to show: in turn one of each kind, in each the larger customer first."""
    sizes = _sizes(view)
    kinds: dict[str, list[int]] = defaultdict(list)
    for at, raised in enumerate(view.result.alerts):
        if raised.alert.level == "high":
            kinds[raised.alert.code].append(at)
    queues = [sorted(places, key=lambda at: -sizes[id(view.result.alerts[at].row)]) for places in kinds.values()]
    chosen: list[int] = []
    while len(chosen) < MOST and any(queues):
        for queue in queues:
            if queue and len(chosen) < MOST:
                chosen.append(queue.pop(0))
    return sorted(chosen)


def _sizes(view: View) -> dict[int, float]:
    amounts = view.ratings.values("amount")
    return {id(row): 0.0 if isinstance(size, str) else float(size) for row, size in zip(view.rows, amounts, strict=True)}
