"""A Windows registry in memory, as the Excel of a company may leave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

OFFICE: Final = r"HKCU\Software\Microsoft\Office\16.0"
POLICY: Final = r"HKCU\Software\Policies\Microsoft\Office\16.0"
MACHINE_POLICY: Final = r"HKLM\Software\Policies\Microsoft\Office\16.0"
CLICK_TO_RUN: Final = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"
PROGRAM: Final = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
INTERNATIONAL: Final = r"HKCU\Control Panel\International"
FONTS: Final = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\Fonts"
DISABLED: Final = OFFICE + r"\Excel\Resiliency\DisabledItems"

Keys = Mapping[str, Mapping[str, object]]

OFFICE_365: Final[Keys] = {
    CLICK_TO_RUN: {"VersionToReport": "16.0.17328.20162", "Platform": "x64"},
    PROGRAM: {"": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"},
    INTERNATIONAL: {"sList": ",", "sDecimal": "."},
    FONTS: {"Arial (TrueType)": "arial.ttf", "SimSun & NSimSun (TrueType)": "simsun.ttc"},
}


@dataclass(frozen=True, slots=True)
class FakeRegistry:
    """A registry of these keys."""

    keys: Keys = field(default_factory=lambda: OFFICE_365)

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values of a key; names of keys have no case."""
        folded = {name.casefold(): values for name, values in self.keys.items()}
        return folded.get(key.casefold(), {})


def disabled_item(path: str) -> bytes:
    """Return an entry of Disabled Items: three numbers, then path and description as UTF-16, each with its end."""
    texts = f"{path}\0".encode("utf-16-le"), "xltier\0".encode("utf-16-le")
    numbers = (1, len(texts[0]), len(texts[1]))
    return b"".join(number.to_bytes(4, "little") for number in numbers) + b"".join(texts)
