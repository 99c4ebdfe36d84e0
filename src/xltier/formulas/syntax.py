"""Formulas as small trees, so that the same tree can become cell text or the body of a LAMBDA."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

Node: TypeAlias = "Num | Txt | Truth | Err | Ref | Name | Call | Op | Contains | Row"


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


FAR: Final = Num(Decimal(10) ** 15)
"""Beyond every number of ours: a limit that is none."""


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


def at_most(there: Node, most: Node, part: Node) -> Node:
    """Return a number up to a limit, where there is one."""
    limit = if_(there, most, FAR)
    return part if there == Truth(value=False) else call("MIN", limit, part)


def at_least(there: Node, least: Node, part: Node) -> Node:
    """Return a number down to a limit, where there is one."""
    limit = if_(there, least, Op("-", num(0), FAR))
    return part if there == Truth(value=False) else call("MAX", limit, part)


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
