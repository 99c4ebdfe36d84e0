"""An open workbook without a program: the port of the live macros, in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import xlsxwriter

from xltier.app.live.book import Formula, Tab
from xltier.app.live.content import PLAIN, CellLook, Colouring, SheetContent, Value
from xltier.app.live.desk import Desk, Ran
from xltier.app.live.form import Form
from xltier.core.values import ExcelError
from xltier.files.gather import Gathered
from xltier.files.patch.names import defined_names
from xltier.files.read import read_book
from xltier.report.live.pages import LivePages
from xltier.tables.sheet import Area, Cell, ExcelTable, Fault, FaultKind, RawSheet, Visibility

At = tuple[int, int]
Stored = Value | Cell | Fault


@dataclass
class FakeSheet:
    """One sheet: its cells by (row, column), and what else a macro may ask for or change."""

    visibility: Visibility = Visibility.VISIBLE
    cells: dict[At, Stored] = field(default_factory=dict)
    formats: dict[At, str] = field(default_factory=dict)
    formulas: dict[Area, str] = field(default_factory=dict)
    looks: dict[At, CellLook] = field(default_factory=dict)
    colourings: list[Colouring] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    tables: tuple[ExcelTable, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_protected: bool = False
    fills: dict[At, str] = field(default_factory=dict)
    content: SheetContent | None = None


class FakeBook:
    """An open workbook.

    Args:
        file: Its file name.
        sheets: Its sheets by name, in tab order.
    """

    def __init__(self, file: str, sheets: dict[str, FakeSheet]) -> None:
        self.file = file
        self.by_name = sheets
        self.defined: dict[str, str] = {}
        self.is_structure_protected = False
        self.selected = (next(iter(sheets)), Area(1, 1, 1, 1))
        self.answers: list[tuple[int, ...] | None] = []
        self.asked: list[Form] = []
        self.said: list[str] = []
        self.lines: list[str] = []
        self.opened: list[str] = []
        self.folder = ""
        self.stops_after: int | None = None
        self.writes = 0

    @classmethod
    def of_file(cls, path: Path) -> FakeBook:
        """Return a workbook as a program would have it after opening a file."""
        stored = read_book(path)
        sheets = {raw.name: _opened(raw, shown) for raw, shown in zip(stored.sheets, stored.visibility, strict=True)}
        book = cls(path.name, sheets)
        book.defined = dict(defined_names(path))
        return book

    def snapshot(self) -> dict[str, FakeSheet]:
        """Return the sheets as they are now."""
        return deepcopy(self.by_name)

    def select(self, sheet: str, *area: int) -> None:
        """Select cells: (row, column) or (top, left, bottom, right)."""
        top, left, *rest = area
        self.selected = (sheet, Area(top, left, *(rest or (top, left))))

    def sheets(self) -> tuple[Tab, ...]:
        return tuple(Tab(name, sheet.visibility) for name, sheet in self.by_name.items())

    def selection(self) -> tuple[str, Area]:
        return self.selected

    def read(self, sheet: str) -> RawSheet:
        found = self.by_name[sheet]
        gathered = Gathered(self.file, sheet)
        for (row, column), value in sorted(found.cells.items()):
            if isinstance(value, ExcelError):
                gathered.fault(row, column, Fault(FaultKind.ERROR_VALUE, value.value))
            elif isinstance(value, Fault):
                gathered.fault(row, column, value)
            elif value is not None:
                cell = _number(value) if isinstance(value, Decimal) else value
                gathered.put(row, column, cell, found.formats.get((row, column)))
        gathered.merges = list(found.merges)
        gathered.tables = list(found.tables)
        gathered.hidden_rows = set(found.hidden_rows)
        gathered.hidden_columns = set(found.hidden_columns)
        gathered.is_protected = found.is_protected
        return gathered.sheet()

    def fills(self, sheet: str) -> Mapping[At, str]:
        return self.by_name[sheet].fills

    def formulas(self, sheet: str) -> Sequence[Formula]:
        return [Formula(area, text) for area, text in sorted(self.by_name[sheet].formulas.items())]

    def names(self) -> Mapping[str, str]:
        return dict(self.defined)

    def set_name(self, name: str, text: str) -> None:
        self.defined[name] = text

    def forget_name(self, name: str) -> None:
        self.defined.pop(name, None)

    def write(self, sheet: str, area: Area, rows: Sequence[Sequence[Value]]) -> None:
        self.writes += 1
        assert len(rows) == area.bottom - area.top + 1
        for at_row, row in enumerate(rows, start=area.top):
            assert len(row) == area.right - area.left + 1
            for at, value in enumerate(row, start=area.left):
                self._put(sheet, at_row, at, value)

    def _put(self, sheet: str, row: int, column: int, value: Value) -> None:
        if value is None:
            self.by_name[sheet].cells.pop((row, column), None)
        else:
            self.by_name[sheet].cells[row, column] = value

    def follow(self, sheet: str, area: Area, neighbour: int) -> None:
        looks = self.by_name[sheet].looks
        for row, column in _cells(area):
            looks.pop((row, column), None)
            if (row, neighbour) in looks:
                looks[row, column] = looks[row, neighbour]

    def dress(self, sheet: str, area: Area, look: CellLook) -> None:
        looks = self.by_name[sheet].looks
        for at in _cells(area):
            looks[at] = _over(looks.get(at, PLAIN), look)

    def colour(self, sheet: str, area: Area, colourings: Sequence[Colouring]) -> None:
        found = self.by_name[sheet]
        found.colourings = [one for one in found.colourings if not _meets(one.area, area)] + list(colourings)

    def width(self, sheet: str, column: int) -> float:
        return self.by_name[sheet].widths.get(column, 8.43)

    def set_width(self, sheet: str, column: int, width: float) -> None:
        self.by_name[sheet].widths[column] = width

    def widen_table(self, sheet: str, table: str, area: Area) -> None:
        found = self.by_name[sheet]
        found.tables = tuple(replace(one, area=area) if one.name == table else one for one in found.tables)

    def to_values(self, sheet: str, area: Area) -> None:
        found = self.by_name[sheet]
        found.formulas = {at: text for at, text in found.formulas.items() if not _meets(at, area)}

    def copy(self, sheet: str, area: Area, target: tuple[str, int, int]) -> None:
        source, there = self.by_name[sheet], self.by_name[target[0]]
        down, right = target[1] - area.top, target[2] - area.left
        _copy(source.cells, there.cells, area, down, right)
        _copy(source.looks, there.looks, area, down, right)
        there.colourings += [
            replace(one, area=_moved(one.area, down, right)) for one in source.colourings if _meets(one.area, area)
        ]

    def clear(self, sheet: str, area: Area) -> None:
        found = self.by_name[sheet]
        for at in _cells(area):
            found.cells.pop(at, None)
            found.looks.pop(at, None)
        found.colourings = [one for one in found.colourings if not _meets(one.area, area)]

    def put_sheet(self, name: str, content: SheetContent) -> None:
        shown = {(cell.row, cell.column): cell.value for cell in content.cells if cell.value is not None}
        formulas = {
            Area(cell.row, cell.column, cell.row, cell.column): cell.formula for cell in content.cells if cell.formula
        }
        fills = {(cell.row, cell.column): cell.look.fill for cell in content.cells if cell.look.fill}
        self.by_name[name] = FakeSheet(cells=dict(shown), formulas=formulas, fills=fills, content=content)

    def add_sheet(self, name: str, visibility: Visibility) -> None:
        assert name not in self.by_name
        self.by_name[name] = FakeSheet(visibility)

    def remove_sheet(self, name: str) -> None:
        del self.by_name[name]

    def show(self, sheet: str, cell: str) -> None:
        self.lines.append(f"{sheet}!{cell}")

    def ask(self, form: Form) -> tuple[int, ...] | None:
        self.asked.append(form)
        if self.answers:
            return self.answers.pop(0)
        return None if form.needs_person else form.suggested

    def say(self, title: str, text: str) -> None:
        self.said.append(f"{title}\n{text}")

    def status(self, text: str, done: int = 0, total: int = 0) -> None:
        del done, total
        self.lines.append(text)

    def is_stopped(self) -> bool:
        return self.stops_after is not None and len(self.lines) > self.stops_after

    @contextmanager
    def at_once(self) -> Iterator[None]:
        yield

    def save_copy(self, extension: str) -> str:
        return f"/copies/{self.file}{extension}"

    def beside(self, name: str) -> str:
        return f"{self.folder}/{name}" if self.folder else ""

    def open(self, path: str) -> None:
        self.opened.append(path)


def book_of(path: Path, *rows: Sequence[object], sheet: str = "客户") -> FakeBook:
    """Return an open workbook with one sheet of rows, the first one its headers."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return FakeBook.of_file(path)


