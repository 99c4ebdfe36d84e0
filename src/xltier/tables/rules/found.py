"""Where the blocks of a rules sheet are: found by their marks, wherever users moved them.

A block whose mark is gone is still known by its heading and its headers: it is refused, never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from xltier.core.words import folded
from xltier.errors import Location, Problem, Severity
from xltier.tables.address import a1
from xltier.tables.rules.blocks import BLOCKS, END
from xltier.tables.rules.blocks.measures import INPUTS, MEASURES
from xltier.tables.rules.blocks.meta import META
from xltier.tables.rules.grid import MARKS, Grid
from xltier.tables.rules.headings import KEY, VALUE, Heading, headings
from xltier.tables.rules.shape import Block, Field, Holds
from xltier.tables.totals import Label, label_of

LOST: Final = frozenset({"rules-marks-gone", "rules-mark-gone", "rules-sorted"})
"""Problems of a sheet whose marks are lost or out of place: what else could be said of it would follow from that."""
_KNOWN: Final = {block.marker: block for block in BLOCKS}


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block on the sheet.

    Args:
        block: Which.
        header: Row of its headers.
        columns: Column of each field that has one.
        rows: Rows that hold data, in order.
    """

    block: Block
    header: int
    columns: Mapping[str, int]
    rows: Sequence[int]


def is_rules_sheet(grid: Grid) -> bool:
    """Return whether a sheet is one of rules: by its marks, else by the headings and headers of several blocks."""
    marks = {mark for _, mark in _marks(grid)}
    if META.marker in marks or len(marks & _KNOWN.keys()) > 1:
        return True
    return len({heading.block.marker for heading in headings(_texts(grid))}) > 1


def find_blocks(grid: Grid) -> tuple[dict[str, FoundBlock], list[Problem]]:
    """Return the blocks by marker, and what is wrong with markers and headers."""
    marks = _marks(grid)
    shown = {heading.row: heading for heading in headings(_texts(grid))}
    if not any(mark in _KNOWN for _, mark in marks) and len({one.block.marker for one in shown.values()}) > 1:
        return {}, [_all_gone(grid, tuple(shown.values()))]
    if (moved := _sorted(grid, marks)) is not None:
        return {}, [moved]
    found: dict[str, FoundBlock] = {}
    problems: list[Problem] = []
    for at, (row, mark) in enumerate(marks):
        if mark == END:
            continue
        if mark not in _KNOWN:
            values = {"marker": mark, "known": tuple(get_close_matches(mark, _KNOWN, n=3) or _KNOWN)}
            severity = Severity.ERROR if row in shown else Severity.WARNING
            problems.append(Problem("rules-block-unknown", grid.place(row, MARKS), severity, values))
            continue
        if mark in found:
            problems.append(Problem("rules-block-twice", grid.place(row, MARKS), values={"marker": mark}))
            continue
        after = marks[at + 1] if at + 1 < len(marks) else (grid.last_row + 1, "")
        found[mark] = _found(grid, _KNOWN[mark], row, after, problems)
    marked = {row for row, _ in marks}
    problems += [_unread(grid, shown[row], found) for row in sorted(shown.keys() - marked) if _is_apart(row, found)]
    for wanted in ((META,), (MEASURES, INPUTS)):
        told = any(problem.values.get("marker") in {b.marker for b in wanted} for problem in problems)
        if not told and not any(block.marker in found for block in wanted):
            values = {"marker": wanted[0].marker}
            problems.append(Problem("rules-block-missing", Location(file=grid.file, sheet=grid.sheet), values=values))
    return found, problems


def _marks(grid: Grid) -> list[tuple[int, str]]:
    """Return the marks of the first column with their rows, from top to bottom."""
    return [
        (row, str(cell.value).strip())
        for (row, column), cell in sorted(grid.cells.items())
        if column == MARKS and str(cell.value or "").strip().startswith("#")
    ]


def _sorted(grid: Grid, marks: Sequence[tuple[int, str]]) -> Problem | None:
    """Return the Problem of a sheet whose rows were sorted: marks stand below each other as no table has them."""
    for (above, one), (below, other) in pairwise(marks):
        if below == above + 1 and (other != END or one == END):
            return Problem("rules-sorted", grid.place(below, MARKS), values={"marks": (one, other)})
    return None


