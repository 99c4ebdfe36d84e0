"""The score as steps: what stops a rating, the base with its moved weights, bonus and penalty, the rounding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from xltier.core.plan import ItemPlan, Scored, Scoresheet
from xltier.core.scoresheet import weight_on
from xltier.core.scheme import Scoring
from xltier.core.words import Words
from xltier.formulas.conditions import holds
from xltier.formulas.points import full_of, points
from xltier.formulas.rules_cells import NONE
from xltier.formulas.syntax import Err, Node, Num, Op, Truth, Txt, all_, any_, call, if_, is_number, is_text, not_, num, rounded, sum_of
from xltier.formulas.work import GUARD, SKIPPED, Work

_FAR: Final = num(10**15)
_CHAIN: Final = 25
"""Errors looked through in one formula; spreadsheets nest 64 calls deep."""


def score(work: Work, sheet: Scoresheet) -> tuple[Node, Node, Node, Node]:
    """Write the steps of a scorecard; return state, base, bonus and penalty."""
    earned = [_points(work, scored) for scored in sheet.scored]
    weights = [weight_of(work, scored) for scored in sheet.scored]
    here = None if isinstance(sheet.combine, int) else _applicable(work, sheet, earned, weights)
    ratable = state(work, earned, _coverage(work, sheet, weights, here))
    sum_ = if_(Op("=", ratable, num(1)), _base(work, sheet, earned, weights), Txt(""))
    base = work.add("base", Words("基础分", "base"), sum_, work.plan.points_decimals)
    bonus, penalty = (_adjusted(work, sheet, ratable, is_bonus=is_bonus) for is_bonus in (True, False))
    return ratable, base, bonus, penalty


def total(work: Work, sheet: Scoresheet, base: Node, added: Node) -> Node:
    """Return base and adjustments rounded once and kept within the score's limits."""
    exact = rounded(rounded(Op("+", base, added) if added != num(0) else base, _guard(sheet)), work.plan.score_decimals)
    scheme = work.plan.scheme
    decimals = work.plan.score_decimals
    there, least = _least(work)
    kept = if_(there, call("MAX", rounded(least, decimals), exact), exact)
    there, most = work.rules.optional("score_max", scheme.score_max)
    return if_(there, call("MIN", rounded(most, decimals), kept), kept)


def _least(work: Work) -> tuple[Node, Node]:
    """Return whether scores have a lowest value, and which: 0 where the cell is blank, none where it says so."""
    cell = work.rules.ref("score_min")
    if cell is None:
        return work.rules.optional("score_min", work.plan.scheme.score_min)
    return all_(*(not_(is_text(cell, word)) for word in NONE)), call("N", cell)


