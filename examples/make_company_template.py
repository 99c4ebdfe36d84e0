"""Make company_report.xlsx: an invented company's monthly report, as designed by hand, for ``rate --template``.

A cover with a logo, figures in named cells and a chart of them; the ratings as an Excel Table with a column of the
company's own formulas, a ranking, a column for remarks, totals, colours, drop-downs and a chart on the table; alerts
and migration as tables; a pivot table of the ratings. The three rows of each table are there to show its looks.
The same bytes are made each time.

Usage: python examples/make_company_template.py [FOLDER]
"""

from __future__ import annotations

import struct
import sys
import zlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NAME: Final = "company_report.xlsx"
COVER, RATINGS, ALERTS, MOVES, PIVOT = "经营月报", "评级", "预警", "迁移", "透视"
INK, PAPER, WARM = "#4A2C17", "#FBF6EE", "#B5651D"
TIERS: Final = ("A", "B", "C", "D")
_DATE: Final = datetime(2026, 1, 5)

SAMPLES: Final = (
    ("CQ0001", "样例商行甲", "华东事业部", "强网休闲", "样例", "A", 92.5, "B", 1),
    ("CQ0002", "样例商行乙", "华东事业部", "县城·饮品", "样例", "B", 80.1, "B", 0),
    ("CQ0003", "样例商行丙", "华中事业部", "强网休闲", "样例", "C", 66.0, "B", -1),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the cover: what it is called, the name of its cell, its place and its number format."""

    label: str
    name: str
    row: int
    column: int
    number_format: str = "General"


FIGURES: Final = (
    Figure("已评户数", "xltier_rated", 6, 1, "#,##0"),
    Figure("平均分", "xltier_mean", 6, 3, "0.0"),
    Figure("升级", "xltier_up", 6, 5, "0"),
    Figure("降级", "xltier_down", 6, 7, "0"),
    Figure("触红线", "xltier_red", 6, 9, "0"),
)


def main(folder: Path) -> Path:
    """Write the workbook into a folder and return its path."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": "经营月报", "company": "澜砚食品（虚构）", "created": _DATE})
        sheets = {name: book.add_worksheet(name) for name in (COVER, RATINGS, ALERTS, MOVES, PIVOT)}
        cover(book, sheets[COVER])
        ratings(book, sheets[RATINGS])
        alerts(book, sheets[ALERTS])
        moves(book, sheets[MOVES])
        sheets[PIVOT].write(
            "A1", "各线别等级户数（打开时自动刷新）", book.add_format({"bold": True, "font_color": INK})
        )
    path = folder / NAME
    path.write_bytes(with_pivot(made.getvalue()))
    return path


def cover(book: Workbook, page: Worksheet) -> None:
    """Lay out the cover: logo, headline, five figures, tiers and a chart of them."""
    page.hide_gridlines(2)
    page.set_column(0, 0, 2)
    page.set_column(1, 11, 11)
    page.set_tab_color(WARM)
    page.insert_image("B1", "logo.png", {"image_data": BytesIO(logo()), "description": "澜砚食品"})
    title = book.add_format({"bold": True, "font_size": 20, "font_color": INK})
    page.write("D1", "澜砚食品 · 经销商经营月报", title)
    page.write("D2", "2026-01", book.add_format({"font_color": WARM, "bold": True}))
    named(book, "xltier_period", COVER, 1, 3)
    sentence = book.add_format({"text_wrap": True, "font_size": 12, "valign": "vcenter", "bg_color": PAPER})
    page.merge_range(3, 1, 3, 10, "本月一句话", sentence)
    page.set_row(3, 40)
    book.define_name("xltier_headline", f"='{COVER}'!$B$4:$K$4")
    page.set_row(6, 28)
    small = book.add_format({"font_color": WARM, "align": "center"})
    for one in FIGURES:
        big = {"bold": True, "font_size": 18, "align": "center", "font_color": INK, "num_format": one.number_format}
        page.write(one.row - 1, one.column, one.label, small)
        page.write(one.row, one.column, 0, book.add_format(big))
        named(book, one.name, COVER, one.row, one.column)
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": INK, "align": "center"})
    cell = book.add_format({"align": "center", "bottom": 1, "bottom_color": WARM, "num_format": "#,##0"})
    share = book.add_format({"align": "center", "bottom": 1, "bottom_color": WARM, "num_format": "0.0%"})
    page.write_row(9, 1, ["等级", "户数", "占比"], head)
    for at, code in enumerate(TIERS):
        page.write(10 + at, 1, code, cell)
        page.write(10 + at, 2, 0, cell)
        page.write_formula(10 + at, 3, f"=IF(SUM($C$11:$C$14)=0,0,C{11 + at}/SUM($C$11:$C$14))", share, 0)
        named(book, f"xltier_count_{code}", COVER, 10 + at, 2)
    page.write("B17", "规则")
    page.write("C17", "方案与指纹")
    named(book, "xltier_scheme", COVER, 16, 2)
    chart = book.add_chart({"type": "column"})
    places = {"categories": [COVER, 10, 1, 13, 1], "values": [COVER, 10, 2, 13, 2]}
    chart.add_series({**places, "fill": {"color": WARM}, "data_labels": {"value": True}, "gap": 60})
    chart.set_title({"name": "等级结构", "name_font": {"size": 11, "color": INK}})
    chart.set_legend({"none": True})
    page.insert_chart("F9", chart, {"x_scale": 0.9, "y_scale": 0.75})
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 1)


