"""Drop-downs, number bounds and input messages of the rules sheet's editable cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from xltier.messages import phrase
from xltier.tables.address import a1
from xltier.tables.rules import choices
from xltier.tables.rules.layout import Column, Layout, PlacedBlock
from xltier.tables.rules.shape import Holds

Area = tuple[int, int, int, int]

_MOST: Final = 255
_YES_NO: Final = {"yes": choices.YES, "no": choices.NO}
TIER_CODES: Final = frozenset({("#redlines", "cap"), ("#rules", "class"), ("#grid", "class"), ("#cases", "tier")})
"""Columns that name a tier."""
_KEYS: Final = frozenset({("#bands", "measure"), ("#weights", "measure"), ("#derived", "key"), ("#cuts", "measure")})


def validation(made: Layout, placed: PlacedBlock, language: str) -> Iterator[tuple[Area, dict[str, Any]]]:
    """Yield an area (rows and columns from 0) and its rule, for every editable column of a block."""
    for at, place in enumerate(placed.columns):
        if place.field.holds is Holds.SHOWN:
            continue
        first, last = placed.rows[0][0], placed.rows[-1][0]
        if placed.block.is_head:
            first = last = placed.rows[at][0]
        area = (first - 1, place.column - 1, last - 1, place.column - 1)
        yield area, _rule(made, placed, place, language) | _message(place, language)


def _message(place: Column, language: str) -> dict[str, Any]:
    hint = place.field.hint.said(language)
    effect = phrase("rules-effect-live" if place.field.is_live else "rules-effect-later", language)
    text = "\n".join(part for part in (hint, effect) if part)
    return {"input_title": place.field.label.said(language)[:32], "input_message": text[:_MOST]}


def _rule(made: Layout, placed: PlacedBlock, place: Column, language: str) -> dict[str, Any]:
    field = place.field
    spot = (placed.block.marker, field.name)
    gentle = {"error_type": "warning", "error_message": phrase("rules-wrong-value", language)}
    offered = _YES_NO if field.holds is Holds.YES else field.choices
    if offered:
        return {"validate": "list", "source": [words.said(language) for words in offered.values()], **gentle}
    if spot in TIER_CODES and (source := _column(made, "#tiers", "code")):
        return {"validate": "list", "source": source, **gentle}
    if spot in _KEYS and (source := _column(made, "#measures", "key")):
        return {"validate": "list", "source": source, **gentle}
    if spot == ("#measures", "weight"):
        return {"validate": "decimal", "criteria": ">=", "value": 0, **gentle}
    if field.holds is Holds.WHOLE:
        return {"validate": "integer", "criteria": ">=", "value": 0, **gentle}
    return {"validate": "any"}


def _column(made: Layout, marker: str, name: str) -> str | None:
    placed = made.block(marker)
    column = None if placed is None else placed.column(name)
    if placed is None or column is None:
        return None
    first, last = a1(placed.rows[0][0], column), a1(placed.rows[-1][0], column)
    letters = first.rstrip("0123456789")
    return f"=${letters}${placed.rows[0][0]}:${letters}${placed.rows[-1][0]}" if last else None
