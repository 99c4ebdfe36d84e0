"""The command ``xltier`` as the add-in finds it: in a process of its own, for what the add-in does not carry."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xltier.app.live.desk import Ran
from xltier.files.office import clean_environment
from xltier.files.user_settings import user_folder

NOTE: Final = "calc-command.json"
"""File of the user's folder with the words that start the command that has installed the add-in."""

_PATIENCE_SECONDS: Final = 600
_NAMES: Final = ("xltier", "xltier.exe")
_USUAL: Final = Path.home() / ".local" / "bin"


@dataclass(frozen=True, slots=True)
class InstalledCommand:
    """The command of the user who runs the office."""

    def run(self, *arguments: str) -> Ran | None:
        """Return what a run came to; None where the command is not installed."""
        words = find_command()
        if not words:
            return None
        done = subprocess.run(  # noqa: S603  the program that the user installed, and our own words
            [*words, *arguments],
            env=clean_environment() | {"PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_PATIENCE_SECONDS,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


def find_command() -> tuple[str, ...]:
    """Return the words that start the command: of the one that installed the add-in, else of the one on the PATH."""
    note = user_folder() / NOTE
    if note.is_file():
        words = tuple(str(word) for word in json.loads(note.read_text(encoding="utf-8")))
        if words and Path(words[0]).is_file():
            return words
    folders = os.pathsep.join((os.environ.get("PATH", ""), str(_USUAL)))
    return tuple(found for name in _NAMES if (found := shutil.which(name, path=folders)))[:1]


def note_command() -> None:
    """Remember this Python, in which xltier is installed, for the add-in to find it."""
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NOTE).write_text(json.dumps([sys.executable, "-m", "xltier"]), encoding="utf-8")


def forget_command() -> None:
    """Forget it."""
    (user_folder() / NOTE).unlink(missing_ok=True)
