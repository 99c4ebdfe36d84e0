"""What a macro needs of a workbook that a spreadsheet program has open. Each host adapts its program to this.

Rows and columns count from 1. A method that names a sheet is only called with one that :meth:`LiveBook.sheets` lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from xltier.app.live.content import CellLook, Colouring, SheetContent, Value
from xltier.app.live.form import Form
from xltier.tables.sheet import Area, RawSheet, Visibility


@dataclass(frozen=True, slots=True)
class Tab:
    """A worksheet of the book: its name, and whether it is shown."""

    name: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula, or the area of one array or spilling formula.

    Args:
        area: The cells that it fills.
        text: As the program stores it, with English function names.
    """

    area: Area
    text: str


class LiveBook(Protocol):
    """An open workbook."""

    @property
    def file(self) -> str:
        """Return its file name as the user sees it; a book that was never saved has its window's title."""

    @property
    def is_structure_protected(self) -> bool:
        """Return whether sheets may not be added."""

    def sheets(self) -> tuple[Tab, ...]:
        """Return the worksheets, in tab order."""

    def selection(self) -> tuple[str, Area]:
        """Return the sheet in front and the cells selected there; of several areas the first."""

    def read(self, sheet: str) -> RawSheet:
        """Return a sheet as the file of it would be read: values, true dates, faults, formats, merges, Tables.

        Hidden and filtered rows are read too. What the program shows as an error is a fault with its text.
        """

    def fills(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """Return the cells' own fill colours, ``#RRGGBB`` by (row, column): swatches of a rules sheet are asked for."""

    def formulas(self, sheet: str) -> Sequence[Formula]:
        """Return the formulas of a sheet by rising row and column."""

    def names(self) -> Mapping[str, str]:
        """Return the workbook's defined names, hidden ones too, with what each holds as an xlsx file stores it.

        That is without an equals sign: ``'客户'!$I$1:$I$201``, ``"2026-10"``.
        """

    def set_name(self, name: str, text: str) -> None:
        """Define a hidden name, or change what it holds; ``text`` as :meth:`names` gives it."""

    def forget_name(self, name: str) -> None:
        """Remove a defined name, if it is there."""

    def write(self, sheet: str, area: Area, rows: Sequence[Sequence[Value]]) -> None:
        """Write values into an area in one go, whatever stands there; formats stay.

        Args:
            sheet: Sheet name.
            area: m rows x n columns.
            rows: As many. None empties the cell.
        """

    def follow(self, sheet: str, area: Area, neighbour: int) -> None:
        """Give an area's cells the looks (fonts, fills, lines) of the same rows' cells in another column."""

    def dress(self, sheet: str, area: Area, look: CellLook) -> None:
        """Change an area's looks where ``look`` says something."""

    def colour(self, sheet: str, area: Area, colourings: Sequence[Colouring]) -> None:
        """Make these the only conditional formats of an area: those that were there are taken away, not added to."""

    def width(self, sheet: str, column: int) -> float:
        """Return a column's width in characters."""

    def set_width(self, sheet: str, column: int, width: float) -> None:
        """Set a column's width in characters."""

    def widen_table(self, sheet: str, table: str, area: Area) -> None:
        """Make an Excel Table reach over an area: its own, with the columns of ours to its right, or without them."""

    def to_values(self, sheet: str, area: Area) -> None:
        """Put in place of an area's formulas what they show, errors as true error values."""

    def copy(self, sheet: str, area: Area, target: tuple[str, int, int]) -> None:
        """Copy cells with their looks, conditional formats included, to where the target's first cell is.

        Args:
            sheet: Sheet name.
            area: The cells.
            target: Sheet, row and column.
        """

    def clear(self, sheet: str, area: Area) -> None:
        """Empty cells and take away their looks and conditional formats."""

    def put_sheet(self, name: str, content: SheetContent) -> None:
        """Write a sheet of ours: a new one behind the last, or in place of the sheet with this name.

        The sheet in front and its selection stay; no other sheet's references to it break.
        """

    def add_sheet(self, name: str, visibility: Visibility) -> None:
        """Add an empty sheet behind the last."""

    def remove_sheet(self, name: str) -> None:
        """Remove a sheet without asking."""

    def show(self, sheet: str, cell: str) -> None:
        """Bring a sheet to the front and select a cell of it."""

    def ask(self, form: Form) -> tuple[int, ...] | None:
        """Show a window and wait for the user.

        Returns:
            The place of the choice in each field, or None when the user gave up. Where nobody can answer (a program
            without windows) what the fields suggest is the answer, unless the form needs a person.
        """

    def say(self, title: str, text: str) -> None:
        """Show a message that stays until the user closes it; its text can be copied."""

    def status(self, text: str, done: int = 0, total: int = 0) -> None:
        """Show a line at the window's foot, with how much of the work is done; an empty text takes it away."""

    def is_stopped(self) -> bool:
        """Return whether the user has asked to stop (Esc)."""

    def at_once(self) -> AbstractContextManager[None]:
        """Return a context in which the window does not follow every change, and one undo step holds them all."""

    def save_copy(self, extension: str) -> str:
        """Save the book as it is now to a temporary file; return its path.

        Args:
            extension: ``.xlsx``.
        """

    def beside(self, name: str) -> str:
        """Return the path of a file of this name in the book's folder; empty where the book was never saved."""

    def open(self, path: str) -> None:
        """Open another workbook in the program."""
