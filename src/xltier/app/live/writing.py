"""A rating written into the open workbook: our columns in one block, their looks, our sheets, and what to remember."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from xltier.app.live.book import LiveBook
from xltier.app.live.content import CellLook, Colouring, SheetContent, Value
from xltier.app.live.desk import Desk
from xltier.app.live.past import Past
from xltier.app.live.placing import Place, Placed
from xltier.app.sheet.our_names import NAME_PREFIX, column_name, constant, free_sheet_name, reference, sheet_name
from xltier.app.sheet.refreshed import Refreshed
from xltier.errors import BookError, Location, Problem
from xltier.messages import phrase
from xltier.tables.sheet import Area

OUR_SHEETS = ("summary", "problems")
_INDENTED = "left"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written of a rating.

    Args:
        done: The rating.
        place: Where its columns go.
        pages: Our sheets, by ``summary`` and ``problems``.
        sheets: Final name of each of them.
    """

    done: Refreshed
    place: Place
    pages: Mapping[str, SheetContent]
    sheets: Mapping[str, str]


def sheet_names(desk: Desk, past: Past) -> dict[str, str]:
    """Return the names that our sheets get.

    Raises:
        BookError: The workbook's structure is protected, and they are not there yet.
    """
    tabs = [tab.name for tab in desk.book.sheets()]
    found = {
        key: free_sheet_name(past.names.get(sheet_name(key)), tabs, phrase(f"sheet-{key}", desk.language))
        for key in OUR_SHEETS
    }
    fresh = [name for name in found.values() if name not in tabs]
    if fresh and desk.book.is_structure_protected:
        place = Location(file=past.stored.file)
        raise BookError(Problem("structure-locked", place, values={"sheet": fresh[0]}))
    return found


def wording(desk: Desk, done: Refreshed, place: Place, sheets: Mapping[str, str]) -> Wording:
    """Return what is written of a rating, made before anything is written."""
    pages = desk.pages.of_rating(done.as_next_time, data=place.sheet, names=sheets, language=desk.language)
    return Wording(done, place, pages, sheets)


def write(book: LiveBook, what: Wording) -> None:
    """Write a rating; nothing before this has changed the workbook."""
    place, known = what.place, what.done.known
    for group in _side_by_side(place.columns):
        book.write(place.sheet, _around(group), list(_rows(what, group)))
        book.follow(place.sheet, _same_rows(group), place.neighbour)
    for one in place.columns:
        _dress(book, place, one, what.done.sheet.reading.header_rows != ())
    if place.table is not None:
        right = max(place.table.area.right, place.whole.right)
        if right > place.table.area.right:
            book.widen_table(place.sheet, place.table.name, place.table.area._replace(right=right))
    for one in place.columns:
        book.set_name(column_name(known.key, one.column.key), reference(place.sheet, one.area))
    for key, text in what.done.remembered.items():
        book.set_name(f"{NAME_PREFIX}{known.key}_{key}", constant(text))
    for key, content in what.pages.items():
        book.put_sheet(what.sheets[key], content)
        book.set_name(sheet_name(key), reference(what.sheets[key], Area(1, 1, 1, 1)))


def _side_by_side(columns: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Yield the columns in groups that stand side by side."""
    numbered = enumerate(columns)
    for _, group in groupby(numbered, key=lambda one: one[1].span.left - one[0]):
        yield [one for _, one in group]


def _around(group: Sequence[Placed]) -> Area:
    top, bottom = min(one.span.top for one in group), max(one.span.bottom for one in group)
    return Area(top, group[0].span.left, bottom, group[-1].span.right)


def _same_rows(group: Sequence[Placed]) -> Area:
    """Return the cells of a group from its headings to the last customer."""
    return group[0].area._replace(right=group[-1].area.right)


def _rows(what: Wording, group: Sequence[Placed]) -> Iterator[tuple[Value, ...]]:
    """Yield the cells of a group row by row: heading, values, and nothing where no customer stands."""
    reading = what.done.sheet.reading
    places = {row: at for at, row in enumerate(reading.rows)}
    heading = reading.header_rows[-1] if reading.header_rows else None
    area = _around(group)
    for row in range(area.top, area.bottom + 1):
        at = places.get(row)
        if row == heading:
            yield tuple(one.column.header for one in group)
        elif at is None:
            yield (None,) * len(group)
        else:
            yield tuple(one.column.values[at] for one in group)


def _dress(book: LiveBook, place: Place, one: Placed, has_heading: bool) -> None:  # noqa: FBT001 - inner
    column = one.column
    if not one.is_ours:
        book.set_width(place.sheet, one.area.left, column.width)
    body = one.area._replace(top=one.area.top + 1) if has_heading else one.area
    look = CellLook(
        number_format=column.number_format or "General",
        align=column.align,
        indent=1 if column.align == _INDENTED else 0,
    )
    book.dress(place.sheet, body, look)
    if column.looks:
        colourings = [
            Colouring(body, "=", tier.code, CellLook(fill=tier.fill, ink=tier.ink, bold=True)) for tier in column.looks
        ]
        book.colour(place.sheet, one.span, colourings)
