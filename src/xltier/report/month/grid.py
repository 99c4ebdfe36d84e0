"""A sheet of the monthly workbook as data: titled columns, rows of plain values, and what kind of thing each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from xltier.core.values import ExcelError
from xltier.core.words import Words

Cell: TypeAlias = "str | int | float | dt.date | ExcelError | None"
"""A value as written; an error is written as Excel's own, so that sums do not lie."""


class Look(Enum):
    """What a column shows; the writer knows how that looks."""

    TEXT = "text"
    FAINT = "faint"
    CENTRE = "centre"
    TIER = "tier"
    CHANGE = "change"
    LEVEL = "level"
    ALARM = "alarm"
    DAY = "day"
    NUMBER = "number"
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
    """

    header: Words
    width: float
    look: Look = Look.TEXT
    number_format: str = "#,##0.######"
    group: Words | None = None


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
    """

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 0
    empty: str = ""
    landscape: bool = True


def decimals_format(decimals: int) -> str:
    """Return the number format that shows exactly so many decimals, thousands apart."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
