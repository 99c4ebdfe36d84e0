"""The columns that an Excel Table of a company's workbook may have, by the names that its headers may go by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeAlias, TypeVar

from xltier.app.month.intake.fields import CHANNEL, DEALER, DIVISION, LINE, MONTH, NAME
from xltier.app.month.intake.fields import Field as InputField
from xltier.app.month.intake.logs import DEALERS
from xltier.app.month.keys import Key
from xltier.app.month.reason import month_reason
from xltier.app.month.result import MonthResult, MonthRow, RaisedAlert
from xltier.core.fixed import to_decimal
from xltier.core.months import month_text
from xltier.core.scheme.measure import Measure
from xltier.core.scheme.tier import Tier
from xltier.core.words import Words
from xltier.report.month.data.duty_grids import fact_of
from xltier.report.month.data.ratings_grid import next_of, number, points_of
from xltier.report.month.wording import DRIVERS, tier_word
from xltier.report.month.write_grid import LEVELS

Value: TypeAlias = "str | int | float | dt.date | None"
T = TypeVar("T")
SCORE_FORMAT: Final = "0.00"
CHANGE_FORMAT: Final = "▲0;▼0;–"
DAY_FORMAT: Final = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the values of a row depend on besides the row.

    Args:
        result: The month.
        language: Of texts.
    """

    result: MonthResult
    language: str


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A column that a table may have.

    Args:
        key: ASCII name, which a header may be too.
        name: Its header in both languages.
        value: What a row holds in it.
        aliases: Further headers.
        number_format: For cells without a number format of their own.
        is_key: Whether it is one of those that tell rows apart.
    """

    key: str
    name: Words
    value: Callable[[T, Asked], Value]
    aliases: tuple[str, ...] = ()
    number_format: str = "General"
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A key that changed its tier, came or went; ``before`` and ``after`` are codes of the migration matrix."""

    key: Key
    name: str
    row: MonthRow | None
    before: str
    after: str


def key_fields(key_of: Callable[[T], Key], name_of: Callable[[T], str]) -> tuple[Field[T], ...]:
    """Return the columns that say which dealer, division and line a row is about."""
    return (
        _said(MONTH, lambda _, asked: month_text(asked.result.period)),
        _said(DEALER, lambda row, _: key_of(row).dealer, is_key=True),
        _said(NAME, lambda row, _: name_of(row)),
        _said(DIVISION, lambda row, _: key_of(row).division, is_key=True),
        _said(LINE, lambda row, _: key_of(row).line, is_key=True),
    )


def rating_fields(result: MonthResult) -> tuple[Field[MonthRow], ...]:
    """Return the columns of a table of ratings, those of the scheme's measures last."""
    return (
        *key_fields(lambda row: row.key, lambda row: row.name),
        *(_said(one, _of_dealer(one.key)) for one in (CHANNEL, DEALERS.field("region"), DEALERS.field("manager"))),
        Field("tier", Words("等级", "Tier"), lambda row, _: row.rating.tier, ("本月等级", "评级", "rating")),
        Field("tier_name", Words("等级名称", "Tier name"), _tier_name),
        Field("score", Words("得分", "Score"), _score, ("总分", "综合得分", "本月得分"), SCORE_FORMAT),
        Field("base", Words("基础分", "Base"), lambda row, _: _points(row, row.rating.base), (), SCORE_FORMAT),
        Field("bonus", Words("加分", "Bonus"), lambda row, _: _points(row, row.rating.bonus), (), "0.##"),
        Field("penalty", Words("扣分", "Penalty"), lambda row, _: _points(row, row.rating.penalty), ("减分",), "0.##"),
        Field("red_lines", Words("红线", "Red lines"), _red_lines),
        Field("held", Words("红线前等级", "Tier before red line"), _held, ("红线前",)),
        Field("score_before", Words("红线前得分", "Score before red line"), _score_before, (), SCORE_FORMAT),
        Field("last", Words("上月等级", "Tier last month"), _last, ("上月", "last month")),
        Field("last_score", Words("上月得分", "Score last month"), _last_score, (), SCORE_FORMAT),
        Field("change", Words("变动", "Change"), lambda row, _: row.change, ("升降",), CHANGE_FORMAT),
        Field("driver", Words("驱动", "Driver"), _driver, ("变动原因",)),
        Field("next", Words("上一级", "Next tier"), lambda row, _: next_of(row)[0]),
        Field("missing", Words("还差", "Missing"), lambda row, _: next_of(row)[1], ("距上一级",), SCORE_FORMAT),
        Field("reason", Words("主因", "Reason"), lambda row, asked: month_reason(row, asked.language), ("原因",)),
        Field("strategy", Words("服务策略", "Strategy"), _strategy("text"), ("策略",)),
        Field("visit", Words("拜访", "Visits"), _strategy("visit"), ("拜访频率",)),
        Field("credit", Words("账期", "Credit"), _strategy("credit")),
        Field("rebate", Words("返利", "Rebate"), _strategy("rebate")),
        *(one for measure in result.scheme.measures for one in _measure_fields(measure)),
    )


def alert_fields() -> tuple[Field[RaisedAlert], ...]:
    """Return the columns of a table of alerts."""
    return (
        Field("level", Words("级别", "Level"), _level, ("等级别", "severity")),
        Field("alert", Words("预警", "Alert"), lambda one, asked: one.alert.name.said(asked.language), is_key=True),
        *key_fields(lambda one: one.row.key, lambda one: one.row.name),
        Field("tier", Words("等级", "Tier"), lambda one, _: one.row.rating.tier),
        Field("fact", Words("事实", "Fact"), lambda one, asked: fact_of(one, asked.language), ("情况",)),
        Field(
            "action",
            Words("建议动作", "What to do"),
            lambda one, asked: one.alert.action.said(asked.language),
            ("动作", "措施", "action"),
        ),
        Field("owner", Words("责任人", "Owner"), lambda one, _: one.owner or None, ("负责人",)),
        Field(
            "due",
            Words("应完成", "Due"),
            lambda one, _: dt.date.fromisoformat(one.due),
            ("期限", "应完成日期", "截止日期"),
            DAY_FORMAT,
        ),
    )


