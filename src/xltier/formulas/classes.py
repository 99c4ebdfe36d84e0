"""From values straight to a class: one measure banded, ordered rules, or a grid of two or three sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xltier.core.classes import cells_of
from xltier.core.ladder import ladder_of
from xltier.core.nested import nested_name
from xltier.core.plan import Banding, Gridding, Ruling
from xltier.core.scheme import Kind, Scheme
from xltier.core.scheme.classes import Axis, Rule
from xltier.core.words import Words
from xltier.formulas.conditions import holds
from xltier.formulas.ladders import place, place_of, tier_paths
from xltier.formulas.state import state
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
        found = place(
            work, side.ladder, tier_paths(work.plan), value, decimals, fitted=scheme.kind is Kind.DISTRIBUTION
        )
        return ratable, value, _ratable(work, ratable, found)
    tiers = scheme.ladder(work.plan.line)
    if isinstance(side, Ruling):
        places: list[Node] = []
        outcome = _ruled(work, scheme.rules, "rules")
    else:
        places = []
        for at, axis in enumerate(scheme.axes):
            places.append(_nested(work, at, axis, places) if axis.nested else _side(work, at, axis, side))
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
    cells: dict[tuple[str, ...], int] = {}
    for at, cell in enumerate(scheme.grid):
        for levels in cells_of(cell, scheme.axes):
            cells.setdefault(levels, at)  # the first part that covers a cell decides

    def outcome(chosen: tuple[str, ...]) -> Node:
        known = cells.get(chosen)
        return Err("#N/A") if known is None else work.rules.text(f"grid[{known}].class", scheme.grid[known].outcome)

    return _by_places(scheme.axes, places, outcome)


def _by_places(axes: Sequence[Axis], places: Sequence[Node], outcome: Callable[[tuple[str, ...]], Node]) -> Node:
    """Write what the levels on several sides lead to; where a side makes no difference it is not asked."""

    def choose(chosen: tuple[str, ...]) -> Node:
        at = len(chosen)
        if at == len(axes):
            return outcome(chosen)
        *better, last = [level.code for level in axes[at].levels]
        found = choose((*chosen, last))
        for number, level in reversed(list(enumerate(better, 1))):
            other = choose((*chosen, level))
            found = found if other == found else if_(Op("=", places[at], num(number)), other, found)
        return found

    return choose(())


def _nested(work: Work, at: int, axis: Axis, places: Sequence[Node]) -> Node:
    """Write the step of a side that is cut within the levels of the sides before it."""
    plan = work.plan
    slot = plan.slot(str(axis.measure))
    value, decimals = work.values[slot], plan.measures[slot].decimals

    def within(codes: tuple[str, ...]) -> Node:
        cuts = plan.cuts[nested_name(axis, codes)]
        return place(work, ladder_of(axis.levels, cuts, low_is_good=axis.low_is_good), (), value, decimals, fitted=True)

    found = _by_places(plan.scheme.axes[:at], places, within)
    return work.add(f"g_{axis.key}", axis.name, if_(is_number(value), found, Err("#N/A")), 0)


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
