"""Functions that need no scheme: bands, forced distribution, Pareto classes, quadrants, RFM, stars.

Numbers are cut as everywhere else: equal values get equal labels, and the group at a cut goes to the better one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from xltier.app.functions.cells import (
    LONGEST,
    Argument,
    Block,
    Cell,
    CellFault,
    block,
    choice,
    flat,
    number,
    required,
    single,
    text,
    truth,
)
from xltier.core.distribution import Wanted, fitted
from xltier.core.fixed import to_fixed
from xltier.core.scheme.spread import Spread
from xltier.core.values import ExcelError

PRECISION: Final = 9
"""Decimals that numbers without a declared measure are cut at."""
_DENOMINATOR: Final = 10**PRECISION
_DUST: Final = Fraction(1, 10**PRECISION)
TIERS: Final = ("A", "B", "C", "D", "E")
QUINTILES: Final = tuple(Fraction(k, 5) for k in (1, 2, 3, 4))
LEAST: Final = 5


def _fixed(cell: Cell) -> int | None:
    found = number(cell)
    return None if found is None else to_fixed(found, PRECISION)


def _numbers(argument: Argument) -> list[int]:
    return [to_fixed(required(cell), PRECISION) for cell in flat(argument)]


def _shares(argument: Argument) -> list[Fraction]:
    """Return shares as what they were computed from: a third is no 0.333333333333333, and 1-0.8 is a fifth."""
    return [Fraction(f"{required(cell):.15g}").limit_denominator(_DENOMINATOR) for cell in flat(argument)]


def _over(values: Argument, label: Callable[[int], Cell]) -> Block:
    """Return a label for each cell of a block: errors pass through, blanks stay blank."""

    def one(cell: Cell) -> Cell:
        try:
            found = _fixed(cell)
        except CellFault as fault:
            return fault.error
        return "" if found is None else label(found)

    return tuple(tuple(one(cell) for cell in row) for row in block(values))


def _counts(values: Argument) -> Counter[int]:
    found: Counter[int] = Counter()
    for cell in flat(values):
        try:
            value = _fixed(cell)
        except CellFault:
            continue  # shown in its own cell
        if value is not None:
            found[value] += 1
    return found


def _pass_on(values: Argument) -> None:
    """Raise the first error of values among which no number is left to divide by."""
    for cell in flat(values):
        number(cell)


def band(values: Argument, thresholds: Argument, labels: Argument, direction: Argument) -> Block:
    """Return the label of the band that each value falls in; a threshold belongs to its own band.

    Raises:
        CellFault: #VALUE! for sizes that differ or thresholds that do not rise (or fall, where low is good).
    """
    edges = _numbers(thresholds)
    names = [text(cell) for cell in flat(labels)]
    low = choice(single(direction), ("high", "low", "高", "低"), "high") in {"low", "低"}
    rising = [-edge for edge in edges] if low else edges
    if len(edges) != len(names) or not edges or any(a >= b for a, b in pairwise(rising)):
        raise CellFault(ExcelError.VALUE)

    def label(value: int) -> Cell:
        at = bisect_right(rising, -value if low else value)
        return ExcelError.NA if at == 0 else names[at - 1]

    return _over(values, label)


def quota(scores: Argument, shares: Argument, labels: Argument, ties: Argument) -> Block:
    """Return a forced distribution: the best share gets the first label, and so on.

    Raises:
        CellFault: #NUM! when the shares do not make 1; #VALUE! when labels and shares differ in number.
    """
    parts = _shares(shares)
    names = [text(cell) for cell in flat(labels)] if labels is not None else list(TIERS[: len(parts)])
    how = choice(single(ties), ("up", "down", "none"), "up")
    whole = sum(parts, Fraction(0))
    if abs(whole - 1) > _DUST or any(part < 0 for part in parts):
        raise CellFault(ExcelError.NUM)
    parts = [part / whole for part in parts]
    if len(names) != len(parts):
        raise CellFault(ExcelError.VALUE)
    counts = _counts(scores)
    if not counts:
        _pass_on(scores)
        raise CellFault(ExcelError.NA)
    cumulated = tuple(sum(parts[: at + 1], Fraction(0)) for at in range(len(parts) - 1))
    cuts = fitted(Wanted("quota", None, Spread.QUANTILE, cumulated, ties_up=how != "down"), counts)
    strict = fitted(Wanted("quota", None, Spread.QUANTILE, cumulated, ties_up=False), counts) if how == "none" else cuts

    def label(value: int) -> Cell:
        place = _place(value, cuts)
        return names[place] if place == _place(value, strict) else ExcelError.NA

    return _over(scores, label)


def _place(value: int, cuts: Sequence[int]) -> int:
    """Return the index of the first cut, best first, that a value reaches."""
    return next((at for at, cut in enumerate(cuts) if value >= cut), len(cuts))


def pareto(values: Argument, cuts: Argument, labels: Argument) -> Block:
    """Return A, B, C by cumulative share: who carries the first 80 %, the next 15 %, the rest.

    A negative value gets the last label and stays out of the total.

    Raises:
        CellFault: #DIV/0! when nothing is positive; #NUM! for cuts that do not rise to at most 1.
    """
    edges = _shares(cuts) if cuts is not None else [Fraction(4, 5), Fraction(19, 20)]
    names = [text(cell) for cell in flat(labels)] if labels is not None else list(TIERS[: len(edges) + 1])
    if any(a >= b for a, b in pairwise(edges)) or not all(0 < edge <= 1 for edge in edges):
        raise CellFault(ExcelError.NUM)
    if len(names) != len(edges) + 1:
        raise CellFault(ExcelError.VALUE)
    counts = _counts(values)
    if not any(value > 0 for value in counts):
        _pass_on(values)
        raise CellFault(ExcelError.DIV0)
    found = fitted(Wanted("pareto", 0, Spread.CUMULATIVE, tuple(edges)), counts)
    return _over(values, lambda value: names[_place(value, found)])


def quadrant(x: Argument, y: Argument, x_cut: Argument, y_cut: Argument, labels: Argument) -> Block:
    """Return the quadrant of each pair: high/high, high/low, low/high, low/low; cuts default to the medians.

    Raises:
        CellFault: #VALUE! for shapes that differ; #N/A for one pair without cuts.
    """
    names = [text(cell) for cell in flat(labels)] if labels is not None else ["HH", "HL", "LH", "LL"]
    across, up = block(x), block(y)
    if [len(row) for row in across] != [len(row) for row in up] or len(names) != len(("HH", "HL", "LH", "LL")):
        raise CellFault(ExcelError.VALUE)
    first, second = _middle(x, x_cut), _middle(y, y_cut)

    def one(a: Cell, b: Cell) -> Cell:
        try:
            left, right = _fixed(a), _fixed(b)
        except CellFault as fault:
            return fault.error
        if left is None or right is None:
            return ""
        return names[(0 if left >= first else 2) + (0 if right >= second else 1)]

    return tuple(
        tuple(one(a, b) for a, b in zip(row, other, strict=True)) for row, other in zip(across, up, strict=True)
    )


def _middle(values: Argument, given: Argument) -> int:
    if given is not None and single(given) not in {None, ""}:
        return to_fixed(required(single(given)), PRECISION)
    counts = _counts(values)
    if sum(counts.values()) <= 1:
        raise CellFault(ExcelError.NA)
    return fitted(Wanted("median", 0, Spread.MEDIAN), counts)[0]


def stars(scores: Argument, most: Argument, count: Argument, half: Argument) -> Block:
    """Return a score as stars: ``★★★★☆``, rounded to whole ones (to halves, shown as ½, when asked).

    Raises:
        CellFault: #NUM! outside 0 to the maximum, or for more stars than a cell holds characters.
    """
    top = required(single(most)) if most is not None and single(most) not in {None, ""} else Decimal(100)
    width = int(required(single(count))) if count is not None and single(count) not in {None, ""} else LEAST
    halves = truth(single(half), default=False)
    if top <= 0 or not 1 <= width <= LONGEST:
        raise CellFault(ExcelError.NUM)
    limit = to_fixed(top, PRECISION)

    def label(value: int) -> Cell:
        if not 0 <= value <= limit:
            return ExcelError.NUM
        parts = 2 if halves else 1
        filled = (2 * value * width * parts + limit) // (2 * limit)
        whole, rest = divmod(filled, parts)
        return "★" * whole + ("½" if rest else "") + "☆" * (width - whole - (1 if rest else 0))

    return _over(scores, label)


def bins(values: Iterable[int], *, low_is_good: bool = False) -> tuple[int, ...]:
    """Return the quintile cuts of a column, best first."""
    return fitted(Wanted("bins", 0, Spread.QUANTILE, QUINTILES, low_is_good), Counter(values))
