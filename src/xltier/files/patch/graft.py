"""A sheet made by XlsxWriter in a workbook of its own becomes a sheet of the user's workbook."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import Final

from lxml import etree

from xltier.app.sheet.our_names import our_names, reference, sheet_name, split_reference
from xltier.files.patch.edits import Graft
from xltier.files.patch.graft_parts import PartMover, free_part, parts_below
from xltier.files.patch.graft_styles import StyleMap
from xltier.files.patch.markup import local, parse, serialise
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.staging import Staging
from xltier.files.patch.styles import StyleBook
from xltier.files.patch.workbook import WorkbookPart
from xltier.tables.sheet import Area

_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_DAYS_TO_1904: Final = 1462
_TABLE_FORMATS: Final = frozenset({
    "headerRowDxfId", "dataDxfId", "totalsRowDxfId", "headerRowBorderDxfId", "tableBorderDxfId", "totalsRowBorderDxfId",
})  # fmt: skip


def graft_sheet(
    graft: Graft, package: SourcePackage, workbook: WorkbookPart, styles: StyleBook, staging: Staging
) -> str:
    """Stage the sheet of a side workbook, in the place of the one that an earlier run grafted, and return its name.

    Raises:
        BookError: The side workbook has no such sheet.
        ValueError: It holds dynamic arrays, whose metadata cannot be moved.
    """
    with SourcePackage(BytesIO(graft.workbook), graft.name) as side:
        book = WorkbookPart(side)
        source = book.sheet(graft.source or graft.name)
        part, name, index = _place(graft, package, workbook, staging)
        mapped = StyleMap(side.tree(book.related("styles") or ""), styles)
        tables = _TableNames(workbook, package, staging, mapped)
        mover = PartMover(side, workbook, staging, tables.rename)
        staging.reserve(part)
        mover.move_relations(source.part, part)
        root = side.tree(source.part)
        _inline_texts(root, _shared_texts(side, book))
        if workbook.counts_from_1904:
            _count_from_1904(root, mapped)
        _map_formats(root, mapped)
        tables.rename_in_formulas(root)
        for view in root.iter("{*}sheetView"):
            view.attrib.pop("tabSelected", "")
        staging.put(part, mover.fitted(serialise(root)))
        workbook.declare(part, _SHEET_TYPE)
        _copy_names(book, source.index, source.name, workbook, index, name, tables)
        workbook.set_name(sheet_name(graft.key), reference(name, Area(1, 1, 1, 1)))
        return name


def _place(graft: Graft, package: SourcePackage, workbook: WorkbookPart, staging: Staging) -> tuple[str, str, int]:
    """Return part, name and index of the sheet: those of an earlier run, whose parts go, or new ones."""
    ours = our_names(workbook.names()).get(sheet_name(graft.key))
    for sheet in workbook.sheets:
        if ours is not None and ours.sheet is not None and sheet.name.casefold() == ours.sheet.casefold():
            for old in parts_below(package, sheet.part):
                staging.remove(old)
            return sheet.part, sheet.name, sheet.index
    part = free_part(staging, "xl/worksheets/sheet1.xml")
    return part, graft.name, workbook.add_sheet(graft.name, part)


def _shared_texts(side: SourcePackage, book: WorkbookPart) -> list[etree._Element]:
    part = book.related("sharedStrings")
    if part is None or part not in side:
        return []
    return [entry for entry in side.tree(part) if local(entry) == "si"]


def _inline_texts(root: etree._Element, texts: list[etree._Element]) -> None:
    """Put each shared text into its cell: the user's shared texts stay as they are."""
    for cell in root.iter("{*}c"):
        if cell.get("cm") is not None:
            raise ValueError("a sheet with dynamic arrays cannot be grafted")
        value = cell.find("{*}v")
        if cell.get("t") != "s" or value is None:
            continue
        inline = etree.Element(f"{{{etree.QName(cell).namespace}}}is")
        for piece in texts[int(value.text or "0")]:
            inline.append(parse(etree.tostring(piece, with_tail=False)))
        cell.set("t", "inlineStr")
        cell.replace(value, inline)


