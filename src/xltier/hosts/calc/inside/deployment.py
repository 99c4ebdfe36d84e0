"""Installs, finds or removes an extension of LibreOffice through UNO; run by the office's own Python, never imported.

Usage: deployment.py SOFFICE PIPE install URL | status IDENTIFIER | remove IDENTIFIER. Prints the installed
version, or nothing. A running LibreOffice of the same user is asked itself and stays; else one is started and ended.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

import uno
import unohelper
from com.sun.star.connection import NoConnectException
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment, XProgressHandler

_START_SECONDS = 90
_END_SECONDS = 30
_LAYER = "user"


class Approver(unohelper.Base, XCommandEnvironment, XInteractionHandler, XProgressHandler):  # type: ignore[misc]  # because UNO makes its classes at run time
    """Answers the questions of an installation with yes: the user has asked for it."""

    def getInteractionHandler(self) -> Approver:  # noqa: N802  UNO's name
        """Return itself."""
        return self

    def getProgressHandler(self) -> Approver:  # noqa: N802  UNO's name
        """Return itself."""
        return self

    def handle(self, request: Any) -> None:  # noqa: ANN401  a UNO object
        """Approve."""
        for answer in request.getContinuations():
            approval = answer.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove"))
            if approval:
                approval.select()
                return

    def push(self, status: object) -> None:
        """Show no progress."""

    def update(self, status: object) -> None:
        """Show no progress."""

    def pop(self) -> None:
        """Show no progress."""


def main(soffice: str, pipe: str, act: str, subject: str, *options: str) -> None:
    """Do one thing and end the office that was started for it."""
    arguments = ["--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"]
    started = subprocess.Popen(  # noqa: S603  the office that the caller found
        [soffice, *arguments, f"--accept=pipe,name={pipe};urp;", *options], stdout=subprocess.DEVNULL
    )
    context = _connect(pipe)
    manager = context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    is_ours = started.poll() is None and not desktop.getComponents().createEnumeration().hasMoreElements()
    try:
        if act == "install":
            print(manager.addExtension(subject, (), _LAYER, None, Approver()).getVersion())  # noqa: T201  the answer
            return
        found = [one for one in manager.getDeployedExtensions(_LAYER, None, Approver()) if _is(one, subject)]
        for one in found:
            print(one.getVersion())  # noqa: T201  the answer
            if act == "remove":
                manager.removeExtension(subject, one.getName(), _LAYER, None, Approver())
    finally:
        if is_ours:
            desktop.terminate()
            started.wait(_END_SECONDS)


def _is(extension: Any, identifier: str) -> bool:  # noqa: ANN401  a UNO object
    return bool(extension.getIdentifier().Value == identifier)


def _connect(pipe: str) -> Any:  # noqa: ANN401  a UNO object
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    give_up = time.monotonic() + _START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
