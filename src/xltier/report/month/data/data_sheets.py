"""The live data sheets of a month, made together: their formulas read each other's columns and the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.result import MonthResult
from xltier.formulas.rules_cells import RulesCells
from xltier.report.month.data import adjustments_sheet as adjusted
from xltier.report.month.data import red_lines_sheet as lined
from xltier.report.month.data.alerts_sheet import COLUMNS as ALERTS
from xltier.report.month.data.alerts_sheet import alerts_sheet
from xltier.report.month.data.log_entries import fired_items, fired_red_lines, logged_events, logged_hits
from xltier.report.month.data.measures_sheet import MeasuresPlan, measures_grid, measures_plan
from xltier.report.month.data.ratings_sheet import ratings_plan, ratings_sheet
from xltier.report.month.data.rule_tables import rule_table
from xltier.report.month.data.settled_grids import history_grid
from xltier.report.month.data.working import LogRuns, Working
from xltier.report.month.grid import Column, Grid, runs_of
from xltier.report.month.places import Places, Run
from xltier.report.month.write_grid import HEADER_ROW
from xltier.report.rulebook.cells import rule_values

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DataSheets:
    """The data sheets, ready to be written.

    Args:
        grids: By the sheet's key: ratings, alerts, measures, adjustments, red_lines, history.
        places: Where their columns stand.
        working: The formulas of the ratings.
        measures: How 基础指标 is laid out.
        items: What the sheet of bonus and penalty reads; None where the scheme has none.
        lines: What the sheet of red lines reads; None where the scheme has none.
    """

    grids: Mapping[str, Grid]
    places: Places
    working: Working
    measures: MeasuresPlan
    items: adjusted.Items | None
    lines: lined.Lines | None


def data_sheets(result: MonthResult, inputs: MonthInputs, rules: RulesCells, names: Names, language: str) -> DataSheets:
    """Return the sheets.

    Args:
        result: The rated month.
        inputs: What it was rated from.
        rules: Where the rules stand.
        names: Name of each sheet by its key.
        language: ``"zh"`` or ``"en"``.
    """
    scheme = result.scheme
    events, hits = logged_events(result, inputs), logged_hits(result, inputs)
    items, lines = tuple(fired_items(result)), tuple(fired_red_lines(result))
    item_rules = rule_table(scheme, "#items", names["rules"], language)
    line_rules = rule_table(scheme, "#redlines", names["rules"], language)
    item_count = len(events) + len(items) + adjusted.SPARE if item_rules is not None else 0
    line_count = len(hits) + len(lines) + lined.SPARE if line_rules is not None else 0
    line_columns = lined.columns_of(scheme.score_decimals or 0)
    item_runs = _runs(names["adjustments"], adjusted.COLUMNS, item_count)
    line_runs = _runs(names["red_lines"], line_columns, line_count)
    logs = LogRuns(item_runs["key"], item_runs["points"], line_runs["key"], line_runs["active"])
    working = Working(result, rules, rule_values(scheme, rules.cells, language), logs, language)
    plan = measures_plan(result, working)
    working.place(plan.at(), len(plan.columns) + 1)
    measures = _runs(names["measures"], plan.columns, len(result.rows))
    tiers = None if any(tier.line for tier in scheme.tiers) else rule_table(scheme, "#tiers", names["rules"], language)
    rated = ratings_plan(result, measures, tiers, language)
    log = None
    if line_rules is not None:
        period = (result.period, scheme.month_start_day)
        months = lined.calendar(hits, result)
        log = lined.Lines(line_rules, measures, months, period, scheme.score_decimals or 0, language)
    table = None if item_rules is None else adjusted.Items(item_rules, scheme.points_decimals, language)
    history = history_grid(result, language)
    grids = {
        "ratings": ratings_sheet(result, inputs, rated, language),
        "alerts": alerts_sheet(result, language),
        "measures": measures_grid(result, working, plan, language),
        "adjustments": adjusted.adjustments_sheet(result, inputs, events, items, table, language),
        "red_lines": lined.red_lines_sheet(result, inputs, hits, lines, log, language),
        "history": history,
    }
    ratings = _runs(names["ratings"], rated.columns, len(result.rows))
    weighted = {f"points:{key[9:]}": run for key, run in measures.items() if key.startswith("weighted:")}
    places = Places(
        ratings=ratings | weighted,
        measures=measures,
        adjustments=item_runs,
        red_lines=line_runs,
        alerts=_runs(names["alerts"], ALERTS, len(result.alerts)),
        history=_runs(names["history"], history.columns, len(history.rows)),
        rules=rules,
    )
    return DataSheets(grids, places, working, plan, table, log)


def _runs(sheet: str, columns: tuple[Column, ...], count: int) -> dict[str, Run]:
    return runs_of(sheet, columns, first=HEADER_ROW + 1, count=count)
