"""``xltier addin`` for Excel: where the file goes on Windows and Mac, what it names, and what Linux says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyopenvba.apps.excel import ExcelApplication

import xltier
from tests.support.shared import ROOT
from xltier.cli import run
from xltier.errors import BookError, Problem
from xltier.files.office import OfficeError
from xltier.hosts.calc import installation as calc_installation
from xltier.hosts.excel import installation
from xltier.hosts.excel.borrowed import AddinError, borrowed
from xltier.hosts.excel.installation import Excel, Installed, find_excel


def windows(home: Path, python: Path) -> Excel:
    """Return the Excel of a Windows user whose name has a space and Chinese characters."""
    return find_excel("win32", environment={"APPDATA": str(home / "AppData" / "Roaming")}, python=str(python))


def python_in(folder: Path) -> Path:
    """Return the path of a Python with xlwings' library where pip puts it: in the environment's root."""
    program = folder / "Scripts" / "python.exe"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    (folder / f"xlwings64-{borrowed().version}.dll").write_bytes(b"")
    return program


def settings(file: Path) -> dict[object, object]:
    """Return what the add-in's own sheet says of its Python."""
    sheet = ExcelApplication.open(file, with_vba=False).sheet("xltier.conf")
    return {sheet.value(f"A{row}"): sheet.value(f"B{row}") for row in range(1, 6)}


def test_on_windows_it_goes_into_the_start_up_folder_and_names_its_python(tmp_path: Path) -> None:
    home = tmp_path / "王 小明"
    python = python_in(home / "我的 环境")
    excel = windows(home, python)

    assert excel.install() == Installed(xltier.__version__, borrowed().version)
    assert excel.file == home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART" / "xltier.xlam"
    assert settings(excel.file) == {
        "ADD_WORKBOOK_TO_PYTHONPATH": "false",
        "USE UDF SERVER": False,
        "SHOW CONSOLE": False,
        "INTERPRETER_WIN": str(python),
        "INTERPRETER_MAC": str(python),
    }
    assert [path.name for path in excel.start_up.iterdir()] == ["xltier.xlam"]
    beside = excel.start_up.parent / "xltier"
    assert sorted(path.name for path in beside.iterdir()) == ["functions.en.html", "functions.zh.html"]


def test_installing_again_replaces_and_removing_leaves_nothing(tmp_path: Path) -> None:
    excel = windows(tmp_path, python_in(tmp_path / "env"))
    there = Installed(xltier.__version__, borrowed().version)

    assert excel.status() is None
    assert [excel.install(), excel.install(), excel.status(), excel.remove(), excel.status(), excel.remove()] == [
        *(there, there, there, there),
        *(None, None),
    ]
    assert [path.name for path in excel.start_up.parent.iterdir()] == ["XLSTART"]


def test_a_python_without_the_library_beside_it_is_told_before_excel_is(tmp_path: Path) -> None:
    excel = windows(tmp_path, tmp_path / "WindowsApps" / "python.exe")

    with pytest.raises(AddinError) as caught:
        excel.install()

    assert [problem.reference for problem in caught.value.problems] == ["addin-library-missing"]
    assert excel.status() is None


def test_a_file_that_is_none_of_ours_has_no_version(tmp_path: Path) -> None:
    excel = windows(tmp_path, tmp_path / "python.exe")
    excel.start_up.mkdir(parents=True)
    excel.file.write_bytes(b"no workbook")

    assert excel.status() == Installed("", "")


def test_a_folder_that_is_closed_is_said_with_its_name(tmp_path: Path) -> None:
    excel = windows(tmp_path, python_in(tmp_path / "env"))
    excel.start_up.parent.mkdir(parents=True)
    excel.start_up.write_bytes(b"a file where the folder should be")

    with pytest.raises(BookError) as caught:
        excel.install()

    assert [(one.reference, one.at.file) for one in caught.value.problems] == [("output-failed", str(excel.file))]


def test_on_a_mac_the_script_that_starts_python_goes_with_it(tmp_path: Path) -> None:
    excel = find_excel("darwin", home=tmp_path, python="/usr/local/bin/python3")
    version = borrowed().version

    assert excel.install() == Installed(xltier.__version__, version)
    scripts = tmp_path / "Library" / "Application Scripts" / "com.microsoft.Excel"
    assert [path.name for path in scripts.iterdir()] == [f"xlwings-{version}.applescript"]
    assert "UBF8T346G9.Office" in str(excel.file)


def test_linux_says_that_excel_is_not_here_and_what_can_be_done(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "xltier", "--lang", "en", "addin", "install"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == (
        "error[excel-not-here]\n"
        "  Excel does not run on this system; its add-in goes into Excel on Windows or Mac.\n"
        "  hint: Here: `xltier addin install --calc` for LibreOffice; or `xltier addin build`, and copy xltier.xlam to"
        " a machine with Excel.\n"
    )


def test_the_same_command_builds_both_add_ins(tmp_path: Path) -> None:
    from xltier.hosts.calc.extension import extension
    from xltier.hosts.excel.xlam import addin

    command = [sys.executable, "-m", "xltier", "--lang", "en", "addin", "build", "-o", str(tmp_path / "dist")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        f"Written: {tmp_path / 'dist' / name}"
        for name in ("xltier.oxt", "xltier.xlam", "functions.en.html", "functions.zh.html")
    ]
    assert (tmp_path / "dist" / "xltier.xlam").read_bytes() == addin()
    assert (tmp_path / "dist" / "xltier.oxt").read_bytes() == extension()


def no_office() -> None:
    raise OfficeError(Problem("office-missing"))


@pytest.fixture
def on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Excel:
    """Return the Excel that the command finds, on a machine without LibreOffice."""
    excel = windows(tmp_path, python_in(tmp_path / "env"))
    monkeypatch.setattr(installation, "find_excel", lambda: excel)
    monkeypatch.setattr(calc_installation, "find_office", no_office)
    return excel


def test_the_command_installs_looks_updates_and_removes(on_windows: Excel, capsys: pytest.CaptureFixture[str]) -> None:
    version = xltier.__version__
    installed = (
        f"xltier {version} is installed in Excel: {on_windows.file}\n"
        f"It is answered by {on_windows.python}. Restart Excel and type =TIER(86).\n"
    )
    said = []
    for words in ("status", "update", "install", "status", "update", "remove", "remove"):
        code = run(["--lang", "en", "addin", words])
        said.append((code, capsys.readouterr().out))

    assert said == [
        (1, "Excel: xltier is not installed.\n"),
        (1, "Excel: xltier is not installed.\n"),
        (0, installed),
        (0, f"Excel: xltier {version} is installed.\n"),
        (0, installed),
        (0, f"xltier {version} is removed from Excel.\n"),
        (0, "Excel: xltier is not installed.\n"),
    ]


@pytest.mark.parametrize(
    ("attribute", "said"),
    [
        (
            "__version__",
            f"This program is xltier {xltier.__version__}: run `xltier addin update` to bring it up to date.\n",
        ),
        ("xlwings", "The add-in calls xlwings 0.1.0, but xlwings {} is installed: run `xltier addin update`.\n"),
    ],
)
def test_an_add_in_of_another_version_is_said(
    on_windows: Excel,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    attribute: str,
    said: str,
) -> None:
    old = Installed(*(("0.0.1", "0.1.0") if attribute == "__version__" else (xltier.__version__, "0.1.0")))
    monkeypatch.setattr(Excel, "status", lambda _: old)

    assert run(["--lang", "en", "addin", "status"]) == 1
    assert capsys.readouterr().err == said.format(borrowed().version)
    del on_windows
