"""The code of a customer in a grid: the level on each side, such as 343 for RFM."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from xltier.core.classify import side_placer
from xltier.core.plan import Gridding, Plan
from xltier.core.slots import Unratable, filler
from xltier.core.values import Entry


def grid_code(plan: Plan, entries: Sequence[Entry]) -> str | None:
    """Return the code, or None where the scheme is no grid or a side cannot be told.

    Levels of one character stand side by side (``343``), longer ones are joined (``高-中-A型``).

    Args:
        plan: A fitted plan.
        entries: The customer, in slot order.
    """
    levels = grid_levels(plan, entries)
    if levels is None:
        return None
    return ("" if all(len(level) == 1 for level in levels) else "-").join(levels)


def grid_levels(plan: Plan, entries: Sequence[Entry]) -> tuple[str, ...] | None:
    """Return the level on each side, or None where the scheme is no grid or a side cannot be told.

    Args:
        plan: A fitted plan.
        entries: The customer, in slot order.
    """
    return _leveller(plan)(entries)


@lru_cache(maxsize=16)
def _leveller(plan: Plan) -> Callable[[Sequence[Entry]], tuple[str, ...] | None]:
    """Return the prepared function of a plan: a sheet asks it once a row."""
    if plan.wanted or not isinstance(plan.side, Gridding):
        return lambda _entries: None
    fill = filler(plan)
    sides = [(codes, side_placer(plan, side)) for _, side, codes in plan.side.sides]

    def levels(entries: Sequence[Entry]) -> tuple[str, ...] | None:
        try:
            slots = fill(entries)
            return tuple(codes[place(slots)[0]] for codes, place in sides)
        except Unratable:
            return None

    return levels
