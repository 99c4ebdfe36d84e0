"""Menu and toolbar of Calc: the service org.xltier.calc.Job, run inside LibreOffice by its own Python.

A menu entry is the URL ``service:org.xltier.calc.Job?refresh``. A script that wants to know what a macro said asks
the same service as an ``XJob``: ``execute((NamedValue("macro", "refresh"),))`` returns the lines.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any, Final

import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJob, XJobExecutor

from xltier.app.live.desk import Desk
from xltier.app.live.macros import MACROS, run_macro
from xltier.hosts.calc.command import InstalledCommand
from xltier.hosts.calc.inside.live_book import CalcBook
from xltier.hosts.calc.inside.office_language import office_language
from xltier.report.live.pages import LivePages

SERVICE: Final = "org.xltier.calc.Job"
_DESKTOP: Final = "com.sun.star.frame.Desktop"
_SPREADSHEET: Final = "com.sun.star.sheet.SpreadsheetDocument"


class Job(unohelper.Base, XJobExecutor, XJob, XServiceInfo):  # type: ignore[misc]  # because UNO makes its classes at run time
    """Runs a macro on the document in front."""

    def __init__(self, context: Any) -> None:  # noqa: ANN401  a UNO object
        """Note where the office is."""
        self._context = context

    def trigger(self, macro: str) -> None:
        """Run a macro, as a menu entry does."""
        self._run(macro)

    def execute(self, arguments: Any) -> tuple[str, ...]:  # noqa: ANN401  a sequence of NamedValue
        """Run the macro that the argument ``macro`` names; return the lines that it said."""
        return self._run(next(str(one.Value) for one in arguments if one.Name == "macro"))

    def _run(self, macro: str) -> tuple[str, ...]:
        document = self._document()
        if macro not in MACROS or document is None:
            return ()
        language = office_language(self._context)
        book = CalcBook(self._context, document, language)
        today = dt.datetime.now().astimezone().date()
        return run_macro(macro, Desk(book, LivePages(), InstalledCommand(), language, today, time.monotonic))

    def _document(self) -> Any:  # noqa: ANN401  a UNO object
        """Return the spreadsheet in front, else the one that is open without a window, else None."""
        desktop = self._context.ServiceManager.createInstanceWithContext(_DESKTOP, self._context)
        every = desktop.getComponents().createEnumeration()
        found = [desktop.getCurrentComponent()]
        while every.hasMoreElements():
            found.append(every.nextElement())
        return next((one for one in found if one is not None and _is_spreadsheet(one)), None)

    def getImplementationName(self) -> str:  # noqa: N802  UNO's name
        """Return the one implementation."""
        return SERVICE

    def supportsService(self, name: str) -> bool:  # noqa: N802  UNO's name
        """Return whether ``name`` is a service of this object."""
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802  UNO's name
        """Return the service."""
        return (SERVICE,)


def _is_spreadsheet(component: Any) -> bool:  # noqa: ANN401  a UNO object
    return hasattr(component, "supportsService") and bool(component.supportsService(_SPREADSHEET))


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816  the name that UNO looks for
g_ImplementationHelper.addImplementation(Job, SERVICE, (SERVICE,))
