"""Where the columns of a workbook's last refresh are, when its hidden names do not tell any more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xltier.messages import LANGUAGES, phrase

if TYPE_CHECKING:
    from xltier.tables.sheet import RawBook


def moved_columns(path: Path, stored: RawBook, columns: Sequence[str]) -> dict[str, int]:
    """Return by how many columns ours were moved without their hidden names, by table key.

    Args:
        path: The workbook.
        stored: The same as read.
        columns: Keys of the columns that a run may have written.

    Raises:
        BookError: The file is no workbook package.
    """
    from xltier.app.sheet.moved_columns import shift_of
    from xltier.files.patch.target import NamedColumn, named_columns

    tables: dict[str, list[NamedColumn]] = {}
    for column in named_columns(path, columns):
        tables.setdefault(column.table, []).append(column)
    sheets = {sheet.name.casefold(): sheet for sheet in stored.sheets}
    headings = {key: _headings(key) for key in columns}
    moved: dict[str, int] = {}
    for table, ours in tables.items():
        sheet = sheets.get(ours[0].sheet.casefold())
        if sheet is not None:
            named = {column.key: column.area.left for column in ours}
            moved[table] = shift_of(sheet, ours[0].area.top, named, headings)
    return {table: shift for table, shift in moved.items() if shift}


def _headings(key: str) -> frozenset[str]:
    texts = [phrase(f"column-{key}", language).casefold() for language in LANGUAGES]
    return frozenset((*texts, *(f"{text}(xltier)" for text in texts)))
