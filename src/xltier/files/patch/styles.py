"""styles.xml, appended to and never rewritten: a format that exists already is used again."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from xltier.files.patch.edits import Alignment, Look
from xltier.files.patch.markup import local, new_element, serialise

_ORDER: Final = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"),
    *("cellStyles", "dxfs", "tableStyles", "colors", "extLst"),
)
_FIRST_CUSTOM_FORMAT: Final = 164
_BUILT_IN: Final = {
    "General": 0,
    "0": 1,
    "0.00": 2,
    "#,##0": 3,
    "#,##0.00": 4,
    "0%": 9,
    "0.00%": 10,
    "0.00E+00": 11,
    "mm-dd-yy": 14,
    "@": 49,
}
_FONT_ORDER: Final = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u"),
    *("vertAlign", "sz", "color", "name", "family", "charset", "scheme"),
)

MINIMAL: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="%s">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""The styles of a workbook that has no styles part; ``%s`` takes the namespace."""


@dataclass(frozen=True, slots=True)
class CellLook:
    """What our cells add to the format of their neighbour.

    Args:
        number_format: Excel number format.
        fill: Background as six hex digits, or None for the neighbour's.
        font: Text colour as six hex digits, or None for the neighbour's.
        bold: Bold text; only with ``font``.
        align: Where the content stands in the cell, or None for the neighbour's way.
    """

    number_format: str = "General"
    fill: str | None = None
    font: str | None = None
    bold: bool = False
    align: Alignment | None = None


EntryKey = tuple[object, ...]

MOST_FORMATS: Final = 65_490
"""Cell formats that Excel opens a workbook with; of one more it says that the file is damaged."""


class StylesFullError(ValueError):
    """A workbook that has no room for one more cell format."""


