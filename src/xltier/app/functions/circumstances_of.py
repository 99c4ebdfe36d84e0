"""What the adjustment and cap beside each row of a block say: logged points, items, red lines, the best tier left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xltier.app.functions.cells import Argument, Block, Cell, CellFault, block, flat, text
from xltier.app.functions.logged_items import points_or_items
from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.fixed import to_fixed
from xltier.core.plan import Plan
from xltier.core.values import ExcelError
from xltier.errors import Problem
from xltier.tables.text import fold


def circumstances_of(
    plan: Plan, adjust: Argument, cap: Argument, count: int
) -> tuple[list[Circumstances], dict[int, CellFault]]:
    """Return the adjustment and cap of each row, and by its place what is wrong with those of a row.

    Args:
        plan: Whose items, red lines and tiers the cells may name.
        adjust: Points, or items of the log; None where nothing is adjusted.
        cap: Tiers or red lines; None where nothing is capped.
        count: How many rows there are.

    Raises:
        CellFault: #VALUE! for as many rows as neither one nor that of the values.
    """
    if adjust is None and cap is None:
        return [NOTHING] * count, {}
    found: list[Circumstances] = []
    faults: dict[int, CellFault] = {}
    for at in range(count):
        of_row = _row(adjust, at, count), _row(cap, at, count)
        try:
            found.append(_said(plan, *of_row))
        except CellFault as fault:
            found.append(NOTHING)
            faults[at] = fault
    return found, faults


def _said(plan: Plan, adjust: Sequence[Cell], cap: Sequence[Cell]) -> Circumstances:
    """Return what the cells of a row's adjustment and cap say."""
    adjusted = [points_or_items(plan, cell) for cell in adjust]
    points = sum((loose for loose, _ in adjusted), Decimal(0))
    tiers = {fold(tier.code): place for place, tier in enumerate(plan.ladder.tiers)}
    lines = {fold(line.line.code): line.line.code for line in plan.red_lines}
    worst: int | None = None
    hits: list[str] = []
    for cell in cap:
        for code in text(cell).replace("，", ",").replace("、", ",").split(","):
            name = fold(code)
            if name in tiers:
                worst = max(worst or 0, tiers[name])
            elif name in lines:
                hits.append(lines[name])
            elif name:
                known = (*(tier.code for tier in plan.ladder.tiers), *lines.values())
                raise CellFault(ExcelError.NA, Problem("cap-unknown", values={"code": code.strip(), "known": known}))
    return Circumstances(
        events=tuple(event for _, events in adjusted for event in events),
        red_lines=tuple(hits),
        points=to_fixed(points, plan.points_decimals),
        cap=None if worst is None else plan.ladder.tiers[worst].code,
    )


def _row(argument: Argument, at: int, count: int) -> Sequence[Cell]:
    """Return a row's part of an argument: its own row where there is one for each, else all of it."""
    if argument is None:
        return ()
    rows: Block = block(argument)
    if len(rows) == count:
        return rows[at]
    if count == 1:
        return flat(argument)
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0]
    values = {"wanted": count, "got": len(rows)}
    raise CellFault(ExcelError.VALUE, Problem("rows-do-not-fit", values=values))
