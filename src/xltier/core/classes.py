"""How a plan classifies: the ladder of a scorecard or a band, ordered rules, or a grid of two or three sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from xltier.core.distribution import SCORE, Wanted
from xltier.core.fixed import unit
from xltier.core.ground import Ground
from xltier.core.ladder import Ladder, ladder, ladder_of
from xltier.core.nested import Box, boxes_of, nested
from xltier.core.plan import Banding, Gridding, Ruling, Side
from xltier.core.scheme import Kind
from xltier.core.scheme.classes import Axis, Cell, Rule
from xltier.core.scheme.spread import Spread
from xltier.core.scheme.tier import Tier


def classes(ground: Ground) -> tuple[Side | Gridding | None, Ladder]:
    """Return what classifies the measures directly (None for a scorecard), and the ladder of tiers."""
    scheme = ground.scheme
    tiers = scheme.ladder(ground.line)
    match scheme.kind:
        case Kind.SCORECARD:
            return None, _score_ladder(ground, tiers)
        case Kind.BAND | Kind.DISTRIBUTION:
            side = _banding(
                ground, "tiers", str(scheme.measure), tiers, spread=scheme.spread, low_is_good=scheme.low_is_good
            )
            return side, side.ladder
        case Kind.RULES:
            return _ruling(ground, scheme.rules, tiers), Ladder(tiers, ())
    sides = tuple(
        (axis.key, side, tuple(level.code for level in axis.levels))
        for axis, side in zip(scheme.axes, _sides(ground), strict=True)
    )
    places = {tier.code: at for at, tier in enumerate(tiers)}
    cells: dict[tuple[int, ...], int] = {}
    for cell in scheme.grid:
        for levels in cells_of(cell, scheme.axes):
            at = tuple(codes.index(code) for code, (_, _, codes) in zip(levels, sides, strict=True))
            cells.setdefault(at, places[cell.outcome])
    return Gridding(sides, cells), Ladder(tiers, ())


def cells_of(cell: Cell, axes: Sequence[Axis]) -> Iterator[tuple[str, ...]]:
    """Yield the combinations of level codes that a part of a grid covers: ``3|2`` x ``1`` is two of them."""
    codes = [[level.code for level in axis.levels] for axis in axes]
    named = [all_ if part == "*" else part.split("|") for part, all_ in zip(cell.at, codes, strict=True)]
    return product(*named)


def _score_ladder(ground: Ground, tiers: Sequence[Tier]) -> Ladder:
    scheme = ground.scheme
    if not scheme.quota:
        return ladder(tiers, scheme.score_decimals or 0)
    shares = _cumulated([Fraction(tier.quota or 0) for tier in tiers[:-1]])
    cuts = ground.fit(Wanted(SCORE, None, Spread.QUANTILE, shares, ties_up=scheme.quota_ties == "up"))
    return ladder_of(tiers, cuts or (0,) * (len(tiers) - 1), low_is_good=False)


def _cumulated(shares: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(sum(shares[: at + 1], Fraction(0)) for at in range(len(shares)))


def _sides(ground: Ground) -> Iterator[Side]:
    boxes: tuple[Box, ...] = ()
    for at, axis in enumerate(ground.scheme.axes):
        if axis.nested:
            ruling, boxes = nested(ground, axis, boxes)
            yield ruling
            continue
        side = _side(ground, axis)
        if at == 0 and isinstance(side, Banding):
            boxes = boxes_of(axis, side)
        yield side


def _side(ground: Ground, axis: Axis) -> Side:
    if axis.rules:
        return _ruling(ground, axis.rules, axis.levels)
    return _banding(
        ground,
        f"{axis.key} levels",
        str(axis.measure),
        axis.levels,
        spread=axis.spread,
        low_is_good=axis.low_is_good,
    )


def _banding(
    ground: Ground, name: str, measure: str, tiers: Sequence[Tier], *, spread: Spread | None, low_is_good: bool
) -> Banding:
    slot, decimals = ground.slots[measure]
    if spread is None:
        return Banding(slot, ladder(tiers, decimals, low_is_good=low_is_good))
    shares = tuple(Fraction(tier.share) for tier in tiers if tier.share is not None)[: len(tiers) - 1]
    cuts = ground.fit(Wanted(name, slot, spread, shares, low_is_good, ground.crosses_up, one=unit(decimals)))
    return Banding(slot, ladder_of(tiers, cuts or (0,) * (len(tiers) - 1), low_is_good=low_is_good))


def _ruling(ground: Ground, rules: Sequence[Rule], tiers: Sequence[Tier]) -> Ruling:
    places = {tier.code: at for at, tier in enumerate(tiers)}
    return Ruling(tuple((ground.logic(rule.when), places[rule.outcome]) for rule in rules))
