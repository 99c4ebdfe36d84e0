"""How a population is cut, and the fitted cuts that conditions may name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Spread(StrEnum):
    """How a population is cut.

    ``quantile-r`` reproduces the R package rfm: interpolated quantiles plus one, which depend on the unit.
    """

    QUANTILE = "quantile"
    CUMULATIVE = "cumulative"
    MEAN = "mean"
    MEDIAN = "median"
    QUANTILE_R = "quantile-r"
    MAX = "max"
    PERCENTILE = "percentile"


@dataclass(frozen=True, slots=True)
class Cut:
    """A fitted cut: a number that the population gives, which conditions may name like a measure."""

    key: str
    measure: str
    spread: Spread
    share: Decimal | None = None
