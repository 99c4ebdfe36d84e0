"""Checks of tiers: codes, order of cut-offs, gaps and overlaps as printed, what can never be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from xltier.core.checks.places import doubtful, repeated, wrong
from xltier.core.scheme import Kind, Scheme, Scoring
from xltier.core.scheme.spread import Spread
from xltier.core.scheme.tier import Tier
from xltier.errors import Problem

_LEAST = 2


def check_tiers(scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with the tiers of a scheme, line by line."""
    if len(scheme.tiers) < _LEAST:
        yield wrong("tiers-missing", "tiers", count=len(scheme.tiers))
        return
    for line in dict.fromkeys((None, *(tier.line for tier in scheme.tiers))):
        at = [index for index, tier in enumerate(scheme.tiers) if tier.line == line]
        yield from repeated("tiers", "code", [scheme.tiers[index].code for index in at])
        paths = [f"tiers[{index}]" for index in at]
        tiers = [scheme.tiers[index] for index in at]
        if len(tiers) < _LEAST:
            yield wrong("tiers-missing", f"{paths[0]}.line" if paths else "tiers", count=len(tiers))
            continue
        if scheme.kind is Kind.SCORECARD and not scheme.quota:
            decimals = scheme.score_decimals or 0
            yield from check_floors(scheme, tiers, paths, decimals, low_is_good=False)
            yield from _unreachable(scheme, tiers, paths)
        elif scheme.kind is Kind.BAND:
            measure = next((measure for measure in scheme.measures if measure.key == scheme.measure), None)
            decimals = 0 if measure is None else measure.decimals
            yield from check_floors(scheme, tiers, paths, decimals, low_is_good=scheme.low_is_good)
        elif scheme.kind is Kind.DISTRIBUTION:
            yield from check_shares(tiers, paths, scheme.spread)
            yield from check_bins(scheme, scheme.measure, tiers, "tiers")
        if scheme.quota:
            yield from _quotas(scheme, tiers, paths)
    shares = [tier.strategy.resource_share for tier in scheme.tiers if tier.strategy.resource_share is not None]
    if shares and sum(shares) not in {1, 100}:
        yield doubtful("resource-shares", "tiers.resource_share", total=sum(shares))


def check_floors(
    scheme: Scheme, tiers: Sequence[Tier], paths: Sequence[str], decimals: int, *, low_is_good: bool
) -> Iterator[Problem]:
    """Yield what is wrong with cut-offs: missing, out of order, with gaps or overlaps as printed."""
    for tier, path in zip(tiers[:-1], paths, strict=False):
        if tier.floor is None:
            yield wrong("floor-missing", f"{path}.floor", tier=tier.code)
    for (above, _), (below, path) in pairwise(zip(tiers, paths, strict=True)):
        if above.floor is None or below.floor is None:
            yield from _printed(scheme, above, below, path, decimals)
            continue
        if above.floor == below.floor or (above.floor < below.floor) is not low_is_good:
            yield wrong("floors-out-of-order", f"{path}.floor", tier=below.code, floor=below.floor, above=above.floor)
            continue
        yield from _printed(scheme, above, below, path, decimals)


def _printed(scheme: Scheme, above: Tier, below: Tier, path: str, decimals: int) -> Iterator[Problem]:
    """Compare a tier's printed upper edge with the cut-off above it."""
    report = doubtful if scheme.half_open else wrong
    end = below.below if below.below is not None else below.to
    if end is None or above.floor is None:
        return
    reaches = end if below.below is not None else end + Decimal(1).scaleb(-decimals)
    first = above.floor if above.included else above.floor + Decimal(1).scaleb(-decimals)
    if reaches < first:
        yield report("tier-gap", f"{path}.to", tier=below.code, above=above.code, low=end, high=above.floor)
    elif below.to is not None and end >= first:
        yield report("tier-overlap", f"{path}.to", tier=below.code, above=above.code, low=above.floor, high=end)


