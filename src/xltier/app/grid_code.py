"""The code of a customer in a grid: the level on each side, such as 343 for RFM."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.core.classify import levels_of
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
    if plan.wanted or not isinstance(plan.side, Gridding):
        return None
    try:
        levels = levels_of(plan, filler(plan)(entries))
    except Unratable:
        return None
    return ("" if all(len(level) == 1 for level in levels) else "-").join(levels)
