"""A small Excel in memory: the objects of its model that the macros use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from tests.support.excel_cells import At, Grid, Part, Said, Several, alike, cells
from xltier.hosts.excel.live.constants import PASTE_FORMATS, PASTE_VALUES
from xltier.tables.sheet import Area

NONE = -4142


class Excel:
    """The program: ``xlwings.App.api``."""

    def __init__(self, language: int = 1033) -> None:
        self.Visible = False
        self.ScreenUpdating = self.EnableEvents = self.DisplayAlerts = True
        self.Calculation = -4105
        self.StatusBar: object = False
        self.CutCopyMode: object = False
        self.LanguageSettings = Said(LanguageID=lambda _: language)
        self.opened: list[str] = []
        self.Workbooks = Said(Open=self.opened.append)
        self.clipboard: Block | None = None
        self.ActiveWindow: Any = Said(RangeSelection=None, FreezePanes=False)


class Workbook:
    """A workbook: ``xlwings.Book.api``."""

    def __init__(self, excel: Excel, name: str, folder: str = "") -> None:
        self.Application = excel
        self.Name, self.Path, self.FullName = name, folder, f"{folder}/{name}"
        self.Date1904 = self.ProtectStructure = False
        self.sheets: list[Sheet] = []
        self.defined: dict[str, tuple[str, bool]] = {}
        self.ActiveSheet: Any = None

    @property
    def Worksheets(self) -> Several:  # noqa: N802 - Excel's name
        return Several(self.sheets, self._add)

    Sheets = Worksheets

    def _add(self, *, Before: Sheet) -> Sheet:  # noqa: N803 - Excel's name
        sheet = Sheet(self, "new")
        self.sheets.insert(self.sheets.index(Before), sheet)
        sheet.Activate()
        return sheet

    @property
    def Names(self) -> Several:  # noqa: N802 - Excel's name
        found = [self._name(name, text) for name, (text, _) in self.defined.items()]
        return Several(found, lambda name, text, shown: self.defined.__setitem__(name, (text, shown)))

    def _name(self, name: str, text: str) -> Said:
        return Said(Name=name, RefersTo=text, Delete=lambda: self.defined.pop(name))

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802 - Excel's name
        Path(path).write_bytes(b"copy")


class Sheet:
    """A worksheet."""

    Type = -4167

    def __init__(self, book: Workbook, name: str) -> None:
        self.book, self.Name, self.Visible = book, name, -1
        self.Application = book.Application
        self.grid = Grid()
        self.tables: list[Table] = []
        self.links: list[tuple[str, str]] = []
        self.choices: list[tuple[Area, str]] = []
        self.charts: list[Said] = []
        self.AutoFilterMode = self.FilterMode = self.ProtectContents = False
        self.PageSetup: Any = Said()
        self.Tab: Any = Said()
        self.frozen: tuple[int, int] = (0, 0)

    def Cells_(self, row: int, column: int) -> Block:  # noqa: N802 - beside Excel's name
        return Block(self, Area(row, column, row, column))

    @property
    def Cells(self) -> _All:  # noqa: N802 - Excel's name
        return _All(self)

    @property
    def UsedRange(self) -> Block:  # noqa: N802 - Excel's name
        return Block(self, self.grid.used())

    def Range(self, first: Any, last: Any = None) -> Block:  # noqa: ANN401, N802 - Excel's name
        if isinstance(first, str):
            cell = coordinate_to_tuple(first)
            return self.Cells_(*cell)
        return Block(self, Area(first.area.top, first.area.left, last.area.bottom, last.area.right))

    @property
    def Columns(self) -> _Lines:  # noqa: N802 - Excel's name
        return _Lines(self, "column")

    @property
    def Rows(self) -> _Lines:  # noqa: N802 - Excel's name
        return _Lines(self, "row")

    @property
    def ListObjects(self) -> Several:  # noqa: N802 - Excel's name
        return Several(self.tables)

    @property
    def Hyperlinks(self) -> Said:  # noqa: N802 - Excel's name
        return Said(Add=lambda cell, _, target: self.links.append((cell.Address, target)))

    def ChartObjects(self) -> Several:  # noqa: N802 - Excel's name
        found = Several(self.charts, self._add_chart)
        found.Delete = self.charts.clear  # type: ignore[attr-defined]  # because COM collections have it
        return found

    def _add_chart(self, *at: float) -> Said:
        series: list[Said] = []

        def add() -> Said:
            font = Said()
            fill = Said(Fill=Said(ForeColor=Said()))
            one = Said(Format=fill, DataLabels=lambda: Said(Font=font))
            series.append(one)
            return one

        chart = Said(SeriesCollection=lambda: Said(NewSeries=add), series=series)
        self.charts.append(chart)
        return Said(Chart=chart, at=at)

    def Move(self, *, Before: Sheet) -> None:  # noqa: N802, N803 - Excel's names
        assert self.Visible == -1
        self.book.sheets.remove(self)
        self.book.sheets.insert(self.book.sheets.index(Before), self)

    def Activate(self) -> None:  # noqa: N802 - Excel's name
        self.book.ActiveSheet = self
        self.Application.ActiveWindow = Window(self)

    def Delete(self) -> None:  # noqa: N802 - Excel's name
        assert self.Visible == -1
        self.book.sheets.remove(self)


class Window:
    """The window in front: its selection, and which rows and columns stay in view."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.RangeSelection = Block(sheet, Area(1, 1, 1, 1))
        self.FreezePanes = False
        self.DisplayGridlines = True

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever is set
        if name == "SplitRow":
            self._sheet.frozen = (value, self._sheet.frozen[1])
        elif name == "SplitColumn":
            self._sheet.frozen = (self._sheet.frozen[0], value)
        super().__setattr__(name, value)


