"""What the parts of a workbook are: found by following relationships, as a program that opens it does."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from zipfile import ZipFile, ZipInfo

from lxml import etree  # noqa: TC002  # plain imports, as everywhere

from xltier.testing.trees import children, tree


def part_of(info: ZipInfo) -> str:
    """Return the part of a zip member: forward slashes, none in front, lower case."""
    return info.orig_filename.replace("\\", "/").lstrip("/").casefold()


class BookMap:
    """The parts of one workbook by what they are."""

    def __init__(self, package: ZipFile) -> None:
        """Follow the relationships from the package down."""
        self._package = package
        self._members = {part_of(info): info for info in package.infolist()}
        self.workbook = self.related("", "officeDocument") or ""
        self.sheets = self._sheets()

    def __contains__(self, part: str) -> bool:
        """Return whether the package has a part."""
        return part in self._members

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that ``part`` relates to by a kind of relationship, if any."""
        return next((target for one, target in self._relations(part) if one == kind), None)

    def role(self, part: str) -> str:
        """Return what a part is, nothing where it is none of those that a write-back may name."""
        if part == self.workbook:
            return "workbook"
        if part == "[content_types].xml":
            return "types"
        if part == self._list_of(self.workbook):
            return "relations"
        if part == self.related(self.workbook, "styles"):
            return "styles"
        if part in self.sheets.values():
            return "worksheet"
        return self._kinds().get(part) or self._table_role(part)

    def sheet_of(self, part: str) -> str:
        """Return the name of the sheet that a worksheet, table or query part belongs to."""
        return next((sheet for sheet, top in self.sheets.items() if part == top or part in self.below(top)), "")

    def below(self, part: str) -> set[str]:
        """Return every part that a part leads to, with the relationship lists on the way."""
        found: set[str] = set()
        waiting = [part]
        while waiting:
            current = waiting.pop()
            found.add(self._list_of(current))
            for _, target in self._relations(current):
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def parts_of_sheets(self, names: Iterable[str]) -> set[str]:
        """Return all parts of some sheets."""
        tops = [self.sheets[name] for name in names if name in self.sheets]
        return {part for top in tops for part in {top, *self.below(top)}}

    def _kinds(self) -> dict[str, str]:
        """Return charts and pivot caches, which may follow a table."""
        found: dict[str, str] = {}
        for part in self.below(self.workbook):
            for kind, target in self._relations(part):
                if kind in {"chart", "chartEx"}:
                    found[target] = "chart"
                elif kind == "pivotCacheDefinition":
                    found[target] = "pivot"
        return found

    def _table_role(self, part: str) -> str:
        for top in self.sheets.values():
            for kind, target in self._relations(top):
                if kind == "table" and target == part:
                    return "table"
                if kind == "table" and any(target_below == part for _, target_below in self._relations(target)):
                    return "query"
        return ""

    def _sheets(self) -> dict[str, str]:
        root = tree(self._package.read(self._members[self.workbook]))
        parts = dict(self._ids(self.workbook))
        found: dict[str, str] = {}
        for entry in (entry for sheets in children(root, "sheets") for entry in children(sheets)):
            identity = next((str(value) for key, value in entry.attrib.items() if str(key).endswith("}id")), "")
            found[entry.get("name", "")] = parts.get(identity, "")
        return found

    def _relations(self, part: str) -> list[tuple[str, str]]:
        return [(entry.get("Type", "").rpartition("/")[2], target) for entry, target in self._entries(part)]

    def _ids(self, part: str) -> list[tuple[str, str]]:
        return [(entry.get("Id", ""), target) for entry, target in self._entries(part)]

    def _entries(self, part: str) -> list[tuple[etree._Element, str]]:
        info = self._members.get(self._list_of(part))
        if info is None:
            return []
        entries = [entry for entry in children(tree(self._package.read(info))) if entry.get("TargetMode") != "External"]
        base = "/" + posixpath.dirname(part)
        return [(entry, _target(base, entry.get("Target", ""))) for entry in entries]

    @staticmethod
    def _list_of(part: str) -> str:
        folder, base = posixpath.split(part)
        return posixpath.join(folder, "_rels", f"{base}.rels")


def _target(base: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(base, target.replace("\\", "/"))).lstrip("/").casefold()
