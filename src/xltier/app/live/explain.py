"""解释: why the customer of the selected row has this tier, and what would lift it."""

from __future__ import annotations

from xltier.app.explain.explanation import explanation
from xltier.app.live.desk import Desk
from xltier.app.live.refresh import rated
from xltier.app.live.stopped import Stopped
from xltier.app.live.target import target_of
from xltier.errors import DataError, Location, Problem
from xltier.messages import phrase


def explain(desk: Desk) -> tuple[str, ...]:
    """Show the points, caps, distance and ways up of the selected customer; return the lines.

    Raises:
        XltierError: The table cannot be rated, or no customer stands in the selected row.
        Stopped: The user has given up.
    """
    book = desk.book
    target = target_of(desk)
    if target is None:
        raise Stopped
    sheet = rated(desk, target).sheet
    name, selected = book.selection()
    reading = sheet.reading
    rows = [row for row in sheet.rows if name == reading.sheet and selected.top <= row.row <= selected.bottom]
    if not rows:
        place = Location(file=book.file, sheet=reading.sheet, cell=f"{selected.top}:{selected.top}")
        values = {"first": reading.rows[0], "last": reading.rows[-1]}
        raise DataError(Problem("live-no-customer", place, values=values))
    lines = tuple(explanation(sheet, rows[0], desk.language, detail=False))
    book.say(phrase("live-explain", desk.language, key=rows[0].key), "\n".join(lines))
    return lines
