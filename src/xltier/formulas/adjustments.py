"""Bonus and penalty as steps: rules, counts and logs, up to the caps of items, groups and totals."""

from __future__ import annotations

from xltier.core.plan import ItemPlan
from xltier.core.words import Words
from xltier.formulas.conditions import holds
from xltier.formulas.syntax import Node, Op, at_most, call, if_, is_number, num, rounded, sum_of
from xltier.formulas.work import Work


def adjusted(work: Work, state_: Node, *, is_bonus: bool) -> Node:
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
    kept = at_most(there, rounded(cap, decimals), sum_of(parts))
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
    parts: list[Node] = [Op("*", one, sum_of(times))] if times else []
    logged = work.sources.logged.get(item.item.code)
    if logged is not None:
        parts = [*parts, call("N", logged)]
    if not parts:
        return num(0)
    there, cap = work.rules.optional(f"{path}.cap", item.item.cap)
    given = at_most(there, rounded(cap, decimals), sum_of(parts))
    return work.add(f"i_{at + 1}", item.item.name, if_(Op("=", state_, num(1)), given, num(0)), decimals)
