"""The command ``xltier`` as the add-in finds it: in a process of its own, for what the add-in does not carry."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xltier.app.live.desk import Ran
from xltier.files.office import clean_environment
from xltier.files.user_settings import user_folder

NOTE: Final = "calc-command"
"""File of the user's folder with the path of the command that installed the add-in."""

_PATIENCE_SECONDS: Final = 600
_NAMES: Final = ("xltier", "xltier.exe")
_USUAL: Final = (Path.home() / ".local" / "bin",)


@dataclass(frozen=True, slots=True)
class InstalledCommand:
    """The command of the user who runs the office."""

    def run(self, *arguments: str) -> Ran | None:
        """Return what a run came to; None where the command is not installed."""
        program = find_command()
        if program is None:
            return None
        done = subprocess.run(  # noqa: S603  the program that the user installed, and our own words
            [program, *arguments],
            env=clean_environment() | {"PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_PATIENCE_SECONDS,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


def find_command() -> str | None:
    """Return the path of the command: the one that installed the add-in, else the one on the PATH."""
    note = user_folder() / NOTE
    if note.is_file():
        noted = Path(note.read_text(encoding="utf-8").strip())
        if noted.is_file():
            return str(noted)
    folders = os.pathsep.join((os.environ.get("PATH", ""), *map(str, _USUAL)))
    return next((found for name in _NAMES if (found := shutil.which(name, path=folders))), None)


def note_command(program: str) -> None:
    """Remember the command that installs the add-in, for the add-in to find it."""
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NOTE).write_text(program, encoding="utf-8")
