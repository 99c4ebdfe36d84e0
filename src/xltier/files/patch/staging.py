"""The new content of a package, gathered before anything is written."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable
from copy import copy
from typing import IO, BinaryIO, Final, Self, cast
from zipfile import ZIP_DEFLATED, ZipInfo

from xltier.files.patch.package import SourcePackage, part_name
from xltier.files.patch.rawzip import Staged, stage, write_package

_IN_MEMORY: Final = 8 << 20
_LARGE: Final = 64 << 20
_LEVEL: Final = 6
_FAST_LEVEL: Final = 1
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)


class Staging:
    """The members that will differ, added and removed; the rest of the package stays as it is."""

    def __init__(self, package: SourcePackage, clock: dt.datetime, like: str, level: int | None) -> None:
        """Start without changes.

        Args:
            package: The package to change.
            clock: Date of new members.
            like: A part whose way of writing member names is followed.
            level: Deflate level; None takes 6, and 1 for parts beyond 64 MiB.
        """
        self._package = package
        self._date = max(clock.timetuple()[:6], _EARLIEST)
        self._level = level
        original = package.member(like).orig_filename
        self._separator = "\\" if "\\" in original else "/"
        self._lead = original[:1] if original.startswith(("/", "\\")) else ""
        self._staged: dict[str, Staged] = {}
        self._removed: set[str] = set()
        self._reserved: set[str] = set()
        self._open: list[IO[bytes]] = []
        self.changed: list[str] = []
        self.added: list[str] = []
        self.removed: list[str] = []

    def __enter__(self) -> Self:
        """Return the staging itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of what was staged, written or not."""
        for target in self._open:
            target.close()

    def put(self, part: str, data: bytes) -> None:
        """Give a part this content; equal content leaves its member as it is."""
        key = part.casefold()
        self._removed.discard(key)
        if part in self._package and self._package.read(part) == data:
            self._staged.pop(key, None)
            return
        self.stream(part, [data], len(data))

    def stream(self, part: str, chunks: Iterable[bytes], size: int) -> None:
        """Give a part the content of ``chunks``, about ``size`` bytes in all."""
        target = cast("IO[bytes]", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 -- closed with the staging
        self._open.append(target)
        level = self._level if self._level is not None else (_FAST_LEVEL if size > _LARGE else _LEVEL)
        self._staged[part.casefold()] = stage(self._info(part), chunks, target, level)

    def remove(self, part: str) -> None:
        """Leave a part out."""
        self._staged.pop(part.casefold(), None)
        self._removed.add(part.casefold())

    def reserve(self, part: str) -> None:
        """Keep a name for a part whose content comes later."""
        self._reserved.add(part.casefold())

    def has(self, part: str) -> bool:
        """Return whether the package will have a part."""
        key = part.casefold()
        return key in self._staged or key in self._reserved or (part in self._package and key not in self._removed)

    def gone(self) -> tuple[str, ...]:
        """Return the parts that are left out and were not put again, in package order."""
        names = (part_name(info) for info in self._package.members)
        return tuple(name for name in names if name.casefold() in self._removed)

    def write(self, out: BinaryIO) -> None:
        """Write the package: members in their old order, new ones behind them."""
        members: list[ZipInfo | Staged] = []
        waiting = dict(self._staged)
        for info in self._package.members:
            key = part_name(info).casefold()
            if key in waiting:
                members.append(waiting.pop(key))
                self.changed.append(part_name(info))
            elif key in self._removed:
                self.removed.append(part_name(info))
            else:
                members.append(info)
        members += waiting.values()
        self.added += [part_name(member.info) for member in waiting.values()]
        write_package(out, self._package.source, members, self._package.comment)

    def _info(self, part: str) -> ZipInfo:
        if part in self._package:
            info = copy(self._package.member(part))
        else:
            info = ZipInfo(part, self._date)
            info.orig_filename = self._lead + part.replace("/", self._separator)
            info.create_system = 0
        info.compress_type = ZIP_DEFLATED
        info.extract_version = max(info.extract_version, 20)
        return info