class Table:
    """A Table of a sheet."""

    def __init__(self, sheet: Sheet, name: str, area: Area, columns: tuple[str, ...]) -> None:
        self.Name = self.DisplayName = name
        self.sheet, self.area, self.names = sheet, area, columns
        self.ShowHeaders, self.ShowTotals = True, False

    @property
    def Range(self) -> Block:  # noqa: N802 - Excel's name
        return Block(self.sheet, self.area)

    @property
    def DataBodyRange(self) -> Block | None:  # noqa: N802 - Excel's name
        return Block(self.sheet, self.area._replace(top=self.area.top + 1))

    @property
    def ListColumns(self) -> list[Said]:  # noqa: N802 - Excel's name
        row = self.area.top
        found = [self.sheet.grid.values.get((row, column)) for column in range(self.area.left, self.area.right + 1)]
        return [Said(Name=name) for name in found]

    def Resize(self, cells_: Block) -> None:  # noqa: N802 - Excel's name
        self.area = cells_.area


class Block:
    """A range."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        vars(self).update(sheet=sheet, area=area, grid=sheet.grid)

    sheet: Sheet
    area: Area
    grid: Grid

    @property
    def Areas(self) -> Several:  # noqa: N802 - Excel's name
        return Several([self])

    @property
    def Row(self) -> int:  # noqa: N802 - Excel's name
        return self.area.top

    @property
    def Column(self) -> int:  # noqa: N802 - Excel's name
        return self.area.left

    @property
    def Rows(self) -> Said:  # noqa: N802 - Excel's name
        return Said(Count=self.area.bottom - self.area.top + 1)

    @property
    def Columns(self) -> Said:  # noqa: N802 - Excel's name
        return Said(Count=self.area.right - self.area.left + 1)

    @property
    def Address(self) -> str:  # noqa: N802 - Excel's name
        return f"{get_column_letter(self.area.left)}{self.area.top}"

    @property
    def EntireColumn(self) -> _Some:  # noqa: N802 - Excel's name
        return _Some(self.sheet, "column", list(range(self.area.left, self.area.right + 1)))

    def _read(self, held: dict[At, Any], other: dict[At, Any]) -> object:
        rows = tuple(
            tuple(
                held.get((row, column), other.get((row, column)))
                for column in range(self.area.left, self.area.right + 1)
            )
            for row in range(self.area.top, self.area.bottom + 1)
        )
        return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else rows

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one return a COM property
        match name:
            case "Value":
                return self._read(self.grid.values, {})
            case "Formula":
                return self._read(self.grid.formulas, self.grid.values)
            case "NumberFormat":
                return self._look("NumberFormat", "General")
            case "MergeCells":
                return alike([any(one.holds(*at) for one in self.grid.merges) for at in cells(self.area)])
            case "MergeArea":
                return Block(
                    self.sheet, next(one for one in self.grid.merges if one.holds(self.area.top, self.area.left))
                )
            case "Interior":
                return Part(self.area, self.grid, "Interior.", {"ColorIndex": NONE})
            case "Font":
                return Part(self.area, self.grid, "Font.", {})
            case "HasArray":
                return any(one.holds(*at) for one in self.grid.arrays for at in cells(self.area))
            case "HasSpill":
                return False
            case "CurrentArray":
                return Block(self.sheet, next(one for one in self.grid.arrays if one.holds(*self.area[:2])))
            case "FormatConditions":
                return _Rules(self)
            case "Validation":
                return _Validation(self)
            case "Left" | "Top":
                return 0.0
        raise AttributeError(name)

    def _look(self, name: str, default: object) -> object:
        return alike([self.grid.looks.get(at, {}).get(name, default) for at in cells(self.area)])

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401 - a COM property
        if name == "Value":
            rows = value if isinstance(value, list) else [[value] * (self.area.right - self.area.left + 1)]
            for at_row, row in enumerate(rows, start=self.area.top):
                for at_column, one in enumerate(row, start=self.area.left):
                    self.grid.put((at_row, at_column), one)
        elif name == "Formula":
            self.grid.formulas[self.area.top, self.area.left] = value
        else:
            for at in cells(self.area):
                self.grid.looks.setdefault(at, {})[name] = value

    def Borders(self, edge: int) -> Part:  # noqa: N802 - Excel's name
        return Part(self.area, self.grid, f"Borders.{edge}.", {})

    def Merge(self) -> None:  # noqa: N802 - Excel's name
        self.grid.merges.append(self.area)

    def Select(self) -> None:  # noqa: N802 - Excel's name
        self.sheet.Application.ActiveWindow.RangeSelection = self

    def Clear(self) -> None:  # noqa: N802 - Excel's name
        for at in cells(self.area):
            for held in _stores(self.grid):
                held.pop(at, None)

    def Copy(self, target: Block | None = None) -> None:  # noqa: N802 - Excel's name
        if target is None:
            self.sheet.Application.clipboard = self
            return
        down, right = target.area.top - self.area.top, target.area.left - self.area.left
        out_of_view = self.grid.hidden["row"] if self.sheet.FilterMode else frozenset()
        for row, column in cells(self.area):
            if row in out_of_view:
                continue
            passed = sum(hidden in out_of_view for hidden in range(self.area.top, row))
            to = (row + down - passed, column + right)
            for mine, theirs in zip(_stores(self.grid), _stores(target.grid), strict=True):
                theirs.pop(to, None)
                if (row, column) in mine:
                    theirs[to] = mine[row, column]
        for area, rule in list(self.grid.rules):
            if _meets(area, self.area):
                moved = Area(area.top + down, area.left + right, area.bottom + down, area.right + right)
                target.grid.rules.append((moved, rule))

    def PasteSpecial(self, what: int) -> None:  # noqa: N802 - Excel's name
        source = self.sheet.Application.clipboard
        assert source is not None
        if what == PASTE_VALUES:
            for at in cells(self.area):
                self.grid.formulas.pop(at, None)
            return
        assert what == PASTE_FORMATS
        for row, column in cells(self.area):
            found = source.grid.looks.get((row, source.area.left))
            self.grid.looks[row, column] = dict(found or {})


class _All(Block):
    """``Sheet.Cells``: all of them, or one when called."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet, Area(1, 1, 400, 60))

    def __call__(self, row: int, column: int) -> Block:
        return self.sheet.Cells_(row, column)

    def Clear(self) -> None:  # noqa: N802 - Excel's name
        self.sheet.grid = Grid()
        vars(self)["grid"] = self.sheet.grid
        self.sheet.links.clear()


