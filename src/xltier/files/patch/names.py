"""Hidden names of a workbook package: read for the next run, and the names that our sheets get."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xltier.app.sheet.our_names import OurName, free_sheet_name, our_names, sheet_name
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.workbook import WorkbookPart


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
    return our_names(defined_names(path))


def choose_sheet_name(path: Path | str, key: str, wanted: str) -> str:
    """Return the name that the sheet ``key`` shall have: its present one if it is there, else ``wanted``.

    A sheet of the user's with that name is left alone: ours gets a number behind its name. Excel allows
    31 characters and ignores case.

    Raises:
        BookError: The file is no workbook package.
    """
    with SourcePackage.open(Path(path)) as package:
        workbook = WorkbookPart(package)
        ours = our_names(workbook.names()).get(sheet_name(key))
        return free_sheet_name(ours, [sheet.name for sheet in workbook.sheets], wanted)
