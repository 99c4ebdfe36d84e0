"""Which table a macro means: the one that the selection is in, else the sheet's one, else the user says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xltier.app.live.desk import Desk
from xltier.app.live.form import Field, Form
from xltier.app.live.past import Past, past_of
from xltier.app.live.region import meets, region
from xltier.app.sheet.refresh import without_ours
from xltier.errors import Location, Problem, Refusal
from xltier.messages import phrase
from xltier.tables.address import a1
from xltier.tables.choice import TableChoice
from xltier.tables.locate import Located, locate
from xltier.tables.sheet import Area, RawSheet, Visibility

_SHOWN_HEADERS = 4


@dataclass(frozen=True, slots=True)
class Target:
    """A table that is meant.

    Args:
        past: Its sheet, and what the workbook knows of earlier runs.
        choice: How the intake finds it there.
    """

    past: Past
    choice: TableChoice


def target_of(desk: Desk, *, is_picked: bool = False) -> Target | None:
    """Return the table that the user means, or None when asked and giving up.

    Args:
        desk: Workbook and user.
        is_picked: Ask, whatever is selected.

    Raises:
        Refusal: There is no table of customers.
    """
    book = desk.book
    name, selected = book.selection()
    past = past_of(book, [name])
    if name not in past.earlier().sheets and not is_picked:
        sheet = _theirs(past, name)
        found = _in_selection(sheet, selected) or _alone(sheet)
        if found is not None:
            return Target(past, found)
    return _picked(desk)


def table_of(past: Past, sheet: str, row: int, column: int) -> Target:
    """Return the table of an earlier run again, by its header row."""
    table = past.table_at(sheet, row, column)
    choice = TableChoice(sheet=sheet, header_row=row) if table is None else TableChoice(sheet=sheet, table=table.name)
    return Target(past, choice)


def _theirs(past: Past, name: str) -> RawSheet:
    """Return a sheet without what earlier runs have written into it."""
    stored = without_ours(past.stored, past.earlier().columns, frozenset())
    return next(sheet for sheet in stored.sheets if sheet.name == name)


def _in_selection(sheet: RawSheet, selected: Area) -> TableChoice | None:
    for table in sheet.tables:
        if table.area.holds(selected.top, selected.left) and not table.is_placeholder:
            return TableChoice(sheet=sheet.name, table=table.name)
    if selected.bottom > selected.top:
        return _around(sheet, selected.top, selected.left)
    return None


def _alone(sheet: RawSheet) -> TableChoice | None:
    """Return the sheet's one Table, else the table around A1, else the one that the intake finds."""
    if len(sheet.tables) == 1 and not sheet.tables[0].is_placeholder:
        return TableChoice(sheet=sheet.name, table=sheet.tables[0].name)
    if sheet.tables:
        return None
    return _around(sheet, 1, 1) or (TableChoice(sheet=sheet.name) if len(_located(sheet)) == 1 else None)


def _around(sheet: RawSheet, row: int, column: int) -> TableChoice | None:
    """Return the table of a cell's region; a sheet's only one goes on below blank rows."""
    area = region(sheet, row, column)
    if area.bottom == area.top or area.right == area.left:
        return None
    found = _located(sheet)
    if len(found) == 1 and meets(_area(sheet, found[0]), area):
        return TableChoice(sheet=sheet.name)
    return _choice(area, sheet) if locate(sheet, area=area) else None


def _choice(area: Area, sheet: RawSheet) -> TableChoice:
    return TableChoice(sheet=sheet.name, table=f"{a1(area.top, area.left)}:{a1(area.bottom, area.right)}")


def _located(sheet: RawSheet) -> list[Located]:
    if not sheet.rows:
        return []
    return [found for found in locate(sheet) if found.header and found.first < found.last]


def _picked(desk: Desk) -> Target | None:
    """Return the table that the user picks among those of the shown sheets."""
    book = desk.book
    names = [tab.name for tab in book.sheets() if tab.visibility is Visibility.VISIBLE]
    past = past_of(book, names)
    earlier = past.earlier()
    sheets = without_ours(past.stored, earlier.columns, earlier.sheets).sheets
    offers = [offer for sheet in sheets for offer in _offers(sheet)]
    if not offers:
        raise Refusal("no_data_rows", Problem("no-data-rows", Location(file=book.file)))
    if len(offers) == 1:
        answer: Sequence[int] | None = (0,)
    else:
        language = desk.language
        field = Field(phrase("live-pick-table", language), tuple(said for said, _ in offers))
        answer = book.ask(
            Form(
                title=phrase("live-title", language),
                lines=(phrase("live-pick", language),),
                fields=(field,),
                yes=phrase("live-go-on", language),
                no=phrase("live-cancel", language),
                needs_person=True,
            )
        )
    if answer is None:
        return None
    choice = offers[answer[0]][1]
    return Target(past_of(book, [choice.sheet or ""]), choice)


def _offers(sheet: RawSheet) -> list[tuple[str, TableChoice]]:
    """Return the tables of a sheet as the user sees them, and as the intake is told."""
    if sheet.tables:
        return [
            (f"{table.name} ({sheet.name})", TableChoice(sheet=sheet.name, table=table.name))
            for table in sheet.tables
            if not table.is_placeholder
        ]
    found = _located(sheet)
    offers = []
    for one in found:
        area = _area(sheet, one)
        heads = [str(sheet.cells[at][sheet.row_index(one.header[-1])] or "") for at in one.columns]
        said = ", ".join(head for head in heads if head)
        shown = f"{sheet.name}!{a1(area.top, area.left)}:{a1(area.bottom, area.right)}  {said[:60]}"
        choice = _choice(area, sheet) if len(found) > 1 else TableChoice(sheet=sheet.name)
        offers.append((shown, choice))
    return offers


def _area(sheet: RawSheet, one: Located) -> Area:
    columns = [sheet.columns[at] for at in one.columns]
    return Area(one.header[0], min(columns), sheet.rows[one.last - 1], max(columns))
