"""TIER and its kin: what a rating gives for a cell, a row, or a block that spills."""

from __future__ import annotations

from collections.abc import Callable

from xltier.app.functions.cells import Argument, Block, Cell, CellFault, choice, single
from xltier.app.functions.rated import Question, RatedRow, rated_rows
from xltier.app.functions.scheme_of import Surroundings
from xltier.core.fixed import rounded, to_decimal
from xltier.core.trace import Line, explain
from xltier.core.values import ExcelError


def tier(question: Question, around: Surroundings, *, if_blank: Argument = "") -> Block:
    """Return the tier code of each row; a blank row gives ``if_blank``."""
    blank = "" if if_blank is None else single(if_blank)
    return _spilled(question, around, lambda row: row.rating.tier, blank)


def score(question: Question, around: Surroundings) -> Block:
    """Return the score of each row, at the scheme's decimals."""
    return _spilled(question, around, _score, "")


def gap(question: Question, around: Surroundings) -> Block:
    """Return the points that each row misses for the next tier; 0 at the top."""
    return _spilled(question, around, _gap, "")


def points(question: Question, around: Surroundings, *, what: Argument = None) -> Block:
    """Return the points of each measure of each row: earned, weighted, or lost (可提分).

    Raises:
        CellFault: #VALUE! for another ``what``, #N/A for a final score, which has no measures.
    """
    kind = choice(single(what), ("points", "weighted", "lost"), "points")
    return tuple(_points(row, kind) for row in rated_rows(question, around))


def _spilled(question: Question, around: Surroundings, value: Callable[[RatedRow], Cell], blank: Cell) -> Block:
    return tuple((_shown(row, value, blank),) for row in rated_rows(question, around))


def _shown(row: RatedRow, value: Callable[[RatedRow], Cell], blank: Cell) -> Cell:
    if row.rating.error is not None:
        return row.rating.error
    return blank if row.rating.tier is None else value(row)


def _score(row: RatedRow) -> Cell:
    if row.rating.score is None:
        return ExcelError.NA
    return float(to_decimal(row.rating.score, row.plan.score_decimals))


def _gap(row: RatedRow) -> Cell:
    rating = row.rating
    if rating.earned is None or rating.score_before is None or not row.plan.ladder.cuts:
        return ExcelError.NA
    if rating.earned == 0:
        return 0
    floor = row.plan.ladder.least(rating.earned - 1)
    missing = abs((floor or 0) - rating.score_before)
    return float(to_decimal(missing, row.plan.score_decimals))


def _points(row: RatedRow, kind: str) -> tuple[Cell, ...]:
    width = len(row.columns) or 1
    if row.rating.error is not None:
        return (row.rating.error,) * width
    if row.rating.tier is None:
        return ("",) * width
    lines = {line.slot: line for line in explain(row.plan, row.entries, row.about).lines} if row.entries else {}
    if not lines:
        raise CellFault(ExcelError.NA)
    return tuple(_line(None if slot is None else lines.get(slot), row, kind) for slot in row.columns)


def _line(line: Line | None, row: RatedRow, kind: str) -> Cell:
    """A column that is not scored, or does not apply, is blank."""
    if line is None or line.points is None:
        return ""
    match kind:
        case "weighted":
            return rounded(float(line.weighted), row.plan.points_decimals)
        case "lost":
            return rounded(float(line.lost), row.plan.points_decimals)
    return float(to_decimal(line.points, row.plan.points_decimals))
