"""预警清单: who must do what until when, each act fitting the fact that raised it, with a status to fill in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from xltier.app.month.intake.kinds import sender_of
from xltier.app.month.result import MonthResult, MonthRow, RaisedAlert
from xltier.core.fixed import divide, shown
from xltier.core.trace import explain
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.data.duty_grids import fact_of
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.wording import KEY, period_of
from xltier.report.month.write_grid import HEADER_ROW, LEVELS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_SHOWN: Final = 2
_STATUS: Final = ("month-status-open", "month-status-doing", "month-status-done")
_BY_SCORE: Final = frozenset({"tier", "tier_change", "score", "gap_to_floor", "months_at_tier", "lowest_tier_in_12"})
_KEYS: Final = ("dealer", "dealer_name", "division", "line")
COLUMNS: Final = (
    Column(Words("级别", "Level"), 7, Look.LEVEL, key="level"),
    Column(Words("类型", "Alert"), 18, key="name"),
    *(Column(column.header, column.width, column.look, key=key) for column, key in zip(KEY, _KEYS, strict=True)),
    Column(Words("等级", "Tier"), 7, Look.TIER, key="tier"),
    Column(Words("事实依据", "Fact"), 34, Look.SMALL, key="fact"),
    Column(Words("建议动作", "What to do"), 60, key="action"),
    Column(Words("责任人", "Owner"), 10, Look.CENTRE, key="owner"),
    Column(Words("期限", "Due"), 11, Look.DAY, key="due"),
    Column(Words("状态", "Status"), 10, Look.CENTRE, key="status", is_open=True),
    Column(Words("处理结果", "Outcome"), 16, key="outcome", is_open=True),
)


def alerts_sheet(result: MonthResult, language: str) -> Grid:
    """Return the alerts, highest level first."""
    high = sum(raised.level == "high" for raised in result.alerts)
    return Grid(
        title=phrase("month-alerts-title", language, count=len(result.alerts), high=high),
        subtitle=phrase("month-alerts-subtitle", language, period=period_of(result)),
        columns=COLUMNS,
        rows=[_row(raised, language) for raised in result.alerts],
        frozen=4,
        empty=phrase("month-no-alerts", language),
    )


def write_status_choices(page: Worksheet, count: int, language: str) -> None:
    """Let the status of each alert be chosen."""
    column = next(at for at, one in enumerate(COLUMNS) if one.key == "status")
    rule = {"validate": "list", "source": [phrase(key, language) for key in _STATUS]}
    if count:
        page.data_validation(HEADER_ROW + 1, column, HEADER_ROW + count, column, rule)


def _row(raised: RaisedAlert, language: str) -> tuple[Cell, ...]:
    row = raised.row
    return (
        LEVELS.get(raised.level, Words(raised.level, raised.level)).said(language),
        raised.alert.name.said(language),
        *(row.key.dealer, row.name, row.key.division, row.key.line),
        row.rating.tier if row.rating.tier is not None else row.rating.error,
        fact_of(raised, language),
        advice(raised, language),
        raised.owner,
        dt.date.fromisoformat(raised.due),
        phrase(_STATUS[0], language),
        None,
    )


def advice(raised: RaisedAlert, language: str) -> str:
    """Return what to do: the scheme's act, and what it means for this key: who owes what, which measure first."""
    act = raised.alert.action.said(language)
    if raised.is_red_line_without_effect:
        act = phrase("month-alert-red-kept", language)
    return (" " if language == "en" else "").join((act, *_details(raised, language)))


def _details(raised: RaisedAlert, language: str) -> list[str]:
    row, reads = raised.row, set(raised.watch.reads)
    if "red_line" in reads and row.rating.red_lines:
        lines = [one.line for one in row.plan.red_lines if one.line.code in row.rating.red_lines]
        return [
            phrase("month-alert-red-months", language, name=line.name.said(language), months=line.months)
            for line in lines
            if line.months > 1
        ]
    if "not_reported" in reads:
        return _owed(row, language)
    if reads & _BY_SCORE:
        return _weakest(row, language)
    return []


def _owed(row: MonthRow, language: str) -> list[str]:
    """Return which department owes which figures."""
    owed: dict[str, list[str]] = defaultdict(list)
    for measure, entry in zip(row.plan.measures, row.entries, strict=False):
        sender = sender_of(measure.of or measure.key)
        if entry is None and sender is not None:
            owed[sender.department.said(language)].append(measure.name.said(language))
    joint = "、" if language == "zh" else ", "
    return [
        phrase("month-alert-owed", language, department=department, measures=joint.join(names))
        for department, names in owed.items()
    ]


def _weakest(row: MonthRow, language: str) -> list[str]:
    """Return the measure that lost most."""
    lines = explain(row.plan, row.entries, row.about, levers=False).lines
    worst = max(lines, key=lambda line: line.lost, default=None)
    if worst is None or worst.lost <= 0:
        return []
    units = worst.lost * 10**_SHOWN
    lost = shown(divide(units.numerator, units.denominator), _SHOWN)
    return [phrase("month-alert-weakest", language, measure=worst.measure.name.said(language), lost=lost)]
