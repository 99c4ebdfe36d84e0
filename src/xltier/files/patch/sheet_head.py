"""What stands before the rows of a sheet: its dimension and its column widths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from xltier.files.patch.columns import PlannedColumn, TablePlan
from xltier.files.patch.markup import ATTRIBUTES, Child, attribute, children, masked, with_attribute
from xltier.files.patch.refs import Area

_COLUMN: Final = re.compile(rb"<(?:[\w.\-]+:)?col(?=[\s/>])" + ATTRIBUTES + rb"/?>")
_ROOT: Final = re.compile(rb"<(?:([\w.\-]+):)?worksheet(?=[\s/>])" + ATTRIBUTES + rb">")
_PREFIX: Final = re.compile(rb"""\sxmlns(?::([\w.\-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHOWN_ALWAYS: Final = (b"hidden", b"collapsed")


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The bytes before the first row, taken apart.

    Args:
        data: From the start of the part to the start of ``sheetData``.
        prefix: Namespace prefix of the sheet with its colon, or nothing.
        parts: The elements below the root so far.
    """

    data: bytes
    prefix: str
    parts: tuple[Child, ...]

    @property
    def other_marks(self) -> tuple[bytes, ...]:
        """Return how rows and cells would begin that use another prefix of the sheet's namespace."""
        root = _ROOT.search(masked(self.data))
        bound = (
            {found[1] or b"": found[2] or found[3] for found in _PREFIX.finditer(root[2])} if root is not None else {}
        )
        mine = self.prefix.encode()[:-1]
        others = [prefix for prefix, name in bound.items() if prefix != mine and name == bound.get(mine)]
        return tuple(
            b"<%s%s%s" % (prefix + b":" if prefix else b"", name, end)
            for prefix in others
            for name, end in ((b"row", b""), (b"c", b" "), (b"c", b">"))
        )

    def column_style(self, column: int) -> int:
        """Return the format that a column gives to cells that do not exist."""
        for first, last, attributes in self._columns():
            if first <= column <= last:
                style = attribute(attributes, b"s") or b"0"
                return int(style) if style.isdigit() else 0
        return 0

    def edited(self, plan: TablePlan) -> bytes:
        """Return the head with its dimension grown and our new columns shown at their width."""
        edits: list[tuple[int, int, bytes]] = []
        dimension = next((part for part in self.parts if part.name == "dimension"), None)
        if dimension is not None:
            edits.append((dimension.start, dimension.inner, self._dimension(dimension, plan)))
        fresh = [column for column in plan.columns if not column.is_ours]
        if fresh:
            edits += self._widths(fresh)
        out = self.data
        for start, end, replacement in sorted(edits, reverse=True):
            out = out[:start] + replacement + out[end:]
        return out

    def _dimension(self, dimension: Child, plan: TablePlan) -> bytes:
        tag = self.data[dimension.start : dimension.inner]
        known = Area.parse((attribute(tag, b"ref") or b"").decode())
        if known is None:
            return tag
        grown = known
        for area in plan.area:
            grown = grown.union(area)
        return tag if grown == known else with_attribute(tag, b"ref", str(grown).encode())

    def _widths(self, fresh: list[PlannedColumn]) -> list[tuple[int, int, bytes]]:
        wanted = {column.number: column.edit.width for column in fresh}
        known = self._columns()
        pieces: list[tuple[int, bytes]] = []
        is_changed = False
        for first, last, attributes in known:
            cuts = [column for column in wanted if first <= column <= last]
            needed = [column for column in cuts if wanted[column] is not None or attribute(attributes, b"hidden")]
            is_changed = is_changed or bool(needed)
            pieces += _split(first, last, attributes, needed, wanted)
            for column in cuts:
                del wanted[column]
        for column, width in wanted.items():
            if width is not None:
                pieces.append(
                    (column, b' min="%d" max="%d" width="%s" customWidth="1"' % (column, column, _shown(width)))
                )
                is_changed = True
        if not is_changed:
            return []
        mark = self.prefix.encode()
        inside = b"".join(b"<%scol%s/>" % (mark, piece) for _, piece in sorted(pieces))
        there = next((part for part in self.parts if part.name == "cols"), None)
        if there is None:
            return [(len(self.data), len(self.data), b"<%scols>%s</%scols>" % (mark, inside, mark))]
        return [(there.start, there.end, b"<%scols>%s</%scols>" % (mark, inside, mark))]

    def _columns(self) -> list[tuple[int, int, bytes]]:
        there = next((part for part in self.parts if part.name == "cols"), None)
        if there is None:
            return []
        columns: list[tuple[int, int, bytes]] = []
        for found in _COLUMN.finditer(masked(self.data), there.inner, there.end):
            first, last = attribute(found[1], b"min"), attribute(found[1], b"max")
            if first is not None and last is not None and first.isdigit() and last.isdigit():
                columns.append((int(first), int(last), b" " + found[1].strip()))
        return columns


def read_head(data: bytes) -> SheetHead | None:
    """Return the head of a sheet taken apart, or None where ``data`` is no worksheet."""
    scan = masked(data)
    root = _ROOT.search(scan)
    if root is None:
        return None
    prefix = f"{root[1].decode()}:" if root[1] else ""
    shift = root.end()
    parts = tuple(
        Child(part.name, part.start + shift, part.inner + shift, part.end + shift) for part in children(scan[shift:])
    )
    return SheetHead(data, prefix, parts)


def _split(
    first: int, last: int, attributes: bytes, needed: list[int], wanted: dict[int, float | None]
) -> list[tuple[int, bytes]]:
    """Return one ``col`` for several columns as pieces around the columns that need one of their own."""
    pieces: list[tuple[int, bytes]] = []
    start = first
    for column in [*sorted(needed), last + 1]:
        if start < column:
            pieces.append((start, _spanning(attributes, start, column - 1)))
        if column <= last:
            pieces.append((column, _visible(_spanning(attributes, column, column), wanted[column])))
        start = column + 1
    return pieces


def _spanning(attributes: bytes, first: int, last: int) -> bytes:
    return with_attribute(with_attribute(attributes, b"min", b"%d" % first), b"max", b"%d" % last)


def _visible(attributes: bytes, width: float | None) -> bytes:
    for name in _SHOWN_ALWAYS:
        attributes = re.sub(rb"""\s""" + name + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""", b"", attributes)
    if width is None:
        return attributes
    return with_attribute(with_attribute(attributes, b"width", _shown(width)), b"customWidth", b"1")


def _shown(width: float) -> bytes:
    return f"{width:g}".encode()
