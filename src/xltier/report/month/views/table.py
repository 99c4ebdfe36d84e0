"""Columns of a data sheet that views count and sum: the formula over the cells, the value over what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from xltier.core.values import ExcelError
from xltier.report.month.live_value import BLANK, Live, Scalar, constant, criterion, rounded, text
from xltier.report.month.places import Run

_SIGNS: Final = ("=", "<", ">")
LEAST: Final = -1e15
"""Less than any number that is counted or averaged: ``> LEAST`` is true of numbers and of no text."""


class Condition(NamedTuple):
    """What a row must have in a column.

    Args:
        column: Key of the column.
        sign: ``=``, ``>``, ``<``, ``>=``, ``<=``, ``*`` for texts that begin with the operand, ``?`` for any text.
        operand: What it is compared with.
    """

    column: str
    sign: str
    operand: Live


def equal(column: str, operand: Live | str) -> Condition:
    """Return the condition that a cell holds a text, whatever its case."""
    return Condition(column, "=", text(operand) if isinstance(operand, str) else operand)


def against(column: str, sign: str, number: float) -> Condition:
    """Return the condition that a cell holds a number on one side of another."""
    return Condition(column, sign, constant(number))


def begins(column: str, start: str) -> Condition:
    """Return the condition that a text begins so; unlike equality it never reads ``2026-10`` as a date."""
    return Condition(column, "*", text(start))


def filled(column: str) -> Condition:
    """Return the condition that a cell holds any text."""
    return Condition(column, "?", BLANK)


class Table:
    """A sheet's rows as views ask about them.

    Counting costs one pass a condition and then a few machine words, since each condition keeps the set of its rows.
    """

    def __init__(self, runs: Mapping[str, Run], values: Mapping[str, Sequence[Scalar]]) -> None:
        """Keep where each column stands and what its cells hold; both have the same keys and rows."""
        self._runs = runs
        self._values = values
        self._rows: dict[tuple[str, str, Scalar], int] = {}
        self.size = len(next(iter(values.values()), ()))

    def __contains__(self, column: str) -> bool:
        """Return whether there is such a column."""
        return column in self._runs

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the keys of the columns."""
        return tuple(self._runs)

    def run(self, column: str) -> Run:
        """Return where a column stands."""
        return self._runs[column]

    def values(self, column: str) -> Sequence[Scalar]:
        """Return what a column's cells hold."""
        return self._values[column]

    def count(self, *conditions: Condition) -> Live:
        """Return how many rows meet all conditions."""
        return Live(f"COUNTIFS({self._criteria(conditions)})", self._meeting(conditions).bit_count())

    def total(self, column: str, *conditions: Condition, decimals: int = 0) -> Live:
        """Return the sum of a column over the rows that meet all conditions, rounded to its decimals."""
        formula = f"ROUND(SUMIFS({self._runs[column].whole()},{self._criteria(conditions)}),{decimals})"
        return Live(formula, rounded(sum(self._numbers(column, conditions)), decimals))

    def sum(self, column: str, decimals: int = 0) -> Live:
        """Return the sum of a whole column, rounded to its decimals; its texts do not count."""
        numbers = (value for value in self._values[column] if not isinstance(value, str))
        return Live(f"ROUND(SUM({self._runs[column].whole()}),{decimals})", rounded(sum(numbers), decimals))

    def matching(self, column: str, wanted: Live) -> Live:
        """Return how many cells of a column are a text, letter by letter: no wildcards, no numbers."""
        same = sum(str(value).casefold() == str(wanted.value).casefold() for value in self._values[column])
        return Live(f"SUMPRODUCT(--({self._runs[column].whole()}={wanted.formula}))", same)

    def mean(self, column: str, *conditions: Condition, decimals: int, into: int | None = None) -> Live:
        """Return the mean of the numbers of a column over the rows that meet all conditions; blank where none is.

        Args:
            column: What is averaged; texts do not count.
            conditions: Which rows.
            decimals: Of the column: the sum is rounded to them, so that the mean of halves rounds as people round.
            into: Decimals of the mean; those of the column when None.
        """
        places = decimals if into is None else into
        numbers = list(self._numbers(column, conditions))
        whole = self._runs[column].whole()
        # A number is asked for, since the sum of a range with an error in it is one.
        criteria = self._criteria([*conditions, against(column, ">", LEAST)])
        some = f"COUNTIFS({criteria})"
        formula = f'IF({some}=0,"",ROUND(ROUND(SUMIFS({whole},{criteria}),{decimals})/{some},{places}))'
        return Live(formula, rounded(rounded(sum(numbers), decimals) / len(numbers), places) if numbers else "")

    def at(self, column: str, row: int) -> Live:
        """Return a cell."""
        return Live(self._runs[column].cell(row), self._values[column][row])

    def pick(self, column: str, place: Live, unrated: Live | None = None) -> Live:
        """Return the cell of a column in the row (from 1) that ``place`` says; blank where that is 0 or the cell is.

        Args:
            column: Whose cell.
            place: A cell that holds the row.
            unrated: What to say where the cell is an error; None where a column has none.
        """
        at = int(place.number)
        value = self._values[column][at - 1] if at else ""
        found = f"INDEX({self._runs[column].whole()},{place.formula})"
        formula = f'IF({place.formula}=0,"",IF({found}="","",{found}))'
        if unrated is None:
            return Live(formula, value)
        return Live(f"IFERROR({formula},{unrated.formula})", unrated.value if isinstance(value, ExcelError) else value)

    def place(self, column: str, wanted: Live) -> Live:
        """Return the row (from 1) of a column that holds a value, 0 where none does.

        ``wanted`` must be a number, or a text that :func:`criterion` has made.
        """
        found = 0
        if wanted.value != "":
            found = next(
                (at for at, value in enumerate(self._values[column], 1) if criterion(value) == wanted.value), 0
            )
        return Live(f"IFERROR(MATCH({wanted.formula},{self._runs[column].whole()},0),0)", found)

    def _criteria(self, conditions: Sequence[Condition]) -> str:
        return ",".join(f"{self._runs[one.column].whole()},{_written(one)}" for one in conditions)

    def _meeting(self, conditions: Sequence[Condition]) -> int:
        rows = -1
        for one in conditions:
            key = (one.column, one.sign, one.operand.value)
            if key not in self._rows:
                bits = "".join("1" if _meets(value, one) else "0" for value in reversed(self._values[one.column]))
                self._rows[key] = int(bits or "0", 2)
            rows &= self._rows[key]
        return rows

    def _numbers(self, column: str, conditions: Sequence[Condition]) -> Iterator[float]:
        rows = self._meeting(conditions)
        for at, value in enumerate(self._values[column]):
            if not isinstance(value, str) and rows >> at & 1:
                yield value


def _written(one: Condition) -> str:
    operand = one.operand
    if one.sign == "?":
        return '"?*"'
    if one.sign == "*":
        return text(f"{criterion(operand.value)}*").formula
    if one.sign != "=":
        is_literal = operand.formula[0] in "-0123456789"
        return f'"{one.sign}{operand.formula}"' if is_literal else f'"{one.sign}"&{operand.formula}'
    if operand.formula.startswith('"'):  # a text that stands here, not in a cell
        plain = str(criterion(operand.value))
        return text(f"={plain}" if plain.startswith(_SIGNS) else plain).formula
    return operand.formula


def _meets(value: Scalar, one: Condition) -> bool:
    wanted = one.operand.value
    match one.sign:
        case "?":
            return isinstance(value, str) and value != ""
        case "*":
            return isinstance(value, str) and value.casefold().startswith(str(wanted).casefold())
        case "=":
            if isinstance(value, str) and isinstance(wanted, str):
                return wanted.casefold() in {value.casefold(), str(criterion(value)).casefold()}
            return value == wanted
    if isinstance(value, str) or isinstance(wanted, str):
        return False
    return {">": value > wanted, "<": value < wanted, ">=": value >= wanted, "<=": value <= wanted}[one.sign]
