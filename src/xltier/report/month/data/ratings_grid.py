"""评级明细: one row a dealer, division and line, with every figure of its rating."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from xltier.app.month.reason import month_reason
from xltier.app.month.result import MonthResult, MonthRow
from xltier.app.month.rule_measures import rule_slots
from xltier.core.fixed import to_decimal
from xltier.core.pieces import Pieces
from xltier.core.plan import Plan, Scored
from xltier.core.scheme.measure import Measure
from xltier.core.score import text_points
from xltier.core.values import NOT_APPLICABLE, Value
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.grid import Cell, Column, Grid, Look, decimals_format
from xltier.report.month.wording import DRIVERS, KEY, period_of

_WHO, _TIER = Words("经销商", "Dealer"), Words("等级", "Tier")
_SCORE, _POINTS, _NEXT = Words("得分", "Score"), Words("各项得分", "Points"), Words("解读", "Reading")
_READ: Final = Words("供规则判断", "Read by rules")
_MANAGER: Final = Column(Words("客户经理", "Manager"), 9, Look.CENTRE, group=_WHO)
CHANGE_FORMAT: Final = "▲0;▼0;–"


def ratings_grid(result: MonthResult, language: str) -> Grid:
    """Return the ratings, in the order of the result's rows."""
    scored, read = _scored(result), _read(result)
    return Grid(
        title=phrase("month-ratings-title", language, period=period_of(result)),
        subtitle=phrase("month-ratings-subtitle", language, count=len(result.rows)),
        columns=_columns(result, scored, read),
        rows=[_cells(row, scored, read, language) for row in result.rows],
        frozen=4,
    )


def _columns(result: MonthResult, scored: tuple[Scored, ...], read: tuple[Measure, ...]) -> tuple[Column, ...]:
    score = decimals_format(result.scheme.score_decimals or 0)
    return (
        *(Column(column.header, column.width, column.look, group=_WHO) for column in KEY),
        _MANAGER,
        Column(Words("等级", "Tier"), 6, Look.TIER, group=_TIER),
        Column(Words("红线前", "Before\nred line"), 7, Look.CENTRE, group=_TIER),
        Column(Words("上月", "Last\nmonth"), 6, Look.CENTRE, group=_TIER),
        Column(Words("变动", "Change"), 7, Look.CHANGE, CHANGE_FORMAT, group=_TIER),
        Column(Words("驱动", "Driver"), 9, Look.CENTRE, group=_TIER),
        Column(Words("得分", "Score"), 8, Look.NUMBER, score, group=_SCORE),
        Column(Words("红线前得分", "Score before\nred line"), 9, Look.NUMBER, score, group=_SCORE),
        Column(Words("基础分", "Base"), 8, Look.NUMBER, score, group=_SCORE),
        Column(Words("移走权重", "Weight\nmoved"), 8, Look.NUMBER, "0.0%", group=_SCORE),
        Column(Words("加分", "Bonus"), 6, Look.NUMBER, "+0.####;-0.####;·", group=_SCORE),
        Column(Words("扣分", "Penalty"), 7, Look.NUMBER, "-0.####;+0.####;·", group=_SCORE),
        Column(Words("红线", "Red\nlines"), 6, Look.ALARM, group=_SCORE),
        *(
            Column(_full_marks(one), 9.5, Look.NUMBER, "0.##", group=_POINTS)  # what does not apply is said by a word
            for one in scored
        ),
        *(Column(one.name, 9.5, Look.NUMBER, _value_format(one), group=_READ) for one in read),
        Column(Words("上一级", "Next\ntier"), 7, Look.CENTRE, group=_NEXT),
        Column(Words("还差", "Missing"), 7, Look.NUMBER, score, group=_NEXT),
        Column(Words("主因", "Reason"), 70, Look.FAINT, group=_NEXT),
    )


