"""Where our columns go in the open sheet: where an earlier run put them, else right of the table if that is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xltier.app.live.past import Past, cells_of
from xltier.app.live.region import meets
from xltier.app.sheet.known_table import KnownTable
from xltier.app.sheet.our_columns import OurColumn
from xltier.app.sheet.our_names import column_name
from xltier.errors import BookError, Location, Problem
from xltier.tables.address import LAST_COLUMN, a1
from xltier.tables.reading import Reading
from xltier.tables.sheet import Area, ExcelTable


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of ours with its place.

    Args:
        column: What it holds.
        area: Its cells from the heading to the last customer.
        span: The same with what an earlier run wrote below.
        is_ours: Whether an earlier run had written it.
    """

    column: OurColumn
    area: Area
    span: Area
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rating is written.

    Args:
        sheet: Sheet name.
        columns: Our columns, from left to right.
        neighbour: The user's column whose looks ours take.
        table: The Excel Table that grows with them, if it is one.
    """

    sheet: str
    columns: tuple[Placed, ...]
    neighbour: int
    table: ExcelTable | None

    @property
    def whole(self) -> Area:
        """Return the smallest area that holds every column."""
        spans = [one.span for one in self.columns]
        return Area(
            min(span.top for span in spans),
            min(span.left for span in spans),
            max(span.bottom for span in spans),
            max(span.right for span in spans),
        )


def placed(past: Past, reading: Reading, known: KnownTable, ours: Sequence[OurColumn]) -> Place:
    """Return the place of each column.

    Args:
        past: The sheet as it is.
        reading: The table.
        known: What the workbook knows of it.
        ours: The columns, in their order.

    Raises:
        BookError: The sheet is protected or full, or cells, a merged area or another table are in the way.
    """
    name = reading.sheet or ""
    sheet = past.sheet(name)
    if sheet.is_protected:
        at = Location(file=past.stored.file, sheet=name)
        raise BookError(Problem("live-sheet-protected", at, values={"sheet": name}))
    top = reading.header_rows[-1] if reading.header_rows else reading.rows[0]
    bottom = reading.rows[-1]
    table = past.table_at(name, top, reading.columns[0].number)
    last = max(column.number for column in reading.columns)
    right = last if table is None else table.area.right
    fresh = max([right, *known.ours.values()]) + 1
    columns = []
    for one in ours:
        number = known.ours.get(one.key)
        is_ours = number is not None
        if number is None:
            number, fresh = fresh, fresh + 1
        area = Area(top, number, bottom, number)
        old = past.names.get(column_name(known.key, one.key))
        before = old.area if is_ours and old is not None else None
        span = area if before is None else Area(min(top, before.top), number, max(bottom, before.bottom), number)
        columns.append(Placed(one, area, span, is_ours))
    columns.sort(key=lambda one: one.area.left)
    place = Place(name, tuple(columns), columns[0].area.left - 1, table)
    _check_free(past, place)
    return place


def _check_free(past: Past, place: Place) -> None:
    sheet = past.sheet(place.sheet)
    if place.whole.right > LAST_COLUMN:
        raise _problem(past, place.sheet, "columns-exhausted", a1(place.whole.top, LAST_COLUMN))
    for one in place.columns:
        for area in sheet.merges:
            if meets(area, one.span):
                raise _problem(past, place.sheet, "merge-in-the-way", _said(area))
        for other in sheet.tables:
            if (place.table is None or other.name != place.table.name) and meets(other.area, one.span):
                raise _problem(past, place.sheet, "table-in-the-way", _said(other.area), table=other.name)
        taken = [] if one.is_ours else cells_of(sheet, one.span)
        if taken:
            raise _problem(past, place.sheet, "cell-in-the-way", a1(*taken[0]))


def _said(area: Area) -> str:
    return f"{a1(area.top, area.left)}:{a1(area.bottom, area.right)}"


def _problem(past: Past, sheet: str, reference: str, cell: str, **values: object) -> BookError:
    return BookError(Problem(reference, Location(past.stored.file, sheet, cell), values=values))
