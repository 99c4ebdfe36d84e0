"""The data sheets as the view sheets see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xltier.app.month.result import MonthResult
from xltier.report.month.data.data_sheets import DataSheets
from xltier.report.month.data.standing import BLANK, money_of
from xltier.report.month.grid import values_of
from xltier.report.month.places import Run
from xltier.report.month.views.table import Table
from xltier.report.month.views.view import View
from xltier.report.theme import Theme

_OPTIONAL: Final = frozenset({"score", "missing", "next", "before_red", "driver", "change", "last", "reason", "name"})
"""Columns of 评级明细 that some schemes lack and every view reads."""


def view_of(result: MonthResult, data: DataSheets, theme: Theme, *, footer: str) -> View:
    """Return a month as the view sheets see it.

    Args:
        result: The month.
        data: Its data sheets.
        theme: Looks and language.
        footer: The scheme and its fingerprint.
    """
    places = data.places

    def table(key: str, runs: Mapping[str, Run]) -> Table:
        values = dict(values_of(data.grids[key]))
        runs = dict(runs)
        if key == "ratings":
            for name in _OPTIONAL - values.keys():
                values[name], runs[name] = values[BLANK], runs[BLANK]
        return Table({name: runs[name] for name in values}, values)

    return View(
        result=result,
        theme=theme,
        footer=footer,
        ratings=table("ratings", places.ratings),
        measures=table("measures", places.measures),
        adjustments=table("adjustments", places.adjustments),
        red_lines=table("red_lines", places.red_lines),
        alerts=table("alerts", places.alerts),
        history=table("history", places.history),
        rules=places.rules,
        money=money_of(result.scheme, places.measures),
    )
