"""评级明细: one row a dealer, division and line: tier, score, six months, the reason, the next tier.

Figures are looked up by the row's key, so that the sheet may be sorted; the reason and former months are values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xltier.app.month.figures import line_map_of
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.keys import Key
from xltier.app.month.reason import month_reason
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.migration import Driver
from xltier.core.months import YEAR, Month
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.data.measures_sheet import division_breaks
from xltier.report.month.data.ratings_grid import CHANGE_FORMAT, next_of, number
from xltier.report.month.data.rule_tables import RuleTable
from xltier.report.month.data.shown_steps import red_text
from xltier.report.month.data.standing import COLUMNS as STANDING
from xltier.report.month.data.standing import Standing, standing_of
from xltier.report.month.grid import Cell, Column, Grid, Look, decimals_format
from xltier.report.month.live_value import Live, Scalar, criterion, text
from xltier.report.month.places import Places, Run, row_id
from xltier.report.month.wording import DRIVERS, KEY, period_of
from xltier.report.month.write_grid import HEADER_ROW
from xltier.report.theme import ACCENT, Theme
from xltier.tables.address import letters

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MONTHS: Final = 6
"""How many months cards, strips and trends show, the rated one included."""
_BACK: Final = MONTHS - 1
_WHO, _TIER, _SCORE = Words("经销商", "Dealer"), Words("等级", "Tier"), Words("得分", "Score")
_STRIP, _NEXT = Words("近 6 个月等级", "Tiers of six months"), Words("解读与动作", "Reading and service")
_PLACE: Final = "place"
_STEPS: Final = {
    "tier": "tier",
    "before_red": "before_red",
    "change": "change",
    "base": "base",
    "bonus": "counted_bonus",
    "penalty": "counted_penalty",
    "score": "score",
    "score_before": "score_before",
    "red": "red",
    "next": "next",
    "missing": "gap",
}
"""Columns that show a step of 基础指标."""


@dataclass(frozen=True, slots=True)
class RatingsPlan:
    """How the sheet is laid out.

    Args:
        columns: Left to right.
        at: Column of each key, from 0.
        measures: Where the steps stand, by ``step:NAME``, and ``id``.
        tiers: The tiers of the rules sheet, where service by tier is looked up; None where lines have their own.
        points_decimals: Of the base as it is shown.
    """

    columns: tuple[Column, ...]
    at: Mapping[str, int]
    measures: Mapping[str, Run]
    tiers: RuleTable | None
    points_decimals: int


def ratings_plan(
    result: MonthResult, measures: Mapping[str, Run], tiers: RuleTable | None, language: str
) -> RatingsPlan:
    """Return the columns.

    Args:
        result: The rated month.
        measures: Columns of 基础指标.
        tiers: The block of tiers on the rules sheet, or None.
        language: Of words.
    """
    scheme = result.scheme
    score = decimals_format(scheme.score_decimals or 0)
    keys = ("dealer", "name", "division", "line")
    who = [Column(c.header, c.width, c.look, group=_WHO, key=key) for c, key in zip(KEY, keys, strict=True)]
    others = (("channel", "渠道", "Channel"), ("region", "大区", "Region"), ("manager", "客户经理", "Manager"))
    who += [
        Column(Words(zh, en), 8, Look.CENTRE, group=_WHO, key=key)
        for key, zh, en in others
        if any(row.dealer is not None and getattr(row.dealer, key) for row in result.rows)
    ]
    tier = [
        Column(Words("等级", "Tier"), 5.5, Look.TIER, group=_TIER, key="tier"),
        Column(Words("红线前", "Before\nred line"), 7.5, Look.TAG, group=_TIER, key="before_red"),
        Column(Words("上月", "Last\nmonth"), 6.5, Look.TAG, group=_TIER, key="last"),
        Column(Words("变动", "Change"), 7, Look.CHANGE, CHANGE_FORMAT, group=_TIER, key="change"),
        Column(Words("驱动", "Driver"), 7.5, Look.CENTRE, group=_TIER, key="driver"),
    ]
    figures = [
        Column(Words("基础分", "Base"), 7, Look.NUMBER, score, _SCORE, "base"),
        Column(Words("加分", "Bonus"), 6.3, Look.NUMBER, "+0.####;-0.####;·", _SCORE, "bonus"),
        Column(Words("扣分", "Penalty"), 7.3, Look.NUMBER, "-0.####;+0.####;·", _SCORE, "penalty"),
        Column(Words("得分", "Score"), 8.5, Look.BAR, score, _SCORE, "score"),
        Column(Words("红线", "Red\nlines"), 5.5, Look.ALARM, group=_SCORE, key="red"),
    ]
    strip = [
        Column(_month(result.period - back), 4.2, Look.STRIP, group=_STRIP, key=f"m{back}")
        for back in range(_BACK, 0, -1)
    ]
    strip.append(Column(_month(result.period), 4.2, Look.STRIP, group=_STRIP, key="now"))
    reading = [
        Column(Words("上一级", "Next\ntier"), 6, Look.CENTRE, group=_NEXT, key="next"),
        Column(Words("还差", "Missing"), 7.5, Look.NUMBER, score, _NEXT, "missing"),
        Column(Words("主因", "Reason"), 50, Look.SMALL, group=_NEXT, key="reason"),
        Column(Words("服务频次", "Visits"), 11, Look.CENTRE, group=_NEXT, key="visit"),
    ]
    helpers = [
        Column(Words("键", "Key"), 12, Look.FAINT, key="id", is_hidden=True),
        Column(Words("行", "Row"), 8, Look.CENTRE, key=_PLACE, is_hidden=True),
        Column(
            Words("红线前得分", "Score before red lines"), 8, Look.NUMBER, score, key="score_before", is_hidden=True
        ),
        *STANDING,
    ]
    has_visits = tiers is not None and tiers.column(f"visit.{language}") is not None
    columns = tuple(
        column
        for column in (*who, *tier, *figures, *strip, *reading, *helpers)
        if _is_there(column.key, measures) and (column.key != "visit" or has_visits)
    )
    return RatingsPlan(
        columns,
        {c.key: at for at, c in enumerate(columns)},
        measures,
        tiers if has_visits else None,
        scheme.points_decimals,
    )


def _is_there(key: str, measures: Mapping[str, Run]) -> bool:
    """Return whether the scheme has what a column shows."""
    return key not in _STEPS or f"step:{_STEPS[key]}" in measures or key in measures


def _month(month: Month) -> Words:
    return Words(f"{month % YEAR + 1:02d}月", f"{month % YEAR + 1:02d}")


def ratings_sheet(result: MonthResult, inputs: MonthInputs, plan: RatingsPlan, language: str) -> Grid:
    """Return the sheet, in the order of the result's rows."""
    former = _former(result, inputs)
    standing = standing_of(result, plan.measures, language)
    rows = [
        _row(row, place, plan, (former.get(row.key, {}), standing), language)
        for place, row in enumerate(result.rows, 1)
    ]
    return Grid(
        title=phrase("month-ratings-title", language, period=period_of(result)),
        subtitle=phrase("month-ratings-live-subtitle", language, count=len(result.rows)),
        columns=plan.columns,
        rows=rows,
        frozen=len(KEY),
        breaks=division_breaks(result.rows),
    )


