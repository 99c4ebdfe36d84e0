"""Names of columns from one or more header rows: groups joined to leaves, units taken out, repeats numbered."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from xltier.tables.address import a1, letters
from xltier.tables.locate import Located
from xltier.tables.numbers import NOT_REPORTED
from xltier.tables.reading import Notice
from xltier.tables.sheet import Area, Cell, RawSheet
from xltier.tables.text import fold, trim
from xltier.tables.units import Unit, header_unit, parse_unit


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header says of one column.

    Args:
        name: Unique name.
        texts: Its header cells, top to bottom, as stored.
        number: 1-based sheet column.
        at: Position in ``sheet.columns``.
        unit: Unit said by the header or a unit row, if any.
    """

    name: str
    texts: tuple[str, ...]
    number: int
    at: int
    unit: Unit | None


def headings(sheet: RawSheet, located: Located) -> tuple[list[Heading], list[Notice]]:
    """Return the headings of a table's columns and the warnings about their names.

    A column without a header cell is named by its letter; one without header and data is left out.
    """
    merges = [
        a for a in sheet.merges if located.header and a.top <= located.header[-1] and a.bottom >= located.header[0]
    ]
    texts = [_texts(sheet, located, at, merges) for at in located.columns]
    _spread_groups(texts)
    found: list[Heading] = []
    warnings: list[Notice] = []
    seen: dict[str, int] = {}
    first_cell: dict[str, str] = {}
    for at, cells in zip(located.columns, texts, strict=True):
        number = sheet.columns[at]
        unit, words = _unit(cells)
        name = _name(words)
        if not name:
            if not _has_data(sheet, at, located):
                continue
            name = letters(number)
            if located.header:
                warnings.append(Notice("unnamed_column", name, (a1(located.header[-1], number),)))
        key = fold(name)
        cell = a1(located.header[-1], number) if located.header else ""
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            warnings.append(Notice("duplicate_header", name, (first_cell[key], cell)))
            name = f"{name}_{seen[key]}"
            while fold(name) in seen:
                seen[key] += 1
                name = f"{name.rpartition('_')[0]}_{seen[key]}"
            seen[fold(name)] = 1
        else:
            first_cell[key] = cell
        found.append(Heading(name, tuple(cells), number, at, unit))
    return found, warnings


def _texts(sheet: RawSheet, located: Located, at: int, merges: Sequence[Area]) -> list[str]:
    """Return a column's header cells top to bottom, those of a merged area taken from its first cell."""
    texts: list[str] = []
    for row in located.header:
        number = sheet.columns[at]
        value: Cell = None
        for area in merges:
            if area.holds(row, number):
                value = _at(sheet, area.top, area.left) if row == area.top or not texts else None
                break
        else:
            value = _at(sheet, row, number)
        texts.append(header_text(value))
    if located.table is not None and not located.header:
        index = sheet.columns[at] - located.table.area.left
        texts = [located.table.names[index]] if index < len(located.table.names) else []
    return texts


def _at(sheet: RawSheet, row: int, column: int) -> Cell:
    i = sheet.row_index(row)
    at = bisect_left(sheet.columns, column)
    if i >= len(sheet.rows) or sheet.rows[i] != row or at >= len(sheet.columns) or sheet.columns[at] != column:
        return None
    return sheet.cells[at][i]


def header_text(value: Cell) -> str:
    """Return a header cell as text: a date on the first of a month is the month; a number has 15 digits, no ``.0``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return trim(value)
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%Y-%m}" if value.day == 1 else f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value)


def _spread_groups(texts: list[list[str]]) -> None:
    """Let an unmerged group name reach over the columns to its right whose leaf has no group of its own."""
    depth = max((len(cells) for cells in texts), default=0)
    for level in range(depth - 1):
        group = ""
        for cells in texts:
            if level >= len(cells):
                continue
            if cells[level]:
                group = cells[level] if any(cells[level + 1 :]) else ""
            elif group and any(cells[level + 1 :]):
                cells[level] = group


def _unit(cells: Sequence[str]) -> tuple[Unit | None, list[str]]:
    """Return the unit that header cells say, the lowest first, and the cells that are names."""
    words = [cell for cell in cells if cell]
    unit: Unit | None = None
    if len(words) > 1:
        own = parse_unit(words[-1].strip("()（）[]【】"))
        if own is not None or words[-1].casefold() in NOT_REPORTED:
            unit = own
            words = words[:-1]
    for word in reversed(words):
        if unit is not None:
            break
        unit = header_unit(word)
    return unit, words


def _name(words: Sequence[str]) -> str:
    """Return group and leaf joined as ``组/叶``, a part that repeats the one before it left out."""
    parts: list[str] = []
    for word in words:
        joined = " ".join(word.split("\n")) if word.isascii() else word.replace("\n", "")
        if not parts or fold(parts[-1]) != fold(joined):
            parts.append(joined)
    return "/".join(parts)


def _has_data(sheet: RawSheet, at: int, located: Located) -> bool:
    return any(value is not None for value in sheet.cells[at][located.first : located.last]) or any(
        column == sheet.columns[at] for _, column in sheet.faults
    )
