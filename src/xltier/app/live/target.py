"""Which table a macro means: the one that the selection is in, else the sheet's one, else the user says."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from xltier.app.live.desk import Desk
from xltier.app.live.form import Field, Form
from xltier.app.live.live_rules import LiveRules
from xltier.app.live.past import Past, cells_of, past_of
from xltier.app.live.region import meets, region
from xltier.app.sheet.known_table import NamedColumn
from xltier.app.sheet.refresh import without_ours
from xltier.errors import Location, Problem, Refusal
from xltier.messages import phrase
from xltier.tables.address import a1
from xltier.tables.choice import TableChoice
from xltier.tables.locate import Located, locate
from xltier.tables.sheet import Area, RawSheet, Visibility


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
    not_theirs = past.earlier().sheets | frozenset(LiveRules(book).sheets())
    if name not in not_theirs and not is_picked:
        ours = past.column_at(name, selected.top, selected.left)
        if ours is not None:
            return table_of(past, ours)
        sheet = _theirs(past, name)
        found = _in_selection(sheet, selected) or _alone(sheet)
        if found is not None:
            return Target(past, found)
    return _picked(desk, not_theirs, is_picked=is_picked)


def table_of(past: Past, ours: NamedColumn) -> Target:
    """Return the table of an earlier run again, by a column that it wrote: the table that ends left of it."""
    top, left = ours.area.top, ours.area.left
    table = past.table_at(ours.sheet, top, left - 1)
    if table is not None:
        return Target(past, TableChoice(sheet=ours.sheet, table=table.name))
    sheet = _theirs(past, ours.sheet)
    located = _located(sheet)
    if len(located) == 1:
        return Target(past, TableChoice(sheet=ours.sheet))
    choice = TableChoice(sheet=ours.sheet, header_row=top)
    if located:
        ends = (column for column in range(left - 1, 0, -1) if cells_of(sheet, Area(top, column, top, column)))
        choice = _around(sheet, top, next(ends, left)) or choice
    return Target(past, choice)


def _theirs(past: Past, name: str) -> RawSheet:
    """Return a sheet without what earlier runs have written into it."""
    stored = without_ours(past.stored, past.earlier().columns, frozenset())
    return next(sheet for sheet in stored.sheets if sheet.name == name)


def _in_selection(sheet: RawSheet, selected: Area) -> TableChoice | None:
    for table in sheet.tables:
        if table.area.holds(selected.top, selected.left) and not table.is_placeholder:
            return TableChoice(sheet=sheet.name, table=table.name)
    if sheet.tables and selected.bottom == selected.top:
        return None
    return _around(sheet, selected.top, selected.left)


def _alone(sheet: RawSheet) -> TableChoice | None:
    """Return the sheet's one Table, else the one that the intake finds, else the table around A1."""
    if len(sheet.tables) == 1 and not sheet.tables[0].is_placeholder:
        return TableChoice(sheet=sheet.name, table=sheet.tables[0].name)
    if sheet.tables:
        return None
    return TableChoice(sheet=sheet.name) if len(_located(sheet)) == 1 else _around(sheet, 1, 1)


def _around(sheet: RawSheet, row: int, column: int) -> TableChoice | None:
    """Return the table of a cell's region; a sheet's only one goes on below blank rows.

    A title, a legend or a note is no table of customers, wherever the selection is.
    """
    area = region(sheet, row, column)
    if area.bottom == area.top or area.right == area.left:
        return None
    found = _located(sheet)
    if not any(meets(_area(sheet, one), area) for one in found):
        return None
    if len(found) == 1:
        return TableChoice(sheet=sheet.name)
    return _choice(area, sheet) if _located(sheet, area) else None


def _choice(area: Area, sheet: RawSheet) -> TableChoice:
    return TableChoice(sheet=sheet.name, table=f"{a1(area.top, area.left)}:{a1(area.bottom, area.right)}")


def _located(sheet: RawSheet, area: Area | None = None) -> list[Located]:
    if not sheet.rows:
        return []
    return [found for found in locate(sheet, area=area) if found.header and found.first < found.last]


def _picked(desk: Desk, not_theirs: AbstractSet[str], *, is_picked: bool) -> Target | None:
    """Return the one table that was rated before, else what the user picks among those of the shown sheets.

    Args:
        desk: Workbook and user.
        not_theirs: Sheets of ours and of rules.
        is_picked: Ask, though only one was rated before.
    """
    book = desk.book
    tabs = [tab for tab in book.sheets() if tab.name not in not_theirs]
    names = [tab.name for tab in tabs if tab.visibility is Visibility.VISIBLE]
    past = past_of(book, names)
    earlier = past.earlier()
    rated = [column for column in past.rated() if column.sheet in names]
    if len(rated) == 1 and not is_picked:
        return table_of(past, rated[0])
    stored = without_ours(past.stored, earlier.columns, earlier.sheets)
    offers = [offer for sheet in stored.sheets for offer in _offers(sheet)]
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
