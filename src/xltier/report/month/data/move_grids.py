"""线别调整: whose figures moved to another line, how much, and what that did to growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.moves import KeyMoves, growth_slot, moved_measures, moves_of
from xltier.app.month.result import MonthResult
from xltier.core.fixed import to_decimal
from xltier.core.scheme.measure import Measure
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.data.ratings_grid import number
from xltier.report.month.grid import Cell, Column, Grid, Look, decimals_format
from xltier.report.month.wording import KEY

_MOVED: Final = Words("移入 − 移出", "Came − left")


def lines_grid(result: MonthResult, inputs: MonthInputs, language: str) -> Grid:
    """Return the keys that gained or lost figures: which, how much, and growth before and after restatement."""
    moves = moves_of(inputs, result)
    measures = moved_measures(moves, result.scheme.measures)
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
        rows=[_moved(one, measures, result.names, language) for one in moves],
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
