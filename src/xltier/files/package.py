"""A zip package that was let in: its parts by tolerant names, after sizes and document types were checked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Final, Self

from xltier.errors import Refusal
from xltier.files.refusals import damaged, limit_mb, packs_too_well, refuse, too_large

# Deflate cannot do better than 1032 : 1; real sheets of a million equal rows stay below 100 : 1.
_SUSPECT_RATIO: Final = 200
_SUSPECT_SIZE: Final = 32 * 2**20
_MOST_PARTS: Final = 20_000
_CHUNK: Final = 2**18
_IS_ENCRYPTED: Final = 0x1
_ZIP_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class Package:
    """The parts of a zip package.

    Raises:
        Refusal: Sizes beyond the limit, a part that packs suspiciously well, a part stored twice, encrypted parts,
            or no readable central directory.
    """

    def __init__(self, path: Path | str, content: bytes | None = None) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(BytesIO(content) if content is not None else path)
        except _ZIP_FAULTS as error:
            raise damaged(path, "zip") from error
        try:
            self._parts = self._checked()
        except Refusal:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        """Return the package; leaving the block closes its file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._zip.close()

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        """Return the parts by folded name; nothing has been inflated yet."""
        entries = self._zip.infolist()
        total = sum(entry.file_size for entry in entries)
        if total > limit_mb() * 2**20 or len(entries) > _MOST_PARTS:
            raise too_large(self.path, total // 2**20)
        parts: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            if entry.is_dir() or entry.filename.endswith("\\"):
                continue
            if entry.file_size > _SUSPECT_SIZE and entry.file_size > _SUSPECT_RATIO * max(entry.compress_size, 1):
                raise packs_too_well(self.path, entry.filename, entry.file_size // 2**20)
            if entry.flag_bits & _IS_ENCRYPTED:
                raise refuse("password_protected", self.path)
            name = part_name(entry.filename)
            if name in parts:
                raise refuse("duplicate_part", self.path, part=entry.filename)
            parts[name] = entry
        return parts

    def names(self) -> list[str]:
        """Return the folded part names, in package order."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        """Return whether the package has the part."""
        return part_name(name) in self._parts

    def size(self, name: str) -> int:
        """Return the unpacked size of a part in bytes."""
        return self._parts[part_name(name)].file_size

    def read(self, name: str) -> bytes:
        """Return a part's bytes, or none of it when the package has no such part.

        Raises:
            Refusal: The part is damaged.
        """
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Return a part's bytes piece by piece; nothing when the package has no such part.

        Raises:
            Refusal: The part is damaged.
        """
        entry = self._parts.get(part_name(name))
        if entry is None:
            return
        try:
            with self._zip.open(entry) as stream:
                yield from _pieces(stream)
        except _ZIP_FAULTS as error:
            raise damaged(self.path, entry.filename) from error

    def find(self, ending: str) -> str | None:
        """Return the first part whose name ends in ``ending``, or None."""
        return next((name for name in self._parts if name.endswith(ending)), None)


def part_name(name: str) -> str:
    """Return a part's name for comparing: forward slashes, no leading one, no dots, lower case."""
    kept: list[str] = []
    for piece in name.replace("\\", "/").split("/"):
        if piece == "..":
            del kept[-1:]
        elif piece not in {"", "."}:
            kept.append(piece)
    return "/".join(kept).casefold()


def beside(part: str, target: str) -> str:
    """Return the name of a relationship's target, which is relative to its part unless it begins with a slash."""
    if target.startswith(("/", "\\")):
        return part_name(target)
    return part_name(f"{PurePosixPath(part).parent}/{target}")


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK):
        yield piece