def ratings(book: Workbook, page: Worksheet) -> None:
    """Lay out the ratings as a table with formulas, remarks, totals, colours, drop-downs and a chart on it."""
    page.set_tab_color(INK)
    page.freeze_panes(4, 2)
    page.write("A1", "经销商评级明细", book.add_format({"bold": True, "font_size": 14, "font_color": INK}))
    page.write("A2", "“跟进备注”由客户经理填写，每月随该户保留。")
    widths = (11, 16, 12, 13, 10, 7, 8, 9, 7, 9, 7, 30)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.set_column(11, 11, 46)
    page.set_column(12, 12, 24)
    number, change = book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "▲0;▼0;–"})
    columns: list[dict[str, Any]] = [
        {"header": "经销商编码", "total_string": "合计"},
        {"header": "经销商名称"},
        {"header": "事业部"},
        {"header": "线别"},
        {"header": "客户经理"},
        {"header": "等级", "total_function": "count"},
        {"header": "得分", "format": number, "total_function": "average"},
        {"header": "上月等级"},
        {"header": "变动", "format": change},
        {"header": "距 95 分", "format": number, "formula": "=95-xltier_ratings[[#This Row],[得分]]"},
        {"header": "名次"},
        {"header": "主因"},
        {"header": "跟进备注"},
    ]
    page.add_table(
        3, 0, 7, 12, {"name": "xltier_ratings", "columns": columns, "total_row": True, "style": "Table Style Medium 3"}
    )
    for at, sample in enumerate(SAMPLES):
        page.write_row(4 + at, 0, sample[:6])
        page.write_number(4 + at, 6, float(sample[6]), number)
        page.write(4 + at, 7, sample[7])
        page.write(4 + at, 8, sample[8], change)
        page.write_formula(4 + at, 10, f"=RANK(G{5 + at},$G$5:$G$7)", None, at + 1)
    for column, formula, look in (
        (5, "=SUBTOTAL(103,xltier_ratings[等级])", None),
        (6, "=SUBTOTAL(101,xltier_ratings[得分])", number),
    ):
        page.write_formula(7, column, formula, look, 0)
    good, bad = book.add_format({"bg_color": "#DCE6D3"}), book.add_format({"bg_color": "#F3D5C5"})
    page.conditional_format("F5:F7", {"type": "cell", "criteria": "==", "value": '"A"', "format": good})
    page.conditional_format("F5:F7", {"type": "cell", "criteria": "==", "value": '"D"', "format": bad})
    page.conditional_format("G5:G7", {"type": "data_bar", "data_bar_2010": True, "bar_color": WARM})
    page.data_validation(
        "M5:M7", {"validate": "list", "source": ["已电话", "已拜访", "待拜访"], "error_type": "warning"}
    )
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": [RATINGS, 4, 1, 6, 1], "values": [RATINGS, 4, 6, 6, 6], "fill": {"color": INK}})
    chart.set_title({"name": "得分", "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    page.insert_chart("O4", chart)
    book.define_name("评级得分", f"='{RATINGS}'!$G$5:$G$7")
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    page.print_area(0, 0, 7, 12)


def alerts(book: Workbook, page: Worksheet) -> None:
    """Lay out the alerts; nothing of it knows how many there will be."""
    page.write("A1", "预警与跟进", book.add_format({"bold": True, "font_size": 14, "font_color": INK}))
    headers = (
        "级别",
        "预警",
        "经销商编码",
        "经销商名称",
        "事业部",
        "线别",
        "事实",
        "建议动作",
        "责任人",
        "应完成",
        "完成情况",
    )
    for column, width in enumerate((7, 16, 11, 16, 12, 13, 40, 44, 10, 12, 16)):
        page.set_column(column, column, width)
    table = {"name": "xltier_alerts", "columns": [{"header": one} for one in headers], "style": "Table Style Light 10"}
    page.add_table(2, 0, 3, len(headers) - 1, table)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def moves(book: Workbook, page: Worksheet) -> None:
    """Lay out who moved, came or went."""
    page.write("A1", "等级变动", book.add_format({"bold": True, "font_size": 14, "font_color": INK}))
    headers = ("经销商编码", "经销商名称", "事业部", "线别", "上月等级", "等级", "变动", "驱动")
    page.set_column(0, len(headers) - 1, 13)
    table = {
        "name": "xltier_migration",
        "columns": [{"header": one} for one in headers],
        "style": "Table Style Light 10",
    }
    page.add_table(2, 0, 3, len(headers) - 1, table)


def named(book: Workbook, name: str, sheet: str, row: int, column: int) -> None:
    """Name a cell."""
    book.define_name(name, f"='{sheet}'!${chr(65 + column)}${row + 1}")


def logo() -> bytes:
    """Return a PNG of 160 x 48: a brown field with a lighter wave."""
    width, height = 160, 48
    rows = b""
    for y in range(height):
        rows += b"\0"
        for x in range(width):
            is_wave = abs(y - 24 - 10 * ((x % 53) / 26.5 - 1) ** 2 + 5) < 4  # noqa: PLR2004 - strokes of eight pixels
            rows += bytes((0xF0, 0xC8, 0x8C) if is_wave else (0x4A, 0x2C, 0x17))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIELDS: Final = (
    *("经销商编码", "经销商名称", "事业部", "线别", "客户经理", "等级", "得分", "上月等级", "变动"),
    *("距 95 分", "名次", "主因", "跟进备注"),
)
_LINE, _TIER = 3, 5


def with_pivot(package: bytes) -> bytes:
    """Return the workbook with a pivot table on its last sheet, which XlsxWriter cannot write."""
    source = ZipFile(BytesIO(package))
    parts = {info.filename: source.read(info) for info in source.infolist()}
    sheet = next(f"sheet{at}" for at, name in enumerate((COVER, RATINGS, ALERTS, MOVES, PIVOT), 1) if name == PIVOT)
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = cache().encode()
    parts["xl/pivotCache/pivotCacheRecords1.xml"] = records().encode()
    parts["xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"] = relations(
        "pivotCacheRecords", "pivotCacheRecords1.xml"
    )
    parts["xl/pivotTables/pivotTable1.xml"] = pivot().encode()
    down = "../pivotCache/pivotCacheDefinition1.xml"
    parts["xl/pivotTables/_rels/pivotTable1.xml.rels"] = relations("pivotCacheDefinition", down)
    parts[f"xl/worksheets/_rels/{sheet}.xml.rels"] = relations("pivotTable", "../pivotTables/pivotTable1.xml")
    types = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in (
            ("pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition"),
            ("pivotCache/pivotCacheRecords1.xml", "pivotCacheRecords"),
            ("pivotTables/pivotTable1.xml", "pivotTable"),
        )
    )
    place(parts, "[Content_Types].xml", "</Types>", types + "</Types>")
    target = "pivotCache/pivotCacheDefinition1.xml"
    one = f'<Relationship Id="rIdPivot" Type="{_REL}/pivotCacheDefinition" Target="{target}"/>'
    place(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", one + "</Relationships>")
    caches = '<pivotCaches><pivotCache cacheId="1" r:id="rIdPivot"/></pivotCaches>'
    place(parts, "xl/workbook.xml", "</workbook>", caches + "</workbook>")
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, data in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            made.writestr(info, data)
    return out.getvalue()


def place(parts: dict[str, bytes], part: str, old: str, new: str) -> None:
    """Put a text in the place of another one in a part."""
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)


def relations(kind: str, target: str) -> bytes:
    """Return a list of one relationship."""
    one = f'<Relationship Id="rId1" Type="{_REL}/{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{one}</Relationships>'.encode()


def items(column: int) -> list[str]:
    """Return the different texts of a column of the samples."""
    return list(dict.fromkeys(str(sample[column]) for sample in SAMPLES))


def cache() -> str:
    """Return the pivot's cache: the fields of the table, with the texts of the two that it groups by."""
    fields = []
    for at, name in enumerate(_FIELDS):
        shared = "".join(f'<s v="{text}"/>' for text in items(at)) if at in {_LINE, _TIER} else ""
        count = f' count="{len(items(at))}"' if shared else ""
        fields.append(f'<cacheField name="{name}" numFmtId="0"><sharedItems{count}>{shared}</sharedItems></cacheField>')
    return (
        f'{_HEAD}<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_REL}" r:id="rId1" createdVersion="6" '
        f'refreshedVersion="6" minRefreshableVersion="3" recordCount="{len(SAMPLES)}">'
        f'<cacheSource type="worksheet"><worksheetSource name="xltier_ratings"/></cacheSource>'
        f'<cacheFields count="{len(fields)}">{"".join(fields)}</cacheFields></pivotCacheDefinition>'
    )


def records() -> str:
    """Return the rows of the cache."""
    rows = []
    for at, sample in enumerate(SAMPLES):
        cells = [
            f'<x v="{items(column).index(str(value))}"/>'
            if column in {_LINE, _TIER}
            else f'<n v="{value}"/>'
            if isinstance(value, (int, float))
            else f'<s v="{value}"/>'
            for column, value in enumerate(sample)
        ]
        rows.append(f'<r>{"".join(cells)}<n v="{95 - float(sample[6]):g}"/><n v="{at + 1}"/><m/><m/></r>')
    return f'{_HEAD}<pivotCacheRecords xmlns="{_MAIN}" count="{len(rows)}">{"".join(rows)}</pivotCacheRecords>'


def pivot() -> str:
    """Return the pivot: lines down, tiers across, the number of keys."""
    lines, tiers = items(_LINE), items(_TIER)

    def field(at: int) -> str:
        if at not in {_LINE, _TIER}:
            return f'<pivotField showAll="0"{" dataField=" + chr(34) + "1" + chr(34) if at == 0 else ""}/>'
        axis = "axisRow" if at == _LINE else "axisCol"
        inner = "".join(f'<item x="{one}"/>' for one in range(len(items(at)))) + '<item t="default"/>'
        return f'<pivotField axis="{axis}" showAll="0"><items count="{len(items(at)) + 1}">{inner}</items></pivotField>'

    def axis(name: str, entries: list[str]) -> str:
        inner = "".join(f"<i><x{f' v={chr(34)}{at}{chr(34)}' if at else ''}/></i>" for at in range(len(entries)))
        return f'<{name} count="{len(entries) + 1}">{inner}<i t="grand"><x/></i></{name}>'

    return (
        f'{_HEAD}<pivotTableDefinition xmlns="{_MAIN}" name="各线别等级" cacheId="1" dataOnRows="0" '
        'applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0" applyPatternFormats="0" '
        'applyAlignmentFormats="0" applyWidthHeightFormats="1" dataCaption="值" updatedVersion="6" '
        'minRefreshableVersion="3" useAutoFormatting="1" itemPrintTitles="1" createdVersion="6" indent="0" '
        'outline="1" outlineData="1" multipleFieldFilters="0">'
        f'<location ref="A3:{chr(65 + len(tiers) + 1)}{5 + len(lines)}" '
        'firstHeaderRow="1" firstDataRow="2" firstDataCol="1"/>'
        f'<pivotFields count="{len(_FIELDS)}">{"".join(field(at) for at in range(len(_FIELDS)))}</pivotFields>'
        f'<rowFields count="1"><field x="{_LINE}"/></rowFields>{axis("rowItems", lines)}'
        f'<colFields count="1"><field x="{_TIER}"/></colFields>{axis("colItems", tiers)}'
        '<dataFields count="1">'
        '<dataField name="户数" fld="0" subtotal="count" baseField="0" baseItem="0"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" showRowStripes="0" '
        'showColStripes="0" showLastColumn="1"/></pivotTableDefinition>'
    )


if __name__ == "__main__":
    print(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