@dataclass
class FakeCommand:
    """The command ``xltier``, which answers as it is told; None is not installed."""

    answer: Ran | None = None
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def run(self, *arguments: str) -> Ran | None:
        self.asked.append(arguments)
        return self.answer


def desk_of(
    book: FakeBook, *, language: str = "zh", today: dt.date = dt.date(2026, 11, 5), command: FakeCommand | None = None
) -> Desk:
    """Return a desk with a workbook on it; its clock stands still."""
    return Desk(book, LivePages(), command or FakeCommand(), language, today, lambda: 0.0)


def _opened(raw: RawSheet, shown: Visibility) -> FakeSheet:
    cells: dict[At, Stored] = {
        (row, column): value
        for column, values in zip(raw.columns, raw.cells, strict=True)
        for row, value in zip(raw.rows, values, strict=True)
        if value is not None
    }
    formats = {at: code for at in cells if (code := raw.format_at(*at)) is not None}
    return FakeSheet(
        visibility=shown,
        cells=cells | dict(raw.faults),
        formats=formats,
        merges=tuple(raw.merges),
        tables=tuple(raw.tables),
        hidden_rows=raw.hidden_rows,
        hidden_columns=raw.hidden_columns,
        is_protected=raw.is_protected,
    )


T = TypeVar("T")


def _copy(source: dict[At, T], there: dict[At, T], area: Area, down: int, right: int) -> None:
    for row, column in _cells(area):
        to = (row + down, column + right)
        there.pop(to, None)
        if (row, column) in source:
            there[to] = source[row, column]


def _moved(area: Area, down: int, right: int) -> Area:
    return Area(area.top + down, area.left + right, area.bottom + down, area.right + right)


def _cells(area: Area) -> Iterator[At]:
    return ((row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1))


def _meets(one: Area, other: Area) -> bool:
    return one.left <= other.right and other.left <= one.right and one.top <= other.bottom and other.top <= one.bottom


def _over(under: CellLook, look: CellLook) -> CellLook:
    """Return a look with what another one says over it."""
    return CellLook(**(asdict(under) | {name: value for name, value in asdict(look).items() if value}))


def _number(value: Decimal) -> float:
    number = float(value)
    return int(number) if number.is_integer() else number
