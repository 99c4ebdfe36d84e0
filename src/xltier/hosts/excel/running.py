"""What a running Excel says of its add-ins."""

from __future__ import annotations

import sys
from contextlib import suppress


def loaded_addins() -> frozenset[str] | None:
    """Return the file names of the add-ins that the running Excel has open, in lower case; None where none runs."""
    if sys.platform == "win32":
        with suppress(Exception):  # no xlwings, no Excel, or one that is busy with a dialog: it is not asked
            import xlwings

            app = xlwings.apps.active
            if app is not None:
                return frozenset(str(one.Name).casefold() for one in app.api.AddIns2 if one.IsOpen)
    return None
