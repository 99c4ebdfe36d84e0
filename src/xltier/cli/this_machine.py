"""The machine that a check looks at: what its system, its Python and its fonts are."""

from __future__ import annotations

import platform
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from xltier.app.doctor.machine import Machine
from xltier.app.functions.catalogue import call
from xltier.app.functions.scheme_of import Nowhere
from xltier.hosts.excel.registry import Registry

_CALLS: Final = 100
_INTERNATIONAL: Final = r"HKCU\Control Panel\International"
_FONTS: Final = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\Fonts"
_CHINESE: Final = ("microsoft yahei", "微软雅黑", "dengxian", "等线", "simsun", "宋体", "simhei", "黑体")
_MAC_FONT: Final = Path("/System/Library/Fonts/PingFang.ttc")
_PATIENCE_SECONDS: Final = 20


def this_machine(registry: Registry | None) -> Machine:
    """Return what the machine is like that this runs on.

    Args:
        registry: Windows' registry; None on another system.
    """
    return Machine(
        system=sys.platform,
        python=platform.python_version(),
        bits=struct.calcsize("P") * 8,
        program=sys.executable,
        microseconds=_microseconds(),
        separators=None if registry is None else separators(registry),
        fonts=_fonts() if registry is None else windows_fonts(registry),
    )


def separators(registry: Registry) -> tuple[str, str] | None:
    """Return what Windows puts between the items of a list, and its decimal mark; None where it says neither."""
    held = registry.values(_INTERNATIONAL)
    between, decimal = (str(held.get(name) or "") for name in ("sList", "sDecimal"))
    return (between, decimal) if between and decimal else None


def windows_fonts(registry: Registry) -> tuple[str, ...]:
    """Return the Chinese fonts that Windows has installed, those of the workbooks first."""
    names = [name for name in registry.values(_FONTS) if name.casefold().startswith(_CHINESE)]
    return tuple(sorted(names, key=lambda name: [name.casefold().startswith(one) for one in _CHINESE], reverse=True))


def _microseconds() -> int:
    start = time.perf_counter()
    for _ in range(_CALLS):
        call("TIER", (86,), Nowhere("en"))
    return round((time.perf_counter() - start) / _CALLS * 1e6)


def _fonts() -> tuple[str, ...] | None:
    if sys.platform == "darwin":
        return (_MAC_FONT.stem,) if _MAC_FONT.exists() else ()
    listing = shutil.which("fc-list")
    if listing is None:
        return None
    asked = [listing, ":lang=zh", "family"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=_PATIENCE_SECONDS)  # noqa: S603  a program that was found
    return tuple(sorted({line.split(",")[0].strip() for line in done.stdout.splitlines() if line.strip()}))
