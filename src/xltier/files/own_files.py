"""What xltier itself wrote, which a folder of inputs holds beside them: results, copies, backups, sheets of ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from xltier.app.functions.in_workbook import NAME
from xltier.app.sheet.our_names import NAME_PREFIX, is_sheet_name, our_names
from xltier.errors import BookError, Location, Problem, Severity
from xltier.files.identify import Format, identify
from xltier.files.package import Package
from xltier.files.patch.design import design_of
from xltier.files.patch.names import defined_names
from xltier.files.xml import local, parse

MAKER: Final = "xltier"
"""The keyword of every workbook that we write to be read; one that we write to be filled in has none."""
COMPANY_PREFIX: Final = "xltier_"
"""How the names of cells and tables begin that ``--template`` fills."""

_CORE: Final = "docProps/core.xml"
_COPY: Final = re.compile(r"_xltier(-\d+)?$")
_BACKUP: Final = ".bak-"


def is_copy(path: Path) -> bool:
    """Return whether a file's name is that of a result beside its input (``NAME_xltier``) or of a backup."""
    return _COPY.search(path.stem) is not None or _BACKUP in path.name


def is_result(path: Path) -> bool:
    """Return whether a workbook is a result: wholly ours, or a company's own, which a month is filled into.

    Raises:
        BookError: The file cannot be read.
    """
    if identify(path) is not Format.XLSX:
        return False
    return MAKER in _keywords(path) or _is_company_book(path)


def own_sheets(path: Path) -> frozenset[str]:
    """Return the names of the sheets that we added to a user's workbook.

    Raises:
        BookError: The file cannot be read.
    """
    if identify(path) is not Format.XLSX:
        return frozenset()
    found = our_names(defined_names(path))
    return frozenset(one.sheet for name, one in found.items() if is_sheet_name(name) and one.sheet is not None)


def is_own_name(sheet: str) -> bool:
    """Return whether a sheet's name is one that we keep to ourselves, such as that of what can be undone."""
    return sheet.startswith(NAME_PREFIX)


def passed_over(names: list[str]) -> tuple[Problem, ...]:
    """Return the one note about the files that were passed over because we wrote them; none where there are none."""
    if not names:
        return ()
    return (Problem("own-files-passed-over", Location(), Severity.NOTE, {"files": tuple(names)}),)


def _keywords(path: Path) -> list[str]:
    with Package(path) as package:
        if _CORE not in package:
            return []
        found = _Keywords()
        parse(package.chunks(_CORE), path=path, part=_CORE, start=found.start, end=found.end, text=found.text)
    return "".join(found.said).replace(",", " ").split()


class _Keywords:
    """Takes the events of the core properties."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._is_in = False

    def start(self, name: str, _: object) -> None:
        """Take the start of an element."""
        self._is_in = local(name) == "keywords"

    def end(self, _: str) -> None:
        """Take the end of an element."""
        self._is_in = False

    def text(self, data: str) -> None:
        """Take text."""
        if self._is_in:
            self.said.append(data)


def _is_company_book(path: Path) -> bool:
    """Return whether cells or Excel Tables of a workbook are named to be filled."""
    try:
        design = design_of(path, COMPANY_PREFIX)
    except BookError:  # a package that cannot be patched is none that ``--template`` fills
        return False
    names = (*design.names, *(table.name for table in design.tables))
    return any(name.casefold().startswith(COMPANY_PREFIX) and name.casefold() != NAME for name in names)
