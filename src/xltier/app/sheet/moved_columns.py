"""Columns of ours that a program moved without moving their hidden names, known again by their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from xltier.app.sheet.known_table import NamedColumn, named_columns
from xltier.app.sheet.our_names import OurName
from xltier.messages import LANGUAGES, phrase
from xltier.tables.sheet import RawBook, RawSheet

_FEWEST = 2
"""One heading alone may be the user's own; two side by side at the same distance are ours."""


def shift_of(sheet: RawSheet, row: int, named: Mapping[str, int], headings: Mapping[str, frozenset[str]]) -> int:
    """Return how many columns right (+) or left (-) of their hidden names our columns stand.

    Libraries such as openpyxl delete and insert columns without adapting defined names. Nothing is concluded,
    and 0 returned, where one of our headings is where it should be, or where the headings were changed.

    Args:
        sheet: The sheet as stored.
        row: The row of our headings.
        named: The column of each of ours, by its key, as the hidden names say.
        headings: The texts that each may have as its heading, in lower case, by its key.
    """
    texts = _texts(sheet, row)
    if len(named) < _FEWEST or any(texts.get(column) in headings[key] for key, column in named.items()):
        return 0
    first, start = min(named.items(), key=lambda one: one[1])
    shifts = [column - start for column in compress(texts, (text in headings[first] for text in texts.values()))]
    fitting = [
        shift for shift in shifts if all(texts.get(column + shift) in headings[key] for key, column in named.items())
    ]
    return fitting[0] if len(fitting) == 1 else 0


def _texts(sheet: RawSheet, row: int) -> dict[int, str]:
    """Return the texts of a row in lower case, by column."""
    if row not in sheet.rows:
        return {}
    place = list(sheet.rows).index(row)
    cells = {column: cells[place] for column, cells in zip(sheet.columns, sheet.cells, strict=True)}
    return {column: cell.strip().casefold() for column, cell in cells.items() if isinstance(cell, str)}


def moved_columns(names: Mapping[str, OurName], stored: RawBook, columns: Sequence[str]) -> dict[str, int]:
    """Return by how many columns ours were moved without their hidden names, by table key.

    Args:
        names: Our hidden names.
        stored: The workbook, our columns and all.
        columns: Keys of the columns that a run may have written.
    """
    tables: dict[str, list[NamedColumn]] = {}
    for column in named_columns(names, columns):
        tables.setdefault(column.table, []).append(column)
    sheets = {sheet.name.casefold(): sheet for sheet in stored.sheets}
    headings = {key: _headings(key) for key in columns}
    moved: dict[str, int] = {}
    for table, ours in tables.items():
        sheet = sheets.get(ours[0].sheet.casefold())
        if sheet is not None:
            named = {column.key: column.area.left for column in ours}
            moved[table] = shift_of(sheet, ours[0].area.top, named, headings)
    return {table: shift for table, shift in moved.items() if shift}


def _headings(key: str) -> frozenset[str]:
    texts = [phrase(f"column-{key}", language).casefold() for language in LANGUAGES]
    return frozenset((*texts, *(f"{text}(xltier)" for text in texts)))
