"""A sentence of ours as a formula: its words as they are, its figures read from cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xltier.messages import phrase

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MARK: Final = "\u29fc"
"""⧼ stands around a figure's name until the words are taken apart; a text that holds it already is not live."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence: how it reads now, and the formula that gives that text; None is written out."""

    shown: str
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class LiveText:
    """A text, and the formula that gives it, or None."""

    shown: str
    formula: str | None = None

    def joined(self, other: LiveText) -> LiveText:
        """Return both, one after the other."""
        if self.formula is None and other.formula is None:
            return LiveText(self.shown + other.shown)
        parts = [text.formula if text.formula is not None else _literal(text.shown) for text in (self, other)]
        return LiveText(self.shown + other.shown, "&".join(part for part in parts if part != '""'))


def live_phrase(reference: str, language: str, figures: Mapping[str, Figure]) -> LiveText:
    """Return a phrase with its figures, live where they are."""
    shown = phrase(reference, language, **{key: figure.shown for key, figure in figures.items()})
    live = {key: figure.formula for key, figure in figures.items() if figure.formula is not None}
    if not live or _MARK in shown:
        return LiveText(shown)
    marks = {key: f"{_MARK}{key}{_MARK}" if key in live else figure.shown for key, figure in figures.items()}
    pieces = phrase(reference, language, **marks).split(_MARK)
    parts = [live.get(piece, "") if at % 2 else _literal(piece) for at, piece in enumerate(pieces)]
    return LiveText(shown, "&".join(part for part in parts if part != '""'))


def write_text(page: Worksheet, row: int, column: int, text: LiveText, look: Format) -> None:
    """Write a text into a cell, as its formula where it has one."""
    if text.formula is None:
        page.write_string(row, column, text.shown, look)
    else:
        page.write_formula(row, column, f"={text.formula}", look, text.shown)


def _literal(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
