"""红线: every log row for every key it means, with its line looked up, its last day and whether it is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xltier.app.month.intake.inputs import MonthInputs, RedLineHit
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.months import Month, first_day, last_day, month_of
from xltier.core.plan import RedLinePlan
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.data.log_cells import as_logged, live_id, looked_up, of_row, row_id_of
from xltier.report.month.data.log_entries import Entry, Fired
from xltier.report.month.data.ratings_grid import number
from xltier.report.month.data.rule_tables import RuleTable
from xltier.report.month.grid import Cell, Column, Grid, Look, decimals_format
from xltier.report.month.live_value import Live, Scalar, criterion, text
from xltier.report.month.places import Run
from xltier.report.month.wording import KEY, period_of
from xltier.report.month.write_grid import HEADER_ROW
from xltier.report.theme import PANEL, Theme
from xltier.tables.address import letters
from xltier.tables.dates import to_serial
from xltier.tables.rules.choices import YES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SPARE: Final = 10
"""Blank rows to log in."""
_AHEAD: Final = 36
_COLUMNS: Final = (
    Column(Words("日期", "Date"), 10.5, Look.DAY, key="from", is_open=True),
    *(
        Column(c.header, c.width, c.look, key=key, is_open=True)
        for c, key in zip(KEY, ("dealer", "dealer_name", "division", "line"), strict=True)
    ),
    Column(Words("红线编码", "Code"), 17, Look.CENTRE, key="code", is_open=True),
    Column(Words("红线", "Red line"), 24, key="name", fill=PANEL),
    Column(Words("最高\n可评", "Best tier\nleft"), 8, Look.TIER, key="cap", fill=PANEL),
    Column(Words("有效至", "Until"), 10.5, Look.DAY, key="to", fill=PANEL),
    Column(Words("解除日期", "Released"), 10.5, Look.DAY, key="released", is_open=True),
    Column(Words("登记\n有效", "Stands"), 7.5, Look.CENTRE, key="gate", is_open=True),
    Column(Words("状态", "State"), 8, Look.CENTRE, key="state", fill=PANEL),
    Column(Words("红线前\n得分", "Score\nbefore"), 8, Look.NUMBER, key="score_before", fill=PANEL),
    Column(Words("红线前\n等级", "Tier\nbefore"), 7.5, Look.TIER, key="tier_before", fill=PANEL),
    Column(Words("等级", "Tier"), 6.5, Look.TIER, key="tier", fill=PANEL),
    Column(Words("备注", "Note"), 24, Look.FAINT, key="note", is_open=True),
    Column(Words("出处", "Where"), 28, Look.SMALL, key="where"),
    Column(Words("键", "Key"), 10, Look.FAINT, key="id", is_hidden=True),
    Column(Words("红线行", "Row of the line"), 8, Look.CENTRE, key="at", is_hidden=True),
    Column(Words("评级行", "Row of the rating"), 8, Look.CENTRE, key="place", is_hidden=True),
    Column(Words("生效", "In force"), 8, Look.CENTRE, key="active", is_hidden=True),
    Column(Words("红线键", "Line's key"), 10, Look.FAINT, key="key", is_hidden=True),
)
CALENDAR: Final = len(_COLUMNS) + 1
"""First column, from 0, of the months' first days, in the sheet's second row."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the sheet reads.

    Args:
        rules: The red lines of the rules sheet.
        measures: Columns of 基础指标: the key, and the steps that a red line lowers.
        months: First days of business months, the earliest that a log row needs first.
        period: The month that is rated, and the day on which its months start.
        score_decimals: Of the score.
        language: Of words.
    """

    rules: RuleTable
    measures: Mapping[str, Run]
    months: tuple[dt.date, ...]
    period: tuple[Month, int]
    score_decimals: int
    language: str


def calendar(hits: Sequence[Entry[RedLineHit]], result: MonthResult) -> tuple[dt.date, ...]:
    """Return the first day of every business month that a red line can begin or end in."""
    start = result.scheme.month_start_day
    known = [month_of(entry.logged.date, start) for entry in hits]
    longest = max((line.months for line in result.scheme.red_lines), default=0)
    first, last = min([result.period, *known]) - 1, max([result.period, *known]) + longest + _AHEAD
    return tuple(first_day(month, start) for month in range(first, last + 1))


def columns_of(score_decimals: int) -> tuple[Column, ...]:
    """Return the columns; the score is shown at the scheme's decimals."""
    digits = decimals_format(score_decimals)
    return tuple(
        Column(c.header, c.width, c.look, digits, key=c.key, fill=c.fill) if c.key == "score_before" else c
        for c in _COLUMNS
    )


