"""How the cells of the rules sheet look: what may be edited is yellow, what is computed is grey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xltier.report.theme import LINE, PANEL, SUB, Theme
from xltier.tables.rules.shape import Field, Holds

if TYPE_CHECKING:
    from xlsxwriter.format import Format

LIVE: Final = "#FFF1C2"
"""Formulas read it: an edit rates at once."""
EDITED: Final = "#FFFAEA"
"""Takes effect when xltier writes the formulas again."""

_CENTRED: Final = frozenset(
    {Holds.NUMBER, Holds.WHOLE, Holds.CHOICE, Holds.COMBINE, Holds.YES, Holds.DATE, Holds.MONTH, Holds.COLOUR}
)
_NARROW: Final = frozenset(
    {"key", "code", "class", "cap", "edge", "line", "tier", "order", "axis", "unit", "measure", "label"}
)
_AS_TYPED: Final = frozenset(
    {"version", "code", "key", "measure", "class", "cap", "text", "label", "group", "line", "when", "auto", "release"}
    | {"rule", "applies_if", "expression"}
)
"""Texts that a spreadsheet would make something else of: a version 2026.10, a code 007, a condition with a = before."""


def cell_look(theme: Theme, field: Field, *, in_percent: bool = False) -> Format:
    """Return the look of an editable cell."""
    properties: dict[str, Any] = {
        "border": 1,
        "border_color": LINE,
        "bg_color": PANEL if field.holds is Holds.SHOWN else LIVE if field.is_live else EDITED,
    }
    if field.holds is Holds.SHOWN:
        properties["font_color"] = SUB
    else:
        properties["locked"] = False  # where the sheet is protected, rules may still be edited
    if field.holds in _CENTRED or field.name in _NARROW:
        properties |= {"align": "center"}
    else:
        properties |= {"text_wrap": True, "indent": 1}
    if field.span == 1 and field.holds is Holds.CHOICE:
        properties["shrink"] = True
    if field.holds is Holds.TEXT and field.name in _AS_TYPED:
        properties["num_format"] = "@"
    if field.holds is Holds.DATE:
        properties["num_format"] = "yyyy-mm-dd"
    elif field.holds in {Holds.NUMBER, Holds.WHOLE}:
        properties["num_format"] = "0.####%" if in_percent else "General"
    return theme.format(**properties)


def grey(theme: Theme, **more: object) -> Format:
    """Return the look of a computed cell."""
    return theme.format(**{"border": 1, "border_color": LINE, "bg_color": PANEL, "font_color": SUB} | more)


def check_look(theme: Theme) -> Format:
    """Return the look of a live check beside a row."""
    return theme.format(font_size=8.5, font_color=SUB, indent=1)
