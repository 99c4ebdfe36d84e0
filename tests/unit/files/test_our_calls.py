"""Which cells call our functions, by which path, and how dead paths are taken out of a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.support.linked_book import ELSEWHERE, linked_book
from tests.support.patch_parts import SHEET, packed, unpacked
from xltier.app.doctor.workbook import OurCall
from xltier.files.our_calls import our_calls
from xltier.files.patch.commit import write_workbook
from xltier.files.patch.edits import Changes
from xltier.testing import Intent, unintended_differences

NOON = dt.datetime(2026, 11, 2, 12, 0)
CHANGED = {
    "xl/workbook.xml": [(b"[1]!TIER(91)", b"TIER(91)")],
    "xl/tables/table1.xml": [(b"[1]!TIER(Table1", b"TIER(Table1")],
    SHEET: [(b"<f>[1]!TIER(B", b"<f>TIER(B")],
}
"""What of which part a mend replaces; a text between quotes stays."""


def test_every_call_is_found_with_its_path_and_what_it_shows(tmp_path: Path) -> None:
    found = our_calls(linked_book(tmp_path / "客户.xlsx"))

    linked = [OurCall("客户", row, 3, (ELSEWHERE,)) for row in (2, 3, 4)]
    outside = [OurCall("", 0, 0, (ELSEWHERE,))] * 2
    assert list(found.calls) == [*linked, OurCall("客户", 5, 3, (), "#NAME?"), *outside]
    assert found.links == {"1": ELSEWHERE}


def test_a_link_to_any_start_up_folder_has_no_path_and_other_files_are_none_of_ours(tmp_path: Path) -> None:
    found = our_calls(linked_book(tmp_path / "客户.xlsx", ("xlStartup", "file:///D:\\明细.xlsx")))

    assert found.links == {"1": ""}
    assert [call.links for call in found.calls] == [("",), ("",), ("",), (), ("",), ("",)]


def test_a_cell_that_shares_its_neighbours_formula_is_found(tmp_path: Path) -> None:
    path = linked_book(tmp_path / "客户.xlsx")
    parts = unpacked(path.read_bytes())
    sheet = parts[SHEET]
    first, second = (b'<f>[1]!TIER(B%d,"standard")&amp;""</f>' % row for row in (2, 3))
    assert first in sheet
    assert second in sheet
    sheet = sheet.replace(first, first.replace(b"<f>", b'<f t="shared" ref="C2:C3" si="0">'))

    path.write_bytes(packed({**parts, SHEET: sheet.replace(second, b'<f t="shared" si="0"/>')}))

    assert [(call.row, call.links) for call in our_calls(path).calls[:3]] == [(row, (ELSEWHERE,)) for row in (2, 3, 4)]


def test_a_mend_changes_the_formulas_and_no_other_byte(tmp_path: Path) -> None:
    path = linked_book(tmp_path / "客户.xlsx")
    before = path.read_bytes()

    written = write_workbook(path, path, Changes(links=frozenset({"1"})), clock=NOON)

    expected = unpacked(before)
    for part, replaced in CHANGED.items():
        for old, new in replaced:
            assert old in expected[part]
            expected[part] = expected[part].replace(old, new)
    assert unpacked(path.read_bytes()) == expected
    assert sorted(written.report.changed_parts) == sorted(CHANGED)
    assert written.backup is not None
    assert written.backup.read_bytes() == before
    intent = Intent(filled={"客户": ("C2:C4",)}, names=frozenset({"最好"}))
    found = unintended_differences(written.backup, path, intent, leave_out=frozenset({"xl/tables/table1.xml"}))
    assert found == ()


def test_a_mended_workbook_has_no_path_left_and_mending_again_changes_nothing(tmp_path: Path) -> None:
    path = linked_book(tmp_path / "客户.xlsx")
    changes = Changes(links=frozenset({"1"}))
    write_workbook(path, path, changes, clock=NOON)
    once = path.read_bytes()

    again = write_workbook(path, path, changes, clock=NOON)

    assert [call.links for call in our_calls(path).calls] == [()] * 6
    assert again.report.changed_parts == ()
    assert path.read_bytes() == once


def test_a_path_with_spaces_is_read_as_it_is_shown(tmp_path: Path) -> None:
    found = our_calls(linked_book(tmp_path / "客户.xlsx", ("file:///D:\\Mary%20Ann\\XLSTART\\xltier%20(1).xlam",)))

    assert found.links == {"1": "file:///D:\\Mary Ann\\XLSTART\\xltier (1).xlam"}


def test_a_sheet_in_utf_16_is_read_and_mended_in_its_own_encoding(tmp_path: Path) -> None:
    path = linked_book(tmp_path / "客户.xlsx")
    parts = unpacked(path.read_bytes())
    text = parts[SHEET].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    path.write_bytes(packed({**parts, SHEET: text.encode("utf-16")}))

    write_workbook(path, path, Changes(links=frozenset({"1"})), clock=NOON)

    assert unpacked(path.read_bytes())[SHEET].decode("utf-16") == text.replace("<f>[1]!TIER(B", "<f>TIER(B")
