"""What a run remembers of its columns comes back, as far as the sheet still has them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.readings import reading
from xltier.app.sheet.remembered import recalled_columns, remembered_columns
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.schemes.library import load_scheme

TODAY = dt.date(2026, 11, 2)
STANDARD = load_scheme("standard")


def test_a_header_that_names_one_column_is_remembered_and_a_letter_where_it_does_not() -> None:
    scores = reading(["客户", "得分", "得分"], [["甲", 95, 1], ["乙", 80, 2]])
    sheet = tier_sheet(scores, STANDARD, as_of=TODAY, chosen={"score": "C"})

    assert remembered_columns(sheet) == '{"score": "C"}'
    assert recalled_columns('{"score": "C"}', scores) == {"score": "C"}
    sheet = tier_sheet(reading(["客户", "得分"], [["甲", 95]]), STANDARD, as_of=TODAY, chosen={"score": "B"})
    assert remembered_columns(sheet) == '{"score": "得分"}'


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"score": 2}', '{"score": "毛利"}', '{"other": "得分"}'])
def test_what_is_no_choice_in_this_sheet_is_left_out(text: str) -> None:
    assert recalled_columns(text, reading(["客户", "得分"], [["甲", 95]]), STANDARD) == {}
