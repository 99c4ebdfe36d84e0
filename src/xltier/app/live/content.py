"""A whole sheet of ours as data: what a host writes into an open workbook, cell by cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from xltier.core.values import ExcelError
from xltier.tables.sheet import Area

Value = str | int | float | Decimal | bool | dt.date | ExcelError | None
"""What a cell is given. A text is never a formula, a date is a day, an ExcelError a true error value."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell looks; what is None is left as it is.

    Args:
        number_format: Excel number format.
        fill: Background as ``#RRGGBB``.
        ink: Text colour as ``#RRGGBB``.
        bold: Whether the text is bold.
        italic: Whether it is slanted.
        underline: Whether it is underlined.
        font: Font name.
        size: Points.
        align: ``left``, ``center`` or ``right``.
        indent: Steps from the side.
        wrap: Whether long text breaks into lines.
        border: Colour of a thin line around it, ``#RRGGBB``.
        bottom: Colour of a thin line below.
        top: Colour of a thin line above.
        left: Colour of a thick line at the left side.
    """

    number_format: str | None = None
    fill: str | None = None
    ink: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    font: str | None = None
    size: float | None = None
    align: str | None = None
    indent: int = 0
    wrap: bool = False
    border: str | None = None
    bottom: str | None = None
    top: str | None = None
    left: str | None = None


PLAIN = CellLook()


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell.

    Args:
        row: From 1.
        column: From 1.
        value: What stands in it; what a formula shows until it is calculated.
        look: How it looks.
        formula: In English, with commas and an equals sign; empty for a value.
        link: Cell of this workbook that a click leads to, ``'客户'!F11``; empty for none.
    """

    row: int
    column: int
    value: Value
    look: CellLook = PLAIN
    formula: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Colouring:
    """The looks that an area's cells get by their value: cells equal to a text, or a comparison with 0.

    Args:
        area: The cells.
        test: ``=``, ``<>``, ``>`` or ``<``.
        value: A text such as ``A``, or a number.
        look: Fill, ink and weight.
    """

    area: Area
    test: str
    value: str | float
    look: CellLook


@dataclass(frozen=True, slots=True)
class DropDown:
    """Values to choose from in an area's cells, and what is said of them when one is selected.

    Args:
        area: The cells.
        choices: The texts, or one formula (``=$B$4:$B$8``) that names the cells that hold them; none where any
            value may stand there.
        title: Of the message that a selected cell shows; empty for none.
        message: Its text.
    """

    area: Area
    choices: tuple[str, ...]
    title: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Stacked bars of 100 %: one bar a category, one part a series.

    Args:
        names: Of the series, as they are stacked.
        categories: Cells that hold the categories.
        values: Cells of each series.
        fills: Colour of each series, ``#RRGGBB``.
        inks: Colour of its labels.
        at: Row and column of the top left cell, from 1.
        size: Width and height in pixels.
    """

    names: tuple[str, ...]
    categories: Area
    values: tuple[Area, ...]
    fills: tuple[str, ...]
    inks: tuple[str, ...]
    at: tuple[int, int]
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A sheet.

    Args:
        cells: Its cells, by rising row and column; merged areas have only their first one here.
        merges: Merged areas.
        widths: Column widths in characters, by column from 1.
        heights: Row heights in points, by row from 1.
        hidden_columns: Columns out of sight.
        hidden_rows: Rows out of sight.
        colourings: Conditional formats.
        drop_downs: Lists to choose from.
        charts: Charts.
        frozen: How many rows and columns stay in view.
        landscape: Whether it prints on the long side.
        footer: What each page says at its left foot; ``&`` is a plain sign here.
    """

    cells: tuple[SheetCell, ...]
    merges: tuple[Area, ...] = ()
    widths: tuple[tuple[int, float], ...] = ()
    heights: tuple[tuple[int, float], ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    colourings: tuple[Colouring, ...] = ()
    drop_downs: tuple[DropDown, ...] = ()
    charts: tuple[BarChart, ...] = ()
    frozen: tuple[int, int] = (0, 0)
    landscape: bool = True
    footer: str = ""
