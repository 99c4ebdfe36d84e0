"""The fill colours of a sheet's cells as ``#RRGGBB``: users recolour a tier by filling its swatch."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from xltier.files.package import Package
from xltier.files.sheet_place import SheetPlace
from xltier.files.xlsx_parts import read_workbook
from xltier.files.xml import local, parse

_THEME_COLOUR: Final = re.compile(
    rb"<a:(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>\s*<a:(?:srgbClr val|sysClr [^>]*lastClr)=\"([0-9A-Fa-f]{6})\""
)
_THEME_ORDER: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_SYSTEM: Final = 64
"""Palette indices from here on are the system's own colours, which are no choice of anybody."""
_RGB: Final = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


def fills_of(path: Path | str, sheet: str) -> dict[tuple[int, int], str]:
    """Return the solid fills of a sheet by (row, column) from 1.

    Args:
        path: An xlsx or xlsm file.
        sheet: Sheet name.

    Raises:
        Refusal: The guards of :class:`Package`, or a damaged part.
    """
    with Package(path) as package:
        book = read_workbook(package)
        if book.styles is None:
            return {}
        part = next(one.part for one in book.sheets if one.name == sheet)
        styles = _Styles(_theme_colours(package.read(package.find("theme1.xml") or "")))
        parse(package.chunks(book.styles), path=path, part=book.styles, start=styles.start, end=styles.end)
        cells = _Cells(styles.colours())
        parse(package.chunks(part), path=path, part=part, start=cells.start)
        return cells.found


class _Cells:
    """Takes the events of a worksheet part; ``found`` holds the colours of its filled cells."""

    def __init__(self, colours: Mapping[str, str]) -> None:
        self.found: dict[tuple[int, int], str] = {}
        self._colours = colours
        self._place = SheetPlace()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = local(name)
        self._place.enter(tag, attributes)
        colour = self._colours.get(attributes.get("s", "0")) if tag == "c" else None
        if colour is not None:
            self.found[self._place.row, self._place.column] = colour


class _Styles:
    """Takes the events of a styles part: the colour of each fill, and the fill of each cell format."""

    def __init__(self, theme: Mapping[int, str]) -> None:
        self._theme = theme
        self._fills: list[str | None] = []
        self._formats: list[str] = []
        self._inside = ""
        self._is_solid = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match self._inside, local(name):
            case "", "fills" | "cellXfs" as collection:
                self._inside = collection
            case "fills", "fill":
                self._fills.append(None)
            case "fills", "patternFill":
                self._is_solid = attributes.get("patternType") == "solid"
            case "fills", "fgColor" if self._is_solid and self._fills:
                self._fills[-1] = _colour(attributes, self._theme)
            case "cellXfs", "xf":
                self._formats.append(attributes.get("fillId", "0"))

    def end(self, name: str) -> None:
        if local(name) == self._inside:
            self._inside = ""

    def colours(self) -> dict[str, str]:
        """Return the colour of each cell format that has one, by the number that cells name it by."""
        fills = {str(number): fill for number, fill in enumerate(self._fills) if fill is not None}
        return {str(number): fills[fill] for number, fill in enumerate(self._formats) if fill in fills}


def _theme_colours(theme: bytes) -> dict[int, str]:
    found = {name.decode(): value.decode().upper() for name, value in _THEME_COLOUR.findall(theme)}
    return {at: found[name] for at, name in enumerate(_THEME_ORDER) if name in found}


def _colour(attributes: Mapping[str, str], theme: Mapping[int, str]) -> str | None:
    """Return a colour however the file says it: directly, by the theme with a tint, or by the old palette."""
    from openpyxl.styles.colors import COLOR_INDEX

    rgb = _RGB.fullmatch(attributes.get("rgb", ""))
    if rgb is not None:
        return f"#{rgb[1].upper()}"
    number = attributes.get("theme", "")
    if number.isdigit() and int(number) in theme:
        return _tinted(theme[int(number)], float(attributes.get("tint", "0")))
    indexed = attributes.get("indexed", "")
    if indexed.isdigit() and int(indexed) < min(len(COLOR_INDEX), _SYSTEM):
        return f"#{COLOR_INDEX[int(indexed)][-6:].upper()}"
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
