"""A sheet of the monthly workbook as data: titled columns, rows of plain values, and what kind of thing each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from xltier.core.values import ExcelError
from xltier.core.words import Words
from xltier.report.month.live_value import Live, Scalar
from xltier.report.month.places import Run
from xltier.tables.dates import to_serial

Cell: TypeAlias = "str | int | float | dt.date | ExcelError | Live | None"
"""A value as written; an error is written as Excel's own, so that sums do not lie."""


class Look(Enum):
    """What a column shows; the writer knows how that looks."""

    TEXT = "text"
    FAINT = "faint"
    SMALL = "small"
    CENTRE = "centre"
    TIER = "tier"
    CHANGE = "change"
    LEVEL = "level"
    ALARM = "alarm"
    DAY = "day"
    NUMBER = "number"
    BAR = "bar"
    STRIP = "strip"
    TAG = "tag"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Args:
        header: Its header in both languages.
        width: In digits of the body font.
        look: What it shows.
        number_format: Excel's number format, for ``NUMBER``, ``COUNT`` and ``CHANGE``.
        group: Words over several neighbouring columns that have the same ones.
        key: By which formulas of other sheets find it; empty where none look.
        is_open: Whether people fill its cells in: they stay open on a protected sheet.
        is_hidden: Whether only formulas read it.
        fill: Colour behind its cells; None is none.
        is_wrapped: Whether its texts go on in further lines.
    """

    header: Words
    width: float
    look: Look = Look.TEXT
    number_format: str = "#,##0.######"
    group: Words | None = None
    key: str = ""
    is_open: bool = False
    is_hidden: bool = False
    fill: str | None = None
    is_wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its title.

    Args:
        title: Of the sheet.
        subtitle: One line that says what it holds, or what to do with it.
        columns: Left to right.
        rows: Top to bottom, each as long as ``columns``.
        frozen: How many columns stay when scrolling.
        empty: What to say where there are no rows.
        landscape: Whether the long side of the paper is horizontal.
        spare: How many of the last rows are there to be filled in; they are not printed.
        breaks: Places in ``rows`` (from 0) before which a printed page ends.
        printed: How many columns are printed; None is all that are not hidden.
    """

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 0
    empty: str = ""
    landscape: bool = True
    spare: int = 0
    breaks: Sequence[int] = field(default_factory=tuple)
    printed: int | None = None


def runs_of(sheet: str, columns: Iterable[Column], *, first: int, count: int) -> dict[str, Run]:
    """Return where each column that has a key stands.

    Args:
        sheet: The sheet's name.
        columns: Left to right.
        first: Row of the first cell, from 0.
        count: How many rows there are; a table without rows keeps a blank one.
    """
    last = first + max(count, 1) - 1
    return {column.key: Run(sheet, at, first, last) for at, column in enumerate(columns) if column.key}


def values_of(grid: Grid) -> Mapping[str, Sequence[Scalar]]:
    """Return what the cells of each column that has a key hold: formulas their values, a blank an empty text."""
    keyed = [(at, column.key) for at, column in enumerate(grid.columns) if column.key]
    return {key: [_held(row[at]) for row in grid.rows] for at, key in keyed}


def _held(cell: Cell) -> Scalar:
    match cell:
        case Live(_, value):
            return value
        case None:
            return ""
        case dt.date():
            return to_serial(cell, date1904=False)
    return cell


def decimals_format(decimals: int) -> str:
    """Return the number format that shows exactly so many decimals, thousands apart."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
