"""Workbooks to write into: one customer list, with one thing each that a write-back must not harm."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet  # noqa: TC002  # plain imports, as everywhere

from tests.support.patch_parts import (
    DATE,
    SHEET,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    Parts,
    packed,
    related,
    replaced,
    streamed,
    unpacked,
)

SHEET_NAME: Final = "客户 清单"
CUSTOMERS: Final = 12
_MAIN: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MICROSOFT: Final = "http://schemas.microsoft.com/office"
_WHOLE_SHEET: Final = (
    b'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="3" stopIfTrue="1">'
    b"<formula>$C1&gt;50</formula></cfRule></conditionalFormatting>"
)
_OPAQUE: Final = b"\xd0\xcf\x11\xe0 opaque " + bytes(range(256))


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook with a table of customers in A:C.

    Args:
        package: Its bytes.
        rows: The rows of the customers.
        header_row: The row of the headers, None where there is none.
        excel_table: Name of the Excel Table, if the list is one.
        suffix: Ending of its file name.
    """

    package: bytes
    rows: Sequence[int] = range(2, 2 + CUSTOMERS)
    header_row: int | None = 1
    excel_table: str | None = None
    suffix: str = ".xlsx"


def pixel() -> BytesIO:
    """Return a PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", 1, 1, 8, 2, 0, 0, 0)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    )


def written(change: Callable[[Workbook, Worksheet], None] | None = None, **options: object) -> bytes:
    """Return the customer list by XlsxWriter, after ``change`` added to workbook and sheet."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, **options})
    sheet = book.add_worksheet(SHEET_NAME)
    head = book.add_format({"bold": True, "bg_color": "#FFE699", "border": 1})
    sheet.write_row(0, 0, ["编号", "客户", "score"], head)
    for row in range(1, CUSTOMERS + 1):
        sheet.write_row(row, 0, [f"K{row:03}", f"客户 <{row}> & Söhne", row * 8.5])
    if change is not None:
        change(book, sheet)
    book.close()
    return out.getvalue()


def _chart(book: Workbook, sheet: Worksheet) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{SHEET_NAME}'!$C$2:$C$13", "categories": f"='{SHEET_NAME}'!$A$2:$A$13"})
    sheet.insert_chart("F2", chart)


def _table(_book: Workbook, sheet: Worksheet) -> None:
    sheet.add_table(
        0, 0, CUSTOMERS, 2, {"name": "Kunden", "columns": [{"header": h} for h in ("编号", "客户", "score")]}
    )


def _totals(_book: Workbook, sheet: Worksheet) -> None:
    columns = [
        {"header": "编号", "total_string": "合计"},
        {"header": "客户"},
        {"header": "score", "total_function": "sum"},
    ]
    sheet.add_table(0, 0, CUSTOMERS + 1, 2, {"name": "Kunden", "total_row": True, "columns": columns})


def _headless(_book: Workbook, sheet: Worksheet) -> None:
    sheet.add_table(1, 0, CUSTOMERS, 2, {"name": "Kunden", "header_row": False})


