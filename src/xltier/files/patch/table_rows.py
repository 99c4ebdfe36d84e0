"""The rows of an Excel Table in a sheet's tree: written, with the table grown or shrunk to them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree  # noqa: TC002  # plain imports, as everywhere

from xltier.files.patch.fills import ColumnFill, TableFill
from xltier.files.patch.markup import local
from xltier.files.patch.problems import in_the_way
from xltier.files.patch.refs import LAST_ROW, Area, cell_name
from xltier.files.patch.sheet_tree import SheetTree
from xltier.files.patch.stretch import has_references
from xltier.files.patch.table import TablePart
from xltier.files.patch.values import CellValue

StyleFor = Callable[[int, str], int]
_HEIGHT: Final = ("ht", "customHeight")


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's place, as it is and as it shall be.

    Args:
        table: Its part.
        rows: How many rows of data it shall have, at least one.
        totals: How many rows of totals it has.
    """

    table: TablePart
    rows: int
    totals: int

    @property
    def first(self) -> int:
        """Return the first row of data."""
        return self.table.area.top + 1

    @property
    def last(self) -> int:
        """Return the last row of data as it is."""
        return max(self.table.area.bottom - self.totals, self.first)

    @property
    def new_last(self) -> int:
        """Return the last row of data as it shall be."""
        return self.first + self.rows - 1

    @property
    def after(self) -> Area:
        """Return the range that the table shall have."""
        area = self.table.area
        return Area(area.top, area.left, self.new_last + self.totals, area.right)


@dataclass(slots=True)
class _Kept:
    """What was typed by hand beside the rows, by the keys of its row, and the cells of rows without keys."""

    cells: dict[tuple[str, ...], dict[int, etree._Element]] = field(default_factory=dict)
    places: dict[tuple[str, ...], int] = field(default_factory=dict)


def headers_of(table: TablePart) -> dict[str, int]:
    """Return the sheet column of each column of a table, by its name."""
    columns = next(child for child in table.root if local(child) == "tableColumns")
    names = [entry.get("name", "") for entry in columns if local(entry) == "tableColumn"]
    return {name.replace("_x000a_", "\n"): table.area.left + at for at, name in enumerate(names)}


