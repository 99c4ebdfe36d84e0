"""The tables of a book that may be the one to read, the likeliest first: what the user chose, else what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xltier.errors import BookError, Location, Problem
from xltier.tables.address import area, cell
from xltier.tables.choice import TableChoice
from xltier.tables.locate import Located, locate, locate_table
from xltier.tables.sheet import Area, RawBook, RawSheet, Visibility
from xltier.tables.text import fold

_NEARLY: Final = 1.5  # an earlier sheet is preferred unless a later one is better by this much


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table that may be the one to read.

    Args:
        sheet: Its sheet.
        located: Where it is there.
        others: The other tables of the sheet.
    """

    sheet: RawSheet
    located: Located
    others: tuple[Located, ...]


def candidates(book: RawBook, choice: TableChoice) -> list[Candidate]:
    """Return the tables of a book, the one to read first.

    Raises:
        BookError: The choice names a sheet, table or row that is not there.
    """
    sheets = _sheets(book, choice)
    found: list[Candidate] = []
    for sheet in sheets:
        tables = _tables(sheet, choice)
        found.extend(Candidate(sheet, table, tuple(o for o in tables if o is not table)) for table in tables)
    if choice.table is not None and not found:
        raise _unknown(book, "unknown-table", choice.table, [t.name for s in book.sheets for t in s.tables])
    if choice.header_row is not None and not any(c.located.header for c in found):
        raise _unknown(book, "unknown-row", str(choice.header_row), [])
    best = max((c.located.score for c in found if c.located.first < c.located.last), default=0.0)
    first = [c for c in found if c.located.score >= best - _NEARLY and c.located.first < c.located.last]
    if first and choice.table is None:
        leader = max((c for c in first if c.sheet is first[0].sheet), key=lambda c: c.located.score)
        first = [leader]
    return first + [c for c in sorted(found, key=lambda c: -c.located.score) if c not in first]


def _sheets(book: RawBook, choice: TableChoice) -> list[RawSheet]:
    """Return the sheets to look at: the chosen one, else the visible ones, else all."""
    if choice.sheet is not None:
        chosen = sheet_named(book, choice.sheet)
        if chosen is None:
            raise _unknown(book, "unknown-sheet", choice.sheet, [sheet.name for sheet in book.sheets])
        return [chosen]
    if choice.table is not None and cell(choice.table.split(":")[0]) is None:
        return list(book.sheets)
    visible = [s for s, v in zip(book.sheets, book.visibility, strict=True) if v is Visibility.VISIBLE]
    return visible if any(sheet.rows for sheet in visible) else list(book.sheets)


def sheet_named(book: RawBook, name: str) -> RawSheet | None:
    """Return the sheet of a name, else the first that differs only in case, width or spaces."""
    exact = (sheet for sheet in book.sheets if sheet.name == name)
    alike = (sheet for sheet in book.sheets if fold(sheet.name) == fold(name))
    return next(exact, None) or next(alike, None)


def _unknown(book: RawBook, reference: str, said: str, known: Sequence[str]) -> BookError:
    return BookError(Problem(reference, Location(file=book.file), values={"said": said, "known": list(known)}))


def _tables(sheet: RawSheet, choice: TableChoice) -> list[Located]:
    """Return the tables of a sheet: the chosen one, Excel Tables with data, else what is found."""
    if choice.table is not None:
        named = [t for t in sheet.tables if fold(t.name) == fold(choice.table)]
        if named:
            return [found for t in named if (found := locate_table(sheet, t)) is not None]
        wanted = _wanted_area(choice.table)
        return locate(sheet, area=wanted, header_row=choice.header_row) if wanted else []
    if choice.header_row is None:
        objects = [
            found for t in sheet.tables if not t.is_placeholder and (found := locate_table(sheet, t)) is not None
        ]
        full = [found for found in objects if found.first < found.last]
        if full:
            return full
    return locate(sheet, header_row=choice.header_row)


def _wanted_area(text: str) -> Area | None:
    """Return the range that a user names; a single cell is the top left corner of the table."""
    found = area(text)
    if found is None or ":" in text:
        return found
    return Area(found.top, found.left, 1_048_576, 16_384)
