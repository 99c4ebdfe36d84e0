"""Prints the Visual Basic that xlwings' own generator writes for our functions, on a machine without Windows.

Run as a program, because it puts empty modules in the place of those of Windows.
"""

from __future__ import annotations

import io
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

STUBS = ("pythoncom", "pywintypes", "win32com", "win32com.client")


def generated() -> str:
    """Return what xlwings writes for the module of our functions in an add-in."""
    for name in STUBS:
        sys.modules[name] = ModuleType(name)
    stubs: Any = sys.modules
    stubs["pythoncom"].CoInitialize = lambda: None
    stubs["win32com.client"].Dispatch = None
    import xlwings
    from xlwings import udfs

    # What `import xlwings` does on Windows.
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret  # type: ignore[assignment]  # because these are the same decorators, doing something
    from xltier.hosts.excel import functions

    text = io.StringIO()
    generate: Any = udfs.generate_vba_wrapper
    generate(functions.__name__, functions, text, SimpleNamespace(Name="xltier.xlam"))
    return text.getvalue()


if __name__ == "__main__":
    sys.stdout.write(generated())
