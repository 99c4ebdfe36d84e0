"""A checked scheme to its plan of whole numbers."""

from __future__ import annotations

from fractions import Fraction

from xltier.core.classes import classes
from xltier.core.distribution import Cuts
from xltier.core.fixed import to_fixed, unit
from xltier.core.ground import NO_CUTS, Ground, domain, ground
from xltier.core.ladder import Ladder
from xltier.core.language.arithmetic import lowered
from xltier.core.language.expressions import Node, Sort, names_in
from xltier.core.language.logic import logic
from xltier.core.plan import Banding, ItemPlan, Plan, RedLinePlan, Step
from xltier.core.scheme import Kind, Scheme
from xltier.core.scheme.item import Item
from xltier.core.scheme.red_line import RedLine
from xltier.core.scoresheet import scoresheet


def compile_plan(scheme: Scheme, *, line: str | None = None, cuts: Cuts = NO_CUTS) -> Plan:
    """Return the plan of a scheme for one line.

    Args:
        scheme: A scheme that :func:`xltier.core.checks.check` found no error in.
        line: The channel line whose bands, weights and tiers hold; None is a customer without a line.
        cuts: What :mod:`xltier.core.distribution` fitted for an earlier plan's ``wanted``.

    Raises:
        SchemeError: A condition or expression cannot be understood.
    """
    base = ground(scheme, line, cuts)
    sheet = scoresheet(base) if scheme.kind is Kind.SCORECARD else None
    side, tiers = classes(base)
    decimals = scheme.score_decimals or 0
    if isinstance(side, Banding):  # one measure banded: its value is the score
        decimals = base.measures[side.slot].decimals
    share = Fraction(scheme.buffer_share)
    return Plan(
        scheme=scheme,
        line=line,
        measures=base.measures,
        inputs=sum(1 for measure in base.measures if measure.expression is None),
        ranges=tuple(domain(measure) for measure in base.measures),
        steps=_steps(base),
        required=tuple(at for at, measure in enumerate(base.measures) if measure.required),
        score=sheet,
        side=side,
        ladder=tiers,
        items=tuple(_item(item, base) for item in scheme.items),
        red_lines=tuple(_red_line(line_, base, tiers) for line_ in scheme.red_lines),
        points_decimals=scheme.points_decimals,
        score_decimals=decimals,
        buffer=to_fixed(scheme.buffer, decimals),
        buffer_num=share.numerator,
        buffer_den=share.denominator,
        wanted=tuple(base.wanted),
        cuts=cuts,
    )


def _steps(base: Ground) -> tuple[Step, ...]:
    """Return derived and conditional slots in the order of their dependencies; checks ruled circles out."""
    values: dict[str, Node] = {}
    applies: dict[str, Node] = {}
    for measure in base.measures:
        if measure.expression is not None:
            values[measure.key] = base.parsed(measure.expression, Sort.NUMBER, divides=True)
        if measure.applies_if is not None:
            applies[measure.key] = base.parsed(measure.applies_if, Sort.TRUTH)
    order: list[str] = []

    def visit(key: str) -> None:
        if key in order or key not in base.slots:
            return
        for node in (values.get(key), applies.get(key)):
            for name in names_in(node) if node is not None else ():
                if name != key:
                    visit(name)
        order.append(key)

    for measure in base.measures:
        visit(measure.key)
    return tuple(
        _step(key, base, values.get(key), applies.get(key)) for key in order if key in values or key in applies
    )


def _step(key: str, base: Ground, value: Node | None, applies: Node | None) -> Step:
    slot, decimals = base.slots[key]
    return Step(
        slot,
        None if value is None else lowered(value, base.slots).at(decimals),
        None if applies is None else logic(applies, base.slots, base.constants),
    )


def _item(item: Item, base: Ground) -> ItemPlan:
    points = base.scheme.points_decimals
    lowest, highest, whole = to_fixed(item.lowest, points), to_fixed(item.highest, points), unit(points)
    return ItemPlan(
        item,
        lowest,
        highest,
        None if item.cap is None else to_fixed(item.cap, points),
        base.logic(item.auto),
        None if item.count is None else base.slots[item.count][0],
        Fraction(item.decay).numerator,
        Fraction(item.decay).denominator,
        whole if item.whole and lowest % whole == highest % whole == 0 else 1,
    )


def _red_line(line: RedLine, base: Ground, tiers: Ladder) -> RedLinePlan:
    cap = None if line.cap is None else tiers.index(line.cap)
    return RedLinePlan(line, cap, base.logic(line.auto), base.logic(line.release))
