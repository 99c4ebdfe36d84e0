"""What is refused before anything is parsed, and what is told apart by content."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.support.sheets import Case, Row, write_xlsx
from tests.support.variant_files import rezip
from xltier.errors import BookError, Refusal
from xltier.files.identify import Format, identify
from xltier.files.lock import open_by
from xltier.files.package import Package, beside, part_name
from xltier.files.read import read_book
from xltier.files.refusals import LIMIT_VARIABLE


def _book(folder: Path) -> Path:
    return write_xlsx(
        Case([["客户", "销售额"]], ["客户", "销售额"], [Row(["甲", 1]), Row(["乙", 2])]), folder / "a.xlsx"
    )


def _code(path: Path) -> str:
    with pytest.raises(Refusal) as refused:
        read_book(path)
    return refused.value.code


def test_a_part_that_unpacks_a_thousandfold_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b" " * (40 * 2**20))
    assert _code(path) == "too_large_uncompressed"


def test_the_limit_on_unpacked_size_is_the_users_to_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.csv.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", b"x" * (3 * 2**20))
    monkeypatch.setenv(LIMIT_VARIABLE, "2")
    with pytest.raises(Refusal) as refused:
        Package(path)
    assert refused.value.code == "too_large_uncompressed"
    monkeypatch.setenv(LIMIT_VARIABLE, "4")
    with Package(path) as package_read:
        assert package_read.names() == ["xl/workbook.xml"]


def test_a_part_stored_twice_is_refused_by_its_name(tmp_path: Path) -> None:
    path = _book(tmp_path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("XL\\worksheets\\sheet1.xml", "<worksheet/>")
    with pytest.raises(Refusal) as refused:
        read_book(path)
    assert refused.value.code == "duplicate_part"
    assert refused.value.problems[0].values["part"] == "XL\\worksheets\\sheet1.xml"


def test_part_names_lose_slashes_dots_and_case() -> None:
    assert part_name("/XL\\Worksheets/../styles.xml") == "xl/styles.xml"
    assert part_name("../../etc/passwd") == "etc/passwd"
    assert beside("xl/worksheets/sheet1.xml", "../tables/table1.xml") == "xl/tables/table1.xml"
    assert beside("xl/workbook.xml", "/xl/styles.xml") == "xl/styles.xml"


def test_a_sheet_of_more_cells_than_memory_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xltier.files.gather.MOST_CELLS", 5)
    assert _code(_book(tmp_path)) == "too_large_uncompressed"


def test_two_cells_in_opposite_corners_are_two_cells(tmp_path: Path) -> None:
    def far(name: str, content: bytes) -> tuple[str, bytes]:
        row = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
        return name, content.replace(b"</sheetData>", row) if name.endswith("sheet1.xml") else content

    sheet = read_book(rezip(_book(tmp_path), far)).sheets[0]
    assert (list(sheet.rows), sheet.columns) == ([1, 2, 3, 1_048_576], (1, 2, 16_384))
    assert sheet.cells[2][3] == 7


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 x", "not_a_workbook"),
        (b"\x89PNG\r\n", "not_a_workbook"),
        (b"PK\x03\x04 cut", "damaged_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "damaged_file"),
        (bytes(range(256)) * 8, "not_a_workbook"),
        (b"<?xml version='1.0'?><feed/>", "not_a_workbook"),
        (b"MIME-Version: 1.0\n", "html_not_excel"),
        (b"<html><body>no table</body></html>", "html_not_excel"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_is(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "file.xls"
    path.write_bytes(content)
    assert _code(path) == code


def test_a_format_is_told_by_content_whatever_the_name(tmp_path: Path) -> None:
    texts = {
        b"a,b\n1,2\n": Format.TEXT,
        b"\xef\xbb\xbfa;b\n": Format.TEXT,
        "客户\t额\n".encode("utf-16"): Format.TEXT,
        b"<table><tr><td>1</td></tr></table>": Format.HTML,
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>': Format.XML2003,
        b"\x09\x08\x10\x00\x00\x06\x05\x00": Format.XLS,
    }
    path = tmp_path / "file.xlsx"
    for content, wanted in texts.items():
        path.write_bytes(content)
        assert identify(path) is wanted
    assert identify(_book(tmp_path)) is Format.XLSX


@pytest.mark.parametrize(("name", "reference"), [("missing.xlsx", "file-missing"), (".", "file-is-folder")])
def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path, name: str, reference: str) -> None:
    with pytest.raises(BookError) as error:
        read_book(tmp_path / name)
    assert [problem.reference for problem in error.value.problems] == [reference]


def test_a_lock_file_beside_says_who_has_the_book_open(tmp_path: Path) -> None:
    path = _book(tmp_path)
    assert open_by(path) is None
    name = "测试用户"
    lock = b"\x08" + name.encode("gb18030").ljust(54, b" ") + b"\x04\0" + name.encode("utf-16-le").ljust(108, b"\0")
    path.with_name("~$a.xlsx").write_bytes(lock)
    assert open_by(path) == name
    path.with_name("~$a.xlsx").unlink()
    path.with_name(".~lock.a.xlsx#").write_text(",Anna,host,2026;", encoding="utf-8")
    assert open_by(path) == "Anna"
