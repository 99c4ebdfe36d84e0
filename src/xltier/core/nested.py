"""A side of a grid that is cut within each level of the sides before it: nested bins.

It compiles to ordered rules over slots, one for each level within each combination of outer levels, so
that no target needs to know of nesting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xltier.core.distribution import Inside, Wanted
from xltier.core.fixed import unit
from xltier.core.ground import Ground
from xltier.core.ladder import Ladder, ladder_of
from xltier.core.language.arithmetic import Constant, Slot
from xltier.core.language.logic import Compare, Every, Logic
from xltier.core.plan import Banding, Ruling
from xltier.core.scheme.classes import Axis
from xltier.core.scheme.spread import Spread


@dataclass(frozen=True, slots=True)
class Box:
    """One combination of outer levels.

    Args:
        codes: Their codes, outermost first.
        inside: The values that belong to it, measure by measure.
    """

    codes: tuple[str, ...] = ()
    inside: tuple[Inside, ...] = ()


def boxes_of(axis: Axis, side: Banding) -> tuple[Box, ...]:
    """Return a box for each level of a side that is not nested itself."""
    return tuple(_smaller(Box(), axis, side.slot, side.ladder))


def nested(ground: Ground, axis: Axis, outer: Sequence[Box]) -> tuple[Ruling, tuple[Box, ...]]:
    """Return a nested side, and the boxes that the sides after it are cut within.

    Until the outer cuts are fitted nobody knows who is inside, so none is asked for here.
    """
    is_outer_fitted = not ground.wanted
    slot, decimals = ground.slots[str(axis.measure)]
    shares = tuple(Fraction(level.share) for level in axis.levels if level.share is not None)
    rules: list[tuple[Logic | None, int]] = []
    inner: list[Box] = []
    for box in outer:
        name = nested_name(axis, box.codes)
        spread = axis.spread or Spread.QUANTILE
        wanted = Wanted(
            name, slot, spread, shares, axis.low_is_good, ground.crosses_up, one=unit(decimals), inside=box.inside
        )
        cuts = ground.fit(wanted) if is_outer_fitted else ()
        here = ladder_of(axis.levels, cuts or (0,) * (len(axis.levels) - 1), low_is_good=axis.low_is_good)
        for place, smaller in enumerate(_smaller(box, axis, slot, here)):
            rules.append((Every(tuple(part for one in smaller.inside for part in _logic(one))), place))
            inner.append(smaller)
    return Ruling(tuple(rules)), tuple(inner)


def nested_name(axis: Axis, codes: Sequence[str]) -> str:
    """Return the name of the cuts of a side within some outer levels."""
    return f"{axis.key} levels within {'-'.join(codes)}"


def _smaller(box: Box, axis: Axis, slot: int, ladder: Ladder) -> Iterator[Box]:
    for place, level in enumerate(axis.levels):
        worst, better = ladder.least(place), ladder.least(place - 1) if place else None
        inside = (
            Inside(slot, None if better is None else better + 1, worst)
            if ladder.low_is_good
            else Inside(slot, worst, None if better is None else better - 1)
        )
        yield Box((*box.codes, level.code), (*box.inside, inside))


def _logic(inside: Inside) -> Iterator[Logic]:
    if inside.low is not None:
        yield Compare(">=", Slot(inside.slot), Constant(inside.low))
    if inside.high is not None:
        yield Compare("<=", Slot(inside.slot), Constant(inside.high))
    if inside.low is None and inside.high is None:  # equal cuts left one level: the value must still be known
        yield Compare("=", Slot(inside.slot), Slot(inside.slot))
