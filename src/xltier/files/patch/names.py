"""Hidden names of a workbook: how our columns and sheets are known again on the next run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xltier.files.patch.edits import NAME_PREFIX
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.refs import Area, quoted_sheet, split_reference
from xltier.files.patch.workbook import WorkbookPart

_SHEET_KEY: Final = "sheet_"
_UNFIT: Final = re.compile(r"\W")
_LITERAL: Final = re.compile(r'"((?:[^"]|"")*)"')
_CONSTANT: Final = re.compile(r'"(?:[^"]|"")*"(?:&"(?:[^"]|"")*")*')
_LONGEST_LITERAL: Final = 255


@dataclass(frozen=True, slots=True)
class OurName:
    """A hidden name of ours.

    Args:
        name: The name, ``_xltier_customers_tier``.
        text: What it holds: ``'客户'!$I$1:$I$201``, or a text constant such as ``"2026-10"``.
        sheet: The sheet it points to, None for a constant or a reference that Excel gave up (``#REF!``).
        area: The cells it points to, likewise.
    """

    name: str
    text: str
    sheet: str | None
    area: Area | None

    @property
    def value(self) -> str | None:
        """Return the text of a constant, None for a reference."""
        if _CONSTANT.fullmatch(self.text) is None:
            return None
        return "".join(piece.replace('""', '"') for piece in _LITERAL.findall(self.text))


def table_key(text: str) -> str:
    """Return a table or sheet name as a part of our hidden names: letters, digits and underscores."""
    return _UNFIT.sub("_", text)


def column_name(table: str, column: str) -> str:
    """Return the hidden name of a column of ours."""
    return f"{NAME_PREFIX}{table}_{column}"


def sheet_name(key: str) -> str:
    """Return the hidden name of a sheet of ours."""
    return f"{NAME_PREFIX}{_SHEET_KEY}{key}"


def is_sheet_name(name: str) -> bool:
    """Return whether a hidden name marks a sheet of ours."""
    return name.startswith(f"{NAME_PREFIX}{_SHEET_KEY}")


def reference(sheet: str, area: Area) -> str:
    """Return a reference as a defined name holds it."""
    return f"{quoted_sheet(sheet)}!{area.absolute}"


def constant(text: str) -> str:
    """Return a text as a defined name holds it: literals of at most 255 characters, joined."""
    pieces = [text[start : start + _LONGEST_LITERAL] for start in range(0, len(text), _LONGEST_LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def our_names(workbook: WorkbookPart) -> dict[str, OurName]:
    """Return our hidden names by name."""
    found: dict[str, OurName] = {}
    for name, text in workbook.names().items():
        if name.startswith(NAME_PREFIX):
            place = split_reference(text)
            area = Area.parse(place[1]) if place is not None else None
            found[name] = OurName(name, text, place[0] if place and area else None, area)
    return found


def defined_names(path: Path | str) -> Mapping[str, str]:
    """Return every defined name of a workbook that belongs to no single sheet, with what it holds.

    Raises:
        BookError: The file is no workbook package.
    """
    with SourcePackage.open(Path(path)) as package:
        return WorkbookPart(package).names()


def read_names(path: Path | str) -> Mapping[str, OurName]:
    """Return our hidden names in a workbook file, by name.

    Raises:
        BookError: The file is no workbook package.
    """
    with SourcePackage.open(Path(path)) as package:
        return our_names(WorkbookPart(package))


def choose_sheet_name(path: Path | str, key: str, wanted: str) -> str:
    """Return the name that the sheet ``key`` shall have: its present one if it is there, else ``wanted``.

    A sheet of the user's with that name is left alone: ours gets a number behind its name. Excel allows
    31 characters and ignores case.

    Raises:
        BookError: The file is no workbook package.
    """
    with SourcePackage.open(Path(path)) as package:
        workbook = WorkbookPart(package)
        ours = our_names(workbook).get(sheet_name(key))
        taken = {sheet.name.casefold(): sheet.name for sheet in workbook.sheets}
        if ours is not None and ours.sheet is not None and ours.sheet.casefold() in taken:
            return taken[ours.sheet.casefold()]
        name, number = wanted[:31], 2
        while name.casefold() in taken:
            suffix = f" ({number})"
            name, number = wanted[: 31 - len(suffix)] + suffix, number + 1
        return name
