"""Where several rules, or several parts of a grid, would hold for the same customer: the first one decides.

That is allowed, and it is said: an overlapping segment hides members of the later ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from xltier.core.classes import cells_of
from xltier.core.language.logic import truth
from xltier.core.plan import Plan, Ruling
from xltier.core.scheme import Scheme
from xltier.core.slots import Unratable, filler
from xltier.core.values import Entry


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two classes that both hold.

    Args:
        taken: Class of the rule or part that decides.
        hidden: Class of a later one that holds as well.
        count: Customers, or cells of the grid.
    """

    taken: str
    hidden: str
    count: int


def rule_overlaps(plan: Plan, customers: Iterable[Sequence[Entry]]) -> tuple[Overlap, ...]:
    """Return the classes that lose customers to an earlier rule, with how many, in the order of the rules.

    The last rule, which holds always, hides nobody and is hidden by all: it is left out.

    Args:
        plan: A fitted plan of ordered rules; of any other kind it has no overlaps.
        customers: Entries in slot order.
    """
    side = plan.side
    if not isinstance(side, Ruling):
        return ()
    fill = filler(plan)
    rules = [(truth(when), plan.ladder.tiers[place].code) for when, place in side.rules if when is not None]
    found: Counter[tuple[str, str]] = Counter()
    for entries in customers:
        try:
            slots = fill(entries)
        except Unratable:
            continue  # its own rating says why
        held = list(dict.fromkeys(code for holds, code in rules if holds(slots)))
        found.update((held[0], later) for later in held[1:])
    return _in_order(found, [code for _, code in rules])


def grid_overlaps(scheme: Scheme) -> tuple[Overlap, ...]:
    """Return the classes that lose cells of a grid to an earlier part, with how many cells."""
    found: Counter[tuple[str, str]] = Counter()
    covers: dict[tuple[str, ...], list[str]] = {}
    for cell in scheme.grid:
        if all(part == "*" for part in cell.at):
            continue  # the rest is meant to take what is left
        for levels in cells_of(cell, scheme.axes):
            covers.setdefault(levels, []).append(cell.outcome)
    for levels in product(*(tuple(level.code for level in axis.levels) for axis in scheme.axes)):
        held = list(dict.fromkeys(covers.get(levels, ())))
        found.update((held[0], later) for later in held[1:])
    return _in_order(found, [cell.outcome for cell in scheme.grid])


def _in_order(found: Counter[tuple[str, str]], codes: Sequence[str]) -> tuple[Overlap, ...]:
    pairs = sorted(found, key=lambda pair: (codes.index(pair[0]), codes.index(pair[1])))
    return tuple(Overlap(taken, hidden, found[taken, hidden]) for taken, hidden in pairs)
