"""The port of the live macros for a document that Calc has open."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import uno
from com.sun.star.beans import PropertyValue

from xltier.app.live.book import Formula, Tab
from xltier.app.live.content import CellLook, Colouring, SheetContent, Value
from xltier.app.live.form import Form
from xltier.app.sheet.our_names import reference, split_reference
from xltier.hosts.calc.inside import live_looks, live_windows
from xltier.hosts.calc.inside.hidden_rows import rows_in_view
from xltier.hosts.calc.inside.live_cells import area_of, ranges, read_sheet, used_cells
from xltier.hosts.calc.inside.live_sheets import cells_of, put_sheet
from xltier.hosts.calc.inside.live_status import StatusLine
from xltier.hosts.calc.inside.live_values import put_values, to_values
from xltier.messages import phrase
from xltier.tables.sheet import Area, RawSheet, Visibility

_CONTENT_AND_LOOKS: Final = 1 | 2 | 4 | 8 | 16 | 32 | 64 | 256 | 512  # com.sun.star.sheet.CellFlags
_FORMULAS: Final = 16
_HIDDEN: Final = 16  # com.sun.star.sheet.NamedRangeFlag, of later versions than 7.4, which shows the name
_TRANSPARENT: Final = -1
_EXCEL: Final = "Calc MS Excel 2007 XML"
_RANGES: Final = "com.sun.star.sheet.SheetCellRanges"


class CalcBook:
    """A document of Calc.

    Args:
        context: The office's component context.
        document: The document.
        language: Of windows, ``zh`` or ``en``.
    """

    def __init__(self, context: Any, document: Any, language: str) -> None:  # noqa: ANN401  UNO objects
        self._context = context
        self._document = document
        self._language = language
        self._line = StatusLine(document, is_shown=self._is_shown)

    @property
    def file(self) -> str:
        """Return the file name, or the window's title."""
        url = str(self._document.URL)
        return Path(uno.fileUrlToSystemPath(url)).name if url else str(self._document.Title)

    @property
    def is_structure_protected(self) -> bool:
        """Return whether sheets may not be added."""
        return bool(self._document.isProtected())

    def sheets(self) -> tuple[Tab, ...]:
        """Return the sheets; Calc knows no very hidden ones."""
        return tuple(
            Tab(sheet.Name, Visibility.VISIBLE if sheet.IsVisible else Visibility.HIDDEN)
            for sheet in ranges(self._document.Sheets)
        )

    def selection(self) -> tuple[str, Area]:
        """Return the sheet in front and its first selected area."""
        controller = self._document.CurrentController
        chosen = controller.getSelection()
        sheet = str(controller.ActiveSheet.Name)
        if hasattr(chosen, "RangeAddress"):
            return sheet, area_of(chosen.RangeAddress)
        if chosen.supportsService(_RANGES) and chosen.Count:
            return sheet, area_of(chosen.getByIndex(0).RangeAddress)
        return sheet, Area(1, 1, 1, 1)

    def read(self, sheet: str) -> RawSheet:
        """Return a sheet."""
        return read_sheet(self._document, self._sheet(sheet), self.file)

    def fills(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """Return the fills of cells; those of whole empty rows and columns are left out."""
        found: dict[tuple[int, int], str] = {}
        for same in ranges(used_cells(self._sheet(sheet)).getCellFormatRanges()):
            fill = same.CellBackColor
            if fill != _TRANSPARENT:
                top, left, bottom, right = area_of(same.RangeAddress)
                found |= {
                    (row, column): f"#{fill:06X}" for row in range(top, bottom + 1) for column in range(left, right + 1)
                }
        return found

    def formulas(self, sheet: str) -> Sequence[Formula]:
        """Return the formulas; an array formula once, with all its cells."""
        target = self._sheet(sheet)
        found: dict[Area, str] = {}
        for one in target.queryContentCells(_FORMULAS).getRangeAddresses():
            area = area_of(one)
            texts = cells_of(target, area).getFormulaArray()
            for row, line in enumerate(texts, start=area.top):
                for column, text in enumerate(line, start=area.left):
                    here = Area(row, column, row, column)
                    if text.startswith("{"):
                        cursor = target.createCursorByRange(target.getCellByPosition(column - 1, row - 1))
                        cursor.collapseToCurrentArray()
                        here = area_of(cursor.RangeAddress)
                    found.setdefault(here, text)
        return [Formula(area, text) for area, text in sorted(found.items())]

    def names(self) -> Mapping[str, str]:
        """Return the document's names as a file holds them."""
        named = self._document.NamedRanges
        return {name: self._held(named.getByName(name)) for name in named.ElementNames}

    def _held(self, name: Any) -> str:  # noqa: ANN401  a UNO object
        cells = name.getReferredCells()
        if cells is None:
            return str(name.Content)
        return reference(str(cells.Spreadsheet.Name), area_of(cells.RangeAddress))

    def set_name(self, name: str, text: str) -> None:
        """Define a name; versions that cannot hide one show it."""
        self.forget_name(name)
        place = split_reference(text)
        content = text
        if place is not None:
            quoted = place[0].replace("'", "''")
            content = f"$'{quoted}'.{place[1]}"
        origin = uno.createUnoStruct("com.sun.star.table.CellAddress")
        self._document.NamedRanges.addNewByName(name, content, origin, _HIDDEN)

    def forget_name(self, name: str) -> None:
        """Remove a name."""
        named = self._document.NamedRanges
        if named.hasByName(name):
            named.removeByName(name)

    def write(self, sheet: str, area: Area, rows: Sequence[Sequence[Value]]) -> None:
        """Write values."""
        put_values(self._cells(sheet, area), rows)

    def follow(self, sheet: str, area: Area, neighbour: int) -> None:
        """Take over the looks of a neighbouring column."""
        beside = Area(area.top, neighbour, area.bottom, neighbour)
        live_looks.follow(self._sheet(sheet), self._cells(sheet, area), self._cells(sheet, beside))

    def dress(self, sheet: str, area: Area, look: CellLook) -> None:
        """Change looks."""
        live_looks.dress(self._document, self._cells(sheet, area), look)

    def colour(self, sheet: str, area: Area, colourings: Sequence[Colouring]) -> None:
        """Replace an area's conditional formats."""
        live_looks.put_colourings(self._document, self._cells(sheet, area), ())
        for one in {one.area: one for one in colourings}:
            same = [other for other in colourings if other.area == one]
            live_looks.put_colourings(self._document, self._cells(sheet, one), same)

    def width(self, sheet: str, column: int) -> float:
        """Return a column's width in characters."""
        return live_looks.characters(self._sheet(sheet).Columns.getByIndex(column - 1).Width)

    def set_width(self, sheet: str, column: int, width: float) -> None:
        """Set a column's width."""
        self._sheet(sheet).Columns.getByIndex(column - 1).Width = live_looks.hundredths(width)

    def widen_table(self, sheet: str, table: str, area: Area) -> None:
        """Make a database range reach over an area."""
        self._document.DatabaseRanges.getByName(table).DataArea = self._cells(sheet, area).RangeAddress

    def to_values(self, sheet: str, area: Area) -> None:
        """Put what formulas show in their place."""
        to_values(self._cells(sheet, area))

    def copy(self, sheet: str, area: Area, target: tuple[str, int, int]) -> None:
        """Copy cells."""
        there = self._sheet(target[0])
        point = live_looks.point(target[1], target[2], there.RangeAddress.Sheet)
        cells = self._cells(sheet, area)
        with rows_in_view(cells):
            there.copyRange(point, cells.RangeAddress)

    def clear(self, sheet: str, area: Area) -> None:
        """Empty cells, their looks included."""
        cells = self._cells(sheet, area)
        live_looks.put_colourings(self._document, cells, ())
        cells.clearContents(_CONTENT_AND_LOOKS)

    def put_sheet(self, name: str, content: SheetContent) -> None:
        """Write a sheet of ours."""
        put_sheet(self._document, name, content)
        if any(content.frozen):
            self._freeze(name, content.frozen)

    def _freeze(self, name: str, frozen: tuple[int, int]) -> None:
        controller = self._document.CurrentController
        front = controller.ActiveSheet
        controller.setActiveSheet(self._sheet(name))
        controller.freezeAtPosition(frozen[1], frozen[0])
        controller.setActiveSheet(front)

    def add_sheet(self, name: str, visibility: Visibility) -> None:
        """Add an empty sheet."""
        sheets = self._document.Sheets
        sheets.insertNewByName(name, sheets.Count)
        sheets.getByName(name).IsVisible = visibility is Visibility.VISIBLE

    def remove_sheet(self, name: str) -> None:
        """Remove a sheet."""
        self._document.Sheets.removeByName(name)

    def show(self, sheet: str, cell: str) -> None:
        """Bring a cell to the front."""
        controller = self._document.CurrentController
        controller.setActiveSheet(self._sheet(sheet))
        controller.select(self._sheet(sheet).getCellRangeByName(cell))

    def ask(self, form: Form) -> tuple[int, ...] | None:
        """Ask the user; where the document has no window nobody can answer."""
        if not self._is_shown():
            return None if form.needs_person else form.suggested
        return live_windows.answered(live_windows.question(self._context, form), form)

    def say(self, title: str, text: str) -> None:
        """Show a message, where the document has a window."""
        if self._is_shown():
            live_windows.message(self._context, title, text, phrase("live-close", self._language))

    def status(self, text: str, done: int = 0, total: int = 0) -> None:
        """Show a line at the window's foot."""
        self._line.show(text, done, total)

    def is_stopped(self) -> bool:
        """Return False: the office takes no keys while a macro runs."""
        return False

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Hold the window still; one step of the office's own undo list holds all changes."""
        document = self._document
        history = document.UndoManager
        document.lockControllers()
        document.addActionLock()
        history.enterUndoContext("xltier")
        try:
            yield
        finally:
            history.leaveUndoContext()
            document.removeActionLock()
            document.unlockControllers()

    def save_copy(self, extension: str) -> str:
        """Save a copy as an Excel workbook."""
        path = Path(tempfile.mkdtemp(prefix="xltier-")) / f"{Path(self.file).stem}{extension}"
        self._document.storeToURL(path.as_uri(), (_option("FilterName", _EXCEL),))
        return str(path)

    def beside(self, name: str) -> str:
        """Return a path in the document's folder."""
        url = str(self._document.URL)
        return str(Path(uno.fileUrlToSystemPath(url)).with_name(name)) if url else ""

    def open(self, path: str) -> None:
        """Open another workbook, without a window where this one has none."""
        desktop = self._context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self._context)
        desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (_option("Hidden", not self._is_shown()),))

    def _is_shown(self) -> bool:
        return bool(self._document.CurrentController.Frame.ContainerWindow.isVisible())

    def _sheet(self, name: str) -> Any:  # noqa: ANN401  a UNO object
        return self._document.Sheets.getByName(name)

    def _cells(self, sheet: str, area: Area) -> Any:  # noqa: ANN401  a UNO object
        return cells_of(self._sheet(sheet), area)


def _option(name: str, value: object) -> Any:  # noqa: ANN401  a UNO struct
    return PropertyValue(name, 0, value, 0)
