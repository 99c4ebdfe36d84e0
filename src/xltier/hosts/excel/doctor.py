"""Whether Excel will run the add-in: the file, what Excel and Windows say of it, and what can be mended here."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xltier import __version__
from xltier.app.doctor.finding import Finding, doubtful, fine, troubles, unchecked, wrong
from xltier.hosts.excel.borrowed import AddinError, borrowed
from xltier.hosts.excel.installation import Excel, Installed
from xltier.hosts.excel.office_settings import asks_first, forbidding, installed_excel, is_disabled
from xltier.hosts.excel.registry import Registry
from xltier.hosts.excel.xlam import NAME, addin
from xltier.messages import phrase

_STREAM: Final = ":Zone.Identifier"
"""Windows' note beside a file that it came from the internet: a second stream of it."""
_OLDEST: Final = 16
_CLOUDS: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_OF_REGISTRY: Final = ("excel", "disabled", "macros")
_OF_EXCEL: Final = ("addin", "library", "addin_file", "web_mark", "folder", "loaded", *_OF_REGISTRY)
_RENEWED: Final = frozenset({
    "doctor-addin-stale", "doctor-addin-xlwings", "doctor-addin-python", "doctor-addin-changed",
    "doctor-addin-damaged", "doctor-addin-foreign",
})  # fmt: skip
"""What installing again mends."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around the Excel of a user.

    Args:
        registry: What Windows' registry says; None on another system.
        loaded: File names of the add-ins that a running Excel has open; None where none runs.
        environment: The process's variables.
    """

    registry: Registry | None = None
    loaded: Collection[str] | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)


def not_here(system: str, language: str) -> Finding:
    """Return that nothing of Excel is checked on a system on which it does not run."""
    return unchecked("excel", "doctor-not-here", system=system, checks=_titles(_OF_EXCEL, language))


def excel_findings(excel: Excel, around: Surroundings, language: str) -> Iterator[Finding]:
    """Yield a finding for each check of the add-in in Excel.

    Args:
        excel: Where this user's Excel has its add-ins.
        around: What Windows and a running Excel say.
        language: Of the names of checks that are listed.
    """
    installed = excel.status()
    try:
        xlwings = borrowed().version
    except AddinError as error:
        yield from troubles("library", error.problems)
        xlwings = ""
    yield _version(excel, installed, xlwings)
    if xlwings and excel.scripts is None:
        yield _library(excel, xlwings)
    if installed is not None:
        if xlwings:
            yield _whole(excel)
        yield _mark(excel)
        yield _folder(excel, around.environment)
        yield _loaded(around.loaded)
    if around.registry is None:
        yield unchecked("excel", "doctor-no-registry", checks=_titles(_OF_REGISTRY, language))
    else:
        yield from _settings(around.registry)


def mend_excel(excel: Excel, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Mend what needs no administrator; return the phrases that say what was done.

    Raises:
        AddinError: The add-in cannot be built here.
        BookError: A running Excel holds the file.
    """
    found = {one.problem.reference for one in findings}
    if found & _RENEWED:
        excel.install()
        return ("doctor-did-install",)
    if "doctor-marked" in found:
        Path(f"{excel.file}{_STREAM}").unlink(missing_ok=True)
        return ("doctor-did-unmark",)
    return ()


def _version(excel: Excel, installed: Installed | None, xlwings: str) -> Finding:
    values = {"file": excel.file, "version": __version__}
    if installed is None:
        return doubtful("addin", "doctor-addin-absent", **values)
    if not installed.version:
        return wrong("addin", "doctor-addin-foreign", **values)
    if installed.version != __version__:
        return wrong("addin", "doctor-addin-stale", found=installed.version, **values)
    if xlwings and installed.xlwings != xlwings:
        return wrong("addin", "doctor-addin-xlwings", found=installed.xlwings, xlwings=xlwings, file=excel.file)
    python = excel.answered_by()
    if python and not Path(python).is_file():
        return wrong("addin", "doctor-addin-python", python=python, file=excel.file)
    return fine("addin", "doctor-addin", python=python or "–", **values)


def _library(excel: Excel, xlwings: str) -> Finding:
    library = excel.library(xlwings)
    if library is None:
        return wrong("library", "addin-library-missing", library=f"xlwings64-{xlwings}.dll", folder=excel.python)
    return fine("library", "doctor-library", file=library)


def _whole(excel: Excel) -> Finding:
    """Return whether the file holds the bytes that this program builds."""
    try:
        held = excel.file.read_bytes()
        built = addin(excel.answered_by() or excel.python)
    except OSError as error:
        return wrong("addin_file", "doctor-addin-closed", file=excel.file, cause=error.strerror or str(error))
    except AddinError as error:
        return troubles("addin_file", error.problems)[0]
    digest = hashlib.sha256(held).hexdigest()
    if held == built:
        return fine("addin_file", "doctor-addin-whole", digest=digest)
    if not _opens(excel.file):
        return wrong("addin_file", "doctor-addin-damaged", file=excel.file)
    return doubtful("addin_file", "doctor-addin-changed", file=excel.file, digest=digest)


def _opens(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            return package.testzip() is None
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error):
        return False


def _mark(excel: Excel) -> Finding:
    if Path(f"{excel.file}{_STREAM}").is_file():
        return wrong("web_mark", "doctor-marked", file=excel.file)
    return fine("web_mark", "doctor-unmarked")


def _folder(excel: Excel, environment: Mapping[str, str]) -> Finding:
    roots = [Path(environment[name]) for name in _CLOUDS if environment.get(name)]
    here = excel.start_up
    if any(here.is_relative_to(root) for root in roots) or any(part.startswith("OneDrive") for part in here.parts):
        return doubtful("folder", "doctor-folder-cloud", folder=here)
    return fine("folder", "doctor-folder", folder=here)


def _loaded(loaded: Collection[str] | None) -> Finding:
    if loaded is None:
        return unchecked("loaded", "doctor-no-excel-runs")
    if NAME in loaded:
        return fine("loaded", "doctor-loaded")
    return wrong("loaded", "doctor-not-loaded")


def _settings(registry: Registry) -> Iterator[Finding]:
    excel = installed_excel(registry)
    if excel is None:
        yield doubtful("excel", "doctor-excel-absent")
        return
    values = {"version": excel.version, "bits": excel.bits, "kind": excel.kind}
    if excel.kind == "Microsoft Store":
        yield doubtful("excel", "doctor-excel-store", **values)
    elif excel.major < _OLDEST:
        yield doubtful("excel", "doctor-excel-old", **values)
    else:
        yield fine("excel", "doctor-excel", **values)
    if is_disabled(registry, excel.key, NAME):
        yield wrong("disabled", "doctor-disabled")
    else:
        yield fine("disabled", "doctor-enabled")
    forbidden = forbidding(registry, excel.key)
    if forbidden:
        yield wrong("macros", "doctor-macros-off", settings=forbidden)
    elif asks_first(registry, excel.key):
        yield doubtful("macros", "doctor-macros-asked")
    else:
        yield fine("macros", "doctor-macros")


def _titles(checks: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(phrase(f"doctor-{check}", language) for check in checks)
