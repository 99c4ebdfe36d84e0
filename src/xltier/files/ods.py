"""An OpenDocument spreadsheet as a RawBook. Repeated rows and columns are counted, never multiplied out when empty."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from xltier.files.gather import Gathered
from xltier.files.package import Package
from xltier.files.refusals import MOST_CELLS, damaged, refuse, too_many_cells
from xltier.files.template_names import TemplateNames
from xltier.files.xlsx_cells import iso_date
from xltier.files.xml import is_true, local, parse
from xltier.tables.address import LAST_COLUMN, LAST_ROW
from xltier.tables.sheet import Area, Cell, Fault, FaultKind, RawBook, Visibility

_TIME: Final = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ERROR: Final = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_SHOWN_AS_CODE: Final = re.compile(r"0\d+")


def read_ods(path: Path | str) -> RawBook:
    """Return the sheets of an ods file.

    Raises:
        Refusal: The guards of the package, an encrypted or damaged content part, too many cells.
    """
    with Package(path) as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise refuse("password_protected", path)
        if "content.xml" not in package:
            raise damaged(path, "content.xml")
        reader = _Reader(path)
        parse(
            package.chunks("content.xml"),
            path=path,
            part="content.xml",
            start=reader.start,
            end=reader.end,
            text=reader.text,
        )
    names = reader.names.rows
    sheets = tuple(replace(sheet.sheet(), template_rows=names.get(sheet.name, ())) for sheet in reader.sheets)
    hidden = tuple(Visibility.HIDDEN if sheet.name in reader.hidden else Visibility.VISIBLE for sheet in sheets)
    return RawBook(
        Path(path).name,
        "ods",
        sheets,
        hidden,
        is_structure_protected=reader.is_structure_protected,
    )


class _Reader:
    """The state between two events of ``content.xml``."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        self.sheets: list[Gathered] = []
        self.hidden: set[str] = set()
        self.names = TemplateNames()
        self.is_structure_protected = False
        self.date1904 = False
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = 0
        self._row_repeat = self._column_repeat = 1
        self._row_hidden = False
        self._cell: dict[str, str] | None = None
        self._lines: list[list[str]] = []
        self._depth_of_note = 0
        self._row_cells: list[tuple[int, int, Cell, Fault | None]] = []
        self._merges: list[tuple[int, int, int]] = []
        self._nested = 0
        self._stored = 0

    def start(self, name: str, raw: Mapping[str, str]) -> None:  # noqa: C901  # one branch an element
        """Take the start of an element."""
        tag = local(name)
        attributes = {local(key): value for key, value in raw.items()}
        if tag == "annotation":
            self._depth_of_note += 1
        elif tag == "style" and attributes.get("family") == "table":
            self._style = attributes.get("name", "")
        elif tag == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "null-date":
            self.date1904 = attributes.get("date-value", "").startswith("1904")
        elif tag == "spreadsheet":
            self.is_structure_protected = is_true(attributes.get("structure-protected"))
        elif tag == "named-range":
            self.names.take_range(attributes.get("name", ""), attributes.get("cell-range-address", ""))
        elif tag == "table":
            self._open_table(attributes)
        elif tag == "table-column" and self.sheets:
            self._column_seen(attributes)
        elif tag == "table-row":
            self._row_repeat = _repeat(attributes.get("number-rows-repeated"), LAST_ROW)
            self._row_hidden = attributes.get("visibility") in {"collapse", "filter"}
            self._is_filtered = attributes.get("visibility") == "filter"
            self._column = 1
            self._row_cells = []
            self._merges = []
        elif tag in {"table-cell", "covered-table-cell"}:
            self._cell = attributes
            self._lines = []
            self._column_repeat = _repeat(attributes.get("number-columns-repeated"), LAST_COLUMN)
        elif self._cell is not None and not self._depth_of_note:
            self._text_element(tag, attributes)

    def _text_element(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "p":
            self._lines.append([])
        elif tag == "s" and self._lines:
            self._lines[-1].append(" " * _repeat(attributes.get("c"), 1000))
        elif tag == "tab" and self._lines:
            self._lines[-1].append("\t")
        elif tag == "line-break" and self._lines:
            self._lines[-1].append("\n")

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self._nested += 1
        name = attributes.get("name", "")
        sheet = Gathered(Path(self.path).name, name, date1904=self.date1904)
        sheet.is_protected = is_true(attributes.get("protected"))
        self.sheets.append(sheet)
        if attributes.get("style-name") in self._hidden_styles:
            self.hidden.add(name)
        self._row = 1
        self._next_column = 1

    def _column_seen(self, attributes: Mapping[str, str]) -> None:
        repeat = _repeat(attributes.get("number-columns-repeated"), LAST_COLUMN)
        if attributes.get("visibility") in {"collapse", "filter"}:
            self.sheets[-1].hidden_columns.update(
                range(self._next_column, min(self._next_column + repeat, LAST_COLUMN + 1))
            )
        self._next_column += repeat

    def text(self, data: str) -> None:
        if self._cell is not None and self._lines and not self._depth_of_note:
            self._lines[-1].append(data)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "annotation":
            self._depth_of_note -= 1
        elif tag in {"table-cell", "covered-table-cell"} and self._cell is not None:
            self._close_cell()
        elif tag == "table-row" and self.sheets:
            self._close_row()

    def _close_cell(self) -> None:
        cell = self._cell or {}
        self._cell = None
        shown = "\n".join("".join(line) for line in self._lines)
        value, fault = _value(cell, shown)
        if value is not None or fault is not None:
            self._row_cells.append((self._column, self._column_repeat, value, fault))
        down = _repeat(cell.get("number-rows-spanned"), LAST_ROW)
        across = _repeat(cell.get("number-columns-spanned"), LAST_COLUMN)
        if down > 1 or across > 1:
            self._merges.append((self._column, down, across))
        self._column += self._column_repeat

    def _close_row(self) -> None:
        sheet = self.sheets[-1]
        for column, down, across in self._merges:
            sheet.merges.append(Area(self._row, column, self._row + down - 1, column + across - 1))
        rows = range(self._row, min(self._row + self._row_repeat, LAST_ROW + 1))
        if self._row_hidden and len(rows) < 100_000:  # noqa: PLR2004  # the hidden rest of a sheet says nothing
            sheet.hidden_rows.update(rows)
            if self._is_filtered and sheet.filter is None:
                sheet.filter = Area(1, 1, LAST_ROW, LAST_COLUMN)
        if self._row_cells:
            self._stored += len(rows) * sum(repeat for _, repeat, _, _ in self._row_cells)
            if self._stored > MOST_CELLS:
                raise too_many_cells(self.path, self._stored)
            for row in rows:
                self._store(sheet, row)
        self._row += self._row_repeat

    def _store(self, sheet: Gathered, row: int) -> None:
        for column, repeat, value, fault in self._row_cells:
            for at in range(column, min(column + repeat, LAST_COLUMN + 1)):
                if fault is not None:
                    sheet.fault(row, at, fault)
                else:
                    sheet.put(row, at, value)


def _repeat(text: str | None, most: int) -> int:
    return min(int(text), most) if text is not None and text.isdigit() and int(text) > 0 else 1


def _value(cell: Mapping[str, str], shown: str) -> tuple[Cell, Fault | None]:  # noqa: PLR0911  # one a value type
    """Return the value of a cell, or what is wrong with it."""
    kind = cell.get("value-type")
    if "formula" in cell and _ERROR.fullmatch(shown.strip()):
        return None, Fault(FaultKind.ERROR_VALUE, shown.strip())
    if kind in {"float", "currency", "percentage"}:
        return _number(cell.get("value", ""), shown), None
    if kind == "date":
        return iso_date(cell.get("date-value", "")) or shown or None, None
    if kind == "boolean":
        return is_true(cell.get("boolean-value")), None
    if kind == "time":
        match = _TIME.fullmatch(cell.get("time-value", ""))
        if match and int(match[1]) < 24:  # noqa: PLR2004  # hours of a day
            return dt.time(int(match[1]), int(match[2]), int(match[3])), None
        return shown or None, None
    if "formula" in cell and kind is None and not shown:
        return None, Fault(FaultKind.NOT_CALCULATED, cell["formula"].removeprefix("of:"))
    return (cell.get("string-value") or shown or None), None


def _number(text: str, shown: str) -> Cell:
    """Return a number; one that is shown with leading zeros is the code it shows."""
    if _SHOWN_AS_CODE.fullmatch(shown.strip()):
        return shown.strip()
    try:
        number = float(text)
    except ValueError:
        return shown or None
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124  # not a number
        return shown or None
    return int(number) if number.is_integer() and abs(number) < 10**15 else number
