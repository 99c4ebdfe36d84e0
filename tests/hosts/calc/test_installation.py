"""``xltier addin`` against a real LibreOffice with a profile of its own, and without one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import xltier
from tests.support.calc_office import absence
from tests.support.shared import ROOT
from xltier.files import office
from xltier.files.office import OfficeError
from xltier.hosts.calc import installation
from xltier.hosts.calc.extension import extension
from xltier.hosts.calc.installation import find_office

needs_office = pytest.mark.skipif(absence() is not None, reason=absence() or "")


def addin(*arguments: str, home: Path) -> tuple[int, str, str]:
    """Return the exit code, the answer and the messages of ``xltier addin``, for a user of his own."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "xltier", "--lang", "en", "addin", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    return done.returncode, done.stdout.strip(), done.stderr.strip()


@needs_office
def test_the_add_in_is_installed_found_and_removed(tmp_path: Path) -> None:
    absent = "LibreOffice: xltier is not installed."
    version = xltier.__version__
    installed = f"xltier {version} is installed in LibreOffice. Restart LibreOffice and type =TIER(86) in Calc."

    # A second installation replaces the first.
    assert addin("install", "--calc", home=tmp_path) == (0, installed, "")
    assert addin("install", "--calc", home=tmp_path) == (0, installed, "")
    assert addin("status", home=tmp_path) == (0, f"LibreOffice: xltier {version} is installed.", "")
    note = tmp_path / ".config" / "xltier" / "calc-command.json"
    assert json.loads(note.read_text(encoding="utf-8")) == [sys.executable, "-m", "xltier"]
    assert addin("remove", home=tmp_path) == (0, f"xltier {version} is removed from LibreOffice.", "")
    assert addin("status", home=tmp_path) == (1, absent, "")
    assert not note.exists()


def test_the_file_is_built_into_a_new_folder_and_never_over_another(tmp_path: Path) -> None:
    target = tmp_path / "dist" / "xltier.oxt"

    assert addin("build", "--calc", "-o", str(target.parent), home=tmp_path) == (0, "", f"Written: {target}")
    assert target.read_bytes() == extension()
    assert addin("build", "--calc", "-o", str(target.parent), home=tmp_path)[0] == 3
    assert addin("build", "--calc", "-o", str(target.parent), "--force", home=tmp_path)[0] == 0


def test_a_machine_without_libreoffice_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office, "_SYSTEM_PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PROGRAMS", ())
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(OfficeError) as caught:
        find_office()

    assert [problem.reference for problem in caught.value.problems] == ["office-missing"]


def test_an_office_without_a_python_that_speaks_to_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    soffice = tmp_path / "soffice"
    soffice.write_text("#!/bin/sh\n", encoding="utf-8")
    soffice.chmod(0o755)
    monkeypatch.setattr(office, "_SYSTEM_PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PROGRAMS", ())
    monkeypatch.setattr(installation, "_has_uno", lambda _python: False)

    with pytest.raises(OfficeError) as caught:
        find_office()

    assert [(problem.reference, problem.at.file) for problem in caught.value.problems] == [
        ("office-without-python", str(soffice))
    ]


def test_an_office_that_fails_says_its_last_words() -> None:
    broken = installation.Office("soffice", sys.executable)  # this Python has no uno

    with pytest.raises(OfficeError) as caught:
        broken.status()

    (problem,) = caught.value.problems
    assert (problem.reference, problem.values["act"]) == ("office-failed", "status")
    assert "uno" in str(problem.values["cause"])


def test_the_offices_python_sees_no_virtual_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"):
        monkeypatch.setenv(name, "/somewhere")

    kept = office.clean_environment()

    assert {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH"} & kept.keys() == set()
    assert "/somewhere" not in kept["PATH"]
