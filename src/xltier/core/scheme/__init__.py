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

from xltier.core.scheme.alert import Alert
from xltier.core.scheme.case import Case
from xltier.core.scheme.classes import Axis, Cell, Rule
from xltier.core.scheme.item import Item
from xltier.core.scheme.lines import ChannelLine, LineMove
from xltier.core.scheme.measure import Measure
from xltier.core.scheme.red_line import RedLine
from xltier.core.scheme.spread import Cut, Spread
from xltier.core.scheme.tier import Tier
from xltier.core.words import NO_WORDS, Words


class Kind(StrEnum):
    """How a scheme classifies."""

    SCORECARD = "scorecard"
    BAND = "band"
    DISTRIBUTION = "distribution"
    RULES = "rules"
    GRID = "grid"


class Scoring(StrEnum):
    """How weights make the base score.

    Weights make 100; or there are none and points add up; or a source gives only part of them.
    """

    WEIGHTED = "weighted"
    ADDITIVE = "additive"
    PARTIAL = "partial"


class GrowthBasis(StrEnum):
    """What this year is compared with: 春节 moves between January and February."""

    MONTH = "month"
    JAN_FEB = "jan-feb"
    LUNAR = "lunar"


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
        crossing: Whether customers who cross a share of customers or of the sum go ``up`` or ``down``.
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
    source: Words = NO_WORDS
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
    crossing: str = "up"
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

    @property
    def resource_whole(self) -> int:
        """Return what all resources are where tiers state their shares: 1, or 100 where they are in per cent."""
        stated = sum(tier.strategy.resource_share or 0 for tier in self.tiers)
        return 100 if stated > 1 else 1

    def ladder(self, line: str | None) -> tuple[Tier, ...]:
        """Return the tiers of a line, best first: its own where it has some, else everybody's."""
        own = tuple(tier for tier in self.tiers if tier.line == line) if line is not None else ()
        return own or tuple(tier for tier in self.tiers if tier.line is None)
