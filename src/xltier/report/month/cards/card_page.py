"""Where everything of a printed dealer's card stands on its page: one A4 sheet upright.

The frame of a page (headings, header cells, rules) is written once; what is said of a dealer goes to named spots. The
card that looks one dealer up has formulas, charts and pages of its own: :mod:`xltier.report.month.views.card`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.data.ratings_sheet import MONTHS
from xltier.report.theme import ACCENT, DOWN, HAIR, MUTE, PANEL, SUB, UP, Theme

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

COLUMNS: Final = 12
WIDTH: Final = 8.0
"""Of each column, in digits of the body font."""

HEIGHT: Final = 890
"""Of all rows together, in points: what one page takes at the scale that the width asks for, and a little to spare."""

AGREED: Final = 3
"""Blank lines for what dealer and manager agree on; a page with many measures has none."""

_AGREED_HEIGHT: Final = 130

LIFTS: Final = 3
LOGS: Final = 4
SERVICES: Final = 3
LAST: Final = COLUMNS - 1

TABLE: Final = (
    ("name", Words("指标", "Measure"), 0, 2, "name"),
    ("value", Words("实际值", "Actual"), 3, 4, "centre"),
    ("points", Words("得分 / 满分", "Points / full"), 5, 6, "centre"),
    ("rate", Words("得分率", "Share of full"), 7, 8, "share"),
    ("peers", Words("同线别平均", "Line mean"), 9, 9, "number"),
    ("weight", Words("权重", "Weight"), 10, 10, "weight"),
    ("lost", Words("可提分", "To gain"), 11, 11, "gain"),
)
"""Columns of the table of measures: key, header, first and last column of the page, look."""

TILES: Final = (
    ("base", Words("基础分", "Base score"), "tile"),
    ("bonus", Words("加分", "Bonus"), "tile_bonus"),
    ("penalty", Words("扣分", "Penalty"), "tile_penalty"),
    ("score", Words("得分", "Score"), "tile"),
)
SIGNERS: Final = (
    (Words("客户经理签字：", "Account manager:"), 0, 3),
    (Words("经销商确认：", "Dealer:"), 4, 8),
    (Words("日期：", "Date:"), 9, LAST),
)
_UNDER: Final = {"bottom": 1, "bottom_color": HAIR}
_TILE: Final = {"font_size": 16, "bold": True, "align": "center", "bg_color": PANEL}
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"font_size": 15, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_color": SUB, "bottom": 2, "bottom_color": ACCENT},
    "tier": {"font_size": 40, "bold": True, "align": "center", "bg_color": PANEL},
    "dealer": {"font_size": 17, "bold": True, "indent": 1, "shrink": True},
    "standing": {"font_size": 11, "bold": True, "font_color": ACCENT, "indent": 1, "shrink": True},
    "place": {"font_color": SUB, "indent": 1, "shrink": True},
    "why": {"font_size": 10.5, "text_wrap": True, "valign": "top"},
    "tile": _TILE,
    "tile_bonus": _TILE | {"num_format": "+General;-General;0", "font_color": UP},
    "tile_penalty": _TILE | {"num_format": "-General;+General;0", "font_color": DOWN},
    "tile_name": {"font_color": SUB, "align": "center", "bg_color": PANEL, "font_size": 8.5},
    "name": _UNDER | {"bold": True, "indent": 1, "shrink": True},
    "centre": _UNDER | {"align": "center", "shrink": True},
    "number": _UNDER | {"align": "center", "num_format": "0.0"},
    "weight": _UNDER | {"align": "center", "num_format": '0"%"'},
    "share": _UNDER | {"align": "left", "num_format": "0%"},
    "gain": _UNDER | {"align": "center", "num_format": "+0.0;-0.0;·", "font_color": UP, "bold": True},
    "way": {"bold": True},
    "lift": _UNDER | {"indent": 1},
    "month": {"align": "center", "font_color": SUB, "font_size": 8.5},
    "month_score": {"align": "center", "bold": True},
    "month_tier": {"align": "center", "bold": True, "border": 1, "border_color": "#FFFFFF"},
    "day": _UNDER | {"align": "center", "num_format": "mm/dd"},
    "text": _UNDER | {"shrink": True},
    "points": _UNDER | {"align": "center", "num_format": "+General;-General;0", "bold": True},
    "note": _UNDER | {"font_color": SUB, "shrink": True},
    "service_name": {"bg_color": PANEL, "indent": 1, "font_color": SUB},
    "service": {"bg_color": PANEL, "text_wrap": True},
    "sign": {"font_color": SUB, "bottom": 1, "bottom_color": MUTE, "valign": "bottom"},
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the page; several columns or rows are one merged cell.

    Args:
        row: From the top of the page, from 0.
        first: First column.
        last: Last column.
        look: Name of its look.
        rows: How many rows it spans.
    """

    row: int
    first: int
    last: int
    look: str
    rows: int = 1


