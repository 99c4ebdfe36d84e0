"""A worksheet as a tree, for the few cells and tables of a workbook that people have designed.

A tree of a million rows needs gigabytes: what is written beside large lists goes through the streams of
:mod:`xltier.files.patch.sheet`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

from lxml import etree

from xltier.files.patch.cells import cell_tail
from xltier.files.patch.markup import local, new_element, parse
from xltier.files.patch.refs import Area, cell_name
from xltier.files.patch.values import CellValue

_CONTENT = frozenset({"v", "f", "is"})


class SheetTree:
    """The rows and cells of a worksheet by their numbers; what is not touched stays as it is."""

    def __init__(self, root: etree._Element) -> None:
        """Index the rows."""
        self.root = root
        self._data = next(child for child in root if local(child) == "sheetData")
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[int, dict[int, etree._Element]] = {}
        number = 0
        for row in self._data:
            if local(row) == "row":
                number = int(row.get("r", number + 1))
                self._rows[number] = row
        self._last = number

    def part(self, name: str) -> etree._Element | None:
        """Return the first element of a name below the root."""
        return next((child for child in self.root if local(child) == name), None)

    def row(self, number: int) -> etree._Element | None:
        """Return a row, None where the sheet has none of the number."""
        return self._rows.get(number)

    def cell(self, row: int, column: int) -> etree._Element | None:
        """Return a cell, None where the sheet has none there."""
        return self._cells_of(row).get(column)

    def has_content(self, row: int, column: int) -> bool:
        """Return whether a cell holds a value or formula, not only looks."""
        cell = self.cell(row, column)
        return cell is not None and any(local(child) in _CONTENT for child in cell)

    def style(self, row: int, column: int) -> int:
        """Return the format of a cell: its own, else its row's, else its column's."""
        cell = self.cell(row, column)
        if cell is not None:
            return _number(cell.get("s"))
        there = self.row(row)
        if there is not None and there.get("customFormat") in {"1", "true"}:
            return _number(there.get("s"))
        return self._column_style(column)

    def put(self, row: int, column: int, value: CellValue, style: int) -> None:
        """Give a cell a value and a format, in place of what it held."""
        shell = f'<c xmlns="{etree.QName(self.root).namespace}"'.encode()
        made = parse(shell + cell_tail(value, style))
        self.place(row, column, made)

    def place(self, row: int, column: int, cell: etree._Element) -> None:
        """Put an element in as the cell of a place."""
        fresh = new_element(self.root, "c", {"r": cell_name(row, column)})
        fresh.attrib.update({key: value for key, value in cell.attrib.items() if key != "r"})
        fresh.extend(_adopted(child, self.root) for child in cell if local(child))
        there = self.cell(row, column)
        if there is not None:
            fresh.tail = there.tail
            parent = there.getparent()
            if parent is not None:
                parent.replace(there, fresh)
        else:
            self._insert(row, column, fresh)
        self._cells_of(row)[column] = fresh

    def clear(self, row: int, column: int) -> etree._Element | None:
        """Take the content out of a cell, which keeps its looks; return a copy of it as it was."""
        cell = self.cell(row, column)
        if cell is None:
            return None
        was = copy.deepcopy(cell)
        was.tail = None
        for child in [child for child in cell if local(child) in _CONTENT]:
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, "")
        return was

    def remove(self, row: int, column: int) -> None:
        """Take a cell away, looks and all."""
        cell = self._cells_of(row).pop(column, None)
        parent = None if cell is None else cell.getparent()
        if cell is not None and parent is not None:
            parent.remove(cell)

    def set_row(self, number: int, looks: Mapping[str, str]) -> None:
        """Give a row attributes such as its height, as far as it has none of them."""
        row = self._needed(number)
        for name, value in looks.items():
            if row.get(name) is None:
                row.set(name, value)

    def grow_dimension(self, area: Area) -> None:
        """Let the sheet's dimension reach over an area."""
        dimension = self.part("dimension")
        known = None if dimension is None else Area.parse(dimension.get("ref", ""))
        if dimension is not None and known is not None:
            dimension.set("ref", str(known.union(area)))

    def formulas(self) -> Iterator[etree._Element]:
        """Yield every formula of cells, conditional formats and validations, extensions' included."""
        yield from (
            found
            for found in self.root.iter()
            if local(found) in {"f", "formula", "formula1", "formula2"} and found.text
        )

    def forget_values(self) -> bool:
        """Take the values out that formulas of cells have stored; return whether there were any."""
        found = False
        for cells in self._data:
            for cell in cells:
                children = list(cell)
                if not any(local(child) == "f" for child in children):
                    continue
                for value in [child for child in children if local(child) == "v"]:
                    cell.remove(value)
                    cell.attrib.pop("t", "")
                    found = True
        return found

    def _cells_of(self, number: int) -> dict[int, etree._Element]:
        if number not in self._cells:
            found: dict[int, etree._Element] = {}
            place = 0
            for cell in self._rows.get(number, ()):
                if local(cell) == "c":
                    area = Area.parse(cell.get("r", ""))
                    place = place + 1 if area is None else area.left
                    found[place] = cell
            self._cells[number] = found
        return self._cells[number]

    def _insert(self, number: int, column: int, cell: etree._Element) -> None:
        row = self._needed(number)
        cells = self._cells_of(number)
        later = min((other for other in cells if other > column), default=None)
        if later is None:
            at = max((row.index(other) + 1 for other in cells.values()), default=0)
        else:
            at = row.index(cells[later])
        row.insert(at, cell)
        spans = row.get("spans", "").split(":")
        if len(spans) == 2 and all(one.isdigit() for one in spans):  # noqa: PLR2004 - first and last column
            row.set("spans", f"{min(int(spans[0]), column)}:{max(int(spans[1]), column)}")

    def _needed(self, number: int) -> etree._Element:
        if number not in self._rows:
            row = new_element(self.root, "row", {"r": str(number)})
            if number > self._last:
                self._data.append(row)
                self._last = number
            else:
                self._rows[min(other for other in self._rows if other > number)].addprevious(row)
            self._rows[number] = row
            self._cells[number] = {}
        return self._rows[number]

    def _column_style(self, column: int) -> int:
        columns = self.part("cols")
        for entry in columns if columns is not None else ():
            if local(entry) == "col" and int(entry.get("min", "1")) <= column <= int(entry.get("max", "0")):
                return _number(entry.get("style"))
        return 0


def _adopted(element: etree._Element, root: etree._Element) -> etree._Element:
    """Return an element made with the prefixes of another tree, so that no declaration is repeated on it."""
    copied = new_element(root, local(element), {str(key): str(value) for key, value in element.attrib.items()})
    copied.text, copied.tail = element.text, element.tail
    copied.extend(_adopted(child, root) for child in element if local(child))
    return copied


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 0