class StyleBook:
    """The formats of one workbook, with indexes that only grow."""

    def __init__(self, root: etree._Element, source: bytes) -> None:
        """Take the tree of a styles part, and the bytes that it was read from."""
        self._root = root
        self._source = source
        self._namespace = etree.QName(self._root).namespace
        self._known: dict[str, dict[EntryKey, int]] = {}
        self._looks: dict[tuple[int, CellLook], int] = {}
        self.is_changed = False

    def to_bytes(self) -> bytes:
        """Return the part: the bytes it was read from as long as nothing was added."""
        return serialise(self._root) if self.is_changed else self._source

    def is_general(self, index: int) -> bool:
        """Return whether a cell format has no number format of its own."""
        formats = _entries(self._collection("cellXfs"))
        return index >= len(formats) or formats[index].get("numFmtId", "0") == "0"

    def cell_format(self, base: int, look: CellLook) -> int:
        """Return the index of the cell format ``base`` with ``look`` on top."""
        index = self._looks.get((base, look))
        if index is None:
            index = self._looks[base, look] = self._append_format(base, look)
        return index

    def rule_format(self, look: Look) -> int:
        """Return the index of the differential format of a conditional format."""
        dxf = self.element("dxf")
        font = etree.SubElement(dxf, self.tag("font"))
        if look.bold:
            etree.SubElement(font, self.tag("b"))
        etree.SubElement(font, self.tag("color"), rgb=f"FF{look.font.upper()}")
        pattern = etree.SubElement(
            etree.SubElement(dxf, self.tag("fill")), self.tag("patternFill"), patternType="solid"
        )
        etree.SubElement(pattern, self.tag("fgColor"), rgb=f"FF{look.fill.upper()}")
        etree.SubElement(pattern, self.tag("bgColor"), rgb=f"FF{look.fill.upper()}")
        return self.place("dxfs", dxf)

    def rule_look(self, index: int) -> EntryKey | None:
        """Return what a differential format says, the same for two that look alike; None where there is none."""
        formats = _entries(self._collection("dxfs"))
        return _key(formats[index]) if index < len(formats) else None

    def number_format(self, code: str) -> int:
        """Return the id of a number format, a new one above every id in use."""
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        collection = self._collection("numFmts")
        taken = {int(entry.get("numFmtId", "0")): entry.get("formatCode") for entry in collection if local(entry)}
        for number, known in taken.items():
            if known == code:
                return number
        number = max([_FIRST_CUSTOM_FORMAT - 1, *taken]) + 1
        collection.append(self.element("numFmt", numFmtId=str(number), formatCode=code))
        self._recount(collection)
        return number

    def place(self, collection_name: str, entry: etree._Element) -> int:
        """Return the index of ``entry`` in a collection, appending it where no equal one is there.

        Raises:
            StylesFullError: It would be one cell format more than Excel takes.
        """
        collection = self._collection(collection_name)
        known = self._known.get(collection_name)
        if known is None:
            known = self._known[collection_name] = {}
            for index, element in enumerate(_entries(collection)):
                known.setdefault(_key(element), index)
        key = _key(entry)
        if key not in known:
            known[key] = len(_entries(collection))
            if collection_name == "cellXfs" and known[key] >= MOST_FORMATS:
                raise StylesFullError
            collection.append(entry)
            self._recount(collection)
        return known[key]

    def element(self, name: str, **attributes: str) -> etree._Element:
        """Return a new element in the part's namespace."""
        return new_element(self._root, name, attributes)

    def tag(self, name: str) -> str:
        """Return a name in the part's namespace."""
        return f"{{{self._namespace}}}{name}" if self._namespace else name

    def _append_format(self, base: int, look: CellLook) -> int:
        formats = _entries(self._collection("cellXfs"))
        xf = copy.deepcopy(formats[base] if base < len(formats) else formats[0])
        xf.tail = None
        xf.attrib.pop("quotePrefix", "")
        xf.set("numFmtId", str(self.number_format(look.number_format)))
        xf.set("applyNumberFormat", "1")
        if look.fill is not None:
            xf.set("fillId", str(self._fill(look.fill)))
            xf.set("applyFill", "1")
        if look.font is not None:
            xf.set("fontId", str(self._font(int(xf.get("fontId") or 0), look.font, bold=look.bold)))
            xf.set("applyFont", "1")
        if look.align is not None:
            self._align(xf, look.align)
        return self.place("cellXfs", xf)

    def _align(self, xf: etree._Element, align: Alignment) -> None:
        """Set the side that the content stands on; what else the neighbour says of it, such as wrapping, stays."""
        there = next((child for child in xf if local(child) == "alignment"), None)
        if there is None:
            there = self.element("alignment")
            xf.insert(0, there)
        if there.get("horizontal") != align:
            there.attrib.pop("indent", "")
            there.set("horizontal", align)
        if align == "left" and there.get("indent", "0") == "0":
            there.set("indent", "1")
        xf.set("applyAlignment", "1")

    def _fill(self, colour: str) -> int:
        fill = self.element("fill")
        pattern = etree.SubElement(fill, self.tag("patternFill"), patternType="solid")
        etree.SubElement(pattern, self.tag("fgColor"), rgb=f"FF{colour.upper()}")
        etree.SubElement(pattern, self.tag("bgColor"), indexed="64")
        return self.place("fills", fill)

    def _font(self, base: int, colour: str, *, bold: bool) -> int:
        fonts = _entries(self._collection("fonts"))
        font = copy.deepcopy(fonts[base]) if base < len(fonts) else self.element("font")
        font.tail = None
        for child in [child for child in font if local(child) == "color"]:
            font.remove(child)
        _insert_in_order(font, self.element("color", rgb=f"FF{colour.upper()}"), _FONT_ORDER)
        if bold and not any(local(child) == "b" for child in font):
            _insert_in_order(font, self.element("b"), _FONT_ORDER)
        return self.place("fonts", font)

    def _collection(self, name: str) -> etree._Element:
        for child in self._root:
            if local(child) == name:
                if name == "cellXfs" and not _entries(child):
                    child.append(self.element("xf", numFmtId="0", fontId="0", fillId="0", borderId="0", xfId="0"))
                    self._recount(child)
                return child
        collection = self.element(name, count="0")
        _insert_in_order(self._root, collection, _ORDER)
        return self._collection(name)

    def _recount(self, collection: etree._Element) -> None:
        self.is_changed = True
        collection.set("count", str(len(_entries(collection))))


def _entries(collection: etree._Element) -> list[etree._Element]:
    return [child for child in collection if local(child)]


def _insert_in_order(parent: etree._Element, child: etree._Element, order: tuple[str, ...]) -> None:
    later = set(order[order.index(local(child)) + 1 :])
    for position, other in enumerate(parent):
        if local(other) in later:
            parent.insert(position, child)
            return
    parent.append(child)


def _key(element: etree._Element) -> EntryKey:
    """Return what makes two entries equal, whatever their prefixes and white space."""
    return (
        local(element),
        tuple(sorted((str(name), str(value)) for name, value in element.attrib.items())),
        (element.text or "").strip(),
        tuple(_key(child) for child in element if local(child)),
    )
