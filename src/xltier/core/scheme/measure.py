"""A measure: one number, text or mark of a customer in a period, and how it is scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from xltier.core.words import NO_WORDS, Words


class Method(StrEnum):
    """How one measure gets its points."""

    PIECES = "pieces"
    BAND = "band"
    LINEAR = "linear"
    PROPORTIONAL = "proportional"
    STEP = "step"
    RELATIVE = "relative"
    PERCENTILE = "percentile"
    MAP = "map"
    FLAG = "flag"


class ValueType(StrEnum):
    """What a measure's cell holds."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"


class Window(StrEnum):
    """Over which months a measure of a monthly rating is summed."""

    MONTH = "month"
    GROWTH = "growth"
    GROWTH_BASE = "growth_base"
    THREE_MONTHS = "three_months"
    THREE_MONTHS_DAYS = "three_months_days"


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a band table: from an edge upwards, points or points + slope x value.

    Args:
        start: Lower edge in the measure's unit; None is minus infinity.
        points: Points, or the intercept where there is a slope.
        slope: Points for one unit of the measure.
        included: Whether the edge itself belongs here; None leaves it to the neighbour with more points.
        to: Upper edge as the source prints it, included (``70-89``); only checked, never needed.
        below: Upper edge as the source prints it, excluded.
        label: Name of the band, such as a sub-grade.
        line: The channel line that this row holds for; None holds for all.
    """

    start: Decimal | None
    points: Decimal
    slope: Decimal = Decimal(0)
    included: bool | None = None
    to: Decimal | None = None
    below: Decimal | None = None
    label: str = ""
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One number, text or mark of a customer in a period, and how it is scored.

    Args:
        key: ASCII name that rules use.
        name: Header words; ``aliases`` are further headers that mean the same.
        unit: Shown and converted to (``元``, ``吨``, ``%``, ``天``, ``年``); empty is a plain number.
        decimals: Digits kept at intake; the number shown is the number banded.
        expression: How a derived measure follows from others; None is read from the sheet.
        applies_if: Condition without which the measure is not applicable.
        since: A date in the cell counts as the time passed since then, in ``unit``.
        required: Not reported makes the rating #N/A.
        minimum: Lowest possible value; ``maximum`` the highest. Outside is a Problem with its cell.
        weight: Share of the base score; None is an input that is not scored.
        full: Full marks; None has no upper limit (additive schemes only).
        low_is_good: Direction: the edge rule and the reading of ``step`` and ``linear`` follow it.
        parameters: t1 ... t3 of linear, proportional and step.
        step_up: A part of a step counts as a whole one.
        mapping: Folded text to points; ``by_keyword`` looks for it inside the cell's text.
        unknown_is_blank: A text not in the mapping counts as not reported, and is said.
        line_weights: Weights of single lines, where they differ.
        of: In a monthly rating, the measure whose months ``window`` sums; a flat sheet has its own column.
        source: The clause that the rule comes from.
    """

    key: str
    name: Words
    decimals: int
    aliases: tuple[str, ...] = ()
    unit: str = ""
    type: ValueType = ValueType.NUMBER
    expression: str | None = None
    applies_if: str | None = None
    since: bool = False
    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    weight: Decimal | None = None
    full: Decimal | None = Decimal(100)
    low_is_good: bool = False
    method: Method = Method.PIECES
    bands: tuple[Band, ...] = ()
    parameters: tuple[Decimal, ...] = ()
    step_up: bool = False
    mapping: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    by_keyword: bool = False
    unknown_is_blank: bool = False
    line_weights: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    of: str | None = None
    window: Window = Window.MONTH
    source: Words = NO_WORDS

    @property
    def is_scored(self) -> bool:
        """Return whether the measure earns points."""
        return self.weight is not None
