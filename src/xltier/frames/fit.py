"""Fitting a scheme to a frame of customers: the same cuts as :mod:`xltier.core.fit`, from counts of distinct values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import eq
from typing import Any

import narwhals as nw

from xltier.core.compile import compile_plan
from xltier.core.distribution import Cuts, Wanted, fitted, of_nobody
from xltier.core.ground import NO_CUTS
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.frames import flags, whole
from xltier.frames.circumstances import NOTHING, FrameCircumstances, Native
from xltier.frames.entrance import Entrance, Frame, lazy
from xltier.frames.fill import filled
from xltier.frames.flags import both
from xltier.frames.outcome import RATED, Stops
from xltier.frames.rate import rated
from xltier.frames.source import entered
from xltier.frames.working import MARK


def fit_entries(
    scheme: Scheme,
    frame: Native,
    circumstances: FrameCircumstances = NOTHING,
    *,
    line: str | None = None,
    columns: Mapping[str, str] | None = None,
    cuts: Cuts = NO_CUTS,
) -> Plan:
    """Return the plan of a scheme with every cut that the population of a frame can give.

    A customer with an error cell is left out of the population. Measures are fitted first; a forced distribution
    then needs the scores that they lead to.

    Args:
        scheme: A checked scheme.
        frame: All customers of the line, in fixed point, as for :func:`xltier.frames.rate.rate_entries`.
        circumstances: A forced distribution counts bonus and penalty.
        line: The channel line.
        columns: Column by measure key; None takes columns that are named by the key.
        cuts: Cuts of an earlier period, which are kept as they are.
    """
    plan = compile_plan(scheme, line=line, cuts=cuts)
    if not plan.wanted:
        return plan
    population = Entrance(frame).frame
    found = dict(cuts)
    if lazy(population).head(1).collect().shape[0] > 0:
        while any(wanted.slot is not None for wanted in plan.wanted):  # nested cuts after their outer ones
            for wanted, counts in _counts(plan, population, columns):
                found[wanted.name] = fitted(wanted, counts) if counts else of_nobody(wanted)
            plan = compile_plan(scheme, line=line, cuts=found)
    if len(plan.wanted) != 1 or plan.wanted[0].slot is not None:
        return plan
    wanted = plan.wanted[0]
    open_ = compile_plan(scheme, line=line, cuts=found | {wanted.name: (0,) * (len(plan.ladder.tiers) - 1)})
    scores = rated(open_, population, circumstances, columns=columns, keep=(), details=False)
    distinct = _distinct(scores.filter(~nw.col("score_before").is_null()), "score_before")
    return compile_plan(scheme, line=line, cuts=found | {wanted.name: fitted(wanted, distinct)}) if distinct else plan


def _counts(
    plan: Plan, population: Frame, columns: Mapping[str, str] | None
) -> Iterator[tuple[Wanted, dict[int, int]]]:
    """Yield each cut of a measure that is wanted, with how often each value occurs among its customers."""
    working, sources = entered(plan, population, columns, NOTHING, ())
    stops = Stops()
    slots = filled(plan, working, sources.entries, stops)
    outcome = working.number("fill outcome", stops.outcome())
    working.settle()
    slots_read = {one.slot for one in plan.wanted} | {part.slot for one in plan.wanted for part in one.inside}
    for slot in sorted(slot for slot in slots_read if slot is not None):
        is_in = both(slots.known[slot], whole.compared(eq, outcome, RATED))
        working.put(f"fit in {slot}", flags.column(is_in))
        working.put(f"fit {slot}", whole.column(slots.numbers[slot]))
    frame = working.settle()
    for one in plan.wanted:
        if one.slot is None:
            continue
        inside = [nw.col(f"{MARK}fit in {slot}") for slot in (one.slot, *(part.slot for part in one.inside))]
        for part in one.inside:
            value = nw.col(f"{MARK}fit {part.slot}")
            inside += [value >= whole.literal(part.low)] if part.low is not None else []
            inside += [value <= whole.literal(part.high)] if part.high is not None else []
        yield one, _distinct(frame.filter(nw.all_horizontal(*inside, ignore_nulls=True)), f"{MARK}fit {one.slot}")


def _distinct(frame: nw.LazyFrame[Any], column: str) -> dict[int, int]:
    """Return how often each value of a column without nulls occurs."""
    counts = frame.select(nw.col(column).alias("value")).group_by("value").agg(nw.len().alias("count")).collect()
    values, times = counts.get_column("value").to_list(), counts.get_column("count").to_list()
    return {int(value): int(n) for value, n in zip(values, times, strict=True)}
