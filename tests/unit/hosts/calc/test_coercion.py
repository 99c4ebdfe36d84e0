from __future__ import annotations

import math
import struct

import pytest

from xltier.app.functions.catalogue import CATALOGUE
from xltier.core.values import ExcelError
from xltier.hosts.calc.coercion import ERRORS, WORDED, shown, taken


@pytest.mark.parametrize(
    ("parameter", "given", "wanted"),
    [
        ("values", None, None),
        ("values", 0.0, 0.0),
        ("values", "", ""),
        ("values", (("", 95.0), ("95%", 1.0)), (("", 95.0), ("95%", 1.0))),
        ("adjust", 0.0, 0.0),
        ("if_blank", 0.0, 0.0),
        ("scheme", 0.0, None),
        ("cap", 0.0, None),
        ("cap", "C", "C"),
        ("tier", 1.0, 1.0),
    ],
)
def test_an_argument_becomes_what_the_catalogue_takes(parameter: str, given: object, wanted: object) -> None:
    worded = [0] if parameter in WORDED else []

    assert taken((given,), worded) == [wanted]


def test_an_answer_becomes_rows_of_numbers_and_texts() -> None:
    assert shown((("A", None, ""), (True, 3, 0.5))) == (("A", "", ""), (1.0, 3.0, 0.5))
    assert [type(cell) for cell in shown(((True, 3, 0.5),))[0]] == [float] * 3


def test_an_answer_without_cells_is_an_empty_text() -> None:
    assert shown(()) == (("",),)


@pytest.mark.parametrize(("error", "code"), [("#N/A", 32767), ("#VALUE!", 519), ("#NUM!", 503), ("#DIV/0!", 532)])
def test_an_error_value_is_a_nan_with_the_number_of_calcs_error(error: str, code: int) -> None:
    ((number,),) = shown(((ExcelError(error),),))
    bits = struct.unpack("<Q", struct.pack("<d", number))[0]

    assert math.isnan(float(number))
    assert (bits >> 32, bits & 0xFFFFFFFF) == (0x7FF80000, code)


def test_every_error_value_has_its_number() -> None:
    assert set(ERRORS) == set(ExcelError)


def test_the_worded_arguments_are_arguments_of_the_catalogue() -> None:
    names = {parameter.name for function in CATALOGUE.values() for parameter in function.parameters}

    assert names >= WORDED