class TableRows:
    """Writes the rows of one table."""

    def __init__(self, file: str, sheet: str, tree: SheetTree, frame: Frame, fill: TableFill) -> None:
        """Take the place and what shall stand there; nothing is written yet."""
        self._file, self._sheet, self._tree, self._frame, self._fill = file, sheet, tree, frame, fill
        self._columns: dict[int, ColumnFill] = {}
        headers = headers_of(frame.table)
        for column in fill.columns:
            self._columns[headers[column.header]] = column
        self._keys = [headers[key] for key in fill.keys]
        self._others = [number for number in headers.values() if number not in self._columns]
        self._shared = -1

    def check(self, others: Sequence[TablePart]) -> None:
        """Refuse what is in the way, with its place: merged cells, another table, or anything below that would be hit.

        Raises:
            BookError: As said.
        """
        frame, area = self._frame, self._frame.table.area
        if frame.after.bottom > LAST_ROW:
            raise self._refusal("fill-too-long", str(area), rows=frame.rows)
        reach = area.union(frame.after)
        body = Area(area.top, area.left, reach.bottom, area.right)
        merges = self._tree.part("mergeCells")
        for entry in merges if merges is not None else ():
            merged = Area.parse(entry.get("ref", "")) if local(entry) else None
            if merged is not None and merged.meets(body):
                raise self._refusal("fill-merged", str(merged), table=self._fill.table)
        for other in others:
            if other.area.meets(body):
                raise self._refusal("table-in-the-way", str(other.area), table=other.names[0])
        self._check_below(reach)
        self._check_formulas(body)

    def _check_below(self, reach: Area) -> None:
        for row in range(self._frame.table.area.bottom + 1, reach.bottom + 1):
            for column in range(reach.left, reach.right + 1):
                if self._tree.has_content(row, column):
                    values = {"table": self._fill.table, "rows": self._frame.rows}
                    raise self._refusal("fill-below", cell_name(row, column), **values)

    def _check_formulas(self, body: Area) -> None:
        """Refuse to write over a formula that other cells take theirs from."""
        for row in range(self._frame.first, self._frame.last + 1):
            for column in self._columns:
                formula = _formula_in(self._tree.cell(row, column))
                reaches = None if formula is None else Area.parse(formula.get("ref", ""))
                if reaches is not None and reaches.union(body) != body:
                    raise self._refusal("formula-master-in-the-way", cell_name(row, column), range=str(reaches))

    def write(self, text_of: Callable[[etree._Element | None], str], style_for: StyleFor) -> dict[str, str]:
        """Write the rows; return what was typed by hand beside rows that are gone, by cell.

        Args:
            text_of: Says what a cell shows, for the keys.
            style_for: Returns a cell format for another one and a number format.

        Raises:
            BookError: Cells were typed by hand and nothing tells the rows apart.
        """
        frame = self._frame
        formulas = {column: self._formula(column) for column in self._others}
        kept = self._by_hand([column for column in self._others if formulas[column] is None], text_of)
        totals = self._taken_totals()
        styles = self._styles(style_for)
        like = self._tree.row(frame.last)
        looks = {name: like.get(name, "") for name in _HEIGHT if like is not None and like.get(name)}
        for at in range(frame.rows):
            row = frame.first + at
            mine = kept.cells.pop(self._key(at), {}) if kept.cells else {}
            for column in range(frame.table.area.left, frame.table.area.right + 1):
                style = styles[column][at % len(styles[column])]
                self._write_cell(at, row, column, style, formulas.get(column), mine.get(column))
            if row > frame.last:
                self._tree.set_row(row, looks)
        for row in range(frame.after.bottom + 1, frame.table.area.bottom + 1):
            for column in range(frame.table.area.left, frame.table.area.right + 1):
                self._tree.remove(row, column)
        for column, cell in totals.items():
            self._tree.place(frame.after.bottom, column, cell)
        self._tree.grow_dimension(frame.after)
        return {
            cell_name(kept.places[key], column): text_of(cell)
            for key, cells in kept.cells.items()
            for column, cell in cells.items()
        }

    def _write_cell(
        self, at: int, row: int, column: int, style: int, formula: etree._Element | None, mine: etree._Element | None
    ) -> None:
        if column in self._columns:
            values = self._columns[column].values
            self._tree.put(row, column, values[at] if at < len(values) else None, style)
        elif formula is not None:
            cell = copy.deepcopy(formula)
            cell.set("s", str(style))
            if at:
                self._follow(cell)
            self._tree.place(row, column, cell)
        elif mine is not None:
            self._tree.place(row, column, mine)
        else:
            self._tree.put(row, column, None, style)

    def _styles(self, style_for: StyleFor) -> dict[int, list[int]]:
        """Return the formats of each column's rows as they are, to be repeated below: stripes stay stripes."""
        frame, area = self._frame, self._frame.table.area
        found = {}
        for column in range(area.left, area.right + 1):
            styles = [self._tree.style(row, column) for row in range(frame.first, frame.last + 1)]
            fill = self._columns.get(column)
            found[column] = styles if fill is None else [style_for(style, fill.number_format) for style in styles]
        return found

    def _formula(self, column: int) -> etree._Element | None:
        """Return the cell whose formula a column has in all rows, without the value that it shows.

        A formula with references to cells becomes a shared one: the rows below then read the cells of their own rows.
        One that reads columns by their names is the same in each row, as programs write it.
        """
        cell = self._tree.cell(self._frame.first, column)
        there = _formula_in(cell)
        if cell is None or there is None:
            return None
        if there.get("t") not in {None, "normal", "shared"} or not there.text:
            place = cell_name(self._frame.first, column)
            raise self._refusal("formula-master-in-the-way", place, range=there.get("ref", place))
        found = copy.deepcopy(cell)
        found.tail = None
        found.attrib.pop("t", "")
        for child in [child for child in found if local(child) == "v"]:
            found.remove(child)
        formula = next(child for child in found if local(child) == "f")
        formula.attrib.clear()
        if self._frame.rows > 1 and has_references(there.text):
            number = there.get("si") if there.get("t") == "shared" else str(self._free_number())
            formula.set("t", "shared")
            formula.set("ref", str(Area(self._frame.first, column, self._frame.new_last, column)))
            formula.set("si", number or "0")
        return found

    def _follow(self, cell: etree._Element) -> None:
        formula = next(child for child in cell if local(child) == "f")
        if formula.attrib.pop("ref", ""):
            formula.text = None

    def _free_number(self) -> int:
        """Return a number that no shared formula of the sheet has, and take it."""
        taken = (int(one.get("si", "-1")) for one in self._tree.root.iter() if local(one) == "f")
        self._shared = max(self._shared, *taken) + 1
        return self._shared

    def _by_hand(self, columns: Sequence[int], text_of: Callable[[etree._Element | None], str]) -> _Kept:
        """Take out what was typed by hand, by the keys of its row.

        Raises:
            BookError: There is some, and the table has no keys or two rows with the same ones.
        """
        kept = _Kept()
        for row in range(self._frame.first, self._frame.last + 1):
            mine = {column: cell for column in columns if (cell := self._cell_with_content(row, column)) is not None}
            if not mine:
                continue
            key = tuple(text_of(self._tree.cell(row, column)) for column in self._keys)
            if not self._keys or key in kept.cells or not any(key):
                place = cell_name(row, next(iter(mine)))
                raise self._refusal("fill-without-keys", place, table=self._fill.table)
            kept.cells[key], kept.places[key] = mine, row
        return kept

    def _cell_with_content(self, row: int, column: int) -> etree._Element | None:
        return self._tree.clear(row, column) if self._tree.has_content(row, column) else None

    def _key(self, at: int) -> tuple[str, ...]:
        return tuple(_said(self._columns[column].values, at) for column in self._keys)

    def _taken_totals(self) -> Mapping[int, etree._Element]:
        """Take the row of totals out, to be put behind the last row again."""
        if not self._frame.totals or self._frame.last == self._frame.new_last:
            return {}
        row, area = self._frame.table.area.bottom, self._frame.table.area
        found = {}
        for column in range(area.left, area.right + 1):
            cell = self._tree.clear(row, column)
            if cell is not None:
                found[column] = cell
        return found

    def _refusal(self, reference: str, cell: str, **values: object) -> Exception:
        return in_the_way(reference, self._file, self._sheet, cell, **values)


def _formula_in(cell: etree._Element | None) -> etree._Element | None:
    return None if cell is None else next((child for child in cell if local(child) == "f"), None)


def _said(values: Sequence[CellValue], at: int) -> str:
    value = values[at] if at < len(values) else None
    return "" if value is None else str(value)
