"""What Windows' registry says, read only, behind a port: where there is no Windows, a test answers."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Protocol


class Registry(Protocol):
    """The registry as far as it is read."""

    def values(self, key: str) -> Mapping[str, object]:
        r"""Return the values of a key such as ``HKCU\Software\xltier`` by their names; none where there is no such key.

        The unnamed value has the empty name.
        """


if sys.platform == "win32":
    import winreg

    class WindowsRegistry:
        """The registry of this Windows, as 64-bit programs see it."""

        def values(self, key: str) -> Mapping[str, object]:
            """Return the values of a key."""
            hive, _, path = key.partition("\\")
            roots = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
            found: dict[str, object] = {}
            with (
                suppress(OSError),  # no such key, or closed to this user: it says nothing
                winreg.OpenKey(roots[hive], path, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened,
            ):
                for number in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, number)
                    found[name] = value
            return found


def find_registry() -> Registry | None:
    """Return the registry of this system; None where it has none."""
    if sys.platform == "win32":
        return WindowsRegistry()
    return None
