"""Conditions as formulas. Each has two: one that is TRUE when it surely holds, one when it surely does not.

So an operand that is not known makes both FALSE, as the core's third value does, and Excel's
``blank < 30`` never counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from xltier.core.fixed import to_decimal
from xltier.core.language.conditions import parse
from xltier.core.language.expressions import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    IsBlank,
    IsNumber,
    Not,
    Number,
    Sort,
    Text,
    names_in,
)
from xltier.core.language.expressions import (
    Name as Key,
)
from xltier.core.language.expressions import (
    Node as Expression,
)
from xltier.errors import Location, Problem, SchemeError
from xltier.formulas.syntax import Node, Num, Op, Truth, Txt, all_, any_, if_, is_number, is_text, not_, num, rounded
from xltier.formulas.work import SKIPPED, Work

_OPPOSITE: Final = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "=": "<>", "<>": "="}


def holds(work: Work, text: str, own: Mapping[str, Node] | None = None) -> Node:
    """Return the formula that is TRUE when a condition holds.

    Args:
        work: Its plan and values.
        text: The condition as the scheme states it.
        own: Values that stand for others here, by key.
    """
    return _sure(work, parsed(work, text, Sort.TRUTH), own or {}, wanted=True)


def fails(work: Work, text: str, own: Mapping[str, Node] | None = None) -> Node:
    """Return the formula that is TRUE when a condition surely does not hold."""
    return _sure(work, parsed(work, text, Sort.TRUTH), own or {}, wanted=False)


def parsed(work: Work, text: str, wants: Sort) -> Expression:
    """Return an expression of the scheme.

    Raises:
        SchemeError: It cannot be understood; checks have said so before.
    """
    node = parse(text, work.names(), Location(), wants=wants, divides=wants is Sort.NUMBER)
    if isinstance(node, Problem):
        raise SchemeError(node)
    return node


def _sure(work: Work, node: Expression, own: Mapping[str, Node], *, wanted: bool) -> Node:
    match node:
        case AllOf(parts) | AnyOf(parts):
            found = [_sure(work, part, own, wanted=wanted) for part in parts]
            return all_(*found) if isinstance(node, AllOf) is wanted else any_(*found)
        case Not(part):
            return _sure(work, part, own, wanted=not wanted)
        case IsBlank(key):
            blank = is_text(value_of(work, key, own), "")
            return blank if wanted else not_(blank)
        case IsNumber(key):
            known = is_number(value_of(work, key, own))
            return known if wanted else not_(known)
        case Key(key, Sort.TRUTH):
            value = value_of(work, key, own)
            return if_(is_number(value), Op("=", value, num(1 if wanted else 0)), Truth(value=False))
        case Comparison(operator, left, right):
            return _compared(work, operator if wanted else _OPPOSITE[operator], (left, right), own)
    msg = f"not a condition: {node}"
    raise TypeError(msg)


def _compared(work: Work, operator: str, sides: tuple[Expression, Expression], own: Mapping[str, Node]) -> Node:
    if any(isinstance(side, Text) or (isinstance(side, Key) and side.sort is Sort.TEXT) for side in sides):
        return _texts(work, operator, sides, own)
    read = dict.fromkeys(key for side in sides for key in names_in(side) if not _is_cut(work, key))
    known = all_(*(is_number(value_of(work, key, own)) for key in read))
    if known == Truth(value=False):
        return known
    left, right = (_operand(work, side, own) for side in sides)
    return if_(known, Op(operator, left, right), Truth(value=False))


def _texts(work: Work, operator: str, sides: tuple[Expression, Expression], own: Mapping[str, Node]) -> Node:
    nodes = [Txt(side.value) if isinstance(side, Text) else value_of(work, side.key, own) for side in sides]  # type: ignore[union-attr]  # because only texts and names are of the sort text
    known = [
        not_(any_(is_text(node, ""), is_text(node, SKIPPED)))
        for node, side in zip(nodes, sides, strict=True)
        if not isinstance(side, Text)
    ]
    if Truth(value=False) in known:
        return Truth(value=False)
    if isinstance(nodes[0], Txt) and isinstance(nodes[1], Txt):
        return Truth((nodes[0] == nodes[1]) is (operator == "="))
    return all_(*known, Op(operator, nodes[0], nodes[1]))


def _operand(work: Work, side: Expression, own: Mapping[str, Node]) -> Node:
    """Return one side of a comparison at its exact decimals; a step is rounded already."""
    node = arithmetic(work, side, own)
    return rounded(node, decimals_of(work, side)) if isinstance(side, Arithmetic) else node


def arithmetic(work: Work, node: Expression, own: Mapping[str, Node]) -> Node:
    """Return an expression of + - * over numbers that are known."""
    match node:
        case Number(value):
            return Num(value)
        case Key(key, _):
            return value_of(work, key, own)
        case Arithmetic(operator, left, right):
            return Op(operator, arithmetic(work, left, own), arithmetic(work, right, own))
    msg = f"not arithmetic: {node}"
    raise TypeError(msg)


def decimals_of(work: Work, node: Expression) -> int:
    """Return how many decimals the exact value of an expression without division can have."""
    match node:
        case Number(value):
            exponent = value.as_tuple().exponent
            return max(0, -exponent) if isinstance(exponent, int) else 0
        case Key(key, _):
            return _measure_decimals(work, key)
        case Arithmetic("*", left, right):
            return decimals_of(work, left) + decimals_of(work, right)
        case Arithmetic(_, left, right):
            return max(decimals_of(work, left), decimals_of(work, right))
    msg = f"not arithmetic: {node}"
    raise TypeError(msg)


def _measure_decimals(work: Work, key: str) -> int:
    cut = next((cut for cut in work.plan.scheme.cuts if cut.key == key), None)
    return work.plan.measures[work.plan.slot(key if cut is None else cut.measure)].decimals


def _is_cut(work: Work, key: str) -> bool:
    return any(cut.key == key for cut in work.plan.scheme.cuts)


def value_of(work: Work, key: str, own: Mapping[str, Node]) -> Node:
    """Return a measure's value, or a fitted cut as it was fitted."""
    if key in own:
        return own[key]
    if _is_cut(work, key):
        return Num(
            to_decimal(work.plan.cuts[key][0], _measure_decimals(work, key)) if key in work.plan.cuts else Decimal(0)
        )
    return work.values[work.plan.slot(key)]
