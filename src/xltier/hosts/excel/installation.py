"""The add-in where Excel looks at each start: a file in the user's own start-up folder, and nothing else.

No administrator, no registry, no "Trust access": that folder is a trusted location. The file names the Python that
answers it by its whole path, spaces and Chinese user names included, because it stands in a cell and not in a command.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import unescape

from xltier.errors import BookError, Location, Problem
from xltier.hosts.excel.borrowed import AddinError, borrowed, package_folder
from xltier.hosts.excel.manual import FOLDER, pages
from xltier.hosts.excel.xlam import NAME, PYTHON, STAMP, addin

_WINDOWS: Final = Path("Microsoft", "Excel", "XLSTART")
_MAC: Final = Path(
    "Library", "Group Containers", "UBF8T346G9.Office", "User Content.localized", "Startup.localized", "Excel"
)
_SCRIPTS: Final = Path("Library", "Application Scripts", "com.microsoft.Excel")
_PROPERTY: Final = r'name="{}"><vt:lpwstr>([^<]*)<'
_DLLS: Final = ("xlwings64-{}.dll", "xlwings32-{}.dll")


@dataclass(frozen=True, slots=True)
class Installed:
    """An add-in that is there.

    Args:
        version: Of xltier, that built it; empty for a file that is none of ours.
        xlwings: Version of xlwings that it calls.
    """

    version: str
    xlwings: str


@dataclass(frozen=True, slots=True)
class Excel:
    """The Excel of a user.

    Args:
        start_up: Folder whose workbooks it opens at each start.
        python: Path of the Python that is to answer.
        scripts: On a Mac the folder of the script that lets a macro start Python; None on Windows.
    """

    start_up: Path
    python: str
    scripts: Path | None = None

    @property
    def file(self) -> Path:
        """Return where the add-in is, or would be."""
        return self.start_up / NAME

    @property
    def manual(self) -> Path:
        """Return the folder of the help pages: Excel would open them in the start-up folder."""
        return self.start_up.parent / FOLDER

    def install(self) -> Installed:
        """Build the add-in and put it in place of an older one.

        Raises:
            AddinError: A package is missing, or the library that starts Python is not beside it.
            BookError: The folder or the file is closed to us; a running Excel holds its add-ins.
        """
        content = addin(self.python)
        version = borrowed().version
        if self.scripts is None:
            self._check_library(version)
        else:
            self.scripts.mkdir(parents=True, exist_ok=True)
            name = f"xlwings-{version}.applescript"
            shutil.copyfile(package_folder("xlwings") / name, self.scripts / name)
        _write(self.file, content)
        for name, page in pages().items():
            _write(self.manual / name, page)
        return self.status() or Installed("", "")

    def status(self) -> Installed | None:
        """Return what is installed, or None."""
        if not self.file.is_file():
            return None
        return Installed(*(_property(self.file, name) for name in (STAMP, "xlwings")))

    def answered_by(self) -> str:
        """Return the path of the Python that the installed add-in calls, empty where it names none."""
        return _property(self.file, PYTHON)

    def remove(self) -> Installed | None:
        """Remove the add-in; return what was there.

        Raises:
            BookError: A running Excel holds it.
        """
        found = self.status()
        try:
            self.file.unlink(missing_ok=True)
            for name in pages():
                (self.manual / name).unlink(missing_ok=True)
            if self.manual.is_dir() and not any(self.manual.iterdir()):
                self.manual.rmdir()
        except OSError as error:
            raise _closed(self.file, error) from error
        return found

    def library(self, version: str) -> Path | None:
        """Return xlwings' library where the add-in looks: beside Python, or in the folder above (an environment)."""
        folder = Path(self.python).parent
        places = (place / name.format(version) for place in (folder, folder.parent) for name in _DLLS)
        return next((place for place in places if place.is_file()), None)

    def _check_library(self, version: str) -> None:
        if self.library(version) is None:
            folder = Path(self.python).parent
            names = [name.format(version) for name in _DLLS]
            values = {"library": names[0], "folder": str(folder)}
            raise AddinError(Problem("addin-library-missing", values=values))


def find_excel(
    system: str = sys.platform,
    *,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
    python: str = sys.executable,
) -> Excel:
    """Return where this user's Excel keeps its add-ins.

    Args:
        system: As ``sys.platform`` says it.
        environment: The process's variables.
        home: The user's folder; the current user's by default.
        python: Path of the Python that is to answer.

    Raises:
        AddinError: Excel does not run on this system.
    """
    folder = home or Path.home()
    if system == "win32":
        roaming = environment.get("APPDATA") or str(folder / "AppData" / "Roaming")
        return Excel(Path(roaming) / _WINDOWS, python)
    if system == "darwin":
        return Excel(folder / _MAC, python, folder / _SCRIPTS)
    raise AddinError(Problem("excel-not-here"))


def _property(file: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            text = package.read("docProps/custom.xml").decode()
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, zlib.error):
        return ""  # somebody else's file of this name, or a damaged one
    found = re.search(_PROPERTY.format(re.escape(name)), text)
    return unescape(found[1]) if found else ""


def _write(file: Path, content: bytes) -> None:
    """Write by way of a file beside it, so that a failure leaves the older one whole."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".xltier-", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise _closed(file, error) from error


def _closed(file: Path, error: OSError) -> BookError:
    reference = "output-locked" if isinstance(error, PermissionError) and file.exists() else "output-failed"
    return BookError(Problem(reference, Location(file=str(file)), values={"cause": error.strerror or str(error)}))