def _formats(book: Workbook, sheet: Worksheet) -> None:
    red = book.add_format({"bg_color": "#FF0000", "num_format": "0.000%"})
    sheet.conditional_format("C2:C13", {"type": "cell", "criteria": ">", "value": 50, "format": red})
    sheet.conditional_format("C2:C13", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
    sheet.conditional_format("C2:C13", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("B2:B13", {"type": "2_color_scale"})


def _validation(_book: Workbook, sheet: Worksheet) -> None:
    sheet.data_validation("B2:B13", {"validate": "list", "source": ["甲", "乙"], "input_message": "选"})
    sheet.write_url("B3", "https://example.org/a?b=1&c=2", string="链接")


def _comments(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write_comment("B2", "批注", {"author": "王"})
    sheet.insert_button("E3", {"macro": "run", "caption": "刷新"})


def _filter(_book: Workbook, sheet: Worksheet) -> None:
    sheet.autofilter(0, 0, CUSTOMERS, 2)
    sheet.filter_column(2, "x > 40")
    for row in range(1, 5):
        sheet.set_row(row, None, None, {"hidden": True})
    sheet.print_area(0, 0, CUSTOMERS, 2)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)


def _protected(book: Workbook, sheet: Worksheet) -> None:
    sheet.protect("secret", {"sort": True})
    sheet.unprotect_range("A2:A5")
    book.define_name("区域", f"='{SHEET_NAME}'!$A$1:$C$13")


def _merged(_book: Workbook, sheet: Worksheet) -> None:
    sheet.merge_range("A4:A6", "K-merged")
    sheet.merge_range("A15:C15", "备注")
    sheet.merge_range("G1:H4", "elsewhere")


def _rich(book: Workbook, sheet: Worksheet) -> None:
    bold = book.add_format({"bold": True, "font_color": "#112233"})
    sheet.write_rich_string("B2", "plain ", bold, "bold", " tail")
    sheet.write_string("B3", "_x000D_ and =1+1 \x07", bold)


def _arrays(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write_dynamic_array_formula("H1:H3", "=_xlfn._xlws.SORT(C2:C4)")
    sheet.write_array_formula("I1:I3", "{=C2:C4*2}")
    sheet.write_formula("J2", "=SUM(C2:C13)", None, 1)


def _columns(book: Workbook, sheet: Worksheet) -> None:
    sheet.set_column("A:C", 20, book.add_format({"italic": True}))
    sheet.set_column("D:XFD", 8, None, {"hidden": True})
    sheet.set_row(2, 30, book.add_format({"bg_color": "#DDEEFF"}))


def _page(_book: Workbook, sheet: Worksheet) -> None:
    sheet.set_header("&L&G", {"image_left": "logo.png", "image_data_left": pixel()})
    sheet.set_footer("&CPage &P")
    sheet.set_h_pagebreaks([6])
    sheet.set_v_pagebreaks([2])
    sheet.ignore_errors({"number_stored_as_text": "A1:A13"})


def _pictures(_book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_image("F5", "p.png", {"image_data": pixel()})
    sheet.embed_image("H8", "q.png", {"image_data": pixel()})
    sheet.insert_textbox("H2", "text box")


def _sheets(book: Workbook, _sheet: Worksheet) -> None:
    chartsheet = book.add_chartsheet("Chart")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": f"='{SHEET_NAME}'!$C$2:$C$13"})
    chartsheet.set_chart(chart)
    hidden = book.add_worksheet("it's hidden & quoted")
    hidden.very_hidden()
    hidden.write_formula("A1", f"=SUM('{SHEET_NAME}'!C:C)")


def _sparklines(_book: Workbook, sheet: Worksheet) -> None:
    sheet.add_sparkline("H2", {"range": f"'{SHEET_NAME}'!A2:C2"})
    sheet.insert_checkbox("I2", True)  # noqa: FBT003  # the argument has no other name


def _outline(_book: Workbook, sheet: Worksheet) -> None:
    for row in range(3, 7):
        sheet.set_row(row, None, None, {"level": 1})
    sheet.set_tab_color("#FF9900")
    sheet.set_selection("B5")
    sheet.right_to_left()


XLSXWRITER: Final[dict[str, Callable[[], Book]]] = {
    "plain": lambda: Book(written()),
    "constant memory": lambda: Book(written(constant_memory=True)),
    "chart": lambda: Book(written(_chart)),
    "Excel Table": lambda: Book(written(_table), excel_table="Kunden"),
    "Excel Table with totals": lambda: Book(written(_totals), excel_table="Kunden"),
    "Excel Table without headers": lambda: Book(written(_headless), header_row=None, excel_table="Kunden"),
    "conditional formats": lambda: Book(written(_formats)),
    "validation and links": lambda: Book(written(_validation)),
    "comments and a button": lambda: Book(written(_comments)),
    "filter, print area, frozen panes": lambda: Book(written(_filter)),
    "protected sheet": lambda: Book(written(_protected)),
    "merged cells": lambda: Book(written(_merged)),
    "rich text and escapes": lambda: Book(written(_rich)),
    "array formulas": lambda: Book(written(_arrays)),
    "styled and hidden columns": lambda: Book(written(_columns)),
    "header image and breaks": lambda: Book(written(_page)),
    "pictures in and over cells": lambda: Book(written(_pictures)),
    "chart sheet and very hidden sheet": lambda: Book(written(_sheets)),
    "sparklines and checkbox": lambda: Book(written(_sparklines)),
    "outline": lambda: Book(written(_outline)),
    "1904 dates": lambda: Book(written(date_1904=True)),
    "gaps between customers": lambda: Book(written(), rows=(2, 3, 5, 9, 13)),
    "rows the sheet does not have": lambda: Book(written(), rows=(*range(2, 14), 20, 21)),
}


def _base() -> Parts:
    return unpacked(written())


def _sheet(*changes: tuple[bytes, bytes]) -> Book:
    return Book(packed(replaced(_base(), SHEET, *changes)))


def _substituted(pattern: bytes, replacement: bytes) -> Book:
    parts = _base()
    data, count = re.subn(pattern, replacement, parts[SHEET])
    if not count:
        raise LookupError(pattern)
    return Book(packed({**parts, SHEET: data}))


def _strict() -> Book:
    parts = _base()
    for name in (SHEET, WORKBOOK, WORKBOOK_RELATIONS, "_rels/.rels", "xl/styles.xml", "xl/sharedStrings.xml"):
        parts[name] = (
            parts[name]
            .replace(_MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
            )
        )
    return Book(packed(replaced(parts, WORKBOOK, (b"<workbook ", b'<workbook conformance="strict" '))))


def _prefixed() -> Book:
    parts = _base()
    for name in (SHEET, WORKBOOK, "xl/styles.xml", "xl/sharedStrings.xml"):
        data = re.sub(rb"<(/?)(?![?!])(\w)", rb"<\1x:\2", parts[name])
        parts[name] = data.replace(b'xmlns="' + _MAIN, b'xmlns:x="' + _MAIN)
    return Book(packed(parts))


def _encoded(name: str, codec: str) -> Book:
    parts = _base()
    text = parts[SHEET].decode().replace('encoding="UTF-8"', f'encoding="{name}"')
    inline = re.sub(r'<c r="B2" t="s"><v>\d+</v></c>', '<c r="B2" t="inlineStr"><is><t>客户</t></is></c>', text)
    return Book(packed({**parts, SHEET: inline.encode(codec)}))


def _without_styles() -> Book:
    parts = {name: data for name, data in _base().items() if name != "xl/styles.xml"}
    parts[SHEET] = re.sub(rb' s="\d+"', b"", parts[SHEET])
    parts[WORKBOOK_RELATIONS] = re.sub(rb"<Relationship [^>]*styles\.xml\"/>", b"", parts[WORKBOOK_RELATIONS])
    parts[TYPES] = re.sub(rb"<Override [^>]*styles[^>]*/>", b"", parts[TYPES])
    return Book(packed(parts))


def _carrying(
    owner: str, kind: str, target: str, data: bytes = _OPAQUE, content_type: str = "", suffix: str = ".xlsx"
) -> Book:
    return Book(packed(related(_base(), owner, kind, target, data, content_type)), suffix=suffix)


def _macros() -> Book:
    parts = related(_base(), WORKBOOK, f"{_MICROSOFT}/2006/relationships/vbaProject", "xl/vbaProject.bin", _OPAQUE)
    parts = replaced(
        parts, TYPES, (b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    )
    signature = f"{_MICROSOFT}/2006/relationships/vbaProjectSignature"
    return Book(
        packed(related(parts, "xl/vbaProject.bin", signature, "xl/vbaProjectSignature.bin", _OPAQUE)), suffix=".xlsm"
    )


def _controls() -> Book:
    parts = related(_base(), SHEET, "control", "xl/activeX/activeX1.xml", b"<ax:ocx xmlns:ax='urn:x'/>")
    control = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        b'<mc:Choice Requires="x14">'
        b'<controls><control shapeId="1025" name="CheckBox1"/></controls></mc:Choice></mc:AlternateContent></worksheet>'
    )
    return Book(packed(replaced(parts, SHEET, (b"</worksheet>", control))))


def _calculated() -> Book:
    formula = b'<c r="C13"><f>SUM(C2:C12)</f><v>9</v></c>'
    parts = _base()
    parts[SHEET] = re.sub(rb'<c r="C13">.*?</c>', formula, parts[SHEET])
    chain = b'<calcChain xmlns="%s"><c r="C13" i="1"/></calcChain>' % _MAIN
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    return Book(packed(related(parts, WORKBOOK, "calcChain", "xl/calcChain.xml", chain, kind)))


def _queried() -> Book:
    parts = unpacked(written(_table))
    query = (
        b'<queryTable xmlns="%s" name="q" connectionId="1" autoFormatId="16"><queryTableRefresh nextId="4">'
        b'<queryTableFields count="3"><queryTableField id="1" name="a" tableColumnId="1"/>'
        b'<queryTableField id="2" name="b" tableColumnId="2"/><queryTableField id="3" name="c" tableColumnId="3"/>'
        b"</queryTableFields></queryTableRefresh></queryTable>" % _MAIN
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.queryTable+xml"
    parts = related(parts, "xl/tables/table1.xml", "queryTable", "xl/queryTables/queryTable1.xml", query, kind)
    return Book(packed(parts), excel_table="Kunden")


def _spacious() -> Book:
    """Return a package whose writer did not know the sizes beforehand and provided for more than 4 GiB."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, data in _base().items():
            with package.open(ZipInfo(name, DATE), "w", force_zip64=True) as member:
                member.write(data)
    return Book(out.getvalue())


def _styled_to_the_last_column() -> Book:
    """Return a sheet as Numbers leaves it: every column styled to the last, blanks with borders beside the table."""
    parts = _base()
    columns = b'<cols><col min="1" max="5" width="16" style="1"/><col min="6" max="16384" width="16" style="1"/></cols>'
    parts = replaced(parts, SHEET, (b"<sheetData>", columns + b"<sheetData>"))
    parts[SHEET] = re.sub(rb'(<c r="C(\d+)".*?</c>)', rb'\1<c r="D\2" s="1"/><c r="E\2" s="1"/>', parts[SHEET])
    return Book(packed(replaced(parts, WORKBOOK, (b"<workbookPr ", b'<workbookPr date1904="1" '))))


RAW: Final[dict[str, Callable[[], Book]]] = {
    "strict": _strict,
    "prefixed": _prefixed,
    "UTF-16": lambda: _encoded("UTF-16", "utf-16"),
    "GB18030": lambda: _encoded("GB18030", "gb18030"),
    "backslash names": lambda: Book(packed(_base(), rename=lambda name: name.replace("/", "\\"))),
    "absolute names": lambda: Book(packed(_base(), rename=lambda name: f"/{name}")),
    "stored members": lambda: Book(packed(_base(), method=ZIP_STORED)),
    "streamed members": lambda: Book(streamed(_base())),
    "members that may pass 4 GiB": _spacious,
    "folders as members": lambda: Book(packed({"xl/": b"", "xl/worksheets/": b"", **_base()})),
    "styled to the last column, 1904": _styled_to_the_last_column,
    "several spans": lambda: _substituted(rb'spans="1:3"', b'spans="1:1 2:3"'),
    "attributes that hold brackets": lambda: _substituted(rb'<row r="3"', b'<row xmlns:q="urn:q" q:k="a>b" r="3"'),
    "the whole sheet in a rule": lambda: _sheet((b"<pageMargins", _WHOLE_SHEET + b"<pageMargins")),
    "zip comment": lambda: Book(packed(_base(), comment=b"made by hand")),
    "no dimension": lambda: _substituted(rb"<dimension [^>]*/>", b""),
    "lying dimension": lambda: _sheet((b"A1:C13", b"A1")),
    "no spans": lambda: _substituted(rb' spans="[^"]*"', b""),
    "no row numbers": lambda: _substituted(rb'<row r="\d+"', b"<row"),
    "no cell references": lambda: _substituted(rb'<c r="[A-Z]+\d+"', b"<c"),
    "lower-case references": lambda: _substituted(rb'<c r="A(\d+)"', rb'<c r="a\1"'),
    "attributes in single quotes": lambda: _substituted(rb'<(row|c) r="(\w+)"', rb"<\1 r='\2'"),
    "style behind type": lambda: _substituted(rb'(<c r="\w+")( s="\d+")?( t="s")', rb"\1\3\2"),
    "line breaks between elements": lambda: _substituted(rb"(</row>|</c>|<row [^>]*>)", rb"\1\n  "),
    "line breaks in tags": lambda: _substituted(rb"<(row|c) ", rb"<\1\n\t"),
    "comments with tags in them": lambda: _sheet((b"</row>", b"<!-- </row><c r='Z9'> --></row>")),
    "instructions between rows": lambda: _sheet((b'<row r="5"', b'<?made <row r="1">?><row r="5"')),
    "character data sections": lambda: _substituted(
        rb'<c r="B3" t="s"><v>\d+</v></c>', rb'<c r="B3" t="inlineStr"><is><t><![CDATA[</row><c r="D3">]]></t></is></c>'
    ),
    "empty rows that close themselves": lambda: _substituted(
        rb'<row r="4".*?</row>', rb'<row r="4" spans="1:3" ht="22"/>'
    ),
    "no rows at all": lambda: _substituted(rb"<sheetData>.*</sheetData>", rb"<sheetData/>"),
    "styled blanks to the right": lambda: _substituted(
        rb'(<c r="C(\d+)".*?</c>)', rb'\1<c r="D\2" s="1"/><c r="F\2" s="1"/>'
    ),
    "no styles": _without_styles,
    "empty style attributes": lambda: _substituted(rb'<c r="C(\d+)">', rb'<c r="C\1" s="">'),
    "macros with their signature": _macros,
    "ActiveX control": _controls,
    "calculation chain": _calculated,
    "Excel Table fed by a query": _queried,
    "threaded comments": lambda: _carrying(
        SHEET, f"{_MICROSOFT}/2017/10/relationships/threadedComment", "xl/threadedComments/threadedComment1.xml"
    ),
    "pivot table": lambda: _carrying(SHEET, "pivotTable", "xl/pivotTables/pivotTable1.xml"),
    "slicer": lambda: _carrying(SHEET, f"{_MICROSOFT}/2007/relationships/slicer", "xl/slicers/slicer1.xml"),
    "printer settings": lambda: _carrying(SHEET, "printerSettings", "xl/printerSettings/printerSettings1.bin"),
    "connections": lambda: _carrying(WORKBOOK, "connections", "xl/connections.xml"),
    "external link": lambda: _carrying(WORKBOOK, "externalLink", "xl/externalLinks/externalLink1.xml"),
    "rich values": lambda: _carrying(
        WORKBOOK, f"{_MICROSOFT}/2017/06/relationships/rdRichValue", "xl/richData/rdrichvalue.xml"
    ),
    "custom XML": lambda: _carrying(WORKBOOK, "customXml", "customXml/item1.xml", b"<!DOCTYPE a><a/>"),
}

ALL: Final = XLSXWRITER | RAW
