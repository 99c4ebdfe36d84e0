"""LibreOffice as a converter: workbooks to PDF, page by page as they are set up to print."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from xltier.errors import Location, Problem, XltierError

_SYSTEM_PATH: Final = os.pathsep.join(("/usr/local/bin", "/usr/bin", "/bin")) if os.name == "posix" else os.defpath
_PROGRAMS: Final = (
    "/opt/libreoffice*/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/Program Files/LibreOffice/program",
)
_VIRTUAL: Final = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")
_LEAST_SECONDS: Final = 120
_SECONDS_PER_MIB: Final = 120


class OfficeError(XltierError):
    """LibreOffice is not there, or did not do what it was asked; carries its Problem."""


def find_soffice() -> str:
    """Return the program of this machine's LibreOffice.

    Raises:
        OfficeError: There is none.
    """
    folders = [str(found) for pattern in _PROGRAMS for found in Path("/").glob(pattern.lstrip("/"))]
    soffice = shutil.which("soffice", path=os.pathsep.join((_SYSTEM_PATH, *folders, os.environ.get("PATH", ""))))
    if soffice is None:
        raise OfficeError(Problem("office-missing"))
    return soffice


def clean_environment() -> dict[str, str]:
    """Return the environment without a virtual environment's: the office's Python finds its home by PATH."""
    kept = {name: value for name, value in os.environ.items() if name not in _VIRTUAL}
    return kept | {"PATH": _SYSTEM_PATH} if os.name == "posix" else kept


def write_pdf(book: Path, target: Path, *, soffice: str, seconds: float | None = None) -> None:
    """Write a workbook as a PDF, every sheet's print set-up kept.

    The program runs with a profile of its own, so that an open window of the user's neither takes the work over nor
    is in its way, and is ended with everything that it started once it is done or late.

    Args:
        book: A workbook of any kind that LibreOffice opens.
        target: Where the PDF goes; what is there is replaced once the new one is whole.
        soffice: What :func:`find_soffice` found.
        seconds: How long it may take; by default two minutes, and two more for each MiB of the workbook.

    Raises:
        OfficeError: It failed or took too long; nothing is at ``target`` that was not there before.
        OSError: The result cannot be put there.
    """
    limit = _LEAST_SECONDS + _SECONDS_PER_MIB * book.stat().st_size / 2**20 if seconds is None else seconds
    with tempfile.TemporaryDirectory(prefix="xltier-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"book{book.suffix}"  # a file's name can't be read as an option
        shutil.copyfile(book, source)
        profile = (Path(folder) / "profile").as_uri()
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo"]
        command += ["--convert-to", "pdf:calc_pdf_Export", "--outdir", folder, str(source)]
        said = _run(command, limit, target)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise _failed(target, said)
        beside = target.with_name(f".{target.name[:40]}.xltier-{os.getpid()}.tmp")
        try:
            shutil.copyfile(made, beside)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)


def _run(command: Sequence[str], seconds: float, target: Path) -> str:
    """Return what the program said; it and its children are gone afterwards."""
    process = subprocess.Popen(  # noqa: S603  a program that was found, and our own words
        command,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise OfficeError(
            Problem("office-late", Location(file=str(target)), values={"seconds": round(seconds)})
        ) from late
    finally:
        _end(process)
    if process.returncode:
        raise _failed(target, said)
    return said


def _end(process: subprocess.Popen[str]) -> None:
    """End the program and what it started: its wrapper leaves a child behind when it is ended alone."""
    if os.name == "nt":
        if process.poll() is None:
            killer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
            subprocess.run([str(killer), "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603  # Windows' own program
    else:
        with suppress(ProcessLookupError):  # all of the group have ended by themselves
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _failed(target: Path, said: str) -> OfficeError:
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "–")
    return OfficeError(Problem("office-no-pdf", Location(file=str(target)), values={"cause": last.strip()}))
