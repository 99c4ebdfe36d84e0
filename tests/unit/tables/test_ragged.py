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


def test_amounts_that_their_separator_cut_are_rejected_though_they_are_most() -> None:
    reading = _read("Code,Name,Sales\nC1,Alpha,1,200\nC2,Beta,300\nC3,Gamma,2,500\n")
    assert [(r.row, r.reason) for r in reading.rejected] == [(2, "too_many_fields"), (4, "too_many_fields")]
    assert [list(values) for values in reading.values] == [["C2"], ["Beta"], [300]]


def test_a_quote_that_is_never_closed_ends_with_its_line_and_is_said() -> None:
    last = _read('Code,Name,Sales\nC1,"Alpha, Ltd",100\nC2,"Beta,200\nC3,Gamma,300\n')
    middle = _read('Code,Name,Sales\nC1,"Alpha,100\nC2,"Beta, Inc",200\nC3,"Two\nlines",300\n')
    assert [list(values) for values in last.values] == [
        ["C1", "C2", "C3"],
        ["Alpha, Ltd", '"Beta', "Gamma"],
        [100, 200, 300],
    ]
    assert [list(values) for values in middle.values][1:] == [['"Alpha', "Beta, Inc", "Two\nlines"], [100, 200, 300]]
    assert [str(notice) for reading in (last, middle) for notice in reading.warnings] == ["unclosed_quote"] * 2


def test_a_listing_between_bars_reads_without_its_ruled_lines_and_stars() -> None:
    reading = _read(
        "Dynamic list\n----------------------\n|Customer|Name |Value  |\n----------------------\n"
        "|00001   |Alpha|1.500,50|\n|00002   |Beta |  99,00-|\n----------------------\n|*       |     |1.401,50|\n"
    )
    assert [column.name for column in reading.columns] == ["Customer", "Name", "Value"]
    assert [list(values) for values in reading.values] == [["00001", "00002"], ["Alpha", "Beta"], [1500.5, -99]]
    assert (8, "grand_total_row") in [(r.row, r.reason) for r in reading.rejected]


def test_codes_that_a_program_wrapped_as_formulas_keep_their_zeros() -> None:
    assert list(_read('Code,Sales\n="00123",1\n="00456",2\n').values[0]) == ["00123", "00456"]


def test_a_code_that_was_shown_shortened_is_warned_of() -> None:
    reading = _read("Code,Sales\n1.23457E+11,1\n1E5,2\n")
    assert [str(notice) for notice in reading.warnings] == ["code_shortened:Code"]
    assert reading.warnings[0].cells == ("A2",)


def test_korean_names_are_not_taken_for_chinese_ones() -> None:
    text = "고객코드,고객명,매출액\nC001,한빛상사,1200\n00123,리다,300\n"
    reading = understand(read_delimited("list.csv", text.encode("euc_kr")), TableChoice())
    assert list(reading.values[1]) == ["한빛상사", "리다"]


def test_a_rare_separator_parts_a_file_that_no_usual_one_does() -> None:
    for separator in "，^~":
        text = "客户编号,客户名称,销售额\nC1,华美,100\nC2,丽达,200\n".replace(",", separator)
        assert list(_read(text).values[2]) == [100, 200]
