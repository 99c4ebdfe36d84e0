"""撤销刷新: put back what stood there before the last refresh; three runs back."""

from __future__ import annotations

from xltier.app.live.backup import runs_of, take_back
from xltier.app.live.desk import Desk
from xltier.app.live.writing import OUR_SHEETS
from xltier.app.sheet.our_names import our_names, sheet_name
from xltier.errors import BookError, Location, Problem
from xltier.messages import phrase


def undo(desk: Desk) -> tuple[str, ...]:
    """Put back the columns of the last refresh; return what to say of it.

    Our summary and problems sheets tell of the run that is taken back, so they go.

    Raises:
        BookError: No run can be taken back, or a sheet that it wrote into is protected now.
    """
    book = desk.book
    runs = runs_of(book)
    if not runs:
        raise BookError(Problem("live-nothing-to-undo", Location(file=book.file)))
    tabs = {tab.name for tab in book.sheets()}
    for block in runs[0].blocks:
        if block.sheet in tabs and book.read(block.sheet).is_protected:
            place = Location(file=book.file, sheet=block.sheet)
            raise BookError(Problem("live-sheet-protected", place, values={"sheet": block.sheet}))
    named = our_names(book.names())
    with book.at_once():
        take_back(book)
        for key in OUR_SHEETS:
            name = named.get(sheet_name(key))
            if name is not None and name.sheet in tabs and not book.is_structure_protected:
                book.remove_sheet(name.sheet)
                book.forget_name(sheet_name(key))
    areas = ", ".join(block.sheet for block in runs[0].blocks)
    return (phrase("live-undone", desk.language, sheets=areas, period=runs[0].period, left=len(runs) - 1),)
