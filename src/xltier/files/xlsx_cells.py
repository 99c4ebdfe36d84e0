"""One worksheet part of an xlsx package, cell by cell: tolerant of everything that real writers do.

Missing row and cell numbers, prefixes, Strict namespaces, UTF-16, lower-case references, wrong dimensions, unknown
style numbers. About 1.5 microseconds a cell; ``xlsx_bulk`` is the fast way for a large regular part.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xltier.files.gather import Gathered
from xltier.files.package import Package
from xltier.files.xlsx_parts import decode
from xltier.files.xml import is_true, local, parse
from xltier.tables import address, formats
from xltier.tables.dates import as_moment
from xltier.tables.sheet import Area, Cell, Fault, FaultKind

# A cell that holds an image or another rich value shows #VALUE! to programs that do not know it.
_MOST_DIGITS: Final = 19
_RICH_VALUE: Final = "#VALUE!"


@dataclass(frozen=True, slots=True)
class Context:
    """What the cells of a workbook refer to.

    Args:
        strings: Shared strings.
        formats: Number format codes by style.
        date1904: Whether day 0 is 1904-01-01.
        is_uncalculated: Whether the writer asks for a full calculation on opening.
        ours: Columns of the sheet that an earlier run wrote: their results say nothing of the writer's.
    """

    strings: list[str]
    formats: list[str]
    date1904: bool
    is_uncalculated: bool
    ours: Sequence[Area] = ()

    def format_of(self, style: str) -> str | None:
        """Return the number format of a cell's style number, or None when there is no such style."""
        return self.formats[int(style)] if style.isdigit() and int(style) < len(self.formats) else None


def read_cells(package: Package, part: str, sheet: Gathered, context: Context) -> list[str]:
    """Read a worksheet part into ``sheet``; return the relationship ids of its Tables.

    Raises:
        Refusal: The part is not well formed, declares a document type, or holds more cells than the limit.
    """
    reader = CellReader(sheet, context)
    reader.parse(package.chunks(part), package.path, part)
    return reader.tables


