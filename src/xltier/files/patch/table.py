"""An Excel Table that grows to the right by our columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from xltier.files.patch.edits import TargetTable
from xltier.files.patch.markup import local, serialise
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.problems import cannot_patch, in_the_way
from xltier.files.patch.refs import Area, cell_name


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table of a sheet.

    Args:
        part: The part it is stored in.
        root: Its tree.
        area: Its range, header and totals included.
    """

    part: str
    root: etree._Element
    area: Area

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names formulas may call the table by."""
        return tuple(name for name in (self.root.get("displayName"), self.root.get("name")) if name)


def tables_of(package: SourcePackage, sheet_part: str) -> tuple[TablePart, ...]:
    """Return the tables of a worksheet part."""
    found: list[TablePart] = []
    for part in package.tables(sheet_part):
        if part in package:
            root = package.tree(part)
            area = Area.parse(root.get("ref", ""))
            if area is not None:
                found.append(TablePart(part, root, area))
    return tuple(found)


def the_table(package: SourcePackage, target: TargetTable, tables: Sequence[TablePart]) -> TablePart | None:
    """Return the Excel Table that a target names, None when it names none.

    Raises:
        BookError: The sheet has no table of that name.
    """
    if target.excel_table is None:
        return None
    for table in tables:
        if target.excel_table.casefold() in {name.casefold() for name in table.names}:
            return table
    raise cannot_patch("table-missing", package.file, table=target.excel_table, sheet=target.sheet)


def extended(
    package: SourcePackage, table: TablePart, sheet: str, headers: Sequence[tuple[int, str]]
) -> dict[str, bytes]:
    """Return the changed parts of a table that holds our columns: the table, and its query if it has one.

    Args:
        package: The package.
        table: The table as it is.
        sheet: Sheet name, for messages.
        headers: Sheet column and header text of each of our columns, ascending; columns inside the
            table are renamed, those to its right are added.

    Raises:
        BookError: Another column of the table has the same header.
    """
    columns = next(child for child in table.root if local(child) == "tableColumns")
    entries = [child for child in columns if local(child) == "tableColumn"]
    before = etree.tostring(table.root)
    added: list[str] = []
    for number, header in headers:
        name = _escaped(header)
        position = number - table.area.left
        others = {entry.get("name", "").casefold() for index, entry in enumerate(entries) if index != position}
        if name.casefold() in others:
            raise in_the_way("header-repeated", package.file, sheet, cell_name(table.area.top, number), header=header)
        if position < len(entries):
            entries[position].set("name", name)
            continue
        identity = str(max((int(entry.get("id", "0")) for entry in entries), default=0) + 1)
        entries.append(etree.SubElement(columns, _tag(table.root, "tableColumn"), id=identity, name=name))
        added.append(identity)
    if added:
        columns.set("count", str(len(entries)))
        right = table.area.left + len(entries) - 1
        table.root.set("ref", str(Area(table.area.top, table.area.left, table.area.bottom, right)))
        for child in table.root:
            filtered = Area.parse(child.get("ref", "")) if local(child) == "autoFilter" else None
            if filtered is not None and filtered.right == table.area.right:
                child.set("ref", str(Area(filtered.top, filtered.left, filtered.bottom, right)))
    query = _with_fields(package, table, entries, added)
    return query if etree.tostring(table.root) == before else {table.part: serialise(table.root), **query}


def _with_fields(
    package: SourcePackage, table: TablePart, entries: Sequence[etree._Element], added: Sequence[str]
) -> dict[str, bytes]:
    """Return the query part with a field for each new column: a table fed by a query lists them all there."""
    parts = [relation.target for relation in package.relations(table.part) if relation.kind == "queryTable"]
    if not parts or not added:
        return {}
    root = package.tree(parts[0])
    refresh = next((child for child in root if local(child) == "queryTableRefresh"), None)
    fields = (
        next((child for child in refresh if local(child) == "queryTableFields"), None) if refresh is not None else None
    )
    if refresh is None or fields is None:
        return {}
    for identity in added:
        number = str(max((int(field.get("id", "0")) for field in fields if local(field)), default=0) + 1)
        etree.SubElement(fields, _tag(root, "queryTableField"), id=number, dataBound="0", tableColumnId=identity)
        next(entry for entry in entries if entry.get("id") == identity).set("queryTableFieldId", number)
        refresh.set("nextId", str(max(int(refresh.get("nextId", "1")), int(number) + 1)))
    fields.set("count", str(sum(1 for field in fields if local(field))))
    return {parts[0]: serialise(root)}


def _escaped(header: str) -> str:
    """Return a header as table columns hold it: a line break is written ``_x000a_``."""
    return header.replace("\r", "").replace("\n", "_x000a_")


def _tag(root: etree._Element, name: str) -> str:
    return f"{{{etree.QName(root).namespace}}}{name}"
