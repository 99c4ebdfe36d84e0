"""A web page named as a workbook, as ERP systems export it: its largest table, row and column spans as merged cells."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from xltier.files.delimited import decode
from xltier.files.gather import Gathered
from xltier.files.refusals import refuse
from xltier.tables.address import LAST_COLUMN, LAST_ROW
from xltier.tables.sheet import Area, RawBook, Visibility

_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_\-]+)", re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_LARGEST_SPAN: Final = 1000


def read_html(path: Path | str, content: bytes) -> RawBook:
    """Return the tables of a web page as sheets, the one with most rows first.

    Raises:
        Refusal: ``html_not_excel`` when the page holds no table.
    """
    said = _CHARSET.search(content[:4096])
    encoding = said[1].decode("ascii") if said else None
    text = None
    if encoding is not None:
        try:
            wide = "gb18030" if encoding.casefold() in {"gb2312", "gbk"} else encoding
            text = content.decode(wide)
        except (UnicodeDecodeError, LookupError):  # the page says what it is not
            text = None
    if text is None:
        text, encoding, _ = decode(content)
    reader = _Reader(Path(path).name)
    reader.feed(text)
    reader.close()
    tables = [table for table in reader.tables if table.rows]
    if not tables:
        raise refuse("html_not_excel", path)
    tables.sort(key=lambda table: -len(table.rows))
    sheets = tuple(table.sheet() for table in tables)
    return RawBook(Path(path).name, "html", sheets, (Visibility.VISIBLE,) * len(sheets), encoding=encoding)


class _Reader(HTMLParser):
    """Tables of a page; a table inside a cell is a table of its own."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.tables: list[Gathered] = []
        self._open: list[_OpenTable] = []
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            table = _OpenTable(Gathered(self.file, ""))
            self._open.append(table)
            self.tables.append(table.gathered)
        elif tag in {"style", "script"}:
            self._is_style = True
        elif self._open:
            table = self._open[-1]
            if tag == "tr":
                table.next_row()
            elif tag in {"td", "th"}:
                table.begin_cell(dict(attrs))
            elif tag in {"br", "p", "div"}:
                table.text("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script"}:
            self._is_style = False
        elif self._open:
            if tag == "table":
                self._open.pop().end_cell()
            elif tag in {"td", "th", "tr"}:
                self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        if self._open and not self._is_style:
            self._open[-1].text(_SPACE.sub(" ", data))


class _OpenTable:
    """A table that is being read; ``taken`` holds the cells that spans reach."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self.row = 0
        self.column = 0
        self.taken: set[tuple[int, int]] = set()
        self._pieces: list[str] | None = None
        self._attributes: dict[str, str | None] = {}

    def next_row(self) -> None:
        self.end_cell()
        self.row += 1
        self.column = 0

    def begin_cell(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        if self.row == 0:  # a cell without a row
            self.row = 1
        self.column += 1
        while (self.row, self.column) in self.taken:
            self.column += 1
        self._pieces = []
        self._attributes = attributes

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def end_cell(self) -> None:
        if self._pieces is None:
            return
        text = "\n".join(line.strip(" ") for line in "".join(self._pieces).split("\n")).strip("\n")
        down = _span(self._attributes.get("rowspan"))
        across = _span(self._attributes.get("colspan"))
        row, column = self.row, self.column
        if row <= LAST_ROW and column <= LAST_COLUMN:
            style = (self._attributes.get("style") or "").replace(" ", "")
            is_text = "mso-number-format:" in style and "@" in style
            number = (
                float(text) if _NUMBER.fullmatch(text) and not is_text and not re.fullmatch(r"-?0\d+.*", text) else None
            )
            digits = sum(c.isdigit() for c in text)
            if number is not None and digits <= 15:  # noqa: PLR2004  # what a number keeps
                self.gathered.put(row, column, int(number) if number.is_integer() and "." not in text else number)
            else:
                self.gathered.put(row, column, text)
        if down > 1 or across > 1:
            self.gathered.merges.append(Area(row, column, row + down - 1, column + across - 1))
            self.taken.update((r, c) for r in range(row, row + down) for c in range(column, column + across))
        self.column += across - 1
        self._pieces = None


def _span(text: str | None) -> int:
    return min(int(text), _LARGEST_SPAN) if text is not None and text.strip().isdigit() and int(text) > 0 else 1
