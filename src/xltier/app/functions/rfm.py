"""TIER_RFM: recency, frequency and amount as a code, a score or a segment (systems.md C22)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from xltier.app.functions.cells import Argument, Block, Cell, CellFault, block, choice, flat, number, required, single
from xltier.app.functions.spread import LEAST, PRECISION, QUINTILES
from xltier.core.compile import compile_plan
from xltier.core.distribution import Wanted, fitted
from xltier.core.fixed import to_fixed
from xltier.core.plan import Gridding, Plan
from xltier.core.scheme.spread import Spread
from xltier.core.values import ExcelError
from xltier.schemes.library import load_scheme
from xltier.tables.dates import parse_date, to_serial

_DAYS = 2_958_466
"""Serial numbers of dates end below this: 9999-12-31 is the day before."""
_SIDES = 3
_BEST = len(QUINTILES) + 1


def rfm(
    last_dates: Argument, frequency: Argument, monetary: Argument, as_of: Argument, bins: Argument, what: Argument
) -> Block:
    """Return code 543, score or segment of each row.

    Ranges are cut into fifths of themselves; fewer than five rows need ``bins``: three rows of four rising
    edges each, for recency in days, frequency and amount. A row that cannot be read keeps its error and stays out
    of the fifths: its own error, #VALUE! for a text, #NUM! for what is no date.

    Raises:
        CellFault: #VALUE! for shapes that differ and edges that fall; #NUM! for a date after ``as_of``, which is then
            the wrong one, or a negative frequency; #N/A without bins for fewer than five rows.
    """
    kind = choice(single(what), ("code", "score", "segment"), "code")
    today = _day(required(_dated(single(as_of))))
    columns = [flat(argument) for argument in (last_dates, frequency, monetary)]
    if len({len(column) for column in columns}) > 1:
        raise CellFault(ExcelError.VALUE)
    rows = [_read(cells, today) for cells in zip(*columns, strict=True)]
    known = [row for row in rows if not isinstance(row, ExcelError)]
    cuts = _cuts(list(zip(*known, strict=True)), bins) if known else []
    plan = compile_plan(load_scheme("rfm"))
    answers = [row if isinstance(row, ExcelError) else _answer(_levels(row, cuts), kind, plan) for row in rows]
    return _shaped(block(last_dates), answers)


def _read(cells: Sequence[Cell], today: int) -> tuple[int | None, ...] | ExcelError:
    """Return recency, frequency and amount of a row, or the error that it keeps."""
    last, orders, amount = cells
    try:
        found = (_recency(last, today), _fixed(orders), _fixed(amount))
    except CellFault as fault:
        return fault.error
    if any(value is not None and value < 0 for value in found[:2]):
        raise CellFault(ExcelError.NUM)
    return found


def _shaped(like: Block, answers: Sequence[Cell]) -> Block:
    left = iter(answers)
    return tuple(tuple(next(left) for _ in row) for row in like)


def _recency(cell: Cell, today: int) -> int | None:
    found = number(_dated(cell))
    return None if found is None else today - _day(found)


def _dated(cell: Cell) -> Cell:
    """Return the serial number of a day in text, as far as it can be read in one way only; else the cell."""
    found = parse_date(cell) if isinstance(cell, str) else None
    if found is None or found.is_month or found.is_ambiguous:
        return cell
    return to_serial(found.day, date1904=False)


def _day(serial: Decimal | float) -> int:
    """Return a date's serial number; what Excel knows no date for is #NUM!."""
    if not 0 <= serial < _DAYS:
        raise CellFault(ExcelError.NUM)
    return to_fixed(serial, 0)


def _fixed(cell: Cell) -> int | None:
    found = number(cell)
    return None if found is None else to_fixed(found, PRECISION)


def _cuts(columns: Sequence[Sequence[int | None]], bins: Argument) -> list[tuple[int, ...]]:
    """Return the cuts of each side, best first."""
    if bins is not None:
        rows = block(bins)
        if len(rows) != _SIDES or any(len(row) != len(QUINTILES) for row in rows):
            raise CellFault(ExcelError.VALUE)
        days = tuple(to_fixed(required(cell), 0) for cell in rows[0])
        others = [tuple(to_fixed(required(cell), PRECISION) for cell in row) for row in rows[1:]]
        if any(later < edge for side in (days, *others) for edge, later in pairwise(side)):
            raise CellFault(ExcelError.VALUE)
        return [days, *(side[::-1] for side in others)]
    known = [Counter(value for value in column if value is not None) for column in columns]
    if min(sum(counts.values()) for counts in known) < LEAST:
        raise CellFault(ExcelError.NA)
    return [
        fitted(Wanted("fifths", 0, Spread.QUANTILE, QUINTILES, low_is_good=at == 0), counts)
        for at, counts in enumerate(known)
    ]


def _levels(values: Sequence[int | None], cuts: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """Return the fifth of each side, 5 the best; None where a side is blank."""
    found = []
    for at, (value, edges) in enumerate(zip(values, cuts, strict=True)):
        if value is None:
            return None
        better = sum(1 for edge in edges if (value > edge if at == 0 else value < edge))
        found.append(_BEST - better)
    return tuple(found)


def _answer(levels: tuple[int, ...] | None, kind: str, plan: Plan) -> Cell:
    if levels is None:
        return ""
    if kind == "segment":
        side = plan.side
        if not isinstance(side, Gridding):
            raise CellFault(ExcelError.NA)
        return plan.ladder.tiers[side.cells[tuple(_BEST - level for level in levels)]].code
    return int("".join(str(level) for level in levels)) if kind == "code" else sum(levels)
