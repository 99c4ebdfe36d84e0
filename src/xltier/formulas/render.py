"""Formula trees as text: English names, comma separators, as few brackets as the operators need."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Final, TypeAlias

from xltier.formulas.syntax import Call, Contains, Err, Name, Node, Num, Op, Ref, Row, Truth, Txt

# fmt: off
ALLOWED: Final = frozenset((
    "INDEX", "MATCH", "SUMIFS", "COUNTIF", "COUNTIFS", "AVERAGEIFS", "SUMPRODUCT", "IF", "IFERROR", "TEXT",
    "ROUND", "MIN", "MAX", "N", "ISNUMBER", "SUM", "AND", "OR", "NOT", "ISBLANK", "COUNT", "COUNTA",
    "COUNTBLANK", "AVERAGE", "ABS", "INT", "LEFT", "FIND", "REPT",
))
# fmt: on
"""Functions that every spreadsheet program has and computes alike."""

Place: TypeAlias = "Callable[[str], str]"
"""Where a step or a raw value is: its name to a reference."""

Contained: TypeAlias = "Callable[[str, str], str]"
"""Writes the test whether a text (first) holds a part (second), both already text of formulas."""

_BINDS: Final = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}


def render(node: Node, place: Place, contains: Contained) -> str:
    """Return a formula's text without its equals sign, in English names with comma separators.

    Args:
        node: The formula.
        place: Gives each Name its reference.
        contains: Writes the test whether a text holds a part.

    Example:
        >>> from xltier.formulas.syntax import if_, num, op
        >>> total = op("*", op("+", Name("a"), num(1)), num(-2))
        >>> render(if_(op(">=", total, num(0)), Txt("x"), Err("#N/A")), str.upper, countif)
        'IF((A+1)*(-2)>=0,"x",#N/A)'
    """
    return _text(node, place, contains, 0)


def _text(node: Node, place: Place, contains: Contained, binds: int) -> str:
    """Return a node's text, in brackets where it binds less than what stands around it."""
    inner = partial(_text, place=place, contains=contains)
    match node:
        case Call(function, arguments):
            return f"{function}({','.join(inner(argument, binds=0) for argument in arguments)})"
        case Contains(whole, piece):
            found = contains(place(whole.name), inner(piece, binds=_BINDS["&"]))
            return f"({found})" if binds > _BINDS["="] else found
        case Op(sign, left, right):
            mine = _BINDS[sign]
            joined = f"{inner(left, binds=mine)}{sign}{inner(right, binds=mine + 1)}"
            return f"({joined})" if mine < binds else joined
        case Name(name):
            return place(name)
    return _literal(node, binds)


def _literal(node: Num | Txt | Truth | Err | Ref | Row, binds: int) -> str:
    match node:
        case Num(value):
            digits = plain(value)
            return f"({digits})" if digits.startswith("-") and binds else digits
        case Txt(value):
            return '"' + value.replace('"', '""') + '"'
        case Truth(value):
            return "TRUE" if value else "FALSE"
        case Row(items):
            return "{" + ",".join(plain(item.value) for item in items) + "}"
        case Err(value):
            return value
    return node.address


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
