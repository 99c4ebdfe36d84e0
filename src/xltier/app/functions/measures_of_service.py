"""NPS, CSAT, CRR, CAC, CLV and ROI over cells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xltier.app.functions.cells import Argument, Cell, CellFault, flat, number, required, single
from xltier.core import metrics
from xltier.core.values import ExcelError


def _answers(argument: Argument) -> Iterator[Fraction | None]:
    for cell in flat(argument):
        found = number(cell)
        yield None if found is None else _exact(found)


def _exact(value: Decimal | float) -> Fraction:
    return Fraction(value) if isinstance(value, Decimal) else Fraction(f"{value:.15g}")


def _given(argument: Argument, default: int) -> Fraction:
    cell = single(argument)
    return Fraction(default) if cell is None or cell == "" else _exact(required(cell))


def _cell(figure: metrics.Figure) -> Cell:
    if isinstance(figure, ExcelError):
        return figure
    try:
        return float(figure)
    except OverflowError:
        return ExcelError.NUM  # a cell holds no number beyond 1.8E308


def nps(scores: Argument, scale: Argument) -> Cell:
    """Return the net promoter score, -100 to 100."""
    return _cell(metrics.nps(_answers(scores), int(_given(scale, 10))))


def csat(scores: Argument, top: Argument, most: Argument) -> Cell:
    """Return the share of answers at ``top`` or above."""
    return _cell(metrics.csat(_answers(scores), top=_given(top, 4), highest=_given(most, 5)))


def crr(start: Argument, end: Argument, new: Argument) -> Cell:
    """Return (end - new) / start."""
    return _cell(metrics.crr(*(_exact(required(single(part))) for part in (start, end, new))))


def cac(cost: Argument, new_customers: Argument) -> Cell:
    """Return the cost of one new customer."""
    return _cell(metrics.cac(_exact(required(single(cost))), _exact(required(single(new_customers)))))


def clv(margin: Argument, retention: Argument, discount: Argument, periods: Argument) -> Cell:
    """Return the discounted lifetime value, of so many periods or without end."""
    count = single(periods)
    if count is not None and count != "" and _exact(required(count)).denominator != 1:
        raise CellFault(ExcelError.NUM)
    return _cell(
        metrics.clv(
            _exact(required(single(margin))),
            _exact(required(single(retention))),
            _given(discount, 0),
            None if count is None or count == "" else int(_exact(required(count))),
        )
    )


def roi(gain: Argument, cost: Argument) -> Cell:
    """Return (gain - cost) / cost."""
    return _cell(metrics.roi(_exact(required(single(gain))), _exact(required(single(cost)))))
