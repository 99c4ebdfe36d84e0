"""Formats of a side workbook, found again or appended in the user's workbook."""

from __future__ import annotations

from typing import Final

from lxml import etree  # noqa: TC002  # plain imports, as everywhere

from xltier.files.patch.markup import local
from xltier.files.patch.styles import StyleBook
from xltier.tables.formats import BUILTIN, is_date

_PARTS: Final = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_FIRST_CUSTOM_FORMAT: Final = 164


class StyleMap:
    """Maps the format indexes of one side workbook to those of the user's."""

    def __init__(self, source: etree._Element, target: StyleBook) -> None:
        """Take the side workbook's styles tree and the styles that it moves into."""
        self._source = source
        self._target = target
        self._codes = {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in self._entries("numFmts")}
        self._formats: dict[int, int] = {0: 0}
        self._rules: dict[int, int] = {}

    def cell_format(self, index: int) -> int:
        """Return the user's index of a cell format; the default format stays the default."""
        if index not in self._formats:
            xf = self._adopted(self._entries("cellXfs")[index])
            xf.set("xfId", "0")
            xf.set("numFmtId", self._number_format(xf.get("numFmtId", "0")))
            for name, collection in _PARTS.items():
                entry = self._entries(collection)[int(xf.get(name, "0"))]
                xf.set(name, str(self._target.place(collection, self._adopted(entry))))
            self._formats[index] = self._target.place("cellXfs", xf)
        return self._formats[index]

    def is_date(self, index: int) -> bool:
        """Return whether a cell format of the side workbook shows a number as a date."""
        number = self._entries("cellXfs")[index].get("numFmtId", "0")
        return is_date(self._codes.get(number) or BUILTIN.get(int(number), "General"))

    def rule_format(self, index: int) -> int:
        """Return the user's index of a differential format."""
        if index not in self._rules:
            dxf = self._adopted(self._entries("dxfs")[index])
            for part in dxf:
                if local(part) == "numFmt":
                    part.set("numFmtId", str(self._target.number_format(part.get("formatCode", "General"))))
            self._rules[index] = self._target.place("dxfs", dxf)
        return self._rules[index]

    def _number_format(self, number: str) -> str:
        if int(number) < _FIRST_CUSTOM_FORMAT:
            return number
        return str(self._target.number_format(self._codes[number]))

    def _entries(self, collection: str) -> list[etree._Element]:
        found = [child for child in self._source if local(child) == collection]
        return [entry for child in found for entry in child if local(entry)]

    def _adopted(self, element: etree._Element) -> etree._Element:
        """Return a copy in the namespace of the user's styles, which is another one in a strict workbook."""
        copied = self._target.element(local(element))
        copied.text = element.text
        for name, value in element.attrib.items():
            copied.set(name, value)
        copied.extend(self._adopted(child) for child in element if local(child))
        return copied
