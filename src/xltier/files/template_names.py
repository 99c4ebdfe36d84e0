"""The defined names of a workbook that mark the rows a template came with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from xltier.app.sheet.our_names import split_reference
from xltier.files.xml import local
from xltier.tables.address import area
from xltier.tables.sheet import TemplateRow
from xltier.tables.template_rows import template_row

_OPEN_RANGE: Final = re.compile(r"(.+)\.([$A-Z0-9]+):(?:.*\.)?([$A-Z0-9]+)", re.DOTALL)


class TemplateNames:
    """Keeps, by sheet name, the rows that are marked; takes the events of ``workbook.xml``."""

    def __init__(self) -> None:
        self.rows: dict[str, list[TemplateRow]] = {}
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
        row = None if where is None else template_row(name, where)
        if place is not None and row is not None:
            self.rows.setdefault(place[0], []).append(row)
