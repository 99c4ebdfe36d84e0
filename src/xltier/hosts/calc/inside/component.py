"""The add-in itself, run inside LibreOffice by its own Python: the UNO service XLTIER.

Each function of the catalogue is a method; this module holds nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import unohelper
from com.sun.star.lang import XServiceInfo, XServiceName
from org.xltier.calc import XFunctions

from xltier.app.functions.catalogue import CATALOGUE, Function, call
from xltier.app.functions.in_workbook import InWorkbook
from xltier.app.functions.scheme_of import Nowhere
from xltier.hosts.calc.coercion import WORDED, Shown, needs_document, shown, taken
from xltier.hosts.calc.inside.document_rules import rules_of
from xltier.hosts.calc.inside.office_language import office_language

SERVICE: Final = "XLTIER"
ADD_IN: Final = "com.sun.star.sheet.AddIn"


class AddIn(unohelper.Base, XServiceName, XServiceInfo):  # type: ignore[misc]  # because UNO makes its classes at run time
    """What Calc knows of an add-in; the functions are added below."""

    def __init__(self, context: Any) -> None:  # noqa: ANN401  a UNO object
        """Note the language of the office's windows: a change of it restarts the office."""
        self.language = office_language(context)

    def getServiceName(self) -> str:  # noqa: N802  UNO's name
        """Return the service, which is the prefix in files."""
        return SERVICE

    def getImplementationName(self) -> str:  # noqa: N802  UNO's name
        """Return the one implementation."""
        return SERVICE

    def supportsService(self, name: str) -> bool:  # noqa: N802  UNO's name
        """Return whether ``name`` is a service of this object."""
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802  UNO's name
        """Return the services."""
        return (SERVICE, ADD_IN)


def _method(function: Function) -> Callable[..., Shown]:
    worded = tuple(at for at, one in enumerate(function.parameters) if one.name in WORDED)

    def in_document(self: AddIn, caller: Any, *arguments: object) -> Shown:  # noqa: ANN401  the document, a UNO object
        around = InWorkbook(rules_of(caller), self.language)
        return shown(call(function.name, taken(arguments, worded), around))

    def anywhere(self: AddIn, *arguments: object) -> Shown:
        return shown(call(function.name, taken(arguments, worded), Nowhere(self.language)))

    return in_document if needs_document(function) else anywhere


Functions: Final = type(
    "Functions", (AddIn, XFunctions), {name: _method(function) for name, function in CATALOGUE.items()}
)

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816  the name that UNO looks for
g_ImplementationHelper.addImplementation(Functions, SERVICE, (SERVICE, ADD_IN))
