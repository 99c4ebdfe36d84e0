"""The oracle is only worth something if it finds each kind of damage, and nothing where only the meant happened."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.patch_books import SHEET_NAME, XLSXWRITER, Book
from tests.support.patch_changes import CLOCK, SUMMARY, changes
from tests.support.patch_parts import DATE, SHEET, TYPES, WORKBOOK, WORKBOOK_RELATIONS, Parts, packed, related, unpacked
from xltier.files.patch.patch import patch_workbook
from xltier.testing import Intent, unintended_differences

TABLE = "xl/tables/table1.xml"
STYLES = "xl/styles.xml"
INTENT = Intent({SHEET_NAME: ("D1:D13", "E1:E13", "F1:F13")}, frozenset({SUMMARY}))


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Parts]:
    """Return a workbook with an Excel Table, and the parts of what a write made of it."""
    book = Book(packed(unpacked(XLSXWRITER["Excel Table"]().package)), excel_table="Kunden")
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(book.package)
    with after.open("wb") as out:
        patch_workbook(before, out, changes(book), clock=CLOCK)
    return before, unpacked(after.read_bytes())


def found(before: Path, after: Parts, intent: Intent = INTENT) -> list[tuple[str, str]]:
    path = before.with_name("after.xlsx")
    path.write_bytes(packed(after))
    return [(difference.part, difference.place) for difference in unintended_differences(before, path, intent)]


def test_what_was_meant_is_no_difference(parts: tuple[Path, Parts]) -> None:
    assert found(*parts) == []


def test_without_an_intent_everything_that_changed_is_found(parts: tuple[Path, Parts]) -> None:
    before, after = parts
    places = found(before, after, Intent())

    assert (SHEET, "") in places
    assert (TABLE, "") in places
    assert ("xl/worksheets/sheet2.xml", "") in places
    assert (WORKBOOK, "sheets") in places


def text(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def pattern(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        changed, count = re.subn(old.encode(), new.encode(), data, count=1)
        assert count == 1
        return changed

    return change


RULE = '<conditionalFormatting sqref="B2"><cfRule type="containsBlanks" priority="1"/></conditionalFormatting>'


@pytest.mark.parametrize(
    ("part", "change", "place"),
    [
        (SHEET, text("<v>17</v>", "<v>18</v>"), "row 3 column 3"),
        (SHEET, pattern(r'<c r="A5".*?</c>', ""), "row 5 column 1"),
        (SHEET, text('<row r="4"', '<row r="4" ht="40"'), "row 4"),
        (SHEET, pattern('(<row r="9".*?</row>)', r'\1<row r="12345"><c r="A12345"/></row>'), "row 12345 column 1"),
        (SHEET, pattern("(<sheetData>)(<row .*?</row>)(<row .*?</row>)", r"\1\3\2"), "order of rows"),
        (SHEET, text('left="0.7"', 'left="0.9"'), "elements"),
        (SHEET, text("<pageMargins", RULE + "<pageMargins"), "conditionalFormatting"),
        (SHEET, text("<pageMargins", RULE.replace("B2", "D2") + "<pageMargins"), "conditionalFormatting"),
        (SHEET, pattern(' priority="1"', ' priority="0"'), "conditionalFormatting priority"),
        (SHEET, text('<col min="4"', '<col min="2" max="2" width="3"/><col min="4"'), "cols 2"),
        (SHEET, pattern('<dimension ref="A1:F13"/>', '<dimension ref="A1:B2"/>'), "dimension"),
        (SHEET, pattern("(<sheetViews>.*?</sheetViews>)(<sheetFormatPr[^>]*/>)", r"\2\1"), "elements"),
        (TABLE, text('name="score"', 'name="punkte"'), "tableColumns[2]"),
        (TABLE, text('ref="A1:F13"', 'ref="A1:G13"'), "ref"),
        (TABLE, text('showRowStripes="1"', 'showRowStripes="0"'), "elements"),
        (STYLES, pattern('<sz val="11"/>', '<sz val="12"/>'), "fonts[0]"),
        (STYLES, pattern('<cellXfs count="[0-9]+"', '<cellXfs count="1"'), "cellXfs count"),
        (WORKBOOK, text('sheetId="1"', 'sheetId="9"'), "sheets[0]"),
        (WORKBOOK, text("</definedNames>", '<definedName name="x">1</definedName></definedNames>'), "definedNames"),
        (WORKBOOK, text('windowWidth="16095"', 'windowWidth="1"'), "elements"),
        (WORKBOOK_RELATIONS, text('Target="theme/theme1.xml"', 'Target="theme/theme2.xml"'), "relationship rId2"),
        (TYPES, pattern('<Override PartName="/xl/theme[^>]*>', ""), "type of /xl/theme/theme1.xml"),
        ("xl/theme/theme1.xml", text("Office", "Offize"), ""),
        ("docProps/core.xml", text("</cp:coreProperties>", " </cp:coreProperties>"), ""),
    ],
)
def test_damage_is_found_at_its_place(
    parts: tuple[Path, Parts], part: str, change: Callable[[bytes], bytes], place: str
) -> None:
    before, after = parts
    after[part] = change(after[part])

    assert (part.casefold(), place) in found(before, after)


def test_lost_added_and_reordered_parts_are_found(parts: tuple[Path, Parts]) -> None:
    before, after = parts
    lost = {name: data for name, data in after.items() if name != "docProps/app.xml"}
    added = related(after, WORKBOOK, "customXml", "customXml/item1.xml", b"<a/>")
    turned = dict(reversed(after.items()))

    assert ("docprops/app.xml", "") in found(before, lost)
    assert ("customxml/item1.xml", "") in found(before, added)
    assert ("", "order of parts") in found(before, turned)


def test_a_part_packed_or_dated_anew_is_found(parts: tuple[Path, Parts]) -> None:
    before, after = parts
    path = before.with_name("stored.xlsx")
    path.write_bytes(packed(after, method=0))

    assert ("xl/theme/theme1.xml", "") in [(d.part, d.place) for d in unintended_differences(before, path, INTENT)]
    assert DATE == (2024, 3, 5, 14, 30, 2)


def test_a_difference_reads_as_a_line(parts: tuple[Path, Parts]) -> None:
    before, after = parts
    after["docProps/app.xml"] += b" "
    path = before.with_name("after.xlsx")
    path.write_bytes(packed(after))

    lines = [str(difference) for difference in unintended_differences(before, path, INTENT)]
    assert lines == ["docprops/app.xml : the same packed bytes -> others"]