def _guard(sheet: Scoresheet) -> int:
    """Return the decimals that are surely right in a sum of this size: fifteen digits hold both sides of the point."""
    most = sum(Fraction((scored.full or 10**9) * scored.factor) for scored in sheet.scored)
    largest = abs(most * sheet.worth / (sheet.mass * sheet.worth_unit * (sheet.weight or 1)))
    return max(3, min(GUARD, 14 - len(str(int(largest // 10**4)))))


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
    parts = [
        if_(is_number(points_), weight, num(0)) if scored.slot in work.skippable else weight
        for scored, points_, weight in zip(sheet.scored, earned, weights, strict=True)
    ]
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


def state(work: Work, scored: Sequence[Node], end: Node) -> Node:
    """Write the step that says whether there is a rating: 1, 0 for a blank row, or the error that stops it.

    Values are looked through one after another, because programs differ in which of two errors a sum shows.

    Args:
        work: With every value filled.
        scored: Points, whose errors come after those of the values.
        end: What is left to judge where no value is wrong: 1 or an error.
    """
    plan = work.plan
    values = [work.values[slot] for slot in range(len(plan.measures))]
    needed = [is_text(work.values[slot], "") for slot in plan.required]
    after = if_(any_(*needed), Err("#N/A"), _looked_through(scored, end))
    judged = if_(_is_blank(work), num(0), after)
    first = [work.entries[slot] for slot in range(plan.inputs)]
    errors = list(dict.fromkeys(node for node in (*first, *values) if not isinstance(node, (Txt, Num))))
    for at in range(0, max(len(errors) - _CHAIN, 0), _CHAIN):
        some = errors[at : at + _CHAIN]
        part = work.add(f"ok_{at // _CHAIN + 1}", Words("数据检查", "values"), _looked_through(some, num(1)), 0)
        errors = [part, *errors[at + _CHAIN :]] if at == 0 else errors
    return work.add("state", Words("可评", "ratable"), _looked_through(errors, judged), 0)


def _is_blank(work: Work) -> Node:
    """Return whether nothing at all is reported: every input blank or not applicable, and at least one blank."""
    plan = work.plan
    read = [
        (work.entries[slot], plan.measures[slot].key in work.sources.skips)
        for slot in range(plan.inputs)
        if work.entries[slot] != Txt(SKIPPED)
    ]
    nothing = [any_(is_text(entry, ""), is_text(entry, SKIPPED)) if skips else is_text(entry, "") for entry, skips in read]
    some = Truth(value=True) if any(not skips for _, skips in read) else any_(*(is_text(entry, "") for entry, _ in read))
    return all_(*nothing, some)


def _looked_through(nodes: Sequence[Node], end: Node) -> Node:
    found = end
    for node in reversed(nodes):
        if not isinstance(node, (Txt, Num)):
            found = if_(is_number(call("N", node)), found, node)
    return found


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
            return call("MAX", *(if_(is_number(node), node, Op("-", num(0), _FAR)) for node in known))
        case "worst":
            return call("MIN", *(if_(is_number(node), node, _FAR) for node in known))
    times = []
    for at, node in enumerate(known):
        same = sum_of([if_(Op("=", other, node), num(1), num(0)) for other in known])
        label = Words(f"同分数{at + 1}", f"equal to {at + 1}")
        times.append(work.add(f"n_{at + 1}", label, if_(is_number(node), same, num(0)), 0))
    most = work.add("n_most", Words("最多同分", "most frequent"), call("MAX", *times), 0)
    far = Op("-", num(0), _FAR) if sheet.majority_better else _FAR
    chosen = [if_(all_(is_number(node), Op("=", count, most)), node, far) for node, count in zip(known, times, strict=True)]
    return call("MAX" if sheet.majority_better else "MIN", *chosen)


def _adjusted(work: Work, sheet: Scoresheet, state_: Node, *, is_bonus: bool) -> Node:
    """Write the total of the bonus or of the penalty, after the caps of the items, of their groups and of the total."""
    scheme, decimals = work.plan.scheme, work.plan.points_decimals
    groups: dict[str, list[Node]] = {}
    for at, item in enumerate(work.plan.items):
        if item.item.is_bonus is is_bonus and (node := _item(work, at, item, state_)) != num(0):
            groups.setdefault(item.item.group, []).append(node)
    parts = [part for group, nodes in groups.items() for part in _grouped(work, group, nodes)]
    if work.sources.adjust is not None:
        given = call("N", work.sources.adjust)
        signed = given if is_bonus else Op("-", num(0), given)
        parts.append(call("MAX", num(0), rounded(signed, decimals)))
    if not parts:
        return num(0)
    path, said = ("cap_bonus", scheme.cap_bonus) if is_bonus else ("cap_penalty", scheme.cap_penalty)
    there, cap = work.rules.optional(path, said)
    whole = sum_of(parts)
    kept = if_(there, call("MIN", rounded(cap, decimals), whole), whole)
    label = Words("加分", "bonus") if is_bonus else Words("扣分", "penalty")
    return work.add("bonus" if is_bonus else "penalty", label, if_(Op("=", state_, num(1)), kept, num(0)), decimals)


def _grouped(work: Work, group: str, nodes: list[Node]) -> list[Node]:
    """Return what the items of a group give, up to the group's cap."""
    cap = work.plan.scheme.group_caps.get(group)
    if cap is None:
        return nodes
    most = rounded(work.rules.number(f"group_caps.{group}", cap), work.plan.points_decimals)
    return [call("MIN", most, sum_of(nodes))]


def _item(work: Work, at: int, item: ItemPlan, state_: Node) -> Node:
    """Write what one item gives: its rule, its count and its log, up to its cap."""
    path, decimals = f"items[{at}]", work.plan.points_decimals
    times: list[Node] = []
    if item.count is not None:
        value = work.values[item.count]
        times.append(if_(is_number(value), call("MAX", num(0), call("INT", value)), num(0)))
    if item.item.auto is not None:
        times.append(if_(holds(work, item.item.auto), num(1), num(0)))
    times = [part for part in times if part != num(0)]
    one = rounded(work.rules.number(f"{path}.points_min", item.item.lowest), decimals)
    parts = [Op("*", one, sum_of(times))] if times else []
    logged = work.sources.logged.get(item.item.code)
    if logged is not None:
        parts.append(call("N", logged))
    if not parts:
        return num(0)
    there, cap = work.rules.optional(f"{path}.cap", item.item.cap)
    whole = sum_of(parts)
    given = if_(there, call("MIN", rounded(cap, decimals), whole), whole)
    return work.add(f"i_{at + 1}", item.item.name, if_(Op("=", state_, num(1)), given, num(0)), decimals)
