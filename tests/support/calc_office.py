"""A headless LibreOffice with the add-in installed in a new profile, asked for values over a line of JSON.

The program runs as in ``office``: a PATH of its own, none of a virtual environment's variables.
"""

from __future__ import annotations

import atexit
import json
import os
import secrets
import select
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pytest

from tests.support.calc_formula import Asked
from tests.support.office import PATIENCE_SECONDS, SYSTEM_PATH, SYSTEM_PYTHON
from xltier.hosts.calc.extension import NAME, extension

_WORKER: Final = Path(__file__).with_name("calc_office_worker.py")
_LANGUAGE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="UILocale" oor:op="fuse"><value>{tag}</value></prop>
</item>
</oor:items>
"""


@cache
def absence() -> str | None:
    """Return what is missing to run the add-in, or None."""
    if shutil.which("soffice", path=SYSTEM_PATH) is None:
        return "not installed: soffice (libreoffice-calc)"
    asked = [SYSTEM_PYTHON, "-c", "import uno, unohelper"]
    try:
        found = subprocess.run(asked, env={"PATH": SYSTEM_PATH}, capture_output=True, check=False, timeout=60)
    except FileNotFoundError:
        return f"not installed: {SYSTEM_PYTHON}"
    return None if found.returncode == 0 else "not installed: the Python module uno (python3-uno)"


@cache
def running(language: str = "en-US") -> CalcOffice:
    """Return the LibreOffice of this run, started once. Skips where it cannot be; on CI that is a failure."""
    reason = absence()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    office = CalcOffice(language)
    atexit.register(office.close)
    return office


class CalcOffice:
    """A running LibreOffice with the add-in; a context manager.

    Args:
        language: Tag of the windows' language; the office falls back to English where it has no such language.
    """

    def __init__(self, language: str = "en-US") -> None:
        self._home = Path(tempfile.mkdtemp(prefix="xltier-calc-"))
        self.settings = self._home / "config" / "xltier"
        self.settings.mkdir(parents=True)
        profile = self._home / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_LANGUAGE.format(tag=language), encoding="utf-8")
        add_in = self._home / NAME
        add_in.write_bytes(extension())
        with (self._home / "soffice.log").open("wb") as log:
            self._worker = subprocess.Popen(
                [SYSTEM_PYTHON, str(_WORKER), profile.as_uri(), add_in.as_uri(), f"xltier{secrets.token_hex(6)}"],
                env={
                    "PATH": SYSTEM_PATH,
                    "HOME": os.environ.get("HOME", str(self._home)),
                    "LANG": "C.UTF-8",
                    "XDG_CONFIG_HOME": str(self.settings.parent),
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def values(self, asked: Sequence[Asked]) -> list[object]:
        """Return what each formula shows in one cell: a number, a text, an error's text.

        Each stands on a sheet of its own, in column CV, with the cells that it refers to from A1 on.
        """
        shown: list[list[list[object]]] = self.ask("blocks", asked=[(f, cells, None) for f, cells in asked])
        return [rows[0][0] for rows in shown]

    def blocks(self, asked: Sequence[tuple[Asked, tuple[int, int]]]) -> list[list[list[object]]]:
        """Return what each formula shows as an array formula over so many rows and columns."""
        shown: list[list[list[object]]] = self.ask("blocks", asked=[(f, cells, size) for (f, cells), size in asked])
        return shown

    def ask(self, act: str, **values: object) -> Any:  # noqa: ANN401  whatever the act answers
        """Return the worker's answer to one request.

        Raises:
            RuntimeError: LibreOffice died, gave no answer, or refused.
        """
        if not (self._worker.stdin and self._worker.stdout) or self._worker.poll() is not None:
            raise RuntimeError(f"LibreOffice is not there:\n{self._log()}")
        self._worker.stdin.write(json.dumps({"act": act, **values}).encode() + b"\n")
        self._worker.stdin.flush()
        ready, _, _ = select.select([self._worker.stdout], [], [], PATIENCE_SECONDS)
        line = self._worker.stdout.readline() if ready else b""
        if not line:
            raise RuntimeError(f"LibreOffice gave no answer to {act}:\n{self._log()}")
        answer: Mapping[str, Any] = json.loads(line)
        if answer.get("failed"):
            raise RuntimeError(f"{act}: {answer['failed']}")
        return answer["answer"]

    def close(self) -> None:
        """End the program and the worker, and remove the profile."""
        with suppress(OSError):  # the worker may be gone already: it ends LibreOffice when its input closes
            if self._worker.stdin:
                self._worker.stdin.close()
        try:
            self._worker.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self._worker.kill()
            self._worker.wait()
        if self._worker.stdout:
            self._worker.stdout.close()
        shutil.rmtree(self._home, ignore_errors=True)

    def _log(self) -> str:
        return (self._home / "soffice.log").read_text(encoding="utf-8", errors="replace")
