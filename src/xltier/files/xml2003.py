"""An XML Spreadsheet 2003 file as a RawBook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from xltier.files.gather import Gathered
from xltier.files.xlsx_cells import iso_date, put_number
from xltier.files.xml import is_true, local, parse
from xltier.tables.sheet import Area, Cell, Fault, FaultKind, RawBook, Visibility

_STATES: Final = {"SheetHidden": Visibility.HIDDEN, "SheetVeryHidden": Visibility.VERY_HIDDEN}
_NAMED: Final = {
    "Short Date": "yyyy/m/d",
    "General Date": "yyyy/m/d h:mm",
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
}


def read_xml2003(path: Path | str, content: bytes) -> RawBook:
    """Return the worksheets of an XML Spreadsheet 2003 file.

    Raises:
        Refusal: ``dtd_not_allowed`` or ``damaged_file``.
    """
    reader = _Reader(Path(path).name)
    parse([content], path=path, part="XML", start=reader.start, end=reader.end, text=reader.text)
    states = tuple(reader.states.get(sheet.name, Visibility.VISIBLE) for sheet in reader.sheets)
    return RawBook(
        Path(path).name,
        "xml2003",
        tuple(sheet.sheet() for sheet in reader.sheets),
        states,
        is_structure_protected=reader.is_structure_protected,
    )


class _Reader:
    """The state between two events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheets: list[Gathered] = []
        self.states: dict[str, Visibility] = {}
        self.is_structure_protected = False
        self._date1904 = False
        self._formats: dict[str, str] = {}
        self._style = ""
        self._row = self._column = 0
        self._row_style = ""
        self._cell: dict[str, str] = {}
        self._kind = ""
        self._text: list[str] | None = None
        self._had_data = False

    def start(self, name: str, raw: Mapping[str, str]) -> None:  # noqa: C901  # one branch an element
        tag = local(name)
        attributes = {local(key): value for key, value in raw.items()}
        if tag == "Date1904":
            self._date1904 = True
        elif tag == "Style":
            self._style = attributes.get("ID", "")
        elif tag == "NumberFormat":
            code = attributes.get("Format", "General")
            self._formats[self._style] = _NAMED.get(code, code)
        elif tag == "Worksheet":
            sheet = Gathered(self.file, attributes.get("Name", ""), date1904=self._date1904)
            sheet.is_protected = is_true(attributes.get("Protected"))
            self.sheets.append(sheet)
            self._row = 0
        elif tag == "Row" and self.sheets:
            self._row = _index(attributes.get("Index"), self._row + 1)
            if is_true(attributes.get("Hidden")):
                self.sheets[-1].hidden_rows.add(self._row)
            self._column = 0
            self._row_style = attributes.get("StyleID", "")
        elif tag == "Cell" and self.sheets:
            self._column = _index(attributes.get("Index"), self._column + 1)
            self._cell = attributes
            self._had_data = False
        elif tag == "Data" and self.sheets:
            self._kind = attributes.get("Type", "String")
            self._text = []
            self._had_data = True
        elif tag == "AutoFilter" and self.sheets:
            self.sheets[-1].filter = Area(1, 1, 1_048_576, 16_384)
        elif tag in {"Visible", "ProtectStructure"}:
            self._text = []

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "Data" and self.sheets:
            self._store("".join(self._text or []))
            self._text = None
        elif tag == "Cell" and self.sheets:
            self._close_cell()
        elif tag == "Visible" and self.sheets:
            state = _STATES.get("".join(self._text or []).strip())
            if state is not None:
                self.states[self.sheets[-1].name] = state
            self._text = None
        elif tag == "ProtectStructure":
            self.is_structure_protected = is_true("".join(self._text or []))
            self._text = None

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _store(self, shown: str) -> None:
        sheet = self.sheets[-1]
        if self._kind == "Number":
            code = self._formats.get(self._cell.get("StyleID") or self._row_style)
            put_number(sheet, self._row, self._column, shown, code)
        elif self._kind == "DateTime":
            value: Cell = iso_date(shown)
            if isinstance(value, dt.date) and value.year == 1899:  # noqa: PLR2004  # a time without a day
                value = None
            sheet.put(self._row, self._column, value if value is not None else shown)
        elif self._kind == "Boolean":
            sheet.put(self._row, self._column, is_true(shown))
        elif self._kind == "Error":
            sheet.fault(self._row, self._column, Fault(FaultKind.ERROR_VALUE, shown))
        else:
            sheet.put(self._row, self._column, shown)

    def _close_cell(self) -> None:
        across, down = _index(self._cell.get("MergeAcross"), 0), _index(self._cell.get("MergeDown"), 0)
        if "Formula" in self._cell and not self._had_data:
            self.sheets[-1].fault(self._row, self._column, Fault(FaultKind.NOT_CALCULATED, self._cell["Formula"]))
        if across or down:
            self.sheets[-1].merges.append(Area(self._row, self._column, self._row + down, self._column + across))
        self._column += across


def _index(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdigit() else default
