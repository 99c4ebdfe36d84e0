"""A formula and its value, built together: what is cached is what spreadsheets compute."""

from __future__ import annotations

import pytest

from xltier.report.month.live_value import (
    Live,
    Scalar,
    add,
    as_typed,
    both,
    compare,
    constant,
    first_of,
    joined,
    less,
    looked_up,
    ratio,
    rounded,
    shown,
    shown_if,
    text,
    when,
)

HALF = Live("A1", 79.125)
WORD = Live("B1", "n/a")


@pytest.mark.parametrize(
    ("value", "decimals", "wanted"), [(2.675, 2, 2.68), (-0.5, 0, -1.0), (1.005, 2, 1.01), (-0.001, 2, 0.0)]
)
def test_halves_round_away_from_zero_at_fifteen_digits(value: float, decimals: int, wanted: float) -> None:
    assert rounded(value, decimals) == wanted
    assert str(rounded(value, decimals)) == str(wanted)  # never -0.0


@pytest.mark.parametrize(
    ("live", "formula", "value"),
    [
        (add(HALF, constant(2)), "(A1+2)", 81.125),
        (less(HALF, constant(2), 1), "ROUND(N(A1)-N(2),1)", 77.1),
        (ratio(HALF, Live("C1", 0)), 'IF(N(C1)=0,"",N(A1)/N(C1))', ""),
        (shown(HALF, 2), 'TEXT(ROUND(A1,2),"#,##0.00")', "79.13"),
        (shown(Live("C1", 0.345), 1, percent=True), 'TEXT(ROUND(C1,3),"#,##0.0%")', "34.5%"),
        (shown(Live("C1", 1234), signed=True), 'TEXT(ROUND(C1,0),"+#,##0;-#,##0;#,##0")', "+1,234"),
        (as_typed(HALF), '(IF(ABS(N(A1))<1000000,ROUND(N(A1),9),N(A1))&"")', "79.125"),
        (as_typed(Live("C1", 90.0)), '(IF(ABS(N(C1))<1000000,ROUND(N(C1),9),N(C1))&"")', "90"),
        (as_typed(Live("C1", 0.1 + 0.2)), '(IF(ABS(N(C1))<1000000,ROUND(N(C1),9),N(C1))&"")', "0.3"),
        (shown_if(WORD, 0), 'TEXT(ROUND(N(B1),0),"#,##0")', "0"),
        (joined(text('6"'), "·", WORD), '"6"""&"·"&B1', '6"·n/a'),
        (when(compare(WORD, "=", text("N/A")), text("x"), text("y")), 'IF((B1="N/A"),"x","y")', "x"),
        (both(compare(HALF, ">", 79), compare(WORD, ">", 10**9)), "AND((A1>79),(B1>1000000000))", 1),
        (looked_up(WORD, [(text("n/a"), constant(7))], constant(8)), 'IF((B1="n/a"),7,8)', 7),
        (first_of([(compare(HALF, "<", 1), text("a"))], text("b")), 'IF((A1<1),"a","b")', "b"),
    ],
)
def test_what_a_formula_says_is_what_it_holds(live: Live, formula: str, value: Scalar) -> None:
    assert (live.formula, live.value) == (formula, value)
