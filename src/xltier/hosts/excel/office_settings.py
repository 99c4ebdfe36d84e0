"""What the registry says of Excel: which one is installed, what it has switched off, what policies forbid it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xltier.hosts.excel.registry import Registry

_CLICK_TO_RUN: Final = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"
_PROGRAM: Final = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_MSI_BITS: Final = r"HKLM\Software\Microsoft\Office\{}\Outlook"
_OF_USER: Final = r"HKCU\Software\Microsoft\Office\{}\Excel"
_POLICIES: Final = (r"HKCU\Software\Policies\Microsoft\Office\{}", r"HKLM\Software\Policies\Microsoft\Office\{}")
_VERSIONS: Final = ("16.0", "15.0", "14.0", "12.0")
_SIGNED_ONLY: Final = 3
_ALL_OFF: Final = 4


@dataclass(frozen=True, slots=True)
class InstalledExcel:
    """An Excel of this Windows.

    Args:
        version: As far as it is known: ``16.0.17328.20162``, or ``16.0``.
        bits: ``64``, ``32``, or ``?``.
        kind: ``Click-to-Run``, ``MSI`` or ``Microsoft Store``.
    """

    version: str
    bits: str
    kind: str

    @property
    def key(self) -> str:
        """Return the version as the registry's keys have it."""
        return ".".join(self.version.split(".")[:2])

    @property
    def major(self) -> int:
        """Return the version's first number; 0 where it is not known."""
        head = self.version.partition(".")[0]
        return int(head) if head.isdigit() else 0


def installed_excel(registry: Registry) -> InstalledExcel | None:
    """Return the Excel that is installed, or None."""
    program = str(registry.values(_PROGRAM).get("") or "")
    run = registry.values(_CLICK_TO_RUN)
    version = str(run.get("VersionToReport") or "")
    if version:
        bits = {"x64": "64", "x86": "32"}.get(str(run.get("Platform")), "?")
        return InstalledExcel(version, bits, "Click-to-Run")
    if not program:
        return None
    kind = "Microsoft Store" if "windowsapps" in program.casefold() else "MSI"
    known = (one for one in _VERSIONS if registry.values(_OF_USER.format(one) + r"\Options"))
    version = next(known, _VERSIONS[0])
    bits = {"x64": "64", "x86": "32"}.get(str(registry.values(_MSI_BITS.format(version)).get("Bitness")), "?")
    return InstalledExcel(version, bits, kind)


def is_disabled(registry: Registry, version: str, name: str) -> bool:
    """Return whether a file is among Excel's Disabled Items, which hold their paths as UTF-16 between other bytes."""
    held = registry.values(_OF_USER.format(version) + r"\Resiliency\DisabledItems").values()
    wanted = name.casefold()
    return any(wanted in one.decode("utf-16-le", errors="ignore").casefold() for one in held if isinstance(one, bytes))


def forbidding(registry: Registry, version: str) -> tuple[str, ...]:
    """Return each setting that keeps an unsigned add-in in the start-up folder from running, as ``KEY!NAME=VALUE``.

    The start-up folder is a trusted location, in which macros run whatever the warnings say; so warnings matter only
    where trusted locations are switched off.
    """
    found = [f"{key}!{name}={value}" for key, name, value in _set(registry, version, _OFF) if value == 1]
    untrusted = [f"{key}!{name}={value}" for key, name, value in _set(registry, version, _UNTRUSTED) if value == 1]
    strict = [
        f"{key}!{name}={value}"
        for key, name, value in _set(registry, version, _WARNINGS)
        if value in {_SIGNED_ONLY, _ALL_OFF}
    ]
    return (*found, *(untrusted if strict else ()), *(strict if untrusted else ()))


def asks_first(registry: Registry, version: str) -> bool:
    """Return whether Excel asks before it runs the add-in: trusted locations are switched off."""
    return any(value == 1 for _, _, value in _set(registry, version, _UNTRUSTED))


_OFF: Final = (
    (r"Common\Security", "VBAOff"),
    (r"Excel\Security", "DisableAllAddins"),
    (r"Excel\Security", "RequireAddinSig"),
)
_UNTRUSTED: Final = ((r"Excel\Security\Trusted Locations", "AllLocationsDisabled"),)
_WARNINGS: Final = ((r"Excel\Security", "VBAWarnings"),)


def _set(registry: Registry, version: str, names: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str, object]]:
    """Yield key, name and value of each setting that is there: policies first, then the user's own."""
    own = _OF_USER.format(version).removesuffix(r"\Excel")
    for root in (*(policy.format(version) for policy in _POLICIES), own):
        for path, name in names:
            key = rf"{root}\{path}"
            value = registry.values(key).get(name)
            if value is not None:
                yield key, name, value
