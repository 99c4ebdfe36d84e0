"""Several mistakes of a rules sheet are told at once, and one mistake is told once."""

from __future__ import annotations

import pytest

from tests.unit.tables.rules.test_mistakes import Sheet, told
from xltier.tables.address import a1

# b2b-abcd: weights 40, 20, 20, 20; cut-offs A 3.5, B 2.5, C 1.5.


@pytest.mark.parametrize("wrong", ["measures[0].direction", "scoring", "not_reported", "measures[1].required"])
def test_a_wrong_choice_hides_neither_weights_nor_cut_offs(wrong: str) -> None:
    sheet = Sheet("b2b-abcd")
    choice = sheet.put(wrong, "不详")
    sheet.put("measures[0].weight", 35)  # 35 + 20 + 20 + 20 = 95
    floor = sheet.put("tiers[1].floor", 1)  # B at 1, below C at 1.5

    found = told(sheet)
    assert ("rules-choice", a1(*choice)) in found
    assert {cell for _, cell in found} & {a1(*floor), a1(*sheet.spot("tiers[2].floor"))}
    if wrong != "scoring":  # points of an additive scheme need not make 100
        assert "weights-not-100" in [reference for reference, _ in found]


def test_nothing_is_told_that_goes_away_with_the_wrong_choice() -> None:
    sheet = Sheet("b2b-abcd")
    choice = sheet.put("measures[2].method", "不详")

    assert told(sheet) == [("rules-choice", a1(*choice))]


@pytest.mark.parametrize(
    ("marker", "name"),
    [("#bands", "measure"), ("#bands", "points"), ("#measures", "key"), ("#inputs", "key"), ("#tiers", "code")],
)
def test_a_lost_header_is_one_error_and_not_one_for_each_row(marker: str, name: str) -> None:
    sheet = Sheet("dealer-monthly" if marker == "#inputs" else "b2b-abcd")
    row, column = sheet.header(marker, name)
    del sheet.cells[row, column]

    errors = [reference for reference, _ in told(sheet) if reference != "rules-header-unknown"]
    assert errors == ["rules-header-missing"]
