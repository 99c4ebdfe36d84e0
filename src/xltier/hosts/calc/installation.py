"""Installing the add-in for the user who asks: into LibreOffice, through the office's own extension manager.

``unopkg`` would do for most, but refuses root, so UNO is spoken, by a Python that has it: the office's own, or the
system's on Linux. That Python finds its home by PATH, so the PATH is a clean one.
"""

from __future__ import annotations

import secrets
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xltier.errors import Location, Problem
from xltier.files.office import OfficeError, clean_environment, find_soffice
from xltier.hosts.calc.command import forget_command, note_command
from xltier.hosts.calc.extension import IDENTIFIER, NAME, extension

_PYTHONS: Final = ("python", "python.exe", "../Resources/python")
_WORKER: Final = Path(__file__).parent / "inside" / "deployment.py"
_PATIENCE_SECONDS: Final = 180


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice.

    Args:
        soffice: Its program.
        python: A Python that has the module ``uno``.
        options: Further options of the program, such as another user profile.
    """

    soffice: str
    python: str
    options: tuple[str, ...] = ()

    def install(self) -> str:
        """Install the add-in, or replace an older one; return the installed version.

        Raises:
            OfficeError: The office refused or gave no answer.
        """
        with tempfile.TemporaryDirectory(prefix="xltier-") as folder:
            file = Path(folder) / NAME
            file.write_bytes(extension())
            version = self._ask("install", file.as_uri())
        note_command()
        return version

    def status(self) -> str:
        """Return the installed version, empty where there is none.

        Raises:
            OfficeError: The office gave no answer.
        """
        return self._ask("status", IDENTIFIER)

    def remove(self) -> str:
        """Remove the add-in; return the version that was there, empty where there was none.

        Raises:
            OfficeError: The office refused or gave no answer.
        """
        forget_command()
        return self._ask("remove", IDENTIFIER)

    def _ask(self, act: str, subject: str) -> str:
        pipe = f"xltier{secrets.token_hex(6)}"
        command = [self.python, str(_WORKER), self.soffice, pipe, act, subject, *self.options]
        try:
            done = subprocess.run(  # noqa: S603  programs that were found, and our own words
                command, env=clean_environment(), capture_output=True, text=True, check=False, timeout=_PATIENCE_SECONDS
            )
        except subprocess.TimeoutExpired as late:
            raise OfficeError(Problem("office-silent", values={"seconds": _PATIENCE_SECONDS})) from late
        if done.returncode:
            last = done.stderr.strip().splitlines() or [""]
            raise OfficeError(Problem("office-failed", values={"act": act, "cause": last[-1]}))
        return done.stdout.strip()


def find_office(options: Sequence[str] = ()) -> Office:
    """Return the LibreOffice of this machine with a Python that can speak to it.

    Raises:
        OfficeError: There is no LibreOffice, or no Python with ``uno``.
    """
    soffice = find_soffice()
    program = Path(soffice).resolve().parent
    candidates = [str(program / name) for name in _PYTHONS] + ["/usr/bin/python3"]
    python = next((one for one in candidates if _has_uno(one)), None)
    if python is None:
        raise OfficeError(Problem("office-without-python", Location(file=soffice)))
    return Office(soffice, python, tuple(options))


def _has_uno(python: str) -> bool:
    if not Path(python).is_file():
        return False
    asked = [python, "-c", "import uno, unohelper"]
    done = subprocess.run(asked, env=clean_environment(), capture_output=True, check=False, timeout=60)  # noqa: S603  found above
    return done.returncode == 0
