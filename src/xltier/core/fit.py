"""Fitting a scheme to a population: the cuts that its distributions need, in at most two rounds."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.compile import compile_plan
from xltier.core.distribution import Cuts, counted, fitted, of_nobody
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
    """Return the plan of a scheme with every cut that the population can give.

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
    for wanted in plan.wanted:
        counts = counted(columns[wanted.slot]) if wanted.slot is not None else None
        if counts:
            found[wanted.name] = fitted(wanted, counts)
        elif counts is not None and population:
            found[wanted.name] = of_nobody(wanted)
    plan = compile_plan(scheme, line=line, cuts=found)
    for wanted in plan.wanted:
        if wanted.slot is None and len(plan.wanted) == 1:
            scores = _scores(
                scheme, line, found | {wanted.name: (0,) * (len(plan.ladder.tiers) - 1)}, population, circumstances
            )
            if counts := counted(scores):
                return compile_plan(scheme, line=line, cuts=found | {wanted.name: fitted(wanted, counts)})
    return plan


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
