"""Formulas as small trees, so that the same tree can become cell text or the body of a LAMBDA."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

Node: TypeAlias = "Num | Txt | Truth | Err | Ref | Name | Call | Op | Contains | Row"

ALLOWED: Final = frozenset(
    """INDEX MATCH SUMIFS COUNTIF COUNTIFS AVERAGEIFS SUMPRODUCT IF IFERROR TEXT ROUND MIN MAX N ISNUMBER SUM AND OR
    NOT ISBLANK COUNT COUNTA COUNTBLANK AVERAGE ABS INT LEFT FIND REPT""".split()
)
"""Functions that every spreadsheet program has and computes alike (design: UX 2.4)."""


@dataclass(frozen=True, slots=True)
class Num:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Txt:
    """A text."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    """TRUE or FALSE, known while the formula is written."""

    value: bool


@dataclass(frozen=True, slots=True)
class Err:
    """An error value, such as ``#N/A``."""

    value: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A cell that stays where it is: a rule's, with its sheet (``'规则'!$D$12``)."""

    address: str


@dataclass(frozen=True, slots=True)
class Name:
    """Another step, or a customer's raw value; the layout says where it is."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A worksheet function."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Op:
    """Two operands joined by an operator."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Row:
    """Numbers written out side by side: ``{1,2,3}``."""

    items: tuple[Num, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """Whether a text holds a part, whatever the case of its letters."""

    text: Name
    part: Node


Place: TypeAlias = "Callable[[str], str]"
"""Where a step or a raw value is: its name to a reference."""

_BINDS: Final = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}
_UNARY: Final = 5


def render(node: Node, place: Place, contains: Callable[[str, str], str]) -> str:
    """Return a formula's text without its equals sign, in English names with comma separators.

    Args:
        node: The formula.
        place: Gives each Name its reference.
        contains: Writes the test whether a text (first) holds a part (second), both already text of formulas.

    Example:
        >>> total = op("*", op("+", Name("a"), num(1)), num(-2))
        >>> render(if_(op(">=", total, num(0)), Txt("x"), Err("#N/A")), str.upper, countif)
        'IF((A+1)*(-2)>=0,"x",#N/A)'
    """

    def text(part: Node, binds: int = 0) -> str:  # noqa: PLR0911 - one return a kind of node
        match part:
            case Num(value):
                digits = plain(value)
                return f"({digits})" if digits.startswith("-") and binds else digits
            case Txt(value):
                return '"' + value.replace('"', '""') + '"'
            case Truth(value):
                return "TRUE" if value else "FALSE"
            case Err(value):
                return value
            case Ref(address):
                return address
            case Name(name):
                return place(name)
            case Call(function, arguments):
                return f"{function}({','.join(text(argument) for argument in arguments)})"
            case Row(items):
                return "{" + ",".join(plain(item.value) for item in items) + "}"
            case Contains(whole, piece):
                found = contains(place(whole.name), text(piece, _BINDS["&"]))
                return f"({found})" if binds > _BINDS["="] else found
            case Op(sign, left, right):
                mine = _BINDS[sign]
                joined = f"{text(left, mine)}{sign}{text(right, mine + 1)}"
                return f"({joined})" if mine < binds else joined

    return text(node)


def countif(text: str, part: str) -> str:
    """Return the test of a part in a cell's text; a range of one cell, because IronCalc counts in ranges only."""
    return f'COUNTIF({text}:{text},"*"&{part}&"*")>0'


def search(text: str, part: str) -> str:
    """Return the test of a part in a text that is no cell."""
    return f"ISNUMBER(SEARCH({part},{text}))"


def plain(value: Decimal) -> str:
    """Return a number as a formula has it, at the 15 digits that a spreadsheet keeps.

    Example:
        >>> plain(Decimal("0.50")), plain(Decimal(10) ** 14), plain(Decimal("-1E-7"))
        ('0.5', '100000000000000', '-0.0000001')
    """
    digits = f"{Decimal(f'{value:.15g}'):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def num(value: float | Decimal | str) -> Num:
    """Return a number; a float counts as its shortest text."""
    return Num(Decimal(str(value)))


def op(sign: str, left: Node, right: Node) -> Node:
    """Return two operands joined; a comparison of what is written out is known."""
    if isinstance(left, Txt) and isinstance(right, Txt) and sign in {"=", "<>"}:
        return Truth((left == right) is (sign == "="))
    if isinstance(left, Num) and isinstance(right, Num) and sign == ">=":
        return Truth(left.value >= right.value)
    return Op(sign, left, right)


def sum_of(parts: Sequence[Node]) -> Node:
    """Return parts added from left to right; nothing is 0."""
    if not parts:
        return num(0)
    total, *others = parts
    for part in others:
        total = Op("+", total, part)
    return total


def call(function: str, *arguments: Node) -> Node:
    """Return a call."""
    return Call(function, arguments)


def if_(test: Node, then: Node, other: Node) -> Node:
    """Return IF; a test that is already known takes its branch."""
    if isinstance(test, Truth):
        return then if test.value else other
    return then if then == other else Call("IF", (test, then, other))


def all_(*parts: Node) -> Node:
    """Return AND without what is known; nothing left is TRUE."""
    if Truth(value=False) in parts:
        return Truth(value=False)
    return _joined("AND", [part for part in parts if not isinstance(part, Truth)], empty=True)


def any_(*parts: Node) -> Node:
    """Return OR without what is known; nothing left is FALSE."""
    if Truth(value=True) in parts:
        return Truth(value=True)
    return _joined("OR", [part for part in parts if not isinstance(part, Truth)], empty=False)


def _joined(function: str, parts: list[Node], *, empty: bool) -> Node:
    distinct = list(dict.fromkeys(parts))
    if len(distinct) < 2:  # noqa: PLR2004 - one part needs no function
        return distinct[0] if distinct else Truth(empty)
    return Call(function, tuple(distinct))


def not_(part: Node) -> Node:
    """Return NOT."""
    return Truth(not part.value) if isinstance(part, Truth) else Call("NOT", (part,))


def rounded(part: Node, decimals: int) -> Node:
    """Return a number at its declared decimals, half away from zero."""
    if isinstance(part, Num) and part.value == round(part.value, decimals):
        return part
    return Call("ROUND", (part, num(decimals)))


def is_number(part: Node) -> Node:
    """Return whether a value is a number; known for what is written out."""
    if isinstance(part, (Num, Txt, Err)):
        return Truth(isinstance(part, Num))
    return Call("ISNUMBER", (part,))


def is_text(part: Node, text: str) -> Node:
    """Return whether a value equals a text; known for what is written out."""
    if isinstance(part, (Num, Txt)):
        return Truth(part == Txt(text))
    return Op("=", part, Txt(text))


def functions_in(text: str) -> frozenset[str]:
    """Return the names of the functions that a formula's text calls, texts in quotes left out.

    Example:
        >>> sorted(functions_in('IF(A1="NO(1)",ROUND(B1,2),0)'))
        ['IF', 'ROUND']
    """
    outside = "".join(part for at, part in enumerate(text.split('"')) if at % 2 == 0)
    found = []
    word = ""
    for letter in outside:
        if letter == "(" and word:
            found.append(word)
        word = word + letter if letter.isalnum() or letter in "._" else ""
    return frozenset(found)
