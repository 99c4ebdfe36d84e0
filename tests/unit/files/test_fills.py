"""Fills of cells are read from every package that the intake lets in."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tests.support.patch_parts import SHEET, WORKBOOK, WORKBOOK_RELATIONS, Parts, packed, unpacked
from xltier.files.fills import fills_of


def coloured() -> Parts:
    """Return the parts of a sheet with a red B2, a green C2 and a striped D2."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("规则")
        page.write("A1", "等级")
        page.write_blank("B2", None, book.add_format({"bg_color": "#FF0000"}))
        page.write("C2", 1, book.add_format({"bg_color": "#00B050", "bold": True}))
        page.write("D2", 1, book.add_format({"pattern": 4, "bg_color": "#0000FF"}))
    return unpacked(out.getvalue())


def strict(parts: Parts) -> bytes:
    main, other = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/"
    for name in (SHEET, WORKBOOK, WORKBOOK_RELATIONS, "_rels/.rels", "xl/styles.xml"):
        data = parts[name].replace(main, other + b"spreadsheetml/main")
        parts[name] = data.replace(office, other + b"officeDocument/")
    return packed(parts)


def without_references(parts: Parts) -> bytes:
    sheet = parts[SHEET].replace(b'<row r="2"', b"<row").replace(b'<c r="C2"', b"<c").replace(b'<c r="D2"', b"<c")
    return packed({**parts, SHEET: sheet})


@pytest.mark.parametrize(
    "written",
    [
        packed,
        strict,
        without_references,
        lambda parts: packed(parts, rename=lambda name: f"/{name}"),
        lambda parts: packed(parts, rename=lambda name: name.replace("/", "\\")),
    ],
    ids=["plain", "strict", "no references", "absolute names", "backslashes"],
)
def test_solid_fills_are_read_whoever_wrote_the_package(written: Callable[[Parts], bytes], tmp_path: Path) -> None:
    path = tmp_path / "规则.xlsx"
    path.write_bytes(written(coloured()))

    assert fills_of(path, "规则") == {(2, 2): "#FF0000", (2, 3): "#00B050"}


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        (b'rgb="00b050"', "#00B050"),
        (b'theme="4"', "#4F81BD"),
        (b'theme="1" tint="0.5"', "#808080"),  # black, half way to white: 255 / 2 rounded up
        (b'indexed="10"', "#FF0000"),
        (b'indexed="64"', None),
        (b'auto="1"', None),
    ],
)
def test_a_colour_is_read_however_the_file_says_it(said: bytes, colour: str | None, tmp_path: Path) -> None:
    parts = coloured()
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'<fgColor rgb="FFFF0000"/>', b"<fgColor %s/>" % said)
    path = tmp_path / "规则.xlsx"
    path.write_bytes(packed(parts))

    assert fills_of(path, "规则").get((2, 2)) == colour
