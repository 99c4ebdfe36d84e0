"""Calls the worksheet functions as the add-in's Visual Basic does; run by a Windows Python.

Usage: wine_client.py LIBRARY SOURCE CALLS ANSWERS. xlwings' own library starts the Python server, out of process; each
call goes through COM. CALLS is JSON, [[function, [argument...], number of arguments]...]; ANSWERS gets what came back,
and the seconds of a call.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from pathlib import Path
from typing import Any

import pythoncom
from win32com.client import VARIANT, Dispatch

_ANSWERS = "xltier.hosts.excel.functions"


class Variant(ctypes.Structure):
    """VARIANT, as much of it as an object needs."""

    _fields_ = (("kind", ctypes.c_ushort), ("reserved", ctypes.c_ushort * 3), ("value", ctypes.c_void_p * 2))


def server(library: str, source: str) -> Any:  # noqa: ANN401 - a COM object
    """Return the Python server that xlwings' library starts with the command of the add-in (XLPyCommand)."""
    start = ctypes.WinDLL(library).XLPyDLLActivateAuto  # type: ignore[attr-defined]  # because this is Windows
    start.argtypes = [ctypes.POINTER(Variant), ctypes.c_char_p, ctypes.c_long]
    path = f"false;Book1;xltier.xlam;;;;{source}".replace("\\", "\\\\")
    program = (
        f"import xlwings.utils;xlwings.utils.prepare_sys_path(\\\"{path}\\\");import xlwings; xlwings.serve('$(CLSID)')"
    )
    command = f'cmd.exe /K ""{sys.executable}" -B -c "import sys, os;{program}""'
    found = Variant()
    code = start(ctypes.byref(found), command.encode(), 1)
    if code:
        raise OSError(code)
    return Dispatch(pythoncom.ObjectFromAddress(found.value[0], pythoncom.IID_IDispatch))


def variant(value: object) -> object:
    """Return an argument as COM takes it: rows of cells are tuples."""
    return tuple(variant(one) for one in value) if isinstance(value, list) else value


def main(library: str, source: str, calls: str, answers: str) -> None:
    """Ask every call and write what came back."""
    asked = json.loads(Path(calls).read_text(encoding="utf-8"))
    python = server(library, source)
    found = []
    left_out = VARIANT(pythoncom.VT_ERROR, 0)
    start = 0.0
    for name, given, count in asked:
        arguments = [variant(one) for one in given] + [left_out] * (count - len(given))
        found.append(python.CallUDF(_ANSWERS, name, tuple(arguments), None, None))
        start = start or time.perf_counter()  # the first call imports the package
    seconds = (time.perf_counter() - start) / max(1, len(asked) - 1)
    Path(answers).write_text(json.dumps({"answers": found, "seconds": seconds}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
