"""Running sums of a table's numeric columns, so that a row can be asked whether it adds up the rows before it.

Rows are told in order, so a million customers and a thousand totals cost a million additions; a table in which no row
is ever asked costs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, islice
from typing import Final

_CENT: Final = 0.011
_RELATIVE: Final = 1e-9

Numbers = list[float | None]


class Sums:
    """What the rows so far add up to: since the last total, in all, and the totals themselves.

    Excel's SUM leaves texts out, a person adds them: a total may be either, so both are kept.

    Args:
        columns: Returns one sequence of cells a column, all rows of the table.
        parse: The number that a text says, or None.
    """

    def __init__(self, columns: Callable[[], Sequence[Sequence[object]]], parse: Callable[[str], float | None]) -> None:
        self._parse = parse
        self._load = columns
        self._columns: Sequence[Sequence[float | None]] | None = None
        self._prefix: list[list[float]] = []
        self._told: list[tuple[str, int]] = []
        self._next = 0
        self.has_totals = False
        self._counted = 0
        self.block: list[float] = []
        self.all: list[float] = []
        self.totals: list[float] = []

    def skip(self, i: int) -> None:
        """Leave row ``i`` out; the rows before it that were not told otherwise are data."""
        self._tell("skip", i)

    def total(self, i: int) -> None:
        """Take row ``i`` as a total: a new block begins below it."""
        self._tell("total", i)

    def row(self, i: int) -> Numbers:
        """Return the numbers of a row."""
        return [column[i] for column in self._loaded()]

    def until(self, i: int) -> None:
        """Count the rows before ``i`` that were not told otherwise as data."""
        self._loaded()
        for at, prefix in enumerate(self._prefix):
            added = prefix[i] - prefix[self._next]
            self.block[at] += added
            self.all[at] += added
        self._counted += max(0, i - self._next)
        self._next = max(self._next, i)

    def adds_up(self, i: int) -> bool:
        """Return whether row ``i`` sums up its block, all rows before it, the totals, or all after."""
        self.until(i)
        row = self.row(i)
        if i == 0:
            return agree(row, [prefix[-1] - prefix[1] for prefix in self._prefix])
        return agree(row, self.block) or agree(row, self.all) or (self.has_totals and agree(row, self.totals))

    def others(self, i: int) -> int:
        """Return how many rows row ``i`` might sum up: the data rows before it, or all after a first row."""
        self.until(i)
        return len(self._loaded()[0]) - 1 if i == 0 and self._loaded() else self._counted

    def matches(self, i: int) -> tuple[int, int]:
        """Return in how many columns row ``i`` sums up two rows or more of the others, and of how many it is asked.

        The others are those before it, or those after it when it is the first.
        """
        self.until(i)
        columns = self._loaded()
        half = len(columns) // 2
        hits = asked = 0
        for at, column in enumerate(columns[:half]):
            value = column[i]
            if value is None:
                continue
            asked += 1
            sought = [self._prefix[at][-1] - self._prefix[at][1]] if i == 0 else [self.all[at], self.totals[at]]
            others = islice(column, 1, None) if i == 0 else islice(column, i)
            hits += bool(value) and any(is_near(value, total) for total in sought) and _has_two(others)
        return hits, asked

    def is_of_all(self, i: int) -> bool:
        """Return whether row ``i``, about to be taken as a total, stands for more than its own block."""
        self.until(i)
        return not agree(self.row(i), self.block) or agree(self.block, self.all)

    def is_of_everything(self, i: int) -> bool:
        """Return whether row ``i`` sums up all rows told so far."""
        return agree(self.row(i), self.all)

    def _tell(self, what: str, i: int) -> None:
        self.has_totals = self.has_totals or what == "total"
        if self._columns is None:
            self._told.append((what, i))
            return
        self.until(i)
        if what == "total":
            for at, value in enumerate(self.row(i)):
                self.totals[at] += value or 0
            self.block = [0.0] * len(self.block)
        self._next = i + 1

    def _loaded(self) -> Sequence[Sequence[float | None]]:
        """Return the columns, read and summed when they are first needed."""
        if self._columns is None:
            cells = self._load()
            self._columns = [
                *(numbers(column, self._parse) for column in cells),
                *(numbers(column, _no_text) for column in cells),
            ]
            self._prefix = [list(accumulate((value or 0 for value in column), initial=0.0)) for column in self._columns]
            self.block, self.all, self.totals = ([0.0] * len(self._columns) for _ in range(3))
            for what, i in self._told:
                self._tell(what, i)
        return self._columns


def agree(row: Sequence[float | None], sums: Sequence[float]) -> bool:
    """Return whether a row has these sums, texts added as numbers or left out as Excel leaves them."""
    half = len(sums) // 2
    return _equal(row[:half], sums[:half]) or _equal(row[half:], sums[half:])


def _no_text(text: str) -> float | None:
    """Return what Excel's SUM adds of a text: nothing."""
    del text
    return None


def _equal(row: Sequence[float | None], sums: Sequence[float]) -> bool:
    """Return whether the numbers of a row are these sums in most columns, one of them not zero."""
    hits = misses = 0
    for value, total in zip(row, sums, strict=True):
        if value is None:
            continue
        if is_near(value, total):
            hits += bool(value)
        elif value:
            misses += 1
    return hits > misses


def is_near(value: float, total: float) -> bool:
    """Return whether two sums are the same but for rounding."""
    return abs(total - value) <= max(_CENT, _RELATIVE * abs(total))


def _has_two(values: Iterable[float | None]) -> bool:
    """Return whether at least two values are not zero: the sum of one number proves nothing."""
    found = (value for value in values if value)
    return next(found, None) is not None and next(found, None) is not None


def numbers(cells: Sequence[object], parse: Callable[[str], float | None]) -> list[float | None]:
    """Return cells as numbers; text is parsed, anything else counts as nothing."""
    return [
        value if type(value) is float or type(value) is int else parse(value) if type(value) is str else None
        for value in cells
    ]
