"""等级迁移 and 线别调整: who moved and what drove it, whose figures moved and what that did to growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xltier.app.month.inputs import MonthInputs
from xltier.app.month.moves import KeyMoves, growth_slot, moved_measures, moves_of
from xltier.app.month.reason import month_reason
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.fixed import to_decimal
from xltier.core.scheme import Measure
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.grid import Cell, Column, Grid, Look, decimals_format
from xltier.report.month.ratings_grid import CHANGE_FORMAT, number
from xltier.report.month.wording import DRIVERS, KEY, tier_word

_MOVED: Final = Words("移入 − 移出", "Came − left")
MOVER_COLUMNS: Final = (
    *KEY,
    Column(Words("上月等级", "Tier before"), 10, Look.TIER),
    Column(Words("本月等级", "Tier now"), 10, Look.TIER),
    Column(Words("变动", "Change"), 8, Look.CHANGE, CHANGE_FORMAT),
    Column(Words("上月得分", "Score before"), 10, Look.NUMBER, "0.00"),
    Column(Words("本月得分", "Score now"), 10, Look.NUMBER, "0.00"),
    Column(Words("驱动", "Driver"), 10, Look.CENTRE),
    Column(Words("主因", "Reason"), 64, Look.FAINT),
)


def movers(result: MonthResult, language: str) -> list[tuple[Cell, ...]]:
    """Return the keys whose tier differs from the month before: falls first, the deepest on top, then rises."""
    moved = [row for row in result.rows if row.before is not None and row.before.tier != row.rating.tier]
    moved.sort(key=lambda row: ((row.change or 0) >= 0, -abs(row.change or 0)))
    return [_mover(row, language) for row in moved]


def comers(result: MonthResult, language: str) -> list[tuple[Cell, ...]]:
    """Return the keys that were not rated the month before, then those that are not rated any more."""
    new = [_mover(row, language) for row in result.rows if row.before is None]
    names = {row.key.dealer: row.name for row in result.rows}
    gone = [
        (*(key.dealer, names.get(key.dealer), key.division, key.line), tier, tier_word("withdrawn", language))
        + (None,) * (len(MOVER_COLUMNS) - len(KEY) - 2)
        for key, tier in result.withdrawn.items()
    ]
    return [*new, *gone]


def _mover(row: MonthRow, language: str) -> tuple[Cell, ...]:
    before, decimals = row.before, row.plan.score_decimals
    return (
        *(row.key.dealer, row.name, row.key.division, row.key.line),
        tier_word("new", language) if before is None else before.tier or tier_word("unrated", language),
        row.rating.tier or tier_word("unrated", language),
        row.change,
        None if before is None else number(before.score, decimals),
        number(row.rating.score, decimals),
        None if row.driver is None else DRIVERS[row.driver].said(language),
        month_reason(row, language),
    )


def matrix_columns(result: MonthResult) -> tuple[Column, ...]:
    """Return the columns of the migration matrix: from, the present tiers best first, the total, who stayed."""
    across = tuple(
        Column(Words(tier_word(c, "zh"), tier_word(c, "en")), 10, Look.CENTRE) for c in result.matrix.columns
    )
    return (
        Column(Words("上月 \\ 本月", "Before \\ now"), 12, Look.TIER),
        *across,
        Column(Words("合计", "Total"), 9, Look.CENTRE),
        Column(Words("保级率", "Stayed"), 9, Look.COUNT, "0%"),
    )


def matrix_rows(result: MonthResult, language: str) -> list[tuple[Cell, ...]]:
    """Return the matrix: former tiers down, present tiers across, and the sums. Nobody is dropped."""
    matrix = result.matrix
    rows: list[tuple[Cell, ...]] = []
    for former in matrix.rows:
        total = matrix.of_row(former)
        counts = (matrix.at(former, column) or None for column in matrix.columns)
        stayed = matrix.at(former, former) / total if total and former in matrix.tiers else None
        rows.append((tier_word(former, language), *counts, total, stayed))
    sums = [matrix.of_column(column) for column in matrix.columns]
    rows.append((Words("合计", "Total").said(language), *sums, sum(sums), None))
    return rows


def lines_grid(result: MonthResult, inputs: MonthInputs, language: str) -> Grid:
    """Return the keys that gained or lost figures: which, how much, and growth before and after restatement."""
    moves = moves_of(inputs, result)
    measures = moved_measures(moves, result.scheme.measures)
    names = {row.key.dealer: row.name for row in result.rows}
    percent = Look.NUMBER, "0.00%"
    return Grid(
        title=phrase("month-lines-title", language),
        subtitle=phrase("month-lines-subtitle", language),
        columns=(
            *KEY,
            Column(Words("移入产品", "Product in"), 16),
            Column(Words("原线别", "From line"), 16),
            Column(Words("移出产品", "Product out"), 16),
            Column(Words("移往线别", "To line"), 16),
            *(Column(measure.name, 12, Look.NUMBER, _signed(measure), group=_MOVED) for measure in measures),
            Column(Words("成长率（还原前）", "Growth before\nrestatement"), 13, *percent),
            Column(Words("成长率（还原后）", "Growth after\nrestatement"), 13, *percent),
            Column(Words("说明", "Note"), 40, Look.FAINT),
            Column(Words("等级", "Tier"), 7, Look.TIER),
        ),
        rows=[_moved(one, measures, names, language) for one in moves],
        frozen=4,
        empty=phrase("month-no-moves", language),
    )


def _moved(one: KeyMoves, measures: Sequence[Measure], names: Mapping[str, str], language: str) -> tuple[Cell, ...]:
    row, slot = one.row, None if one.row is None else growth_slot(one.row.plan)
    decimals = 0 if row is None or slot is None else row.plan.measures[slot].decimals
    return (
        *(one.key.dealer, names.get(one.key.dealer), one.key.division, one.key.line),
        *(_list([product for product, _ in one.came], language), _list([line for _, line in one.came], language)),
        *(_list([product for product, _ in one.left], language), _list([line for _, line in one.left], language)),
        *(number(one.amounts.get(measure.key), measure.decimals) for measure in measures),
        *(_value(one.before, decimals), _value(one.after, decimals)),
        phrase("month-unsplit", language) if row is not None and row.is_unsplit else None,
        None if row is None else row.rating.tier if row.rating.tier is not None else row.rating.error,
    )


def _signed(measure: Measure) -> str:
    digits = decimals_format(measure.decimals)
    return f"+{digits};-{digits};·"


def _value(value: object, decimals: int) -> float | None:
    return float(to_decimal(value, decimals)) if isinstance(value, int) else None


def _list(parts: Sequence[str], language: str) -> str | None:
    return ("、" if language == "zh" else ", ").join(dict.fromkeys(part for part in parts if part)) or None
