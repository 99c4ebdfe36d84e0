"""A page of help: lines as wide as a terminal shows them, broken between Chinese letters but never inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import click

from xltier.app.wording.text_table import width

# Spaces, or what stays together: a word or a Chinese letter, with its punctuation.
_PIECE: Final = re.compile(r"\s+|[（“《]*(?:[\x21-\x7e]+|\S)[，。；：、！？）”》…]*")
_WIDEST_TERM: Final = 30
_GAP: Final = 2
_LEAST: Final = 10


class HelpPage(click.HelpFormatter):
    """Writes as click does, but counts a Chinese letter as two columns and keeps ``--as-of`` on one line."""

    def write_heading(self, heading: str) -> None:
        """Write a heading; its colon is part of its words."""
        self.write(f"{'':>{self.current_indent}}{heading}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, an empty line between two."""
        indent = " " * self.current_indent
        paragraphs = re.split(r"\n\s*\n", text.strip())
        filled = ("\n".join(indent + line for line in lines(one, self.width - len(indent))) for one in paragraphs)
        self.write("\n\n".join(filled) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = _GAP) -> None:
        """Write terms and what they mean in two columns; a term that is too wide has a line of its own."""
        listed: Sequence[tuple[str, str]] = list(rows)
        column = min(max((width(term) for term, _ in listed), default=0), col_max) + col_spacing
        start = self.current_indent + column
        for term, meaning in listed:
            head = f"{'':>{self.current_indent}}{term}"
            room = start - width(head)
            first, *rest = lines(meaning, max(self.width - start, _LEAST))
            self.write(f"{head}{'':>{room}}{first}\n" if room >= col_spacing else f"{head}\n{'':>{start}}{first}\n")
            for line in rest:
                self.write(f"{'':>{start}}{line}\n")


def lines(text: str, room: int) -> Iterator[str]:
    """Yield a text in lines of at most ``room`` columns; a word that is wider has a line of its own.

    Example:
        >>> list(lines("时间算到 --as-of 那天，默认今天。", 16))
        ['时间算到 --as-of', '那天，默认今天。']
    """
    line, taken = "", 0
    for piece in _PIECE.findall(text):
        wide = width(piece)
        if line and taken + wide > room and not piece.isspace():
            yield line.rstrip()
            line, taken = "", 0
        if line or not piece.isspace():
            line, taken = line + piece, taken + wide
    yield line.rstrip()
