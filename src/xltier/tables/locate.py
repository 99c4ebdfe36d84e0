"""Where the tables of a sheet are: which columns belong together, and how much each looks like one of customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xltier.tables.header_rows import SEARCHED, best_row, header_rows, known_share, names_customers, texts_in
from xltier.tables.roles import KEYS, role_of
from xltier.tables.sheet import Area, ExcelTable, RawSheet
from xltier.tables.text import fold, trim

_OF_CUSTOMERS: Final = 1.6  # what a table gains by naming customers; more than an earlier sheet does


@dataclass(frozen=True, slots=True)
class Located:
    """A table on a sheet.

    Args:
        header: Sheet rows of the header, top to bottom; empty when the table has none.
        columns: Positions in ``sheet.columns`` of its columns.
        first: Position in ``sheet.rows`` of the first row below the header.
        last: Position after the last row that may belong to it.
        table: The Excel Table it is, if any.
        score: How much it looks like a customer table; for choosing a sheet.
        above: Texts above the header, such as a title or ``单位：万元``.
    """

    header: tuple[int, ...]
    columns: tuple[int, ...]
    first: int
    last: int
    table: ExcelTable | None
    score: float
    above: tuple[str, ...] = ()


def locate(sheet: RawSheet, *, area: Area | None = None, header_row: int | None = None) -> list[Located]:
    """Return the tables side by side on a sheet, the likeliest first; tables below each other are one here.

    Args:
        sheet: The sheet.
        area: Look inside only.
        header_row: The user's last header row; no row is guessed then.
    """
    if not sheet.rows:
        return []
    positions = [at for at, column in enumerate(sheet.columns) if area is None or area.left <= column <= area.right]
    top = sheet.row_index(area.top) if area else 0
    bottom = sheet.row_index(area.bottom + 1) if area else len(sheet.rows)
    if not positions or top >= bottom:
        return []
    groups = [positions] if area else _column_groups(sheet, positions)
    found = [_in_columns(sheet, group, top, bottom, header_row) for group in groups]
    tables = _joined(sheet, found, header_row)
    return sorted(tables, key=lambda table: -table.score)


def locate_table(sheet: RawSheet, table: ExcelTable) -> Located | None:
    """Return an Excel Table as located, or None when none of its cells holds a value."""
    area = table.area
    columns = tuple(at for at, column in enumerate(sheet.columns) if area.left <= column <= area.right)
    header = tuple(range(area.top, area.top + table.header_rows))
    first = sheet.row_index(area.top + table.header_rows)
    last = sheet.row_index(area.bottom + 1)
    if not columns:
        return None
    names = [trim(str(sheet.cells[at][sheet.row_index(area.top)] or "")) for at in columns] if header else []
    return Located(header, columns, first, last, table, 10 + known_share(names) * 2 + (last > first) * 5)


def _column_groups(sheet: RawSheet, positions: Sequence[int]) -> list[list[int]]:
    """Return runs of columns without an empty sheet column between them, a merged cell bridging the gap."""
    bridged = {column for area in sheet.merges if area.right > area.left for column in range(area.left, area.right)}
    groups: list[list[int]] = [[positions[0]]]
    for at in positions[1:]:
        gap = range(sheet.columns[groups[-1][-1]], sheet.columns[at] - 1)
        if all(column in bridged for column in gap):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _joined(sheet: RawSheet, found: list[Located], header_row: int | None) -> list[Located]:
    """Join neighbours that share their header row and no name: one table with an empty column inside.

    A spilled array beside a table is not part of it.
    """
    tables: list[Located] = []
    spilled = {column for area in sheet.arrays for column in range(area.left, area.right + 1)}
    for located in found:
        before = tables[-1] if tables else None
        own_columns = {sheet.columns[at] for at in located.columns}
        if (
            before is not None
            and before.header
            and set(before.header) & set(located.header)
            and _is_as_long(sheet, before, located)
            and not own_columns <= spilled
            and not {fold(n) for n in _names(sheet, before)} & {fold(n) for n in _names(sheet, located)}
        ):
            columns = list(before.columns + located.columns)
            tables[-1] = _in_columns(sheet, columns, 0, len(sheet.rows), header_row)
        else:
            tables.append(located)
    return tables


def _is_as_long(sheet: RawSheet, left: Located, right: Located) -> bool:
    """Return whether two neighbours end in the same row and only one of them names customers, as one table does."""
    ends = [max((i for c in part.columns for i in _last_filled(sheet, c)), default=-1) for part in (left, right)]
    keys = [{role for name in _names(sheet, part) if (role := role_of(name)) in KEYS} for part in (left, right)]
    return ends[0] == ends[1] and not keys[0] & keys[1]


def _last_filled(sheet: RawSheet, column: int) -> list[int]:
    """Return the position of the last filled cell of a column, in a list of one or none."""
    cells = sheet.cells[column]
    for i in range(len(cells) - 1, -1, -1):
        if cells[i] is not None:
            return [i]
    return []


def _names(sheet: RawSheet, located: Located) -> list[str]:
    if not located.header:
        return []
    return texts_in(sheet, located.columns, sheet.row_index(located.header[-1]))


def _in_columns(sheet: RawSheet, columns: list[int], top: int, bottom: int, header_row: int | None) -> Located:
    """Return the table of some columns."""
    if header_row is not None:
        at: int | None = sheet.row_index(header_row)
        if at is None or at >= len(sheet.rows) or sheet.rows[at] != header_row:
            at = None
        score = 5.0
    else:
        at, score = best_row(sheet, columns, top, bottom)
    if at is None:
        wide = _filled_width(sheet, columns, top, bottom)
        has_rows = bottom - top > 1 and wide > 1
        return Located((), tuple(columns), top, bottom, None, 0.5 if has_rows else 0.0)
    rows = header_rows(sheet, columns, at, bottom, is_chosen=header_row is not None)
    first = rows[-1] + 1
    above = tuple(text for i in range(top, rows[0]) for text in texts_in(sheet, columns, i))
    header = tuple(sheet.rows[i] for i in rows)
    named = texts_in(sheet, columns, rows[-1])
    if first >= bottom:
        score = min(score, 1.0)
    score += 2 * known_share(named) + _OF_CUSTOMERS * names_customers(named)
    return Located(header, tuple(columns), first, bottom, None, score, above)


def _filled_width(sheet: RawSheet, columns: Sequence[int], top: int, bottom: int) -> int:
    return max(
        (sum(sheet.cells[c][i] is not None for c in columns) for i in range(top, min(bottom, top + SEARCHED))),
        default=0,
    )
