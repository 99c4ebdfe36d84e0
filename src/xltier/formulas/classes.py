"""From values straight to a class: one measure banded, ordered rules, or a grid of two or three sides."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.core.plan import Banding, Gridding, Ruling
from xltier.core.scheme import Axis, Kind, Rule, Scheme
from xltier.core.words import Words
from xltier.formulas.conditions import holds
from xltier.formulas.ladders import place, place_of, tier_paths
from xltier.formulas.score import state
from xltier.formulas.syntax import Err, Node, Op, Txt, if_, is_number, num
from xltier.formulas.work import Work


def by_class(work: Work) -> tuple[Node, Node, Node]:
    """Write the steps of a scheme without a scorecard; return state, the value that is banded, and the place."""
    side = work.plan.side
    scheme = work.plan.scheme
    if isinstance(side, Banding):
        value = work.values[side.slot]
        ratable = state(work, (), if_(is_number(value), num(1), Err("#N/A")))
        decimals = work.plan.measures[side.slot].decimals
        found = place(work, side.ladder, tier_paths(work.plan), value, decimals, fitted=scheme.kind is Kind.DISTRIBUTION)
        return ratable, value, _ratable(work, ratable, found)
    tiers = scheme.ladder(work.plan.line)
    if isinstance(side, Ruling):
        places: list[Node] = []
        outcome = _ruled(work, scheme.rules, "rules")
    else:
        places = [_side(work, at, axis, side) for at, axis in enumerate(scheme.axes)]
        outcome = _gridded(work, scheme, places)
    code = work.add("class", Words("归类", "class"), outcome)
    ratable = state(work, (*places, code), num(1))
    found = place_of(work, tier_paths(work.plan), tiers, code, Err("#N/A"))
    return ratable, Txt(""), _ratable(work, ratable, found)


def _ratable(work: Work, ratable: Node, found: Node) -> Node:
    return work.add("earned", Words("得分所在级", "place earned"), if_(Op("=", ratable, num(1)), found, Txt("")), 0)


def _ruled(work: Work, rules: Sequence[Rule], path: str) -> Node:
    """Return the class of the first rule that holds; a rule that cannot be told does not."""
    found: Node = Err("#N/A")
    for at, rule in reversed(list(enumerate(rules))):
        outcome = work.rules.text(f"{path}[{at}].class", rule.outcome)
        found = outcome if rule.when is None else if_(holds(work, rule.when), outcome, found)
    return found


def _gridded(work: Work, scheme: Scheme, places: Sequence[Node]) -> Node:
    cells = {cell.at: at for at, cell in enumerate(scheme.grid)}

    def outcome(chosen: tuple[str, ...]) -> Node:
        at = len(chosen)
        if at == len(scheme.axes):
            known = cells.get(chosen)
            return Err("#N/A") if known is None else work.rules.text(f"grid[{known}].class", scheme.grid[known].outcome)
        levels = [level.code for level in scheme.axes[at].levels]
        found = outcome((*chosen, levels[-1]))
        for number, level in reversed(list(enumerate(levels[:-1], 1))):
            found = if_(Op("=", places[at], num(number)), outcome((*chosen, level)), found)
        return found

    return outcome(())


def _side(work: Work, at: int, axis: Axis, grid: object) -> Node:
    """Write the step of one side of a grid: the place on its levels."""
    paths = [f"axes[{at}].levels[{level}]" for level in range(len(axis.levels))]
    if axis.rules:
        code = _ruled(work, axis.rules, f"axes[{at}].rules")
        step = work.add(f"c_{axis.key}", axis.name, code)
        found = place_of(work, paths, axis.levels, step, Err("#N/A"))
    else:
        if not isinstance(grid, Gridding) or not isinstance(banding := grid.sides[at][1], Banding):
            msg = f"no ladder for the side {axis.key}"
            raise TypeError(msg)
        value = work.values[banding.slot]
        decimals = work.plan.measures[banding.slot].decimals
        found = place(work, banding.ladder, paths, value, decimals, fitted=axis.spread is not None)
        found = if_(is_number(value), found, Err("#N/A"))
    return work.add(f"g_{axis.key}", axis.name, found, 0)
