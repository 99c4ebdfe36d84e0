"""Where each key stood a month ago, how large it is, and a number that puts the largest moves first.

They are hidden columns of 评级明细, so that they stay beside their rows when somebody sorts the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.migration import NEW, UNRATED
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure, ValueType, Window
from xltier.core.words import Words
from xltier.report.month.data.ratings_grid import number
from xltier.report.month.grid import Cell, Column, Look
from xltier.report.month.live_value import Live
from xltier.report.month.places import Run
from xltier.report.month.wording import tier_word

BLANK: Final = "blank"
"""Key of a column without contents: it stands for what a scheme does not have, such as a score."""
COLUMNS: Final = (
    Column(Words("上月状态", "Stood"), 8, Look.CENTRE, key="former", is_hidden=True),
    Column(Words("上月得分", "Score before"), 8, Look.NUMBER, key="score_last", is_hidden=True),
    Column(Words("变动次序", "Order of moves"), 10, Look.NUMBER, key="move", is_hidden=True),
    Column(Words("规模", "Size"), 10, Look.NUMBER, key="amount", is_hidden=True),
    Column(Words("空", "Blank"), 4, Look.NUMBER, key=BLANK, is_hidden=True),
)
_STEP: Final = 1_000_000
"""More than a sheet has rows of customers: a move of two tiers comes before any move of one."""


def money_of(scheme: Scheme, measures: Mapping[str, Run]) -> Measure | None:
    """Return the amount that says how big a customer is: the first input in money of the month, or None.

    Args:
        scheme: Whose inputs.
        measures: Columns of 基础指标.
    """
    for measure in scheme.measures:
        is_input = measure.expression is None and measure.of is None and measure.window is Window.MONTH
        is_amount = measure.unit in {"元", "万元"} and measure.type is ValueType.NUMBER
        if is_input and is_amount and f"value:{measure.key}" in measures:
            return measure
    return None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the columns are made from.

    Args:
        money: The measure that says how big a customer is, or None.
        amounts: Its column in 基础指标, or None.
        order: For each row of the month how early it comes among equal moves: the larger customer first.
        language: Of words.
    """

    money: Measure | None
    amounts: Run | None
    order: Sequence[int]
    language: str

    def cells(self, row: MonthRow, at: int, change: Live, place: str) -> dict[str, Cell]:
        """Return the cells of a row.

        Args:
            row: The key.
            at: Its place in the month, from 0.
            change: The cell of tiers gained.
            place: The cell that holds its row of 基础指标.
        """
        before = row.before
        return {
            "former": tier_word(NEW if before is None else before.tier or UNRATED, self.language),
            "score_last": None if before is None else number(before.score, row.plan.score_decimals),
            "move": _move(change, self.order[at]),
            "amount": self._amount(row, place),
            BLANK: None,
        }

    def _amount(self, row: MonthRow, place: str) -> Cell:
        if self.money is None or self.amounts is None:
            return None
        return Live(f"IFERROR(N(INDEX({self.amounts.whole()},{place})),0)", _size(row, self.money))


def standing_of(result: MonthResult, measures: Mapping[str, Run], language: str) -> Standing:
    """Return what the columns of a month are made from."""
    money = money_of(result.scheme, measures)
    size = [0.0 if money is None else _size(row, money) for row in result.rows]
    order = [0] * len(size)
    for place, at in enumerate(sorted(range(len(size)), key=lambda at: -size[at])):
        order[at] = len(size) - place
    return Standing(money, None if money is None else measures[f"value:{money.key}"], order, language)


def _size(row: MonthRow, money: Measure) -> float:
    entry = row.entries[row.plan.slot(money.key)]
    return number(entry, money.decimals) or 0.0 if isinstance(entry, int) else 0.0


def _move(change: Live, weight: int) -> Live:
    """Return the tiers gained as millions, and the weight on top of them; 0 for who stayed or was not rated."""
    cell = change.formula
    formula = f"IF(ISNUMBER({cell}),IF({cell}>0,{cell}*{_STEP}+{weight},IF({cell}<0,{cell}*{_STEP}-{weight},0)),0)"
    moved = change.number
    return Live(formula, moved * _STEP + (weight if moved > 0 else -weight if moved < 0 else 0))
