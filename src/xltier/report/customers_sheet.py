"""The user's sheet with 等级 | 得分 | 变动 | 主因 beside it, every cell at the address that it has in the file.

Addresses in messages (“年销售额为空（E9）”) are those of the user's file, so rows and columns keep their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.messages import phrase
from xltier.report.page import Paper, set_up
from xltier.report.theme import ACCENT, HEAD, SUB, USED, Theme
from xltier.report.tier_columns import OURS, write_ours
from xltier.report.user_columns import write_column, write_rejected

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FEW: Final = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where things are on the sheet, counted from 0: header row, first and last data row, our first column."""

    header: int
    first: int
    last: int
    ours: int


def place_of(sheet: TieredSheet) -> Place:
    """Return where the table and our columns lie: as in the user's file."""
    reading = sheet.reading
    header = (reading.header_rows[-1] if reading.header_rows else min(reading.rows, default=2) - 1) - 1
    last = max((*reading.rows, *(rejected.row for rejected in reading.rejected)), default=header + 2) - 1
    ours = max(column.number for column in reading.columns)
    return Place(max(header, 0), min(reading.rows, default=2) - 1, last, ours)


def write_customers(
    page: Worksheet, theme: Theme, sheet: TieredSheet, *, columns: Sequence[str] = OURS, footer: str = ""
) -> None:
    """Write the sheet.

    Args:
        page: Where to.
        theme: Its looks and language.
        sheet: The rated customers.
        columns: Which of ours to write, in this order.
        footer: What the footer says.
    """
    place = place_of(sheet)
    set_up(page, theme, paper=Paper(repeat=(place.header, place.header)), footer=footer)
    _write_headers(page, theme, sheet, place, columns)
    for position in range(len(sheet.reading.columns)):
        write_column(page, theme, sheet, position)
    write_rejected(page, theme, sheet)
    write_ours(page, theme, sheet, start=place.ours, span=(place.first, place.last), columns=columns)
    identity = max((at for at in (sheet.columns.code, sheet.columns.name) if at is not None), default=None)
    frozen = 0 if identity is None else sheet.reading.columns[identity].number
    page.freeze_panes(place.header + 1, frozen if frozen <= _FEW else 0)
    first = min(column.number for column in sheet.reading.columns) - 1
    page.autofilter(place.header, first, place.last, place.ours + len(columns) - 1)


def _write_headers(page: Worksheet, theme: Theme, sheet: TieredSheet, place: Place, columns: Sequence[str]) -> None:
    used = set(sheet.columns.measures.values())
    texts = [list(column.header) or [column.name] for column in sheet.reading.columns]
    depth = max(map(len, texts))
    for position, column in enumerate(sheet.reading.columns):
        look = _header_look(theme, is_used=position in used)
        for level, text in enumerate(reversed(texts[position])):
            if place.header - level >= 0:
                page.write_string(place.header - level, column.number - 1, text, look)
    taken = {column.name.strip().casefold() for column in sheet.reading.columns}
    for at, key in enumerate(columns):
        text = phrase(f"column-{key}", theme.language)
        if text.casefold() in taken:
            text = f"{text}(xltier)"
        page.write_string(place.header, place.ours + at, text, theme.head())
    wraps = any("\n" in text for column in texts for text in column)
    page.set_row(place.header, 32 if wraps else 22)
    _write_heading(page, theme, sheet, place.header - depth + 1)


def _header_look(theme: Theme, *, is_used: bool) -> Format:
    """A column that the scheme reads stands out from one that it leaves alone."""
    return theme.format(
        bold=True,
        font_color=ACCENT,
        bg_color=USED if is_used else HEAD,
        align="center",
        text_wrap=True,
        border=1,
        border_color="#FFFFFF",
    )


def _write_heading(page: Worksheet, theme: Theme, sheet: TieredSheet, free: int) -> None:
    """Say above the table what was done, where the user's file has room for it."""
    if free < 1:
        return
    column = sheet.reading.columns[0].number - 1
    title = sheet.reading.sheet or sheet.reading.file
    page.write_string(0, column, title, theme.format(bold=True, font_size=14, font_color=ACCENT))
    page.set_row(0, 24)
    if free > 1:
        text = phrase(
            "customers-subtitle",
            theme.language,
            scheme=f"{sheet.scheme.id}@{sheet.scheme.version}",
            name=sheet.scheme.name,
            fingerprint=sheet.fingerprint,
            as_of=sheet.as_of.isoformat(),
        )
        page.write_string(1, column, text, theme.format(font_color=SUB))
    for row in range(_FEW, free):  # a table far down: the empty rows above it would fill the screen
        page.set_row(row, None, None, {"hidden": True})