def _count_from_1904(root: etree._Element, mapped: StyleMap) -> None:
    """Move the dates of a sheet to the other day 0, so that they stay the days they are; hours of a day stay too."""
    for cell in root.iter("{*}c"):
        value = cell.find("{*}v")
        if value is None or cell.get("t", "n") != "n" or not mapped.is_date(int(cell.get("s", "0"))):
            continue
        serial = Decimal(value.text or "0")
        if serial >= _DAYS_TO_1904:
            value.text = format(serial - _DAYS_TO_1904, "f")


def _map_formats(root: etree._Element, mapped: StyleMap) -> None:
    for element in root.iter():
        name = local(element)
        attribute = {"c": "s", "row": "s", "col": "style"}.get(name)
        style = element.get(attribute) if attribute is not None else None
        if attribute is not None and style is not None:
            element.set(attribute, str(mapped.cell_format(int(style))))
        if name in {"cfRule", "sortCondition", "colorFilter"}:
            rule = element.get("dxfId")
            if rule is not None:
                element.set("dxfId", str(mapped.rule_format(int(rule))))


def _copy_names(
    book: WorkbookPart,
    source_index: int,
    source_name: str,
    workbook: WorkbookPart,
    index: int,
    name: str,
    tables: _TableNames,
) -> None:
    """Copy the names of the side sheet (print area, titles, filter) to the sheet it became."""
    for entry in book.local_names(source_index):
        text = entry.text or ""
        place = split_reference(text)
        if place is not None and place[0] == source_name and source_name != name:
            text = text.replace(text.rpartition("!")[0], f"'{name.replace(chr(39), chr(39) * 2)}'")
        workbook.set_name(
            entry.get("name", ""), tables.renamed(text), sheet_index=index, is_hidden=entry.get("hidden") == "1"
        )


class _TableNames:
    """Ids and names of grafted tables, unique in the user's workbook."""

    def __init__(self, workbook: WorkbookPart, package: SourcePackage, staging: Staging, mapped: StyleMap) -> None:
        self._mapped = mapped
        self._ids: set[int] = set()
        self._names = {name.casefold() for name in workbook.names()}
        self._renamed: dict[str, str] = {}
        for sheet in workbook.sheets:
            for relation in package.relations(sheet.part) if sheet.part in package else ():
                if relation.kind == "table" and relation.target in package and staging.has(relation.target):
                    table = package.tree(relation.target)
                    self._ids.add(int(table.get("id", "0")))
                    self._names |= {(table.get(key) or "").casefold() for key in ("name", "displayName")}

    def rename(self, table: etree._Element) -> None:
        """Give a table an id and a name that are free, and map its formats."""
        identity = max(self._ids, default=0) + 1
        self._ids.add(identity)
        wanted = table.get("displayName") or table.get("name") or "Table"
        name, number = wanted, 2
        while name.casefold() in self._names:
            name, number = f"{wanted}_{number}", number + 1
        self._names.add(name.casefold())
        if name != wanted:
            self._renamed[wanted] = name
        table.set("id", str(identity))
        table.set("name", name)
        table.set("displayName", name)
        for element in table.iter():
            for attribute in _TABLE_FORMATS & {str(key) for key in element.attrib}:
                element.set(attribute, str(self._mapped.rule_format(int(element.get(attribute, "0")))))
            if local(element).endswith("Formula") and element.text:
                element.text = self.renamed(element.text)

    def rename_in_formulas(self, sheet: etree._Element) -> None:
        """Let the sheet's own formulas follow the tables that had to be renamed."""
        if self._renamed:
            for element in sheet.iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2"):
                element.text = self.renamed(element.text or "")

    def renamed(self, formula: str) -> str:
        """Return a formula with the new table names."""
        for old, new in self._renamed.items():
            formula = re.sub(rf"(?<![\w.]){re.escape(old)}(?=\[)", new, formula)
        return formula
