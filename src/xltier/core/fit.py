"""Fitting a scheme to a population: the cuts that its distributions need, in at most two rounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.compile import compile_plan
from xltier.core.distribution import Cuts, Wanted, counted, fitted, of_nobody
from xltier.core.ground import NO_CUTS
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme
from xltier.core.slots import Unratable, filler
from xltier.core.values import Entry, Value


def fit_plan(
    scheme: Scheme,
    population: Sequence[Sequence[Entry]],
    *,
    line: str | None = None,
    circumstances: Sequence[Circumstances] = (),
    cuts: Cuts = NO_CUTS,
) -> Plan:
    """Return the plan of a scheme with every cut that the population can give, nested ones after their outer ones.

    A customer with an error cell is left out of the population. Measures are fitted first; a forced
    distribution then needs the scores that they lead to.

    Args:
        scheme: A checked scheme.
        population: Entries of all customers of the line, in slot order.
        line: The channel line.
        circumstances: One for each customer, or none at all; a forced distribution counts bonus and penalty.
        cuts: Cuts of an earlier period, which are kept as they are.
    """
    plan = compile_plan(scheme, line=line, cuts=cuts)
    if not plan.wanted:
        return plan
    columns = _columns(plan, population)
    found = dict(cuts)
    while any(wanted.slot is not None for wanted in plan.wanted) and population:
        found |= {wanted.name: _cuts(wanted, columns) for wanted in plan.wanted if wanted.slot is not None}
        plan = compile_plan(scheme, line=line, cuts=found)
    for wanted in plan.wanted:
        if wanted.slot is None and len(plan.wanted) == 1:
            scores = _scores(
                scheme, line, found | {wanted.name: (0,) * (len(plan.ladder.tiers) - 1)}, population, circumstances
            )
            if counts := counted(scores):
                return compile_plan(scheme, line=line, cuts=found | {wanted.name: fitted(wanted, counts)})
    return plan


def _cuts(wanted: Wanted, columns: Sequence[Sequence[Value]]) -> tuple[int, ...]:
    column: Iterable[Value] = columns[wanted.slot or 0]
    if wanted.inside:
        within = [columns[part.slot] for part in wanted.inside]
        column = (
            value
            for value, *outer in zip(column, *within, strict=True)
            if all(part.covers(one) for part, one in zip(wanted.inside, outer, strict=True))
        )
    counts = counted(column)
    return fitted(wanted, counts) if counts else of_nobody(wanted)


def _columns(plan: Plan, population: Sequence[Sequence[Entry]]) -> list[list[Value]]:
    fill = filler(plan)
    columns: list[list[Value]] = [[] for _ in plan.measures]
    for customer in population:
        try:
            slots = fill(customer)
        except Unratable:
            continue  # its own rating says why; it can't be part of the population
        for column, value in zip(columns, slots, strict=True):
            column.append(value)
    return columns


def _scores(
    scheme: Scheme,
    line: str | None,
    cuts: Cuts,
    population: Sequence[Sequence[Entry]],
    circumstances: Sequence[Circumstances],
) -> list[int | None]:
    plan = compile_plan(scheme, line=line, cuts=cuts)
    around = circumstances or [NOTHING] * len(population)
    return [rate_one(plan, customer, about).score_before for customer, about in zip(population, around, strict=True)]
