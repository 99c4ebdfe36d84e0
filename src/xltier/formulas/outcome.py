"""From the place earned to the tier shown: history, red lines, the code, and how far the next tier is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xltier.core.fixed import to_decimal
from xltier.core.plan import Banding, RedLinePlan, Ruling
from xltier.core.scheme import Kind
from xltier.core.words import Words
from xltier.formulas.conditions import holds
from xltier.formulas.ladders import chain, code, least, place_of, tier_paths
from xltier.formulas.syntax import (
    Node,
    Num,
    Op,
    Truth,
    Txt,
    all_,
    any_,
    call,
    if_,
    is_number,
    not_,
    num,
    rounded,
)
from xltier.formulas.work import Work


def red_lines(work: Work, ratable: Node) -> list[Node]:
    """Write a step for each red line that can apply: 1 where it does."""
    return [_hit(work, at, line, ratable) for at, line in enumerate(work.plan.red_lines)]


def _hit(work: Work, at: int, plan: RedLinePlan, ratable: Node) -> Node:
    line = plan.line
    fired = holds(work, line.auto) if line.auto is not None else Truth(value=False)
    logged: Node = Truth(value=False)
    if line.code in work.sources.hits:
        logged = Op(">", work.sources.hits[line.code], num(0))
    elif work.sources.red_lines is not None:
        listed = Op("&", Op("&", Txt(";"), work.sources.red_lines), Txt(";"))
        wanted = Op("&", Op("&", Txt(";"), work.rules.text(f"red_lines[{at}].code", line.code)), Txt(";"))
        logged = is_number(call("FIND", wanted, listed))
    if line.release is not None:
        logged = all_(logged, not_(holds(work, line.release)))
    # Not one AND: programs differ in which of two errors it shows.
    hit = if_(Op("=", ratable, num(1)), if_(any_(fired, logged), num(1), num(0)), num(0))
    return num(0) if any_(fired, logged) == Truth(value=False) else work.add(f"r_{at + 1}", line.name, hit, 0)


def voids_bonus(work: Work, hits: Sequence[Node]) -> Node:
    """Return whether a red line that applies voids the bonus."""
    return any_(
        *(
            all_(Op("=", hit, num(1)), work.rules.yes(f"red_lines[{at}].void_bonus", value=plan.line.voids_bonus))
            for at, (hit, plan) in enumerate(zip(hits, work.plan.red_lines, strict=True))
            if hit != num(0)
        )
    )


def held(work: Work, ratable: Node, before: Node, earned: Node) -> Node:
    """Write the place after the buffer and the months in a row, where the tier of the last period is known.

    Where a sheet knows no pending count, a scheme with ``min_months`` above 1 keeps the tier, as the core does for a
    customer whose count starts now.
    """
    scheme, ladder = work.plan.scheme, work.plan.ladder
    keeps = work.plan.buffer or work.plan.buffer_num or scheme.min_months > 1
    if work.sources.before is None or not keeps:
        return earned
    paths = tier_paths(work.plan)
    stood = work.add(
        "stood", Words("上期级", "place before"), place_of(work, paths, ladder.tiers, work.sources.before, num(0)), 0
    )
    moved = _moved(work, stood, earned)
    is_either = scheme.falls_on_either
    kept = earned if is_either else if_(any_(Op("=", stood, num(0)), Op("=", stood, earned)), earned, moved)
    if ladder.cuts and before != Txt(""):
        within = _buffered(work, before, stood)
        fallen = all_(Op(">", stood, num(0)), Op(">", earned, stood), within)
        kept = if_(fallen, moved if is_either else stood, kept)
    return work.add("held", Words("保级后", "place kept"), if_(Op("=", ratable, num(1)), kept, Txt("")), 0)


def _moved(work: Work, stood: Node, earned: Node) -> Node:
    """Return the place of a customer whose score asks for another tier: it moves after enough months in a row."""
    months = work.plan.scheme.min_months
    if months <= 1:
        return earned
    if work.sources.pending is None:
        return stood
    pending = call("N", work.sources.pending)
    up, down = (Op(sign, pending, num(0)) for sign in (">", "<="))
    same = any_(all_(up, Op("<", earned, stood)), all_(down, Op(">", earned, stood)))
    asked = if_(same, call("ABS", pending), num(0))
    return if_(Op(">=", Op("+", asked, num(1)), num(months)), earned, stood)


def _buffered(work: Work, score: Node, stood: Node) -> Node:
    """Return whether the score is within the buffer of the floor of the tier that was kept so far."""
    plan = work.plan
    decimals = plan.score_decimals
    scheme = plan.scheme
    points = rounded(work.rules.number("buffer", scheme.buffer), decimals)
    parts = []
    for floor in _floors(work):
        room = points
        if scheme.buffer_share:
            share = Op("*", Op("*", call("ABS", floor), Num(scheme.buffer_share)), num(10**decimals))
            units = call("INT", rounded(share, 6))
            room = Op("+", points, Op("/", units, num(10**decimals)) if decimals else units)
        edge = Op("+", floor, room) if plan.ladder.low_is_good else Op("-", floor, room)
        near = Op("<=" if plan.ladder.low_is_good else ">=", score, rounded(edge, decimals))
        parts.append(if_(all_(Op(">", room, num(0)), near), num(1), num(0)))
    return Op("=", chain(stood, [*parts, num(1)]), num(1))


def _floors(work: Work) -> list[Node]:
    """Return the last value that still reaches each tier but the last."""
    plan = work.plan
    decimals = plan.score_decimals
    if plan.scheme.quota or plan.scheme.kind is Kind.DISTRIBUTION:
        return [Num(to_decimal(plan.ladder.least(at) or 0, decimals)) for at in range(len(plan.ladder.cuts))]
    paths = tier_paths(work.plan)
    return [
        least(work, plan.ladder.tiers[at], paths[at], decimals, low_is_good=plan.ladder.low_is_good)
        for at in range(len(plan.ladder.cuts))
    ]


def placed(work: Work, ratable: Node, hits: Sequence[Node], start: Node) -> Node:
    """Write the place that the red lines leave: capped, or dropped by levels, in the scheme's order."""
    tiers = work.plan.ladder.tiers
    paths = tier_paths(work.plan)
    last = num(len(tiers))
    at_ = start
    for at, (hit, plan) in enumerate(zip(hits, work.plan.red_lines, strict=True)):
        if hit == num(0):
            continue
        path, line = f"red_lines[{at}]", plan.line
        cell = work.rules.ref(f"{path}.cap")
        cap = place_of(work, paths, tiers, work.rules.text(f"{path}.cap", line.cap or ""), last)
        there, levels = work.rules.optional(f"{path}.drop", None if line.cap else Decimal(line.drop))
        dropped = call("MIN", last, Op("+", at_, if_(there, levels, num(0))))
        caps = Truth(line.cap is not None) if cell is None else Op("<>", cell, Txt(""))
        lowered = if_(caps, call("MAX", at_, cap), dropped)
        name = Words(f"红线后{at + 1}", f"after red line {at + 1}")
        at_ = work.add(f"place_{at + 1}", name, if_(Op("=", hit, num(1)), lowered, at_), 0)
    if work.sources.cap is None:
        return at_
    capped = call("MAX", at_, place_of(work, paths, tiers, work.sources.cap, num(1)))
    return work.add("capped", Words("封顶后", "after the cap"), if_(Op("=", ratable, num(1)), capped, Txt("")), 0)


