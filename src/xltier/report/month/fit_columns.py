"""How wide the columns of a grid must be for what they hold: headers whole words, names whole or in further lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from xltier.app.wording.text_table import width
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.views.live import Live
from xltier.report.page import digits_needed, lines_needed

_NAMES: Final = frozenset({Look.TEXT, Look.FAINT, Look.CENTRE})
_SENTENCES: Final = frozenset({Look.TEXT, Look.FAINT, Look.SMALL})
_WIDE: Final = 24.0
"""From here on a column is for sentences, which go on in further lines whatever they hold."""
_MOST: Final = 1.6
"""How many times its own width a column may grow before its texts go on in a second line."""


def fitted(grid: Grid, language: str) -> tuple[Column, ...]:
    """Return the columns of a grid, wide enough for their headers' words and, as far as the paper has room, texts."""
    return tuple(_fitted(column, at, grid.rows, language) for at, column in enumerate(grid.columns))


def _fitted(column: Column, at: int, rows: Sequence[Sequence[Cell]], language: str) -> Column:
    if column.is_hidden:
        return column
    if column.look in _SENTENCES and column.width > _WIDE:
        return replace(column, is_wrapped=True)
    word = max((width(word) for word in _words(column.header.said(language))), default=0)
    room = max(column.width, word + 1.0)
    if column.look not in _NAMES:
        return replace(column, width=room)
    texts = {_text(row[at]) for row in rows}
    wanted = max(map(digits_needed, texts), default=0) + 0.5
    room = min(max(room, wanted), max(room, column.width * _MOST))
    return replace(column, width=room, is_wrapped=any(lines_needed(text, room) > 1 for text in texts))


def _words(header: str) -> list[str]:
    """Return what must stand in one line; ideographs may be parted anywhere."""
    return [word for word in header.split() if word.isascii()]


def _text(cell: Cell) -> str:
    value = cell.value if isinstance(cell, Live) else cell
    return value if isinstance(value, str) else ""
