"""``xltier doctor``: a line a check, what it mends in files, the page for the IT desk, the report for strangers."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.linked_book import ELSEWHERE, linked_book
from tests.support.windows_registry import FakeRegistry
from tests.unit.cli.conftest import Answer
from xltier import __version__
from xltier.app.doctor.machine import Machine, machine_findings
from xltier.cli import doctor_findings
from xltier.cli.this_machine import separators, windows_fonts
from xltier.errors import Problem
from xltier.files.office import OfficeError
from xltier.files.our_calls import our_calls
from xltier.hosts.calc import installation as calc_installation
from xltier.hosts.calc.doctor import mend_office, office_findings
from xltier.hosts.calc.installation import Office
from xltier.hosts.excel import installation as excel_installation
from xltier.hosts.excel.borrowed import AddinError, borrowed
from xltier.hosts.excel.doctor import Surroundings

Xltier = Callable[..., Answer]
WELL = Machine("linux", "3.11.7", 64, "/usr/bin/python3", 80, (",", "."), ("Noto Sans CJK SC",))


def no_excel() -> None:
    raise AddinError(Problem("excel-not-here"))


def no_office() -> None:
    raise OfficeError(Problem("office-missing"))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of a system without Excel and LibreOffice, as a user without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(excel_installation, "find_excel", no_excel)
    monkeypatch.setattr(calc_installation, "find_office", no_office)
    monkeypatch.setattr(doctor_findings, "this_machine", lambda _: WELL)


def test_a_machine_on_which_all_is_well_ends_with_zero(xltier: Xltier) -> None:
    answer = xltier("doctor")

    assert answer.code == 0
    assert answer.out.splitlines()[:4] == [
        "✓ Python: 3.11.7, 64 bits, /usr/bin/python3",
        "✓ Speed: one call of TIER takes 80 microseconds in Python",
        '✓ Typing formulas: arguments are separated by “,”, decimals by “.”: =TIER(B2,"standard")',
        "✓ Chinese font: Noto Sans CJK SC",
    ]
    assert [line[0] for line in answer.out.splitlines()] == ["✓", "✓", "✓", "✓", "–", "–", "✓"]


def test_the_answer_speaks_chinese(xltier: Xltier) -> None:
    lines = xltier("doctor", "--lang", "zh").out.splitlines()

    assert lines[0] == "✓ Python 解释器：3.11.7，64 位，/usr/bin/python3"
    assert lines[-1] == "✓ 设置：未指明方案时按 standard@2026.1 评级；设置文件：—"


def test_a_dead_path_in_a_workbook_is_named_by_cell_and_ends_with_five(xltier: Xltier, tmp_path: Path) -> None:
    book = linked_book(tmp_path / "客户.xlsx")
    before = book.read_bytes()

    answer = xltier("doctor", book)

    dead = "formulas that call xltier by a path that is not here"
    close = "Close the workbook and run `xltier doctor FILE --fix`."
    unloaded = "the add-in was not loaded when the workbook was saved"
    load = "Install the add-in (`xltier addin install`), open the workbook, press Ctrl+Alt+F9, save."
    assert answer.code == 5
    assert [line for line in answer.out.splitlines() if line.startswith("✗")] == [
        f"✗ Workbook: '[客户.xlsx]客户'!C2: {dead}: 3 (C2:C4), by {ELSEWHERE} → {close}",
        f"✗ Workbook: 客户.xlsx: {dead}: 2 (columns of Tables, names), by {ELSEWHERE} → {close}",
        f"✗ Workbook: '[客户.xlsx]客户'!C5: formulas of xltier that show #NAME?: 1 (C5); {unloaded} → {load}",
    ]
    assert book.read_bytes() == before


def test_fix_takes_the_dead_paths_out_and_leaves_a_backup(xltier: Xltier, tmp_path: Path) -> None:
    book = linked_book(tmp_path / "客户.xlsx")
    before = book.read_bytes()

    answer = xltier("doctor", book, "--fix")

    (backup,) = tmp_path.glob("客户.bak-*.xlsx")
    assert answer.err == (
        "Mended: 客户.xlsx: formulas that call xltier without a path again: 5. The file as it was: "
        f"{backup.name}. Open it and press Ctrl+Alt+F9.\n"
    )
    assert backup.read_bytes() == before
    assert [call.links for call in our_calls(book).calls] == [()] * 6
    assert [line for line in answer.out.splitlines() if "path that is not here" in line] == []


def test_fix_leaves_a_workbook_that_needs_nothing_as_it_is(xltier: Xltier, tmp_path: Path) -> None:
    book = linked_book(tmp_path / "客户.xlsx", ("xlStartup",))
    before = book.read_bytes()

    answer = xltier("doctor", book, "--fix")

    assert answer.err == ""
    assert book.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["客户.xlsx"]


def test_a_workbook_that_excel_holds_open_is_said_and_not_written(xltier: Xltier, tmp_path: Path) -> None:
    book = linked_book(tmp_path / "客户.xlsx")
    (tmp_path / "~$客户.xlsx").write_bytes(b"\x03abc".ljust(165, b"\0"))
    before = book.read_bytes()

    answer = xltier("doctor", book, "--fix")

    assert answer.code == 5
    assert "file-open-elsewhere" in answer.err
    assert book.read_bytes() == before


def test_a_file_that_cannot_be_read_is_a_finding_beside_the_others(xltier: Xltier, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    book = linked_book(tmp_path / "好.xlsx", ("xlStartup",))

    ended = xltier("doctor", tmp_path / "坏.xlsx", tmp_path / "没有.xlsx", "表.csv", book, "--json")

    answer = json.loads(ended.out)
    marks = [(one["code"], one["mark"], one["place"]) for one in answer["checks"] if one["check"] == "book"]
    assert ended.code == 5
    assert marks == [
        ("damaged-file", "wrong", "坏.xlsx"),
        ("file-missing", "wrong", "没有.xlsx"),
        ("doctor-book-kind", "unchecked", ""),
        ("doctor-name-error", "wrong", "'[好.xlsx]客户'!C5"),
    ]


def test_json_has_a_code_for_each_check(xltier: Xltier) -> None:
    answer = json.loads(xltier("doctor", "--json").out)

    assert (answer["ok"], answer["done"]) == (True, [])
    assert answer["checks"][0] == {
        "check": "python",
        "mark": "fine",
        "code": "doctor-python",
        "place": "",
        "message": "3.11.7, 64 bits, /usr/bin/python3",
        "hint": "",
    }
    assert [one["code"] for one in answer["checks"]] == [
        *("doctor-python", "doctor-call", "doctor-separator", "doctor-font", "doctor-not-here", "office-missing"),
        "doctor-settings",
    ]


def test_settings_that_name_no_scheme_are_wrong(xltier: Xltier, tmp_path: Path) -> None:
    (tmp_path / "xltier.toml").write_text('scheme = "nobodys"\n', encoding="utf-8")

    answer = json.loads(xltier("doctor", "--json").out)

    (settings,) = [one for one in answer["checks"] if one["check"] == "settings"]
    assert (settings["mark"], settings["code"]) == ("wrong", "scheme-unknown")
    assert settings["place"] == str(tmp_path / "xltier.toml")


def test_the_page_for_the_it_desk_lists_files_and_what_is_not_done(xltier: Xltier) -> None:
    english, chinese = (xltier("doctor", "--for-it", "--lang", language).out for language in ("en", "zh"))

    for page in (english, chinese):
        rows = [line for line in page.splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows[:2]] == ["xltier.xlam", "xltier.oxt"]
        assert [len(row.split("`")[3]) for row in rows[:2]] == [64, 64]
        assert page.startswith("# xltier")
        assert page.count("\n## ") == 4
    assert "No network connection" in english
    assert "不连接网络" in chinese


def test_the_page_is_no_json(xltier: Xltier) -> None:
    answer = xltier("doctor", "--for-it", "--json")

    assert (answer.code, json.loads(answer.out)["findings"][0]["code"]) == (2, "usage-both")


def test_the_report_names_no_customer_file_sheet_or_user(
    xltier: Xltier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home" / "王小明")
    at_home = str(tmp_path / "home" / "王小明" / "python.exe")
    machine = Machine("linux", "3.11.7", 64, at_home, 80)
    monkeypatch.setattr(doctor_findings, "this_machine", lambda _: machine)
    book = linked_book(tmp_path / "客户.xlsx")

    answer = xltier("doctor", book, "--report", "out.zip")

    with zipfile.ZipFile(tmp_path / "out.zip") as package:
        texts = {name: package.read(name).decode() for name in package.namelist()}
    assert answer.code == 5
    assert list(texts) == ["doctor.txt", "doctor.json", "versions.txt"]
    assert [word for text in texts.values() for word in ("王小明", "客户", "别人", str(tmp_path)) if word in text] == []
    assert "✗ Workbook: '[book-1]sheet-1'!C2: formulas" in texts["doctor.txt"]
    assert "3 (C2:C4), by … →" in texts["doctor.txt"]
    assert "~/python.exe" in texts["doctor.txt"]
    assert texts["versions.txt"].startswith(f"xltier {__version__}\n")


def test_a_report_takes_no_file_of_the_users_place(xltier: Xltier, tmp_path: Path) -> None:
    (tmp_path / "out.zip").write_bytes(b"mine")

    answer = xltier("doctor", "--report", "out.zip")

    assert (answer.code, (tmp_path / "out.zip").read_bytes()) == (3, b"mine")
    assert "output-exists" in answer.err


def test_on_windows_the_add_in_is_checked_and_a_stale_one_renewed(
    xltier: Xltier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "env" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    python.write_bytes(b"")
    (tmp_path / "env" / f"xlwings64-{borrowed().version}.dll").write_bytes(b"")
    excel = excel_installation.Excel(tmp_path / "XLSTART", str(python))
    monkeypatch.setattr(excel_installation, "find_excel", lambda: excel)
    monkeypatch.setattr(doctor_findings, "surroundings", lambda: Surroundings(FakeRegistry(), None, {}))
    excel.start_up.mkdir()
    excel.file.write_bytes(b"")

    broken, mended = xltier("doctor"), xltier("doctor", "--fix")

    assert broken.code == 5
    assert (mended.code, mended.err) == (
        0,
        f"Mended: the add-in in Excel is xltier {__version__} again. Restart Excel.\n",
    )
    assert [line[0] for line in mended.out.splitlines()].count("✗") == 0


class FakeOffice:
    """A LibreOffice with an add-in of some version."""

    soffice = "soffice"

    def __init__(self, version: str) -> None:
        self.version = version

    def status(self) -> str:
        return self.version

    def install(self) -> str:
        self.version = __version__
        return self.version


@pytest.mark.parametrize(
    ("version", "reference"),
    [("", "doctor-office-absent"), ("0.0.1", "doctor-office-stale"), (__version__, "doctor-office")],
)
def test_the_add_in_in_libreoffice_is_compared_with_this_program(version: str, reference: str) -> None:
    office = FakeOffice(version)

    def find() -> Office:
        return office  # type: ignore[return-value]  # because it only stands in for one

    assert [one.problem.reference for one in office_findings(find)] == [reference]
    assert mend_office(find, list(office_findings(find))) == (("doctor-did-office",) if version == "0.0.1" else ())
    assert office.version == (__version__ if version == "0.0.1" else version)


@pytest.mark.parametrize(
    ("machine", "references"),
    [
        (WELL, ["doctor-python", "doctor-call", "doctor-separator", "doctor-font"]),
        (
            Machine("win32", "3.11.7", 64, r"C:\x\WindowsApps\python.exe", 6_000, (",", ","), ()),
            ["doctor-python-store", "doctor-call-slow", "doctor-separator-clash", "doctor-font-missing"],
        ),
        (
            Machine("linux", "3.11.7", 32, "/usr/bin/python3", 80),
            ["doctor-python-narrow", "doctor-call", "doctor-not-said", "doctor-not-said"],
        ),
    ],
)
def test_what_holds_for_every_host_is_judged_by_the_machine(machine: Machine, references: list[str]) -> None:
    assert [one.problem.reference for one in machine_findings(machine)] == references


def test_windows_says_separators_and_chinese_fonts_in_its_registry() -> None:
    assert separators(FakeRegistry()) == (",", ".")
    assert separators(FakeRegistry({})) is None
    assert windows_fonts(FakeRegistry()) == ("SimSun & NSimSun (TrueType)",)
    assert windows_fonts(FakeRegistry({})) == ()
