"""Which dealer and line the card shows: two drop-down lists, and the row that the pair means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from xltier.messages import phrase
from xltier.report.month.live_value import (
    BLANK,
    Live,
    Scalar,
    compare,
    constant,
    criterion,
    first_of,
    joined,
    sentence,
    text,
    when,
)
from xltier.report.month.places import Run, row_id
from xltier.report.month.views.canvas import Canvas, Span
from xltier.report.month.views.card.columns import LISTS, PICKED
from xltier.report.month.views.table import Table
from xltier.report.month.views.view import View
from xltier.report.theme import SUB

_CODE: Final[Span] = (8, 13)
_LINE: Final[Span] = (18, 27)
_INPUT: Final = {
    "bold": True,
    "font_size": 12,
    "align": "center",
    "bg_color": "#FFF3C4",
    "border": 2,
    "border_color": "#E0B93B",
    "locked": False,
    "num_format": "@",
    "shrink": True,
}
_SHOWN_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Picked:
    """What is picked.

    Args:
        order: For each row of the list, the place of its key in the month's rows.
        lists: The list: ``code``, ``label``, ``pair``, ``id`` and ``line``, as formulas look for them.
        listed: Row of the list (from 1), or 0.
        row: Row of the ratings (from 1), or 0.
        measured: Row of the measures (from 1), or 0.
        message: What is wrong with the pick; blank where nothing is.
        key: The ratings' own text for the row, as the logs have it; blank where nothing is picked.
    """

    order: tuple[int, ...]
    lists: Table
    listed: Live
    row: Live
    measured: Live
    message: Live
    key: Live


def write_picker(canvas: Canvas, view: View, row: int, *, default: int) -> Picked:
    """Write the two lists and their drop-downs into ``row``; what formulas look up stands hidden to the right.

    Args:
        canvas: The page.
        view: The month.
        row: Where.
        default: Place, in the month's rows, of the dealer that is shown when the book is opened.
    """
    language = view.language
    order, lists, codes = _write_lists(canvas, view)
    at = order.index(default) if order else 0
    label = str(lists.values("label")[at]) if order else ""
    code = view.rows[default].key.dealer if order else ""
    look = {"bold": True, "align": "right", "font_color": SUB}
    canvas.put(row, (1, 7), phrase("view-pick-code", language), **look)
    picked_code = canvas.put(row, _CODE, code, **_INPUT)
    canvas.put(row, (14, 17), phrase("view-pick-line", language), **look)
    picked_line = canvas.put(row, _LINE, label, **_INPUT)
    title = phrase("view-pick-code", language)
    first = f"MATCH({picked_code.formula},{lists.run('code').whole()},0)"
    labels = lists.run("label").whole()
    lines = lists.matching("code", picked_code).formula
    own = f"INDEX({labels},{first}):INDEX({labels},{first}+{lines}-1)"
    for span, source, said in ((_CODE, codes.whole(), "view-pick-code-hint"), (_LINE, own, "view-pick-line-hint")):
        rule = {"validate": "list", "source": f"={source}", "ignore_blank": True, "error_type": "information"}
        words = {"input_title": title, "input_message": phrase(said, language), "error_message": phrase(said, language)}
        canvas.page.data_validation(row, span[0], row, span[1], rule | words)
    return _found(canvas, view, order, lists, (picked_code, picked_line))


def _write_lists(canvas: Canvas, view: View) -> tuple[tuple[int, ...], Table, Run]:
    """Write the list of keys, one dealer's lines together, and the list of codes."""
    rows = view.rows
    order = tuple(sorted(range(len(rows)), key=lambda at: rows[at].key))
    divisions = Counter(code for code, _ in {(row.key.dealer, row.key.division) for row in rows})
    columns: dict[str, list[Scalar]] = {"code": [], "label": [], "pair": [], "id": [], "line": []}
    for at in order:
        key = rows[at].key
        label = key.line if divisions[key.dealer] == 1 else f"{key.division} · {key.line}"
        own = (key.dealer, label, f"{key.dealer}|{label}", criterion(row_id(key)), criterion(key.line))
        for column, value in zip(columns.values(), own, strict=True):
            column.append(value)
    codes: list[Scalar] = list(dict.fromkeys(columns["code"]))
    runs: dict[str, Run] = {}
    for place, (name, values) in enumerate({**columns, "codes": codes}.items(), LISTS):
        for row, value in enumerate(values):
            canvas.put(row, (place, place), value)
        runs[name] = Run(canvas.name, place, 0, max(len(values), 1) - 1)
    unique = runs.pop("codes")
    return order, Table(runs, columns), unique


def _found(canvas: Canvas, view: View, order: tuple[int, ...], lists: Table, picked: tuple[Live, Live]) -> Picked:
    """Write which rows the pair means, and what is wrong with it."""
    code, line = picked
    help_ = PICKED
    first = canvas.put(0, (help_, help_), lists.place("code", code))
    count = canvas.put(1, (help_, help_), lists.matching("code", code))
    exact = canvas.put(2, (help_, help_), lists.place("pair", joined(code, text("|"), line)))
    alone = when(compare(count, "=", 1), first, constant(0))
    listed = canvas.put(3, (help_, help_), when(compare(exact, ">", 0), exact, alone))
    key = canvas.put(4, (help_, help_), lists.pick("id", listed))
    found = when(compare(listed, "=", 0), constant(0), view.ratings.place("id", key))
    row = canvas.put(5, (help_, help_), found)
    found = when(compare(listed, "=", 0), constant(0), view.measures.place("id", key))
    measured = canvas.put(6, (help_, help_), found)
    unknown = sentence("view-pick-unknown", view.language, code=code)
    which = sentence("view-pick-which", view.language, code=code, lines=_labels(lists, first, count, view.language))
    message = first_of(
        [
            (compare(row, ">", 0), BLANK),
            (compare(code, "=", BLANK), text(phrase("view-pick-none", view.language))),
            (compare(first, "=", 0), unknown),
        ],
        which,
    )
    cell = canvas.put(7, (help_, help_), message)
    canvas.page.set_column(LISTS, help_, None, None, {"hidden": True})
    own = canvas.put(12, (help_, help_), view.ratings.pick("id", row))
    return Picked(order, lists, listed, row, measured, cell, own)


def _labels(lists: Table, first: Live, count: Live, language: str) -> Live:
    """Return the lines that a dealer has, the first few of them."""
    whole = lists.run("label").whole()
    labels = lists.values("label")
    comma = text("、" if language == "zh" else ", ")
    parts = []
    for at in range(_SHOWN_LINES):
        place = int(first.number) + at - 1
        value = labels[place] if first.number and at < count.number else ""
        one = Live(f"INDEX({whole},{first.formula}+{at})", value)
        parts.append(one if at == 0 else when(compare(count, ">", at), joined(comma, one), BLANK))
    parts.append(when(compare(count, ">", _SHOWN_LINES), text("…"), BLANK))
    return joined(*parts)
