"""How cells of the open workbook look: set where a look says something, and conditional formats in place of others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from xltier.app.live.content import CellLook, Colouring
from xltier.hosts.excel.live.constants import (
    CELL_VALUE,
    CENTER,
    CONTINUOUS,
    EDGE_BOTTOM,
    EDGE_LEFT,
    EDGE_RIGHT,
    EDGE_TOP,
    EQUAL,
    GREATER,
    INSIDE_HORIZONTAL,
    INSIDE_VERTICAL,
    LEFT,
    LESS,
    NOT_EQUAL,
    PASTE_FORMATS,
    RIGHT,
    THICK,
    THIN,
    UNDERLINED,
)
from xltier.hosts.excel.live.uniform import cells_of
from xltier.tables.sheet import Area

_SIDES: Final = {"left": LEFT, "center": CENTER, "right": RIGHT}
_AROUND: Final = (EDGE_LEFT, EDGE_TOP, EDGE_BOTTOM, EDGE_RIGHT, INSIDE_HORIZONTAL, INSIDE_VERTICAL)
_TESTS: Final = {"=": EQUAL, "<>": NOT_EQUAL, ">": GREATER, "<": LESS}


def dress(cells: Any, look: CellLook) -> None:  # noqa: ANN401 - a COM object
    """Change the looks of cells where ``look`` says something."""
    if look.number_format is not None:
        cells.NumberFormat = look.number_format
    if look.fill is not None:
        cells.Interior.Color = colour_number(look.fill)
    _font(cells.Font, look)
    if look.align is not None:
        cells.HorizontalAlignment = _SIDES[look.align]
    if look.indent:
        cells.IndentLevel = look.indent
    if look.wrap:
        cells.WrapText = True
    for edges, weight, colour in (
        (_AROUND, THIN, look.border),
        ((EDGE_BOTTOM, INSIDE_HORIZONTAL), THIN, look.bottom),
        ((EDGE_TOP, INSIDE_HORIZONTAL), THIN, look.top),
        ((EDGE_LEFT,), THICK, look.left),
    ):
        if colour is not None:
            _draw(cells, edges, weight, colour)


def _draw(cells: Any, edges: Sequence[int], weight: int, colour: str) -> None:  # noqa: ANN401 - a COM object
    """Draw lines of each cell; one cell, or one row of them, has nothing inside to draw."""
    inside = {INSIDE_HORIZONTAL: cells.Rows.Count, INSIDE_VERTICAL: cells.Columns.Count}
    for edge in edges:
        if inside.get(edge, 2) > 1:
            line = cells.Borders(edge)
            line.LineStyle = CONTINUOUS
            line.Weight = weight
            line.Color = colour_number(colour)


def _font(font: Any, look: CellLook) -> None:  # noqa: ANN401 - a COM object
    if look.ink is not None:
        font.Color = colour_number(look.ink)
    if look.bold:
        font.Bold = True
    if look.italic:
        font.Italic = True
    if look.underline:
        font.Underline = UNDERLINED
    if look.font is not None:
        font.Name = look.font
    if look.size is not None:
        font.Size = look.size


def colour(sheet: Any, area: Area, colourings: Sequence[Colouring]) -> None:  # noqa: ANN401 - a COM object
    """Make these the only conditional formats of an area."""
    cells_of(sheet, area).FormatConditions.Delete()
    add_colourings(sheet, colourings)


def add_colourings(sheet: Any, colourings: Sequence[Colouring]) -> None:  # noqa: ANN401 - a COM object
    """Add conditional formats; each names a value, so that inserted rows do not break it."""
    for one in colourings:
        wanted = f'="{one.value}"' if isinstance(one.value, str) else f"={one.value:g}"
        rule = cells_of(sheet, one.area).FormatConditions.Add(CELL_VALUE, _TESTS[one.test], wanted)
        if one.look.fill is not None:
            rule.Interior.Color = colour_number(one.look.fill)
        if one.look.ink is not None:
            rule.Font.Color = colour_number(one.look.ink)
        if one.look.bold:
            rule.Font.Bold = True


def follow(sheet: Any, area: Area, neighbour: int) -> None:  # noqa: ANN401 - a COM object
    """Give an area's columns the looks of another column's same rows, but not its conditional formats."""
    cells_of(sheet, Area(area.top, neighbour, area.bottom, neighbour)).Copy()
    target = cells_of(sheet, area)
    target.PasteSpecial(PASTE_FORMATS)
    target.FormatConditions.Delete()
    sheet.Application.CutCopyMode = False


def colour_number(colour: str) -> int:
    """Return a colour as Excel counts it: red is the lowest byte.

    Example:
        >>> colour_number("#FF0001")
        65791
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red | green << 8 | blue << 16
