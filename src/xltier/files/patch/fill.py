"""A company's own workbook filled: named cells and Excel Tables get values, and what reads them follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from xltier.files.patch.dependants import charts, follow_names, pivots, recalculate
from xltier.files.patch.fills import CellFill, FilledTable, TableFill
from xltier.files.patch.markup import local, serialise
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.problems import cannot_patch, in_the_way
from xltier.files.patch.refs import Area, cell_name
from xltier.files.patch.sheet_tree import SheetTree
from xltier.files.patch.staging import Staging
from xltier.files.patch.stretch import Stretch, stretched, stretched_ranges
from xltier.files.patch.styles import CellLook, StyleBook
from xltier.files.patch.table import TablePart, tables_of
from xltier.files.patch.table_rows import Frame, TableRows
from xltier.files.patch.workbook import SheetEntry, WorkbookPart

_RANGED: Final = frozenset({"conditionalFormatting", "dataValidation", "ignoredError"})
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Filler:
    """Fills one workbook; sheets are read when they are first needed and staged at the end."""

    def __init__(self, package: SourcePackage, workbook: WorkbookPart, styles: StyleBook, staging: Staging) -> None:
        """Take the open workbook."""
        self._package, self._workbook, self._styles, self._staging = package, workbook, styles, staging
        self._trees: dict[str, SheetTree] = {}
        self._texts: list[str] | None = None
        self._stretches: list[Stretch] = []
        self._touched: set[str] = set()
        self._formats: dict[tuple[int, str], int] = {}
        self.names: tuple[str, ...] = ()
        self.has_new_formulas = False

    def fill(self, cells: Sequence[CellFill], tables: Sequence[TableFill]) -> tuple[FilledTable, ...]:
        """Fill cells and tables, and let everything that reads the tables follow.

        Raises:
            BookError: A table is not there, or something stands in the way, with its place.
        """
        done = tuple(self._table(fill) for fill in tables)
        for cell in cells:
            self._cell(cell)
        moved = [one for one in self._stretches if one.before != one.after]
        if moved:
            for sheet in self._workbook.sheets:
                if sheet.kind == "worksheet":
                    self._follow(sheet, moved)
            self.names = follow_names(self._workbook, moved)
            for part, data in charts(self._package, moved):
                self._staging.put(part, data)
        names = frozenset(one.name.casefold() for one in done)
        self._forget_values({*(one.name for one in done), *(cell.name for cell in cells if cell.name)})
        for part, data in pivots(self._package, self._workbook, self._stretches, names):
            self._staging.put(part, data)
        for part in self._trees.keys() & self._touched:
            self._staging.put(part, serialise(self._trees[part].root))
        if cells or tables:
            recalculate(self._workbook)
        return done

    def _tree(self, sheet: SheetEntry) -> SheetTree:
        if sheet.part not in self._trees:
            self._trees[sheet.part] = SheetTree(self._package.tree(sheet.part))
        return self._trees[sheet.part]

    def _table(self, fill: TableFill) -> FilledTable:
        sheet, table, others = self._found(fill.table)
        if table.root.get("headerRowCount", "1") == "0":
            raise in_the_way("fill-headerless", self._package.file, sheet.name, str(table.area), table=fill.table)
        tree = self._tree(sheet)
        self._touched.add(sheet.part)
        self.has_new_formulas = True
        frame = Frame(table, max(1, fill.rows), int(table.root.get("totalsRowCount", "0")))
        rows = TableRows(self._package.file, sheet.name, tree, frame, fill)
        rows.check(others)
        is_unfiltered = _unfilter(table.root, tree, frame)
        orphans = rows.write(self._text, self._style)
        stretch = Stretch(sheet.name, table.area, frame.after, frame.totals)
        self._stretches.append(stretch)
        _resize(table.root, frame)
        self._staging.put(table.part, serialise(table.root))
        return FilledTable(
            name=fill.table,
            sheet=sheet.name,
            before=table.area,
            after=frame.after,
            rows=fill.rows,
            orphans=orphans,
            is_unfiltered=is_unfiltered,
        )

    def _found(self, name: str) -> tuple[SheetEntry, TablePart, list[TablePart]]:
        for sheet in self._workbook.sheets:
            tables = tables_of(self._package, sheet.part) if sheet.kind == "worksheet" else ()
            for table in tables:
                if name.casefold() in {one.casefold() for one in table.names}:
                    return sheet, table, [other for other in tables if other is not table]
        raise cannot_patch("table-missing", self._package.file, table=name, sheet="*")

    def _cell(self, fill: CellFill) -> None:
        sheet = self._workbook.sheet(fill.sheet)
        tree, area = self._tree(sheet), fill.area
        self._touched.add(sheet.part)
        cell = tree.cell(area.top, area.left)
        formula = None if cell is None else next((child for child in cell if local(child) == "f"), None)
        if formula is not None and formula.get("t") not in {None, "normal"}:
            place = cell_name(area.top, area.left)
            values = {"range": formula.get("ref", place)}
            raise in_the_way("formula-master-in-the-way", self._package.file, sheet.name, place, **values)
        self.has_new_formulas = self.has_new_formulas or formula is not None
        style = self._style(tree.style(area.top, area.left), fill.number_format)
        tree.put(area.top, area.left, fill.value, style)
        tree.grow_dimension(Area(area.top, area.left, area.top, area.left))

    def _style(self, style: int, number_format: str) -> int:
        """Return a cell format, with our number format where its own is General."""
        if (style, number_format) not in self._formats:
            is_ours = number_format != "General" and self._styles.is_general(style)
            look = CellLook(number_format)
            self._formats[style, number_format] = self._styles.cell_format(style, look) if is_ours else style
        return self._formats[style, number_format]

    def _follow(self, sheet: SheetEntry, moved: Sequence[Stretch]) -> None:
        """Let the formulas of a sheet, and its formats and validations on a table, follow the tables that moved."""
        tree = self._tree(sheet)
        before = etree.tostring(tree.root)
        for formula in tree.formulas():
            formula.text = stretched(formula.text or "", sheet.name, moved)
        for element in tree.root.iter():
            if local(element) in _RANGED and element.get("sqref"):
                element.set("sqref", stretched_ranges(element.get("sqref", ""), moved, sheet.name))
            elif local(element) == "sqref" and element.text:
                element.text = stretched_ranges(element.text, moved, sheet.name)
        if etree.tostring(tree.root) != before:
            self._touched.add(sheet.part)

    def _forget_values(self, known: set[str]) -> None:
        """Take the values out that formulas have stored of what was filled, on whatever sheet they stand.

        They would be those of the month before, in every program that does not calculate on opening.

        Args:
            known: Names of tables and cells that formulas may call; sheets are added as they are found to change.
        """
        waiting = {sheet.part: sheet for sheet in self._workbook.sheets if sheet.kind == "worksheet"}
        found = [sheet for part, sheet in waiting.items() if part in self._touched]
        while found:
            for sheet in found:
                del waiting[sheet.part]
                known.add(sheet.name)
                if self._tree(sheet).forget_values():
                    self._touched.add(sheet.part)
            found = [sheet for sheet in waiting.values() if self._reads(sheet, known)]

    def _reads(self, sheet: SheetEntry, known: set[str]) -> bool:
        """Return whether formulas of a sheet may read any of the sheets, tables and names."""
        text = self._package.read(sheet.part)
        if b"f>" not in text:
            return False
        formulas = "\n".join(one.text or "" for one in self._tree(sheet).formulas()).casefold()
        return any(name.casefold() in formulas for name in known)

    def _text(self, cell: etree._Element | None) -> str:
        """Return what a cell holds, as text."""
        if cell is None:
            return ""
        if cell.get("t") == "inlineStr":
            return _plain(cell)
        value = next((child.text or "" for child in cell if local(child) == "v"), "")
        if cell.get("t") != "s":
            return value
        if self._texts is None:
            part = self._workbook.related("sharedStrings")
            self._texts = [] if part is None else list(_shared(self._package.tree(part)))
        return self._texts[int(value)] if value.isdigit() and int(value) < len(self._texts) else ""


def _shared(root: etree._Element) -> Iterator[str]:
    for item in root:
        if local(item) == "si":
            yield _plain(item)


def _plain(element: etree._Element) -> str:
    """Return the text of a string, runs joined, phonetic guides left out."""
    pieces = [
        one.text or ""
        for one in element.iter()
        if local(one) == "t" and not any(local(above) == "rPh" for above in one.iterancestors())
    ]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(pieces))


def _unfilter(root: etree._Element, tree: SheetTree, frame: Frame) -> bool:
    """Take off what a table is filtered by, and show the rows that it hid; return whether there was any."""
    filters = [one for child in root if local(child) == "autoFilter" for one in child if local(one) == "filterColumn"]
    is_filtered = [one for one in filters if any(local(inner) for inner in one)]
    for one in is_filtered:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    for number in range(frame.first, frame.last + 1) if is_filtered else ():
        row = tree.row(number)
        if row is not None:
            row.attrib.pop("hidden", "")
    return bool(is_filtered)


def _resize(root: etree._Element, frame: Frame) -> None:
    """Give a table its new range, with its filter and the order it was last sorted by."""
    stretch = Stretch("", frame.table.area, frame.after, frame.totals)
    root.set("ref", str(frame.after))
    root.attrib.pop("insertRow", "")
    for one in root.iter():
        if local(one) in {"autoFilter", "sortState", "sortCondition"} and one.get("ref"):
            area = Area.parse(one.get("ref", ""))
            if area is not None:
                one.set("ref", str(stretch.area(area)))
