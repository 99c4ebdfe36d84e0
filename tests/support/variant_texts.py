"""Variants that are text: separated values, web pages, XML, and the content of an OpenDocument sheet."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.support.sheets import write_xlsx

if TYPE_CHECKING:
    from tests.support.variant_files import FileKind, Made
    from tests.support.variant_maker import Maker

KINDS: Final[dict[str, Callable[[Any], Made]]] = {}


def _kind(name: str) -> Callable[[FileKind], FileKind]:
    def keep(make: FileKind) -> FileKind:
        KINDS[name] = make
        return make

    return keep


def _text_reading(header: int, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, Any]:
    """Return the right reading of a text file whose data follow its header."""
    return {
        "outcome": "read",
        "header_rows": [header],
        "columns": list(columns),
        "rejected": [],
        "warnings": [],
        "rows": [{"row": header + 1 + i, **dict(zip(columns, row, strict=True))} for i, row in enumerate(rows)],
    }


@_kind("csv_encoding")
def _csv(m: Maker) -> Made:
    encoding = ["gb18030", "utf-8-sig", "utf-16", "cp1252", "utf-8"][m.number]
    w = m.words
    letters = "ÄÖÜéèç" if m.number in {3, 4} else "测试中文名称"
    rows = [
        (m.code(i), f"{w.customer} {letter}", m.random.randrange(100, 900) + 0.5) for i, letter in enumerate(letters)
    ]
    text = "\r\n".join(",".join(map(str, line)) for line in [(w.code, w.name, w.amount), *rows])

    def make(folder: Path) -> Path:
        path = folder / "list.csv"
        path.write_bytes(text.encode(encoding))
        return path

    want = _text_reading(1, (w.code, w.name, w.amount), rows)
    return make, want, None


@_kind("csv_dialect")
def _dialect(m: Maker) -> Made:
    w = m.words
    separator = ";\t|;,"[m.number]
    is_comma = m.number in {0, 3}
    lines = [f"sep={separator}"] if m.number == 4 else []
    lines.append(separator.join((w.code, w.name, w.amount)))
    rows = []
    for i in range(4):
        value = m.amount()
        name = f"{m.name(i)}\n(A{separator}B)" if i == 1 else f'{m.name(i)} "x"'
        shown = f"{value:.2f}".replace(".", ",") if is_comma else f"{value:.2f}"
        quoted = '"' + name.replace('"', '""') + '"'
        lines.append(separator.join((m.code(i), quoted, shown)))
        rows.append((m.code(i), name, value))

    def make(folder: Path) -> Path:
        path = folder / "list.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
        return path

    first = len(lines) - 4 + 1
    want = _text_reading(first - 1, (w.code, w.name, w.amount), rows)
    return make, want, None


@_kind("code_coercion")
def _coercion(m: Maker) -> Made:
    w = m.words
    codes = ["00123", "1E5", "3-1", "12.30", f"0{m.offset}"]
    lines = [f"{w.code},{w.name},{w.amount}", *(f"{code},{m.name(i)},{10 + i}" for i, code in enumerate(codes))]

    def make(folder: Path) -> Path:
        path = folder / "codes.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    records = [(code, m.name(i), 10 + i) for i, code in enumerate(codes)]
    want = _text_reading(1, (w.code, w.name, w.amount), records)
    return make, want, None


@_kind("wrong_extension")
def _extension(m: Maker) -> Made:
    case = m.place(m.plain())
    if m.number in {0, 1}:
        return (
            lambda folder: write_xlsx(case, folder / "a.xlsx").rename(folder / ("a.xls" if m.number else "a.csv")),
            case.expected(),
            None,
        )
    case.top = case.left = 0
    case.above = []
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in case.grid())
    page = f'<html><head><meta charset="utf-8"></head><body><table border=1>{rows}</table></body></html>'
    if m.number == 3:  # a title over all columns
        page = page.replace("<table border=1>", f"<table><tr><td colspan=3>{m.words.title}</td></tr>")
        case.above = [[m.words.title]]
    want = case.expected()
    del want["sheet"]

    def make(folder: Path) -> Path:
        path = folder / "export.xls"
        path.write_text(page, encoding="utf-8")
        return path

    return make, want, None


@_kind("xml2003")
def _xml(m: Maker) -> Made:
    case = m.place(m.plain())
    case.above = []
    body = ""
    for i, row in enumerate(case.grid(), 1):
        cells = ""
        for j, value in enumerate(row, 1 + case.left):
            kind = "Number" if isinstance(value, int | float) else "String"
            cells += f'<Cell ss:Index="{j}"><Data ss:Type="{kind}">{value}</Data></Cell>'
        body += f'<Row ss:Index="{i}">{cells}</Row>' if row else ""
    text = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="{case.sheet}"><Table>{body}</Table></Worksheet></Workbook>'
    )

    def make(folder: Path) -> Path:
        path = folder / "book.xls"
        path.write_text(text, encoding="utf-8")
        return path

    return make, case.expected(), None


@_kind("ods")
def _ods(m: Maker) -> Made:
    case = m.place(m.plain())
    trailing = 1_048_576 - len(case.grid())
    body = ""
    for row in case.grid():
        cells = f'<table:table-cell table:number-columns-repeated="{case.left}"/>' if case.left else ""
        for value in row:
            if isinstance(value, int | float):
                typed = f'office:value-type="float" office:value="{value}"'
            else:
                typed = 'office:value-type="string"'
            cells += f"<table:table-cell {typed}><text:p>{value}</text:p></table:table-cell>"
        body += f'<table:table-row>{cells}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
    body += f'<table:table-row table:number-rows-repeated="{trailing}">'
    body += '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="{case.sheet}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )

    def make(folder: Path) -> Path:
        path = folder / "book.ods"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            package.writestr("content.xml", text)
        return path

    return make, case.expected(), None
