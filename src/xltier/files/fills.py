"""The fill colours of a sheet's cells as ``#RRGGBB``: users recolour a tier by filling its swatch."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl.styles.colors import Color

_THEME_COLOUR: Final = re.compile(
    rb"<a:(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>\s*<a:(?:srgbClr val|sysClr [^>]*lastClr)=\"([0-9A-Fa-f]{6})\""
)
_THEME_ORDER: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_SYSTEM: Final = 64
"""Palette indices from here on are the system's own colours, which are no choice of anybody."""


def fills_of(path: Path | str, sheet: str) -> dict[tuple[int, int], str]:
    """Return the solid fills of a sheet by (row, column) from 1.

    Args:
        path: An xlsx or xlsm file that the guards have let in.
        sheet: Sheet name.
    """
    from openpyxl import load_workbook
    from openpyxl.cell.read_only import EmptyCell

    book = load_workbook(path, read_only=True)
    try:
        theme = _theme_colours(book.loaded_theme or b"")
        return {
            (at_row, at_column): colour
            for at_row, row in enumerate(book[sheet].iter_rows(), 1)
            for at_column, cell in enumerate(row, 1)
            if not isinstance(cell, EmptyCell)
            and cell.has_style
            and cell.fill.fill_type == "solid"
            and (colour := _colour(cell.fill.fgColor, theme)) is not None
        }
    finally:
        book.close()


def _theme_colours(theme: bytes | str) -> dict[int, str]:
    raw = theme.encode() if isinstance(theme, str) else theme
    found = {name.decode(): value.decode().upper() for name, value in _THEME_COLOUR.findall(raw)}
    return {at: found[name] for at, name in enumerate(_THEME_ORDER) if name in found}


def _colour(colour: Color, theme: dict[int, str]) -> str | None:
    """Return a colour however the file says it: directly, by the theme with a tint, or by the old palette."""
    from openpyxl.styles.colors import COLOR_INDEX

    match colour.type:
        case "rgb" if isinstance(colour.rgb, str):
            return f"#{colour.rgb[-6:].upper()}"
        case "theme" if colour.theme in theme:
            return _tinted(theme[colour.theme], colour.tint or 0.0)
        case "indexed" if colour.indexed < min(len(COLOR_INDEX), _SYSTEM):
            return f"#{COLOR_INDEX[colour.indexed][-6:].upper()}"
    return None


def _tinted(rgb: str, tint: float) -> str:
    """Return a colour made lighter (positive tint) or darker (negative) as Excel does.

    Example:
        >>> _tinted("4472C4", 0.0), _tinted("000000", 0.5)
        ('#4472C4', '#808080')
    """
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    mixed = colorsys.hls_to_rgb(hue, light, saturation)
    return "#" + "".join(f"{int(part * 255 + 0.5):02X}" for part in mixed)