class CellReader:
    """A worksheet part as events; ``tables`` collects the relationship ids of its Tables."""

    def __init__(self, sheet: Gathered, context: Context) -> None:
        self.sheet = sheet
        self.context = context
        self.tables: list[str] = []
        self.row = 0
        self.column = 0
        self.kind = "n"
        self.style = ""
        self.value: list[str] | None = None
        self.formula: list[str] | None = None
        self.is_rich = False
        self._into: list[str] | None = None
        self._phonetic = False
        self._zero_formulas: list[tuple[int, int, str]] = []
        self._other_formulas = 0

    def parse(self, pieces: Iterable[bytes], path: Path | str, part: str) -> None:
        """Read the bytes of a part."""
        parse(pieces, path=path, part=part, start=self.start, end=self.end, text=self.text)
        self.finish()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        tag = local(name) if ":" in name else name
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self.value = self._into = []
        elif tag == "t":
            if not self._phonetic:
                self.value = self._into = self.value if self.value is not None else []
        elif tag == "f":
            self.formula = self._into = []
            area = address.area(attributes.get("ref", ""))
            if attributes.get("t") == "array" and area is not None and area[:2] != area[2:]:
                self.sheet.arrays.append(area)
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "rPh":
            self._phonetic = True
        else:
            self._fact(tag, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        tag = local(name) if ":" in name else name
        if tag == "c":
            self._close_cell()
        elif tag in {"v", "t", "f"}:
            self._into = None
        elif tag == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        """Take text."""
        if self._into is not None:
            self._into.append(data)

    def finish(self) -> None:
        """Doubt the results of a writer that asked for a calculation and left nothing but zeros."""
        if self.context.is_uncalculated and self._zero_formulas and not self._other_formulas:
            for row, column, formula in self._zero_formulas:
                self.sheet.rows[row][column] = None
                self.sheet.fault(row, column, Fault(FaultKind.NOT_CALCULATED, formula))

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "")
        self.row = int(number) if number.isdigit() else self.row + 1
        self.column = 0
        if "hidden" in attributes and is_true(attributes["hidden"]):
            self.sheet.hidden_rows.add(self.row)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        place = address.cell(attributes.get("r", ""))
        if place is None:
            self.column += 1
        else:
            self.row, self.column = place
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.is_rich = "vm" in attributes
        self.value = self.formula = None

    def _close_cell(self) -> None:
        shown = None if self.value is None else "".join(self.value)
        if self.formula is not None:
            formula = "=" + "".join(self.formula)
            if not shown and self.kind != "str":
                self.sheet.fault(self.row, self.column, Fault(FaultKind.NOT_CALCULATED, formula))
                return
            if shown == "0":
                self._zero_formulas.append((self.row, self.column, formula))
            elif not any(area.holds(self.row, self.column) for area in self.context.ours):
                self._other_formulas += 1
        if shown is not None:
            self._store(shown)

    def _store(self, shown: str) -> None:
        if self.kind == "s":
            index = int(shown) if shown.strip().isdigit() else -1
            if 0 <= index < len(self.context.strings):
                self.sheet.put(self.row, self.column, self.context.strings[index])
            else:
                self.sheet.fault(self.row, self.column, Fault(FaultKind.ERROR_VALUE, shown))
        elif self.kind in {"str", "inlineStr"}:
            self.sheet.put(self.row, self.column, decode(shown))
        elif self.kind == "b":
            self.sheet.put(self.row, self.column, shown.strip() in {"1", "true"})
        elif self.kind == "e":
            if not (self.is_rich and shown == _RICH_VALUE):
                self.sheet.fault(self.row, self.column, Fault(FaultKind.ERROR_VALUE, shown))
        elif self.kind == "d":
            self.sheet.put(self.row, self.column, iso_date(shown) or shown)
        else:
            put_number(self.sheet, self.row, self.column, shown, self.context.format_of(self.style))

    def _fact(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Keep what the elements around the cells say."""
        if tag in {"mergeCell", "autoFilter"}:
            area = address.area(attributes.get("ref", "").replace("$", ""))
            if area is None:
                return
            if tag == "mergeCell":
                self.sheet.merges.append(area)
            else:
                self.sheet.filter = area
        elif tag == "col" and is_true(attributes.get("hidden")):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdigit() and last.isdigit():
                self.sheet.hidden_columns.update(range(int(first), min(int(last), address.LAST_COLUMN) + 1))
        elif tag == "sheetProtection":
            self.sheet.is_protected = is_true(attributes.get("sheet"))
        elif tag == "tablePart":
            self.tables.extend(value for key, value in attributes.items() if local(key) == "id")


def put_number(sheet: Gathered, row: int, column: int, shown: str, code: str | None) -> None:
    """Keep a number as its format means it: a day, a time, a number; what is no number is kept as text."""
    try:
        is_whole = shown.lstrip("-").isdigit() and len(shown) <= _MOST_DIGITS
        number: float = int(shown) if is_whole else float(shown)
    except ValueError:
        sheet.put(row, column, shown)
        return
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124  # not a number
        sheet.fault(row, column, Fault(FaultKind.ERROR_VALUE, shown))
        return
    if type(number) is float and number == int(number) and abs(number) < 10**15:
        number = int(number)
    if code is not None and formats.is_date(code):
        moment = as_moment(number, code, date1904=sheet.date1904)
        if moment is not None:
            sheet.put(row, column, moment, code)
        elif int(number) == 60 and not sheet.date1904:  # noqa: PLR2004  # 1900-02-29
            sheet.fault(row, column, Fault(FaultKind.IMPOSSIBLE_DATE, shown))
        else:
            sheet.put(row, column, number)
        return
    sheet.put(row, column, number, code)


def iso_date(text: str) -> Cell:
    """Return the day of an ISO 8601 text, or None."""
    try:
        moment = dt.datetime.fromisoformat(text.strip().removesuffix("Z"))
    except ValueError:
        return None
    return moment.date() if moment.time() == dt.time(0) else moment.replace(tzinfo=None)
