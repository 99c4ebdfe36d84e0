"""Ordered rules, and the sides and parts of a grid, as a scheme states them."""

from __future__ import annotations

from dataclasses import dataclass

from xltier.core.scheme.spread import Spread
from xltier.core.scheme.tier import Tier
from xltier.core.words import Words


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of ordered rules: the class of the first condition that holds; None holds always."""

    outcome: str
    when: str | None


@dataclass(frozen=True, slots=True)
class Axis:
    """A side of a grid: levels, best first, by floors, by shares of the population, or by rules.

    A nested side takes its shares within each combination of levels of the sides before it.
    """

    key: str
    name: Words
    levels: tuple[Tier, ...]
    measure: str | None = None
    low_is_good: bool = False
    spread: Spread | None = None
    nested: bool = False
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a grid, and the class there: the first part that a customer falls in decides.

    Args:
        at: For each axis a level code, several as ``5|4``, or ``*`` for all.
        outcome: Code of the tier.
    """

    at: tuple[str, ...]
    outcome: str
