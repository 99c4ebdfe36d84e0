"""Bonus and penalty items in a cell: ``P1``, ``fake-report:3``, ``乱价*2``, several apart by semicolons or commas.

What a log of the month says line by line, so that each item keeps its own range and cap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from xltier.app.functions.cells import Cell, CellFault, number
from xltier.core.circumstances import Occurrence
from xltier.core.fixed import to_fixed
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.core.values import ExcelError
from xltier.errors import Problem

_APART: Final = re.compile(r"[;；,，、\n]")
_ITEM: Final = re.compile(r"(?P<name>.+?)\s*(?:[:：]\s*(?P<points>\d+(?:\.\d+)?))?\s*(?:[*×]\s*(?P<times>\d+))?")


def points_or_items(plan: Plan, cell: Cell) -> tuple[Decimal, tuple[Occurrence, ...]]:
    """Return what a cell of ``adjust`` gives: points of no item, or the items that it names.

    Raises:
        CellFault: The cell's own error, or #VALUE! for a text that is neither a number nor items of the scheme.
    """
    try:
        return Decimal(str(number(cell) or 0)), ()
    except CellFault:
        if not isinstance(cell, str) or not plan.items:
            raise
        return Decimal(0), tuple(_named(plan, cell))


def _named(plan: Plan, text: str) -> Iterator[Occurrence]:
    codes = _codes(plan.scheme)
    for part in filter(None, (part.strip() for part in _APART.split(text))):
        found = _ITEM.fullmatch(part)
        code = None if found is None else codes.get(found["name"].strip().casefold())
        if found is None or code is None:
            known = tuple(dict.fromkeys(codes.values()))
            raise CellFault(ExcelError.VALUE, Problem("item-unknown", values={"value": part, "known": known}))
        points = None if found["points"] is None else to_fixed(found["points"], plan.points_decimals)
        yield Occurrence(code, points, int(found["times"] or 1))


def _codes(scheme: Scheme) -> dict[str, str]:
    """Return an item's code by its code and by its names."""
    return {
        name.casefold(): item.code for item in scheme.items for name in (item.name.zh, item.name.en, item.code) if name
    }
