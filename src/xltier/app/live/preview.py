"""What the user sees before the first write: the tiers, who moves, what cannot be rated; and which month it is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from xltier.app.explain.tier_view import view
from xltier.app.live.desk import Desk
from xltier.app.live.form import Field, Form
from xltier.app.sheet.refreshed import default_period
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.messages import phrase

_MOST_MOVES = 10
_MONTHS = 4


def periods(today: dt.date) -> tuple[str, ...]:
    """Return the months that a rating may be of, the likeliest first: last month, this one, then the ones before.

    Example:
        >>> periods(dt.date(2026, 11, 5))
        ('2026-10', '2026-11', '2026-09', '2026-08')
    """
    first = default_period(today)
    months = [first, f"{today:%Y-%m}"]
    day = dt.date.fromisoformat(f"{first}-01")
    while len(months) < _MONTHS:
        day = (day - dt.timedelta(days=1)).replace(day=1)
        months.append(f"{day:%Y-%m}")
    return tuple(months)


def confirmed(desk: Desk, sheet: TieredSheet, *, period: str, areas: str) -> str | None:
    """Return the period that the user agrees to write for, or None for no.

    Args:
        desk: The user.
        sheet: What would be written.
        period: What is suggested.
        areas: Where it would be written.
    """
    language = desk.language
    choices = periods(desk.today)
    if period not in choices:
        choices = (period, *choices)
    form = Form(
        title=phrase("live-title", language),
        lines=(*view(sheet, language), *_moves(sheet, language), phrase("live-will-write", language, areas=areas)),
        fields=(Field(phrase("live-period", language), choices, choices.index(period)),),
        yes=phrase("live-write", language),
        no=phrase("live-cancel", language),
    )
    answer = desk.book.ask(form)
    return None if answer is None else choices[answer[0]]


def _moves(sheet: TieredSheet, language: str) -> Iterator[str]:
    moved = [row for row in sheet.rows if row.change]
    for row in moved[:_MOST_MOVES]:
        mark = "▲" if (row.change or 0) > 0 else "▼"
        yield f"  {row.key} {row.name}  {mark}{abs(row.change or 0)} → {row.rating.tier}"
    if len(moved) > _MOST_MOVES:
        yield "  " + phrase("view-more", language, count=len(moved) - _MOST_MOVES)
