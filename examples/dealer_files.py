"""Write tables to files, tidy or the way a department really sends them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import xlsxwriter

from examples.dealer_tables import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Spelling: TypeAlias = Callable[[Cell], Cell]
_NONE: Final[Mapping[str, Spelling]] = MappingProxyType({})
_NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})
_MADE: Final = datetime(2026, 11, 2, 9, 0)
_WIDTHS: Final = {"经销商名称": 16, "凭证": 30, "投诉内容": 24, "红线": 28, "备注": 20, "项目": 24, "方案": 22}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, and how untidy it is.

    Args:
        titles: Lines above the header.
        headers: Other words for some headers.
        every: How all cells of a column are spelled.
        some: How every ``step``-th cell of a column is spelled.
        total: Columns summed in a last row.
        note: A line below the table.
        twice: Position of a row that is pasted again at the end.
    """

    table: Table
    titles: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    every: Mapping[str, Spelling] = field(default_factory=lambda: _NONE)
    some: Mapping[str, Spelling] = field(default_factory=lambda: _NONE)
    step: int = 37
    total: tuple[str, ...] = ()
    note: str = ""
    twice: int | None = None

    def lines(self) -> list[tuple[Cell, ...]]:
        """Return the rows to write, header and all, top to bottom."""
        rows = [self._spelled(at, row) for at, row in enumerate(self.table.rows)]
        if self.twice is not None:
            rows.append(rows[self.twice])
        above: list[tuple[Cell, ...]] = [(title,) for title in self.titles]
        if self.titles:
            above.append(())
        below: list[tuple[Cell, ...]] = []
        if self.total:
            below.append(self._sums())
        if self.note:
            below.extend(((), (self.note,)))
        header = tuple(self.headers.get(name, name) for name in self.table.headers)
        return [*above, header, *rows, *below]

    def _spelled(self, at: int, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        cells = list(row)
        for number, header in enumerate(self.table.headers):
            if cells[number] is None:
                continue
            if header in self.every:
                cells[number] = self.every[header](cells[number])
            if header in self.some and at % self.step == number:
                cells[number] = self.some[header](cells[number])
        return tuple(cells)

    def _sums(self) -> tuple[Cell, ...]:
        cells: list[Cell] = ["合计", *(None for _ in self.table.headers[1:])]
        for header in self.total:
            number = self.table.column(header)
            amount = sum(value for row in self.table.rows if isinstance(value := row[number], (int, float)))
            cells[number] = self.every.get(header, _same)(amount)
        return tuple(cells)


def _same(value: Cell) -> Cell:
    return value


@dataclass(frozen=True, slots=True)
class Book:
    """A file of sheets; a ``.csv`` file is the first one alone, in the encoding of Chinese Windows."""

    path: Path
    sheets: tuple[Sheet, ...]

    def at(self, folder: Path) -> Book:
        """Return the same book in a folder."""
        return replace(self, path=folder / self.path)

    def write(self) -> Path:
        """Write the file, the same bytes each time; return its path."""
        if self.path.suffix == ".csv":
            text = io.StringIO()
            csv.writer(text, lineterminator="\r\n").writerows(self.sheets[0].lines())
            self.path.write_bytes(text.getvalue().encode("gb18030"))
            return self.path
        with xlsxwriter.Workbook(self.path) as book:
            book.set_properties({"created": _MADE, "author": "经销商评级办公室"})
            font = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
            header = book.add_format(font | {"bold": True, "bg_color": "#D9E2EC", "bottom": 1})
            formats = {
                date: book.add_format(font | {"num_format": "yyyy-mm-dd"}),
                int: book.add_format(font | {"num_format": "#,##0"}),
                float: book.add_format(font | {"num_format": "General"}),
                str: book.add_format(font),
            }
            for sheet in self.sheets:
                _write_sheet(book.add_worksheet(sheet.table.title), sheet, header, formats)
        return self.path


def _write_sheet(page: Worksheet, sheet: Sheet, header: Format, formats: Mapping[type, Format]) -> None:
    top = len(sheet.titles) + bool(sheet.titles)
    for number, name in enumerate(sheet.table.headers):
        page.set_column(number, number, _WIDTHS.get(name, 13))
    for row, cells in enumerate(sheet.lines()):
        for column, value in enumerate(cells):
            match value:
                case None | "":
                    pass
                case date():
                    page.write_datetime(row, column, datetime(value.year, value.month, value.day), formats[date])
                case str():
                    page.write_string(row, column, value, header if row == top else formats[str])
                case _:
                    page.write_number(row, column, value, formats[type(value)])
    page.freeze_panes(top + 1, 2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
