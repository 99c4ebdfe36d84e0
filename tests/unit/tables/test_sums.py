"""Totals agree with what Excel adds and with what a person adds."""

from __future__ import annotations

from xltier.tables.sums import Sums
from xltier.tables.totals import Label, label_of


def parsed(text: str) -> float | None:
    """Read the texts of these tests."""
    return float(text) if text.isdigit() else None


def test_a_total_may_leave_text_numbers_out_as_excel_does() -> None:
    column: list[object] = [100, "50", 200, 300]
    assert Sums(lambda: [column], parsed).adds_up(3)


def test_a_total_may_count_text_numbers_as_a_person_does() -> None:
    column: list[object] = [100, "50", 200, 350]
    assert Sums(lambda: [column], parsed).adds_up(3)


def test_a_row_that_is_neither_is_no_total() -> None:
    column: list[object] = [100, "50", 200, 325]
    assert not Sums(lambda: [column], parsed).adds_up(3)


def test_a_latin_subtotal_is_as_sure_as_a_chinese_one() -> None:
    assert label_of("East subtotal") is Label.ENDING
    assert label_of("华东小计") is Label.ENDING
    assert label_of("Total Energies") is Label.WEAK
