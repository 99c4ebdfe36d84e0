"""The half that speaks UNO: run by the system's Python, one JSON request a line, one JSON answer a line.

Usage: office_worker.py PIPE. Ends LibreOffice and itself when its input ends.
"""

from __future__ import annotations

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as UnoError

_START_SECONDS = 120
_NEVER = 0  # MacroExecutionMode.NEVER_EXECUTE, UpdateDocMode.NO_UPDATE
_CSV_UTF8 = "44,34,76,1,,0,false,true,false,false,false,0"  # comma, quote, UTF-8, the first sheet


def main(pipe: str) -> None:
    """Answer requests from standard input until it ends, then end LibreOffice."""
    desktop = connect(pipe)
    for line in sys.stdin:
        try:
            _convert(desktop, **json.loads(line))
            answer = ""
        except (UnoError, ValueError) as error:
            answer = f"{type(error).__name__}: {error}"
        print(json.dumps(answer), flush=True)  # noqa: T201  the answer
    desktop.terminate()


def connect(pipe: str) -> uno:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    give_up = time.monotonic() + _START_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _convert(desktop: uno, *, source: str, target: str, filter: str) -> None:  # noqa: A002  the request's word
    document = desktop.loadComponentFromURL(
        source,
        "_blank",
        0,
        properties(Hidden=True, ReadOnly=True, MacroExecutionMode=_NEVER, UpdateDocMode=_NEVER),
    )
    if document is None:
        raise ValueError("not a document that LibreOffice opens")
    try:
        options = {"FilterOptions": _CSV_UTF8} if "csv" in filter else {}
        document.storeToURL(target, properties(FilterName=filter, Overwrite=True, **options))
    finally:
        document.close(True)  # noqa: FBT003  UNO takes it by position


def properties(**values: object) -> tuple[PropertyValue, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


if __name__ == "__main__":
    main(sys.argv[1])
