"""What Excel hands over and takes back, in every shape and kind: the one place where values change their form."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import pytest

from tests.support.excel_calls import asked
from xltier.core.values import ExcelError
from xltier.hosts.excel.coercion import CODES, rows_of, rule_cell, sent, taken

LAST_ROW = 1_048_576
PARIS = dt.timezone(dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (None, None),
        ("", ""),
        (math.nan, None),
        (95, 95.0),
        (0.95, 0.95),
        (Decimal("12.50"), 12.5),  # a cell in a currency format
        (True, True),
        (False, False),
        ("95%", "95%"),
        ("待定", "待定"),
        ("#1", "#1"),
        (dt.datetime(2026, 10, 31, tzinfo=dt.UTC), 46326.0),
        (dt.datetime(2026, 10, 31, 18, 0, tzinfo=PARIS), 46326.75),  # Excel means the clock, whatever the zone says
        (dt.date(2026, 10, 31), 46326.0),
        (-2146826246, ExcelError.NA),
        (-2146826273, ExcelError.VALUE),
        (-2146826252, ExcelError.NUM),
        (-2146826281, ExcelError.DIV0),
        (-2146826265, ExcelError.VALUE),  # #REF!
        (-2146826259, ExcelError.VALUE),  # #NAME?
        (-2146826288, ExcelError.VALUE),  # #NULL!
        (-2146826243, ExcelError.VALUE),  # #SPILL!
        ("#N/A", ExcelError.NA),  # a Mac hands over texts
        ("#REF!", ExcelError.VALUE),
        (-2147352572, None),  # left out
    ],
)
def test_a_single_value(raw: object, cell: object) -> None:
    (found,) = taken((raw,))

    assert (found, type(found)) == (cell, type(cell))


@pytest.mark.parametrize(
    ("raw", "block"),
    [
        (((1, None),), ((1.0, None),)),
        (((1,), ("x",)), ((1.0,), ("x",))),
        (((1, 2), (3, -2146826246)), ((1.0, 2.0), (3.0, ExcelError.NA))),
        ((1, 2, 3), ((1.0, 2.0, 3.0),)),  # {1,2,3}
        ([[1.5]], ((1.5,),)),
    ],
)
def test_a_range_and_a_constant(raw: object, block: object) -> None:
    assert taken((raw,)) == (block,)


def test_whole_columns_end_together_where_the_last_of_them_ends() -> None:
    empty = ((None,),) * (LAST_ROW - 3)
    first = ((91.0,), (60.0,), (None,), *empty)
    second = ((None,), (1.0,), (-2.0,), *empty)

    assert taken((first, "standard", second)) == (
        ((91.0,), (60.0,), (None,)),
        "standard",
        ((None,), (1.0,), (-2.0,)),
    )


def test_a_blank_whole_column_is_one_blank_cell() -> None:
    assert taken((((None,),) * LAST_ROW,)) == (((None,),),)


def test_something_that_no_cell_holds_is_a_defect_and_not_a_blank() -> None:
    with pytest.raises(TypeError, match="object"):
        taken((object(),))


def test_an_answer_is_lists_of_doubles_texts_truths_and_codes() -> None:
    block = (("A", 2, 2.5, None), (True, ExcelError.NUM, "", "★" * 40_000))
    (first, second) = sent(block)

    assert first == ["A", 2.0, 2.5, ""]
    assert [type(cell) for cell in first] == [str, float, float, str]
    assert second == [True, CODES[ExcelError.NUM], "", "★" * 32_767]
    assert sent(()) == [[""]]


@pytest.mark.parametrize("error", ExcelError)
def test_every_error_goes_there_and_back(error: ExcelError) -> None:
    ((code,),) = sent(((error,),))

    assert taken((code,)) == (error,)


def test_a_number_is_never_mistaken_for_the_code_of_an_error() -> None:
    ((number,),) = sent(((-2146826246,),))

    assert (number, type(number)) == (-2146826246.0, float)


def test_a_date_of_a_rules_sheet_stays_a_date() -> None:
    assert rule_cell(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) == dt.date(2026, 1, 1)
    assert rows_of(5.0) == [[5.0]]


def test_functions_take_what_excel_hands_over() -> None:
    assert asked("TIER", 86) == [["B"]]
    assert asked("TIER", -2146826246) == [[CODES[ExcelError.NA]]]
    assert asked("TIER", None) == [[""]]
    assert asked("TIER_MOVE", "A", None) == [[""]]
    assert asked("TIER_BAND", ((79.0,), (10,)), (0, 60, 80), ("C", "B", "A")) == [["B"], ["C"]]
    assert asked("NPS", ((10.0,), (None,), (-2146826246,))) == [[CODES[ExcelError.NA]]]
