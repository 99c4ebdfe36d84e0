"""Several tables on one sheet, one below the other, each under its heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltier.core.scheme import Tier
from xltier.report.month.grid import Cell, Column
from xltier.report.month.write_grid import colour, write_header, write_rows
from xltier.report.theme import MUTE, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Block:
    """A table of a page.

    Args:
        heading: Above it.
        columns: Left to right; they stand where the page's columns stand, so blocks of a page share widths.
        rows: Top to bottom.
        note: Below the heading, small.
        empty: What to say where there are no rows.
    """

    heading: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    empty: str = ""


def write_blocks(
    page: Worksheet, theme: Theme, blocks: Sequence[Block], *, tiers: Sequence[Tier], top: int, first: int = 0
) -> int:
    """Write blocks below each other; return the first free row.

    Args:
        page: Where to.
        theme: Its looks.
        blocks: In order.
        tiers: The tiers whose codes are coloured, best first.
        top: Row of the first heading, from 0.
        first: First column.
    """
    row = top
    for block in blocks:
        last = first + len(block.columns) - 1
        for column in range(first, last + 1):
            page.write_blank(row, column, None, theme.section())
        page.write_string(row, first, block.heading, theme.section())
        page.set_row(row, 22)
        row += 1
        if block.note:
            page.write_string(row, first, block.note, theme.format(font_color=SUB))
            row += 1
        if not block.rows:
            page.write_string(row, first, block.empty, theme.format(font_color=MUTE))
            row += 2
            continue
        write_header(page, theme, block.columns, row, first)
        write_rows(page, theme, block.columns, block.rows, row + 1, first)
        colour(page, theme, block.columns, tiers, (row + 1, row + len(block.rows)), first)
        row += len(block.rows) + 2
    return row


def set_widths(page: Worksheet, blocks: Sequence[Block], first: int = 0) -> None:
    """Make each column of the page as wide as the widest column that any block puts there."""
    for number in range(max(len(block.columns) for block in blocks)):
        wanted = max(block.columns[number].width for block in blocks if number < len(block.columns))
        page.set_column(first + number, first + number, wanted)