def _texts(grid: Grid) -> dict[int, dict[str, int]]:
    rows: dict[int, dict[str, int]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if isinstance(cell.value, str) and cell.value.strip():
            rows.setdefault(row, {}).setdefault(folded(cell.value), column)
    return rows


def _is_apart(row: int, found: Mapping[str, FoundBlock]) -> bool:
    """Return whether a row is no data of a block that was found."""
    return all(row not in block.rows for block in found.values())


def _all_gone(grid: Grid, shown: Sequence[Heading]) -> Problem:
    """Return the Problem of a sheet without any mark: where each of them belongs."""
    first: dict[str, str] = {}
    for heading in shown:
        first.setdefault(heading.block.marker, a1(heading.row, MARKS))
    values = {"marks": tuple(f"{marker} {cell}" for marker, cell in first.items())}
    return Problem("rules-marks-gone", Location(file=grid.file, sheet=grid.sheet), values=values)


def _unread(grid: Grid, heading: Heading, found: Mapping[str, FoundBlock]) -> Problem:
    """Return the Problem of a table without a mark: a block that is missing, or a copy of one that is read."""
    block, at = heading.block, grid.place(heading.row, MARKS)
    read = found.get(block.marker)
    if read is None:
        return Problem("rules-mark-gone", at, values={"marker": block.marker, "block": block.title})
    values = {"block": block.title, "first": a1(read.header, MARKS), "marker": block.marker}
    return Problem("rules-copy-unread", grid.place(heading.row, heading.column), Severity.NOTE, values)


def _found(grid: Grid, block: Block, header: int, after: tuple[int, str], problems: list[Problem]) -> FoundBlock:
    columns: dict[str, int] = {}
    others: list[int] = []
    for column in grid.columns(header):
        if column == MARKS:
            continue
        field = block.field(grid.text(header, column))
        name = _head(grid.text(header, column)) if block.is_head else _named(field)
        if name in columns:
            values = {"header": grid.text(header, column), "first": a1(header, columns[name])}
            problems.append(Problem("rules-header-twice", grid.place(header, column), values=values))
        elif name is not None:
            columns[name] = column
        elif field is None and not block.is_head:
            others.append(column)
    wanted = ("key", "value") if block.is_head else (block.fields[0].name,)
    for name in wanted:
        if name not in columns:
            label: object = name if block.is_head else block.fields[0].label
            said: dict[str, object] = {"header": label, "block": block.title}
            problems.append(Problem("rules-header-missing", grid.place(header, MARKS + 1), values=said))
    rows, unsaid = _rows(grid, block, header, after, columns)
    problems += [_no_end(grid, block, row) for row in unsaid]
    problems += _misnamed(grid, block, (header, *rows), columns, others)
    return FoundBlock(block, header, columns, rows)


def _named(field_: Field | None) -> str | None:
    return None if field_ is None or field_.holds is Holds.SHOWN else field_.name


def _head(text: str) -> str | None:
    """Return which column of the settings a header names."""
    wanted = folded(text)
    return "key" if wanted in KEY else "value" if wanted in VALUE else None


def _rows(
    grid: Grid, block: Block, header: int, after: tuple[int, str], columns: Mapping[str, int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the rows that hold data, and one that cannot be told from data because the end mark above it is gone.

    Without an end mark the first blank row ends the block. A total below the last row, or rows of the same kind below
    a blank one, then are nobody's: whether they belong to the block, its owner has to say.
    """
    stop, mark = after
    filled = [row for row in range(header + 1, stop) if any(not grid.at(row, at).is_blank for at in columns.values())]
    if mark == END or block.is_head:
        return tuple(filled), ()
    blank = next((row for row in range(header + 1, stop) if row not in set(filled)), stop)
    own = [row for row in filled if row < blank]
    first = columns.get(block.fields[0].name)
    if first is not None and own and _is_total(grid.text(own[-1], first)):
        return tuple(own[:-1]), (own[-1],)
    below = [row for row in filled if blank < row < stop - 1 and first is not None and _is_row(grid, row, columns)]
    return tuple(own), tuple(below[:1]) if mark else ()


def _is_total(name: str) -> bool:
    """Return whether the first cell of a row is that of a total: blank, as we write it, or a word for one."""
    return not name or label_of(name) is Label.STRICT


def _is_row(grid: Grid, row: int, columns: Mapping[str, int]) -> bool:
    """Return whether a row reads like one of a block: half of its columns hold something, its first one too."""
    held = [not grid.at(row, column).is_blank for column in sorted(columns.values())]
    return held[0] and 2 * sum(held) >= len(held) > 1


def _no_end(grid: Grid, block: Block, row: int) -> Problem:
    return Problem("rules-end-missing", grid.place(row, MARKS), values={"block": block.title, "marker": END})


def _misnamed(
    grid: Grid, block: Block, rows: Sequence[int], columns: Mapping[str, int], others: Sequence[int]
) -> Iterator[Problem]:
    """Yield a warning for each column of the block that has lost its header, or has one like that of a field."""
    header, *data = rows
    absent = [field for field in block.fields if field.name not in columns and field.holds is not Holds.SHOWN]
    labels = {label: field for field in absent for label in (field.label.zh, field.label.en)}
    for column in others:
        near = get_close_matches(grid.text(header, column), labels, n=1, cutoff=_LIKE)
        if near:
            yield _unnamed(grid, block, (header, column), (labels[near[0]],))
    if not columns or block.is_head:
        return
    for column in range(min(columns.values()), max((*columns.values(), *others)) + 1):
        if grid.at(header, column).is_blank and any(not grid.at(row, column).is_blank for row in data):
            yield _unnamed(grid, block, (header, column), absent)


_LIKE: Final = 0.7


def _unnamed(grid: Grid, block: Block, at: tuple[int, int], lacking: Sequence[Field]) -> Problem:
    values = {"block": block.title, "header": grid.text(*at), "lacking": tuple(field.label for field in lacking)}
    return Problem("rules-header-unknown", grid.place(*at), Severity.WARNING, values)
