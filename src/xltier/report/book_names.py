"""Names of the sheets of a tier workbook, in either language, none of them twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from xltier.messages import phrase

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST: Final = 31


@dataclass(frozen=True, slots=True)
class BookNames:
    """The sheets: the user's own, then ours."""

    data: str
    summary: str
    problems: str
    rules: str


def book_names(sheet: str | None, language: str) -> BookNames:
    """Return the sheet names of a workbook.

    Args:
        sheet: The user's sheet, whose name is kept where Excel allows it; None for a file without sheets.
        language: The reader's.
    """
    ours = [phrase(key, language) for key in ("sheet-summary", "sheet-problems", "sheet-rules")]
    name = _FORBIDDEN.sub(" ", sheet or "").strip(" '")[:_LONGEST] or phrase("sheet-customers", language)
    taken = {own.casefold() for own in (*ours, "history")}
    if name.casefold() in taken:
        name = phrase("sheet-customers", language)
    return BookNames(name, *ours)


def reference(sheet: str, cell: str) -> str:
    """Return a cell of another sheet as a formula or link names it: ``'Sheet 1'!B2``."""
    return "'" + sheet.replace("'", "''") + f"'!{cell}"
