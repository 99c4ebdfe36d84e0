"""Totals that no label tells: a row at the edge of a table that adds the others up and has no code of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xltier.tables.body import Body
from xltier.tables.roles import Role
from xltier.tables.sheet import Cell
from xltier.tables.sums import Sums, is_near

_FEWEST: Final = 3  # rows that must be added up: a third customer is often the sum of two
_SPLIT: Final = re.compile(r"\s*(?:其中|of which|thereof|davon)\s*[:：]", re.IGNORECASE)
_GROUP: Final = re.compile(
    r"[区省州市部类组线]$|[区省州市部类组]\s*[（(]|类客户|华[东南北中]|[东西][南北]|^(?:north|south|east|west|central)\w*$|region|"
    r"division|district|area|group|segment|category",
    re.IGNORECASE,
)
_PIVOT_HEADERS: Final = frozenset({"rowlabels", "行标签", "行標籤", "zeilenbeschriftungen", "étiquettesdelignes"})


def edges(table: Body, first: int, last: int) -> set[int]:
    """Return the rows at which a total may stand: the first, the last, and those above a gap."""
    if isinstance(table.sheet.rows, range):
        return {first, last - 1} if last > first else set()
    return {i for i in range(first, last) if _is_edge(table, i, first, last)}


def _is_edge(table: Body, i: int, first: int, last: int) -> bool:
    """Return whether a row is the first, the last, or above a gap."""
    rows = table.sheet.rows
    return i in {first, last - 1} or rows[i + 1] != rows[i] + 1


def is_keyless_sum(table: Body, i: int, sums: Sums) -> bool:
    """Return whether a row without a key is a total by what it adds; with words beside, of a few rows at least."""
    row = table.row(i)
    if table.located.table is not None or any(row[at] is not None for at in table.keys):
        return False
    at = i - table.located.first
    if not table.keys and not table.words:  # nothing but numbers, as answers of a survey: 10 adds up the 10 above it
        ends = i == table.located.last - 1
        return ends and sums.others(at) >= _FEWEST and sums.adds_up(at)
    has_words = any(row[word] is not None for word in table.words)
    return sums.adds_up(at) and (not has_words or sums.others(at) >= _FEWEST)


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


def outline_heads(table: Body, data: Sequence[int]) -> list[int]:
    """Return the rows that head an outline and add up the rows below them, ``North 300`` over ``Alpha 100, Beta 200``.

    Rows given from the last to the first tell the heads that stand below theirs. Every row is a head or one of its
    rows, and two heads have two rows or more, or one does under ``Row Labels``, as pivot tables call such a column. A
    table with codes, or of Excel's own, has no outline.
    """
    if table.located.table is not None or not table.additive or len(data) < _FEWEST:
        return []
    if any(is_coded(table, table.keys, table.row(i)) for i in data[:_FEWEST]):
        return []
    heads: list[int] = []
    full = at = 0
    while at < len(data):
        below = _rows_added_up(table, data, at)
        if not below:
            return []
        heads.append(data[at])
        full += below > 1
        at += 1 + below
    return heads if len(heads) > 1 and full > (0 if is_pivot(table) else 1) else []


def is_pivot(table: Body) -> bool:
    """Return whether a column is called as pivot tables call that of their rows."""
    return any(header in _PIVOT_HEADERS for header in table.header)


def are_surely_heads(table: Body, heads: Sequence[int]) -> bool:
    """Return whether heads of an outline are no customers whose small or round numbers happen to add up.

    They are called by regions or kinds, or their amounts have digits enough that chance does not make them.
    """
    if is_pivot(table):
        return True
    names = [str(value) for i in heads for at in table.words if (value := table.row(i)[at]) is not None]
    if sum(_GROUP.search(name) is not None for name in names) * 2 > len(heads):
        return True
    return all(any(_significant(value) >= _FEWEST for value in _numbers(table, i)) for i in heads)


def _significant(value: float) -> int:
    """Return how many digits a number has without zeros at its ends: 1200 has two."""
    return len(f"{abs(value):.2f}".replace(".", "").strip("0"))


def _rows_added_up(table: Body, data: Sequence[int], at: int) -> int:
    """Return how many of the rows after one it adds up, the fewest; 0 when none do, or a sum goes beyond it."""
    head = _numbers(table, data[at])
    lead = next((column for column, value in enumerate(head) if value), None)
    if lead is None:
        return 0
    total = [0.0] * len(head)
    for below in range(at + 1, len(data)):
        total = [before + value for before, value in zip(total, _numbers(table, data[below]), strict=True)]
        if all(map(is_near, head, total)):
            return below - at
        if abs(total[lead]) > abs(head[lead]) + 1:
            return 0
    return 0


def _numbers(table: Body, i: int) -> list[float]:
    """Return the numbers of a row that can be added up, 0 where there is none."""
    return [table.number(at, i) or 0 for at in table.additive]


def parts_below(table: Body, data: Sequence[int], whole: set[int], sums: Sums) -> list[int]:
    """Return the rows below the grand total that split it once more: ``新客户`` below ``其中：老客户``.

    The row after the total begins so; without that word they may as well be the next customers.
    """
    if not whole or not table.additive or table.located.table is not None:
        return []
    first, width = table.located.first, len(table.additive)
    for total in sorted(i for i in whole if data and i > data[0]):
        said = " ".join(str(value) for value in table.row(min(total + 1, table.located.last - 1)) if value is not None)
        if not _SPLIT.match(said):
            continue
        below = [i for i in data if i > total]
        if not below or any(is_coded(table, table.keys, table.row(i)) for i in below):
            return []
        wanted = [value or 0 for value in sums.row(total - first)[:width]]
        parts = [sums.row(i - first)[:width] for i in range(total + 1, below[-1] + 1)]
        added = [sum(value or 0 for value in column) for column in zip(*parts, strict=True)]
        if any(wanted) and len(parts) > 1 and all(map(is_near, wanted, added)):
            return below
    return []


def is_coded(table: Body, keys: Sequence[int], row: Sequence[Cell]) -> bool:
    """Return whether one of the key cells is a code, which a total does not have."""
    return any(table.roles[at] is Role.CODE and re.search(r"\d", str(row[at])) for at in keys)