def _cells(row: MonthRow, scored: tuple[Scored, ...], read: tuple[Measure, ...], language: str) -> tuple[Cell, ...]:
    rating, plan = row.rating, row.plan
    held = None if rating.held is None else plan.ladder.tiers[rating.held].code
    red = "×".join(("红" if language == "zh" else "red", str(len(rating.red_lines)))) if rating.red_lines else None
    next_tier, missing = next_of(row)
    return (
        *(row.key.dealer, row.name, row.key.division, row.key.line),
        (row.dealer.manager if row.dealer is not None else None),
        rating.tier if rating.tier is not None else rating.error,
        held,
        row.before.tier if row.before is not None else None,
        row.change,
        None if row.driver is None else DRIVERS[row.driver].said(language),
        number(rating.score, plan.score_decimals),
        number(rating.score_before, plan.score_decimals),
        number(rating.base, plan.points_decimals),
        moved_weight(row),
        number(rating.bonus, plan.points_decimals) if rating.tier is not None else None,
        number(rating.penalty, plan.points_decimals) if rating.tier is not None else None,
        red,
        *(_points(row, one, language) for one in scored),
        *(_value(row, one, language) for one in read),
        next_tier,
        missing,
        month_reason(row, language),
    )


def next_of(row: MonthRow) -> tuple[str | None, float | None]:
    """Return the next better tier by score and how many points are missing; nothing at the top."""
    rating, plan = row.rating, row.plan
    if not rating.earned or rating.score_before is None:
        return None, None
    floor = plan.ladder.least(rating.earned - 1)
    missing = None if floor is None else number(abs(floor - rating.score_before), plan.score_decimals)
    return plan.ladder.tiers[rating.earned - 1].code, missing


def moved_weight(row: MonthRow) -> float | None:
    """Return the share of the weight that does not apply and counts on the other measures; None where there is none.

    The points of a row add up to its base times one minus this.
    """
    sheet = row.plan.score
    if sheet is None or not sheet.weight or row.rating.base is None or not row.values:
        return None
    moved = sum(one.weight for one in sheet.scored if row.values[one.slot] is NOT_APPLICABLE)
    return moved / sheet.weight if moved else None


def number(value: int | None, decimals: int) -> float | None:
    """Return a fixed-point number as a cell holds it."""
    return None if value is None else float(to_decimal(value, decimals))


def _scored(result: MonthResult) -> tuple[Scored, ...]:
    """Return the measures with points; lines may weigh them differently but score the same ones."""
    sheet = result.rows[0].plan.score if result.rows else None
    return () if sheet is None else sheet.scored


def _read(result: MonthResult) -> tuple[Measure, ...]:
    """Return the measures without points that rules of items and red lines ask about."""
    plan = result.rows[0].plan if result.rows else None
    return () if plan is None else tuple(plan.measures[slot] for slot in rule_slots(plan))


def _value_format(measure: Measure) -> str:
    if measure.unit == "%":
        return decimals_format(max(measure.decimals - 2, 0)) + "%"
    return decimals_format(measure.decimals)


def _value(row: MonthRow, measure: Measure, language: str) -> Cell:
    """Return a measure's value; a word where it does not apply or is blank."""
    if not row.values:
        return None
    value = row.values[row.plan.slot(measure.key)]
    if value is NOT_APPLICABLE:
        return phrase("value-not-applicable", language)
    if value is None:
        return phrase("value-blank", language)
    return number(value, measure.decimals) if isinstance(value, int) else str(value)


def _full_marks(scored: Scored) -> Words:
    name, weight = scored.measure.name, scored.measure.weight
    return Words(f"{name.zh}\n/{weight:g}", f"{name.en}\n/{weight:g}") if weight else name


def _points(row: MonthRow, scored: Scored, language: str) -> Cell:
    """Return the points that a measure earned, out of its weight; a word where it does not apply or is blank."""
    own = _own(row.plan, scored)
    if own is None or not row.values:
        return None
    value = row.values[own.slot]
    if value is NOT_APPLICABLE:
        return phrase("value-not-applicable", language)
    if value is None:
        return phrase("value-blank", language)
    mass = row.plan.score.mass if row.plan.score is not None else 1
    return float(Fraction(points_of(row.plan, own, value) * own.factor, mass * 10**row.plan.points_decimals))


def points_of(plan: Plan, scored: Scored, value: Value) -> int:
    """Return the points of a reported value, in units of 10**-points_decimals."""
    if isinstance(value, str):
        return text_points(plan, scored, value)[0]
    return scored.scorer.points(value) if isinstance(value, int) and isinstance(scored.scorer, Pieces) else 0


def _own(plan: Plan, scored: Scored) -> Scored | None:
    """Return a measure's rule in the plan of another line."""
    if plan.score is None:
        return None
    return next((one for one in plan.score.scored if one.measure.key == scored.measure.key), None)
