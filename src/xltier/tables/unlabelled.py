"""Totals that no label tells: a row at the edge of a table that adds the others up and has no code of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xltier.tables.body import Body
from xltier.tables.roles import Role
from xltier.tables.sheet import Cell
from xltier.tables.sums import Sums

_FEWEST: Final = 3  # rows that must be added up: a third customer is often the sum of two


def edges(table: Body, first: int, last: int) -> set[int]:
    """Return the rows at which a total may stand: the first, the last, and those above a gap."""
    if isinstance(table.sheet.rows, range):
        return {first, last - 1} if last > first else set()
    return {i for i in range(first, last) if _is_edge(table, i, first, last)}


def _is_edge(table: Body, i: int, first: int, last: int) -> bool:
    """Return whether a row is the first, the last, or above a gap."""
    rows = table.sheet.rows
    return i in {first, last - 1} or rows[i + 1] != rows[i] + 1


def is_sum_of_others(table: Body, i: int, sums: Sums) -> bool:
    """Return whether a named row is a total by what it adds: two columns, or the only one there is.

    Inside an Excel Table no row is: its total is its totals row. A row with a code, a serial number or a second word
    of its own is a customer, whatever its numbers are.
    """
    first, last = table.located.first, table.located.last
    if table.located.table is not None or not _is_edge(table, i, first, last):
        return False
    row = table.row(i)
    if is_coded(table, table.keys, row) or sum(row[at] is not None for at in table.words) > 1:
        return False
    if any(row[at] is not None for at, role in enumerate(table.roles) if role is Role.SERIAL):
        return False
    if not table.additive or sums.others(i - first) < _FEWEST:
        return False
    hits, asked = sums.matches(i - first)
    return hits > 0 and hits >= min(2, len(table.additive)) and hits * 2 > asked


def is_coded(table: Body, keys: Sequence[int], row: Sequence[Cell]) -> bool:
    """Return whether one of the key cells is a code, which a total does not have."""
    return any(table.roles[at] is Role.CODE and re.search(r"\d", str(row[at])) for at in keys)
