"""Where a workbook's formulas call our functions, and by which path: read from the package as it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from xltier.app.doctor.links import is_addin, links_in
from xltier.app.doctor.workbook import OurCall
from xltier.app.functions.catalogue import CATALOGUE
from xltier.app.live.freeze import calls_ours
from xltier.files.patch.encoding import UnknownEncodingError, as_utf8
from xltier.files.patch.package import Relation, SourcePackage
from xltier.files.patch.workbook import WorkbookPart
from xltier.files.refusals import damaged
from xltier.files.sheet_place import SheetPlace
from xltier.files.xml import local, parse

_NAMED: Final = re.compile(rf"(?:{'|'.join(CATALOGUE)})\(".encode(), re.IGNORECASE)
_LONGEST_NAME: Final = 64
_START_UP: Final = "xlStartup"
"""Kind of a link to a file in whatever start-up folder the reader has; it never dies."""


@dataclass(frozen=True, slots=True)
class BookCalls:
    """The calls of our functions in a workbook.

    Args:
        calls: Every cell, defined name and Table column that calls one, in order.
        links: Path of each link of the workbook that leads to our add-in, by its number; empty for any start-up folder.
    """

    calls: tuple[OurCall, ...]
    links: Mapping[str, str]


def our_calls(path: Path) -> BookCalls:
    """Return the calls of our functions in a workbook.

    Raises:
        Refusal: The package is hostile or damaged.
        BookError: It cannot be opened, or is no workbook.
    """
    with SourcePackage.open(path) as package:
        workbook = WorkbookPart(package)
        links = dict(_links(package, workbook))
        calls: list[OurCall] = []
        for sheet in workbook.sheets:
            if sheet.kind == "worksheet":
                calls += _calls(package, sheet.part, sheet.name, links)
                for part in package.tables(sheet.part):
                    calls += _calls(package, part, "", links)
        calls += _calls(package, workbook.part, "", links)
        return BookCalls(tuple(calls), links)


def _links(package: SourcePackage, workbook: WorkbookPart) -> Iterator[tuple[str, str]]:
    """Yield number and path of each link to our add-in; formulas count links from 1, in the order of the workbook."""
    parts = {relation.id: relation.target for relation in package.relations(workbook.part)}
    ids = [
        value
        for group in workbook.root.iter("{*}externalReferences")
        for entry in group.iter("{*}externalReference")
        for key, value in entry.attrib.items()
        if str(key).endswith("}id")
    ]
    for number, identity in enumerate(ids, start=1):
        outside = [one for one in package.relations(parts.get(str(identity), "-")) if _is_to_addin(one)]
        if outside:
            yield str(number), "" if outside[0].kind == _START_UP else unquote(outside[0].target)


def _is_to_addin(relation: Relation) -> bool:
    return relation.is_external and is_addin(unquote(relation.target))


def _calls(package: SourcePackage, part: str, sheet: str, links: Mapping[str, str]) -> list[OurCall]:
    try:
        if not _may_call(package, part):
            return []
    except (UnknownEncodingError, UnicodeError) as err:
        raise damaged(package.file, part) from err
    reader = _Reader(sheet, links)
    parse(package.chunks(part), path=package.file, part=part, start=reader.start, end=reader.end, text=reader.text)
    return reader.calls


def _may_call(package: SourcePackage, part: str) -> bool:
    """Return whether the name of a function stands anywhere in a part: most sheets are only lists, and long ones."""
    tail = b""
    for chunk in as_utf8(package.chunks(part)):
        if _NAMED.search(tail + chunk) is not None:
            return True
        tail = chunk[-_LONGEST_NAME:]
    return False


@dataclass(slots=True)
class _Reader:
    """The events of a part: its formulas, and what their cells show."""

    sheet: str
    links: Mapping[str, str]
    calls: list[OurCall] = field(default_factory=list)
    place: SheetPlace = field(default_factory=SheetPlace)
    kind: str = ""
    group: str = ""
    formula: str | None = None
    groups: dict[str, str] = field(default_factory=dict)
    _pieces: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        tag = local(name)
        self.place.enter(tag, attributes)
        if tag == "c":
            self.kind, self.formula = attributes.get("t", ""), None
        elif tag in {"f", "definedName", "calculatedColumnFormula"}:
            self.group = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            self._pieces = []
        elif tag == "v":
            self._pieces = []

    def text(self, data: str) -> None:
        """Take text."""
        if self._pieces is not None:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        tag = local(name)
        said = "".join(self._pieces or ())
        if tag == "f":
            self.formula = self.groups.setdefault(self.group, said) if self.group else said
        elif tag == "v" and self.formula:
            self._keep(self.formula, said if self.kind == "e" else "")
            self.formula = None
        elif tag == "c" and self.formula:
            self._keep(self.formula, "")
        elif tag in {"definedName", "calculatedColumnFormula"}:
            self._keep(said, "")
        if tag in {"f", "v", "definedName", "calculatedColumnFormula"}:
            self._pieces = None

    def _keep(self, formula: str, shown: str) -> None:
        if not calls_ours(formula):
            return
        paths = (self.links.get(one.strip("[]"), one.strip("'")) for one in links_in(formula, self.links))
        place = (self.place.row, self.place.column) if self.sheet else (0, 0)
        self.calls.append(OurCall(self.sheet, *place, tuple(dict.fromkeys(paths)), shown))
