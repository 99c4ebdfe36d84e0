"""Measures that earn no points themselves, but that an item's or a red line's rule reads: 直配占比 and its like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from xltier.app.wording.shown_value import shown_value
from xltier.core.language.logic import slots_in
from xltier.core.plan import ItemPlan, Plan
from xltier.core.scheme.measure import Measure
from xltier.core.values import Value
from xltier.messages import phrase

NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
"""A measure's key where an expression or a rule names it."""


def rule_slots(plan: Plan) -> tuple[int, ...]:
    """Return the slots that rules of items and red lines read and that no point shows, each once."""
    scored = () if plan.score is None else plan.score.scored
    shown = {one.slot for one in scored}
    shown |= {plan.slot(other.key) for one in scored for other in operands(one.measure, plan.measures)}
    return tuple(slot for slot in dict.fromkeys(_read(plan)) if slot not in shown)


def operands(measure: Measure, measures: Sequence[Measure]) -> list[Measure]:
    """Return the inputs that a measure follows from; an input is its own."""
    if measure.expression is None:
        return [measure]
    named = dict.fromkeys(NAME.findall(measure.expression))
    return [other for other in measures if other.key in named and other.expression is None]


def rule_said(rule: str, plan: Plan, language: str) -> str:
    """Return a rule with the measures' names in place of their keys."""
    names = {measure.key: measure.name.said(language) for measure in plan.measures}
    return NAME.sub(lambda found: names.get(found[0], found[0]), rule)


def item_source(item: ItemPlan, plan: Plan, values: Sequence[Value], language: str, *, by_rule: bool) -> str:
    """Return where an item comes from that no log row gave: its rule or count with the values read; else nothing."""
    if by_rule and item.auto is not None and item.item.auto is not None:
        read = _values(slots_in(item.auto), plan, values, language)
        return phrase("month-rule", language, rule=rule_said(item.item.auto, plan, language), values=read)
    if item.count is not None and isinstance(values[item.count], int) and values[item.count]:
        return phrase("month-counted-by", language, values=_values((item.count,), plan, values, language))
    return ""


def _values(slots: Sequence[int], plan: Plan, values: Sequence[Value], language: str) -> str:
    said = (
        f"{plan.measures[slot].name.said(language)} {shown_value(plan.measures[slot], values[slot], language)}"
        for slot in slots
    )
    return ("、" if language == "zh" else ", ").join(said)


def _read(plan: Plan) -> Iterator[int]:
    for item in plan.items:
        yield from () if item.auto is None else slots_in(item.auto)
        yield from () if item.count is None else (item.count,)
    for line in plan.red_lines:
        for rule in (line.auto, line.release):
            yield from () if rule is None else slots_in(rule)
