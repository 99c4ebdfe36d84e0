"""Labels that rules compare a text with: a text that is none of them is said, for the rules pass it by in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from xltier.core.language.logic import CompareText, Every, Logic, Negation, Some
from xltier.core.plan import Plan, Ruling
from xltier.core.slots import named
from xltier.core.values import Value
from xltier.errors import Problem, Severity

Doubts: TypeAlias = "Callable[[Sequence[Value]], list[Problem]]"


def labels_known(plan: Plan, side: Ruling) -> dict[int, tuple[str, ...]]:
    """Return, by slot, the labels that the rules of a side compare a text with.

    Only measures with ``unknown = "blank"`` are looked at: of others, such as a region, a rule may name but one
    value of many.
    """
    words: dict[int, dict[str, None]] = {}
    for condition, _ in side.rules:
        for slot, word in _compared(condition):
            if plan.measures[slot].unknown_is_blank:
                words.setdefault(slot, {})[word] = None
    return {slot: tuple(known) for slot, known in words.items()}


def labels_doubted(plan: Plan, side: Ruling) -> Doubts:
    """Return the function from filled slots to a warning for each text that no rule of a side knows."""
    words = labels_known(plan, side)
    if not words:
        return lambda _: []

    def doubts(slots: Sequence[Value]) -> list[Problem]:
        found = []
        for slot, known in words.items():
            text = slots[slot]
            if isinstance(text, str) and text not in known:
                values = named(plan, slot) | {"value": text, "known": known}
                found.append(Problem("text-unknown-blank", severity=Severity.WARNING, values=values))
        return found

    return doubts


def _compared(condition: Logic | None) -> Iterator[tuple[int, str]]:
    """Yield each slot and text that a condition compares, in its order."""
    match condition:
        case CompareText(_, slot, str(word)):
            yield slot, word
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _compared(part)
        case Negation(part):
            yield from _compared(part)
