"""The colour of a tier on the rules sheet: the fill of its swatch, or ``#RRGGBB`` typed into it."""

from __future__ import annotations

import re
from typing import Final

from xltier.core.words import folded
from xltier.errors import Location, Problem, Severity
from xltier.tables.rules import choices
from xltier.tables.rules.grid import GridCell
from xltier.tables.rules.values import text_of

_COLOUR: Final = re.compile(r"#[0-9A-F]{6}")
_AUTO: Final = frozenset({"", folded(choices.AUTO.zh), folded(choices.AUTO.en)})


def colour_of(cell: GridCell, default: str, at: Location) -> str | Problem | None:
    """Return a tier's own colour, or None where the palette's is meant.

    A word on a swatch that somebody filled is a note of theirs; on one that still has the palette's colour it was
    meant to change it, and does not.

    Args:
        cell: The swatch.
        default: The palette's colour of the tier.
        at: Its place.
    """
    said = text_of(cell).upper()
    if said.startswith("#"):
        if _COLOUR.fullmatch(said) is None:
            return Problem("rules-colour", at, values={"text": text_of(cell)})
        return cell.fill.upper() if cell.fill is not None else said
    if cell.fill is not None and cell.fill.upper() != default:
        return cell.fill.upper()
    if folded(said) not in _AUTO:
        return Problem("rules-colour", at, Severity.WARNING, {"text": text_of(cell)})
    return None
