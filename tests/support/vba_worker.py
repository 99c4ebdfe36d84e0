"""Opens a file with Visual Basic in LibreOffice and calls functions of it; run by the system's Python.

Usage: vba_worker.py PROFILE PIPE FILE FILTER [MODULE.FUNCTION,ARGUMENT...]... Prints one line of JSON: the names of the
sheets, and what each function gave.
"""

from __future__ import annotations

import json
import subprocess
import sys

import uno  # noqa: F401 - makes the next import possible
from com.sun.star.uno import Exception as UnoError
from office_worker import connect, properties  # type: ignore[import-not-found]  # because it is run beside it

_ALWAYS = 4  # MacroExecutionMode.ALWAYS_EXECUTE_NO_WARN


def main(profile: str, pipe: str, file: str, reader: str, *calls: str) -> None:
    """Print what the file holds and its functions give."""
    options = ("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard")
    office = subprocess.Popen(
        [*("soffice", f"-env:UserInstallation={profile}", *options), f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
    )
    desktop = connect(pipe)
    try:
        chosen = properties(Hidden=True, MacroExecutionMode=_ALWAYS, FilterName=reader)
        document = desktop.loadComponentFromURL(file, "_blank", 0, chosen)
        scripts = document.getScriptProvider()
        given = [_called(scripts, *call.split(",")) for call in calls]
        print(json.dumps([list(document.Sheets.ElementNames), given]))  # noqa: T201  the answer
        document.close(True)  # noqa: FBT003  UNO takes it by position
    finally:
        desktop.terminate()
        office.wait(30)


def _called(scripts: object, name: str, *arguments: str) -> object:
    address = f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document"
    try:
        return scripts.getScript(address).invoke(arguments, (), ())[0]  # type: ignore[attr-defined]  # because UNO makes it at run time
    except UnoError as error:
        return f"{type(error).__name__}: {error.Message}"


if __name__ == "__main__":
    main(*sys.argv[1:])
