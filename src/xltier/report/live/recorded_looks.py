"""From the properties of an XlsxWriter format to a look that any host can give a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xltier.app.live.content import CellLook

_SIDES = ("bottom", "top", "left")


def look_of(properties: Mapping[str, Any]) -> CellLook:
    """Return a format's properties as a look.

    Example:
        >>> look = look_of({"bold": True, "bg_color": "#14304F"})
        >>> look.fill, look.bold, look.align
        ('#14304F', True, None)
    """
    lines = {side: _line(properties, side) for side in _SIDES}
    return CellLook(
        number_format=properties.get("num_format"),
        fill=properties.get("bg_color"),
        ink=properties.get("font_color"),
        bold=bool(properties.get("bold")),
        italic=bool(properties.get("italic")),
        underline=bool(properties.get("underline")),
        font=properties.get("font_name"),
        size=properties.get("font_size"),
        align=properties.get("align"),
        indent=int(properties.get("indent", 0)),
        wrap=bool(properties.get("text_wrap")),
        border=_line(properties, "border"),
        **lines,
    )


def _line(properties: Mapping[str, Any], side: str) -> str | None:
    if not properties.get(side):
        return None
    colour: str = properties.get(f"{side}_color", "#000000")
    return colour
