"""The fidelity oracle: what differs between two workbooks that nobody asked for.

It shares no code with the patch. It reads both packages with ``zipfile`` and ``lxml``, demands that every
part nobody named is the same packed bytes with the same date in the same order, and compares the parts
that had to change element by element, leaving out only what the intent names.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from zipfile import ZipFile, ZipInfo

from xltier.testing.book import BookMap, part_of
from xltier.testing.follow import follower_differences, shrunk
from xltier.testing.parts import (
    OurNames,
    query_differences,
    relation_differences,
    style_differences,
    table_differences,
    type_differences,
    workbook_differences,
)
from xltier.testing.sheets import sheet_differences
from xltier.testing.trees import Box, Finding, box, tree

_LENGTHS: Final = struct.Struct("<26x2H")
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Intent:
    """What was meant to change.

    Args:
        cells: Ranges whose cells may differ, by sheet name: ``{"客户": ("I1:I201",)}``.
        sheets: Names of sheets that may be added, or replaced with all their parts.
        may_drop_calculation_chain: Whether a formula was replaced, so that ``calcChain`` had to go.
        name_prefix: How the names begin that may be added or changed, hidden or not.
        names: Further defined names that may be added, changed or removed.
        filled: Ranges of the user's own cells and tables whose cells may differ, by sheet name.
        lengths: Tables that may have another length: the sheet, the range before and after. Whatever ends with the one
            may end with the other: formats, validations, formulas, names, charts, pivots.
        is_refreshed: Whether the workbook may be told to calculate, and pivots to refresh, when it is opened; formulas
            may have lost the values that they had stored till then.
    """

    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheets: frozenset[str] = frozenset()
    may_drop_calculation_chain: bool = False
    name_prefix: str = "_xltier_"
    names: frozenset[str] = frozenset()
    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lengths: tuple[tuple[str, str, str], ...] = ()
    is_refreshed: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that differs and was not meant to.

    Args:
        part: The part, in lower case.
        place: Where in it; nothing for the part as a whole.
        before: What was there, shortened.
        after: What is there now, shortened.
    """

    part: str
    place: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return the difference in a line."""
        return f"{self.part} {self.place}: {self.before} -> {self.after}"


def unintended_differences(
    before: Path, after: Path, intent: Intent, *, leave_out: frozenset[str] = frozenset()
) -> tuple[Difference, ...]:
    """Return every difference between two workbooks that the intent does not cover, in package order.

    Args:
        before: The workbook as it was.
        after: The workbook as it was written.
        intent: What was meant to change.
        leave_out: Parts, in lower case, that somebody else has compared already.
    """
    with _Side(before) as old, _Side(after) as new:
        return tuple(_Comparison(old, new, intent, leave_out).differences())


class _Side:
    """One of the two packages."""

    def __init__(self, path: Path) -> None:
        self.package = ZipFile(path)
        self._file = path.open("rb")
        self.members = {part_of(info): info for info in self.package.infolist()}
        self.map = BookMap(self.package)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self.package.close()

    def packed(self, info: ZipInfo) -> Iterator[object]:
        """Yield what a member is on disk: method, date, name and packed bytes."""
        yield from (info.compress_size, info.compress_type, info.date_time, info.orig_filename, info.CRC)
        self._file.seek(info.header_offset)
        name, extra = _LENGTHS.unpack(self._file.read(30))
        start, left = info.header_offset + 30 + name + extra, info.compress_size
        while left > 0:
            self._file.seek(start)
            block = self._file.read(min(left, _BLOCK))
            yield block
            start, left = start + _BLOCK, left - _BLOCK

    def content(self, part: str) -> bytes:
        """Return the content of a part."""
        return self.package.read(self.members[part])


class _Comparison:
    def __init__(self, old: _Side, new: _Side, intent: Intent, leave_out: frozenset[str]) -> None:
        self._leave_out = leave_out
        self._old = old
        self._new = new
        self._intent = intent
        self._replaced = old.map.parts_of_sheets(intent.sheets) | new.map.parts_of_sheets(intent.sheets)
        if intent.may_drop_calculation_chain:
            self._replaced |= {old.map.related(old.map.workbook, "calcChain") or ""}

    def differences(self) -> Iterator[Difference]:
        """Yield what differs, in the order of the package as it was."""
        for part, info in self._old.members.items():
            there = self._new.members.get(part)
            if part in self._replaced or part in self._leave_out:
                continue
            if there is None:
                yield Difference(part, "", "a part", "gone")
            elif any(a != b for a, b in zip(self._old.packed(info), self._new.packed(there), strict=False)):
                if (info.date_time, info.orig_filename) != (there.date_time, there.orig_filename):
                    yield Difference(part, "name or date", str(info), str(there))
                for found in self._inside(part):
                    yield Difference(part, found.place, found.before, found.after)
        yield from self._new_parts()

    def _inside(self, part: str) -> Iterator[Finding]:
        data = self._old.content(part), self._new.content(part)
        found = list(self._compared(part, data[0], data[1]))
        if found and self._intent.lengths:
            has_own = self._old.map.role(part) in {"worksheet", "table"}
            sheet = self._old.map.sheet_of(part) if has_own else ""
            lengths = self._intent.lengths
            followed = shrunk(data[0], lengths, sheet, is_former=True), shrunk(data[1], lengths, sheet)
            found = list(self._compared(part, *followed))
        yield from found

    def _compared(self, part: str, one: bytes, other: bytes) -> Iterator[Finding]:
        role, intent = self._old.map.role(part), self._intent
        sheet = self._old.map.sheet_of(part) if role in {"worksheet", "table", "query"} else ""
        ranges, filled = intent.cells.get(sheet, ()), intent.filled.get(sheet, ())
        if not role or not self._is_named(role, ranges, filled):
            yield Finding("", "the same packed bytes", "others")
            return
        if one == other:
            return
        before, after = tree(one), tree(other)
        match role:
            case "worksheet":
                yield from sheet_differences(before, after, ranges, filled=filled, is_refreshed=intent.is_refreshed)
            case "table":
                yield from table_differences(before, after, _boxes(ranges), is_filled=bool(filled))
            case "chart" | "pivot":
                yield from follower_differences(before, after)
            case "query":
                yield from query_differences(before, after)
            case "styles":
                yield from style_differences(before, after)
            case "relations":
                may_drop = frozenset({"calcChain"} if intent.may_drop_calculation_chain else ())
                yield from relation_differences(before, after, may_drop=may_drop)
            case "types":
                gone = frozenset(self._old.members.keys() - self._new.members.keys())
                yield from type_differences(before, after, gone=gone)
            case _:
                every = _boxes(tuple(text for one in intent.cells.values() for text in one))
                yield from workbook_differences(
                    before,
                    after,
                    sheets=intent.sheets,
                    columns=every,
                    ours=OurNames(intent.name_prefix, intent.names),
                    may_calculate=intent.is_refreshed,
                )

    def _is_named(self, role: str, ranges: tuple[str, ...], filled: tuple[str, ...]) -> bool:
        """Return whether a part of a role may differ at all."""
        follows = bool(self._intent.lengths)
        return {
            "worksheet": bool(ranges or filled or follows or self._intent.is_refreshed),
            "table": bool(ranges or filled),
            "query": bool(ranges),
            "chart": follows,
            "pivot": self._intent.is_refreshed,
        }.get(role, True)

    def _new_parts(self) -> Iterator[Difference]:
        allowed = set(self._replaced)
        if self._old.map.related(self._old.map.workbook, "styles") is None:
            allowed.add(self._new.map.related(self._new.map.workbook, "styles") or "")
        for part in self._new.members:
            if part not in self._old.members and part not in allowed:
                yield Difference(part, "", "no part", "a part")
        kept = [part for part in self._old.members if part in self._new.members]
        found = [part for part in self._new.members if part in self._old.members]
        if kept != found:
            yield Difference("", "order of parts", " ".join(kept), " ".join(found))


def _boxes(ranges: tuple[str, ...]) -> list[Box]:
    found = [(text, box(text)) for text in ranges]
    unread = [text for text, area in found if area is None]
    if unread:
        raise ValueError(f"no range of cells: {', '.join(unread)}")
    return [area for _, area in found if area is not None]
