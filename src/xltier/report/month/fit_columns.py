"""How wide the columns of a grid must be for what they hold: headers whole words, names whole or in further lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from xltier.app.wording.text_table import width
from xltier.core.words import Words
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.live_value import Live
from xltier.report.page import digits_needed, lines_needed

_NAMES: Final = frozenset({Look.TEXT, Look.FAINT, Look.CENTRE})
_NUMBERS: Final = frozenset({Look.NUMBER, Look.COUNT, Look.BAR})
_SENTENCES: Final = frozenset({Look.TEXT, Look.FAINT, Look.SMALL})
_WIDE: Final = 24.0
"""From here on a column is for sentences, which go on in further lines whatever they hold."""
_MOST: Final = 1.6
"""How many times its own width a column may grow before its texts go on in a second line."""


def fitted(grid: Grid, language: str) -> tuple[Column, ...]:
    """Return the columns of a grid: headers' words and numbers have room, texts as far as the paper has any."""
    columns = [_fitted(column, at, grid.rows, language) for at, column in enumerate(grid.columns)]
    found: list[Column] = []
    for group, members in groupby(columns, key=lambda column: None if column.is_hidden else column.group):
        found += _under(group, list(members), language)
    return tuple(found)


def _under(group: Words | None, columns: list[Column], language: str) -> list[Column]:
    """Return the columns of a group, together as wide as its words."""
    if group is None:
        return columns
    short = digits_needed(group.said(language)) + 1 - sum(column.width for column in columns)
    return [replace(column, width=column.width + max(short, 0) / len(columns)) for column in columns]


def _fitted(column: Column, at: int, rows: Sequence[Sequence[Cell]], language: str) -> Column:
    if column.is_hidden:
        return column
    if column.look in _SENTENCES and column.width > _WIDE:
        return replace(column, is_wrapped=True)
    word = max((width(word) for word in _words(column.header.said(language))), default=0)
    room = max(column.width, word + 1.0)
    if column.look in _NUMBERS:
        return replace(column, width=max(room, _digits(column, at, rows) + 1.5))
    if column.look not in _NAMES:
        return replace(column, width=room)
    texts = {_text(row[at]) for row in rows}
    wanted = max(map(digits_needed, texts), default=0) + 0.5
    room = min(max(room, wanted), max(room, column.width * _MOST))
    return replace(column, width=room, is_wrapped=any(lines_needed(text, room) > 1 for text in texts))


def _words(header: str) -> list[str]:
    """Return what must stand in one line; ideographs may be parted anywhere."""
    return [word for word in header.split() if word.isascii()]


def _digits(column: Column, at: int, rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many places the longest number of a column takes, as it is formatted: what is too narrow shows ###."""
    values = [value for row in rows if isinstance(value := _value(row[at]), (int, float))]
    if not values:
        return 0
    shown = column.number_format.split(";")[0]
    decimals = shown.partition(".")[2].rstrip("%")
    times = 100 if shown.endswith("%") else 1
    largest = f"{max(map(abs, values)) * times:,.0f}"
    places = len(decimals)
    if "#" in decimals:  # as many as there are
        places = max(len(f"{value * times:.{places}f}".rstrip("0").partition(".")[2]) for value in values)
    signs = shown.endswith("%") + (shown.startswith("+") or min(values) < 0)
    return len(largest) + (places + 1 if places else 0) + signs


def _value(cell: Cell) -> object:
    return cell.value if isinstance(cell, Live) else cell


def _text(cell: Cell) -> str:
    value = _value(cell)
    return value if isinstance(value, str) else ""
