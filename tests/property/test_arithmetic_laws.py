"""Derived measures: whole-number arithmetic equals exact fractions, and no step leaves the bounds known beforehand."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xltier.core.fixed import divide
from xltier.core.language.arithmetic import Range, extent, function, lowered, slots_of
from xltier.core.language.conditions import Names, parse
from xltier.core.language.expressions import Arithmetic, Name, Node, Number, Sort, names_in
from xltier.errors import Location, Problem

KEYS = ("sales", "target", "stock")
SLOTS = {"sales": (0, 2), "target": (1, 0), "stock": (2, 4)}
NAMES = Names(dict.fromkeys(KEYS, Sort.NUMBER), {key: key for key in KEYS})
ROWS = st.tuples(st.integers(-1000, 1000), st.integers(-3, 3), st.integers(-20000, 20000))
ATOMS = st.one_of(st.sampled_from(KEYS), st.decimals(0, 100, places=3).map(lambda value: f"{value:f}"))
FORMULAS = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from("+-*/"), parts).map(lambda three: f"({three[0]} {three[1]} {three[2]})"),
        parts.map(lambda part: f"(-{part})"),
    ),
    max_leaves=5,
)


def parsed(text: str) -> Node:
    node = parse(text, NAMES, Location(), wants=Sort.NUMBER, divides=True)
    assert not isinstance(node, Problem), node
    return node


def exact(node: Node, row: tuple[int, ...]) -> Fraction | None:
    """Return the value in fractions; None where any denominator on the way is zero."""
    match node:
        case Number(value):
            return Fraction(value)
        case Name(key, _):
            slot, decimals = SLOTS[key]
            return Fraction(row[slot], 10**decimals)
        case Arithmetic(operator, left, right):
            a, b = exact(left, row), exact(right, row)
            if a is None or b is None or (operator == "/" and b == 0):
                return None
            return {"+": a + b, "-": a - b, "*": a * b}[operator] if operator != "/" else a / b
    raise TypeError(node)


@given(FORMULAS, ROWS, st.integers(0, 6))
def test_a_formula_is_exact_and_rounded_once_and_no_zero_denominator_is_lost(
    text: str, row: tuple[int, ...], decimals: int
) -> None:
    node = parsed(text)
    quotient = lowered(node, SLOTS).at(decimals)
    top, bottom = function(quotient.numerator)(row), function(quotient.denominator)(row)
    wanted = exact(node, row)

    if wanted is None:
        assert bottom == 0
    else:
        scaled = wanted * 10**decimals
        sign = 1 if bottom > 0 else -1
        assert divide(sign * top, sign * bottom) == divide(scaled.numerator, scaled.denominator)


@given(FORMULAS, ROWS)
def test_every_value_lies_in_the_range_known_before_any_row_is_seen(text: str, row: tuple[int, ...]) -> None:
    ranges: list[Range] = [(-1000, 1000), (-3, 3), (-20000, 20000)]
    quotient = lowered(parsed(text), SLOTS)
    for whole in (quotient.numerator, quotient.denominator):
        (low, high), largest = extent(whole, ranges)
        value = function(whole)(row)

        assert low <= value <= high
        assert max(abs(low), abs(high)) <= largest


@given(FORMULAS)
def test_a_formula_reads_the_slots_of_the_names_that_it_mentions(text: str) -> None:
    node = parsed(text)
    quotient = lowered(node, SLOTS)
    read = {*slots_of(quotient.numerator), *slots_of(quotient.denominator)}

    assert read == {SLOTS[key][0] for key in names_in(node)}
