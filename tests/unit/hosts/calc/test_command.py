"""How the add-in finds the command: where its installation noted it, else on the PATH."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from xltier.app.live.desk import Ran
from xltier.hosts.calc import command
from xltier.hosts.calc.command import InstalledCommand, find_command, forget_command, note_command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with nothing installed in it, for a user of his own."""
    monkeypatch.setattr(command, "user_folder", lambda: tmp_path / "settings")
    monkeypatch.setattr(command, "_USUAL", tmp_path / "bin")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    return tmp_path


def test_a_machine_without_the_command_runs_nothing(home: Path) -> None:
    assert find_command() == ()
    assert InstalledCommand().run("rate") is None
    assert not (home / "settings").exists()


def test_the_python_that_installed_the_add_in_is_remembered_until_it_is_removed(home: Path) -> None:
    note_command()
    noted = find_command()
    forget_command()

    assert noted == (sys.executable, "-m", "xltier")
    assert find_command() == ()
    assert list((home / "settings").iterdir()) == []


def test_a_note_of_a_python_that_is_gone_counts_for_nothing(home: Path) -> None:
    note_command()
    note = home / "settings" / command.NOTE
    note.write_text('["/gone/python", "-m", "xltier"]', encoding="utf-8")

    assert find_command() == ()


def test_a_command_of_the_user_is_found_and_tells_what_it_said(home: Path) -> None:
    (home / "bin").mkdir()
    program = home / "bin" / "xltier"
    program.write_text('#!/bin/sh\necho "$1 好"\necho said >&2\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)

    assert find_command() == (str(program),)
    assert InstalledCommand().run("rate") == Ran(1, "rate 好\n", "said\n")
