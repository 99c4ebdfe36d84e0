"""Cells that both logs have: whom a row means, its key, and what it looks up in the rules."""

from __future__ import annotations

from collections.abc import Mapping

from xltier.app.month.about import Logged
from xltier.app.month.intake.fields import ALL_LINES
from xltier.app.month.result import MonthRow
from xltier.report.month.data.rule_tables import RuleTable
from xltier.report.month.grid import Cell
from xltier.report.month.live_value import Live


def of_row(row: MonthRow) -> dict[str, Cell]:
    """Return whose a rated row is."""
    return {"dealer": row.key.dealer, "dealer_name": row.name, "division": row.key.division, "line": row.key.line}


def as_logged(logged: Logged, language: str) -> dict[str, Cell]:
    """Return whom a log row names that means nobody who is rated."""
    return {"dealer": logged.dealer, "division": logged.division, "line": logged.line or ALL_LINES.said(language)}


def row_id_of(cells: Mapping[str, Cell]) -> str:
    """Return the id of a row by its cells, blank where nobody is named."""
    parts = [str(cells.get(key) or "") for key in ("dealer", "division", "line")]
    return "|".join(parts) if parts[0] else ""


def live_id(cells: Mapping[str, Cell], at: Mapping[str, str]) -> Live:
    """Return the id of a row as a formula on its cells."""
    joined = f'{at["dealer"]}&"|"&{at["division"]}&"|"&{at["line"]}'
    return Live(f'IF({at["dealer"]}="","",{joined})', row_id_of(cells))


def looked_up(rules: RuleTable, name: str, at: str, place: int) -> Live | None:
    """Return a text of the rules, found by the place that a cell holds; None where they have no such column."""
    column = rules.column(name)
    if column is None:
        return None
    value = rules.shown(name)[place - 1] if place else ""
    return Live(f'IF({at}=0,"",INDEX({column},{at})&"")', "" if value is None else str(value))
