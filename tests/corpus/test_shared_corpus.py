"""The shared corpus: the hard sheets read as their truth says, the real ones read or are refused, and nothing dies."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.support.contract import read_as_json
from tests.support.shared import shared, shared_folder

pytestmark = pytest.mark.shared

# What INDEX.tsv says in words, as an outcome: a refusal code, or the sheet, header rows and number of data rows.
_REFUSED: Final = {
    "poi__poc-xmlbomb.xlsx": "dtd_not_allowed",
    "poi__poc-xmlbomb-empty.xlsx": "dtd_not_allowed",
    "poi__duplicate-filename.xlsx": "duplicate_part",
    "phpss__oleloop.xls": "damaged_file",
    "poi__password.xls": "password_protected",
    "poi__protected_passtika.xlsx": "password_protected",
    "exceldatareader__agile_AES256_SHA512_CBC_pwd_password.xlsx": "password_protected",
    "openpyxl__null_file.xlsx": "empty_file",
    "calamine__too_small.xls": "text_not_excel",
}
# Files of one row or none, by INDEX.tsv's own count of cells: there is no customer to read.
_NOTHING: Final = {
    "ironcalc__missing_r_on_row.xlsx",
    "phpss__rootZipFiles.xlsx",
    "exceldatareader__Test_Issue_12667_GoogleExport_MissingColumns.xlsx",
    "poi__sheetProtection_allLocked.xlsx",
    "poi__workbookProtection_workbook_structure_protected.xlsx",
    "poi__SimpleMacro.xlsm",
    "test_files__BlankSheetTypes.xlsm",
    "easyexcel__t09.xlsx",
    "calamine__has_x000D_.xlsx",
    "calamine__rph.xlsx",
    "miniexcel__TestDimensionC3.xlsx",
    "closedxml__activex_checkbox.xlsx",
    "poi__57893-many-merges.xlsx",
    "closedxml__LoadSheetsWithCommas.xlsx",
    "test_files__defined_names_unicode.xlsx",
    "poi__TwoSheetsOneHidden.xlsx",
    "phpss__RepeatedCells.ods",
    "phpss__charset.gb18030.html",
}
_TABLES: Final = {
    "readxl__iris-google-doc.xlsx": ("iris", [1], 150),
    "readxl__no-styles-or-sharedStrings-parts.xlsx": ("Sheet1", [1], 11),
    "readxl__style-only-cells.xlsx": ("Data", [1], 3),
    "poi__52348.xlsx": ("balance", [2, 3], 6),
    "easyexcel__t04.xlsx": ("工作表1", [1], 56),
    "fastexcel__sheet-and-table-with-offset.xlsx": ("with-table", [5], 4),
    "fastexcel__sheet-with-tables.xlsx": ("sheet1", [6], 3),
    "poi__TablesWithDifferentHeaders.xlsx": ("IntHeaders", [1], 1),
    "calamine__nonstandard-xml-ns-prefix.xlsx": ("Sheet1", [1], 2),
    "poi__57914.xlsx": ("test_excel_2013", [1], 1),
    "miniexcel__TestTrimColumnNames.xlsx": ("Foglio1", [1], 9),
}


def _real() -> list[str]:
    folder = shared_folder()
    if folder is None:
        return []
    with (folder / "corpus" / "real" / "INDEX.tsv").open(encoding="utf-8") as lines:
        return [row["file"] for row in csv.DictReader(lines, delimiter="\t")]


def test_every_hard_sheet_reads_as_its_truth_says() -> None:
    check = shared("corpus", "check.py")
    command = f"{sys.executable} -m xltier read {{file}} --json"
    done = subprocess.run([sys.executable, check, "--command", command], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["58 passed, 0 failed"], done.stdout


@pytest.mark.parametrize("name", _real())
def test_a_real_file_is_read_right_or_refused_with_its_cause(name: str) -> None:
    got = read_as_json(shared("corpus", "real", name))
    if name in _REFUSED:
        assert got == {"outcome": "refuse", "error": _REFUSED[name]}
    elif name in _NOTHING:
        assert got == {"outcome": "refuse", "error": "no_data_rows"}
    else:
        assert got["outcome"] == "read"
    if name in _TABLES:
        assert (got["sheet"], got["header_rows"], len(got["rows"])) == _TABLES[name]


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("poi__password.xls", "password"),
        ("poi__protected_passtika.xlsx", "tika"),
        ("exceldatareader__agile_AES256_SHA512_CBC_pwd_password.xlsx", "password"),
    ],
)
def test_a_password_opens_an_encrypted_file_and_a_wrong_one_does_not(name: str, password: str) -> None:
    from xltier.errors import Refusal
    from xltier.files.read import read_book

    path = shared("corpus", "real", name)
    assert read_book(path, password=password).sheets
    with pytest.raises(Refusal) as refused:
        read_book(path, password="not this one")  # noqa: S106  # it opens nothing
    assert refused.value.code == "wrong_password"


def test_the_command_refuses_with_status_3_a_sentence_and_json(tmp_path: Path) -> None:
    path = tmp_path / "~$list.xlsx"
    path.write_bytes(b"\x08" + b" " * 164)
    for language, sentence in (("zh", "锁定文件"), ("en", "lock file")):
        done = subprocess.run(
            [sys.executable, "-m", "xltier", "read", path, "--json", "--lang", language],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3
        assert json.loads(done.stdout) == {"outcome": "refuse", "error": "excel_lock_file"}
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
