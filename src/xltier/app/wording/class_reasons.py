"""Why a customer is in a class that no score gives: the value banded, the rule that held, the cell of the grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xltier.app.wording.rule_reasons import ruled
from xltier.app.wording.shown_value import shown_value
from xltier.core.classify import side_placer
from xltier.core.plan import Banding, Gridding, Plan, Ruling
from xltier.core.values import Value
from xltier.messages import phrase

Told = Callable[[Sequence[Value]], str]


def class_reason(plan: Plan, language: str) -> Told:
    """Return the function from filled slots to what put the customer into the class."""
    side = plan.side
    if isinstance(side, Banding):
        return _banded(plan, side, language)
    if isinstance(side, Ruling):
        return ruled(plan, side, language)
    if isinstance(side, Gridding):
        return _placed(plan, side, language)
    msg = "a scorecard is explained by its points"
    raise TypeError(msg)


def _banded(plan: Plan, side: Banding, language: str) -> Told:
    measure = plan.measures[side.slot]

    def told(slots: Sequence[Value]) -> str:
        value = shown_value(measure, slots[side.slot], language)
        return phrase("why-one", language, measure=measure.name, value=value)

    return told


def _placed(plan: Plan, grid: Gridding, language: str) -> Told:
    names = {axis.key: axis.name for axis in plan.scheme.axes}
    levels = {
        axis.key: {level.code: level.name.said(language) or level.code for level in axis.levels}
        for axis in plan.scheme.axes
    }
    sides = [(key, codes, side_placer(plan, side)) for key, side, codes in grid.sides]

    def told(slots: Sequence[Value]) -> str:
        said = []
        for key, codes, place in sides:
            code = codes[place(slots)[0]]
            said.append(f"{names[key].said(language)} {levels[key].get(code, code)}")
        return " × ".join(said)

    return told
