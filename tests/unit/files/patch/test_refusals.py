"""What stands in the way is refused with its place, and never written over."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook  # noqa: TC002  # plain imports, as everywhere
from xlsxwriter.worksheet import Worksheet  # noqa: TC002  # plain imports, as everywhere

from tests.support.patch_books import SHEET_NAME, XLSXWRITER, Book, written
from tests.support.patch_changes import CLOCK, changes
from tests.support.patch_parts import SHEET, packed, related, replaced, unpacked
from xltier.errors import BookError, Location, Problem
from xltier.files.patch.edits import Changes
from xltier.files.patch.patch import patch_workbook
from xltier.messages.render import render


def refused(book: Book, tmp_path: Path, wanted: Changes | None = None) -> Problem:
    path = tmp_path / "客户.xlsx"
    path.write_bytes(book.package)
    with pytest.raises(BookError) as caught:
        patch_workbook(path, BytesIO(), wanted or changes(book), clock=CLOCK)
    [problem] = caught.value.problems
    assert render(problem, "en").what
    assert render(problem, "zh").what
    return problem


def at(cell: str | None) -> Location:
    return Location("客户.xlsx", SHEET_NAME, cell)


def note_below(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write(6, 4, "my own note")


def merge_across(_book: Workbook, sheet: Worksheet) -> None:
    sheet.merge_range("C5:D5", "merged")


def other_table(_book: Workbook, sheet: Worksheet) -> None:
    sheet.add_table("E1:G4", {"name": "Other"})


def spill(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write_array_formula("D2:D4", "{=C2:C4*2}")


def doubled_header(_book: Workbook, sheet: Worksheet) -> None:
    sheet.add_table(0, 0, 12, 2, {"name": "Kunden", "columns": [{"header": h} for h in ("编号", "等级", "score")]})


@pytest.mark.parametrize(
    ("change", "reference", "cell"),
    [
        (note_below, "cell-in-the-way", "E7"),
        (merge_across, "merge-in-the-way", "C5:D5"),
        (other_table, "table-in-the-way", "E1:G4"),
        (spill, "formula-master-in-the-way", "D2"),
    ],
)
def test_what_is_in_the_way_is_named_by_its_place(
    change: Callable[[Workbook, Worksheet], None], reference: str, cell: str, tmp_path: Path
) -> None:
    problem = refused(Book(written(change)), tmp_path)

    assert (problem.reference, problem.at) == (reference, at(cell))


def test_a_header_that_the_excel_table_has_already_is_refused(tmp_path: Path) -> None:
    problem = refused(Book(written(doubled_header), excel_table="Kunden"), tmp_path)

    assert (problem.reference, problem.at, dict(problem.values)) == ("header-repeated", at("D1"), {"header": "等级"})


def test_a_locked_structure_takes_columns_but_no_sheet(tmp_path: Path) -> None:
    lock = (b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')
    book = Book(packed(replaced(unpacked(written()), "xl/workbook.xml", lock)))

    assert refused(book, tmp_path).reference == "structure-locked"
    patch_workbook(tmp_path / "客户.xlsx", BytesIO(), changes(book, with_summary=False), clock=CLOCK)


def test_a_signed_package_is_refused_until_the_loss_is_agreed_to(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    parts = related(unpacked(written()), "", kind, "_xmlsignatures/origin.sigs", b"")
    parts["_rels/.rels"] = parts.pop("/_rels/.rels").replace(
        b"</Relationships>", b"".join(re.findall(rb"<Relationship .*/>", parts["_rels/.rels"])) + b"</Relationships>"
    )
    book = Book(packed(parts))

    assert refused(book, tmp_path).reference == "package-signed"
    agreed = dataclasses.replace(changes(book), may_break_signature=True)
    patch_workbook(tmp_path / "客户.xlsx", BytesIO(), agreed, clock=CLOCK)


def test_rows_stored_out_of_order_are_refused(tmp_path: Path) -> None:
    parts = unpacked(written())
    parts[SHEET] = parts[SHEET].replace(b'<row r="7"', b'<row r="3"')

    assert refused(Book(packed(parts)), tmp_path).reference == "rows-out-of-order"


def test_a_sheet_that_breaks_off_is_refused(tmp_path: Path) -> None:
    parts = unpacked(written())
    parts[SHEET] = parts[SHEET][: parts[SHEET].index(b'<row r="9"')]

    assert refused(Book(packed(parts)), tmp_path).reference == "sheet-damaged"


def test_a_sheet_or_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    book = XLSXWRITER["plain"]()
    wanted = changes(book)
    edit = wanted.edits[0]
    elsewhere = dataclasses.replace(edit, table=dataclasses.replace(edit.table, sheet="Tabelle1"))
    no_table = dataclasses.replace(edit, table=dataclasses.replace(edit.table, excel_table="Kunden"))

    problem = refused(book, tmp_path, dataclasses.replace(wanted, edits=(elsewhere,)))
    assert (problem.reference, dict(problem.values)) == ("sheet-missing", {"sheet": "Tabelle1"})
    problem = refused(book, tmp_path, dataclasses.replace(wanted, edits=(no_table,)))
    assert (problem.reference, dict(problem.values)) == ("table-missing", {"table": "Kunden", "sheet": SHEET_NAME})


def test_a_text_beyond_what_a_cell_holds_is_refused_with_the_cell(tmp_path: Path) -> None:
    book = XLSXWRITER["plain"]()
    wanted = changes(book)
    edit = wanted.edits[0]
    long = dataclasses.replace(edit.columns[2], values=["x"] * 3 + ["长" * 32_768] + ["x"] * 8)
    edit = dataclasses.replace(edit, columns=(*edit.columns[:2], long))

    problem = refused(book, tmp_path, dataclasses.replace(wanted, edits=(edit,)))
    assert (problem.reference, problem.at) == ("text-too-long", at("F5"))


def test_a_workbook_without_room_for_a_cell_format_is_refused(tmp_path: Path) -> None:
    parts = unpacked(written())
    formats = parts["xl/styles.xml"]
    # Excel takes 65,490; the list has two, and ours need more than the one that is left.
    more = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 65_487
    parts["xl/styles.xml"] = formats.replace(b"</cellXfs>", more + b"</cellXfs>")

    problem = refused(Book(packed(parts)), tmp_path)

    assert (problem.reference, problem.values) == ("formats-exhausted", {"most": 65_490})


def test_rows_under_another_prefix_than_the_sheets_are_refused(tmp_path: Path) -> None:
    parts = unpacked(written())
    sheet = parts[SHEET].replace(b"<row ", b"<x:row ").replace(b"</row>", b"</x:row>")
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[SHEET] = sheet.replace(b"<worksheet ", b'<worksheet xmlns:x="%s" ' % main)

    assert refused(Book(packed(parts)), tmp_path).reference == "sheet-damaged"
