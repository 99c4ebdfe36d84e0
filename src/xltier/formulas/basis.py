"""Whether formulas still are those of the rules sheet that they read: what they take for granted, as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from xltier.core.plan import Plan
from xltier.core.scheme import Kind, Scoring
from xltier.core.words import Words
from xltier.formulas.ladders import tier_paths
from xltier.formulas.points import band_rows
from xltier.formulas.rules_cells import Basis, Held, RulesCells
from xltier.formulas.syntax import (
    Name,
    Node,
    Num,
    Op,
    Ref,
    Truth,
    Txt,
    all_,
    call,
    if_,
    is_number,
    is_text,
    num,
    sum_of,
)
from xltier.formulas.work import Step

SOUND: Final = "rules_ok"
"""Name of the step that says 1 where the formulas are those of the rules."""
LABEL: Final = Words("规则检查", "rules check")
_EACH: Final = 30
"""Conditions in one cell."""
_LITERAL: Final = 250
"""Characters of a text in a formula; spreadsheets hold 255."""


def basis_steps(plan: Plan, rules: RulesCells) -> tuple[Step, ...]:
    """Return steps that need no customer, the last of them named :data:`SOUND`: 1 while all holds, else 0.

    Besides what the basis says, cut-offs and edges must rise, and weights make 100, as far as they did. Rules
    without a basis have no steps.
    """
    if rules.basis is None:
        return ()
    tests = [test for test in (*_tests(rules.basis), *_ordered(plan, rules)) if not isinstance(test, Truth)]
    parts = [
        Step(f"{SOUND}_{number}", Words(f"{LABEL.zh} {number}", f"{LABEL.en} {number}"), _truth(all_(*some)), 0)
        for number, some in enumerate(_cut(tests), 1)
    ]
    whole = all_(*(Op("=", Name(part.name), num(1)) for part in parts))
    return (*parts, Step(SOUND, LABEL, if_(whole, num(1), num(0)), 0))


def guarded(rules: RulesCells, sound: Node) -> RulesCells:
    """Return rules whose formulas give no tier unless ``sound``, the value of the last of the steps, is 1."""
    return replace(rules, sound=Op("=", sound, num(1)))


def _cut(tests: Sequence[Node]) -> Iterator[Sequence[Node]]:
    yield from (tests[at : at + _EACH] for at in range(0, len(tests), _EACH))


def _truth(test: Node) -> Node:
    return call("IFERROR", if_(test, num(1), num(0)), num(0))


def _tests(basis: Basis) -> Iterator[Node]:
    def cell(address: str) -> Ref:
        return Ref(f"{basis.sheet}!{address}")

    for area, count in basis.counts:
        yield Op("=", call("COUNTA", cell(area)), num(count))
    for address, value in basis.fixed:
        yield _same(cell(address), value)
    for area, cells, numbers, blanks, words in basis.areas:
        right = [call("COUNT", cell(area))] if numbers else []
        right += [call("COUNTBLANK", cell(area))] if blanks else []
        right += [call("COUNTIF", cell(area), Txt(word)) for word in words]
        # A blank row that somebody put in between counts as blank cells, and changes nothing.
        yield Op(">=" if blanks else "=", sum_of(right), num(cells))


def _same(cell: Ref, value: Held) -> Node:
    """Return whether a cell still holds a value; a text of several lines must hold each of them."""
    match value:
        case None:
            return is_text(cell, "")
        case bool():
            return Op("=", cell, Truth(value))
        case int() | float():
            return Op("=", cell, Num(Decimal(f"{value:.15g}")))
        case str() if value.isprintable():
            return Op("=", cell, _literal(value))
        case str():
            lines = [line for line in value.splitlines() if line.isprintable() and line]
            return all_(*(is_number(call("FIND", _literal(line), cell)) for line in lines))
    return is_number(cell)


def _literal(text: str) -> Node:
    first, *others = (text[at : at + _LITERAL] for at in range(0, max(len(text), 1), _LITERAL))
    whole: Node = Txt(first)
    for part in others:
        whole = Op("&", whole, Txt(part))
    return whole


def _ordered(plan: Plan, rules: RulesCells) -> Iterator[Node]:
    scheme = plan.scheme
    if scheme.kind in {Kind.SCORECARD, Kind.BAND} and not scheme.quota:
        floors = [(f"{path}.floor", tier.floor) for path, tier in zip(tier_paths(plan), plan.ladder.tiers, strict=True)]
        yield from _rising(rules, floors if scheme.low_is_good else floors[::-1])
    for at, measure in enumerate(scheme.measures):
        if measure.is_scored and measure.bands:
            edges = [(f"measures[{at}].bands[{row}].from", band.start) for row, band in band_rows(measure, plan.line)]
            yield from _rising(rules, edges)
    weights = [(at, measure.weight) for at, measure in enumerate(scheme.measures) if measure.weight is not None]
    hundred = num(100)
    if (
        scheme.kind is Kind.SCORECARD
        and scheme.scoring is Scoring.WEIGHTED
        and sum(w for _, w in weights) == hundred.value
    ):
        total = sum_of([rules.number(f"measures[{at}].weight", weight) for at, weight in weights])
        yield Op("=", call("ROUND", total, num(6)), hundred)


def _rising(rules: RulesCells, numbers: Sequence[tuple[str, Decimal | None]]) -> Iterator[Node]:
    """Yield that each number is above the one before it, where it was at the 15 digits that a spreadsheet keeps."""
    known = [(path, Decimal(f"{value:.15g}")) for path, value in numbers if value is not None]
    for (path, value), (next_path, above) in pairwise(known):
        if value < above and rules.ref(path) is not None:
            yield Op("<", rules.number(path, value), rules.number(next_path, above))
