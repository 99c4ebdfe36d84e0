"""Runs of rows that all look alike, spliced a whole chunk at a time.

A sheet of a million rows is nearly always one row a million times over: the same attributes, every row
ending in the cell of the same column. Where a chunk proves to be that, a few searches over all of it
replace a dozen for each row.
"""

from __future__ import annotations

import re

from xltier.files.patch.columns import CellWriter, TablePlan
from xltier.files.patch.markup import with_spans
from xltier.files.patch.refs import column_letters


class BulkRows:
    """Splices chunks of alike rows for one table plan."""

    def __init__(self, plan: TablePlan, writer: CellWriter, mark: bytes) -> None:
        """Compile what alike rows look like.

        Args:
            plan: What to write where.
            writer: Makes the cells.
            mark: Namespace prefix with its colon, or nothing.
        """
        self._plan = plan
        self._writer = writer
        self._close = b"</%srow>" % mark
        self._opening = b'<%srow r="' % mark
        self._tag = re.compile(rb'<%srow r="\d+"([^<>]*)>' % mark)
        ours = b"".join(_cell(mark, column.number, rb"") for column in plan.columns if column.is_ours)
        self._end = re.compile(ours + re.escape(self._close)) if ours else None
        base = column_letters(plan.base_column).encode() if plan.base_column else b"A"
        formula = rb"(?:<%sf[^<>]*+(?:/>|>[^<]*+</%sf>))?" % (mark, mark)
        self._base = re.compile(_cell(mark, base, formula, style=rb'(?: s="(\d+)")?') + ours + re.escape(self._close))

    @staticmethod
    def fits(plan: TablePlan) -> bool:
        """Return whether a plan's columns are all new, or all there, side by side and right of their neighbour."""
        columns = plan.columns
        together = columns[-1].number - columns[0].number == len(columns) - 1
        return together and plan.base_column > 0 and len({column.is_ours for column in columns}) == 1

    def spliced(self, data: bytes, first: int) -> tuple[bytes, int] | None:
        """Return a chunk with our cells in and its number of rows, or None where its rows are not alike.

        Args:
            data: Whole rows without comments, character data sections or instructions.
            first: The position in the values that the first row must have.
        """
        tag = self._tag.match(data)
        if tag is None or tag[1].endswith(b"/") or not data.endswith(self._close):
            return None
        bodies = self._end.split(data) if self._end is not None else data.split(self._close)
        if bodies.pop() or not bodies or (self._end is not None and data.count(self._close) != len(bodies)):
            return None
        numbers = [b"%d" % row for row in self._plan.rows[first : first + len(bodies)]]
        heads = [b'%s%s"%s>' % (self._opening, number, tag[1]) for number in numbers]
        if len(heads) != len(bodies) or not all(map(bytes.startswith, bodies, heads)):
            return None
        styles = self._base.findall(data)
        if len(styles) != len(bodies):
            return None
        cells = self._writer.block(numbers, [int(style or 0) for style in styles], first)
        spanned = with_spans(tag[1], self._plan.columns[0].number, self._plan.columns[-1].number)
        if spanned != tag[1]:
            heads = [b'%s%s"%s>' % (self._opening, number, spanned) for number in numbers]
            grown = len(spanned) - len(tag[1])
            bodies = [head + body[len(head) - grown :] for head, body in zip(heads, bodies, strict=True)]
        layers = [bodies, *cells, [self._close] * len(bodies)]
        out = [b""] * (len(layers) * len(bodies))
        for position, layer in enumerate(layers):
            out[position :: len(layers)] = layer
        return b"".join(out), len(bodies)


def _cell(mark: bytes, column: int | bytes, formula: bytes, style: bytes = rb'(?: s="\d+")?') -> bytes:
    """Return the pattern of a plain cell of a column: a value, an inline text without runs, or nothing."""
    letters = column if isinstance(column, bytes) else column_letters(column).encode()
    value = rb"<%sv>[^<]*+</%sv>" % (mark, mark)
    text = rb"<%sis><%st(?: xml:space=\"preserve\")?>[^<]*+</%st></%sis>" % (mark, mark, mark, mark)
    content = rb"(?:/>|>%s(?:%s|%s)?</%sc>)" % (formula, value, text, mark)
    return rb'<%sc r="%s\d+"%s(?: t="[a-zA-Z]+")?%s' % (mark, letters, style, content)
