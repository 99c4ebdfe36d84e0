"""The parts below a grafted sheet: drawings, charts, comments, images, tables, under names that are free."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml import etree  # noqa: TC002  # plain imports, as everywhere

from xltier.files.patch.markup import local, parse, serialise
from xltier.files.patch.package import (
    CONTENT_TYPES_PART,
    SourcePackage,
    part_name,
    relations_part,
    relative,
    resolved,
)
from xltier.files.patch.staging import Staging
from xltier.files.patch.workbook import WorkbookPart

_NUMBERED: Final = re.compile(r"(.*?)(\d*)(\.\w+)\Z", re.DOTALL)
_STRICT: Final = {
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/": "http://purl.oclc.org/ooxml/spreadsheetml/",
    "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
}
# Where a namespace stands in a part: declarations, relationship types, and the kind of a graphic frame.
_NAMESPACE_PLACE: Final = re.compile(rb"""(\sxmlns(?::[\w.\-]+)?=|\sType=|\suri=)"([^"<>]*)\"""")


def strict(data: bytes) -> bytes:
    """Return an XML part of a transitional package as a strict one has it."""

    def converted(found: re.Match[bytes]) -> bytes:
        address = found[2].decode()
        for transitional, other in _STRICT.items():
            if address.startswith(transitional):
                return found[1] + b'"' + (other + address.removeprefix(transitional)).encode() + b'"'
        return found[0]

    return _NAMESPACE_PLACE.sub(converted, data)


@dataclass(frozen=True, slots=True)
class PartMover:
    """Moves parts of a side package into the user's.

    Args:
        source: The side package.
        workbook: The user's workbook, for content types.
        staging: Takes the parts.
        rewrite: Changes the tree of a table before it is staged.
    """

    source: SourcePackage
    workbook: WorkbookPart
    staging: Staging
    rewrite: Callable[[etree._Element], None]

    def move_relations(self, part: str, new_part: str) -> None:
        """Move everything that ``part`` relates to, and stage the relationships of ``new_part``.

        Relationship ids stay, so the part's own XML needs no change.
        """
        listed = relations_part(part)
        if listed not in self.source:
            return
        root = self.source.tree(listed)
        for entry in root:
            if entry.get("TargetMode") == "External":
                continue
            target = resolved(part, entry.get("Target", ""))
            kind = entry.get("Type", "").rsplit("/", 1)[-1]
            entry.set("Target", relative(new_part, self._move(target, kind)))
        self.staging.put(relations_part(new_part), self.fitted(serialise(root)))

    def fitted(self, data: bytes) -> bytes:
        """Return XML in the dialect of the user's workbook."""
        return strict(data) if self.workbook.is_strict else data

    def _move(self, part: str, kind: str) -> str:
        new_part = free_part(self.staging, part)
        self.staging.reserve(new_part)
        data = self.source.read(part)
        if kind == "table":
            root = parse(data)
            self.rewrite(root)
            data = serialise(root)
        self.staging.put(new_part, self.fitted(data) if part.endswith(".xml") else data)
        self._declare(part, new_part)
        self.move_relations(part, new_part)
        return new_part

    def _declare(self, part: str, new_part: str) -> None:
        types = self.source.tree(CONTENT_TYPES_PART)
        extension = part.rpartition(".")[2].casefold()
        for entry in types:
            if local(entry) == "Override" and entry.get("PartName") == f"/{part}":
                self.workbook.declare(new_part, entry.get("ContentType", ""))
                return
        for entry in types:
            if local(entry) == "Default" and entry.get("Extension", "").casefold() == extension:
                self.workbook.declare_extension(extension, entry.get("ContentType", ""))


def free_part(staging: Staging, part: str) -> str:
    """Return ``part`` with the lowest number that no part of the package has."""
    found = _NUMBERED.match(part)
    stem, extension = (found[1], found[3]) if found else (part, "")
    number = 1
    while staging.has(f"{stem}{number}{extension}"):
        number += 1
    return f"{stem}{number}{extension}"


def parts_below(package: SourcePackage, part: str) -> tuple[str, ...]:
    """Return a part, its relationships and all that only it leads to, deepest last."""
    found: dict[str, None] = {}
    waiting = [part]
    while waiting:
        current = waiting.pop(0)
        if current in found or current not in package:
            continue
        found[current] = None
        if relations_part(current) in package:
            found[relations_part(current)] = None
        waiting += [relation.target for relation in package.relations(current) if not relation.is_external]
    shared = _led_to_from_elsewhere(package, found, part)
    return tuple(name for name in found if name == part or name not in shared)


def _led_to_from_elsewhere(package: SourcePackage, parts: dict[str, None], top: str) -> set[str]:
    """Return those of the parts below ``top`` that a part elsewhere relates to, with all below them."""
    shared: set[str] = set()
    for info in package.members:
        name = part_name(info)
        folder, base = posixpath.split(name)
        if not base.endswith(".rels") or posixpath.basename(folder) != "_rels":
            continue
        owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels")) if base != ".rels" else ""
        if owner not in parts:
            shared |= {relation.target for relation in package.relations(owner) if not relation.is_external}
    waiting = [name for name in parts if name in shared and name != top]
    for name in waiting:
        below = {relation.target for relation in package.relations(name) if not relation.is_external}
        waiting += [other for other in below if other in parts and other not in shared]
        shared |= {*below, relations_part(name)}
    return shared
