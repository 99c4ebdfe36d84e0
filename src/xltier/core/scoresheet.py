"""The scoresheet of a plan: weights and full marks as whole numbers, one scorer for each measure."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Final

from xltier.core.distribution import Wanted
from xltier.core.fixed import to_fixed
from xltier.core.ground import Ground
from xltier.core.pieces import Piece, Pieces, compiled, of_method
from xltier.core.plan import Scored, Scoresheet, TextPoints
from xltier.core.scheme import Scheme, Scoring
from xltier.core.scheme.measure import Measure, Method
from xltier.core.scheme.spread import Spread
from xltier.core.words import folded
from xltier.errors import Problem, SchemeError

_UNFITTED: Final = Pieces((), (Piece(0),))
_FITTED: Final = {Method.RELATIVE: Spread.MAX, Method.PERCENTILE: Spread.PERCENTILE}
_SEVERAL: Final = ("weighted", "best", "worst", "majority")
ONLY: Final = "only:"
LIMIT: Final = 2**62
"""No step of a plan is larger, so that every target computes the same."""


def scoresheet(ground: Ground) -> Scoresheet:
    """Return how the points of a scheme's measures become its base score."""
    scheme = ground.scheme
    measures = [measure for measure in ground.measures if measure.is_scored]
    additive = scheme.scoring is Scoring.ADDITIVE
    weights = [Fraction(1) if additive else Fraction(weight_on(measure, ground.line)) for measure in measures]
    factors = [
        weight / Fraction(measure.full) if measure.full and not additive else Fraction(1)
        for measure, weight in zip(measures, weights, strict=True)
    ]
    mass = math.lcm(*(factor.denominator for factor in factors))
    unit = math.lcm(*(weight.denominator for weight in weights))
    worth = _worth(scheme, measures, sum(weights, Fraction(0)), unit)
    coverage = Fraction(scheme.min_coverage)
    combine = _combine(scheme, measures)
    # Where one sub-grade decides alone, nobody misses the others: they carry no weight.
    moving = [weight if combine in {at, *_SEVERAL} else Fraction(0) for at, weight in enumerate(weights)]
    points = scheme.points_decimals
    return Scoresheet(
        scored=tuple(
            Scored(
                measure,
                ground.slots[measure.key][0],
                _scorer(measure, ground),
                int(factor * mass),
                int(share * unit),
                None if measure.full is None else to_fixed(measure.full, points),
            )
            for measure, factor, share in zip(measures, factors, moving, strict=True)
        ),
        mass=mass,
        worth=worth.numerator,
        worth_unit=worth.denominator,
        weight=None if additive else int(sum(moving) * unit),
        combine=combine,
        majority_better=scheme.majority_tie == "better",
        minimum=_fixed(scheme.score_min, scheme.score_decimals or 0),
        maximum=_fixed(scheme.score_max, scheme.score_decimals or 0),
        coverage_num=coverage.numerator,
        coverage_den=coverage.denominator,
        not_reported_is_na=scheme.not_reported_is_na,
        cap_bonus=_fixed(scheme.cap_bonus, points),
        cap_penalty=_fixed(scheme.cap_penalty, points),
        group_caps={group: to_fixed(cap, points) for group, cap in scheme.group_caps.items()},
    )


def weight_on(measure: Measure, line: str | None) -> Decimal:
    """Return a measure's weight on a line: the line's own where it has one, else everybody's."""
    own = measure.line_weights.get(line) if line is not None else None
    return own if own is not None else measure.weight or Decimal(0)


def _worth(scheme: Scheme, measures: list[Measure], total: Fraction, unit: int) -> Fraction:
    """What the sum of weighted points is multiplied by; the unit of weights cancels out of the division."""
    full = Fraction(scheme.score_full) if scheme.score_full is not None else total
    if scheme.combine != "weighted":
        return full / Fraction(measures[0].full or 1)
    return Fraction(1) if scheme.scoring is Scoring.ADDITIVE else full * unit


def _combine(scheme: Scheme, measures: list[Measure]) -> str | int:
    if scheme.combine.startswith(ONLY):
        return [measure.key for measure in measures].index(scheme.combine.removeprefix(ONLY))
    return scheme.combine


def _scorer(measure: Measure, ground: Ground) -> Pieces | TextPoints:
    points = ground.scheme.points_decimals
    if measure.method is Method.MAP:
        mapping = {folded(text): to_fixed(value, points) for text, value in measure.mapping.items()}
        return TextPoints(mapping, measure.by_keyword, measure.unknown_is_blank)
    fitted: tuple[int, ...] = ()
    if measure.method in _FITTED:
        slot, _ = ground.slots[measure.key]
        fitted = ground.fit(
            Wanted(fitted_name(measure), slot, _FITTED[measure.method], low_is_good=measure.low_is_good)
        )
        if not fitted:
            return _UNFITTED
        if measure.method is Method.RELATIVE and measure.full is not None:
            _check_relative(measure, to_fixed(measure.full, points), fitted[0])
    return compiled(of_method(measure, ground.line, fitted), measure.decimals, points)


def _check_relative(measure: Measure, full: int, best: int) -> None:
    """Refuse a best value whose proportion would leave 62 bits; what it is, only the population tells."""
    if 2 * full * abs(best) + abs(best) > LIMIT:
        raise SchemeError(Problem("overflow", values={"key": measure.key, "measure": measure.name}))


def fitted_name(measure: Measure) -> str:
    """Return the name under which the cuts of a relative or percentile measure are kept; it is no legal key."""
    return f"{measure.key} {measure.method}"


def _fixed(value: Decimal | None, decimals: int) -> int | None:
    return None if value is None else to_fixed(value, decimals)