def decided(work: Work, ratable: Node, place: Node) -> Node:
    """Write the place that a decision by hand sets, where there may be one."""
    if work.sources.override is None:
        return place
    found = place_of(work, tier_paths(work.plan), work.plan.ladder.tiers, work.sources.override, place)
    label = Words("人工调整后", "after the override")
    return work.add("decided", label, if_(Op("=", ratable, num(1)), found, Txt("")), 0)


def tier(work: Work, ratable: Node, place: Node) -> Node:
    """Write the tier's code; blank for a blank row, an error where there is no rating."""
    found = code(work, tier_paths(work.plan), work.plan.ladder.tiers, place)
    return work.add("tier", Words("等级", "Tier"), if_(Op("=", ratable, num(1)), found, _of_nothing(work)))


def _of_nothing(work: Work) -> Node:
    """Return the tier of a row that reports nothing: the class of all others, if the row is somebody's."""
    plan = work.plan
    if not work.sources.is_somebody or not isinstance(plan.side, Ruling) or plan.side.rules[-1][0] is not None:
        return Txt("")
    last = len(plan.scheme.rules) - 1
    return work.rules.text(f"rules[{last}].class", plan.scheme.rules[last].outcome)


def gap(work: Work, ratable: Node, before: Node, earned: Node) -> Node | None:
    """Write how far the next better tier is by the score; 0 in the best, nothing where tiers have no cut-offs."""
    plan = work.plan
    if not plan.ladder.cuts or (plan.score is None and not isinstance(plan.side, Banding)):
        return None
    away = [rounded(call("ABS", Op("-", floor, before)), plan.score_decimals) for floor in _floors(work)]
    far = chain(earned, [num(0), *away])
    label = Words("距上一级", "To next tier")
    return work.add("gap", label, if_(Op("=", ratable, num(1)), far, Txt("")), plan.score_decimals)
