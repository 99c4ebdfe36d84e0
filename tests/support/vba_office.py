"""What LibreOffice makes of a file with Visual Basic: its sheets, and what plain functions of it give."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.office import PATIENCE_SECONDS, SYSTEM_PATH, SYSTEM_PYTHON

XLAM: Final = "Calc MS Excel 2007 VBA XML"
_WORKER: Final = Path(__file__).with_name("vba_worker.py")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as LibreOffice opened it.

    Args:
        sheets: Names of its sheets, in order.
        given: What each called function gave; the reason in words where it could not run.
    """

    sheets: list[str]
    given: list[object]


def opened(file: Path, *calls: str) -> Opened:
    """Return what LibreOffice shows of a file.

    Args:
        file: A workbook with macros.
        calls: ``MODULE.FUNCTION,ARGUMENT``.
    """
    home = file.parent / "office"
    pipe = f"xltier{secrets.token_hex(6)}"
    command = [SYSTEM_PYTHON, str(_WORKER), home.as_uri(), pipe, file.as_uri(), XLAM, *calls]
    environment = {"PATH": SYSTEM_PATH, "HOME": os.environ.get("HOME", str(file.parent)), "LANG": "C.UTF-8"}
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    return Opened(*json.loads(done.stdout))