class _Some:
    """Rows or columns together: whether they are hidden, how wide or high they are."""

    def __init__(self, sheet: Sheet, side: str, numbers: list[int]) -> None:
        vars(self).update(sheet=sheet, side=side, numbers=numbers)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a COM property
        own: Any = vars(self)
        grid = own["sheet"].grid
        if name == "Hidden":
            return alike([number in grid.hidden[own["side"]] for number in own["numbers"]])
        return grid.widths.get(own["numbers"][0], 8.43)

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401 - a COM property
        own: Any = vars(self)
        grid = own["sheet"].grid
        for number in own["numbers"]:
            if name == "Hidden":
                (grid.hidden[own["side"]].add if value else grid.hidden[own["side"]].discard)(number)
            else:
                (grid.widths if own["side"] == "column" else grid.heights)[number] = value


class _Lines:
    """``Sheet.Rows`` or ``Sheet.Columns``."""

    def __init__(self, sheet: Sheet, side: str) -> None:
        vars(self).update(sheet=sheet, side=side)

    def __call__(self, which: object) -> _Some:
        own: Any = vars(self)
        first, _, last = str(which).partition(":")
        return _Some(own["sheet"], own["side"], list(range(int(first), int(last or first) + 1)))

    def __setattr__(self, name: str, value: object) -> None:
        own: Any = vars(self)
        assert (name, value) == ("Hidden", False)
        own["sheet"].grid.hidden[own["side"]].clear()


class _Rules:
    """``Range.FormatConditions``."""

    def __init__(self, cells_: Block) -> None:
        self._cells = cells_

    def Delete(self) -> None:  # noqa: N802 - Excel's name
        grid = self._cells.grid
        grid.rules[:] = [one for one in grid.rules if not _meets(one[0], self._cells.area)]

    def Add(self, kind: int, test: int, wanted: str) -> Said:  # noqa: N802 - Excel's name
        rule = Said(Type=kind, Operator=test, Formula1=wanted, Interior=Said(), Font=Said())
        self._cells.grid.rules.append((self._cells.area, rule))
        return rule


class _Validation:
    """``Range.Validation``."""

    def __init__(self, cells_: Block) -> None:
        self._cells = cells_
        self.InputTitle = self.InputMessage = ""

    def Delete(self) -> None:  # noqa: N802 - Excel's name
        choices = self._cells.sheet.choices
        choices[:] = [one for one in choices if not _meets(one[0], self._cells.area)]

    def Add(self, kind: int, alert: int = 1, operator: int = 1, formula: str = "") -> None:  # noqa: N802 - Excel's name
        assert (kind, alert, operator) == (3 if formula else 0, 1, 1)
        self._cells.sheet.choices.append((self._cells.area, formula))


def _stores(grid: Grid) -> tuple[dict[At, Any], ...]:
    return grid.values, grid.formulas, grid.looks


def _meets(one: Area, other: Area) -> bool:
    return one.left <= other.right and other.left <= one.right and one.top <= other.bottom and other.top <= one.bottom
