"""The workbook part with its relationships and content types: sheets and defined names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from xltier.files.patch.markup import (
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    local,
    new_element,
    serialise,
)
from xltier.files.patch.package import (
    CONTENT_TYPES_PART,
    SourcePackage,
    read_relations,
    relations_part,
    relative,
)
from xltier.files.patch.problems import cannot_patch

_TRUE: Final = ("1", "true")
_BEFORE_NAMES: Final = frozenset(
    {
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "workbookProtection",
        "bookViews",
        "sheets",
        "functionGroups",
        "externalReferences",
    }
)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet of the workbook.

    Args:
        name: Its name.
        part: The part it is stored in.
        kind: ``worksheet``, ``chartsheet`` ...
        relation_id: The workbook's relationship to it.
        index: Its 0-based position, which local names refer to.
    """

    name: str
    part: str
    kind: str
    relation_id: str
    index: int


class WorkbookPart:
    """The three parts that know every sheet: workbook, its relationships, and the content types."""

    def __init__(self, package: SourcePackage) -> None:
        """Find and read them.

        Raises:
            BookError: The package has no workbook.
        """
        self._package = package
        document = [relation for relation in package.relations("") if relation.kind == "officeDocument"]
        if not document:
            raise cannot_patch("part-missing", package.file, part="xl/workbook.xml")
        self.part = document[0].target
        self.root = package.tree(self.part)
        self.relations_part = relations_part(self.part)
        self.relations_root = package.tree(self.relations_part)
        self.types_root = package.tree(CONTENT_TYPES_PART)
        self.is_strict = etree.QName(self.root).namespace == STRICT_MAIN
        self._changed: set[str] = set()

    @property
    def relations_namespace(self) -> str:
        """Return the namespace of ``r:id``."""
        return STRICT_RELATIONS if self.is_strict else RELATIONS

    @property
    def namespace(self) -> str:
        """Return the main namespace."""
        return etree.QName(self.root).namespace or ""

    @property
    def is_locked(self) -> bool:
        """Return whether the structure is protected, so that sheets may not be added."""
        return any(local(child) == "workbookProtection" and child.get("lockStructure") in _TRUE for child in self.root)

    @property
    def counts_from_1904(self) -> bool:
        """Return whether day 0 of its dates is 1904-01-01."""
        return any(local(child) == "workbookPr" and child.get("date1904") in _TRUE for child in self.root)

    @property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """Return the sheets in tab order."""
        relations = {relation.id: relation for relation in read_relations(self.relations_root, self.part)}
        found: list[SheetEntry] = []
        for index, element in enumerate(self._sheet_elements()):
            relation = relations.get(element.get(f"{{{self.relations_namespace}}}id", ""))
            if relation is not None:
                found.append(SheetEntry(element.get("name", ""), relation.target, relation.kind, relation.id, index))
        return tuple(found)

    def sheet(self, name: str) -> SheetEntry:
        """Return the worksheet of a name, whatever its case.

        Raises:
            BookError: There is no such worksheet.
        """
        for sheet in self.sheets:
            if sheet.name.casefold() == name.casefold() and sheet.kind == "worksheet":
                return sheet
        raise cannot_patch("sheet-missing", self._package.file, sheet=name)

    def related(self, kind: str) -> str | None:
        """Return the part of a kind that the workbook relates to (``styles``, ``calcChain``), if any."""
        relations = read_relations(self.relations_root, self.part)
        return next((relation.target for relation in relations if relation.kind == kind), None)

    def names(self) -> dict[str, str]:
        """Return what each global defined name holds."""
        return {name.get("name", ""): name.text or "" for name in self._names() if name.get("localSheetId") is None}

    def local_name(self, name: str, sheet_index: int) -> etree._Element | None:
        """Return the element of a name that belongs to one sheet, or None."""
        names = self.local_names(sheet_index)
        return next((entry for entry in names if entry.get("name", "").casefold() == name.casefold()), None)

    def local_names(self, sheet_index: int) -> tuple[etree._Element, ...]:
        """Return the elements of the names that belong to one sheet."""
        return tuple(entry for entry in self._names() if entry.get("localSheetId") == str(sheet_index))

    def set_name(self, name: str, text: str, *, sheet_index: int | None = None, is_hidden: bool = True) -> None:
        """Set what a defined name holds, in its place or as the last name; names differ by more than their case.

        A name to hide that is visible, as LibreOffice leaves ours, is hidden again.
        """
        where = None if sheet_index is None else str(sheet_index)
        there = (entry for entry in self._names() if entry.get("name", "").casefold() == name.casefold())
        entry = next((one for one in there if one.get("localSheetId") == where), None)
        if entry is None:
            entry = etree.SubElement(self._names_element(), self._tag("definedName"), name=name)
            if where is not None:
                entry.set("localSheetId", where)
            self._changed.add(self.part)
        if entry.get("name") != name:
            entry.set("name", name)
            self._changed.add(self.part)
        if is_hidden and entry.get("hidden") not in _TRUE:
            entry.set("hidden", "1")
            self._changed.add(self.part)
        if entry.text != text:
            entry.text = text
            self._changed.add(self.part)

    def remove_names(self, names: Sequence[str]) -> None:
        """Remove global names."""
        for entry in [
            entry for entry in self._names() if entry.get("name") in names and entry.get("localSheetId") is None
        ]:
            _remove(entry)
            self._changed.add(self.part)

    def add_sheet(self, name: str, part: str) -> int:
        """Add a sheet as the last one and return its index."""
        relation_id = self.relate(part, "worksheet")
        elements = self._sheet_elements()
        number = max((int(element.get("sheetId", "0")) for element in elements), default=0) + 1
        sheets = next(child for child in self.root if local(child) == "sheets")
        element = etree.SubElement(sheets, self._tag("sheet"), name=name, sheetId=str(number))
        element.set(f"{{{self.relations_namespace}}}id", relation_id)
        self._changed.add(self.part)
        return len(elements)

    def relate(self, part: str, kind: str) -> str:
        """Return the id of the workbook's relationship to a part, a new one if there is none."""
        for relation in read_relations(self.relations_root, self.part):
            if relation.target == part and relation.kind == kind:
                return relation.id
        taken = {entry.get("Id") for entry in self.relations_root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        tag = f"{{{etree.QName(self.relations_root).namespace}}}Relationship"
        etree.SubElement(
            self.relations_root,
            tag,
            Id=f"rId{number}",
            Type=f"{self.relations_namespace}/{kind}",
            Target=relative(self.part, part),
        )
        self._changed.add(self.relations_part)
        return f"rId{number}"

    def unrelate(self, part: str) -> None:
        """Remove the workbook's relationship to a part."""
        ids = [relation.id for relation in read_relations(self.relations_root, self.part) if relation.target == part]
        for entry in [entry for entry in self.relations_root if entry.get("Id") in ids]:
            _remove(entry)
            self._changed.add(self.relations_part)

    def declare(self, part: str, content_type: str) -> None:
        """Set the content type of a part."""
        for entry in self.types_root:
            if (entry.get("PartName") or "").casefold() == f"/{part}".casefold():
                if entry.get("ContentType") != content_type:
                    entry.set("ContentType", content_type)
                    self._changed.add(CONTENT_TYPES_PART)
                return
        tag = f"{{{etree.QName(self.types_root).namespace}}}Override"
        etree.SubElement(self.types_root, tag, PartName=f"/{part}", ContentType=content_type)
        self._changed.add(CONTENT_TYPES_PART)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Set the content type of an extension that has none yet."""
        defaults = [entry for entry in self.types_root if local(entry) == "Default"]
        if any((entry.get("Extension") or "").casefold() == extension.casefold() for entry in defaults):
            return
        tag = f"{{{etree.QName(self.types_root).namespace}}}Default"
        entry = etree.Element(tag, Extension=extension, ContentType=content_type)
        self.types_root.insert(len(defaults), entry)
        self._changed.add(CONTENT_TYPES_PART)

    def undeclare(self, part: str) -> None:
        """Remove the content type of a part that is gone."""
        for entry in [e for e in self.types_root if (e.get("PartName") or "").casefold() == f"/{part}".casefold()]:
            _remove(entry)
            self._changed.add(CONTENT_TYPES_PART)

    def touch(self) -> None:
        """Note that an element of the workbook part was changed by its caller."""
        self._changed.add(self.part)

    def changed_parts(self) -> dict[str, bytes]:
        """Return the new bytes of those of the three parts that differ from what was read."""
        roots = {self.part: self.root, self.relations_part: self.relations_root, CONTENT_TYPES_PART: self.types_root}
        return {part: serialise(root) for part, root in roots.items() if part in self._changed}

    def _sheet_elements(self) -> list[etree._Element]:
        return [
            element for child in self.root if local(child) == "sheets" for element in child if local(element) == "sheet"
        ]

    def _names(self) -> list[etree._Element]:
        return [
            name
            for child in self.root
            if local(child) == "definedNames"
            for name in child
            if local(name) == "definedName"
        ]

    def _names_element(self) -> etree._Element:
        for child in self.root:
            if local(child) == "definedNames":
                return child
        element = new_element(self.root, "definedNames")
        place = max(index for index, child in enumerate(self.root) if local(child) in _BEFORE_NAMES) + 1
        self.root.insert(place, element)
        return element

    def _tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"


def _remove(element: etree._Element) -> None:
    """Remove an element but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
