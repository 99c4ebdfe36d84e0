"""What every sheet of ours shares: title lines, paper, footer, and how wide a text is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.app.wording.text_table import width
from xltier.messages import phrase
from xltier.report.theme import ACCENT, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A4: Final = 9
_SUBTITLE: Final = 13.0
"""Height of a further line of the subtitle, in points."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a sheet prints.

    Args:
        landscape: Whether the long side is horizontal.
        pages: Pages wide and high; 0 is as many as needed.
        repeat: First and last row (from 0) that each page begins with.
    """

    landscape: bool = True
    pages: tuple[int, int] = (1, 0)
    repeat: tuple[int, int] | None = None


def set_up(sheet: Worksheet, theme: Theme, *, paper: Paper, footer: str) -> None:
    """Prepare a sheet for screen and paper.

    Args:
        sheet: The sheet.
        theme: Its looks.
        paper: How it prints.
        footer: The scheme and its fingerprint, left in the footer.
    """
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    if paper.landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(*paper.pages)
    sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.6)
    sheet.center_horizontally()
    if paper.repeat is not None:
        sheet.repeat_rows(*paper.repeat)
    font = f'&"{theme.font}"&8&K{SUB[1:]}'
    pages = phrase("footer-pages", theme.language, page="&P", pages="&N")
    sheet.set_footer(f"&L{font}{footer.replace('&', '&&')}&R{font}{pages}", {"margin": 0.25})


def rating_footer(sheet: TieredSheet, language: str) -> str:
    """Return what every page about a rated sheet says at its foot: the scheme, and the fingerprint of its rules."""
    scheme = f"{sheet.scheme.id}@{sheet.scheme.version}"
    return phrase("footer-scheme", language, scheme=scheme, fingerprint=sheet.fingerprint)


def write_title(
    sheet: Worksheet, theme: Theme, *, title: str, subtitle: str, first: int, last: int, room: float | None = None
) -> None:
    """Write a title and a line under it into the first two rows, over the columns ``first`` to ``last``.

    Args:
        sheet: The sheet.
        theme: Its looks.
        title: Large.
        subtitle: Small; it goes on in further lines where the columns have no room for it.
        first: Of the columns.
        last: Of the columns.
        room: How many digits the columns hold together; None where they are wide enough.
    """
    lines = 1 if room is None else lines_needed(subtitle, room)
    sheet.set_row(0, 26)
    sheet.set_row(1, 18 + _SUBTITLE * (lines - 1))
    big = theme.format(font_size=16, bold=True, font_color=ACCENT)
    under = theme.format(font_color=SUB, bottom=2, bottom_color=ACCENT)
    sheet.write_string(0, first, title, big)
    if lines > 1 and last > first:
        wrapped = theme.format(font_color=SUB, bottom=2, bottom_color=ACCENT, text_wrap=True)
        sheet.merge_range(1, first, 1, last, "", wrapped)
        sheet.write_string(1, first, subtitle, wrapped)
        return
    sheet.write_string(1, first, subtitle, under)
    for column in range(first + 1, last + 1):
        sheet.write_blank(1, column, None, under)


def digits_needed(text: str) -> int:
    """Return how many digits wide a cell must be for a text in one line."""
    return ceil(width(text) * _WIDER)


def lines_needed(text: str, columns: float) -> int:
    """Return how many lines a text takes in a cell so many digits wide; words are not parted, ideographs may be."""
    room = max(int(columns), 1)
    return sum(_lines(line, room) for line in text.split("\n"))


def _lines(line: str, room: int) -> int:
    if width(line) * _WIDER <= room:
        return 1
    lines, used = 1, 0.0
    for part in _PARTS.findall(line):
        size = width(part) * _WIDER
        if used and used + size > room:
            lines, used = lines + 1, 0.0
        own = ceil(size / room)
        lines, used = lines + own - 1, used + size - (own - 1) * room
    return lines


_WIDER: Final = 1.06
"""How much wider letters are than digits, on the whole."""
_PARTS: Final = re.compile(r"[!-~]+|.")
"""What stays together in a line: a word, or one ideograph."""
