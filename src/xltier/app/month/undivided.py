"""Rows that lump a moved product in with the rest of its line, while another sheet keeps the two apart.

Added up with figures that the map has moved, such a row would mix two lines: stock of one over sales of
another. Its measures do not apply then, and the row is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xltier.app.month.intake.inputs import Facts, MonthInputs
from xltier.app.month.keys import Key
from xltier.core.line_map import LineMap
from xltier.core.months import Month, month_text
from xltier.core.words import folded
from xltier.errors import Problem, Severity

Row = tuple[str, str, str, Month]


class Undivided:
    """Gathers rows of lines that a product has left, with and without that product."""

    def __init__(self, lines: LineMap) -> None:
        """Watch the lines that ``lines`` takes products from."""
        self._lines = lines
        self._left: dict[str, frozenset[str]] = {}
        self._tables: dict[Row, set[int]] = {}
        self._whole: dict[Row, list[tuple[Facts, int, tuple[str, ...]]]] = {}

    def see(self, facts: Facts, at: int, measures: tuple[str, ...]) -> None:
        """Take note of a row, and of the measures that are summed from it."""
        name = facts.lines[at]
        if name not in self._left:
            self._left[name] = self._lines.products_moved_from(self._lines.line(name))
        left = self._left[name]
        if not left:
            return
        row = (facts.dealers[at], facts.divisions[at], self._lines.line(name), facts.months[at])
        product = facts.products[at]
        if product is None and measures:
            self._whole.setdefault(row, []).append((facts, at, measures))
        elif product is not None and folded(product) in left:
            self._tables.setdefault(row, set()).add(facts.source)

    def mixed(self, inputs: MonthInputs) -> Iterator[tuple[Facts, int, tuple[str, ...], Problem]]:
        """Yield each row that mixes two lines: its table, place and measures, and the Problem that names it."""
        for row, rows in self._whole.items():
            apart = self._tables.get(row)
            if apart is None:
                continue
            for facts, at, measures in rows:
                if facts.source not in apart:
                    where = inputs.sources[facts.source].location(facts.rows[at])
                    other = next(iter(apart))
                    values = {
                        "dealer": row[0],
                        "line": row[2],
                        "period": month_text(row[3]),
                        "other": inputs.sources[other].file,
                    }
                    yield facts, at, measures, Problem("line-undivided", where, Severity.WARNING, values)


def keys_of(facts: Facts, at: int, lines: LineMap, receivers: Collection[str]) -> set[Key]:
    """Return the keys whose figures a mixed row would falsify: its own line's and the receivers'."""
    names = {lines.line(facts.lines[at]), *receivers}
    return {Key(facts.dealers[at], facts.divisions[at], name) for name in names}
