"""The rows below a header while they are judged: which columns are numbers, which name customers."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.tables.header import Heading
from xltier.tables.locate import Located
from xltier.tables.numbers import parse_number
from xltier.tables.roles import KEYS, NUMERIC, Role, role_of
from xltier.tables.sheet import Cell, RawSheet
from xltier.tables.text import fold


class Body:
    """The rows below a header.

    Args:
        sheet: The sheet.
        located: The table on it.
        headings: Its columns.
        filled: Their cells, one sequence a heading as long as ``sheet.rows``, merged areas filled.
    """

    def __init__(
        self, sheet: RawSheet, located: Located, headings: Sequence[Heading], filled: Sequence[Sequence[Cell]]
    ) -> None:
        self.sheet = sheet
        self.located = located
        self.headings = headings
        self.cells = filled  # one sequence a heading, as long as sheet.rows, merged areas filled
        self.roles = [role_of(heading.name) for heading in headings]
        self.numeric = [at for at in range(len(headings)) if self._is_numeric(at)]
        self.words = [at for at in range(len(headings)) if at not in self.numeric]
        full = [at for at in self.words if self._is_mostly_filled(at)]
        self.keys = [at for at in full if self.roles[at] in KEYS] or full[:1]
        self.additive = [
            at
            for at in self.numeric
            if self.roles[at] not in {Role.RATIO, Role.RATE, Role.SERIAL, Role.MONTH, Role.DAY}
        ]
        self.across = {(a.top, a.left) for a in sheet.merges if a.right > a.left}
        self.header = [fold(heading.texts[-1] if heading.texts else "") for heading in headings]

    def _is_numeric(self, at: int) -> bool:
        """Return whether a column's cells are mostly numbers; few cells of it are enough to tell."""
        role = self.roles[at]
        if role is Role.CODE:
            return False
        first, last = self.located.first, self.located.last
        step = max(1, (last - first) // 200)
        seen = [v for v in self.cells[at][first:last:step] if v is not None]
        count = sum(
            not isinstance(v, bool)
            and (isinstance(v, int | float) or (isinstance(v, str) and parse_number(v) is not None))
            for v in seen
        )
        if role in KEYS or role in {Role.MONTH, Role.DAY, Role.LABEL}:
            return False
        return (
            count * 2 > len(seen)
            or (role in NUMERIC and count * 4 >= len(seen) and count > 0)
            or (not seen and role in NUMERIC)
        )

    def _is_mostly_filled(self, at: int) -> bool:
        """Return whether a column is filled in at least half of the rows, as a key is."""
        cells = self.cells[at][self.located.first : self.located.last]
        return sum(value is not None for value in cells) * 2 >= len(cells)

    def row(self, i: int) -> list[Cell]:
        """Return the cells of a row."""
        return [cells[i] for cells in self.cells]

    def number(self, at: int, i: int) -> float | None:
        """Return a cell as a number, or None."""
        value = self.cells[at][i]
        if isinstance(value, bool):
            return None
        if isinstance(value, int | float):
            return value
        if isinstance(value, str):
            found = parse_number(value)
            return found.value if found else None
        return None

    def is_faulty(self, at: int, i: int) -> bool:
        """Return whether a cell shows an error or has no result."""
        return (self.sheet.rows[i], self.headings[at].number) in self.sheet.faults
