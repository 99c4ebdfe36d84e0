"""Formula trees computed as spreadsheets compute them."""

from __future__ import annotations

import pytest

from xltier.core.values import ExcelError
from xltier.formulas.evaluate import Held, evaluated
from xltier.formulas.syntax import Err, Name, Node, Op, Row, Txt, call, if_, is_number, num, rounded

A, B = Name("a"), Name("b")


@pytest.mark.parametrize(
    ("node", "cells", "wanted"),
    [
        (rounded(A, 2), {"a": 2.675}, 2.68),
        (rounded(A, 0), {"a": -0.5}, -1),
        (Op("+", A, num(1)), {"a": None}, 1),
        (Op("+", A, num(1)), {"a": "1"}, ExcelError.VALUE),
        (Op("/", A, num(0)), {"a": 1}, ExcelError.DIV0),
        (Op("&", A, Txt("x")), {"a": 0.50}, "0.5x"),
        (Op("=", A, Txt("")), {"a": None}, True),
        (Op("=", A, num(0)), {"a": None}, True),
        (Op("=", A, Txt("ABC")), {"a": "abc"}, True),
        (Op("<", A, Txt("")), {"a": 10**9}, True),  # numbers come before texts
        (is_number(A), {"a": ExcelError.NA}, False),
        (is_number(call("N", A)), {"a": "x"}, True),
        (is_number(call("N", A)), {"a": ExcelError.NA}, False),
        (call("MIN", A, B), {"a": 3, "b": "x"}, 3),
        (call("INT", A), {"a": -1.5}, -2),
        (if_(Op(">", A, num(1)), Txt("yes"), B), {"a": ExcelError.NUM, "b": 1}, ExcelError.NUM),
        (if_(Op(">", A, num(1)), Txt("yes"), B), {"a": 2, "b": ExcelError.NUM}, "yes"),
        (call("IFERROR", Err("#N/A"), Txt("none")), {}, "none"),
    ],
)
def test_a_formula_gives_what_a_spreadsheet_shows(node: Node, cells: dict[str, Held], wanted: Held) -> None:
    assert evaluated(node)(cells) == wanted


def test_a_lookup_takes_the_last_edge_that_is_reached() -> None:
    shown, rising = Row((num(10), num(20))), Row((num(1), num(5)))
    found = evaluated(call("INDEX", shown, call("MATCH", A, rising, num(1))))

    assert [found({"a": value}) for value in (0, 1, 4.9, 5)] == [ExcelError.NA, 10, 10, 20]


def test_a_function_that_no_step_calls_is_refused() -> None:
    with pytest.raises(TypeError, match="TODAY"):
        evaluated(call("TODAY"))
