"""Findings as they may be handed to a stranger: no user name, no name of a file, sheet or folder of the user's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xltier.app.doctor.finding import Finding
from xltier.app.doctor.workbook import BOOK
from xltier.errors import Location, Problem

_HIDDEN = "…"
_OF_USER = (BOOK, "settings")
"""Checks of what the user has written."""


def nameless(findings: Iterable[Finding], private: Sequence[str]) -> Iterator[Finding]:
    """Yield findings without what only concerns the user.

    Books and sheets become numbers, cells stay; what a file's finding says of its content is left out.

    Args:
        findings: What was found.
        private: Texts that are replaced wherever they stand, such as the path of the user's folder; longest first.
    """
    files: dict[str, list[str]] = {check: [] for check in _OF_USER}
    sheets: dict[str, list[str]] = {}
    for one in findings:
        at = one.problem.at
        file, sheet = at.file, at.sheet
        if one.check in _OF_USER:
            if file is not None:
                sheet = None if sheet is None else f"sheet-{_place(sheet, sheets.setdefault(file, []))}"
                file = f"{one.check}-{_place(file, files[one.check])}"
            kept = {"count", "cells"}
            values = {key: value if key in kept else _HIDDEN for key, value in one.problem.values.items()}
        else:
            file = None if file is None else _without(file, private)
            values = {key: _plain(value, private) for key, value in one.problem.values.items()}
        place = Location(file, sheet, at.cell, at.path)
        yield Finding(one.check, one.mark, Problem(one.problem.reference, place, one.problem.severity, values))


def _place(name: str, known: list[str]) -> int:
    """Return which of the known names one is, counted from 1; a new one is the last."""
    if name not in known:
        known.append(name)
    return known.index(name) + 1


def _plain(value: object, private: Sequence[str]) -> object:
    if isinstance(value, tuple):
        return tuple(_plain(one, private) for one in value)
    return value if isinstance(value, int) else _without(str(value), private)


def _without(text: str, private: Sequence[str]) -> str:
    for one in private:
        text = text.replace(one, "~")
    return text