def move_fields() -> tuple[Field[Move], ...]:
    """Return the columns of a table of keys whose tier changed, that came or went."""
    return (
        *key_fields(lambda one: one.key, lambda one: one.name),
        Field("last", Words("上月等级", "Tier last month"), lambda one, asked: tier_word(one.before, asked.language)),
        Field("tier", Words("等级", "Tier"), lambda one, asked: tier_word(one.after, asked.language), ("本月等级",)),
        Field("change", Words("变动", "Change"), _of_row(lambda row, _: row.change), ("升降",), CHANGE_FORMAT),
        Field("score", Words("得分", "Score"), _of_row(_score), (), SCORE_FORMAT),
        Field("last_score", Words("上月得分", "Score last month"), _of_row(_last_score), (), SCORE_FORMAT),
        Field("driver", Words("驱动", "Driver"), _of_row(_driver), ("变动原因",)),
        Field("reason", Words("主因", "Reason"), _of_row(lambda row, asked: month_reason(row, asked.language))),
    )


def _said(field: InputField, value: Callable[[T, Asked], Value], *, is_key: bool = False) -> Field[T]:
    return Field(field.key, field.name, value, field.aliases, is_key=is_key)


def _of_dealer(key: str) -> Callable[[MonthRow, Asked], Value]:
    return lambda row, _: None if row.dealer is None else getattr(row.dealer, key)


def _of_row(value: Callable[[MonthRow, Asked], Value]) -> Callable[[Move, Asked], Value]:
    return lambda one, asked: None if one.row is None else value(one.row, asked)


def _points(row: MonthRow, value: int | None) -> float | None:
    return number(value, row.plan.points_decimals) if row.rating.tier is not None else None


def _score(row: MonthRow, _: Asked) -> float | None:
    return number(row.rating.score, row.plan.score_decimals)


def _score_before(row: MonthRow, _: Asked) -> float | None:
    return number(row.rating.score_before, row.plan.score_decimals)


def _last(row: MonthRow, _: Asked) -> str | None:
    return None if row.before is None else row.before.tier


def _last_score(row: MonthRow, _: Asked) -> float | None:
    return None if row.before is None else number(row.before.score, row.plan.score_decimals)


def _tier_of(row: MonthRow) -> Tier | None:
    return next((one for one in row.plan.ladder.tiers if one.code == row.rating.tier), None)


def _tier_name(row: MonthRow, asked: Asked) -> str | None:
    tier = _tier_of(row)
    return None if tier is None else tier.name.said(asked.language)


def _strategy(field: str) -> Callable[[MonthRow, Asked], Value]:
    def value(row: MonthRow, asked: Asked) -> str | None:
        tier = _tier_of(row)
        words: Words | None = None if tier is None else getattr(tier.strategy, field)
        return None if words is None else words.said(asked.language) or None

    return value


def _held(row: MonthRow, _: Asked) -> str | None:
    return None if row.rating.held is None else row.plan.ladder.tiers[row.rating.held].code


def _red_lines(row: MonthRow, asked: Asked) -> str | None:
    names = [one.line.name.said(asked.language) for one in row.plan.red_lines if one.line.code in row.rating.red_lines]
    return ("、" if asked.language == "zh" else ", ").join(names) or None


def _driver(row: MonthRow, asked: Asked) -> str | None:
    return None if row.driver is None else DRIVERS[row.driver].said(asked.language)


def _level(one: RaisedAlert, asked: Asked) -> str:
    return LEVELS.get(one.alert.level, Words(one.alert.level, one.alert.level)).said(asked.language)


def _measure_fields(measure: Measure) -> tuple[Field[MonthRow], ...]:
    """Return a measure's value, and its points where it has a weight."""
    digits = max(measure.decimals - 2, 0) if measure.unit == "%" else measure.decimals
    shown = ("0" if measure.unit == "%" else "#,##0") + ("." + "0" * digits if digits else "")
    value: Field[MonthRow] = Field(
        measure.key,
        measure.name,
        _value_of(measure),
        measure.aliases,
        f"{shown}%" if measure.unit == "%" else shown,
    )
    if measure.weight is None:
        return (value,)
    name = Words(f"{measure.name.zh}得分", f"{measure.name.en} points")
    return value, Field(f"{measure.key}_points", name, _points_of(measure), (), "0.##")


def _value_of(measure: Measure) -> Callable[[MonthRow, Asked], Value]:
    def value(row: MonthRow, _: Asked) -> Value:
        slot = row.plan.slot(measure.key)
        found = row.values[slot] if row.values else row.entries[slot] if slot < len(row.entries) else None
        if isinstance(found, str):
            return found
        return float(to_decimal(found, measure.decimals)) if isinstance(found, int) else None

    return value


def _points_of(measure: Measure) -> Callable[[MonthRow, Asked], Value]:
    def value(row: MonthRow, _: Asked) -> float | None:
        sheet = row.plan.score
        scored = None if sheet is None else next((one for one in sheet.scored if one.measure.key == measure.key), None)
        if scored is None or not row.values or not isinstance(row.values[scored.slot], (int, str)):
            return None
        return number(points_of(row.plan, scored, row.values[scored.slot]), row.plan.points_decimals)

    return value