def red_lines_sheet(
    result: MonthResult,
    inputs: MonthInputs,
    hits: Sequence[Entry[RedLineHit]],
    fired: Sequence[Fired[RedLinePlan]],
    lines: Lines | None,
    language: str,
) -> Grid:
    """Return the sheet: what the log says, what rules fired, and blank rows to add to; no red lines, no rows."""
    rows: list[tuple[Cell, ...]] = []
    if lines is not None:
        made: list[tuple[int | None, dict[str, Cell]]] = [
            (entry.at, _logged(result, inputs, entry, language)) for entry in hits
        ]
        made += [(one.at, _fired(result, one, language)) for one in fired]
        made += [(None, {}) for _ in range(SPARE)]
        rows = [
            _completed(cells, (place + HEADER_ROW + 2, at, None if at is None else result.rows[at]), lines)
            for place, (at, cells) in enumerate(made)
        ]
    return Grid(
        title=phrase("month-red-lines-title", language, period=period_of(result)),
        subtitle=phrase("month-red-lines-live-subtitle", language),
        columns=columns_of(result.scheme.score_decimals or 0),
        rows=rows,
        frozen=5,
        empty=phrase("month-no-red-lines", language),
        spare=SPARE if rows else 0,
    )


def write_calendar(page: Worksheet, theme: Theme, lines: Lines) -> None:
    """Write the first days of the months, which last days are found by."""
    look = theme.format(num_format="yyyy-mm-dd")
    for column, day in enumerate(lines.months, CALENDAR):
        page.write_number(1, column, _serial(day), look)
    page.set_column(CALENDAR, CALENDAR + len(lines.months) - 1, 10, None, {"hidden": True})


def _logged(result: MonthResult, inputs: MonthInputs, entry: Entry[RedLineHit], language: str) -> dict[str, Cell]:
    hit = entry.logged
    who = as_logged(hit, language) if entry.at is None else of_row(result.rows[entry.at])
    return who | {
        "from": hit.date,
        "code": hit.code,
        "released": hit.released,
        "gate": YES.said(language),
        "note": hit.note,
        "where": str(inputs.location(hit.origin)),
    }


def _fired(result: MonthResult, fired: Fired[RedLinePlan], language: str) -> dict[str, Cell]:
    return of_row(result.rows[fired.at]) | {
        "code": fired.what.line.code,
        "gate": phrase("month-ruled", language),
        "state": phrase("month-in-force", language),
        "active": 1,
    }


def _completed(
    cells: Mapping[str, Cell], where: tuple[int, int | None, MonthRow | None], lines: Lines
) -> tuple[Cell, ...]:
    """Return a row with its formulas; a blank row has them too."""
    row, rated_at, rated = where
    at = {column.key: f"${letters(place + 1)}{row}" for place, column in enumerate(_COLUMNS)}
    rules, code = lines.rules, cells.get("code")
    place = rules.place(str(code)) if code is not None else 0
    found: dict[str, Cell] = {
        "id": live_id(cells, at),
        "at": Live(f"IFERROR(MATCH({at['code']},{rules.column('code')},0),0)", place),
        "place": _place(row_id_of(cells), at["id"], rated_at, lines),
        "name": looked_up(rules, f"name.{lines.language}", at["at"], place),
        "cap": _cap(at["at"], place, lines),
        "score_before": _rated(lines, "step:score_before", at["place"], _score(rated)),
        "tier_before": _rated(lines, "step:before_red", at["place"], _held(rated)),
        "tier": _rated(lines, "step:tier", at["place"], "" if rated is None else rated.rating.tier or ""),
    }
    if "state" not in cells:
        found |= _standing(cells, at, place, lines)
    return tuple(found.get(column.key, cells.get(column.key)) for column in _COLUMNS)


