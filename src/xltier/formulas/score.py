"""The score as steps: what stops a rating, the base with its moved weights, bonus and penalty, the rounding."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.core.plan import Scored, Scoresheet
from xltier.core.scoresheet import weight_on
from xltier.core.words import Words
from xltier.formulas.adjustments import adjusted
from xltier.formulas.points import full_of, points
from xltier.formulas.rules_cells import NONE
from xltier.formulas.state import state
from xltier.formulas.syntax import (
    FAR,
    Err,
    Node,
    Num,
    Op,
    Truth,
    Txt,
    all_,
    any_,
    at_least,
    at_most,
    call,
    if_,
    is_number,
    is_text,
    not_,
    num,
    rounded,
    sum_of,
)
from xltier.formulas.work import GUARD, SKIPPED, Work


def score(work: Work, sheet: Scoresheet) -> tuple[Node, Node, Node, Node]:
    """Write the steps of a scorecard; return state, base, bonus and penalty."""
    earned = [_points(work, scored) for scored in sheet.scored]
    weights = [weight_of(work, scored) for scored in sheet.scored]
    here = None if isinstance(sheet.combine, int) else _applicable(work, sheet, earned, weights)
    ratable = state(work, earned, _coverage(work, sheet, weights, here))
    sum_ = if_(Op("=", ratable, num(1)), _base(work, sheet, earned, weights), Txt(""))
    base = work.add("base", Words("基础分", "base"), sum_, work.plan.points_decimals)
    bonus, penalty = (adjusted(work, ratable, is_bonus=is_bonus) for is_bonus in (True, False))
    return ratable, base, bonus, penalty


def total(work: Work, sheet: Scoresheet, base: Node, added: Node) -> Node:
    """Return base and adjustments rounded once and kept within the score's limits."""
    exact = rounded(rounded(Op("+", base, added) if added != num(0) else base, _guard(sheet)), work.plan.score_decimals)
    scheme = work.plan.scheme
    decimals = work.plan.score_decimals
    there, least = _least(work)
    kept = at_least(there, rounded(least, decimals), exact)
    there, most = work.rules.optional("score_max", scheme.score_max)
    return at_most(there, rounded(most, decimals), kept)


def _least(work: Work) -> tuple[Node, Node]:
    """Return whether scores have a lowest value, and which: 0 where the cell is blank, none where it says so."""
    cell = work.rules.ref("score_min")
    if cell is None:
        return work.rules.optional("score_min", work.plan.scheme.score_min)
    return all_(*(not_(is_text(cell, word)) for word in NONE)), call("N", cell)