@dataclass(slots=True)
class Layout:
    """The page of a card; :func:`layout` makes it.

    Args:
        measures: How many measures have a row.
        spots: By name: ``title subtitle tier dealer standing place why base bonus penalty score way``,
            ``m0:KEY`` and on with the keys of ``TABLE``, ``lift0`` and on, ``month0 score0 tier0`` and on (oldest
            first), ``day0 log0 points0 note0`` and on, ``service0 service_name0`` and on.
        headings: Row and phrase of each section.
        words: Spots of the frame, with what they say.
        heights: Of each row.
    """

    measures: int
    spots: dict[str, Spot] = field(default_factory=dict)
    headings: list[tuple[int, str]] = field(default_factory=list)
    words: list[tuple[Spot, Words]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Return how many rows the page has."""
        return len(self.heights)

    def line(self, height: float, *spots: tuple[str, int, int, str]) -> int:
        """Add a row with spots (name, first and last column, look); return its number."""
        row = len(self.heights)
        self.heights.append(height)
        for name, first, last, look in spots:
            self.spots[name] = Spot(row, first, last, look)
        return row

    def section(self, key: str) -> None:
        """Add a gap and the heading of a section."""
        self.heights.append(9)
        self.headings.append((self.line(20), key))


def layout(measures: int) -> Layout:
    """Return the page for a scheme with so many scored measures."""
    page = Layout(measures)
    page.line(24, ("title", 0, LAST, "title"))
    page.line(17, ("subtitle", 0, LAST, "subtitle"))
    page.line(8)
    top = page.line(28, ("dealer", 2, LAST, "dealer"))
    page.line(20, ("standing", 2, LAST, "standing"))
    page.line(18, ("place", 2, LAST, "place"))
    page.spots["tier"] = Spot(top, 0, 1, "tier", 3)
    page.section("dealer-card-why")
    page.line(32, ("why", 0, LAST, "why"))
    page.section("dealer-card-score")
    span = COLUMNS // len(TILES)
    row = page.line(15)
    page.words += [(Spot(row, span * at, span * at + span - 1, "tile_name"), words) for at, (_, words, _) in _tiles()]
    page.line(25, *((key, span * at, span * at + span - 1, look) for at, (key, _, look) in _tiles()))
    page.section("dealer-card-measures")
    row = page.line(24)
    page.words += [(Spot(row, first, last, "head"), words) for _, words, first, last, _ in TABLE]
    for number in range(measures):
        page.line(17, *((f"m{number}:{key}", first, last, look) for key, _, first, last, look in TABLE))
    page.section("dealer-card-way")
    page.line(18, ("way", 0, LAST, "way"))
    for number in range(LIFTS):
        page.line(16, (f"lift{number}", 0, LAST, "lift"))
    page.section("dealer-card-months")
    span = COLUMNS // MONTHS
    for height, key, look in ((15, "month", "month"), (16, "score", "month_score"), (16, "tier", "month_tier")):
        page.line(height, *((f"{key}{at}", span * at, span * at + span - 1, look) for at in range(MONTHS)))
    page.section("dealer-card-log")
    for at in range(LOGS):
        columns = ((f"day{at}", 0, 0, "day"), (f"log{at}", 1, 5, "text"), (f"points{at}", 6, 6, "points"))
        page.line(16, *columns, (f"note{at}", 7, LAST, "note"))
    page.section("dealer-card-service")
    for at in range(SERVICES):
        page.line(18, (f"service_name{at}", 0, 1, "service_name"), (f"service{at}", 2, LAST, "service"))
    if sum(page.heights) < HEIGHT - _AGREED_HEIGHT:
        page.section("dealer-card-agreed")
        page.words += [(Spot(page.line(21), 0, LAST, "lift"), Words("", "")) for _ in range(AGREED)]
    row = page.line(36)
    page.words += [(Spot(row, first, last, "sign"), words) for words, first, last in SIGNERS]
    page.heights = [height * min(1, HEIGHT / sum(page.heights)) for height in page.heights]
    return page


def _tiles() -> tuple[tuple[int, tuple[str, Words, str]], ...]:
    return tuple(enumerate(TILES))


def look_of(theme: Theme, name: str, **further: Any) -> Format:  # noqa: ANN401 - XlsxWriter's own properties
    """Return the format of a look, with further properties on top."""
    return theme.head(font_size=8.5) if name == "head" else theme.format(**dict(_LOOKS[name]) | further)


def write_frame(page: Worksheet, theme: Theme, plan: Layout, *, top: int = 0) -> None:
    """Write what is the same on every card.

    Args:
        page: Where to; its columns are set by :func:`set_columns`.
        theme: Its looks.
        plan: The page.
        top: Its first row on the sheet, from 0.
    """
    for row, height in enumerate(plan.heights):
        page.set_row(top + row, height)
    section = theme.section()
    for row, key in plan.headings:
        for column in range(1, COLUMNS):
            page.write_blank(top + row, column, None, section)
        page.write_string(top + row, 0, phrase(key, theme.language), section)
    for spot, words in plan.words:
        put(page, spot, words.said(theme.language), look_of(theme, spot.look), top=top)


def set_columns(page: Worksheet) -> None:
    """Set the widths that the page is made for."""
    page.set_column(0, LAST, WIDTH)


def put(page: Worksheet, spot: Spot, value: object, look: Format, *, top: int = 0) -> None:
    """Write a value to a spot: the first cell of it, merged with the rest where there is any."""
    row, last_row = top + spot.row, top + spot.row + spot.rows - 1
    if (spot.first, row) != (spot.last, last_row):
        page.merge_range(row, spot.first, last_row, spot.last, "", look)
    if value is None or value == "":
        page.write_blank(row, spot.first, None, look)
    elif isinstance(value, str):
        page.write_string(row, spot.first, value, look)
    else:
        page.write(row, spot.first, value, look)
