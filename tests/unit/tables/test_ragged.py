"""Text files whose rows have more fields than the header, and whose numbers leave the decimal mark open."""

from __future__ import annotations

import pytest

from xltier.files.delimited import read_delimited
from xltier.tables.choice import TableChoice
from xltier.tables.reading import Reading
from xltier.tables.understand import understand


def _read(text: str) -> Reading:
    return understand(read_delimited("list.csv", text.encode()), TableChoice())


def _said(reading: Reading) -> tuple[list[str], list[str]]:
    return [str(notice) for notice in reading.warnings], [str(notice) for notice in reading.guesses]


def test_a_row_wider_than_the_header_is_rejected_and_the_others_stay() -> None:
    reading = _read("客户,销售额\n甲,1,200\n乙,900\n")
    assert [(r.row, r.reason, r.text) for r in reading.rejected] == [(2, "too_many_fields", "甲 | 1 | 200")]
    assert [list(values) for values in reading.values] == [["乙"], [900]]


def test_lines_above_the_header_do_not_make_it_wider() -> None:
    reading = _read("Export,,,\nStand: 01.02.2024,,,\nKunde,Umsatz,Ort\nA,1200,Ulm\nB,1,300,Bonn\nC,900\n")
    assert [(r.row, r.reason) for r in reading.rejected] == [(5, "too_many_fields")]
    assert [list(values) for values in reading.values] == [["A", "C"], [1200, 900], ["Ulm", None]]


def test_a_header_that_lacks_a_name_rejects_nothing() -> None:
    reading = _read("Customer,Sales\nA,1,x\nB,2,y\nC,3\n")
    assert reading.rejected == ()
    assert [column.name for column in reading.columns] == ["Customer", "Sales", "C"]


def test_empty_fields_at_the_end_are_no_width() -> None:
    assert _read("Customer,Sales\nA,1,,\nB,2\nC,3\n").rejected == ()


def test_both_marks_in_one_column_are_warned_of_and_the_guess_is_said() -> None:
    warnings, guesses = _said(_read('Customer,Sales\nA,"1,250"\nB,"2,50"\nC,3.750\n'))
    assert warnings == ["mixed_decimal_marks:Sales"]
    assert guesses == ["decimal_comma:Sales"]


@pytest.mark.parametrize("text", ["Kunde;Umsatz\nA;1.250\nB;2.500\nC;3.750\n", "Kunde;Umsatz\nA;1,250\nB;7\n"])
def test_a_semicolon_file_says_its_decimal_comma_when_nothing_shows_it(text: str) -> None:
    assert _said(_read(text)) == ([], ["decimal_comma:Umsatz"])


def test_a_number_with_two_marks_settles_its_column() -> None:
    assert _said(_read("Name;Wert\nX;1,250\nY;3.500\nZ;1.000,00\n")) == ([], [])
