"""Why a rule took a customer: its class, and the figures that the rule read, named as people name them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from xltier.app.wording.shown_value import shown_value
from xltier.core.language.logic import Every, Logic, Some, slots_in, truth
from xltier.core.plan import Plan, Ruling
from xltier.core.scheme.spread import Cut, Spread
from xltier.core.values import Value
from xltier.core.words import Words
from xltier.messages import phrase

_CUTS: Final = {Spread.MEAN: Words("均值", "mean"), Spread.MEDIAN: Words("中位数", "median")}
_CUT: Final = Words("分界", "cut")


def ruled(plan: Plan, side: Ruling, language: str) -> Callable[[Sequence[Value]], str]:
    """Return the function from filled slots to the rule that held, in words."""
    rules = [(when, None if when is None else truth(when), place) for when, place in side.rules]
    cuts = [_cuts_in(plan, rule.when or "") for rule in plan.scheme.rules]
    tiers = plan.ladder.tiers
    joint = "、" if language == "zh" else ", "

    def told(slots: Sequence[Value]) -> str:
        for at, (condition, holds, place) in enumerate(rules):
            if condition is None or holds is None:
                return phrase("why-otherwise", language, number=at + 1)
            if holds(slots):
                read = dict.fromkeys(_read(condition, slots))
                figures = joint.join(_figure(plan, slot, slots[slot], cuts[at], language) for slot in read)
                return phrase("why-rule", language, tier=tiers[place].code, figures=figures, number=at + 1)
        return ""

    return told


def _read(condition: Logic, slots: Sequence[Value]) -> Iterator[int]:
    """Yield the slots that made a condition hold: of alternatives only those of the first that does."""
    match condition:
        case Every(parts):
            for part in parts:
                yield from _read(part, slots)
        case Some(parts):
            yield from next((tuple(_read(part, slots)) for part in parts if truth(part)(slots)), ())
        case _:
            yield from slots_in(condition)


def _cuts_in(plan: Plan, rule: str) -> list[Cut]:
    """Return the cuts that a rule compares with."""
    names = set(re.findall(r"\w+", rule))
    return [cut for cut in plan.scheme.cuts if cut.key in names and cut.key in plan.cuts]


def _figure(plan: Plan, slot: int, value: Value, cuts: Sequence[Cut], language: str) -> str:
    """Return a measure with its value, and the cut that it was compared with."""
    measure = plan.measures[slot]
    shown = f"{measure.name.said(language)} {shown_value(measure, value, language)}"
    for cut in cuts:
        if cut.measure == measure.key:
            name = _CUTS.get(cut.spread, _CUT).said(language)
            limit = f"{name} {shown_value(measure, plan.cuts[cut.key][0], language)}"
            return f"{shown}（{limit}）" if language == "zh" else f"{shown} ({limit})"
    return shown