def _former(result: MonthResult, inputs: MonthInputs) -> dict[Key, dict[int, str]]:
    """Return the tiers of each key's last months, by how many months ago."""
    lines = line_map_of(inputs, result.scheme, result.period)
    found: dict[Key, dict[int, str]] = {}
    for past in result.history:
        back = result.period - past.month
        if 0 < back <= _BACK and past.tier is not None:
            found.setdefault(Key(past.dealer, past.division, lines.line(past.line)), {})[back] = past.tier
    return found


def _row(
    row: MonthRow, place: int, plan: RatingsPlan, past: tuple[Mapping[int, str], Standing], language: str
) -> tuple[Cell, ...]:
    former, standing = past
    number_ = HEADER_ROW + 1 + place
    dealer = row.dealer
    cells: dict[str, Cell] = {
        "dealer": row.key.dealer,
        "name": row.name,
        "division": row.key.division,
        "line": row.key.line,
        "channel": None if dealer is None else dealer.channel,
        "region": None if dealer is None else dealer.region,
        "manager": None if dealer is None else dealer.manager,
        "last": None if row.before is None else row.before.tier,
        "reason": month_reason(row, language),
        "id": row_id(row.key),
        _PLACE: _place(row, place, plan, number_),
        **{f"m{back}": former.get(back) for back in range(1, _BACK + 1)},
    }
    here = _At(plan, number_)
    values = _values(row, language)
    for key, step in _STEPS.items():
        if key in plan.at:
            cells[key] = here.step(key, step, values[key])
    tier = here.cell("tier", values["tier"])
    cells["now"] = Live(f'IFERROR({tier.formula},"")', values["tier"] if row.rating.tier is not None else "")
    cells["driver"] = _driver(row, here, language)
    cells |= standing.cells(row, place - 1, here.cell("change", values["change"]), here.cell(_PLACE, place).formula)
    if plan.tiers is not None:
        cells["visit"] = _visit(row, plan.tiers, tier, language)
    return tuple(cells[column.key] for column in plan.columns)


