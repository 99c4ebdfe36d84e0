"""The defined names of a workbook that mark what is ours: the rows a template came with, and columns written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from xltier.app.sheet.our_names import NAME_PREFIX, is_sheet_name, split_reference
from xltier.files.xml import local
from xltier.tables.address import area
from xltier.tables.sheet import Area, TemplateRow
from xltier.tables.template_rows import template_row

_OPEN_RANGE: Final = re.compile(r"(.+)\.([$A-Z0-9]+):(?:.*\.)?([$A-Z0-9]+)", re.DOTALL)


class TemplateNames:
    """Keeps, by sheet name, the rows and columns that are marked; takes the events of ``workbook.xml``."""

    def __init__(self) -> None:
        self.rows: dict[str, list[TemplateRow]] = {}
        self.columns: dict[str, list[Area]] = {}
        self._name: str | None = None
        self._text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if local(name) == "definedName":
            self._name = attributes.get("name", "")
            self._text.clear()

    def text(self, data: str) -> None:
        """Take text."""
        if self._name is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        """Take the end of an element; a name whose row is gone (``#REF!``) marks nothing."""
        if local(name) != "definedName" or self._name is None:
            return
        self._take(self._name, "".join(self._text))
        self._name = None

    def take_range(self, name: str, address: str) -> None:
        """Take a named range of an OpenDocument sheet: ``$客户清单.$A$6:.$M$6``."""
        found = _OPEN_RANGE.fullmatch(address)
        if found is not None:
            self._take(name, f"{found[1].removeprefix('$')}!{found[2]}:{found[3]}")

    def _take(self, name: str, reference: str) -> None:
        place = split_reference(reference)
        where = area(place[1].replace("$", "")) if place is not None else None
        if place is None or where is None:
            return
        row = template_row(name, where)
        if row is not None:
            self.rows.setdefault(place[0], []).append(row)
        elif name.startswith(NAME_PREFIX) and not is_sheet_name(name):
            self.columns.setdefault(place[0], []).append(where)
