"""Looks of cells in Calc: fonts, fills, lines and number formats, column widths, conditional formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import uno
from com.sun.star.awt.FontSlant import ITALIC
from com.sun.star.awt.FontUnderline import SINGLE
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import Locale
from com.sun.star.sheet.ConditionOperator import EQUAL, GREATER, LESS, NOT_EQUAL
from com.sun.star.table import BorderLine2
from com.sun.star.table.CellHoriJustify import CENTER, LEFT, RIGHT
from com.sun.star.table.CellVertJustify2 import CENTER as MIDDLE

from xltier.app.live.content import CellLook, Colouring

_ALIGN: Final = {"left": LEFT, "center": CENTER, "right": RIGHT}
_TESTS: Final = {"=": EQUAL, "<>": NOT_EQUAL, ">": GREATER, "<": LESS}
_SIDES: Final = ("TopBorder2", "BottomBorder2", "LeftBorder2", "RightBorder2")
_BOLD: Final = 150.0
_THIN, _THICK = 18, 70  # hundredths of a millimetre
_INDENT: Final = 300
_STYLES: Final = "CellStyles"
_STYLE_KIND: Final = "com.sun.star.style.CellStyle"
_ENGLISH: Final = Locale("en", "US", "")
_PIXELS_A_DIGIT, _MARGIN, _HUNDREDTHS_A_PIXEL = 7, 5, 2540 / 96
_COPIED: Final = (
    *("BottomBorder2", "CellBackColor", "CellProtection", "CellStyle", "CharColor", "CharFontName"),
    *("CharFontNameAsian", "CharHeight", "CharHeightAsian", "CharPosture", "CharUnderline", "CharWeight"),
    *("CharWeightAsian", "HoriJustify", "IsCellBackgroundTransparent", "IsTextWrapped", "LeftBorder2", "NumberFormat"),
    *("ParaIndent", "RightBorder2", "TopBorder2", "VertJustify"),
)
"""By rising name, as the office wants them."""


def dress(document: Any, cells: Any, look: CellLook) -> None:  # noqa: ANN401  UNO objects
    """Change the looks of cells where ``look`` says something."""
    said = dict(_properties(document, look))
    names = tuple(sorted(said))
    cells.setPropertyValues(names, tuple(said[name] for name in names))


def _properties(document: Any, look: CellLook) -> list[tuple[str, Any]]:  # noqa: ANN401  a UNO object
    said: tuple[tuple[tuple[str, ...], object], ...] = (
        (("NumberFormat",), None if look.number_format is None else number_format(document, look.number_format)),
        (("CellBackColor",), _colour(look.fill)),
        (("CharColor",), _colour(look.ink)),
        (("CharFontName", "CharFontNameAsian"), look.font),
        (("CharHeight", "CharHeightAsian"), look.size),
        (("CharWeight", "CharWeightAsian"), _BOLD if look.bold else None),
        (("CharPosture", "CharPostureAsian"), ITALIC if look.italic else None),
        (("CharUnderline",), SINGLE if look.underline else None),
        (("HoriJustify",), LEFT if look.indent and look.align is None else _ALIGN.get(look.align or "")),
        (("ParaIndent",), look.indent * _INDENT or None),
        (("IsTextWrapped",), look.wrap or None),
        (_SIDES, _line(look.border, _THIN)),
        (("BottomBorder2",), _line(look.bottom, _THIN)),
        (("TopBorder2",), _line(look.top, _THIN)),
        (("LeftBorder2",), _line(look.left, _THICK)),
    )
    return [(name, value) for names, value in said if value is not None for name in names]


def _colour(text: str | None) -> int | None:
    """Return ``#14304F`` as a number."""
    return None if text is None else int(text.lstrip("#"), 16)


def place_in_the_middle(cells: Any) -> None:  # noqa: ANN401  a UNO object
    """Let texts stand in the middle of their rows' height."""
    cells.VertJustify = MIDDLE


def number_format(document: Any, code: str) -> int:  # noqa: ANN401  a UNO object
    """Return the document's number of a format, which is added where it has none."""
    formats = document.NumberFormats
    known = formats.queryKey(code, _ENGLISH, False)  # noqa: FBT003  UNO takes it by position
    return int(known if known >= 0 else formats.addNew(code, _ENGLISH))


def follow(sheet: Any, cells: Any, neighbour: Any) -> None:  # noqa: ANN401  UNO objects
    """Give cells the looks that the cells of another column have in the same rows."""
    size = cells.RangeAddress
    runs = neighbour.getCellFormatRanges()
    for at in range(runs.Count):
        run = runs.getByIndex(at)
        rows = run.RangeAddress
        target = sheet.getCellRangeByPosition(size.StartColumn, rows.StartRow, size.EndColumn, rows.EndRow)
        target.setPropertyValues(_COPIED, run.getPropertyValues(_COPIED))


def put_colourings(document: Any, cells: Any, colourings: Sequence[Colouring]) -> None:  # noqa: ANN401  UNO objects
    """Make these the only conditional formats of cells."""
    entries = cells.ConditionalFormat
    entries.clear()
    for one in colourings:
        said = f'"{one.value}"' if isinstance(one.value, str) else str(one.value)
        entries.addNew(
            (
                PropertyValue("Operator", 0, _TESTS[one.test], 0),
                PropertyValue("Formula1", 0, said, 0),
                PropertyValue("StyleName", 0, _style(document, one.look), 0),
            )
        )
    cells.ConditionalFormat = entries


def _style(document: Any, look: CellLook) -> str:  # noqa: ANN401  a UNO object
    """Return the cell style of a look, which is added where the document has none."""
    styles = document.StyleFamilies.getByName(_STYLES)
    name = "xltier " + " ".join(
        part for part in ((look.fill or "").lstrip("#"), (look.ink or "").lstrip("#"), "bold" * look.bold) if part
    )
    if not styles.hasByName(name):
        styles.insertByName(name, document.createInstance(_STYLE_KIND))
        dress(document, styles.getByName(name), look)
    return name


def _line(said: str | None, width: int) -> Any:  # noqa: ANN401  a UNO struct, or None
    if said is None:
        return None
    line = BorderLine2()
    line.Color, line.OuterLineWidth, line.LineWidth = _colour(said), width, width
    return line


def characters(width: int) -> float:
    """Return a column's width in hundredths of a millimetre as characters."""
    return round((width / _HUNDREDTHS_A_PIXEL - _MARGIN) / _PIXELS_A_DIGIT, 2)


def hundredths(characters_: float) -> int:
    """Return a width in characters as hundredths of a millimetre."""
    return round((characters_ * _PIXELS_A_DIGIT + _MARGIN) * _HUNDREDTHS_A_PIXEL)


def point(row: int, column: int, sheet: int) -> Any:  # noqa: ANN401  a UNO struct
    """Return a cell's address; row and column from 1."""
    address = uno.createUnoStruct("com.sun.star.table.CellAddress")
    address.Sheet, address.Column, address.Row = sheet, column - 1, row - 1
    return address
