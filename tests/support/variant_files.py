"""Variants whose hardness is in the file: its format, its package, its encoding, its protection."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msoffcrypto.format.ooxml import OOXMLFile

from tests.support.sheets import Case, Row, write_xlsx
from tests.support.variant_maker import day

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from tests.support.variant_maker import Maker

Made = tuple[Callable[[Path], Path], dict[str, Any], str | None]
KINDS: Final[dict[str, Callable[[Any], Made]]] = {}
FileKind = Callable[["Maker"], Made]


def _kind(name: str) -> Callable[[FileKind], FileKind]:
    def keep(make: FileKind) -> FileKind:
        KINDS[name] = make
        return make

    return keep


def refused(code: str) -> dict[str, Any]:
    """Return the answer for a file that is not read."""
    return {"outcome": "refuse", "error": code}


def rezip(
    path: Path, change: Callable[[str, bytes], tuple[str, bytes] | None], add: dict[str, bytes] | None = None
) -> Path:
    """Rewrite a package: ``change`` gets each part's name and bytes and returns the new ones, or None to drop it."""
    with zipfile.ZipFile(path) as source:
        parts = [(entry.filename, source.read(entry)) for entry in source.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts:
            kept = change(name, content)
            if kept is not None:
                target.writestr(*kept)
        for name, content in (add or {}).items():
            target.writestr(name, content)
    return path


def _changed(case: Case, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> Made:
    return lambda folder: rezip(write_xlsx(case, folder / "changed.xlsx"), change), case.expected(), None


def _in_sheets(edit: Callable[[bytes], bytes]) -> Callable[[str, bytes], tuple[str, bytes]]:
    return lambda name, content: (name, edit(content) if name.startswith("xl/worksheets/sheet") else content)


@_kind("date1904")
def _date1904(m: Maker) -> Made:
    w = m.words
    rows = []
    for i in range(3):
        date = day(2012 + i, 1 + m.number, 7 + i)
        rows.append(Row([m.code(i), date, 10 + i], [m.code(i), f"{date:%Y-%m-%d}", 10 + i]))
    case = m.place(Case([[w.code, w.day, w.amount]], [w.code, w.day, w.amount], rows))
    return lambda folder: write_xlsx(case, folder / "a.xlsx", options={"date_1904": True}), case.expected(), None


@_kind("dimension_lie")
def _dimension(m: Maker) -> Made:
    said = [
        b'<dimension ref="A1"/>',
        b"",
        b'<dimension ref="A1:XFD1048576"/>',
        b'<dimension ref="Z9"/>',
        b'<dimension ref="A1:B2"/>',
    ][m.number]
    return _changed(m.place(m.plain()), _in_sheets(lambda xml: re.sub(rb"<dimension [^>]*/>", said, xml)))


@_kind("no_row_numbers")
def _no_numbers(m: Maker) -> Made:
    case = m.plain()
    case.sheet = m.words.sheet
    pattern = [
        rb' r="\d+"(?= spans)',
        rb' r="[A-Z]+\d+"',
        rb' r="(?:[A-Z]+)?\d+"',
        rb' spans="[^"]*"',
        rb' r="\d+"(?= spans)',
    ][m.number]
    return _changed(case, _in_sheets(lambda xml: re.sub(pattern, b"", xml)))


@_kind("package")
def _package(m: Maker) -> Made:
    changes: list[Callable[[str, bytes], tuple[str, bytes] | None]] = [
        lambda name, content: (name.replace("/", "\\") if name.startswith("xl/") else name, content),
        lambda name, content: None if name in {"docProps/app.xml", "docProps/core.xml"} else (name, content),
        lambda name, content: (name.replace("sharedStrings", "SHAREDSTRINGS"), content),
        lambda name, content: (
            name,
            content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
            if name == "xl/sharedStrings.xml"
            else content,
        ),
        lambda name, content: ("/" + name if name.startswith("xl/") else name, content),
    ]
    return _changed(m.place(m.plain()), changes[m.number])


@_kind("strict_ooxml")
def _strict(m: Maker) -> Made:
    swaps = [
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ]

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        for old, new in swaps:
            content = content.replace(old, new)
        return name, content

    return _changed(m.place(m.plain()), change)


@_kind("prefixed")
def _prefixed(m: Maker) -> Made:
    def prefix(xml: bytes) -> bytes:
        named = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml)
        return named.replace(b"xmlns=", b"xmlns:x=")

    return _changed(m.place(m.plain()), _in_sheets(prefix))


@_kind("bad_styles")
def _styles(m: Maker) -> Made:
    edits: list[Callable[[bytes], bytes | None]] = [
        lambda xml: re.sub(rb"<fill>.*?</fill>", b"<fill/>", xml),
        lambda _: None,
        lambda xml: xml[:200],
        lambda _: b"",
        lambda xml: xml.replace(b"<cellXfs", b'<unknown x="1"/><cellXfs'),
    ]

    def change(name: str, content: bytes) -> tuple[str, bytes] | None:
        if name != "xl/styles.xml":
            return name, content
        edited = edits[m.number](content)
        return None if edited is None else (name, edited)

    return _changed(m.place(m.plain()), change)


@_kind("phantom_rows")
def _phantom(m: Maker) -> Made:
    row = 1_048_576 - m.number * 1000

    def add(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", b'<row r="%d"><c r="C%d" s="0"/></row></sheetData>' % (row, row))

    return _changed(m.place(m.plain()), _in_sheets(add))


@_kind("dynamic_array")
def _spill(m: Maker) -> Made:
    case = m.plain(count=4)
    case.sheet = m.words.sheet

    def add(_: Workbook, sheet: Worksheet, __: Case) -> None:
        sheet.write_string(0, 4 + m.number % 2, "排名" if m.number % 2 else "Rank")
        sheet.write_dynamic_array_formula(1, 4 + m.number % 2, 4, 4 + m.number % 2, "=SORT(C2:C5)", None, 5)
        for i in range(2, 5):
            sheet.write_number(i, 4 + m.number % 2, i)

    case.options["finish"] = add
    return lambda folder: write_xlsx(case, folder / "spill.xlsx"), case.expected(), None


@_kind("hidden_under_merge")
def _under(m: Maker) -> Made:
    case = m.plain(count=4)
    case.sheet = m.words.sheet
    hidden = case.rows[2]
    case.rows[2] = Row(
        hidden.cells,
        [hidden.want[0], None, hidden.want[2]] if hidden.want else None,
        (m.words.name, "hidden_under_merge"),
    )
    case.merges = [(2, 1, 3, 1)]
    case.warnings = ["hidden_under_merge"]
    return lambda folder: write_xlsx(case, folder / "under.xlsx"), case.expected(), None


@_kind("control_chars")
def _control(m: Maker) -> Made:
    mark = ["_x000B_", "_x000D_", "_x0007_", "_x001F_", "_x000D_"][m.number]
    case = m.place(m.plain())
    text = m.name(0)
    want = text[:2] + {"_x000B_": "\x0b", "_x000D_": "\r", "_x0007_": "\x07", "_x001F_": "\x1f"}[mark] + text[2:]
    first = case.rows[0]
    case.rows[0] = Row(first.cells, [first.cells[0], want, first.cells[2]])
    return _changed(
        case,
        lambda name, content: (
            name,
            content.replace(text.encode(), (text[:2] + mark + text[2:]).encode(), 1)
            if name == "xl/sharedStrings.xml"
            else content,
        ),
    )


@_kind("bomb")
def _bomb(m: Maker) -> Made:
    size = (40 + 20 * m.number) * 2**20
    return _changed_refused(
        m,
        lambda name, content: (
            name,
            content.replace(b"</sheetData>", b" " * size + b"</sheetData>")
            if name.startswith("xl/worksheets/sheet")
            else content,
        ),
        "too_large_uncompressed",
    )


def _changed_refused(m: Maker, change: Callable[[str, bytes], tuple[str, bytes] | None], code: str) -> Made:
    case = m.plain()
    return lambda folder: rezip(write_xlsx(case, folder / "refused.xlsx"), change), refused(code), None


@_kind("dtd")
def _dtd(m: Maker) -> Made:
    part = [
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
    ][m.number]

    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name != part:
            return name, content
        head, _, rest = content.partition(b"?>")
        return name, head + b'?>\n<!-- x --><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>' + rest

    return _changed_refused(m, change, "dtd_not_allowed")


@_kind("damaged")
def _damaged(m: Maker) -> Made:
    case = m.plain(count=9)

    def make(folder: Path) -> Path:
        path = write_xlsx(case, folder / "cut.xlsx")
        content = path.read_bytes()
        path.write_bytes(content[: len(content) * (2 + m.number) // 8])
        return path

    return make, refused("damaged_file"), None


@_kind("empty")
def _empty(m: Maker) -> Made:
    case = m.place(m.plain([]))
    return lambda folder: write_xlsx(case, folder / "empty.xlsx"), refused("no_data_rows"), None


@_kind("lock_file")
def _lock(m: Maker) -> Made:
    case = m.place(m.plain())
    user = ["王五", "Anna", "李雷", "Jörg", "Zoé"][m.number]

    def make(folder: Path) -> Path:
        path = write_xlsx(case, folder / "open.xlsx")
        name = user.encode("gb18030", "replace")
        lock = (
            bytes([len(name)])
            + name.ljust(54, b" ")
            + len(user).to_bytes(2, "little")
            + user.encode("utf-16-le").ljust(108, b"\0")
        )
        path.with_name("~$open.xlsx").write_bytes(lock)
        return path

    want = case.expected()
    want["warnings"] = ["open_in_excel"]
    return make, want, None


@_kind("structure_protection")
def _structure(m: Maker) -> Made:
    case = m.place(m.plain())
    want = case.expected()
    want["warnings"] = ["workbook_structure_protected"]
    add = b'<workbookProtection lockStructure="1"/><bookViews>'
    return (
        lambda folder: rezip(
            write_xlsx(case, folder / "a.xlsx"),
            lambda name, content: (
                name,
                content.replace(b"<bookViews>", add) if name == "xl/workbook.xml" else content,
            ),
        ),
        want,
        None,
    )


@_kind("hidden_sheets")
def _hidden_sheets(m: Maker) -> Made:
    case = m.place(m.plain())
    want = case.expected()
    want["warnings"] = ["hidden_sheets"]

    def finish(book: Workbook, _: Worksheet, __: Case) -> None:
        extra = book.add_worksheet("old")
        extra.write_row(0, 0, ["客户编号", "客户名称", "销售额", "回款额"])
        extra.write_row(1, 0, ["C9", "x", 1, 2])
        if m.number % 2:
            extra.very_hidden()
        else:
            extra.hide()

    case.options["finish"] = finish
    return lambda folder: write_xlsx(case, folder / "a.xlsx"), want, None


@_kind("huge_offset")
def _far(m: Maker) -> Made:
    case = m.plain()
    case.sheet = m.words.sheet
    case.top, case.left = 5000 * m.number, 40 * m.number
    return lambda folder: write_xlsx(case, folder / "far.xlsx"), case.expected(), None


@_kind("password")
def _password(m: Maker) -> Made:
    """Return a workbook encrypted as Excel does it, opened by its password or by the one every Excel knows."""
    case = m.place(m.plain())
    word = ["secret", "密码", "pässwort", "VelvetSweatshop", "x y"][m.number]
    is_open = m.number in {1, 3}  # one is given its password, one has the password that every Excel knows

    def make(folder: Path) -> Path:
        plain = write_xlsx(case, folder / "plain.xlsx")
        path = folder / "locked.xlsx"
        with plain.open("rb") as source, path.open("wb") as target:
            OOXMLFile(source).encrypt(word, target)
        return path

    given = word if m.number == 1 else None
    return make, case.expected() if is_open else refused("password_protected"), given


@_kind("chart_sheet")
def _chart_sheet(m: Maker) -> Made:
    """Return a workbook whose tab order holds a chart sheet between worksheets."""
    case = m.place(m.plain())

    def finish(book: Workbook, _: Worksheet, __: Case) -> None:
        chart = book.add_chart({"type": ["column", "line", "bar", "pie", "area"][m.number]})
        chart.add_series({"values": [case.sheet, 1, 2, 3, 2]})
        book.add_chartsheet("Chart").set_chart(chart)

    case.options["finish"] = finish
    return lambda folder: write_xlsx(case, folder / "chart.xlsm"), case.expected(), None