def _guard(sheet: Scoresheet) -> int:
    """Return the decimals that are surely right in a sum of this size: fifteen digits hold both sides of the point."""
    most = sum((scored.full or 10**9) * scored.factor for scored in sheet.scored)
    largest = most * sheet.worth // (sheet.mass * sheet.worth_unit * (sheet.weight or 1))
    return max(3, min(GUARD, 14 - len(str(abs(largest) // 10**4))))


def _points(work: Work, scored: Scored) -> Node:
    key, name = scored.measure.key, scored.measure.name
    label = Words(f"{name.zh} 得分", f"{name.en} points")
    found = work.add(f"p_{key}", label, points(work, scored), work.plan.points_decimals)
    work.points[scored.slot] = found
    return found


def weight_of(work: Work, scored: Scored) -> Node:
    """Return a measure's weight on the plan's line."""
    measure, line, path = scored.measure, work.plan.line, work.path(scored.slot)
    own = line is not None and line in measure.line_weights
    return work.rules.number(f"{path}.line_weights.{line}" if own else f"{path}.weight", weight_on(measure, line))


def _applicable(work: Work, sheet: Scoresheet, earned: Sequence[Node], weights: Sequence[Node]) -> Node | None:
    """Return the sum of the weights that apply, or None where all of them always do."""
    if sheet.weight is None or not any(scored.slot in work.skippable for scored in sheet.scored):
        return None
    parts = [if_(is_number(points_), weight, num(0)) for points_, weight in zip(earned, weights, strict=True)]
    summed = sum_of([part for part in parts if part != num(0)])
    work.weight = work.add("weight", Words("适用权重", "applicable weight"), summed, 4)
    return work.weight


def _coverage(work: Work, sheet: Scoresheet, weights: Sequence[Node], here: Node | None) -> Node:
    """Return what makes a rating impossible though no value is wrong: too little that applies."""
    if here is None:
        low: Node = Truth(value=False)
    else:
        least = work.rules.number("min_coverage", work.plan.scheme.min_coverage)
        if not isinstance(least, Num):
            least = if_(is_number(least), least, num("0.6"))
        share = rounded(Op("/", here, sum_of(weights)), GUARD)
        low = any_(Op("<=", here, num(0)), Op("<", share, least if isinstance(least, Num) else rounded(least, GUARD)))
    if isinstance(sheet.combine, int):
        only = sheet.scored[sheet.combine]
        if only.slot in work.skippable:
            low = any_(low, is_text(work.values[only.slot], SKIPPED))
    return if_(low, Err("#N/A"), num(1))


def _base(work: Work, sheet: Scoresheet, earned: Sequence[Node], weights: Sequence[Node]) -> Node:
    counted = [
        (scored, points_, weight)
        for scored, points_, weight in zip(sheet.scored, earned, weights, strict=True)
        if points_ != Txt(SKIPPED)
    ]
    if sheet.weight is None:
        return sum_of([_number(work, scored, points_) for scored, points_, _ in counted])
    if sheet.combine != "weighted":
        marks = full_of(work, sheet.scored[0].measure, work.path(sheet.scored[0].slot))
        return Op("/", Op("*", _combined(work, sheet, earned), _worth(work, sheet)[1]), marks)
    parts = [
        Op("/", Op("*", _number(work, scored, points_), weight), full_of(work, scored.measure, work.path(scored.slot)))
        for scored, points_, weight in counted
    ]
    return share_of(work, sheet, sum_of(parts))


def _worth(work: Work, sheet: Scoresheet) -> tuple[Node, Node]:
    """Return whether the worth of full marks is said, and what they are worth."""
    there, said = work.rules.optional("score_full", work.plan.scheme.score_full)
    return there, if_(there, said, _weights(work, sheet))


def _weights(work: Work, sheet: Scoresheet) -> Node:
    return sum_of([weight_of(work, scored) for scored in sheet.scored])


def share_of(work: Work, sheet: Scoresheet, weighted: Node) -> Node:
    """Return weighted points as points of the score: weight that does not apply is moved to the rest."""
    there, full = _worth(work, sheet)
    if work.weight is None and there == Truth(value=False):
        return weighted
    return Op("/", Op("*", weighted, full), work.weight if work.weight is not None else _weights(work, sheet))


def _number(work: Work, scored: Scored, points_: Node) -> Node:
    return call("N", points_) if scored.slot in work.skippable else points_


def _combined(work: Work, sheet: Scoresheet, earned: Sequence[Node]) -> Node:
    """Return the sub-grade that stands for all: the best, the worst, the most frequent, or only one."""
    known = [node for node in earned if node != Txt(SKIPPED)]
    match sheet.combine:
        case int(only):
            return earned[only]
        case "best":
            return call("MAX", *(if_(is_number(node), node, Op("-", num(0), FAR)) for node in known))
        case "worst":
            return call("MIN", *(if_(is_number(node), node, FAR) for node in known))
    times: list[Node] = []
    for at, node in enumerate(known):
        same = sum_of([if_(Op("=", other, node), num(1), num(0)) for other in known])
        label = Words(f"同分数{at + 1}", f"equal to {at + 1}")
        times.append(work.add(f"n_{at + 1}", label, if_(is_number(node), same, num(0)), 0))
    most = work.add("n_most", Words("最多同分", "most frequent"), call("MAX", *times), 0)
    far = Op("-", num(0), FAR) if sheet.majority_better else FAR
    chosen = [
        if_(all_(is_number(node), Op("=", count, most)), node, far) for node, count in zip(known, times, strict=True)
    ]
    return call("MAX" if sheet.majority_better else "MIN", *chosen)