def _unreachable(scheme: Scheme, tiers: Sequence[Tier], paths: Sequence[str]) -> Iterator[Problem]:
    """A cut-off above every possible score, or the last tier below the least one."""
    best = _best(scheme)
    for tier, path in zip(tiers, paths, strict=True):
        if best is not None and tier.floor is not None and tier.floor > best:
            yield doubtful("tier-unreachable", f"{path}.floor", tier=tier.code, floor=tier.floor, best=best)
    before_last = tiers[-2]
    least, floor = scheme.score_min, before_last.floor
    if least is not None and floor is not None and (floor < least or (floor == least and before_last.included)):
        yield doubtful("tier-unreachable-low", f"{paths[-1]}.floor", tier=tiers[-1].code, floor=floor)


def _best(scheme: Scheme) -> Decimal | None:
    """Return the highest possible score, or None where it is open."""
    bonuses = [item for item in scheme.items if item.is_bonus]
    if any(item.cap is None for item in bonuses):
        return scheme.score_max
    bonus = sum((item.cap or Decimal(0) for item in bonuses), Decimal(0))
    bonus = bonus if scheme.cap_bonus is None else min(bonus, scheme.cap_bonus)
    scored = [measure for measure in scheme.measures if measure.is_scored]
    if not scored:
        return scheme.score_max
    if scheme.scoring is Scoring.ADDITIVE:
        if any(measure.full is None for measure in scored):
            return scheme.score_max
        base = sum((measure.full or Decimal(0) for measure in scored), Decimal(0))
    elif scheme.score_full is not None:
        base = scheme.score_full
    else:
        base = sum((measure.weight or Decimal(0) for measure in scored), Decimal(0))
    return base + bonus if scheme.score_max is None else min(base + bonus, scheme.score_max)


def check_shares(tiers: Sequence[Tier], paths: Sequence[str], spread: Spread | None) -> Iterator[Problem]:
    """Yield what is wrong with the shares of a distribution: they rise to at most 1, one for each tier but the last."""
    if spread is None or spread is Spread.PERCENTILE:
        yield wrong("spread-missing", "spread")
        return
    if spread in {Spread.MEAN, Spread.MEDIAN, Spread.MAX}:
        if len(tiers) != _LEAST:
            yield wrong("spread-two-tiers", "tiers", spread=str(spread), count=len(tiers))
        return
    before = Decimal(0)
    for tier, path in zip(tiers[:-1], paths, strict=False):
        if tier.share is None or not before < tier.share <= 1:
            yield wrong("shares-not-rising", f"{path}.share", tier=tier.code, value=tier.share, before=before)
            return
        before = tier.share


def check_bins(scheme: Scheme, key: str | None, tiers: Sequence[Tier], path: str) -> Iterator[Problem]:
    """Yield a warning where a measure cannot take as many values as there are classes: equal values stay together."""
    measure = next((measure for measure in scheme.measures if measure.key == key), None)
    if measure is None or measure.minimum is None or measure.maximum is None:
        return
    possible = int((measure.maximum - measure.minimum).scaleb(measure.decimals)) + 1
    if 0 < possible < len(tiers):
        yield doubtful("bins-more-than-values", path, measure=measure.name, possible=possible, asked=len(tiers))


def _quotas(scheme: Scheme, tiers: Sequence[Tier], paths: Sequence[str]) -> Iterator[Problem]:
    if scheme.quota_ties not in {"up", "down"}:
        choices = ("up", "down")
        yield wrong("field-choice", "quota_ties", key="quota_ties", value=scheme.quota_ties, choices=choices)
    for tier, path in zip(tiers, paths, strict=True):
        if tier.quota is None:
            yield wrong("quota-missing", f"{path}.quota", tier=tier.code)
            return
    total = sum((tier.quota or Decimal(0) for tier in tiers), Decimal(0))
    if total != 1:
        yield wrong("quotas-not-1", "tiers.quota", total=total)