def _standing(cells: Mapping[str, Cell], at: Mapping[str, str], place: int, lines: Lines) -> dict[str, Cell]:
    """Return the last day, the state and whether the log row counts."""
    language, (period, start_day) = lines.language, lines.period
    first, last = first_day(period, start_day), last_day(period, start_day)
    days = f"${letters(CALENDAR + 1)}$2:${letters(CALENDAR + len(lines.months))}$2"
    months = f"INDEX({lines.rules.column('months')},{at['at']})"
    lasts = f"IF(ISNUMBER({months}),ROUND({months},0),1)"  # a blank cell of the rules is one month
    ends = f"INDEX({days},MATCH(ROUND({at['from']},0),{days},1)+{lasts})-1"
    began, released = cells.get("from"), cells.get("released")
    until = _until(began, place, lines)
    said = {key: phrase(f"month-{key}", language) for key in ("off", "expired", "lifted", "not-yet", "in-force")}
    yes = YES.said(language)
    if place == 0:
        state = ""
    elif cells.get("gate") != yes:
        state = said["off"]
    elif until is None or until < first:
        state = said["expired"]
    elif isinstance(released, dt.date) and released <= last:
        state = said["lifted"]
    else:
        state = said["not-yet"] if isinstance(began, dt.date) and began > last else said["in-force"]
    is_active = state == said["in-force"]
    tests = (
        (f'{at["gate"]}<>"{yes}"', said["off"]),
        (f"ROUND(N({at['to']}),0)<{_serial(first)}", said["expired"]),
        (f"AND(ISNUMBER({at['released']}),ROUND(N({at['released']}),0)<={_serial(last)})", said["lifted"]),
        (f"ROUND(N({at['from']}),0)>{_serial(last)}", said["not-yet"]),
    )
    formula = f'"{said["in-force"]}"'
    for test, word in reversed(tests):
        formula = f'IF({test},"{word}",{formula})'
    return {
        "to": Live(
            f'IF(OR({at["at"]}=0,NOT(ISNUMBER({at["from"]}))),"",IFERROR({ends},""))',
            "" if until is None else _serial(until),
        ),
        "state": Live(f'IF({at["at"]}=0,"",{formula})', state),
        "active": Live(f'IF({at["state"]}="{said["in-force"]}",1,0)', int(is_active)),
        "key": Live(f'IF({at["at"]}>0,{at["id"]}&"|"&{at["code"]},"")', _counted(cells, place)),
    }


def _counted(cells: Mapping[str, Cell], place: int) -> str:
    return f"{row_id_of(cells)}|{cells.get('code')}" if place else ""


def _until(began: Cell, place: int, lines: Lines) -> dt.date | None:
    """Return the last day on which a log row holds."""
    if place == 0 or not isinstance(began, dt.date):
        return None
    months = lines.rules.shown("months")[place - 1]
    lasts = int(months) if isinstance(months, (int, float)) else 1
    _, start_day = lines.period
    return first_day(month_of(began, start_day) + lasts, start_day) - dt.timedelta(days=1)


def _place(key: str, cell: str, rated_at: int | None, lines: Lines) -> Live:
    plain = str(criterion(key))
    wanted = cell if plain == key else text(plain).formula
    whole = lines.measures["id"].whole()
    return Live(f'IF({cell}="",0,IFERROR(MATCH({wanted},{whole},0),0))', 0 if rated_at is None else rated_at + 1)


def _rated(lines: Lines, step: str, place: str, value: Scalar) -> Live | None:
    run = lines.measures.get(step)
    return None if run is None else Live(f'IF({place}=0,"",IFERROR(INDEX({run.whole()},{place}),""))', value)


def _score(row: MonthRow | None) -> Scalar:
    score = None if row is None else number(row.rating.score_before, row.plan.score_decimals)
    return "" if score is None else score


def _held(row: MonthRow | None) -> Scalar:
    return "" if row is None or row.rating.held is None else row.plan.ladder.tiers[row.rating.held].code


def _cap(at: str, place: int, lines: Lines) -> Live:
    """Return the best tier left, or by how many levels the tier drops."""
    caps, drops = lines.rules.column("cap"), lines.rules.column("drop")
    words = phrase("month-drop-levels", lines.language, count="{}").split("{}")
    cap, drop = (lines.rules.shown(name)[place - 1] if place else None for name in ("cap", "drop"))
    dropped = f"{words[0]}{int(drop) if isinstance(drop, (int, float)) else 0}{words[1]}"
    value = "" if place == 0 else str(cap) if cap else dropped
    said = f'"{words[0]}"&N(INDEX({drops},{at}))&"{words[1]}"'
    return Live(f'IF({at}=0,"",IF(INDEX({caps},{at})<>"",INDEX({caps},{at})&"",{said}))', value)


def _serial(day: dt.date) -> float:
    return to_serial(day, date1904=False)
