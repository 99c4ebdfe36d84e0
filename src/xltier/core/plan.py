"""The compiled plan: a scheme for one line as whole numbers, the one form that every target computes.

A plan is data. ``rate`` walks it for one customer, ``frames`` turns it into column expressions,
``formulas`` writes it as cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from xltier.core.distribution import Wanted
from xltier.core.fixed import divide
from xltier.core.ladder import Ladder
from xltier.core.language.arithmetic import Quotient
from xltier.core.language.logic import Logic
from xltier.core.pieces import Pieces
from xltier.core.scheme import Scheme
from xltier.core.scheme.item import Item
from xltier.core.scheme.measure import Measure
from xltier.core.scheme.red_line import RedLine


@dataclass(frozen=True, slots=True)
class TextPoints:
    """Points of a text measure, by folded text.

    Args:
        points: Text or keyword to points, in the scheme's order.
        by_keyword: The first keyword that occurs in the cell's text decides.
        unknown_is_blank: A text not listed is not reported; else it is an error.
    """

    points: Mapping[str, int]
    by_keyword: bool
    unknown_is_blank: bool

    def find(self, text: str) -> int | None:
        """Return the points of a text, or None where the scheme does not know it."""
        if not self.by_keyword:
            return self.points.get(text)
        return next((points for keyword, points in self.points.items() if keyword in text), None)


@dataclass(frozen=True, slots=True)
class Scored:
    """A measure that earns points.

    Args:
        measure: Its words and weight.
        slot: Where its value is.
        scorer: Value to points, in units of 10**-points_decimals.
        factor: Points count ``factor / mass`` times (weight / full).
        weight: Whole-number weight, for moving it; 1 in a scheme without weights.
        full: Full marks in points, or None.
    """

    measure: Measure
    slot: int
    scorer: Pieces | TextPoints
    factor: int
    weight: int
    full: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """A slot to fill or to judge, in the order in which measures depend on each other.

    Args:
        slot: Which.
        value: How a derived measure is computed, at the measure's decimals; None for an input.
        applies: The condition without which it is not applicable.
    """

    slot: int
    value: Quotient | None
    applies: Logic | None


@dataclass(frozen=True, slots=True)
class ItemPlan:
    """A bonus or penalty in whole points; ``lowest`` to ``highest`` for one occurrence, in steps of ``step``."""

    item: Item
    lowest: int
    highest: int
    cap: int | None
    auto: Logic | None
    count: int | None
    decay_num: int = 0
    decay_den: int = 1
    step: int = 1

    def kept(self, points: int) -> int:
        """Return the points that count of those logged: rounded to the step, half up, and kept within the range."""
        return min(max((2 * points + self.step) // (2 * self.step) * self.step, self.lowest), self.highest)

    def left(self, points: int, age: int) -> int:
        """Return what is left of an occurrence's points after some months: its own share is lost each month."""
        if self.decay_num == 0 or age <= 0:
            return points
        return divide(points * max(self.decay_den - self.decay_num * age, 0), self.decay_den)


@dataclass(frozen=True, slots=True)
class RedLinePlan:
    """A red line: the place it caps at, or the levels it drops."""

    line: RedLine
    cap: int | None
    auto: Logic | None
    release: Logic | None


@dataclass(frozen=True, slots=True)
class Scoresheet:
    """How points become the score.

    base = (sum of points x factor) x worth / (mass x applicable weight), exactly; the score is
    base + bonus - penalty, kept within its limits, and rounded once.

    Args:
        scored: The measures with points.
        mass: Common denominator of the factors.
        worth: What full marks are worth, over ``worth_unit``; 1 / 1 in an additive scheme.
        weight: Sum of all weights; None in an additive scheme, where nothing moves.
        combine: ``weighted``, ``best``, ``worst``, ``majority``, or the index of the only measure.
    """

    scored: tuple[Scored, ...]
    mass: int
    worth: int
    worth_unit: int
    weight: int | None
    combine: str | int
    majority_better: bool
    minimum: int | None
    maximum: int | None
    coverage_num: int
    coverage_den: int
    not_reported_is_na: bool
    cap_bonus: int | None
    cap_penalty: int | None
    group_caps: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Banding:
    """One measure placed on a ladder."""

    slot: int
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class Ruling:
    """Ordered rules: the place of the first condition that holds."""

    rules: tuple[tuple[Logic | None, int], ...]


Side: TypeAlias = "Banding | Ruling"


@dataclass(frozen=True, slots=True)
class Gridding:
    """Two or three sides, and the class of each combination (by the places on its sides)."""

    sides: tuple[tuple[str, Side, tuple[str, ...]], ...]
    cells: Mapping[tuple[int, ...], int]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A scheme for one line, ready to rate.

    Args:
        scheme: What it was compiled from.
        line: The line, or None for a customer without one.
        measures: One for each slot: the inputs first, then what is derived.
        inputs: How many slots are inputs.
        ranges: Least and largest value of each slot, in fixed point; outside is a Problem.
        steps: Slots in the order of their dependencies.
        required: Slots whose absence makes the rating #N/A.
        used: Slots of inputs that the rating reads.
        score: The scoresheet of a scorecard, else None.
        side: What classifies the measures directly, else None.
        ladder: The tiers, best first; for a scorecard with cut-offs of the score.
        wanted: Cuts that must be fitted to a population first; empty once they are known.
    """

    scheme: Scheme
    line: str | None
    measures: tuple[Measure, ...]
    inputs: int
    ranges: tuple[tuple[int, int], ...]
    steps: tuple[Step, ...]
    required: tuple[int, ...]
    score: Scoresheet | None
    side: Side | Gridding | None
    ladder: Ladder
    items: tuple[ItemPlan, ...]
    red_lines: tuple[RedLinePlan, ...]
    points_decimals: int
    score_decimals: int
    buffer: int
    buffer_num: int
    buffer_den: int
    wanted: tuple[Wanted, ...]
    cuts: Mapping[str, tuple[int, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the inputs, in slot order."""
        return tuple(measure.key for measure in self.measures[: self.inputs])

    def slot(self, key: str) -> int:
        """Return the slot of a measure.

        Raises:
            KeyError: The scheme has no such measure.
        """
        for at, measure in enumerate(self.measures):
            if measure.key == key:
                return at
        raise KeyError(key)
