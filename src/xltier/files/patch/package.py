"""The package that is patched: its zip members by part name, and its relationships."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from xltier.files.package import Package as GuardedPackage
from xltier.files.patch.markup import DocumentTypeError, local, parse
from xltier.files.patch.problems import cannot_patch
from xltier.files.refusals import damaged, refuse, unreadable

CONTENT_TYPES_PART: Final = "[Content_Types].xml"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part.

    Args:
        id: Its id.
        kind: The last segment of its type: ``worksheet``, ``styles`` ...
        target: The part it leads to, without a leading slash; the target as it stands when external.
        is_external: Whether it leads out of the package.
    """

    id: str
    kind: str
    target: str
    is_external: bool


class SourcePackage:
    """A package open for reading; a context manager that closes the file."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        """Read the central directory of a package that can be trusted to be one.

        Args:
            source: The open file.
            name: File name, for messages.

        Raises:
            Refusal: It is no zip.
        """
        self.file = name
        self.source = source
        try:
            self._zip = ZipFile(source)
        except (BadZipFile, EOFError, OSError, ValueError) as err:
            raise damaged(name, "zip") from err
        self.members: tuple[ZipInfo, ...] = tuple(self._zip.infolist())
        self.comment = self._zip.comment
        self._by_part = {part_name(info).casefold(): info for info in self.members}

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the package of a file after the guards of the intake have let it in.

        Raises:
            Refusal: The package is hostile, encrypted or damaged.
            BookError: The file cannot be opened.
        """
        try:
            with GuardedPackage(path):
                source = path.open("rb")
        except OSError as err:
            raise unreadable(path, err) from err
        return cls(source, path.name)

    def __enter__(self) -> Self:
        """Return the package itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._zip.close()
        self.source.close()

    def __contains__(self, part: str) -> bool:
        """Return whether the package has a part, whatever the case and slashes of its name."""
        return part.casefold() in self._by_part

    def member(self, part: str) -> ZipInfo:
        """Return the zip member of a part.

        Raises:
            BookError: There is none.
        """
        try:
            return self._by_part[part.casefold()]
        except KeyError as err:
            raise cannot_patch("part-missing", self.file, part=part) from err

    def read(self, part: str) -> bytes:
        """Return the content of a part."""
        return b"".join(self.chunks(part))

    def tree(self, part: str) -> etree._Element:
        """Return the root of an XML part.

        Raises:
            Refusal: It is not XML, or declares a document type.
        """
        try:
            return parse(self.read(part))
        except DocumentTypeError as err:
            raise refuse("dtd_not_allowed", self.file, part=part) from err
        except etree.XMLSyntaxError as err:
            raise damaged(self.file, part) from err

    def chunks(self, part: str, size: int = _CHUNK) -> Iterator[bytes]:
        """Yield the content of a part in pieces of at most ``size`` bytes.

        Raises:
            Refusal: The compressed bytes are damaged.
        """
        info = self.member(part)
        try:
            with self._zip.open(info) as stream:
                while block := stream.read(size):
                    yield block
        except (BadZipFile, EOFError, NotImplementedError, ValueError, zlib.error) as err:
            raise damaged(self.file, part) from err

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the relationships of a part (of the package itself for ``""``), none if it has no list."""
        listed = relations_part(part)
        if listed not in self:
            return ()
        return read_relations(self.tree(listed), part)

    def tables(self, sheet: str) -> tuple[str, ...]:
        """Return the parts of the Tables of a worksheet part."""
        return tuple(relation.target for relation in self.relations(sheet) if relation.kind == "table")


def part_name(info: ZipInfo) -> str:
    """Return the part a member holds: slashes forward, none in front."""
    return info.orig_filename.replace("\\", "/").lstrip("/")


def relations_part(part: str) -> str:
    """Return the part that lists the relationships of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relations(root: etree._Element, part: str) -> tuple[Relation, ...]:
    """Return the relationships of a ``.rels`` tree that belongs to ``part``."""
    return tuple(
        Relation(
            entry.get("Id", ""),
            entry.get("Type", "").rsplit("/", 1)[-1],
            entry.get("Target", "")
            if entry.get("TargetMode") == "External"
            else resolved(part, entry.get("Target", "")),
            entry.get("TargetMode") == "External",
        )
        for entry in root
        if local(entry) == "Relationship"
    )


def resolved(part: str, target: str) -> str:
    """Return the part that a relationship target of ``part`` means."""
    plain = unquote(target.split("#", 1)[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/" + posixpath.dirname(part), plain)).lstrip("/")


def relative(part: str, target: str) -> str:
    """Return a part as a relationship target of ``part``."""
    return posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
