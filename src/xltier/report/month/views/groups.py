"""A row of figures about some of the customers: how many, their tiers, mean score, size, moves and red lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xltier.messages import phrase
from xltier.report.month.live_value import Live, Scalar, add, less, ratio
from xltier.report.month.views.canvas import WHITE_EDGE, Canvas, Span, spread
from xltier.report.month.views.table import Condition, against, equal, filled
from xltier.report.month.views.trend import mean_decimals
from xltier.report.month.views.view import View
from xltier.report.theme import ACCENT, DOWN, UP

EVERYBODY: Final = (filled("id"),)
"""The condition that every row of the ratings meets."""
TIERS: Final = 3
"""Columns before those of the tiers."""
HEADER: Final = {
    "bold": True,
    "font_size": 8.5,
    "font_color": "#FFFFFF",
    "bg_color": ACCENT,
    "align": "center",
    "text_wrap": True,
} | WHITE_EDGE
DOT: Final = '#,##0;-#,##0;"·"'


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the table.

    Args:
        name: Of the division, line or channel.
        row: Where it stands.
        count: Customers.
        tiers: How many are in each tier, best first.
        share: Share of the good tiers among the rated; blank where nobody is rated.
        mean: Mean score, or blank.
        amount: Their money, where the scheme has any.
        look: XlsxWriter properties of the row.
    """

    name: str
    row: int
    count: Live
    tiers: tuple[Live, ...]
    share: Live
    mean: Live
    amount: Live | None
    look: dict[str, Any]


class GroupTable:
    """The columns of such a table, and its rows as they are written."""

    def __init__(self, canvas: Canvas, view: View, *, unit: str, names: Sequence[str]) -> None:
        """Lay out the columns.

        Args:
            canvas: The page.
            view: The month.
            unit: Of amounts, as the header says it.
            names: Headers of the two columns before the figures.
        """
        self._canvas, self._view = canvas, view
        language = view.language
        tiers = [(tier.code, 2.2) for tier in view.tiers]
        money = (
            []
            if view.money is None
            else [
                (phrase("view-amount", language, measure=view.money.name, unit=unit), 4.4),
                (phrase("view-amount-share", language), 3.4),
            ]
        )
        columns = [
            *((name, width) for name, width in zip(names, (4.6, 5), strict=True)),
            (phrase("view-count", language), 2.6),
            *tiers,
            (phrase("view-unrated", language), 2.4),
            (phrase("view-share", language, tiers=view.top_name), 3.6),
            (phrase("view-mean", language), 3),
            *money,
            (phrase("view-ups", language), 2.6),
            (phrase("view-downs", language), 2.6),
            *([(phrase("view-red", language), 2.4)] if view.has_red else []),
            (phrase("view-mark", language), 3.4),
        ]
        self.headers = [header for header, _ in columns]
        self.spans = spread(1, canvas.last, [width for _, width in columns])

    def write_head(self, row: int) -> None:
        """Write the header."""
        tiers = range(TIERS, TIERS + len(self._view.tiers))
        for at, (header, span) in enumerate(zip(self.headers, self.spans, strict=True)):
            if at in tiers:
                self._canvas.chip(row, span, self._view.codes[at - TIERS], self._view.chips[at - TIERS])
            else:
                self._canvas.put(row, span, header, **HEADER)

    @property
    def share(self) -> Span:
        """Return where the share of the good tiers stands."""
        return self.spans[TIERS + len(self._view.tiers) + 1]

    @property
    def mark(self) -> Span:
        """Return where the weakest are marked."""
        return self.spans[-1]

    def write(
        self, row: int, name: str, conditions: Sequence[Condition], total: Live | None, look: dict[str, Any]
    ) -> Group:
        """Write a row from its second column on; the first one is the caller's.

        Args:
            row: Where.
            name: Of the group.
            conditions: Which rows of the ratings belong to it.
            total: The money of everybody, to take shares of; None for the row of everybody.
            look: Properties over the table's own.
        """
        view, ratings = self._view, self._view.ratings
        where = tuple(conditions) or EVERYBODY
        spans = iter(self.spans[1:])
        centre = {"align": "center", **look}

        def put(content: Live | Scalar, **more: Any) -> Live:  # noqa: ANN401 - XlsxWriter's own
            return self._canvas.body(row, next(spans), content, **centre | more)

        put(name, text_wrap=True)
        count = put(ratings.count(*where), num_format="#,##0")
        tiers = tuple(put(ratings.count(*where, equal("tier", code)), num_format=DOT) for code in view.codes)
        put(less(count, add(*tiers)), num_format=DOT)
        share = put(ratio(add(*tiers[: view.top]), add(*tiers)), num_format="0%", align="right", indent=1)
        decimals = mean_decimals(view)
        mean = put(
            ratings.mean("score", *where, decimals=view.decimals, into=decimals), num_format=f"0.{'0' * decimals}"
        )
        amount = None
        if view.unit is not None:
            amount = put(view.amount(*where), num_format=view.unit.number_format, align="right", indent=1)
            put(ratio(amount, total or amount), num_format="0%", align="right", indent=1)
        put(ratings.count(*where, against("change", ">", 0)), num_format='"▲"#,##0;;"·"', font_color=UP)
        put(ratings.count(*where, against("change", "<", 0)), num_format='"▼"#,##0;;"·"', font_color=DOWN)
        if view.has_red:
            put(ratings.count(*where, filled("red")), num_format=DOT, font_color=DOWN)
        return Group(name, row, count, tiers, share, mean, amount, look)
