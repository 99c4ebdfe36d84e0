"""Conditions: three-valued truth against brute force, and a parser that understands its own grammar only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from xltier.core.language.conditions import DEPTH, LENGTH, Names, parse
from xltier.core.language.expressions import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    IsBlank,
    IsNumber,
    Name,
    Node,
    Not,
    Number,
    Sort,
    Text,
    names_in,
)
from xltier.core.language.logic import logic, slots_in, truth
from xltier.core.language.regions import meets, regions, takes
from xltier.core.values import NOT_APPLICABLE, Value
from xltier.errors import Location, Problem

NAMES = Names(
    {"first": Sort.NUMBER, "second": Sort.NUMBER, "mark": Sort.TRUTH, "standing": Sort.TEXT},
    {"first": "first", "second": "second", "mark": "mark", "standing": "standing", "回款率(%)": "second"},
)
SLOTS = {"first": (0, 0), "second": (1, 2), "mark": (2, 0), "standing": (3, 0)}
VALUES: dict[int, list[Value]] = {
    0: [None, NOT_APPLICABLE, 0, 1, 2],
    1: [None, NOT_APPLICABLE, 0, 100, 150],
    2: [None, NOT_APPLICABLE, 0, 1],
    3: [None, NOT_APPLICABLE, "a", "b"],
}
ATOMS = st.sampled_from(
    [
        "first >= 1",
        "first < 2",
        "second = 1",
        "second <> 1.5",
        "first * 2 > second + 1",
        "mark",
        "mark = TRUE",
        'standing = "A"',
        'standing <> "b"',
        "ISBLANK(first)",
        "ISBLANK(standing)",
        "ISNUMBER(first)",
        "ISNUMBER(second)",
        "TRUE",
        "FALSE",
    ]
)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(parts, min_size=1, max_size=3).map(", ".join)
    return st.one_of(
        several.map(lambda inner: f"AND({inner})"),
        several.map(lambda inner: f"OR({inner})"),
        parts.map(lambda inner: f"NOT({inner})"),
        parts.map(lambda inner: f"({inner})"),
    )


CONDITIONS = st.recursive(ATOMS, joined, max_leaves=6)


def parsed(text: str) -> Node:
    node = parse(text, NAMES, Location(), wants=Sort.TRUTH)
    assert not isinstance(node, Problem), node
    return node


def number(node: Node, row: Sequence[Value]) -> Fraction | None:
    """Return a number in exact fractions, or None where a part of it is not known."""
    match node:
        case Number(value):
            return Fraction(value)
        case Name(key, _):
            slot, decimals = SLOTS[key]
            value_ = row[slot]
            return Fraction(value_, 10**decimals) if isinstance(value_, int) else None
        case Arithmetic(operator, left, right):
            a, b = number(left, row), number(right, row)
            if a is None or b is None:
                return None
            return {"+": a + b, "-": a - b, "*": a * b}[operator]
    raise TypeError(node)


COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
}


def kleene(  # noqa: PLR0911 - one return a construct
    node: Node, row: Sequence[Value]
) -> bool | None:
    """Return the truth by the tables: AND is the least, OR the largest, of false < unknown < true."""
    match node:
        case AllOf(parts):
            held = [kleene(part, row) for part in parts]
            return False if False in held else None if None in held else True
        case AnyOf(parts):
            held = [kleene(part, row) for part in parts]
            return True if True in held else None if None in held else False
        case Not(part):
            one = kleene(part, row)
            return None if one is None else not one
        case IsBlank(key):
            return row[SLOTS[key][0]] is None
        case IsNumber(key):
            return isinstance(row[SLOTS[key][0]], int)
        case Name(key, Sort.TRUTH):
            value = row[SLOTS[key][0]]
            return value == 1 if isinstance(value, int) else None
        case Comparison(operator, Name(key, Sort.TEXT), Text(text)):
            cell = row[SLOTS[key][0]]
            return (cell == text) is (operator == "=") if isinstance(cell, str) else None
        case Comparison(operator, left, right):
            a, b = number(left, row), number(right, row)
            return None if a is None or b is None else COMPARE[operator](a, b)
    raise TypeError(node)


@given(CONDITIONS)
def test_truth_is_kleenes_for_every_combination_of_known_blank_and_not_applicable(text: str) -> None:
    node = parsed(text)
    compiled = logic(node, SLOTS, {})
    holds = truth(compiled)
    read = {slot: VALUES[slot] for slot in slots_in(compiled)}
    for values in product(*(read.get(slot, [None]) for slot in range(4))):
        assert holds(list(values)) == kleene(node, values), values


@given(CONDITIONS)
def test_a_condition_reads_the_slots_of_the_names_that_it_mentions(text: str) -> None:
    node = parsed(text)

    assert sorted(slots_in(logic(node, SLOTS, {}))) == sorted(SLOTS[key][0] for key in names_in(node))


@given(CONDITIONS)
def test_width_brackets_signs_and_a_leading_equals_sign_change_nothing(text: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
    pretty = text.replace(">=", "≥").replace("<=", "≤").replace("<>", "≠")

    assert parsed(wide) == parsed(pretty) == parsed(f"  = {text.lower()} ") == parsed(text)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_understood_or_refused_and_nothing_is_ever_evaluated(text: str) -> None:
    node = parse(text, NAMES, Location(path="rules[0].when"), wants=Sort.TRUTH)

    assert isinstance(node, Problem) or set(names_in(node)) <= set(SLOTS)
    assert not isinstance(node, Problem) or (node.at.path, node.values["text"]) == ("rules[0].when", text)


FRAGMENTS = st.sampled_from(
    [
        *"()+-*/,<>=^!&|%{}[]:;.$@#\\~?'\"",
        *("AND(", "OR(", "NOT(", "ISBLANK(", "first", "mark", "standing"),
        *("9", "1e9", "0.5", "50%", "10万", "A1", "R1C1", "$B$2", "Sheet1!A1", "WEBSERVICE(", "INDIRECT("),
        *("__import__('os')", "first.real", "lambda: 1", "（", "，", "≥", "；", "\n", "\x00", "\u202e"),
    ]
)


@given(st.lists(FRAGMENTS, max_size=12).map(" ".join))
def test_pieces_of_formulas_and_programs_are_understood_or_refused(text: str) -> None:
    node = parse(text, NAMES, Location(), wants=Sort.TRUTH)

    assert isinstance(node, Problem) or set(names_in(node)) <= set(SLOTS)


@given(st.integers(0, 2000), st.sampled_from([("(", ")"), ("NOT(", ")"), ("AND(", ")"), ("-", "")]))
def test_depth_ends_at_32_and_never_in_a_crash(depth: int, signs: tuple[str, str]) -> None:
    before, after = signs
    inner = "first > 1" if after else "1 > first"
    node = parse(before * depth + inner + after * depth, NAMES, Location(), wants=Sort.TRUTH)

    assert isinstance(node, Problem) == (depth > DEPTH)
    assert not isinstance(node, Problem) or node.reference in {"condition-too-deep", "condition-too-long"}


@given(st.integers(0, 3000), st.sampled_from("+-*"))
def test_length_ends_and_never_in_a_crash(parts: int, sign: str) -> None:
    node = parse(f"first{f' {sign} first' * parts} > 0", NAMES, Location(), wants=Sort.TRUTH)

    assert isinstance(node, Problem) == (2 * parts + 3 > LENGTH)
    if isinstance(node, Problem):
        assert node.reference == "condition-too-long"
    else:
        assert truth(logic(node, SLOTS, {}))([1, None, None, None]) is (sign != "-" or parts == 0)


@given(st.decimals(0, 10**9, places=6), st.sampled_from(["", "%", "千", "万", "亿"]))
def test_numbers_are_the_decimals_that_they_are_written_as(value: Decimal, unit: str) -> None:
    node = parse(f"{value:f}{unit}", NAMES, Location(), wants=Sort.NUMBER)
    exponent = {"": 0, "%": -2, "千": 3, "万": 4, "亿": 8}[unit]

    assert node == Number(value.scaleb(exponent))


@given(CONDITIONS, CONDITIONS)
def test_what_one_condition_is_said_to_take_of_another_it_takes_for_every_customer(first: str, second: str) -> None:
    outer, inner = (regions(parsed(text)) for text in (first, second))
    if outer is None or inner is None:
        return  # too many alternatives: nothing is said
    for row in product(*VALUES.values()):
        wide, narrow = (kleene(parsed(text), row) is True for text in (first, second))
        assert not (narrow and takes(outer, inner)) or wide, row
        assert not (narrow and wide) or meets(outer, inner), row
        assert not narrow or inner, row
