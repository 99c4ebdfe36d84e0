"""The shape of a worksheet row, as one pattern that takes its values out.

Rows of a large sheet are like each other: the same columns, styles and types, here and there a cell empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Shape(NamedTuple):
    """One cell of a row as written: an empty cell has no form."""

    column: int
    letters: bytes
    style: bytes | None
    kind: bytes | None
    has_formula: bool
    form: bytes

    def joined(self, other: Shape) -> Shape | None:
        """Return the shape that covers both, or None when a value is written in two ways."""
        if self.style != other.style:
            return None
        if not self.form or not other.form:
            return self if self.form else other
        return self if self == other else None

    def pattern(self) -> bytes:
        """Return the pattern that takes the value out; the cell may be empty or missing."""
        head = rb'(?:<c r="%s\1"' % self.letters
        head += b' s="%s"' % self.style if self.style is not None else b""
        if not self.form:
            return head + b"/>)?"
        kind = b' t="%s"' % self.kind if self.kind is not None else b""
        formula = b"<f>[^<]*</f>" if self.has_formula else b""
        value = b"<v>([^<]*)</v>" if self.form == b"v" else b'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>'
        return head + b"(?:/>|" + kind + b">" + formula + value + b"</c>))?"


class Template:
    """The cells that rows of one kind have, and the pattern that takes out their values."""

    def __init__(self, cells: Sequence[Shape]) -> None:
        self.cells = tuple(sorted(cells))
        whole = rb'<row r="(\d+)"(?: (?!hidden)[\w:]+="[^"]*")*>' + b"".join(cell.pattern() for cell in self.cells)
        self.columns = [cell for cell in self.cells if cell.form]
        self.match = re.compile(whole).fullmatch
        self.find = re.compile(whole + b"</row>").findall
        self.rows: list[Sequence[bytes]] = []

    def joined(self, cells: Sequence[Shape]) -> Template | None:
        """Return a template that also covers a row of these cells, or None."""
        by_column = {cell.column: cell for cell in self.cells}
        for cell in cells:
            known = by_column.get(cell.column)
            covering = cell if known is None else known.joined(cell)
            if covering is None:
                return None
            by_column[cell.column] = covering
        return Template(list(by_column.values()))
