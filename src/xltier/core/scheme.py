"""A scheme: the dated, versioned rules by which customers are rated, as its document states them.

Numbers here are exact decimals as written. :mod:`xltier.core.compile` turns a Scheme into a plan of
integers; nothing rates from a Scheme directly.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from xltier.core.words import Words

NO_WORDS: Final = Words("", "")


class Kind(StrEnum):
    """How a scheme classifies (design: SCHEMES 1.1)."""

    SCORECARD = "scorecard"
    BAND = "band"
    DISTRIBUTION = "distribution"
    RULES = "rules"
    GRID = "grid"


class Scoring(StrEnum):
    """How weights make the base score (ENGINE 5).

    Weights make 100; or there are none and points add up; or a source gives only part of them.
    """

    WEIGHTED = "weighted"
    ADDITIVE = "additive"
    PARTIAL = "partial"


class Method(StrEnum):
    """How one measure gets its points (ENGINE 5)."""

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


class Spread(StrEnum):
    """How a population is cut (ENGINE 4).

    ``quantile-r`` reproduces the R package rfm: interpolated quantiles plus one, which depend on the unit.
    """

    QUANTILE = "quantile"
    CUMULATIVE = "cumulative"
    MEAN = "mean"
    MEDIAN = "median"
    QUANTILE_R = "quantile-r"
    MAX = "max"
    PERCENTILE = "percentile"


class Window(StrEnum):
    """Over which months a measure of a monthly rating is summed (SCHEMES 1.2)."""

    MONTH = "month"
    GROWTH = "growth"
    GROWTH_BASE = "growth_base"
    THREE_MONTHS = "three_months"
    THREE_MONTHS_DAYS = "three_months_days"


class GrowthBasis(StrEnum):
    """What this year is compared with: 春节 moves between January and February (SCHEMES 1.2)."""

    MONTH = "month"
    JAN_FEB = "jan-feb"
    LUNAR = "lunar"


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
    source: str = ""

    @property
    def is_scored(self) -> bool:
        """Return whether the measure earns points."""
        return self.weight is not None


@dataclass(frozen=True, slots=True)
class Strategy:
    """What a tier means for service: texts and a share of resources."""

    text: Words = NO_WORDS
    visit: Words = NO_WORDS
    credit: Words = NO_WORDS
    rebate: Words = NO_WORDS
    resource_share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """A class, best first in the scheme. Scorecards and bands need a floor for all but the last.

    Args:
        code: What the tier column shows.
        floor: Cut-off: the lowest score (or the last good value, where low is good) of the tier.
        included: Whether the cut-off itself belongs to the tier.
        to: Upper edge as the source prints it, included; ``below`` excluded. Only checked.
        share: Cumulative share of the population (quantile) or of the sum (cumulative) down to here, 0-1.
        quota: Share of customers in a forced distribution, 0-1.
        fill: Colour ``#RRGGBB``; None takes the palette's.
        line: The line whose ladder this belongs to; None is everybody else's.
    """

    code: str
    name: Words
    floor: Decimal | None = None
    included: bool = True
    to: Decimal | None = None
    below: Decimal | None = None
    share: Decimal | None = None
    quota: Decimal | None = None
    fill: str | None = None
    ink: str | None = None
    line: str | None = None
    strategy: Strategy = field(default_factory=Strategy)


@dataclass(frozen=True, slots=True)
class Item:
    """A bonus or penalty. Points are written positive; ``is_bonus`` gives the sign.

    Args:
        lowest: Points of one occurrence; a range ``lowest``-``highest`` is decided in the log.
        cap: Most points that the item gives or takes in a period.
        auto: Condition that fires it once, without a log.
        count: Measure that says how many times it occurred.
        whole: Logged points are whole numbers.
        decay: Share of its own points that an occurrence loses with each month of age, 0-1.
        group: Name of the group whose cap it shares.
    """

    code: str
    name: Words
    is_bonus: bool
    lowest: Decimal
    highest: Decimal
    cap: Decimal | None = None
    auto: str | None = None
    count: str | None = None
    whole: bool = True
    evidence: Words = NO_WORDS
    decay: Decimal = Decimal(0)
    group: str = ""


@dataclass(frozen=True, slots=True)
class RedLine:
    """A knock-out rule: caps the tier or drops it by levels, whatever the score.

    Args:
        cap: Best tier still possible; ``drop`` is the number of levels instead.
        months: How many months it lasts, the month of the hit included.
        voids_bonus: Bonus points do not count while it lasts.
        auto: Condition that fires it without a log.
        release: Condition that ends it early.
    """

    code: str
    name: Words
    cap: str | None = None
    drop: int = 0
    months: int = 1
    voids_bonus: bool = False
    auto: str | None = None
    release: str | None = None


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


@dataclass(frozen=True, slots=True)
class Cut:
    """A fitted cut: a number that the population gives, which conditions may name like a measure."""

    key: str
    measure: str
    spread: Spread
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A condition over the measures and the facts of a rating that somebody must act on.

    Args:
        level: ``high``, ``medium`` or ``low``.
        rule: Condition; besides measures it may use the facts of :mod:`xltier.core.facts`.
        action: What to do about this fact.
        days: Until when, counted from the end of the period.
    """

    code: str
    level: str
    name: Words
    rule: str
    action: Words
    days: int


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel line, and the other names that it goes by."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineMove:
    """From a date on, a product or an old line belongs to another line (SCHEMES 1.2, re-mapping).

    Args:
        new_line: Who receives it.
        old_line: From which line; None is any.
        product: Which product; None is the whole line.
        channel: The kind of dealer that this receiver is for; None is any.
        share: Part that this receiver gets where the channel does not decide, 0-1.
        start: First month, as year x 12 + month - 1; ``end`` the last one.
    """

    new_line: str
    old_line: str | None = None
    product: str | None = None
    channel: str | None = None
    share: Decimal = Decimal(1)
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An example that a scheme carries: inputs and the rating that its source gives for them."""

    name: str
    inputs: Mapping[str, object]
    tier: str | None = None
    score: Decimal | None = None
    error: str | None = None
    why: str = ""
    line: str | None = None
    population: tuple[Mapping[str, object], ...] = ()
    events: tuple[Mapping[str, object], ...] = ()
    red_lines: tuple[str, ...] = ()
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole rule book.

    Args:
        by_name: Never taken for a sheet because its columns fit; somebody has to ask for it.
        score_decimals: Digits of the score, which is rounded once and then banded.
        points_decimals: Digits of points and of weighted points of one measure.
        score_full: What full marks in everything are worth (100; 4 where sub-grades are 4 to 1).
        combine: ``weighted``, ``best``, ``worst``, ``majority`` or ``only:KEY``.
        majority_tie: Which sub-grade a tied majority takes, ``better`` or ``worse``.
        half_open: Gaps and overlaps between printed edges are read as half-open bands, and said.
        not_reported_is_na: A measure not reported makes the rating #N/A instead of zero points.
        min_coverage: Least share (0-1) of the weight that must be applicable.
        group_caps: Most points that the bonus items of a group give together, and that its penalty items take.
        buffer: Score points below a floor at which the tier is still kept.
        buffer_share: The same as a share of the floor.
        min_months: Months in a row before a tier moves.
        falls_on_either: A tier falls when the score is beyond the buffer or the months in a row are full, and rises
            at once; else a move needs both.
        quota: Whether tiers are a forced distribution of the scores; ``quota_ties`` up or down.
        spread: How a distribution scheme cuts ``measure``.
        month_start_day: Day on which the business month of a calendar month starts; 26 is the 26th of
            the month before.
        growth_basis: What a month is compared with a year earlier.
        order_months: Calendar months of an order list that count, that of the as-of day included; None and 0
            are all of them.
    """

    id: str
    version: str
    valid_from: dt.date
    name: Words
    kind: Kind
    tiers: tuple[Tier, ...]
    measures: tuple[Measure, ...]
    source: str = ""
    summary: Words = NO_WORDS
    by_name: bool = False
    scoring: Scoring = Scoring.WEIGHTED
    score_decimals: int | None = None
    points_decimals: int = 4
    score_full: Decimal | None = None
    score_min: Decimal | None = Decimal(0)
    score_max: Decimal | None = None
    combine: str = "weighted"
    majority_tie: str = "worse"
    half_open: bool = False
    not_reported_is_na: bool = False
    min_coverage: Decimal = Decimal("0.6")
    cap_bonus: Decimal | None = None
    cap_penalty: Decimal | None = None
    group_caps: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    buffer: Decimal = Decimal(0)
    buffer_share: Decimal = Decimal(0)
    min_months: int = 1
    falls_on_either: bool = False
    quota: bool = False
    quota_ties: str = "up"
    measure: str | None = None
    low_is_good: bool = False
    spread: Spread | None = None
    items: tuple[Item, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    rules: tuple[Rule, ...] = ()
    axes: tuple[Axis, ...] = ()
    grid: tuple[Cell, ...] = ()
    cuts: tuple[Cut, ...] = ()
    cases: tuple[Case, ...] = ()
    month_start_day: int = 1
    growth_basis: GrowthBasis = GrowthBasis.MONTH
    order_months: int | None = None
    lines: tuple[ChannelLine, ...] = ()
    line_map: tuple[LineMove, ...] = ()
    alerts: tuple[Alert, ...] = ()

    def tier(self, code: str) -> Tier | None:
        """Return the tier with this code, or None."""
        return next((tier for tier in self.tiers if tier.code == code), None)

    def ladder(self, line: str | None) -> tuple[Tier, ...]:
        """Return the tiers of a line, best first: its own where it has some, else everybody's."""
        own = tuple(tier for tier in self.tiers if tier.line == line) if line is not None else ()
        return own or tuple(tier for tier in self.tiers if tier.line is None)
