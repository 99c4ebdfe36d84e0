"""The workbook in front of Excel for Windows as a :class:`LiveBook`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xltier.app.live.book import Formula, Tab
from xltier.app.live.content import CellLook, Colouring, SheetContent, Value
from xltier.app.live.form import Form
from xltier.hosts.excel.live import constants, looks, reading
from xltier.hosts.excel.live.hidden_rows import rows_in_view
from xltier.hosts.excel.live.sheet_writer import freeze, write_sheet
from xltier.hosts.excel.live.uniform import area_of, cells_of
from xltier.hosts.excel.live.values import given
from xltier.tables.sheet import Area, RawSheet, Visibility

if TYPE_CHECKING:
    import xlwings

_VISIBLE: Final = {
    constants.SHEET_VISIBLE: Visibility.VISIBLE,
    constants.SHEET_HIDDEN: Visibility.HIDDEN,
    constants.SHEET_VERY_HIDDEN: Visibility.VERY_HIDDEN,
}
_NUMBERS: Final = {shown: number for number, shown in _VISIBLE.items()}
_ESCAPE: Final = 0x1B


class ExcelBook:
    """An open workbook of Excel.

    Args:
        book: The workbook as xlwings knows it.
    """

    def __init__(self, book: xlwings.Book) -> None:
        self._app = book.app
        self._excel: Any = book.app.api
        self._book: Any = book.api

    @property
    def file(self) -> str:
        """Return its file name, or its window's title."""
        return str(self._book.Name)

    @property
    def is_structure_protected(self) -> bool:
        """Return whether sheets may not be added."""
        return bool(self._book.ProtectStructure)

    def sheets(self) -> tuple[Tab, ...]:
        """Return the worksheets, in tab order."""
        return tuple(Tab(str(sheet.Name), _VISIBLE[int(sheet.Visible)]) for sheet in self._book.Worksheets)

    def selection(self) -> tuple[str, Area]:
        """Return the sheet in front and the cells selected there; the first cell while a chart or picture is."""
        sheet = self._book.ActiveSheet
        if int(sheet.Type) != constants.WORKSHEET:
            sheet = self._book.Worksheets(1)
            return str(sheet.Name), Area(1, 1, 1, 1)
        return str(sheet.Name), area_of(self._excel.ActiveWindow.RangeSelection)

    def read(self, sheet: str) -> RawSheet:
        """Return a sheet as the file of it would be read."""
        return reading.read_sheet(self._book, self._sheet(sheet))

    def fills(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """Return the cells' own fill colours."""
        return reading.fills_of(self._sheet(sheet))

    def formulas(self, sheet: str) -> Sequence[Formula]:
        """Return the formulas of a sheet."""
        return reading.formulas_of(self._sheet(sheet))

    def names(self) -> Mapping[str, str]:
        """Return the defined names with what each holds."""
        return {str(name.Name): str(name.RefersTo).removeprefix("=") for name in self._book.Names}

    def set_name(self, name: str, text: str) -> None:
        """Define a hidden name, or change what it holds."""
        self._book.Names.Add(name, f"={text}", False)  # noqa: FBT003 - COM takes it by position

    def forget_name(self, name: str) -> None:
        """Remove a defined name, if it is there."""
        for one in list(self._book.Names):
            if one.Name == name:
                one.Delete()

    def write(self, sheet: str, area: Area, rows: Sequence[Sequence[Value]]) -> None:
        """Write values into an area in one go."""
        with rows_in_view(self._sheet(sheet), area):
            self._cells(sheet, area).Value = [[given(value) for value in row] for row in rows]

    def follow(self, sheet: str, area: Area, neighbour: int) -> None:
        """Give an area's cells the looks of the same rows' cells in another column."""
        with rows_in_view(self._sheet(sheet), area):
            looks.follow(self._sheet(sheet), area, neighbour)

    def dress(self, sheet: str, area: Area, look: CellLook) -> None:
        """Change an area's looks where ``look`` says something."""
        looks.dress(self._cells(sheet, area), look)

    def colour(self, sheet: str, area: Area, colourings: Sequence[Colouring]) -> None:
        """Make these the only conditional formats of an area."""
        looks.colour(self._sheet(sheet), area, colourings)

    def width(self, sheet: str, column: int) -> float:
        """Return a column's width in characters."""
        return float(self._sheet(sheet).Columns(column).ColumnWidth)

    def set_width(self, sheet: str, column: int, width: float) -> None:
        """Set a column's width in characters."""
        self._sheet(sheet).Columns(column).ColumnWidth = width

    def widen_table(self, sheet: str, table: str, area: Area) -> None:
        """Make an Excel Table reach over an area."""
        self._sheet(sheet).ListObjects(table).Resize(self._cells(sheet, area))

    def to_values(self, sheet: str, area: Area) -> None:
        """Put in place of an area's formulas what they show."""
        cells = self._cells(sheet, area)
        with rows_in_view(self._sheet(sheet), area):
            cells.Copy()
            cells.PasteSpecial(constants.PASTE_VALUES)
        self._excel.CutCopyMode = False

    def copy(self, sheet: str, area: Area, target: tuple[str, int, int]) -> None:
        """Copy cells with their looks to where the target's first cell is."""
        name, row, column = target
        there = area._replace(top=row, bottom=row + area.bottom - area.top)
        with rows_in_view(self._sheet(sheet), area), rows_in_view(self._sheet(name), there):
            self._cells(sheet, area).Copy(self._sheet(name).Cells(row, column))

    def clear(self, sheet: str, area: Area) -> None:
        """Empty cells and take away their looks and conditional formats."""
        cells = self._cells(sheet, area)
        with rows_in_view(self._sheet(sheet), area):
            cells.Clear()
        cells.FormatConditions.Delete()

    def put_sheet(self, name: str, content: SheetContent) -> None:
        """Write a sheet of ours: a new one behind the last, or in place of the sheet with this name."""
        front = self._book.ActiveSheet
        if name not in {tab.name for tab in self.sheets()}:
            self.add_sheet(name, Visibility.VISIBLE)
        sheet = self._sheet(name)
        write_sheet(sheet, content)
        sheet.Activate()  # only the sheet in front can be frozen
        freeze(self._excel.ActiveWindow, content)
        front.Activate()

    def add_sheet(self, name: str, visibility: Visibility) -> None:
        """Add an empty sheet behind the last that is shown.

        It is added before the last, which then goes before it: to add one after another fails in some set-ups.
        """
        front = self._book.ActiveSheet
        last = self._book.Sheets(self._book.Sheets.Count)
        sheet = self._book.Worksheets.Add(Before=last)
        if int(last.Visible) == constants.SHEET_VISIBLE:
            last.Move(Before=sheet)
        sheet.Name = name
        sheet.Visible = _NUMBERS[visibility]
        front.Activate()

    def remove_sheet(self, name: str) -> None:
        """Remove a sheet without asking."""
        sheet = self._sheet(name)
        sheet.Visible = constants.SHEET_VISIBLE  # a very hidden sheet cannot be removed
        asks, self._excel.DisplayAlerts = self._excel.DisplayAlerts, False
        sheet.Delete()
        self._excel.DisplayAlerts = asks

    def show(self, sheet: str, cell: str) -> None:
        """Bring a sheet to the front and select a cell of it."""
        self._sheet(sheet).Activate()
        self._sheet(sheet).Range(cell).Select()

    def ask(self, form: Form) -> tuple[int, ...] | None:
        """Show a window and wait for the user.

        A Python without tkinter shows what is suggested, to agree to or not.
        """
        if not self._excel.Visible:
            return None if form.needs_person else form.suggested
        if form.fields and find_spec("tkinter") is not None:
            from xltier.hosts.excel.live.window import asked

            return asked(form)
        lines = [*form.lines, *(f"{field.label}: {field.choices[field.suggested]}" for field in form.fields)]
        said = self._app.alert("\n".join(lines), title=form.title, buttons="ok_cancel")
        return form.suggested if said == "ok" else None

    def say(self, title: str, text: str) -> None:
        """Show a message; Ctrl+C copies its text."""
        if self._excel.Visible:
            self._app.alert(text, title=title)

    def status(self, text: str, done: int = 0, total: int = 0) -> None:
        """Show a line at the window's foot; an empty text gives it back to Excel."""
        shown = f"{text} {done:,}/{total:,}" if total else text
        self._excel.StatusBar = shown or False

    def is_stopped(self) -> bool:
        """Return whether Esc was pressed since this was last asked."""
        if sys.platform == "win32":
            from ctypes import windll

            return bool(windll.user32.GetAsyncKeyState(_ESCAPE) & 1)
        return False

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Return a context in which the window does not follow every change and nothing is recalculated."""
        excel = self._excel
        before = excel.ScreenUpdating, excel.EnableEvents, excel.Calculation
        excel.ScreenUpdating, excel.EnableEvents, excel.Calculation = False, False, constants.CALCULATION_MANUAL
        try:
            yield
        finally:
            excel.Calculation, excel.EnableEvents, excel.ScreenUpdating = before[2], before[1], before[0]

    def save_copy(self, extension: str) -> str:
        """Save the book as it is now to a temporary file; return its path."""
        folder = tempfile.mkdtemp(prefix="xltier-")
        path = Path(folder) / f"{Path(self.file).stem}{extension}"
        self._book.SaveCopyAs(str(path))
        return str(path)

    def beside(self, name: str) -> str:
        """Return the path of a file in the book's folder; a book in the cloud has none, its folder is an address."""
        folder = str(self._book.Path)
        return str(Path(folder) / name) if folder and "://" not in folder else ""

    def open(self, path: str) -> None:
        """Open another workbook."""
        self._excel.Workbooks.Open(path)

    def _sheet(self, name: str) -> Any:  # noqa: ANN401 - a COM object
        return self._book.Worksheets(name)

    def _cells(self, sheet: str, area: Area) -> Any:  # noqa: ANN401 - a COM object
        return cells_of(self._sheet(sheet), area)
