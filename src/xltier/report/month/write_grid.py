"""Lay a grid out on a sheet: title, header, rows, colours that follow the tier, filter, frozen panes, paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from xltier.core.palette import ALARM, chips
from xltier.core.scheme.tier import Tier
from xltier.core.values import ExcelError
from xltier.core.words import Words
from xltier.report.month.fit_columns import fitted
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.live_value import Live
from xltier.report.page import Paper, lines_needed, set_up, write_title
from xltier.report.theme import ACCENT, DOWN, HEAD, INK, MUTE, PANEL, SUB, UP, USED, Theme

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEADER_ROW: Final = 3
"""Row of the header, from 0, below the title, its line and the groups."""

_ERRORS: Final = {
    ExcelError.NA: "=#N/A",
    ExcelError.VALUE: "=#VALUE!",
    ExcelError.NUM: "=#NUM!",
    ExcelError.DIV0: "=#DIV/0!",
}
HIGH: Final = Words("高", "High")
LEVELS: Final = {"high": HIGH, "medium": Words("中", "Medium"), "low": Words("低", "Low")}


def write_grid(page: Worksheet, theme: Theme, grid: Grid, *, tiers: Sequence[Tier], footer: str) -> None:
    """Write a grid to an empty sheet.

    Args:
        page: Where to.
        theme: Its looks and language.
        grid: What to write.
        tiers: The tiers whose codes are coloured, best first.
        footer: The scheme and its fingerprint.
    """
    columns = fitted(grid, theme.language)
    shown = grid.printed or sum(not column.is_hidden for column in columns)
    set_up(page, theme, paper=Paper(landscape=grid.landscape, repeat=(HEADER_ROW - 1, HEADER_ROW)), footer=footer)
    room = sum(column.width for column in columns[:shown])
    write_title(page, theme, title=grid.title, subtitle=grid.subtitle, first=0, last=shown - 1, room=room)
    write_header(page, theme, columns, HEADER_ROW)
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width, None, {"hidden": True} if column.is_hidden else {})
    write_rows(page, theme, columns, grid.rows, HEADER_ROW + 1)
    last = HEADER_ROW + max(len(grid.rows), 1)
    if shown < len(columns) or grid.spare:
        page.print_area(0, 0, max(last - grid.spare, HEADER_ROW + 1), shown - 1)
    if grid.breaks:
        _break(page, grid, columns[:shown])
    if grid.rows:
        page.autofilter(HEADER_ROW, 0, last, len(columns) - 1)
    elif grid.empty:
        page.write_string(HEADER_ROW + 1, 0, grid.empty, theme.format(font_color=MUTE))
    page.freeze_panes(HEADER_ROW + 1, grid.frozen)
    colour(page, theme, columns, tiers, (HEADER_ROW + 1, last))


def _break(page: Worksheet, grid: Grid, columns: Sequence[Column]) -> None:
    """End pages where the grid says; a page that is fitted knows no such ends, so the scale is given instead."""
    pixels = sum(int(column.width * 7 + 5) for column in columns)
    page.set_print_scale(max(10, min(100, int(100 * _PRINTABLE[grid.landscape] / pixels))))
    page.set_h_pagebreaks([HEADER_ROW + 1 + row for row in grid.breaks[:_MOST_BREAKS]])


def write_header(page: Worksheet, theme: Theme, columns: Sequence[Column], row: int) -> None:
    """Write the header of a table, and the words of groups of columns in the row above it."""
    lines = 1
    for number, column in enumerate(columns):
        text = column.header.said(theme.language)
        lines = max(lines, lines_needed(text, column.width - 0.5))
        page.write_string(row, number, text, theme.head())
    page.set_row(row, 18 + 13 * (lines - 1))
    start = 0
    edge = {"border": 1, "border_color": "#FFFFFF"}
    over = theme.format(bold=True, font_color=ACCENT, bg_color=HEAD, align="center", shrink=True, **edge)
    for number in range(1, len(columns) + 1):
        group = columns[start].group
        if number == len(columns) or columns[number].group != group:
            if group is not None and number - start > 1:
                page.merge_range(row - 1, start, row - 1, number - 1, group.said(theme.language), over)
            elif group is not None:
                page.write_string(row - 1, start, group.said(theme.language), over)
            start = number


def write_rows(
    page: Worksheet, theme: Theme, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], top: int
) -> None:
    """Write values by their own type: a text is never taken for a formula, a link or a number."""
    looks = [_look(theme, column) for column in columns]
    errors = theme.body(align="center", font_color=DOWN)
    is_short = len(rows) <= _LONG  # the hairline of an empty cell is not worth a third of a long list's time
    wrapped = [number for number, column in enumerate(columns) if column.is_wrapped]
    for row, cells in enumerate(rows, top):
        height = max((_height(_said(cells[at]), columns[at]) for at in wrapped), default=0.0)
        if height > _ONE_LINE:
            page.set_row(row, height)
        for number, value in enumerate(cells):
            if value is not None or is_short:
                write_cell(page, row, number, value, looks[number], errors)


def _height(text: str, column: Column) -> float:
    """Return how high a row must be for a text that goes on in further lines, in points."""
    room, line = (_ROOM_SMALL, _LINE_SMALL) if column.look is Look.SMALL else (_ROOM, _LINE)
    return lines_needed(text, column.width * room) * line + 3


def _said(cell: Cell) -> str:
    value = cell.value if isinstance(cell, Live) else cell
    return "" if value is None else str(value)


def write_cell(page: Worksheet, row: int, column: int, value: Cell, look: Format, error: Format) -> None:
    """Write one value."""
    match value:
        case None | "":
            page.write_blank(row, column, None, look)
        case Live(formula, cached):
            page.write_formula(row, column, f"={formula}", look, cached)
        case ExcelError():
            page.write_formula(row, column, _ERRORS[value], error, value.value)
        case str():
            page.write_string(row, column, value, look)
        case dt.date():
            page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), look)
        case _:
            page.write_number(row, column, value, look)


def _look(theme: Theme, column: Column) -> Format:
    properties = dict(_LOOKS.get(column.look, {"align": "center"}))
    if column.fill is not None:
        properties["bg_color"] = column.fill
    if column.is_open:
        properties["locked"] = False
    if column.is_wrapped:
        properties["text_wrap"] = True
    elif column.look in {Look.TEXT, Look.FAINT, Look.SMALL, Look.CENTRE}:
        properties["shrink"] = True
    if column.look in {Look.NUMBER, Look.CHANGE, Look.COUNT, Look.BAR}:
        properties["num_format"] = column.number_format
    return theme.body(**properties)


_LOOKS: Final[Mapping[Look, Mapping[str, object]]] = {
    Look.TEXT: {},
    Look.FAINT: {"font_color": SUB},
    Look.SMALL: {"font_color": SUB, "font_size": 8},
    Look.TIER: {"align": "center", "bold": True},
    Look.ALARM: {"align": "center", "bold": True, "font_color": DOWN},
    Look.DAY: {"align": "center", "num_format": "yyyy-mm-dd"},
    Look.NUMBER: {"align": "right"},
    Look.BAR: {"align": "right", "bold": True},
    Look.STRIP: {"align": "center", "bold": True, "font_size": 8, "border": 1, "border_color": "#FFFFFF"},
    Look.TAG: {"align": "center", "font_color": MUTE},
}
_LEVEL_LOOKS: Final = {"high": (ALARM.fill, ALARM.ink), "medium": ("#F3DFA0", INK), "low": (PANEL, SUB)}
"""Fill and ink of each level; red is for what cannot wait, and stands beside its word."""
_BAR: Final = {
    "type": "data_bar",
    "bar_color": USED,
    "bar_solid": True,
    "bar_border_color": USED,
    "min_type": "num",
    "max_type": "max",
    "min_value": 0,
}
_PRINTABLE: Final = {True: 860.0, False: 590.0}
"""Width between the margins of A4 in pixels at full scale, landscape and portrait, with a little to spare."""
_MOST_BREAKS: Final = 1000
_LINE: Final = 13.0
_LINE_SMALL: Final = 11.0
_ONE_LINE: Final = 16.0
_ROOM, _ROOM_SMALL = 1.12, 1.3
"""How much more than its width in digits a line holds: an ideograph is not quite two digits wide."""
_LONG: Final = 5000


def colour(
    page: Worksheet,
    theme: Theme,
    columns: Sequence[Column],
    tiers: Sequence[Tier],
    span: tuple[int, int],
) -> None:
    """Colour tiers, changes and alert levels by rules on their values, so that sorting keeps the colours.

    Args:
        page: Where.
        theme: Its looks.
        columns: What each column shows.
        tiers: Best first.
        span: First and last row of the table.
    """
    for number, column in enumerate(columns):
        area = (span[0], number, span[1], number)
        if column.look in {Look.TIER, Look.STRIP}:
            colour_tiers(page, theme, tiers, area)
        elif column.look is Look.BAR:
            page.conditional_format(*area, _BAR)
        elif column.look is Look.CHANGE:
            for criteria, ink in ((">", UP), ("<", DOWN)):
                look = theme.bare(font_color=ink, bold=True)
                page.conditional_format(*area, {"type": "cell", "criteria": criteria, "value": 0, "format": look})
        elif column.look is Look.LEVEL:
            for level, (fill, ink) in _LEVEL_LOOKS.items():
                look = theme.bare(bg_color=fill, font_color=ink, bold=True)
                page.conditional_format(*area, _equals(LEVELS[level].said(theme.language)) | {"format": look})


def colour_tiers(page: Worksheet, theme: Theme, tiers: Sequence[Tier], area: tuple[int, int, int, int]) -> None:
    """Colour the cells of an area that hold a tier's code."""
    for tier, chip in zip(tiers, chips(tiers), strict=True):
        look = theme.bare(bg_color=chip.fill, font_color=chip.ink, bold=True)
        page.conditional_format(*area, _equals(tier.code) | {"format": look})


def _equals(text: str) -> dict[str, object]:
    quoted = text.replace('"', '""')
    return {"type": "cell", "criteria": "==", "value": f'"{quoted}"'}
