"""From a number to a place on a ladder of tiers, 1 the best, and from a place to its tier."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xltier.core.fixed import to_decimal
from xltier.core.ladder import Ladder
from xltier.core.plan import Plan
from xltier.core.scheme.tier import Tier
from xltier.formulas.points import EDGE_SLACK
from xltier.formulas.syntax import Node, Num, Op, all_, any_, call, if_, not_, num, op, rounded
from xltier.formulas.work import Work


def place(work: Work, ladder: Ladder, paths: Sequence[str], value: Node, decimals: int, *, fitted: bool) -> Node:
    """Return the place that a number reaches.

    Args:
        work: Its rules.
        ladder: Tiers, best first.
        paths: Document path of each tier.
        value: The score, or the measure that is banded.
        decimals: Of the number.
        fitted: Whether the cut-offs come from a population; they are written out as fitted.
    """
    found: Node = num(len(ladder.tiers))
    for at in reversed(range(len(ladder.cuts))):
        if fitted:
            cut = Num(to_decimal(ladder.least(at) or 0, decimals))
            reached: Node = Op("<=" if ladder.low_is_good else ">=", value, cut)
        else:
            reached = _reached(work, ladder.tiers[at], paths[at], value, decimals, low_is_good=ladder.low_is_good)
        found = if_(reached, num(at + 1), found)
    return found


def _reached(work: Work, tier: Tier, path: str, value: Node, decimals: int, *, low_is_good: bool) -> Node:
    floor = work.rules.number(f"{path}.floor", tier.floor if tier.floor is not None else Decimal(0))
    cut = floor if isinstance(floor, Num) else rounded(floor, decimals + EDGE_SLACK)
    beyond = Op("<" if low_is_good else ">", value, cut)
    out = work.rules.excluded(f"{path}.edge", value=not tier.included)
    if work.rules.ref(f"{path}.edge") is None:
        return beyond if not tier.included else Op("<=" if low_is_good else ">=", value, cut)
    return any_(beyond, all_(Op("=", value, cut), not_(out)))


def least(work: Work, tier: Tier, path: str, decimals: int, *, low_is_good: bool) -> Node:
    """Return the last value at the declared decimals that still reaches a tier."""
    floor = work.rules.number(f"{path}.floor", tier.floor if tier.floor is not None else Decimal(0))
    out = work.rules.excluded(f"{path}.edge", value=not tier.included)
    if low_is_good:
        floor = Op("-", num(0), floor)
    scaled = rounded(floor if decimals == 0 else Op("*", floor, num(10**decimals)), EDGE_SLACK)
    inside = Op("-", num(0), call("INT", Op("-", num(0), scaled)))
    unit = if_(out, Op("+", call("INT", scaled), num(1)), inside)
    if low_is_good:
        unit = Op("-", num(0), unit)
    return unit if decimals == 0 else Op("/", unit, num(10**decimals))


def chain(at: Node, parts: Sequence[Node], first: int = 1) -> Node:
    """Return the part that a place points to; the last one takes whatever is left."""
    found = parts[-1]
    for number, part in reversed(list(enumerate(parts[:-1], first))):
        found = if_(Op("=", at, num(number)), part, found)
    return found


def code(work: Work, paths: Sequence[str], tiers: Sequence[Tier], at: Node) -> Node:
    """Return the code of the tier at a place."""
    return chain(at, [work.rules.text(f"{path}.code", tier.code) for path, tier in zip(paths, tiers, strict=True)])


def place_of(work: Work, paths: Sequence[str], tiers: Sequence[Tier], wanted: Node, missing: Node) -> Node:
    """Return the place of a tier by its code."""
    found = missing
    for at, (path, tier) in reversed(list(enumerate(zip(paths, tiers, strict=True), 1))):
        found = if_(op("=", wanted, work.rules.text(f"{path}.code", tier.code)), num(at), found)
    return found


def tier_paths(plan: Plan) -> list[str]:
    """Return the document paths of a plan's tiers."""
    line = plan.line
    tiers = list(enumerate(plan.scheme.tiers))
    own = [at for at, tier in tiers if tier.line == line and line is not None]
    return [f"tiers[{at}]" for at in own or [at for at, tier in tiers if tier.line is None]]
