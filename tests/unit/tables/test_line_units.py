"""The unit of the line above a table, where only the scheme knows that a column is money."""

from __future__ import annotations

from xltier.tables.choice import TableChoice
from xltier.tables.line_units import with_line_units
from xltier.tables.reading import Reading
from xltier.tables.sheet import Cell, RawBook, RawSheet, Visibility
from xltier.tables.understand import understand


def _read(*rows: list[Cell]) -> Reading:
    columns = [list(column) for column in zip(*rows, strict=True)]
    sheet = RawSheet("s", range(1, len(rows) + 1), tuple(range(1, len(columns) + 1)), columns)
    return understand(RawBook("客户.xlsx", "xlsx", (sheet,), (Visibility.VISIBLE,)), TableChoice())


def test_a_column_that_a_rule_takes_for_money_has_the_unit_above_and_its_own_cells_keep_theirs() -> None:
    reading = _read(["单位：万元", None, None], ["客户", "销售额", "实际进货"], ["甲", 3, 1.5], ["乙", 4, "200元"])

    as_money = with_line_units(reading, [2])

    assert [list(values) for values in as_money.values[1:]] == [[30_000, 40_000], [15_000, 200]]
    assert as_money.columns[2].unit == "元"
    assert not as_money.guesses
    assert "unit_from_header:实际进货 万元" in map(str, as_money.warnings)


def test_a_column_that_no_rule_takes_for_money_stays_as_it_is() -> None:
    reading = _read(["单位：万元", None], ["客户", "甲类"], ["甲", 3], ["乙", 4])

    assert with_line_units(reading, []) is reading
