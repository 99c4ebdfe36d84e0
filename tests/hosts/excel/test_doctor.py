"""What is checked of the add-in in Excel, with a Windows in memory, and what is mended."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

import xltier
from tests.support.windows_registry import (
    CLICK_TO_RUN,
    DISABLED,
    MACHINE_POLICY,
    OFFICE,
    OFFICE_365,
    POLICY,
    PROGRAM,
    FakeRegistry,
    Keys,
    disabled_item,
)
from xltier.app.doctor.finding import Finding, Mark
from xltier.hosts.excel import installation, xlam
from xltier.hosts.excel.borrowed import borrowed
from xltier.hosts.excel.doctor import Surroundings, excel_findings, mend_excel, not_here
from xltier.hosts.excel.installation import Excel, find_excel
from xltier.hosts.excel.office_settings import InstalledExcel, forbidding, installed_excel


@pytest.fixture
def excel(tmp_path: Path) -> Excel:
    """Return the Excel of a user whose name is Chinese with a space, the add-in installed."""
    environment = tmp_path / "王 小明" / "env"
    python = environment / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    python.write_bytes(b"")
    (environment / f"xlwings64-{borrowed().version}.dll").write_bytes(b"")
    there = find_excel("win32", environment={"APPDATA": str(tmp_path / "王 小明")}, python=str(python))
    there.install()
    return there


def found(
    excel: Excel, keys: Keys = OFFICE_365, *, loaded: Collection[str] | None = ("xltier.xlam",), **environment: str
) -> dict[str, Finding]:
    """Return each finding by its check; no check finds two things here."""
    around = Surroundings(FakeRegistry(keys), loaded, environment)
    findings = list(excel_findings(excel, around, "en"))
    assert len({one.check for one in findings}) == len(findings)
    return {one.check: one for one in findings}


def with_keys(more: Mapping[str, Mapping[str, object]]) -> Keys:
    return {**OFFICE_365, **more}


def test_where_all_is_well_every_check_is_fine(excel: Excel) -> None:
    assert {check: one.problem.reference for check, one in found(excel).items() if one.mark is Mark.FINE} == {
        "addin": "doctor-addin",
        "library": "doctor-library",
        "addin_file": "doctor-addin-whole",
        "web_mark": "doctor-unmarked",
        "folder": "doctor-folder",
        "loaded": "doctor-loaded",
        "excel": "doctor-excel",
        "disabled": "doctor-enabled",
        "macros": "doctor-macros",
    }
    assert set(found(excel)) == {check for check, one in found(excel).items() if one.mark is Mark.FINE}


def test_without_the_add_in_only_its_absence_is_doubted(excel: Excel) -> None:
    excel.remove()

    checks = found(excel, loaded=None)

    assert {check: one.mark for check, one in checks.items() if one.mark is not Mark.FINE} == {"addin": Mark.DOUBTFUL}
    assert checks["addin"].problem.reference == "doctor-addin-absent"


def test_an_add_in_of_another_version_will_not_do_and_is_renewed(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xltier, "__version__", "0.0.1")
    excel.install()
    monkeypatch.undo()

    stale = found(excel)["addin"]

    assert (stale.mark, stale.problem.reference, stale.problem.values["found"]) == (
        *(Mark.WRONG, "doctor-addin-stale"),
        "0.0.1",
    )
    assert mend_excel(excel, [stale]) == ("doctor-did-install",)
    assert found(excel)["addin"].mark is Mark.FINE


def test_an_add_in_whose_python_is_gone_will_not_do(excel: Excel) -> None:
    Path(excel.python).rename(Path(excel.python).with_name("old.exe"))

    gone = found(excel)["addin"]

    assert (gone.problem.reference, gone.problem.values["python"]) == ("doctor-addin-python", excel.python)


def test_a_file_that_a_scanner_emptied_will_not_do_and_is_renewed(excel: Excel) -> None:
    excel.file.write_bytes(b"")

    checks = found(excel)

    assert checks["addin"].problem.reference == "doctor-addin-foreign"
    assert checks["addin_file"].problem.reference == "doctor-addin-damaged"
    assert mend_excel(excel, checks.values()) == ("doctor-did-install",)
    assert found(excel)["addin_file"].mark is Mark.FINE


def test_a_file_with_one_byte_changed_inside_is_damaged(excel: Excel) -> None:
    content = bytearray(excel.file.read_bytes())
    at = content.index(b"xl/worksheets/sheet2.xml") + 60
    content[at] ^= 0xFF
    excel.file.write_bytes(content)

    assert found(excel)["addin_file"].problem.reference == "doctor-addin-damaged"


def test_a_file_that_somebody_signed_is_only_doubted(excel: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "addin", lambda python: xlam.addin(python + "w"))
    excel.install()
    monkeypatch.undo()
    Path(f"{excel.python}w").write_bytes(b"")
    monkeypatch.setattr(Excel, "answered_by", lambda one: one.python)

    changed = found(excel)["addin_file"]

    assert (changed.mark, changed.problem.reference) == (Mark.DOUBTFUL, "doctor-addin-changed")


def test_a_mark_of_the_web_will_not_do_and_is_taken_off(excel: Excel) -> None:
    mark = Path(f"{excel.file}:Zone.Identifier")
    mark.write_text("[ZoneTransfer]\nZoneId=3\n", encoding="ascii")
    before = excel.file.read_bytes()

    marked = found(excel)["web_mark"]

    assert (marked.mark, marked.problem.reference) == (Mark.WRONG, "doctor-marked")
    assert mend_excel(excel, [marked]) == ("doctor-did-unmark",)
    assert not mark.exists()
    assert excel.file.read_bytes() == before


def test_nothing_is_mended_where_nothing_is_wrong(excel: Excel) -> None:
    before = excel.file.stat().st_mtime_ns

    assert mend_excel(excel, found(excel).values()) == ()
    assert excel.file.stat().st_mtime_ns == before


def test_a_folder_in_onedrive_is_doubted(excel: Excel, tmp_path: Path) -> None:
    assert found(excel, OneDriveCommercial=str(tmp_path))["folder"].problem.reference == "doctor-folder-cloud"
    assert found(excel, OneDrive=str(tmp_path / "else"))["folder"].problem.reference == "doctor-folder"


def test_a_running_excel_without_the_add_in_is_told(excel: Excel) -> None:
    assert found(excel, loaded=("solver.xlam",))["loaded"].problem.reference == "doctor-not-loaded"
    assert found(excel, loaded=None)["loaded"].mark is Mark.UNCHECKED


def test_an_add_in_among_the_disabled_items_is_found_by_its_path(excel: Excel) -> None:
    ours = with_keys({DISABLED: {"A1B2": disabled_item(r"c:\王\xlstart\XLTIER.xlam")}})
    others = with_keys({DISABLED: {"A1B2": disabled_item(r"c:\王\xlstart\solver.xlam"), "N": 1}})

    assert found(excel, ours)["disabled"].mark is Mark.WRONG
    assert found(excel, others)["disabled"].mark is Mark.FINE


@pytest.mark.parametrize(
    ("keys", "setting"),
    [
        ({POLICY + r"\Common\Security": {"VBAOff": 1}}, POLICY + r"\Common\Security!VBAOff=1"),
        ({MACHINE_POLICY + r"\Excel\Security": {"DisableAllAddins": 1}}, "DisableAllAddins=1"),
        ({POLICY + r"\Excel\Security": {"RequireAddinSig": 1}}, "RequireAddinSig=1"),
    ],
)
def test_a_policy_that_forbids_the_add_in_is_named(excel: Excel, keys: Keys, setting: str) -> None:
    macros = found(excel, with_keys(keys))["macros"]

    assert macros.mark is Mark.WRONG
    assert [one.endswith(setting) for one in macros.problem.values["settings"]] == [True]  # type: ignore[attr-defined]  # because values are objects


def test_warnings_about_macros_do_not_matter_in_a_trusted_location(excel: Excel) -> None:
    assert found(excel, with_keys({OFFICE + r"\Excel\Security": {"VBAWarnings": 4}}))["macros"].mark is Mark.FINE


def test_without_trusted_locations_excel_asks_or_refuses() -> None:
    trusted_off = {OFFICE + r"\Excel\Security\Trusted Locations": {"AllLocationsDisabled": 1}}
    strict = {**trusted_off, POLICY + r"\Excel\Security": {"VBAWarnings": 3}}

    assert forbidding(FakeRegistry(trusted_off), "16.0") == ()
    assert forbidding(FakeRegistry(strict), "16.0") == (
        OFFICE + r"\Excel\Security\Trusted Locations!AllLocationsDisabled=1",
        POLICY + r"\Excel\Security!VBAWarnings=3",
    )


def test_without_trusted_locations_alone_the_macros_are_doubted(excel: Excel) -> None:
    keys = with_keys({OFFICE + r"\Excel\Security\Trusted Locations": {"AllLocationsDisabled": 1}})

    assert found(excel, keys)["macros"].problem.reference == "doctor-macros-asked"


def test_which_excel_is_installed_is_read_from_the_registry() -> None:
    store = {PROGRAM: {"": r"C:\Program Files\WindowsApps\Microsoft.Office.Desktop\EXCEL.EXE"}}
    old = {
        PROGRAM: {"": r"C:\Program Files\Microsoft Office\Office14\EXCEL.EXE"},
        r"HKCU\Software\Microsoft\Office\14.0\Excel\Options": {"Font": "x"},
        r"HKLM\Software\Microsoft\Office\14.0\Outlook": {"Bitness": "x86"},
    }

    assert installed_excel(FakeRegistry()) == InstalledExcel("16.0.17328.20162", "64", "Click-to-Run")
    assert installed_excel(FakeRegistry(store)) == InstalledExcel("16.0", "?", "Microsoft Store")
    assert installed_excel(FakeRegistry(old)) == InstalledExcel("14.0", "32", "MSI")
    assert installed_excel(FakeRegistry({CLICK_TO_RUN: {"Platform": "x64"}})) is None


def test_a_windows_without_excel_is_told_once(excel: Excel) -> None:
    checks = found(excel, {})

    assert checks["excel"].problem.reference == "doctor-excel-absent"
    assert {"disabled", "macros"} & checks.keys() == set()


def test_another_system_says_what_it_leaves_out() -> None:
    one = not_here("linux", "zh")

    assert one.mark is Mark.UNCHECKED
    assert one.said("zh") == (
        "– Excel 程序：未检查：linux 上没有 Excel；略去：Excel 插件、xlwings 程序库、插件文件、网络来源标记、"
        "插件文件夹、插件加载、Excel 程序、禁用项目、宏策略"
    )


def test_a_mac_has_no_registry_and_no_library(tmp_path: Path) -> None:
    mac = find_excel("darwin", home=tmp_path, python=str(tmp_path / "python3"))
    (tmp_path / "python3").write_bytes(b"")
    mac.install()

    references = [one.problem.reference for one in excel_findings(mac, Surroundings(None, None, {}), "en")]

    assert references == [
        *("doctor-addin", "doctor-addin-whole", "doctor-unmarked", "doctor-folder"),
        *("doctor-no-excel-runs", "doctor-no-registry"),
    ]
