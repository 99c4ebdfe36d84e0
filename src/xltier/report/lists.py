"""Lists that a team works through: who, what, until when, and a status that is chosen from a drop-down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Final

from xltier.core.palette import Chip
from xltier.messages import phrase
from xltier.report.page import Paper, lines_needed, set_up, write_title
from xltier.report.theme import DOWN, INK, MUTE, SUB, Theme
from xltier.report.workbook import new_workbook
from xltier.tables.address import a1

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | dt.date | None
_FIRST: Final = 1
_HEAD: Final = 3
_LINE: Final = 14.5
_LEAST_HEIGHT: Final = 21
_FREE: Final = 20
"""Empty rows under a list that the drop-down reaches, for what a team adds by hand."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list.

    Args:
        title: In the reader's language.
        width: In digits.
        number: Number format; empty is text.
        choices: What its drop-down offers; empty has none.
        wraps: Whether long texts take several lines, from the left.
        chips: Colours by value.
    """

    title: str
    width: float
    number: str = ""
    choices: tuple[str, ...] = ()
    wraps: bool = False
    chips: Mapping[str, Chip] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class WorkList:
    """One sheet.

    Args:
        name: Of the sheet.
        title: Over it; ``subtitle`` says what it is and what to do with it.
        columns: From the left.
        rows: One value a column; None is for the team to fill in.
        due: Positions of the column of the due date and of the status, and the word that settles a row: a row past
            its date that is not settled turns red. None has no dates.
        empty: What is said where there are no rows.
    """

    name: str
    title: str
    subtitle: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    due: tuple[int, int, str] | None = None
    empty: str = ""


def write_lists(target: IO[bytes], lists: Sequence[WorkList], *, language: str, footer: str) -> None:
    """Write a workbook of lists; the same lists give the same bytes.

    Args:
        target: A binary stream.
        lists: One sheet each.
        language: Of the footer and the font.
        footer: What the lists rest on: the scheme and its fingerprint, the day.
    """
    with new_workbook(target, language, title=lists[0].title, comments=footer) as (book, theme):
        for one in lists:
            _write(book.add_worksheet(one.name), theme, one, footer)


def _write(page: Worksheet, theme: Theme, one: WorkList, footer: str) -> None:
    last = _FIRST + len(one.columns) - 1
    set_up(page, theme, paper=Paper(repeat=(_HEAD, _HEAD)), footer=footer)
    page.set_column(0, 0, 1.5)
    write_title(page, theme, title=one.title, subtitle=one.subtitle, first=_FIRST, last=last)
    page.set_row(2, 8)
    page.set_row(_HEAD, 24)
    for at, column in enumerate(one.columns, _FIRST):
        page.set_column(at, at, column.width)
        page.write_string(_HEAD, at, column.title, theme.head())
    for y, row in enumerate(one.rows, _HEAD + 1):
        _write_row(page, theme, one, y, row)
    if not one.rows:
        page.write_string(_HEAD + 1, _FIRST, one.empty, theme.format(font_color=SUB))
    end = _HEAD + max(len(one.rows), 1)
    for at, column in enumerate(one.columns, _FIRST):
        _offer(page, theme, column, (_HEAD + 1, at, end + _FREE, at))
    if one.due is not None and one.rows:
        _warn(page, theme, one.due, (_HEAD + 1, _FIRST, end, last))
    page.freeze_panes(_HEAD + 1, 0)
    page.autofilter(_HEAD, _FIRST, end, last)


def _write_row(page: Worksheet, theme: Theme, one: WorkList, y: int, row: Sequence[Cell]) -> None:
    lines = 1
    for at, (column, value) in enumerate(zip(one.columns, row, strict=True), _FIRST):
        look = _look(theme, column, value)
        if value is None or value == "":
            page.write_blank(y, at, None, look)
        elif isinstance(value, dt.date):
            page.write_datetime(y, at, value, look)
        elif isinstance(value, str):
            page.write_string(y, at, value, look)
            lines = max(lines, lines_needed(value, column.width - 2)) if column.wraps else lines
        else:
            page.write_number(y, at, value, look)
    page.set_row(y, max(lines * _LINE + 6, _LEAST_HEIGHT))


def _look(theme: Theme, column: ListColumn, value: Cell) -> Format:
    if column.choices:
        return theme.body(align="center", locked=False, bg_color="#FFFDF4")
    if column.wraps:
        return theme.body(text_wrap=True, indent=1)
    if column.number:
        align = "center" if column.number.startswith("y") else "right"
        return theme.body(num_format=column.number, align=align)
    return theme.body(align="center", font_color=MUTE if value == "–" else INK)


def _offer(page: Worksheet, theme: Theme, column: ListColumn, area: tuple[int, int, int, int]) -> None:
    if column.choices:
        message = phrase("list-wrong-choice", theme.language)
        offered = {
            "validate": "list",
            "source": list(column.choices),
            "error_type": "warning",
            "error_message": message,
        }
        page.data_validation(*area, offered)
    for value, chip in column.chips.items():
        look = theme.bare(bg_color=chip.fill, font_color=chip.ink, bold=True)
        text = value.replace('"', '""')
        page.conditional_format(*area, {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": look})


def _warn(page: Worksheet, theme: Theme, due: tuple[int, int, str], area: tuple[int, int, int, int]) -> None:
    """Turn the date of an unsettled row red once it has passed, on whatever day the list is opened."""
    top, left, bottom, _ = area
    day, status, settled = due
    date, state = (f"${a1(top + 1, left + at + 1)}" for at in (day, status))
    rule = f'=AND({date}<>"",{date}<TODAY(),{state}<>"{settled}")'
    look = theme.bare(font_color=DOWN, bold=True)
    page.conditional_format(top, left + day, bottom, left + day, {"type": "formula", "criteria": rule, "format": look})
