"""A workbook's calls of our functions: which of them are dead, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from xltier.app.doctor.finding import Finding, Mark, fine
from xltier.core.words import Words
from xltier.errors import Location, Problem, Severity
from xltier.tables.address import a1, letters

BOOK = "book"
_OUTSIDE = Words("表格的列、名称", "columns of Tables, names")


@dataclass(frozen=True, slots=True)
class OurCall:
    """A formula that calls functions of ours.

    Args:
        sheet: Sheet of the cell; empty for a defined name or a Table's column.
        row: 1-based; 0 outside cells.
        column: 1-based; 0 outside cells.
        links: Paths of the add-ins by which it calls them; none where it calls them by their bare names.
        shown: The error that the cell shows, else nothing.
    """

    sheet: str
    row: int
    column: int
    links: tuple[str, ...] = ()
    shown: str = ""


def dead(calls: Iterable[OurCall], installed: str | None) -> list[OurCall]:
    """Return the calls that go by a path which is not that of the add-in here.

    Args:
        calls: All of a workbook.
        installed: Path of the add-in of this machine; None where there is none.
    """
    return [call for call in calls if _is_dead(call, installed)]


def judged(file: str, calls: Sequence[OurCall], installed: str | None) -> Iterator[Finding]:
    """Yield what the calls of a workbook show: links that are dead, names that are not known, or that all is well.

    Args:
        file: Its name.
        calls: All of its calls, in reading order.
        installed: Path of the add-in of this machine; None where there is none.
    """
    rotten = dead(calls, installed)
    nameless = [call for call in calls if call.shown == "#NAME?" and not _is_dead(call, installed)]
    for reference, found in (("doctor-link-rot", rotten), ("doctor-name-error", nameless)):
        for sheet, there in groupby(found, key=lambda call: call.sheet):
            here = list(there)
            paths = tuple(dict.fromkeys(link for call in here for link in call.links))
            values = {"count": len(here), "cells": ranges(here) or _OUTSIDE, "paths": paths}
            at = Location(file=file, sheet=sheet or None, cell=a1(here[0].row, here[0].column) if sheet else None)
            yield Finding(BOOK, Mark.WRONG, Problem(reference, at, Severity.ERROR, values))
    if not rotten and not nameless:
        yield fine(BOOK, "doctor-book-calls" if calls else "doctor-book-plain", file=file, count=len(calls))


def ranges(calls: Iterable[OurCall]) -> tuple[str, ...]:
    """Return the cells of calls, those below each other as one range.

    Example:
        >>> ranges([OurCall("客户", row, 3) for row in (2, 3, 4, 7)])
        ('C2:C4', 'C7')
    """
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted({(call.column, call.row) for call in calls if call.row}):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return tuple(
        a1(first, column) if first == last else f"{a1(first, column)}:{letters(column)}{last}"
        for column, first, last in runs
    )


def _is_dead(call: OurCall, installed: str | None) -> bool:
    return any(not _is_here(link, installed) for link in call.links)


def _is_here(link: str, installed: str | None) -> bool:
    """Return whether a link leads to the add-in here: by its path, or because it means any start-up folder."""
    if not link:
        return True
    return installed is not None and _plain(link) == _plain(installed)


def _plain(path: str) -> str:
    """Return a path as it is compared; Excel leaves out the drive of its own disk."""
    plain = path.removeprefix("file:///").removeprefix("file://").replace("\\", "/").casefold()
    return plain[2:] if plain[1:2] == ":" else plain
