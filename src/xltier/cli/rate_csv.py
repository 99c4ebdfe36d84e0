"""The ratings as CSV: the columns of 评级明细, one row a dealer, division and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from xltier.app.month.result import MonthResult
from xltier.cli.tier_csv import harmless
from xltier.core.words import Words
from xltier.report.month.data.ratings_grid import ratings_grid
from xltier.report.month.grid import Cell
from xltier.report.month.wording import period_of

_MONTH: Final = Words("月份", "Month")


def ratings_csv(result: MonthResult, language: str) -> Iterator[str]:
    """Yield the lines, header first.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    grid, period = ratings_grid(result, language), period_of(result)
    line = io.StringIO()
    writer = csv.writer(line)
    header = [column.header.said(language).replace("\n", " ") for column in grid.columns]
    for row in ([_MONTH.said(language), *header], *((period, *map(_safe, cells)) for cells in grid.rows)):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _safe(value: Cell) -> Cell:
    return harmless(value) if isinstance(value, str) else value
