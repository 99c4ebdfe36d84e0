"""Formulas that call our functions by an add-in's path, written with bare names; no other byte of a part changes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from xltier.app.doctor.links import unlinked
from xltier.errors import BookError, Location, Problem
from xltier.files.patch.cells import text_content
from xltier.files.patch.edits import Changes, PatchReport
from xltier.files.patch.encoding import UnknownEncodingError, through_utf8
from xltier.files.patch.markup import ATTRIBUTES, masked
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.staging import Staging
from xltier.files.patch.workbook import WorkbookPart
from xltier.files.refusals import damaged
from xltier.files.xml import local, parse

_FORMULAS: Final = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "definedName")
_ELEMENT: Final = re.compile(
    rb"<(?:[\w.\-]+:)?(?:%s)(?:\s%s)?>(?P<text>[^<]*)(?=</)" % ("|".join(_FORMULAS).encode(), ATTRIBUTES)
)


def unlink(package: SourcePackage, workbook: WorkbookPart, staging: Staging, links: Collection[str]) -> None:
    """Stage the parts whose formulas call our functions by a path, with bare names in its place.

    Args:
        package: The workbook.
        workbook: Its first part.
        staging: Where changed parts go.
        links: Numbers of the links to our add-in.
    """
    sheets = [sheet.part for sheet in workbook.sheets if sheet.kind == "worksheet"]
    tables = [part for sheet in sheets for part in package.tables(sheet)]
    for part in (*sheets, *tables, workbook.part):
        try:
            staging.put(part, b"".join(through_utf8(package.chunks(part), lambda chunks: _mended(chunks, links))))
        except (UnknownEncodingError, UnicodeError) as err:
            raise damaged(package.file, part) from err


def verify_unlinked(old: SourcePackage, new: SourcePackage, changes: Changes, report: PatchReport) -> None:
    """Return if the changed parts differ in the formulas meant, and in nothing else.

    Raises:
        BookError: Something else differs.
    """
    for part in report.changed_parts:
        if _digest(old, part, changes.links or ()) != _digest(new, part, ()):
            values = {"place": part, "before": "–", "after": "–"}
            raise BookError(Problem("write-not-verified", Location(old.file), values=values))


def _mended(chunks: Iterable[bytes], links: Collection[str]) -> Iterator[bytes]:
    whole = b"".join(chunks)
    scan = masked(whole)
    end = 0
    for found in _ELEMENT.finditer(scan):
        start, stop = found.span("text")
        fresh = _formula(whole[start:stop], links)
        if fresh != whole[start:stop]:
            yield whole[end:start]
            yield fresh
            end = stop
    yield whole[end:]


def _formula(raw: bytes, links: Collection[str]) -> bytes:
    if b"!" not in raw:
        return raw
    text = _text(raw)
    fresh = unlinked(text, links)
    return raw if fresh == text else text_content(fresh).replace("\r", "&#13;").encode()


def _text(raw: bytes) -> str:
    if b"&" not in raw:
        return raw.decode()
    return etree.fromstring(b"<f>" + raw + b"</f>").text or ""


def _digest(package: SourcePackage, part: str, links: Collection[str]) -> int:
    """Return a checksum of every element, attribute and text of a part, its formulas unlinked."""
    digest = _Digest(links)
    parse(package.chunks(part), path=package.file, part=part, start=digest.start, end=digest.end, text=digest.text)
    return digest.value


class _Digest:
    def __init__(self, links: Collection[str]) -> None:
        self._links = links
        self._formula: list[str] | None = None
        self.value = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._add(f"<{name} {sorted(attributes.items())}>")
        if local(name) in _FORMULAS:
            self._formula = []

    def text(self, data: str) -> None:
        if self._formula is None:
            self._add(data)
        else:
            self._formula.append(data)

    def end(self, name: str) -> None:
        if self._formula is not None:
            self._add(unlinked("".join(self._formula), self._links))
            self._formula = None
        self._add(f"</{name}>")

    def _add(self, text: str) -> None:
        self.value = zlib.crc32(text.encode(), self.value)
