"""加减分 and 红线: what the logs and the rules gave and took, with the evidence and the cells it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from xltier.app.month.fields import ALL_LINES
from xltier.app.month.figures import line_map_of
from xltier.app.month.inputs import Event, MonthInputs, RedLineHit
from xltier.app.month.keys import Key
from xltier.app.month.result import MonthResult, MonthRow
from xltier.app.month.rule_measures import item_source
from xltier.core.adjustments import Adjustment, adjuster
from xltier.core.line_map import LineMap
from xltier.core.months import month_text
from xltier.core.red_lines import is_valid
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.ratings_grid import number
from xltier.report.month.wording import KEY, period_of

L = TypeVar("L", Event, RedLineHit)

_WHERE: Final = Column(Words("出处", "Where"), 34, Look.FAINT)


def adjustments_grid(result: MonthResult, inputs: MonthInputs, language: str) -> Grid:
    """Return each item that had an effect on a key, with its log rows, then the log rows that did not count."""
    events: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in inputs.events:
        if event.month == result.period and event.is_approved:
            events[event.dealer, event.item].append(event)
    lines = line_map_of(inputs, result.scheme, result.period)
    rows = [
        _item(row, made, _meant(events[row.key.dealer, made.item.item.code], row.key, lines), inputs, language)
        for row in result.rows
        if row.values and row.rating.place is not None
        for made in adjuster(row.plan)(row.values, row.about).items
    ]
    return Grid(
        title=phrase("month-adjustments-title", language, period=period_of(result)),
        subtitle=phrase("month-adjustments-subtitle", language),
        columns=(
            *KEY,
            Column(Words("项目", "Item"), 26),
            Column(Words("类型", "Type"), 8, Look.CENTRE),
            Column(Words("次数", "Times"), 6, Look.CENTRE),
            Column(Words("应计", "Points"), 8, Look.NUMBER, "0.####"),
            Column(Words("封顶", "Cap"), 7, Look.NUMBER, "0.####"),
            Column(Words("计入", "Counted"), 8, Look.CHANGE, "+0.####;-0.####;0"),
            Column(Words("凭证", "Evidence"), 30),
            Column(Words("批准人", "Approver"), 10, Look.CENTRE),
            Column(Words("说明", "Note"), 22, Look.FAINT),
            _WHERE,
        ),
        rows=[*rows, *_not_counted(result, inputs, language)],
        frozen=4,
        empty=phrase("month-nothing-logged", language),
    )


def _item(row: MonthRow, made: Adjustment, events: list[Event], inputs: MonthInputs, language: str) -> tuple[Cell, ...]:
    decimals, item = row.plan.points_decimals, made.item.item
    counted = made.counted if item.is_bonus else -made.counted
    is_void = item.is_bonus and not row.rating.bonus and bool(row.rating.red_lines)
    notes = [
        phrase("month-by-rule", language) if made.by_rule else "",
        phrase("month-capped", language) if made.counted < made.points else "",
        phrase("month-voided", language) if is_void else "",
    ]
    source = item_source(made.item, row.plan, row.values, language, by_rule=made.by_rule)
    return (
        *(row.key.dealer, row.name, row.key.division, row.key.line),
        item.name.said(language),
        phrase("month-bonus" if item.is_bonus else "month-penalty", language),
        made.times,
        number(made.points, decimals),
        number(made.item.cap, decimals),
        0 if is_void else number(counted, decimals),
        _joined((event.evidence for event in events), language),
        _joined((event.approver for event in events), language),
        _joined(notes, language),
        _joined((*(str(inputs.location(event.origin)) for event in events), source), language),
    )


def _not_counted(result: MonthResult, inputs: MonthInputs, language: str) -> Iterator[tuple[Cell, ...]]:
    items = {item.code: item for item in result.scheme.items}
    names = {row.key.dealer: row.name for row in result.rows}
    for event in inputs.events:
        if event.month == result.period and not event.is_approved:
            item = items[event.item]
            yield (
                *(event.dealer, names.get(event.dealer), event.division, event.line or ALL_LINES.said(language)),
                item.name.said(language),
                phrase("month-bonus" if item.is_bonus else "month-penalty", language),
                event.times,
                number(event.points, result.scheme.points_decimals),
                None,
                0,
                event.evidence,
                event.approver,
                phrase("month-not-approved", language),
                str(inputs.location(event.origin)),
            )


def red_lines_grid(result: MonthResult, inputs: MonthInputs, language: str) -> Grid:
    """Return every key that a red line holds for, then the log rows that no longer hold."""
    hits: dict[str, list[RedLineHit]] = defaultdict(list)
    for hit in inputs.red_lines:
        hits[hit.dealer].append(hit)
    lines = line_map_of(inputs, result.scheme, result.period)
    rows = [
        _red_line(row, code, _meant(hits[row.key.dealer], row.key, lines), inputs, language)
        for row in result.rows
        for code in row.rating.red_lines
    ]
    return Grid(
        title=phrase("month-red-lines-title", language, period=period_of(result)),
        subtitle=phrase("month-red-lines-subtitle", language),
        columns=(
            *KEY,
            Column(Words("红线", "Red line"), 28),
            Column(Words("日期", "Date"), 11, Look.DAY),
            Column(Words("有效月数", "Months"), 9, Look.CENTRE),
            Column(Words("解除日期", "Released"), 11, Look.DAY),
            Column(Words("红线前得分", "Score before"), 10, Look.NUMBER, "0.00"),
            Column(Words("红线前等级", "Tier before"), 10, Look.CENTRE),
            Column(Words("等级", "Tier"), 7, Look.TIER),
            Column(Words("状态", "State"), 10, Look.CENTRE),
            Column(Words("备注", "Note"), 22, Look.FAINT),
            _WHERE,
        ),
        rows=[*rows, *_over(result, inputs, language)],
        frozen=4,
        empty=phrase("month-no-red-lines", language),
    )


def _red_line(row: MonthRow, code: str, hits: list[RedLineHit], inputs: MonthInputs, language: str) -> tuple[Cell, ...]:
    line = next(one.line for one in row.plan.red_lines if one.line.code == code)
    own = [hit for hit in hits if hit.code == code]
    hit = own[-1] if own else None
    held = row.rating.held
    return (
        *(row.key.dealer, row.name, row.key.division, row.key.line),
        line.name.said(language),
        hit.date if hit is not None else None,
        line.months,
        hit.released if hit is not None else None,
        number(row.rating.score_before, row.plan.score_decimals),
        None if held is None else row.plan.ladder.tiers[held].code,
        row.rating.tier,
        phrase("month-in-force", language),
        hit.note if hit is not None else phrase("month-by-rule", language),
        str(inputs.location(hit.origin)) if hit is not None else None,
    )


def _over(result: MonthResult, inputs: MonthInputs, language: str) -> Iterator[tuple[Cell, ...]]:
    known = {line.code: line for line in result.scheme.red_lines}
    names = {row.key.dealer: row.name for row in result.rows}
    in_force = {(row.key.dealer, code) for row in result.rows for code in row.rating.red_lines}
    for hit in inputs.red_lines:
        line = known[hit.code]
        if (hit.dealer, hit.code) in in_force:
            continue
        is_lifted = hit.released is not None and is_valid(hit.month, result.period, line.months)
        state = phrase("month-lifted" if is_lifted else "month-expired", language)
        yield (
            *(hit.dealer, names.get(hit.dealer), hit.division, hit.line or ALL_LINES.said(language)),
            line.name.said(language),
            hit.date,
            line.months,
            hit.released,
            *(None, None, None),
            state if hit.month <= result.period else month_text(hit.month),
            hit.note,
            str(inputs.location(hit.origin)),
        )


def _meant(logged: Iterable[L], key: Key, lines: LineMap) -> list[L]:
    """Return the log rows of a dealer that mean a key: its division and line, or all of them."""
    return [
        row
        for row in logged
        if row.division in {None, key.division} and (row.line is None or lines.line(row.line) == key.line)
    ]


def _joined(parts: Iterable[str], language: str) -> str | None:
    joint = "；" if language == "zh" else "; "
    return joint.join(dict.fromkeys(part for part in parts if part)) or None
