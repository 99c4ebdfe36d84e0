"""One warm headless LibreOffice for the whole session: convert, recalculate, render.

The program runs with a PATH of its own and without the variables of a virtual environment, because its Python finds
its prefix through them. Its profile is a new folder that says "always recalculate", because a file stamped
"Microsoft Excel" otherwise keeps the values it came with. A worker under the system's Python speaks UNO to it.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import openpyxl

SYSTEM_PATH: Final = "/usr/local/bin:/usr/bin:/bin"
SYSTEM_PYTHON: Final = "/usr/bin/python3"
PATIENCE_SECONDS: Final = 180
_WORKER: Final = Path(__file__).with_name("office_worker.py")
_FILTERS: Final = {
    "csv": "Text - txt - csv (StarCalc)",
    "ods": "calc8",
    "pdf": "calc_pdf_Export",
    "xls": "MS Excel 97",
    "xlsx": "Calc MS Excel 2007 XML",
}
_ALWAYS_RECALCULATE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""

Cells = dict[str, object]


def absence() -> str | None:
    """Return what is missing to run tests on LibreOffice, with the packages that bring it, or None."""
    missing = [
        f"{program} ({package})"
        for program, package in (("soffice", "libreoffice-calc"), ("pdftoppm", "poppler-utils"))
        if shutil.which(program, path=SYSTEM_PATH) is None
    ]
    if not _has_uno():
        missing.append("the Python module uno (python3-uno)")
    if not _has_chinese_font():
        missing.append("a Chinese font (fonts-noto-cjk)")
    return f"not installed: {', '.join(missing)}" if missing else None


class Office:
    """A running LibreOffice; use it as a context manager, or the session's ``office`` fixture."""

    def __init__(self, *, locale: str = "C.UTF-8") -> None:
        """Start the program.

        Args:
            locale: Decides which installed font stands in for one that is missing.
        """
        self._locale = locale
        self._home = Path(tempfile.mkdtemp(prefix="xltier-office-"))
        profile = self._home / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
        pipe = f"xltier{secrets.token_hex(6)}"
        with (self._home / "soffice.log").open("wb") as log:
            self._soffice = subprocess.Popen(
                [
                    shutil.which("soffice", path=SYSTEM_PATH) or "soffice",
                    f"-env:UserInstallation={profile.as_uri()}",
                    *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
                    f"--accept=pipe,name={pipe};urp;",
                ],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            self._worker = subprocess.Popen(
                [SYSTEM_PYTHON, str(_WORKER), pipe],
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def convert(self, path: Path, to: str, *, folder: Path | None = None) -> Path:
        """Return the file that LibreOffice makes of ``path``, every formula recalculated.

        Args:
            path: A workbook of any kind that LibreOffice opens.
            to: ``"pdf"``, ``"xlsx"``, ``"xls"``, ``"ods"`` or ``"csv"`` (the first sheet, UTF-8).
            folder: Where to put it; a new folder when None.
        """
        target = (folder or Path(tempfile.mkdtemp(dir=self._home))) / f"{path.stem}.{to}"
        if target.resolve() == path.resolve():
            raise ValueError(f"would overwrite its own source: {path}")
        self._ask({"source": path.resolve().as_uri(), "target": target.resolve().as_uri(), "filter": _FILTERS[to]})
        return target

    def values(self, path: Path) -> dict[str, Cells]:
        """Return what every cell of a workbook shows once recalculated: sheet name -> cell such as ``B2`` -> value.

        An error is its text (``"#N/A"``); an empty cell is absent.
        """
        book = openpyxl.load_workbook(self.convert(path, "xlsx"), data_only=True)
        return {
            sheet.title: {
                cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
            }
            for sheet in book.worksheets
        }

    def render(self, path: Path, *, folder: Path, dots_per_inch: int = 96) -> list[Path]:
        """Return one PNG a printed page, in page order, written to ``folder``."""
        pdf = self.convert(path, "pdf")
        pdftoppm = shutil.which("pdftoppm", path=SYSTEM_PATH) or "pdftoppm"
        subprocess.run(
            [pdftoppm, "-r", str(dots_per_inch), "-png", str(pdf), str(folder / path.stem)],
            check=True,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
        )
        return sorted(folder.glob(f"{path.stem}-*.png"))

    def close(self) -> None:
        """End the program and the worker, and remove the profile."""
        with suppress(OSError):  # the worker may be gone already: it ends LibreOffice when its input closes
            if self._worker.stdin:
                self._worker.stdin.close()
        for process in (self._worker, self._soffice):
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._worker.stdout:
            self._worker.stdout.close()
        with suppress(ProcessLookupError):  # what a killed wrapper script left in its own group
            os.killpg(self._soffice.pid, signal.SIGKILL)
        shutil.rmtree(self._home, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        return {"PATH": SYSTEM_PATH, "HOME": os.environ.get("HOME", str(self._home)), "LANG": self._locale}

    def _ask(self, request: dict[str, str]) -> None:
        """Send one request and wait for its answer, which is empty or the reason of a failure."""
        if not (self._worker.stdin and self._worker.stdout) or self._worker.poll() is not None:
            raise RuntimeError(f"LibreOffice is not there:\n{self._log()}")
        self._worker.stdin.write(json.dumps(request).encode() + b"\n")
        self._worker.stdin.flush()
        ready, _, _ = select.select([self._worker.stdout], [], [], PATIENCE_SECONDS)
        answer = self._worker.stdout.readline() if ready else b""
        if not answer:
            reason = "LibreOffice died" if ready else f"LibreOffice gave no answer in {PATIENCE_SECONDS} s"
            raise RuntimeError(f"{reason}: {request['source']}\n{self._log()}")
        error = json.loads(answer)
        if error:
            raise RuntimeError(f"LibreOffice: {request['source']}: {error}")

    def _log(self) -> str:
        return (self._home / "soffice.log").read_text(encoding="utf-8", errors="replace")


def page_texts(pdf: Path, *, keeps_layout: bool = True) -> list[str]:
    """Return the text of each page of a PDF, laid out as printed or as it reads."""
    program = shutil.which("pdftotext", path=SYSTEM_PATH) or "pdftotext"
    layout = ["-layout"] if keeps_layout else []
    done = subprocess.run([program, *layout, str(pdf), "-"], capture_output=True, check=True, timeout=120)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def _has_uno() -> bool:
    try:
        found = subprocess.run(
            [SYSTEM_PYTHON, "-c", "import uno"], env={"PATH": SYSTEM_PATH}, capture_output=True, check=False, timeout=60
        )
    except FileNotFoundError:
        return False
    return found.returncode == 0


def _has_chinese_font() -> bool:
    lister = shutil.which("fc-list", path=SYSTEM_PATH)
    if lister is None:
        return False
    fonts = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, check=False, timeout=60)
    return bool(fonts.stdout.strip())
