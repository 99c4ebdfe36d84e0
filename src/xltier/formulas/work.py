"""Steps while they are gathered: a plan, where its rules and its customers' values are, and what was written so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from xltier.core.language.conditions import Names
from xltier.core.names import names_of
from xltier.core.plan import Plan
from xltier.core.words import Words
from xltier.formulas.rules_cells import NO_CELLS, RulesCells
from xltier.formulas.syntax import Call, Name, Node, Op, Ref

SKIPPED: Final = " n/a"
"""How a value that does not apply stands in a cell; no text of a customer begins with a space."""

GUARD: Final = 11
"""Decimals to which a sum of products is rounded before its own rounding, so that float noise never tips a half."""


@dataclass(frozen=True, slots=True)
class Step:
    """One formula.

    Args:
        name: ASCII, and unlike any cell address: ``v_sales``, ``p_sales``, ``score``.
        label: What a column of it is called.
        formula: Over rules, raw values and earlier steps.
        decimals: Of the number it gives; None for texts.
    """

    name: str
    label: Words
    formula: Node
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a customer's values are.

    Args:
        values: For each input measure that has a column, its raw value; what is absent does not apply to anybody.
        logged: Points that the log gives to an item, clipped and summed, by code.
        adjust: Points added (positive) or taken (negative) in one number.
        red_lines: A cell with the codes of logged red lines.
        cap: The best tier still possible, by its code; blank is no cap.
        before: The tier of the last period, for a scheme with a buffer.
        pending: For how many months in a row the score has asked for a better (+) or worse (-) tier; none is 0.
        skips: Keys of values whose cell may hold ``skipped``: it does not apply to this customer.
        skipped: How a raw cell says that.
        blanks: Words that a raw cell may say, besides the usual signs, where nothing was reported.
        hits: For a logged red line, by code, how many of its log rows are in force; instead of ``red_lines``.
        override: The tier decided by hand; blank is none.
        is_somebody: Whether each row names a customer, who then is rated where nothing at all is reported: #N/A, or
            the class of all others.
    """

    values: Mapping[str, Node]
    logged: Mapping[str, Node] = field(default_factory=lambda: MappingProxyType({}))
    adjust: Node | None = None
    red_lines: Node | None = None
    cap: Node | None = None
    before: Node | None = None
    pending: Node | None = None
    skips: frozenset[str] = frozenset()
    skipped: str = SKIPPED
    blanks: tuple[str, ...] = ()
    hits: Mapping[str, Node] = field(default_factory=lambda: MappingProxyType({}))
    override: Node | None = None
    is_somebody: bool = False


@dataclass(slots=True)
class Work:
    """What the writers of steps share.

    Args:
        plan: What is written.
        sources: Where raw values are.
        rules: Where rules are.
        language: Of the reason.
        steps: What was written so far.
        values: The node of each filled slot.
        entries: The node of each input as it was read, before it was judged to apply.
        skippable: Slots whose value may not apply.
        points: The node of each scored slot's points.
        weight: The sum of the weights that apply; None where all of them always do.
    """

    plan: Plan
    sources: Sources
    rules: RulesCells = NO_CELLS
    language: str = "en"
    steps: list[Step] = field(default_factory=list)
    values: dict[int, Node] = field(default_factory=dict)
    entries: dict[int, Node] = field(default_factory=dict)
    skippable: set[int] = field(default_factory=set)
    points: dict[int, Node] = field(default_factory=dict)
    weight: Node | None = None

    def add(self, name: str, label: Words, formula: Node, decimals: int | None = None) -> Node:
        """Keep a step and return how others refer to it; a constant needs no step."""
        if not isinstance(formula, (Call, Op, Ref)):
            return formula
        self.steps.append(Step(name, label, formula, decimals))
        return Name(name)

    def names(self) -> Names:
        """Return the names that conditions may use."""
        return names_of(self.plan.scheme)

    def path(self, slot: int) -> str:
        """Return the document path of a slot's measure."""
        key = self.plan.measures[slot].key
        return f"measures[{[measure.key for measure in self.plan.scheme.measures].index(key)}]"
