"""Rows with a key alone: customers with a blank, or titles of a section."""

from __future__ import annotations

import pytest

from xltier.tables.choice import TableChoice
from xltier.tables.sheet import Cell, RawBook, RawSheet, Visibility
from xltier.tables.understand import understand

_NAMES = [["上海甲", "A型"], ["上海乙", None], ["上海丙", "B型"]]
_CODES = [["C001", "A型"], ["华东区", None], ["C002", "B型"]]


@pytest.mark.parametrize(
    ("rows", "customers"),
    [
        ([["a", "A型"], ["b", None], ["c", "B型"]], ["a", "b", "c"]),
        ([["a", "A型"], ["b", "B型"], ["c", None]], ["a", "b", "c"]),
        ([["甲1", "A型"], ["乙2", "B型"], ["丙3", None]], ["甲1", "乙2", "丙3"]),
        (_NAMES, ["上海甲", "上海乙", "上海丙"]),
        (_CODES, ["C001", "C002"]),
        ([["C001", "A型"], ["North", None], ["C002", "B型"]], ["C001", "C002"]),
    ],
)
def test_a_key_like_its_neighbours_is_a_customer_with_a_blank_and_another_a_title(
    rows: list[list[str | None]], customers: list[str]
) -> None:
    columns: list[list[Cell]] = [["客户编码", *(row[0] for row in rows)], ["决策类型", *(row[1] for row in rows)]]
    sheet = RawSheet("标签", range(1, len(rows) + 2), (1, 2), columns)
    reading = understand(RawBook("客户.xlsx", "xlsx", (sheet,), (Visibility.VISIBLE,)), TableChoice())

    assert list(reading.values[0]) == customers
