"""The small parts of an xlsx package: the sheet list, shared strings, number formats, Tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from xltier.errors import Refusal
from xltier.files.package import Package, beside, part_name
from xltier.files.refusals import damaged
from xltier.files.template_names import TemplateNames
from xltier.files.xml import Elements, is_true, local, parse
from xltier.tables import address
from xltier.tables.formats import BUILTIN
from xltier.tables.sheet import Area, ExcelTable, TemplateRow, Visibility
from xltier.tables.text import trim

_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_VISIBILITY: Final = {"hidden": Visibility.HIDDEN, "veryHidden": Visibility.VERY_HIDDEN}
_SHEET_FOLDER: Final = re.compile(r"(?:^|/)worksheets?/[^/]+\.xml$")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet of the workbook: its name, its part and whether it is shown."""

    name: str
    part: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Workbook:
    """What ``workbook.xml`` and its relationships say.

    Args:
        sheets: Worksheets in tab order; chart, dialog and macro sheets are left out.
        date1904: Whether day 0 is 1904-01-01.
        is_structure_protected: Whether sheets may not be added.
        is_uncalculated: Whether the writer asks for a full calculation on opening, so that cached results may be none.
        strings: Part of the shared strings.
        styles: Part of the styles.
        notes: Codes of what was doubtful about the package.
        template_rows: Rows that a template of ours came with, by sheet name.
        our_columns: Columns that an earlier run wrote, by sheet name.
    """

    sheets: tuple[SheetPart, ...]
    date1904: bool
    is_structure_protected: bool
    is_uncalculated: bool
    strings: str | None
    styles: str | None
    notes: tuple[str, ...] = ()
    template_rows: Mapping[str, Sequence[TemplateRow]] = field(default_factory=lambda: MappingProxyType({}))
    our_columns: Mapping[str, Sequence[Area]] = field(default_factory=lambda: MappingProxyType({}))


def decode(text: str) -> str:
    """Return text with its ``_x000D_`` escapes resolved."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return (kind, part) by relationship id; the kind is the last word of its type. External targets are left out."""
    folder, _, name = part_name(part).rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    elements = Elements("Relationship")
    parse(package.chunks(rels), path=package.path, part=rels, start=elements) if rels in package else None
    return {
        entry["Id"]: (entry["Type"].rpartition("/")[2], beside(part, entry["Target"]))
        for entry in elements.found["Relationship"]
        if {"Id", "Type", "Target"} <= entry.keys() and entry.get("TargetMode") != "External"
    }


def read_workbook(package: Package) -> Workbook:
    """Return the sheet list, found by relationships or, when these are damaged, by the usual part names.

    Raises:
        Refusal: There is no workbook part, or no worksheet.
    """
    part, notes = _workbook_part(package)
    elements = Elements("sheet", "workbookPr", "workbookProtection", "calcPr")
    names = TemplateNames()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        elements(name, attributes)
        names.start(name, attributes)

    parse(package.chunks(part), path=package.path, part=part, start=start, end=names.end, text=names.text)
    try:
        related = relationships(package, part)
    except Refusal as refusal:
        if refusal.code != "damaged_file":
            raise
        related = {}
        notes = ["damaged_package"]
    sheets: list[SheetPart] = []
    spare = [name for name in package.names() if _SHEET_FOLDER.search(name)]
    for entry in elements.found["sheet"]:
        kind, target = related.get(entry.get("id", ""), ("", ""))
        if not related and spare:
            kind, target = "worksheet", spare.pop(0)
        if kind == "worksheet" and target in package:
            sheets.append(
                SheetPart(entry.get("name", ""), target, _VISIBILITY.get(entry.get("state", ""), Visibility.VISIBLE))
            )
    if not sheets:
        raise damaged(package.path, part)
    by_kind = {kind: target for kind, target in related.values() if target in package}
    settings = {name: found[0] if (found := elements.found[name]) else {} for name in elements.found}
    return Workbook(
        tuple(sheets),
        is_true(settings["workbookPr"].get("date1904")),
        is_true(settings["workbookProtection"].get("lockStructure")),
        is_true(settings["calcPr"].get("fullCalcOnLoad")),
        by_kind.get("sharedStrings") or package.find("sharedstrings.xml"),
        by_kind.get("styles") or package.find("styles.xml"),
        tuple(notes),
        names.rows,
        names.columns,
    )


def _workbook_part(package: Package) -> tuple[str, list[str]]:
    """Return the workbook part and what was doubtful on the way to it."""
    try:
        for kind, target in relationships(package, "").values():
            if kind == "officeDocument" and target in package:
                return target, []
    except Refusal as refusal:
        if refusal.code != "damaged_file":
            raise
    found = package.find("workbook.xml")
    if found is None:
        raise damaged(package.path, "workbook.xml")
    return found, ["damaged_package"]


def read_strings(package: Package, part: str | None) -> list[str]:  # noqa: C901  # three handlers that share a state
    """Return the shared strings: runs joined, phonetic guides left out, escapes resolved."""
    strings: list[str] = []
    if part is None:
        return strings
    pieces: list[str] = []
    phonetic = reading = False

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal phonetic, reading
        tag = local(name)
        if tag == "t":
            reading = not phonetic
        elif tag == "rPh":
            phonetic = True
        elif tag == "si":
            pieces.clear()

    def end(name: str) -> None:
        nonlocal phonetic, reading
        tag = local(name)
        if tag == "t":
            reading = False
        elif tag == "rPh":
            phonetic = False
        elif tag == "si":
            strings.append(decode("".join(pieces)))

    def text(data: str) -> None:
        if reading:
            pieces.append(data)

    parse(package.chunks(part), path=package.path, part=part, start=start, end=end, text=text)
    return strings


def read_formats(package: Package, part: str | None) -> list[str]:
    """Return the number format code of every cell style, in the order that cells refer to them.

    A styles part that is damaged is no reason to refuse the values: they read as General.
    """
    if part is None:
        return []
    codes = dict(BUILTIN)
    formats: list[str] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        tag = local(name)
        if tag == "numFmt" and attributes.get("numFmtId", "").isdigit():
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            formats.append(codes.get(int(number), "General") if number.isdigit() else "General")

    def end(name: str) -> None:
        nonlocal inside
        if local(name) == "cellXfs":
            inside = False

    try:
        parse(package.chunks(part), path=package.path, part=part, start=start, end=end)
    except Refusal as refusal:
        if refusal.code != "damaged_file":
            raise
    return formats


def read_tables(package: Package, parts: list[str]) -> list[ExcelTable]:
    """Return the Table objects of a sheet; one whose area cannot be read is left out."""
    tables: list[ExcelTable] = []
    for part in parts:
        elements = Elements("table", "tableColumn")
        parse(package.chunks(part), path=package.path, part=part, start=elements)
        for entry in elements.found["table"]:
            area = address.area(entry.get("ref", ""))
            if area is None:
                continue
            tables.append(
                ExcelTable(
                    entry.get("displayName") or entry.get("name", ""),
                    area,
                    header_rows=_count(entry.get("headerRowCount"), 1),
                    totals_rows=_count(entry.get("totalsRowCount"), 0),
                    names=tuple(trim(decode(column.get("name", ""))) for column in elements.found["tableColumn"]),
                    is_placeholder=is_true(entry.get("insertRow")),
                )
            )
    return tables


def _count(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdigit() else default