@dataclass(frozen=True, slots=True)
class _At:
    """A row of the sheet."""

    plan: RatingsPlan
    number: int

    def cell(self, key: str, value: Scalar) -> Live:
        return Live(f"${letters(self.plan.at[key] + 1)}{self.number}", value)

    def step(self, key: str, step: str, value: Scalar) -> Live:
        """Return a step of the row's key; only the tier shows why a key has no rating."""
        run = self.plan.measures.get(f"step:{step}") or self.plan.measures[key]
        found = f"INDEX({run.whole()},{self.cell(_PLACE, 0).formula})"
        if key == "tier":
            return Live(found, value)
        if key == "missing":
            found = f'IF({self.cell("next", "").formula}="","",{found})'
        if key == "base":
            found = f"ROUND({found},{self.plan.points_decimals})"
        return Live(f'IFERROR({found},"")', value)


def _place(row: MonthRow, place: int, plan: RatingsPlan, number_: int) -> Live:
    """Return the row of 基础指标 that a key has: codes with ``*`` or ``?`` look for themselves."""
    key = row_id(row.key)
    plain = str(criterion(key))
    wanted = f"${letters(plan.at['id'] + 1)}{number_}" if plain == key else text(plain).formula
    return Live(f"MATCH({wanted},{plan.measures['id'].whole()},0)", place)


def _values(row: MonthRow, language: str) -> dict[str, Scalar]:
    rating, plan = row.rating, row.plan
    next_tier, missing = next_of(row)
    is_rated = rating.tier is not None
    found: dict[str, Scalar | None] = {
        "tier": rating.tier if is_rated else rating.error,
        "before_red": None if rating.held is None else plan.ladder.tiers[rating.held].code,
        "change": row.change,
        "base": number(rating.base, plan.points_decimals),
        "bonus": number(rating.bonus, plan.points_decimals) if is_rated else None,
        "penalty": number(rating.penalty, plan.points_decimals) if is_rated else None,
        "score": number(rating.score, plan.score_decimals),
        "score_before": number(rating.score_before, plan.score_decimals),
        "red": red_text(row, language),
        "next": next_tier if plan.ladder.cuts else None,
        "missing": missing,
    }
    return {key: "" if value is None else value for key, value in found.items()}


def _driver(row: MonthRow, here: _At, language: str) -> Cell:
    """Return why the tier moved: a red line is seen in the cells, everything else is the engine's word."""
    said = {driver: words.said(language) for driver, words in DRIVERS.items()}
    had = row.before is not None and row.before.tier is not None
    value = "" if row.driver is None else said[row.driver]
    if not had and row.driver is None:
        return None
    change = here.cell("change", "" if row.change is None else row.change).formula
    other = said[row.driver] if row.driver not in {None, Driver.RED_LINE, Driver.DATA} else said[Driver.SCORE]
    moved = f'"{other}"'
    if "red" in here.plan.at and row.driver is not Driver.OVERRIDE:
        red, before, tier = (here.cell(key, "").formula for key in ("red", "before_red", "tier"))
        moved = f'IF(AND({red}<>"",{before}<>{tier}),"{said[Driver.RED_LINE]}","{other}")'
    unrated = said[Driver.DATA] if had or row.driver is Driver.DATA else ""
    return Live(f'IF(ISNUMBER({change}),IF({change}=0,"",{moved}),"{unrated}")', value)


def _visit(row: MonthRow, tiers: RuleTable, tier: Live, language: str) -> Live:
    name = f"visit.{language}"
    at = tiers.place(row.rating.tier) if row.rating.tier is not None else 0
    value = tiers.shown(name)[at - 1] if at else ""
    formula = f'IFERROR(INDEX({tiers.column(name)},MATCH({tier.formula},{tiers.column("code")},0))&"","")'
    return Live(formula, "" if value is None else str(value))


def write_counts(page: Worksheet, theme: Theme, result: MonthResult, places: Places) -> None:
    """Write how many keys are in each tier at the right of the title."""
    whole = places.ratings["tier"].whole()
    tiers = result.scheme.tiers
    parts, values = [], []
    for code in result.matrix.tiers:
        at = next(at for at, tier in enumerate(tiers) if tier.code == code)
        rule = places.rules.ref(f"tiers[{at}].code")
        said = text(code).formula if rule is None else rule.address
        parts.append(f'{said}&" "&COUNTIF({whole},{said})')
        values.append(f"{code} {sum(row.rating.tier == code for row in result.rows)}")
    last = max(run.column for key, run in places.ratings.items() if key in {"reason", "visit"})
    look = theme.format(bold=True, font_color=ACCENT, align="right")
    page.write_formula(0, last, "=" + '&"     "&'.join(parts), look, "     ".join(values))
